"""Terminals are asked what they can show; a pty plays each of them."""

from __future__ import annotations

import os
import pty
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.every import every

from stretch_coach.tui import terminal
from stretch_coach.tui.drawing import Drawing, choose_drawing
from stretch_coach.tui.terminal import PLAIN, Terminal, ask, ask_terminal, cell_size, understood

_VERSION, _CELL, _DA1, _KITTY = b"\x1b[>q", b"\x1b[16t", b"\x1b[c", b"\x1b_Gi=31"
_FEATURES = b"\x1b]1337;Capabilities\x1b\\"


@contextmanager
def _played(answers: dict[bytes, bytes], delay_s: float = 0.0) -> Iterator[tuple[int, list[bytes]]]:
    """Play a terminal that answers some of the questions; yield its other end, and what it was asked."""
    master, slave = pty.openpty()
    asked: list[bytes] = []
    stop = threading.Event()

    def play() -> None:
        while not stop.is_set():
            if not select.select([master], [], [], 0.02)[0]:
                continue
            try:
                question = os.read(master, 4096)
            except OSError:
                return
            asked.append(question)
            if stop.wait(delay_s):
                return
            found = sorted((question.find(key), answer) for key, answer in answers.items() if key in question)
            for _, answer in found:
                os.write(master, answer)

    thread = threading.Thread(target=play)
    thread.start()
    try:
        yield slave, asked
    finally:
        stop.set()
        thread.join()
        os.close(slave)
        os.close(master)


def _asked(answers: dict[bytes, bytes], delay_s: float = 0.0, wait_s: float = 1.0) -> Terminal:
    with _played(answers, delay_s) as (slave, _):
        return ask(slave, slave, wait_s)


_PLAYED: dict[str, tuple[dict[bytes, bytes], Drawing]] = {
    "kitty": (
        {
            _VERSION: b"\x1bP>|kitty(0.40.1)\x1b\\",
            _CELL: b"\x1b[6;20;10t",
            _DA1: b"\x1b[?62;c",
            _KITTY: b"\x1b_Gi=31;OK\x1b\\",
        },
        Drawing("octant", "kitty"),
    ),
    "an older kitty": (
        {_VERSION: b"\x1bP>|kitty(0.26.5)\x1b\\", _DA1: b"\x1b[?62;c", _KITTY: b"\x1b_Gi=31;OK\x1b\\"},
        Drawing("sextant", "kitty"),
    ),
    "ghostty": (
        {_VERSION: b"\x1bP>|ghostty 1.2.3\x1b\\", _DA1: b"\x1b[?62;22;52c", _KITTY: b"\x1b_Gi=31;OK\x1b\\"},
        Drawing("octant", "kitty"),
    ),
    "foot": (
        {_VERSION: b"\x1bP>|foot(1.20.2)\x1b\\", _CELL: b"\x1b[6;18;9t", _DA1: b"\x1b[?62;4;22;28c"},
        Drawing("octant", "sixel"),
    ),
    "xterm with sixel": (
        {_VERSION: b"\x1bP>|XTerm(379)\x1b\\", _DA1: b"\x1b[?63;1;2;4;6;9;15;22c"},
        Drawing("braille", "sixel"),
    ),
    "xterm without": (
        {_VERSION: b"\x1bP>|XTerm(379)\x1b\\", _DA1: b"\x1b[?64;1;2;6;9;15;22c"},
        Drawing("braille"),
    ),
    "a terminal of VTE": ({_VERSION: b"\x1bP>|VTE(7802)\x1b\\", _DA1: b"\x1b[?61;1;21;22c"}, Drawing("octant")),
    "an older one of VTE": ({_VERSION: b"\x1bP>|VTE(7006)\x1b\\", _DA1: b"\x1b[?65;1;9c"}, Drawing("sextant")),
    "WezTerm": (
        {_VERSION: b"\x1bP>|WezTerm 20240203-110809-5046fc22\x1b\\", _DA1: b"\x1b[?65;4;6;18;22c"},
        Drawing("sextant", "sixel"),
    ),
    "iTerm2": (
        {
            _VERSION: b"\x1bP>|iTerm2 3.5.10\x1b\\",
            _DA1: b"\x1b[?62;4c",
            _KITTY: b"\x1b_Gi=31;OK\x1b\\",
            _FEATURES: b"\x1b]1337;Capabilities=T3CwLrMSc7UUw9Ts3BFGsGoSyHNoSxP\x1b\\",
        },
        Drawing("sextant", "kitty"),
    ),
    "an older iTerm2": (
        {
            _VERSION: b"\x1bP>|iTerm2 3.4.23\x1b\\",
            _DA1: b"\x1b[?62;4c",
            _FEATURES: b"\x1b]1337;Capabilities=T2CwLrMSc7UUw9Ts3BFGsSx\x07",
        },
        Drawing("sextant", "iterm"),
    ),
    "a terminal whose features have no files": (
        {
            _VERSION: b"\x1bP>|some 1.0\x1b\\",
            _DA1: b"\x1b[?62;4c",
            _FEATURES: b"\x1b]1337;Capabilities=T3FoGsHNoSx\x1b\\",
        },
        Drawing("braille", "sixel"),
    ),
    "tmux, which claims sixel for whatever it runs in": (
        {_VERSION: b"\x1bP>|tmux 3.4\x1b\\", _DA1: b"\x1b[?1;2;4c"},
        Drawing("braille"),
    ),
    "a terminal that has no name": ({_DA1: b"\x1b[?1;2c"}, Drawing("braille")),
    "nonsense": ({_DA1: b"\x00\xff\x1b[?;;c\x1bP>|\x1b\\ 4;4;4 \x1b_G;OK\x1b\\\x1b[?62;c"}, Drawing("braille")),
    "nonsense in a name": (
        {_VERSION: b"\x1bP>|((0.9..)) \xf0\x9f\x98\x80\x1b\\", _CELL: b"\x1b[6;999;0t", _DA1: b"\x1b[?62c"},
        Drawing("braille"),
    ),
    "silence": ({}, Drawing("braille")),
}


