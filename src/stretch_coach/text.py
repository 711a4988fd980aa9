"""Text as people see it: the one gate that text from outside passes before it reaches a terminal (pure)."""

from __future__ import annotations

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_WHITESPACE = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
_KEPT_WHITESPACE = re.compile("[\t\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SUSPECT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str, *, newlines: bool = False) -> str:
    """Return `text` without anything that a terminal obeys instead of showing.

    Tabs and line ends become spaces (with `newlines`, line feeds stay). Other C0 and C1 controls, DEL, bidirectional
    overrides and isolates, and half surrogate pairs become U+FFFD.
    """
    if not _SUSPECT.search(text):
        return text
    spaced = (_KEPT_WHITESPACE if newlines else _WHITESPACE).sub(" ", text)
    return _CONTROLS.sub(REPLACEMENT, spaced)


def is_printable(text: str) -> bool:
    """Say whether `printable` would return `text` as it is."""
    return not _SUSPECT.search(text)
