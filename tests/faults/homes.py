"""Homes with the program: what it is started with, short routines, and its record read from outside."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.faults.outcomes import Wrong
from tests.faults.terminals import Terminal

ANSWERS = {
    "version": 2, "day": "2020-01-01", "sign": "none", "checked": False, "cautions": [], "onset": "none",
    "onset_day": None, "rest_pain": None, "walks": None, "asked": None, "accepted": [], "acknowledged": {},
}  # fmt: skip

STEP = """\
  - exercise: {name}
    hold: {hold}
    reps: {reps}
    rest: 1s
"""
SHORT = """\
title: Short
about: Short holds, one after the other.
sound: {{words: tones}}
steps:
{steps}
exercises:
  reach:
    title: Reach
    kind: stretch
    position: sitting tall
    do: [Reach up]
    move_in: 1s
    move_out: 1s
  lean:
    title: Lean
    kind: stretch
    position: sitting tall
    do: [Lean]
    move_in: 1s
    move_out: 1s
"""


class Home:
    """Its own folder for the program, and what the record in it holds."""

    def __init__(self, folder: Path, program: Sequence[str] = ()) -> None:
        self.folder = folder
        self.is_own = not program
        """Whether the program is this Python's own, and not an installed one."""
        self.program = list(program) or [sys.executable, "-m", "stretch_coach"]
        self.data = folder / "data"
        self.record = self.data / "record.sqlite3"
        self.more_env: dict[str, str] = {}
        """Variables on top of the usual ones."""
        (folder / "routines").mkdir(parents=True, exist_ok=True)
        self.data.mkdir(exist_ok=True)
        today = {**ANSWERS, "day": (datetime.now(tz=UTC) - timedelta(days=2)).date().isoformat()}
        (self.data / "screening.json").write_text(json.dumps(today), encoding="utf-8")

    @property
    def env(self) -> dict[str, str]:
        """The environment of a process that knows nothing of the tests."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR", "TZ")}
        if self.is_own:
            kept["PYTHONPATH"] = os.pathsep.join(sys.path)
        return kept | {
            "STRETCH_COACH_HOME": str(self.folder), "STRETCH_COACH_SOUND": "silence", "TERM": "xterm-256color",
            "LANG": "C.UTF-8", "TEXTUAL_ANIMATIONS": "none", **self.more_env,
        }  # fmt: skip

    def routine(self, name: str = "short", *, hold: str = "1s", reps: int = 3) -> str:
        """Put a routine of short holds there and return its name."""
        steps = "".join(STEP.format(name=exercise, hold=hold, reps=reps) for exercise in ("reach", "lean"))
        path = self.folder / "routines" / f"{name}.stretch.yaml"
        path.write_text(SHORT.format(steps=steps.rstrip()), encoding="utf-8")
        return name

    def run(
        self, *arguments: str, stdin: bytes | None = None, seconds: float = 300, **env: str
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end without a terminal. Raises `Wrong` where there is none within so many seconds."""
        given: dict[str, Any] = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}
        try:
            return subprocess.run(
                [*self.program, *arguments], cwd=self.folder, env=self.env | env, capture_output=True, timeout=seconds,
                check=False, **given,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            message = f"{' '.join(arguments)}: no end within {seconds:.0f} s, {len(error.stdout or b''):,} bytes said"
            raise Wrong(message) from error

    def start(self, *arguments: str, **how: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401  as Popen takes it
        """Start a command on pipes."""
        streams: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
        return subprocess.Popen([*self.program, *arguments], cwd=self.folder, env=self.env, **streams)

    def terminal(
        self, *arguments: str, ignore_hangup: bool = False, columns: int = 80, rows: int = 24,
        env: Mapping[str, str] = MappingProxyType({}),
    ) -> Terminal:  # fmt: skip
        """Start a command on its own terminal; `env` comes on top of the usual variables."""
        return Terminal(
            [*self.program, *arguments], env={**self.env, **env}, cwd=str(self.folder), ignore_hangup=ignore_hangup,
            columns=columns, rows=rows,
        )  # fmt: skip

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines of the record, read from outside the program."""
        found = self.run("history", "export", "-")
        return [json.loads(line) for line in found.stdout.splitlines()]

    def sessions(self) -> list[dict[str, Any]]:
        """Return the sessions of the record; one that was cut off is among them only when it was kept."""
        return [line for line in self.lines() if line.get("kind", "session") == "session"]

    def stored(self) -> dict[str, Any] | None:
        """Return the one session of the record, ended or not, as it is in the file; None before its first write."""
        if not self.record.exists():
            return None
        with contextlib.closing(sqlite3.connect(f"file:{self.record}?mode=ro", uri=True, timeout=10)) as database:
            try:
                found = database.execute(
                    "SELECT body FROM running UNION ALL SELECT body FROM line WHERE kind = 'session'"
                ).fetchone()
            except sqlite3.OperationalError:  # no tables yet
                return None
        return json.loads(found[0]) if found else None

    def unfinished(self) -> list[dict[str, Any]]:
        """Return the sessions that were cut off, as the record holds them."""
        if not self.record.exists():
            return []
        with contextlib.closing(sqlite3.connect(f"file:{self.record}?mode=ro", uri=True)) as database:
            return [json.loads(body) for (body,) in database.execute("SELECT body FROM running")]
