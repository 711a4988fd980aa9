"""Windows that change their size all the time, down to nothing: the screens stay, and end as they should."""

from __future__ import annotations

import signal
from pathlib import Path
from random import Random

from tests.faults import ends
from tests.faults.homes import Home
from tests.faults.outcomes import expect

_CHANGES = 15
_EMULATED_S = 90.0
"""The emulator takes long for a window of 500 columns, and the program ends when its last words are read."""
_TERMINATED = 128 + signal.SIGTERM


def resizes(chance: Random, folder: Path) -> dict[str, int]:
    """Change the window's size again and again, press keys meanwhile, and end."""
    home = Home(folder / "home", ends.PROGRAM)
    home.routine(hold="60s")
    command = chance.choice(((), ("play", "short", "--mute")))
    with home.terminal(*command) as terminal:
        terminal.wait_for("How are you?" if command else "Basics")
        if command:
            terminal.press("3")
        for _ in range(_CHANGES):
            terminal.resize(chance.choice((0, 1, 2, 20, 79, 80, 300, 500)), chance.choice((0, 1, 2, 5, 24, 120, 200)))
            if chance.random() < 0.2:
                terminal.press(chance.choice((" ", "?", "\x1b", "w", "m", "\t", "h")))
            terminal.drain(0.03)
        terminal.resize(80, 24)
        terminal.drain(0.3)
        terminal.process.send_signal(signal.SIGTERM)
        code = terminal.end(_EMULATED_S)
        # An Esc of before may leave the screens first, as it should; the signal may then meet the very end.
        fine = code in (_TERMINATED, -signal.SIGTERM, 0)
        expect(fine, f"ended by SIGTERM with {code}; {_crash(home)}; it showed:\n{terminal.emulator.shown()[-800:]}")
        expect(not terminal.left_over(), f"left {terminal.left_over()}")
        expect("Traceback" not in terminal.text, f"a traceback: {terminal.text[-800:]}")
    return {"changes": _CHANGES}


def _crash(home: Home) -> str:
    report = home.folder / "cache" / "stretch-coach-crash.txt"
    return report.read_text(encoding="utf-8")[-3000:] if report.exists() else "no crash report"
