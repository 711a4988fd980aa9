"""A defect inside the screens: no traceback for the user, sound and session closed, the session on record."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.tui.looking import answer_no, opened, playing

from stretch_coach.history.journal import Journal
from stretch_coach.services.app_context import AppContext
from stretch_coach.testing import FakeClock
from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.driver import _take_signals
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.screens.today import TodayScreen

PROGRAM = """
import sys
from stretch_coach.cli.app import guarded
from stretch_coach.services.factory import create_context
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.screening import answer_no
from stretch_coach.tui.app import run_play
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen

def stumble(screen, *rest):
    raise ZeroDivisionError("a defect of ours")

mount = ReadyScreen.on_mount

def go_on(screen):
    mount(screen)
    screen.call_after_refresh(screen.action_start)

context = create_context()
answer_no(context)
PlayerScreen._show = stumble
ReadyScreen.on_mount = go_on
sys.exit(guarded(lambda: run_play(context, "relief", PlayOptions(), print)))
"""
SIGNALLED = """
import os, signal, sys
from stretch_coach.cli.app import guarded
from stretch_coach.services.factory import create_context
from stretch_coach.tui.app import run_today
from stretch_coach.tui.screens.today import TodayScreen

def close(screen):
    screen.set_timer(0.3, lambda: os.kill(os.getpid(), signal.SIGHUP))

TodayScreen.on_mount = close
sys.exit(guarded(lambda: run_today(create_context(), print)))
"""


def stumble(*_: object) -> None:
    """Fail as our own code should not."""
    message = "a defect of ours"
    raise ZeroDivisionError(message)


@pytest.mark.parametrize("method", ["action_next", "_show"])
async def test_an_unexpected_error_ends_the_screens_and_closes_the_session(
    context: AppContext, method: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    apps: list[StretchApp] = []

    async def session() -> None:
        async with playing(context, "relief", 1000) as person:
            apps.append(person.app)
            monkeypatch.setattr(PlayerScreen, method, stumble)
            await person.press("n")
            await person.wait(1000)

    with pytest.raises(ZeroDivisionError):
        await session()
    assert isinstance(apps[0].crash, ZeroDivisionError)
    assert apps[0].return_code == 4
    assert apps[0].running is None or apps[0].running.warning is not None
    written = capsys.readouterr()
    assert "Traceback" not in written.out + written.err


async def test_an_error_between_the_screens_is_the_one_that_is_raised(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_no(context)
    monkeypatch.setattr(ReadyScreen, "on_mount", stumble)
    with pytest.raises(ZeroDivisionError):
        async with opened(context, "enter"):
            pass


async def test_what_is_still_being_shown_while_the_program_is_left_is_no_error(context: AppContext) -> None:
    is_left = asyncio.Event()
    async with opened(context, size=(100, 50)) as person:
        today = person.on(TodayScreen)

        async def leave_and_go_on_showing() -> None:
            is_left.set()
            await person.app.action_quit()
            await today.watch_view(today.view)

        today.call_after_refresh(leave_and_go_on_showing)
        await asyncio.wait_for(is_left.wait(), 30)
    assert person.app.crash is None
    assert person.app.return_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_in_a_terminal_it_is_one_line_and_exit_4_and_the_session_is_offered_again(tmp_path: Path) -> None:
    code, written = in_a_terminal(PROGRAM, tmp_path)
    assert code == 4, written
    assert "Traceback" not in written
    assert "our mistake, not yours" in written
    crash = tmp_path / "home" / "cache" / "stretch-coach-crash.txt"
    assert "a defect of ours" in crash.read_text(encoding="utf-8")
    journal = Journal(str(tmp_path / "home" / "data"), FakeClock().now)
    assert [left.session.routine for left in journal.unfinished()] == ["relief"]
    journal.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_that_closes_ends_the_program_whatever_it_is_doing(tmp_path: Path) -> None:
    code, written = in_a_terminal(SIGNALLED, tmp_path)
    assert code == 128 + signal.SIGHUP, written


def in_a_terminal(program: str, folder: Path) -> tuple[int, str]:
    """Run a program on its own terminal; return its exit code, and all it wrote."""
    import pty  # noqa: PLC0415  not on Windows
    import termios  # noqa: PLC0415  not on Windows

    controller, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (30, 100))
    home = folder / "home"
    env = {**os.environ, "STRETCH_COACH_HOME": str(home), "STRETCH_COACH_SOUND": "silence", "TERM": "xterm-256color"}
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=terminal, stdout=terminal, stderr=terminal, env=env, cwd=folder
    ) as process:
        os.close(terminal)
        written = _drain(controller)
        code = process.wait(timeout=30)
    os.close(controller)
    return code, written


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


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_signal_after_the_screens_goes_where_signals_went_before_them() -> None:
    came: list[int] = []

    async def screens() -> None:
        _take_signals(asyncio.get_running_loop(), came.append)

    known = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        signal.signal(signal.SIGTERM, lambda number, _: came.append(-number))
        asyncio.run(screens())
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        for number, handler in known.items():
            signal.signal(number, handler)
    assert came == [-signal.SIGTERM]
