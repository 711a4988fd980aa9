"""Several programs on one record: what each was given is kept, and none is turned away."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from tests.faults import ends
from tests.faults.homes import Home
from tests.faults.outcomes import expect


def together(chance: Random, folder: Path) -> dict[str, int]:
    """Play, note, excuse, rate and read at once."""
    home = Home(folder / "home", ends.PROGRAM)
    home.routine(reps=2)
    players = [
        home.start("play", "short", "--plain", "--mute", "--speed", "20", stdin=subprocess.DEVNULL)
        for _ in range(chance.randint(1, 2))
    ]
    commands = [
        chance.choice((
            ("log", f"walk{number}", "5"), ("rest", "--date", f"2026-01-{number + 1:02}"), ("list",), ("status",),
            ("history", "--json"), ("history", "export", "-"), ("rate", "--felt", "ok"), ("plan", "short"),
        ))
        for number in range(8)
    ]  # fmt: skip
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda command: home.run(*command), commands))
    ended = [player.communicate(timeout=600) for player in players]
    for player, (out, reported) in zip(players, ended, strict=True):
        expect(player.returncode == 0, f"a player: {player.returncode} {(out + reported)[-500:]!r}")
    for command, found in zip(commands, done, strict=True):
        fine = found.returncode == 0 or (command[0] == "rate" and b"locked" not in found.stderr)
        expect(fine and b"Traceback" not in found.stderr, f"{command}: {found.returncode} {found.stderr[-500:]!r}")
    lines = home.lines()
    wanted = sum(command[0] in ("log", "rest") for command in commands)
    noted = [line for line in lines if line.get("kind") in ("activity", "excused")]
    expect(len(noted) == wanted, f"{wanted} lines were acknowledged, {len(noted)} are there")
    sessions = [line for line in lines if line.get("kind", "session") == "session"]
    expect(len(sessions) == len(players), f"{len(players)} sessions were played, {len(sessions)} are there")
    return {"commands": len(commands), "sessions": len(players)}
