"""The first ink: what a person sees in the very first moment, in a terminal of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stretch_coach.commands import first_ink
from stretch_coach.errors import Exit

pty = pytest.importorskip("pty", reason="needs a POSIX system: pseudo-terminals")

SCRIPT = """
import sys
from stretch_coach.commands.first_ink import splash, unsplash
inked = splash()
slow = sorted({"textual", "typing", "re", "argparse", "dataclasses"} & set(sys.modules))
if inked:
    unsplash()
sys.stdout.write(f"{inked} {slow}")
"""


def shown(terminal: str) -> tuple[str, str]:
    """Run the splash with stderr on a terminal; return what the terminal got and what the script says."""
    parent, child = pty.openpty()
    env = {**os.environ, "TERM": terminal, "PYTHONPATH": str(Path(first_ink.__file__).parent.parent.parent)}
    try:
        result = subprocess.run(
            [sys.executable, "-S", "-c", SCRIPT], stdout=subprocess.PIPE, stderr=child, env=env, text=True, check=True
        )
        os.set_blocking(parent, False)
        try:
            got = os.read(parent, 4096).decode()
        except BlockingIOError:
            got = ""
    finally:
        os.close(parent)
        os.close(child)
    return got, result.stdout


def test_the_first_ink_is_the_name_on_the_other_screen_and_can_be_taken_back() -> None:
    got, said = shown("xterm-256color")
    assert got == "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[1;2H\x1b[1mStretch Coach\x1b[0m\x1b[?25h\x1b[?1049l"
    assert said == "True []"


@pytest.mark.parametrize("terminal", ["dumb", ""])
def test_a_terminal_that_knows_no_screens_is_left_alone(terminal: str) -> None:
    assert shown(terminal) == ("", "False []")


def test_a_routine_that_is_not_there_is_told_on_the_terminal_that_was_given_back(tmp_path: Path) -> None:
    parent, child = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "STRETCH_COACH_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "stretch_coach", "play", "nobody-wrote-it"]
    try:
        result = subprocess.run(command, stdin=child, stdout=child, stderr=child, env=env, check=False)
        got = os.read(parent, 65536).decode()
    finally:
        os.close(parent)
        os.close(child)
    ink, left, said = got.partition("\x1b[?1049l")
    assert ink.startswith("\x1b[?1049h")
    assert left
    assert "There is no routine `nobody-wrote-it`" in said
    assert "\x1b[?1049l" not in said
    assert result.returncode == Exit.USAGE
