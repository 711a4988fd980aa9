"""How words are written for the natural voice, where it says them less clearly as they are spelled.

Each entry was heard wrongly by an offline recogniser as it is spelled, and rightly as it is written here.
"""

from __future__ import annotations

import hashlib
import json
import re

RESPELLED: dict[str, str] = {
    "lying twist": "lying, twist",
    "seated twist": "seated, twist",
    "sides in turn": "sides, in turn",
}
"""Words in small letters → how they are given to the voice; a comma keeps two words apart."""

TABLE_ID = hashlib.sha256(json.dumps(RESPELLED, sort_keys=True).encode()).hexdigest()[:8]
"""Changes with the table."""

_FOUND = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(RESPELLED, key=len, reverse=True)))})\b", re.IGNORECASE)


def respelled(text: str) -> str:
    """Return a text as the voice says it best; capitals are kept."""

    def replaced(match: re.Match[str]) -> str:
        found = RESPELLED[match[0].lower()]
        return match[0][0] + found[1:]

    return _FOUND.sub(replaced, text)
