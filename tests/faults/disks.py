"""Disks that are full, read-only, taken away or exchanged while a session plays, and from its start."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.faults import ends
from tests.faults.homes import Home
from tests.faults.outcomes import expect


def can_mount() -> bool:
    """Whether this user may mount a small disk."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount") is not None


def disk(chance: Random, folder: Path) -> dict[str, int]:
    """Play a session on a disk with something wrong."""
    kinds = ["deleted folder", "deleted record", "exchanged", "deleted log"]
    if can_mount():
        kinds += ["full from the start", "full midway", "full for a while", "read-only"]
    kind = chance.choice(kinds)
    home = Home(folder / "home", ends.PROGRAM)
    home.routine(reps=4)
    disk_of = _small_disk(home.data) if kind.startswith(("full", "read")) else contextlib.nullcontext()
    with disk_of:
        if kind == "full from the start":
            _fill(home.data)
        elif kind == "read-only":
            home.run("log", "walking", "5")
            _mount("-o", "remount,ro", str(home.data))
        process = home.start("play", "short", "--plain", "--mute", "--speed", "10", stdin=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.8, 3.0))
        if process.poll() is None:
            _disturb(kind, home, chance)
        out, reported = process.communicate(timeout=600)
        _check(kind, process.returncode, (out + reported).decode(), home)
    return {kind: 1}


def _disturb(kind: str, home: Home, chance: Random) -> None:
    if kind == "deleted folder":
        shutil.rmtree(home.data, ignore_errors=True)
    elif kind == "deleted record":
        home.record.unlink(missing_ok=True)
    elif kind == "deleted log":
        for ending in ("-wal", "-shm"):
            Path(f"{home.record}{ending}").unlink(missing_ok=True)
    elif kind == "exchanged" and home.record.exists():
        other = home.record.with_name("other.sqlite3")
        shutil.copy(home.record, other)
        Path(other).replace(home.record)
    elif kind.startswith("full"):
        _fill(home.data)
        if kind == "full for a while":
            time.sleep(chance.uniform(0.2, 0.6))
            _free(home.data)


def _check(kind: str, code: int, said: str, home: Home) -> None:
    expect("Traceback" not in said, f"{kind}: a traceback: {said[-800:]}")
    expect("Done." in said, f"{kind}: the session did not play to its end: {said[-500:]}")
    if kind.startswith("full"):
        _free(home.data)
    if kind == "read-only":
        _mount("-o", "remount,rw", str(home.data))
    sessions = home.sessions()
    if code == 0:
        expect(len(sessions) == 1, f"{kind}: “done” and exit 0, and {len(sessions)} sessions are on record")
        held = sum(step["held_ms"] for step in sessions[0]["steps"])
        expect(held == ends.HOLD_MS * 8, f"{kind}: {held} ms are on record")
    else:
        expect(code == 4 and "cannot be saved" in said, f"{kind}: exit {code}, said {said[-500:]}")


@contextmanager
def _small_disk(folder: Path) -> Iterator[None]:
    answers = (folder / "screening.json").read_bytes()
    _mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder))
    (folder / "screening.json").write_bytes(answers)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607  found on PATH


def _mount(*how: str) -> None:
    for _ in range(20):  # a file that is just being written keeps a disk from becoming read-only
        if not subprocess.run(["mount", *how], check=False, capture_output=True).returncode:  # noqa: S607  found on PATH
            return
        time.sleep(0.1)
    message = f"mount {' '.join(how)}"
    raise OSError(message)


def _fill(folder: Path) -> None:
    with contextlib.suppress(OSError), (folder / "filler").open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(size))


def _free(folder: Path) -> None:
    (folder / "filler").unlink(missing_ok=True)
