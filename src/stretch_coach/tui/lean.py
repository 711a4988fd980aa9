"""Imports what the screens need of the standard library without parts of it that no screen has a use for.

Called by `commands.today` and `commands.play`, before Textual comes in. asyncio asks for `ssl`, which brings the whole
of OpenSSL: four megabytes and some time, for a program that never talks to a network. shutil asks for two more ways to
compress. Both are made to do without where Python was built without, and that is what they are told here.
"""

from __future__ import annotations

import sys

SPARED = {"asyncio": ("ssl",), "shutil": ("bz2", "lzma")}
"""A module, and what it tries to import but does not need."""


def import_lean() -> None:
    """Import the modules of `SPARED` without what they can spare; whoever asks for that later gets it as ever."""
    for module, parts in SPARED.items():
        if module in sys.modules:
            continue
        spared = [part for part in parts if part not in sys.modules]
        loaded: dict[str, object] = sys.modules  # type: ignore[assignment]
        loaded.update(dict.fromkeys(spared))  # None in place of a module means: not to be had
        try:
            __import__(module)
        finally:
            for part in spared:
                del sys.modules[part]
