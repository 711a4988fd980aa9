"""Texts said with clips that are there already: whole sentences, clauses and single words, joined (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from stretch_coach.text import number_word

BASE: tuple[str, ...] = (
    "next", "left side", "right side", "switch sides", "each side", "hold", "rest", "half way", "last one", "breathe",
    "keep breathing", "come back slowly", "done", "well done", "stopped",
    "in", "out", "once", "twice", "times", "seconds", "minute", "minutes", "sets", "and a half", "of", "for", "to go",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "ninety",
)  # fmt: skip
"""Phrases that are shipped as plain WAV, so that a side and a count are said where nothing can be decoded."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_PAUSES_MS = {",": 120, ";": 200, ":": 200, ".": 350, "!": 350, "?": 350, "…": 350}
"""What follows a word, and how long the silence between two clips then is."""
_SILENT = frozenset("-–()“”\"'’‘")
_SENTENCE_MS = 350
_JOINT_MS = 30
_MAX_DIGITS = 3
_MISSING = 1_000
"""What a word without a clip costs, so that it is never taken for the sake of fewer clips."""


class Piece(NamedTuple):
    """One clip of a joined text."""

    text: str
    """As it was given to the phrase book."""
    pause_ms: int
    """The silence after it, if another one follows."""


class Pieces(NamedTuple):
    """The clips that say a text, in order."""

    pieces: tuple[Piece, ...]
    is_whole: bool
    """Whether they say all of it."""

    @property
    def is_seamless(self) -> bool:
        """Whether they say all of it and meet only where a sentence ends."""
        return self.is_whole and all(piece.pause_ms == _SENTENCE_MS for piece in self.pieces[:-1])


class _Word(NamedTuple):
    word: str
    pause_ms: int
    clause: int


class PhraseBook:
    """Finds the fewest clips that say a text."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts of all clips."""
        self._clips = {tuple(word.word for word in _words(text)): text for text in texts}
        self._longest = max(map(len, self._clips), default=0)

    def pieces(self, text: str) -> Pieces:
        """Return the clips for a text. What they cannot say to the end of a clause is left out with its clause.

        "Hold ten seconds" is said; of "do not hold your breath" nothing, although there is a clip for "hold".
        """
        words = _words(text)
        spans = self._spans(words)
        missing = {words[at].clause for at, end, clip in spans if clip is None}
        found = tuple(
            Piece(clip, words[end - 1].pause_ms)
            for at, end, clip in spans
            if clip is not None and not missing.intersection(word.clause for word in words[at:end])
        )
        return Pieces(found, bool(found) and not missing)

    def _spans(self, words: list[_Word]) -> list[tuple[int, int, str | None]]:
        """Return (first word, end, clip or None) of each part, all words covered."""
        plain = tuple(word.word for word in words)
        best: list[tuple[int, int, str | None]] = [(0, 0, None)] * (len(words) + 1)  # cost of the rest, end, clip
        for at in range(len(words) - 1, -1, -1):
            best[at] = (best[at + 1][0] + _MISSING, at + 1, None)
            for end in range(at + 1, min(at + self._longest, len(words)) + 1):
                clip = self._clips.get(plain[at:end])
                if clip is not None:
                    best[at] = min(best[at], (best[end][0] + 1, end, clip), key=lambda option: option[0])
        spans, at = [], 0
        while at < len(words):
            _, end, clip = best[at]
            spans.append((at, end, clip))
            at = end
        return spans


def file_name(phrase: str) -> str:
    """Return the name of the WAV file of a base phrase."""
    return phrase.replace(" ", "-") + ".wav"


def clauses(text: str) -> list[str]:
    """Return the clauses of a text, without the marks between them."""
    return [clause.strip() for clause in re.split(r"[.,:;!?…]+", text) if clause.strip()]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its full stop."""
    return [sentence for sentence in re.split(r"(?<=[.!?…])\s+", text.strip()) if sentence]


def _words(text: str) -> list[_Word]:
    """Return the words of a text in small letters, digits as words, each with the silence that follows it."""
    found: list[_Word] = []
    clause = 0
    for token in _TOKEN.findall(text.lower()):
        if token in _PAUSES_MS:
            if found:
                found[-1] = found[-1]._replace(pause_ms=max(found[-1].pause_ms, _PAUSES_MS[token]))
            clause += 1
        elif token.isascii() and token.isdecimal() and len(token) <= _MAX_DIGITS:
            found += [_Word(word, _JOINT_MS, clause) for word in number_word(int(token)).replace("-", " ").split()]
        elif token not in _SILENT:
            found.append(_Word(token, _JOINT_MS, clause))
    return found
