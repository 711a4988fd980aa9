"""The first ink: what a person sees in the very first moment, in a terminal of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stretch_coach.commands import today

pty = pytest.importorskip("pty", reason="needs a POSIX system: pseudo-terminals")

SCRIPT = """
import sys
from stretch_coach.commands.today import splash, unsplash
inked = splash()
slow = sorted({"textual", "typing", "re", "argparse", "dataclasses"} & set(sys.modules))
if inked:
    unsplash()
sys.stdout.write(f"{inked} {slow}")
"""


def shown(terminal: str) -> tuple[str, str]:
    """Run the splash with stderr on a terminal; return what the terminal got and what the script says."""
    parent, child = pty.openpty()
    env = {**os.environ, "TERM": terminal, "PYTHONPATH": str(Path(today.__file__).parent.parent.parent)}
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
