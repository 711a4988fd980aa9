"""A real session on its own thread, as a player's screen drives it, with the machine's own clock; what asks it."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from tests.sound.recording import RecordingSound
from tests.test_runner import Recorded, _player

from stretch_coach.clock import SystemClock
from stretch_coach.record.lines import Session
from stretch_coach.remote.asking import ArtOf, Door, no_art
from stretch_coach.remote.client import ask
from stretch_coach.remote.requests import SessionState
from stretch_coach.remote.steering import Steering
from stretch_coach.runner import Companion, Runner


def own_runtime(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a runtime folder of its own, short enough for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="scr"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


def do(data_folder: Path | str, action: str) -> tuple[SessionState, str]:
    """Ask the session of a home for one thing, as `ctl` does."""
    answer = next(ask(str(data_folder), action), None)
    assert answer is not None, "nobody listens"
    return answer


def wait_for(true: Callable[[], bool], timeout_s: float = 10) -> bool:
    """Wait until it is true."""
    until = time.monotonic() + timeout_s
    while not true() and time.monotonic() < until:
        threading.Event().wait(0.01)
    return true()


class Playing:
    """Plays from `with` on until its end; `do` runs something on the thread that plays, at once."""

    def __init__(
        self, *doors: Door, art: ArtOf = no_art, title: str = "Short", companions: Sequence[Companion] = ()
    ) -> None:
        header = Session(
            id="s1",
            routine="short",
            practice_day=date(2026, 11, 22),
            started_at="2026-11-22T07:30:00Z",
            ended_at="2026-11-22T07:30:00Z",
            utc_offset_minutes=0,
            zone="UTC",
            rollover_hour=4,
            status="partial",
            steps=(),
        )
        self.runner = Runner(
            _player(title),
            SystemClock(),
            header,
            recorder=Recorded(),
            sound=RecordingSound(),
            companions=[Steering(doors, art), *companions],
        )
        self.asked_to_end = threading.Event()
        self._woken = threading.Event()
        self._over = False
        self.runner.wake = self._woken.set
        self.runner.ask_to_end = self.asked_to_end.set
        self._thread = threading.Thread(target=self._play, daemon=True)
        self._started = threading.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over = True
        self._woken.set()
        self._thread.join(10)

    @property
    def phase(self) -> str:
        """Where the session is."""
        return self.runner.player.phase

    def wait_for(self, true: Callable[[], bool], timeout_s: float = 10) -> bool:
        """Wait until it is true."""
        return wait_for(true, timeout_s)

    def _play(self) -> None:
        self.runner.start()
        self._started.set()
        while not self._over and not self.runner.ended:
            self._woken.wait(self.runner.next_wake_ms() / 1000)
            self._woken.clear()
            self.runner.tick()
        self.runner.close()
