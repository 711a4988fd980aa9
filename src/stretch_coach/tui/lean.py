"""Keeps the screens small: what they import, and how soon what they drop is given back.

`import_lean` is called by `commands.first_ink`, before Textual comes in; `settle` by `flow`, before a session.

asyncio asks for `ssl`, which brings the whole of OpenSSL: four megabytes and some time, for a program that never talks
to a network. shutil asks for two more ways to compress. Both are made to do without where Python was built without,
and that is what they are told here.
"""

from __future__ import annotations

import gc
import sys

SPARED = {"asyncio": ("ssl",), "shutil": ("bz2", "lzma")}
"""A module, and what it tries to import but does not need."""
_NEW_OBJECTS = 1000


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


def settle() -> None:
    """Look for garbage often from now on, but no more in what has come in so far.

    `__main__` has it looked for rarely while modules come in. Screens that are drawn ten times a second leave garbage
    with every picture; found late, it is a megabyte that is never given back.
    """
    gc.unfreeze()  # what the session before left
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 10, 10)
