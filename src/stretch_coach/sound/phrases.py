"""The phrases that are shipped as sound, so that a plain install without any voice still says the side and the count.

`pieces` finds in a sentence what these phrases can say of it. Only whole clauses are said: "hold ten seconds" is,
"do not hold your breath" is not. Used by the phrase voice and by the script that makes the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PHRASES: tuple[str, ...] = (
    "next", "left side", "right side", "switch sides", "each side", "hold", "rest", "half way", "last one", "breathe",
    "keep breathing", "come back slowly", "done", "well done", "stopped",
    "in", "out", "once", "twice", "times", "seconds", "minute", "minutes", "sets", "and a half", "of", "for", "to go",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "ninety",
)  # fmt: skip

_LONGEST_FIRST = sorted((tuple(phrase.split()) for phrase in PHRASES), key=len, reverse=True)
_CLAUSE = re.compile(r"[.,:;!?]+")
_WORD = re.compile(r"[a-z]+")
_DIGITS = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight",
           "9": "nine", "10": "ten"}  # fmt: skip


def file_name(phrase: str) -> str:
    """Return the name of a phrase's file under assets/sounds/phrases."""
    return phrase.replace(" ", "-") + ".wav"


class Pieces(NamedTuple):
    """The phrases of a text, in order."""

    phrases: tuple[str, ...]
    is_whole: bool
    """Whether they say all of it."""


def pieces(text: str) -> Pieces:
    """Return the phrases that say what of `text` can be said with them."""
    clauses = [clause for clause in _CLAUSE.split(text.lower()) if clause.strip()]
    found = [_clause(clause) for clause in clauses]
    return Pieces(tuple(phrase for one in found for phrase in one), bool(found) and all(found))


def _clause(clause: str) -> tuple[str, ...]:
    """Return the phrases that make up one clause, or () when any word of it is left over."""
    words = [_DIGITS.get(word, word) for word in re.split(r"[\s-]+", clause.strip()) if word]
    if not all(_WORD.fullmatch(word) for word in words):
        return ()
    found = tuple(_phrases(words))
    return () if "" in found else found


def _phrases(words: list[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        best = next((phrase for phrase in _LONGEST_FIRST if tuple(words[at : at + len(phrase)]) == phrase), None)
        if best is None:
            yield ""
            return
        yield " ".join(best)
        at += len(best)
