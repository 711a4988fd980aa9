"""Whatever ends the program leaves the terminal as it was, and no end of a terminal keeps it running."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest
from tests.faults.homes import Home

from stretch_coach.tui.driver import _once_at_a_time


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_that_ends_the_screens_puts_the_terminal_back_and_keeps_the_record(
    home: Home, number: signal.Signals, code: int
) -> None:
    with home.terminal("play", home.routine()) as terminal:
        terminal.wait_for("How are you?")
        terminal.press("3")
        terminal.wait_for("pause")
        terminal.drain(0.3)
        terminal.process.send_signal(number)
        terminal.process.send_signal(signal.SIGCONT)  # as systemd does
        assert terminal.end() == code
        assert terminal.left_over() == []
    (session,) = home.unfinished()
    assert session["routine"] == "short"


def test_today_ends_when_it_is_asked_to_and_puts_the_terminal_back(home: Home) -> None:
    with home.terminal() as terminal:
        terminal.wait_for("Basics")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.end() == 143
        assert terminal.left_over() == []


@pytest.mark.parametrize(
    "command", [(), ("play", "short"), ("play", "short", "--plain"), ("preview", "short", "--watch")]
)
def test_a_terminal_that_vanishes_ends_the_program_even_where_the_hangup_is_ignored(
    home: Home, command: tuple[str, ...]
) -> None:
    home.routine(hold="60s")
    with home.terminal(*command, ignore_hangup=True) as terminal:
        if "--plain" in command:
            terminal.wait_for("How are you?")
            terminal.press("3\n")
            terminal.wait_for("pause")
        else:
            terminal.wait_for("Basics" if not command else "How are you?" if command[0] == "play" else "Short")
        terminal.close()
        assert terminal.process.wait(timeout=10) >= 0


def test_names_of_files_cannot_speak_to_the_terminal_from_the_screens(home: Home) -> None:
    name = "\x1b]0;pwn\x07\x9b31m\u202ea"
    routines = home.folder / "routines"
    Path(routines, f"{name}.stretch.yaml").write_text(Path(routines, f"{home.routine()}.stretch.yaml").read_text())
    Path(routines, f"{name}b.stretch.yaml").write_text("steps: [\n")
    with home.terminal(columns=120, rows=200) as terminal:
        terminal.wait_for("! �]0;pwn")
        terminal.press("\x11")
        assert terminal.end() == 0
        assert [said for said in terminal.emulator.commands if "pwn" in said] == []
        assert not {"\x9b", "\u202e"} & set(terminal.text)


def test_a_suspended_player_gives_the_terminal_back_and_takes_it_again(home: Home) -> None:
    with home.terminal("play", home.routine(hold="60s")) as terminal:
        terminal.wait_for("How are you?")
        terminal.process.send_signal(signal.SIGTSTP)
        assert terminal.settles(terminal.is_stopped)
        terminal.drain(0.1)
        assert terminal.left_over() == []
        terminal.process.send_signal(signal.SIGCONT)
        assert terminal.settles(lambda: terminal.left_over() != [])
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.end() == 143
        assert terminal.left_over() == []


def test_a_player_that_was_stopped_unannounced_still_puts_the_terminal_back_at_the_end(home: Home) -> None:
    with home.terminal("play", home.routine(hold="60s")) as terminal:
        terminal.wait_for("How are you?")
        terminal.process.send_signal(signal.SIGSTOP)
        assert terminal.settles(terminal.is_stopped)
        terminal.process.send_signal(signal.SIGCONT)
        terminal.drain(0.5)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.end() == 143
        assert terminal.left_over() == []


def test_signals_that_come_before_the_first_was_acted_on_are_one() -> None:
    acted: list[int] = []

    async def receive() -> None:
        handle = _once_at_a_time(asyncio.get_running_loop(), lambda: acted.append(1))
        for _ in range(2):
            for _ in range(100):
                handle()
            await asyncio.sleep(0)

    asyncio.run(receive())
    assert len(acted) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TEXTUAL_DRIVER", "x:y"),
        ("TEXTUAL_DRIVER", ""),
        ("TEXTUAL_DRIVER", "os:path"),
        ("TEXTUAL_COLOR_SYSTEM", "nonsense"),
        ("TEXTUAL_COLOR_SYSTEM", ""),
    ],
)
def test_a_variable_that_the_screens_cannot_follow_is_named(home: Home, name: str, value: str) -> None:
    with home.terminal(env={name: value}) as terminal:
        terminal.wait_for(f"{name}={value}: ")
        assert terminal.end() == 2
        assert terminal.left_over() == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
@pytest.mark.parametrize("value", ["9" * 5000, "99999", "²", "-5"])
def test_a_size_that_no_terminal_has_keeps_no_screen_from_opening(home: Home, name: str, value: str) -> None:
    with home.terminal(env={name: value}) as terminal:
        terminal.wait_for("Basics")
        terminal.press("\x11")
        assert terminal.end() == 0
