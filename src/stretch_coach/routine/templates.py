"""Sides in words: `{side}` and `{other}` in the texts of an exercise that is done on both."""

from __future__ import annotations

import re

from stretch_coach.routine.dose import Side

_PLACE = re.compile(r"\{(side|other)\}")


def fill(text: str, side: Side | None) -> str:
    """Return a text with its sides named and its first letter large: `{other} hand` → `Right hand` for the left side.

    Without a side, as on a card that is read and not played, it is the left side's text.
    """
    if "{" not in text:
        return text
    words = {"side": side or "left", "other": "left" if side == "right" else "right"}
    filled = _PLACE.sub(lambda place: words[place[1]], text)
    return filled[:1].upper() + filled[1:] if text.startswith("{") else filled


def places(text: str) -> list[tuple[int, int, str]]:
    """Return where braces are in a text and what is in them: start, end, name."""
    return [(found.start(), found.end(), found[1]) for found in re.finditer(r"\{([^{}]*)\}", text)]
