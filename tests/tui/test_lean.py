"""The screens come without what they have no use for; whoever asks for it later gets it."""

from __future__ import annotations

import subprocess
import sys

SCREENS = (
    "import sys; from stretch_coach.tui.lean import import_lean\n"
    "import_lean(); import stretch_coach.tui.app, stretch_coach.tui.flow, stretch_coach.services.sessions\n"
)


def test_screens_and_sessions_come_without_openssl() -> None:
    """It would be a tenth of the memory, in a program that never talks to a network."""
    found = _python(SCREENS + "print({'ssl', '_ssl', '_hashlib', 'bz2', 'lzma'} & set(sys.modules))")
    assert found == "set()"


def test_what_was_spared_can_be_had_later() -> None:
    assert (
        _python(SCREENS + "import bz2, ssl; print(bz2.compress(b'')[:2], ssl.OPENSSL_VERSION_NUMBER > 0)")
        == "b'BZ' True"
    )


def test_what_is_there_already_stays() -> None:
    """Tests and other programs may have it."""
    assert _python("import asyncio, ssl\n" + SCREENS + "print(asyncio.base_events.ssl is ssl)") == "True"


def test_a_second_session_finds_the_garbage_of_the_first() -> None:
    """What is set aside at the start of a session may be garbage by its end."""
    script = (
        "import gc, weakref; from stretch_coach.tui.lean import settle\n"
        "class Screen: pass\n"
        "screen = Screen(); screen.itself = screen; seen = weakref.ref(screen); settle()\n"
        "del screen; settle(); print(seen())"
    )
    assert _python(script) == "None"


def _python(script: str) -> str:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
