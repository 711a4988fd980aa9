"""From what a user calls a routine to the name of its file, or a clear sentence why not."""

from __future__ import annotations

import re
from typing import NamedTuple

from stretch_coach.errors import UsageError
from stretch_coach.routine.scalars import made_name

SUFFIX = ".stretch.yaml"
LONGEST = 60
_TAKEN_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


class Called(NamedTuple):
    """What a routine is called: the file's stem, and the title as people read it."""

    name: str
    title: str


def called(text: str) -> Called:
    """Return name and title for what the user typed: `My evening` → `my-evening`, "My evening".

    Raises UsageError for a path, for what no file system or nobody's eye can keep, and for nothing at all.
    """
    text = _without_suffix(text.strip())
    if not text:
        message = "A routine needs a name, such as `evening`."
        raise UsageError(message)
    if not text.isprintable():
        message = "A name is made of letters and digits; this one holds a character that cannot be shown."
        raise UsageError(message)
    name = made_name(text)
    if "/" in text or "\\" in text:
        last = made_name(text.replace("\\", "/").rpartition("/")[2]) or "evening"
        message = (
            f"A name, not a path: `{text[:LONGEST]}` has a slash in it. Call it `{last}`, say; all go in one folder."
        )
        raise UsageError(message)
    if len(text) > LONGEST:
        message = f"A name of at most {LONGEST} characters; this one has {len(text)}."
        raise UsageError(message)
    if not name or name[0] not in text.lower() or text.startswith((".", "-")):
        message = f"A name begins with a letter or a digit; `{text}` does not. `evening` would do."
        raise UsageError(message)
    if _TAKEN_BY_WINDOWS.fullmatch(name):
        message = f"`{name}` is a name that Windows keeps for itself; `{name}-routine` would do."
        raise UsageError(message)
    return Called(name, title_of(text))


def title_of(text: str) -> str:
    """Return a title for a name: `my-evening` → "My evening"; what has blanks already is left as it is."""
    words = text if " " in text else text.replace("-", " ").replace("_", " ")
    words = " ".join(words.split())
    return words[0].upper() + words[1:]


def _without_suffix(text: str) -> str:
    for suffix in (SUFFIX, ".stretch.yml", ".yaml", ".yml", ".stretch"):
        if text.lower().endswith(suffix):
            return text[: -len(suffix)]
    return text
