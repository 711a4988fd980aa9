"""A mistake of ours inside the screens: no traceback for the person, sound and awake closed, the session on record."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.tui.fake_coach import FakeCoach
from tests.tui.looking import play

from stretch_coach.history.journal import Journal
from stretch_coach.testing import FakeClock
from stretch_coach.tui.app import StretchApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stretch_coach.tui.screens.player import PlayerScreen

PROGRAM = """
import sys
from stretch_coach.cli.app import guarded
from stretch_coach.tui.app import run_play
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.services.factory import create_context
from stretch_coach.services.screening import SafetyAnswers
from stretch_coach.services.play_options import PlayOptions

def stumble(screen, *rest):
    raise ZeroDivisionError("a mistake of ours")

def go_on(screen, *rest):
    screen.call_after_refresh(screen.action_start)

coach = create_context()
coach.screen(SafetyAnswers("none", (), "none", None, None))
PlayerScreen._show = stumble
ReadyScreen.on_mount = go_on
sys.exit(guarded(lambda: run_play(coach, "relief", PlayOptions())))
"""


@pytest.fixture
def coach() -> FakeCoach:
    """Return a coach with an ordinary day."""
    return FakeCoach()


def stumble(*_: object) -> None:
    """Fail as our own code should not."""
    message = "a mistake of ours"
    raise ZeroDivisionError(message)


def lose_a_key(screen: PlayerScreen) -> None:
    """Fail while a key is heeded."""
    screen.action_next = stumble  # type: ignore[method-assign]


def lose_a_look(screen: PlayerScreen) -> None:
    """Fail when the timer looks."""
    screen._show = stumble  # type: ignore[method-assign,assignment]


async def choose_the_first(app: StretchApp) -> None:
    """Press Enter on Today."""
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()


@pytest.mark.parametrize("lose", [lose_a_key, lose_a_look])
async def test_an_unexpected_error_ends_the_screens_and_closes_the_session(
    coach: FakeCoach, lose: Callable[[PlayerScreen], None], capsys: pytest.CaptureFixture[str]
) -> None:
    app = StretchApp(coach)

    async def session() -> None:
        async with app.run_test() as pilot:
            lose(await play(pilot, coach, 30_000))
            await pilot.press("n")

    with pytest.raises(ZeroDivisionError):
        await session()
    assert isinstance(app.crash, ZeroDivisionError)
    assert app.return_code == 4
    assert coach.runner is not None
    assert coach.runner.closed
    written = capsys.readouterr()
    assert "Traceback" not in written.out + written.err


async def test_an_error_in_what_follows_what_is_told_as_itself(coach: FakeCoach) -> None:
    app = StretchApp(coach)
    coach.ready = stumble  # type: ignore[assignment]
    with pytest.raises(ZeroDivisionError):
        await choose_the_first(app)
    assert isinstance(app.crash, ZeroDivisionError)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_in_a_terminal_it_is_one_line_and_exit_4_and_the_session_is_offered_again(tmp_path: Path) -> None:
    import pty

    controller, terminal = pty.openpty()
    home = tmp_path / "home"
    env = {**os.environ, "STRETCH_COACH_HOME": str(home), "STRETCH_COACH_SOUND": "silence", "TERM": "xterm-256color"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=terminal, stdout=terminal, stderr=terminal, env=env, cwd=tmp_path
    ) as process:
        os.close(terminal)
        written = _drain(controller)
        code = process.wait(timeout=30)
    os.close(controller)
    assert code == 4, written
    assert "Traceback" not in written
    assert "this is our mistake, not yours" in written
    crash = home / "cache" / "stretch-coach-crash.txt"
    assert "a mistake of ours" in crash.read_text(encoding="utf-8")
    journal = Journal(str(home / "data"), FakeClock().now)
    assert [left.session.routine for left in journal.unfinished()] == ["relief"]
    journal.close()


def _drain(controller: int) -> str:
    """Read until the other end is closed."""
    parts = []
    while True:
        try:
            part = os.read(controller, 65_536)
        except OSError:  # how Linux says that nobody writes any more
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts).decode("utf-8", "replace")
