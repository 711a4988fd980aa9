"""Bytes → text that can be read and shown: size, encoding, line ends and characters that have no business in a file."""

from __future__ import annotations

import re

from stretch_coach.routine.findings import Findings

MAX_BYTES = 1_000_000
"""Checked before anything else is done with a file: a long routine has some four thousand bytes."""

_UNWANTED = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
"""Control characters, invisible line ends, marks that turn the direction of writing, halves of surrogate pairs."""


def unwanted(text: str) -> int | None:
    """Return where the first character is that no file may have, or None."""
    if text.replace("\n", " ").isprintable():
        return None
    # Compiled only now: it takes longer than reading a routine, and nearly every file is plain.
    found = re.search(_UNWANTED, text)
    return found.start() if found else None


_NAMES = {
    "\xa0": "a no-break space",
    "\u200b": "a space without width",
    "\u202f": "a narrow no-break space",
    "\u3000": "a wide space",
    "\x00": "a NUL character",
    "\x1b": "an escape character",
    "\u2028": "an invisible line separator",
    "\u2029": "an invisible paragraph separator",
    "\ufeff": "a byte order mark in the middle of the text",
}


def decode(data: bytes | str, findings: Findings) -> str | None:
    """Return the text, its line ends plain line feeds, or None where it cannot be read. Sets `findings.text` to it."""
    if len(data) > MAX_BYTES:
        findings.add_at(
            (1, 1, 2),
            "too-large",
            f"expected at most {MAX_BYTES:,} bytes, found more",
            "A routine is a short text; is this the right file?",
        )
        return None
    text = data if isinstance(data, str) else _utf8(data, findings)
    if text is None:
        return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    findings.text = text
    at = unwanted(text)
    if at is not None:
        line, column = _place(text, at)
        character = text[at]
        name = _NAMES.get(character) or f"the character U+{ord(character):04X}, which cannot be shown"
        findings.add_at((line, column, column + 1), "control-character", f"expected text, found {name}", "Delete it.")
        return None
    return text if text.isascii() or text.replace("\n", " ").isprintable() else _with_plain_spaces(text, findings)


def _with_plain_spaces(text: str, findings: Findings) -> str:
    """Report blanks that look like spaces where only spaces mean anything, and return the text as it was meant.

    Inside a sentence they may stay: some languages write them before a colon or a unit.
    """
    odd = "[\xa0\u1680\u2000-\u200b\u202f\u205f\u3000]"
    found = list(re.finditer(rf"^[ -]*{odd}[ -]*(?:{odd}[ -]*)*|(?<=[a-z]:){odd}+", text, re.MULTILINE))
    if not found:
        return text
    first = re.search(f"{odd}+", found[0][0])
    assert first is not None  # noqa: S101  it was just found there
    line, column = _place(text, found[0].start() + first.start())
    name = _NAMES.get(first[0][0]) or f"the space U+{ord(first[0][0]):04X}"
    more = {_place(text, one.start())[0] for one in found} - {line}
    also = f", here and on {len(more)} more line{'s' * (len(more) > 1)}" if more else ""
    findings.add_at(
        (line, column, column + len(first[0])),
        "odd-space",
        f"expected a plain space, found {name}",
        f"Type it again{also}: a web page or a chat may have made it.",
    )
    for one in found:
        text = text[: one.start()] + re.sub(odd, " ", one[0]) + text[one.end() :]
    return text


def _utf8(data: bytes, findings: Findings) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        findings.add_at((1, 1, 2), "not-utf8", "expected text in UTF-8, found UTF-16", "Save the file as UTF-8.")
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        before = before.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        findings.text = before + data[error.start :].split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
        line, column = _place(before, len(before))
        found = f"the byte {data[error.start]:#04x}"
        findings.add_at(
            (line, column, column + 1),
            "not-utf8",
            f"expected text in UTF-8, found {found}",
            "Save the file as UTF-8 (in most editors: “Save with encoding”).",
        )
        return None


def _place(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of a place in the text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
