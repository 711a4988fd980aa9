"""Disks that are full, read-only, taken away or exchanged while a session plays, and from its start."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.faults import ends
from tests.faults.homes import Home
from tests.faults.outcomes import expect

_REPS = 4
_LATEST = 18
"""The last of a session's parts, more than thirty, in which something may happen to its disk."""


def can_mount() -> bool:
    """Whether this user may mount a small disk."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount") is not None


def disk(chance: Random, folder: Path) -> dict[str, int]:
    """Play a session on a disk with something wrong."""
    kinds = ["deleted folder", "deleted record", "exchanged", "deleted log"]
    if can_mount():
        kinds += ["full from the start", "full midway", "full for a while", "read-only", "full and exported"]
    kind = chance.choice(kinds)
    home = Home(folder / "home", ends.PROGRAM)
    if kind == "full and exported":
        _export_from_full(home, chance)
        return {kind: 1}
    home.routine(reps=_REPS)
    disk_of = _small_disk(home.data) if kind.startswith(("full", "read")) else contextlib.nullcontext()
    with disk_of, tempfile.TemporaryFile() as said:
        if kind == "full from the start":
            _fill(home.data)
        elif kind == "read-only":
            home.run("log", "walking", "5")
            _mount("-o", "remount,ro", str(home.data))
        process = home.start(
            "play", "short", "--plain", "--events", "--mute", "--speed", "10", stdin=subprocess.DEVNULL, stderr=said
        )
        with process:
            events = ends.Events(process)
            _wait_for_parts(events, chance.randint(0, _LATEST))
            _disturb(kind, home)
            if kind == "full for a while":
                _wait_for_parts(events, chance.randint(1, 6))
                _free(home.data)
            events.read_what_is_there()
            before = len(events.rows)
            events.read_to_end(600)
            code = ends.wait_for_end(process)
        said.seek(0)
        if not any(event.get("held_ms") for event in events.rows[before:]):
            return {"too late": 1}  # the machine was so busy that nothing was left to be written
        _check(kind, code, said.read().decode(), events, home)
    return {kind: 1}


def _export_from_full(home: Home, chance: Random) -> None:
    """Take the record away from a disk that is full, and go on with it when there is room again."""
    kept = chance.randint(1, 60)
    rows = (
        {"kind": "activity", "id": f"a{n}", "practice_day": "2026-11-20", "activity": "walking", "minutes": n + 1}
        for n in range(kept)
    )
    with _small_disk(home.data):
        home.run("history", "import", "-", stdin="".join(json.dumps(row) + "\n" for row in rows).encode())
        before = home.lines()
        expect(len(before) == kept, f"{len(before)} of {kept} lines were taken")
        _fill(home.data)
        away = home.folder / "away.jsonl"
        for command in (("history", "export", "-"), ("history", "export", str(away)), ("status",), ("history",)):
            found = home.run(*command)
            expect(found.returncode == 0, f"full, {command}: exit {found.returncode}, said {found.stderr[-500:]!r}")
        expect(home.lines() == before, "a full disk gives other lines than before")
        expect([json.loads(line) for line in away.read_text("utf-8").splitlines()] == before, "a file has other lines")
        written = home.run("log", "walking", "5")
        expect(
            written.returncode == 0 or (written.returncode == 4 and b"full" in written.stderr),
            f"full, log: exit {written.returncode}, said {written.stderr[-500:]!r}",
        )
        _free(home.data)
        after = home.run("log", "walking", "7")
        expect(after.returncode == 0, f"free again, log: exit {after.returncode}, said {after.stderr[-500:]!r}")
        expect(len(home.lines()) == kept + 1 + (written.returncode == 0), "free again: not what was written")


def _wait_for_parts(events: ends.Events, number: int) -> None:
    for _ in range(number):
        events.read_until(lambda event: event["event"] == "segment_end")


def _disturb(kind: str, home: Home) -> None:
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


def _check(kind: str, code: int | None, said: str, events: ends.Events, home: Home) -> None:
    expect("Traceback" not in said, f"{kind}: a traceback: {said[-800:]}")
    last = events.rows[-1] if events.rows else {}
    expect(last.get("event") == "finished", f"{kind}: the session did not play to its end: {last}; {said[-500:]}")
    if kind.startswith("full"):
        _free(home.data)
    if kind == "read-only":
        _mount("-o", "remount,rw", str(home.data))
    sessions = home.sessions()
    if code == 0:
        expect(len(sessions) == 1, f"{kind}: exit 0, and {len(sessions)} sessions are on record")
        held = sum(step["held_ms"] for step in sessions[0]["steps"])
        expect(held == ends.HOLD_MS * 2 * _REPS, f"{kind}: {held} ms are on record")
    else:
        expect(code == 4, f"{kind}: exit {code}, said {said[-500:]}")
        expect(said.count("cannot be saved") == 1, f"{kind}: not said once that it cannot be saved: {said[-800:]}")


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
    subprocess.run(["mount", *how], check=True, capture_output=True)  # noqa: S607  found on PATH


def _fill(folder: Path) -> None:
    with contextlib.suppress(OSError), (folder / "filler").open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(size))


def _free(folder: Path) -> None:
    (folder / "filler").unlink(missing_ok=True)
