"""Clocks that jump and zones that change between commands: days stay what they were, and nothing is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.faults import ends
from tests.faults.homes import Home
from tests.faults.outcomes import expect

ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia",
    "Pacific/Kiritimati", "America/St_Johns", "Africa/Casablanca", "Asia/Tehran", "Pacific/Niue", "Nowhere/Land",
    ":", "",
)  # fmt: skip
_ROUNDS = 6


def can_fake_time() -> bool:
    """Whether the wall clock of a process can be set."""
    return shutil.which("faketime") is not None


def journey(chance: Random, folder: Path) -> dict[str, int]:
    """Note some days in zones and at times that leap, and look whether each stays where it was put."""
    home = Home(folder / "home", ends.PROGRAM)
    now = datetime(2026, 3, 27, 12, tzinfo=UTC)
    kept: dict[str, str] = {}
    for number in range(_ROUNDS):
        now += timedelta(hours=chance.choice((-30, -2, 0, 1, 3, 12, 24, 26, 24 * 40)), minutes=chance.randrange(60))
        zone = chance.choice(ZONES)
        found = _at(home, now, zone, "log", f"walk{number}", "5")
        expect(found.returncode == 0, f"{zone} at {now}: {found.stderr!r}")
        lines = {line["id"]: line["practice_day"] for line in home.lines()}
        expect(kept.items() <= lines.items(), f"{zone} at {now}: {kept} became {lines}")
        expect(len(lines) == number + 1, f"{zone} at {now}: {len(lines)} lines after {number + 1}")
        kept = lines
        status = _at(home, now, zone, "status", "--json")
        expect(status.returncode == 0, f"status in {zone} at {now}: {status.stderr!r}")
    return {"commands": 3 * _ROUNDS}


def _at(home: Home, now: datetime, zone: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [*home.program, *arguments]
    if can_fake_time():
        command = ["faketime", "-f", f"@{now:%Y-%m-%d %H:%M:%S}", *command]
    env = home.env | {"TZ": zone, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "PATH": os.environ["PATH"]}
    return subprocess.run(command, cwd=home.folder, env=env, capture_output=True, timeout=600, check=False)
