"""Where a command's text goes: to stdout, or whole into a file."""

from __future__ import annotations

import os
import sys

from stretch_coach.files import write_file


def put(text: str, path: str | None, *, mode: int | None = None) -> None:
    """Write `text` to stdout, or to a file in the place of what was there. Raises `StorageError`."""
    if path is None or path == "-":
        sys.stdout.write(text)
        return
    full = os.path.expanduser(path)  # noqa: PTH111  the user of `~user` need not exist
    write_file(full, text.encode("utf-8", "surrogateescape"), mode=mode)
