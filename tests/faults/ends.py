"""Sudden ends of a session: by every signal, by keys, by a window that closes; on pipes, plain terminals and screens.

What was acknowledged (on a pipe by a `saved` event; on a terminal by being in the file when somebody else looks)
must be on record afterwards, nothing may be there that was not done, and the terminal must be as it was.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sqlite3
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.homes import Home
from tests.faults.outcomes import expect
from tests.faults.terminals import Terminal

PROGRAM: list[str] = []
"""The command of the program under test; empty: this Python's own."""
HOLD_MS, STEPS = 1000, 2
_BY_SIGNAL = ("KILL", "TERM", "INT", "HUP")
_PIPE_ENDS = (*_BY_SIGNAL, "STOP+KILL", "STOP+CONT+TERM", "closed", "parent")
_PLAIN_ENDS = (*_BY_SIGNAL, "STOP+CONT+TERM", "closed", "ctrl+c")
_SCREEN_ENDS = (*_BY_SIGNAL, "STOP+KILL", "STOP+CONT+TERM", "TSTP+CONT+TERM", "closed", "ctrl+q")
_UNTOLD = ("KILL", "STOP+KILL", "closed", "parent")
"""After these nobody can say anything about the terminal, or there is none."""


def sudden_end(chance: Random, folder: Path) -> dict[str, int]:
    """Play, end somehow at a random moment, and look."""
    where = chance.choices(("pipe", "plain", "screen"), (5, 2, 3))[0]
    home = Home(folder / "home", PROGRAM)
    reps = chance.randint(2, 12)
    home.routine(reps=reps)
    speed = chance.choice((1, 2, 5, 10, 20, 60)) if where == "pipe" else chance.choice((2, 5, 10, 20))
    found = {"pipe": _on_pipe, "plain": _on_plain, "screen": _on_screen}[where](chance, home, speed)
    _look_after(chance, home)
    return found | {where: 1}


