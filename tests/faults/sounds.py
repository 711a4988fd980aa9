"""Sound servers and sound workers that are absent, killed or frozen while a session plays: it goes on, on time."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from tests.faults import ends
from tests.faults.homes import Home
from tests.faults.outcomes import expect
from tests.sound.ear import PROGRAMS, Server

_KINDS = (
    "no server", "server killed", "server killed and started again", "server frozen", "server frozen for a while",
    "worker killed", "worker frozen", "worker killed again and again",
)  # fmt: skip
_LATE_S = 3.0
"""So much later than it is due an event may come: the machine may be busy, a server that answers nothing is not."""
_LEFT_S = 6.0
"""After the program's end its helpers may take so long to end."""


def can_sound() -> bool:
    """Whether a sound server of our own can be started."""
    return Path("/proc/self").is_dir() and all(shutil.which(program) for program in PROGRAMS)


def sounds(chance: Random, folder: Path) -> dict[str, int]:
    """Play a session at real speed while its sound breaks."""
    kind = chance.choice(_KINDS if can_sound() else _KINDS[:1])
    short = Path(mkdtemp(prefix="sc-"))  # a socket's path must be short
    home = Home(folder / "home", ends.PROGRAM)
    home.routine(hold="1s", reps=1)
    server = None if kind == "no server" else Server(short)
    try:
        env = server.environment if server else {"PULSE_SERVER": f"unix:{short}/none", "XDG_RUNTIME_DIR": str(short)}
        command = [*home.program, "play", "short", "--plain", "--events"]
        process = subprocess.Popen(
            command, cwd=home.folder, env=env | home.env | {"STRETCH_COACH_SOUND": "auto"}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        try:
            late = _played(process, chance, kind, server, home)
        finally:
            process.kill()
            process.wait()
        expect(late < _LATE_S, f"{kind}: an event came {late:.1f} s late")
        _look_after(kind, home)
    finally:
        if server is not None:
            server.freeze(frozen=False)
            server.kill()
        shutil.rmtree(short, ignore_errors=True)
    return {kind: 1}


def _played(process: subprocess.Popen[str], chance: Random, kind: str, server: Server | None, home: Home) -> float:
    """Read the events to the end, break the sound on the way, and return by how many seconds the latest was late."""
    assert process.stdout is not None
    began = time.monotonic()
    breaks_at = began + chance.uniform(0.5, 12.0)
    thaws_at = float("inf")
    first: float | None = None
    late = 0.0
    for text in process.stdout:
        now = time.monotonic()
        row = json.loads(text)
        if "at_ms" in row and row["event"] != "saved":
            first = now - row["at_ms"] / 1000 if first is None else min(first, now - row["at_ms"] / 1000)
            late = max(late, now - first - row["at_ms"] / 1000)
        if now >= breaks_at:
            breaks_at = now + 1.5 if kind.endswith("and again") else float("inf")
            thaws_at = now + 1.0 if kind.endswith("for a while") else float("inf")
            _break(kind, server, home, process.pid)
        elif now >= thaws_at and server is not None:
            thaws_at = float("inf")
            server.freeze(frozen=False)
    code = process.wait(30)
    expect(code == 0, f"{kind}: ended with {code}")
    return late


def _break(kind: str, server: Server | None, home: Home, pid: int) -> None:
    if kind.startswith("worker"):
        for worker in _processes(home) - {pid}:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGSTOP if kind.endswith("frozen") else signal.SIGKILL)
    elif server is not None and "killed" in kind:
        server.kill()
        if kind.endswith("again"):
            server.start()
    elif server is not None:
        server.freeze(frozen=True)


def _look_after(kind: str, home: Home) -> None:
    (session,) = home.sessions()
    held = sum(step["held_ms"] for step in session["steps"])
    planned = sum(step["planned_ms"] for step in session["steps"])
    expect(held == planned > 0, f"{kind}: {held} of {planned} ms are on record")
    deadline = time.monotonic() + _LEFT_S
    while (left := _processes(home)) and time.monotonic() < deadline:
        for pid in left:
            _wait_for_end(pid, deadline - time.monotonic())
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    expect(not left, f"{kind}: {len(left)} processes are left over")


def _wait_for_end(pid: int, seconds: float) -> None:
    """Wait until a process that is not ours has ended, or for so long."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        select.select([handle], [], [], max(0.0, seconds))
    finally:
        os.close(handle)


def _processes(home: Home) -> set[int]:
    """Return the processes that were started for a home."""
    mark = f"STRETCH_COACH_HOME={home.folder}".encode()
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found.add(int(entry.name))
    return found
