"""How words are spelled for the voice, where it reads them wrongly or unclearly as they are written."""

from __future__ import annotations

import re

RESPELLED: dict[str, str] = {}
"""Word in small letters → how it is given to the voice."""

_WORD = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*")


def respelled(text: str) -> str:
    """Return a text with the words of the table as the voice reads them best, capitals kept."""

    def replaced(match: re.Match[str]) -> str:
        word = match[0]
        found = RESPELLED.get(word.lower())
        if found is None:
            return word
        return found[0].upper() + found[1:] if word[0].isupper() else found

    return _WORD.sub(replaced, text)