def _on_pipe(chance: Random, home: Home, speed: int) -> dict[str, int]:
    how = chance.choice(_PIPE_ENDS)
    command = [*home.program, "play", "short", "--plain", "--events", "--mute", "--speed", str(speed)]
    if how == "parent":  # the shell that started it is killed
        command = ["sh", "-c", '"$@" & wait', "sh", *command]
    process = subprocess.Popen(
        command, cwd=home.folder, env=home.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    events = Events(process)
    events.read_until(lambda event: event["event"] == "segment")
    wait = chance.uniform(0, min(2.5, 60 / speed))
    events.read_for(wait)
    if events.rows and chance.random() < 0.2:  # right after a hold was reported
        events.read_until(lambda event: event["event"] == "segment_end", most=2.0)
    _end(process, how, lambda: events.read_for(0.3))
    if how == "closed" and process.stdin is not None and process.stdout is not None:
        process.stdin.close()
        process.stdout.close()
        if chance.random() < 0.5:  # the whole group goes; otherwise it has to notice that nobody reads
            os.killpg(process.pid, signal.SIGKILL)
    if how == "parent":
        os.killpg(process.pid, signal.SIGKILL)
    if how != "closed":
        events.read_to_end()
    code = wait_for_end(process)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # it may be full, and nobody reads any more
                pipe.close()
    expect(code is not None, f"{how} on a pipe: did not end")
    saved = max((row["at_ms"] for row in events.rows if row["event"] == "saved"), default=-1)
    ends = [row for row in events.rows if row["event"] == "segment_end" and row.get("held_ms")]
    sure, seen = _by_step(row for row in ends if row["at_ms"] <= saved), _by_step(ends)
    body = home.stored()
    if saved < 0 and body is None:
        return {"before the first write": 1}
    expect(body is not None, f"{how} on a pipe at ×{speed}: saved at {saved}, and nothing is on record")
    _compare(body or {}, sure, seen if how != "closed" else None, f"{how} on a pipe at ×{speed}")
    return {"holds acknowledged": sum(sure.values()) // HOLD_MS}


def _on_plain(chance: Random, home: Home, speed: int) -> dict[str, int]:
    how = chance.choice(_PLAIN_ENDS)
    with home.terminal("play", "short", "--plain", "--mute", "--speed", str(speed)) as terminal:
        terminal.wait_for("How are you?")
        terminal.press("3\n")
        terminal.wait_for("pause")
        return _on_terminal(chance, home, terminal, how, f"{how} on a plain terminal at ×{speed}")


def _on_screen(chance: Random, home: Home, speed: int) -> dict[str, int]:
    how = chance.choice(_SCREEN_ENDS)
    columns, rows = chance.randint(60, 160), chance.randint(20, 60)
    with home.terminal("play", "short", "--mute", "--speed", str(speed), columns=columns, rows=rows) as terminal:
        terminal.wait_for("How are you?")
        terminal.press("3")
        terminal.wait_for("pause", "Get ready")
        return _on_terminal(chance, home, terminal, how, f"{how} on the screens at ×{speed}")


def _on_terminal(chance: Random, home: Home, terminal: Terminal, how: str, what: str) -> dict[str, int]:
    terminal.drain(chance.uniform(0, 2.5))
    sure = home.stored()
    if how == "closed":
        terminal.close()
    elif how == "ctrl+c":
        terminal.press("\x03")
    elif how == "ctrl+q":
        terminal.press("\x11")
        terminal.drain(0.3)
        terminal.press("\x11")
    else:
        _end(terminal.process, how, lambda: terminal.drain(0.3))
    if terminal.outer < 0:
        expect(wait_for_end(terminal.process) is not None, f"{what}: did not end")
    else:
        expect(terminal.end() is not None, f"{what}: did not end; it showed:\n{terminal.emulator.shown()}")
    judged = how not in _UNTOLD
    if judged:
        left = terminal.left_over()
        expect(not left, f"{what}: the terminal was left with {', '.join(left)}")
        expect("Traceback" not in terminal.text, f"{what}: a traceback")
    body = home.stored()
    held = _held(sure) if sure else {}
    if sure is not None:
        expect(body is not None, f"{what}: what was in the file is gone")
        _compare(body or {}, held, None, what)
    return {"holds acknowledged": sum(held.values()) // HOLD_MS, "terminals judged": int(judged)}


def _end(process: subprocess.Popen[bytes], how: str, between: Any) -> None:  # noqa: ANN401  a callable
    previous = ""
    for number, name in enumerate(part for part in how.split("+") if hasattr(signal, f"SIG{part}")):
        if number:
            between()
            if previous == "TSTP":  # a shell goes on only with what has stopped
                _wait_for_stop(process, between)
        previous = name
        try:
            process.send_signal(getattr(signal, f"SIG{name}"))
        except ProcessLookupError:
            return


def _wait_for_stop(process: subprocess.Popen[bytes], between: Any) -> None:  # noqa: ANN401  a callable
    how = os.WSTOPPED | os.WEXITED | os.WNOHANG | os.WNOWAIT
    for _ in range(30):
        if os.waitid(os.P_PID, process.pid, how) is not None:
            return
        between()
    expect(holds=False, what="SIGTSTP did not stop it")


def wait_for_end(process: subprocess.Popen[bytes], seconds: float = 20) -> int | None:
    """Return the exit code; None, after killing it, where it did not end in time."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None


def _look_after(chance: Random, home: Home) -> None:
    """The file hangs together, and the next start works."""
    if home.record.exists():
        with sqlite3.connect(home.record) as database:
            (sound,) = database.execute("PRAGMA integrity_check").fetchone()
        database.close()
        expect(sound == "ok", f"the file does not hang together: {sound}")
    if chance.random() < 0.2:
        found = home.run("list", "--json")
        expect(found.returncode == 0, f"the next start: {found.stderr.decode()[-300:]}")
        expect(b"Traceback" not in found.stderr and not found.stderr, f"the next start says: {found.stderr!r}")


def _by_step(rows: Any) -> dict[str, int]:  # noqa: ANN401  an iterable of events
    held: dict[str, int] = {}
    for row in rows:
        held[row["step"]] = held.get(row["step"], 0) + row["held_ms"]
    return held


def _held(body: Mapping[str, Any]) -> dict[str, int]:
    return {step["step"]: step["held_ms"] for step in body["steps"]}


def _compare(body: Mapping[str, Any], sure: Mapping[str, int], seen: Mapping[str, int] | None, what: str) -> None:
    found = _held(body)
    planned = {step["step"]: step["planned_ms"] for step in body["steps"]}
    for step, held in sure.items():
        expect(found.get(step, 0) >= held, f"{what}: {step} was held {held} ms, on record are {found.get(step, 0)}")
    for step, held in found.items():
        expect(held <= planned[step], f"{what}: {step} has {held} ms of {planned[step]} planned")
        if seen is not None:  # one hold may have been stored whose event was still on its way
            expect(
                held <= seen.get(step, 0) + HOLD_MS, f"{what}: {step} has {held} ms, {seen.get(step, 0)} were reported"
            )


class Events:
    """The events of a session on a pipe, read as they come."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        self._file = process.stdout.fileno()
        self._rest = b""
        self._at_end = False
        self.rows: list[dict[str, Any]] = []

    def _more(self, seconds: float) -> Sequence[dict[str, Any]]:
        ready, _, _ = select.select([self._file], [], [], max(0.0, seconds))
        if not ready:
            return ()
        data = os.read(self._file, 65536)
        self._at_end = not data
        *lines, self._rest = (self._rest + data).split(b"\n")
        new = [json.loads(line) for line in lines if line]
        self.rows += new
        return new

    def read_for(self, seconds: float) -> None:
        """Read for some seconds, or to the end."""
        deadline = time.monotonic() + seconds
        while not self._at_end and (left := deadline - time.monotonic()) > 0:
            self._more(left)

    def read_what_is_there(self) -> None:
        """Read all that was told up to now."""
        while not self._at_end and select.select([self._file], [], [], 0)[0]:
            self._more(0)

    def read_until(self, wanted: Any, most: float = 30) -> None:  # noqa: ANN401  a predicate
        """Read until an event is as wanted, to the end, or for the most seconds."""
        deadline = time.monotonic() + most
        while not self._at_end and (left := deadline - time.monotonic()) > 0:
            if any(map(wanted, self._more(left))):
                return

    def read_to_end(self, most: float = 30) -> None:
        """Read all that is still to come."""
        self.read_for(most)
