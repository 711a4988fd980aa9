"""The last resort: a mistake of ours becomes one line, and the full story goes into a file."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import traceback
from collections.abc import Mapping
from pathlib import Path

from stretch_coach import __version__
from stretch_coach.errors import StretchCoachError
from stretch_coach.files import PRIVATE, write_new
from stretch_coach.paths import folders

DEBUG = "STRETCH_COACH_DEBUG"
"""Set to 1, the full story is printed as well."""


def report(error: Exception) -> str:
    """Write the story of `error` to a file and return the line to show, which says where that file is."""
    story = _story(error)
    if os.environ.get(DEBUG) == "1":
        print(story, file=sys.stderr)
    what = f"Something went wrong inside Stretch Coach ({type(error).__name__}); this is our mistake, not yours."
    path = _write(story, os.environ)
    if path is None:
        return f"{what} Set {DEBUG}=1 and try again to see the details."
    return f"{what} The details are in {path}"


def _story(error: Exception) -> str:
    system = f"Stretch Coach {__version__}, Python {sys.version.split()[0]}, {sys.platform}"
    return f"{system}\n{' '.join(sys.argv[1:])}\n\n{''.join(traceback.format_exception(error))}"


def _write(story: str, env: Mapping[str, str]) -> str | None:
    for folder in (folders(env).cache, tempfile.gettempdir()):
        path = Path(folder, "stretch-coach-crash.txt")
        with contextlib.suppress(OSError):
            path.unlink()  # the last story, or a link that someone planted
        try:
            write_new(path, story.encode("utf-8", "backslashreplace"), mode=PRIVATE)
        except StretchCoachError:
            continue
        return str(path)
    return None
