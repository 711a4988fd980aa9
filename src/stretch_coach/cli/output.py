"""Where a command's text goes: to stdout, or whole into a file. Used by `remind` and `report`."""

from __future__ import annotations

import os
import sys

from stretch_coach.errors import StorageError


def put(text: str, path: str | None) -> None:
    """Write `text` to stdout, or to a file in the place of what was there. Raises `StorageError`."""
    if path is None or path == "-":
        sys.stdout.write(text)
        return
    path = os.path.expanduser(path)
    unready = f"{path}.{os.getpid()}.part"
    try:
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        with open(unready, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(unready, path)
    except OSError as error:
        if os.path.exists(unready):
            os.remove(unready)
        message = f"{path} cannot be written: {(error.strerror or str(error)).lower()}."
        raise StorageError(message) from error