@every("name", _PLAYED)
def test_a_terminal_gets_the_best_that_it_says_it_can_show(name: str) -> None:
    answers, drawing = _PLAYED[name]
    found = _asked(answers, wait_s=1.0 if answers else 0.1)
    assert choose_drawing("auto", found, has_pillow=True) == drawing
    assert choose_drawing("auto", found, has_pillow=False) == Drawing(drawing.style)


def test_a_terminal_that_answers_late_is_plain_and_its_answer_is_no_key() -> None:
    answers = {_DA1: b"\x1b[?62;4c"}
    with _played(answers, delay_s=0.15) as (slave, asked):
        assert ask(slave, slave, 0.05) == PLAIN
        assert asked
    began = time.monotonic()
    assert _asked({}, wait_s=terminal.WAIT_S) == PLAIN
    assert time.monotonic() - began < 5 * terminal.WAIT_S


def test_only_a_terminal_with_a_name_is_asked_about_kitty_pictures() -> None:
    """A few others print the question."""
    for named in (True, False):
        answers = {_DA1: b"\x1b[?62c"} | ({_VERSION: b"\x1bP>|foot(1.16.2)\x1b\\"} if named else {})
        with _played(answers) as (slave, asked):
            ask(slave, slave, 1.0)
        assert (_KITTY in b"".join(asked)) is named


def test_the_terminal_is_as_it_was_after_the_questions() -> None:
    import termios  # noqa: PLC0415  not on Windows

    with _played({_DA1: b"\x1b[?62c"}) as (slave, _):
        before = termios.tcgetattr(slave)
        ask(slave, slave, 1.0)
        assert termios.tcgetattr(slave) == before


@pytest.mark.parametrize(
    ("env", "found"),
    [
        ({"TERM": "linux"}, Terminal(is_console=True)),
        ({"TERM": "dumb"}, PLAIN),
        ({}, PLAIN),
    ],
)
def test_some_terminals_are_not_asked(env: dict[str, str], found: Terminal) -> None:
    assert ask_terminal(env) == found


def test_the_console_of_linux_gets_half_blocks() -> None:
    assert choose_drawing("auto", Terminal(is_console=True), has_pillow=True) == Drawing("blocks")


@pytest.mark.parametrize("wanted", ["octant", "sextant", "braille", "blocks"])
def test_what_the_user_wants_comes_before_what_the_terminal_says(wanted: str) -> None:
    kitty = understood(b"\x1bP>|kitty(0.40.1)\x1b\\\x1b[?62;4c\x1b_Gi=31;OK\x1b\\")
    assert choose_drawing(wanted, kitty, has_pillow=True) == Drawing(wanted)  # type: ignore[arg-type]
    assert choose_drawing(wanted, PLAIN, has_pillow=True) == Drawing(wanted)  # type: ignore[arg-type]


def test_none_means_words_alone() -> None:
    assert choose_drawing("none", Terminal("kitty", (0, 40), kitty=True), has_pillow=True).style is None


def test_a_picture_wanted_where_none_can_be_shown_is_drawn_in_characters() -> None:
    assert choose_drawing("picture", PLAIN, has_pillow=True) == Drawing("braille")


@pytest.mark.parametrize(
    ("window", "cell"),
    [
        ((40, 120, 1200, 800), (10, 20)),
        ((40, 120, 0, 0), (9, 18)),
        ((0, 0, 0, 0), (9, 18)),
    ],
)
def test_the_size_of_a_cell_is_what_the_window_says_now_else_what_was_answered(
    window: tuple[int, int, int, int], cell: tuple[int, int]
) -> None:
    assert cell_size(Terminal(cell=(9, 18)), lambda: window) == cell
