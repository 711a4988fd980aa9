"""What is wrong with the file of a user's own picture, as far as its bytes say so without being drawn (pure)."""

from __future__ import annotations

import re

LARGEST = 8 << 20
"""Bytes of a file that are read."""
MOST_PIXELS = 40_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG_BEGIN, _SVG_END = re.compile(rb"<(\w+:)?svg[\s>/]"), re.compile(rb"</(\w+:)?svg\s*>|<(\w+:)?svg[^>]*/>")
_CUT_OFF = "one that is cut off"


def fault(data: bytes, ending: str) -> str:
    """Return what was found instead of a picture of that kind (`png`, `jpg`, `jpeg`, `svg`, `webp`), "" if nothing is.

    No picture is decoded: what lies between a sound beginning and a sound end may still be damaged.
    """
    if not data:
        return "an empty file"
    match ending.lower():
        case "png":
            return _png(data)
        case "jpg" | "jpeg":
            return _jpeg(data)
        case "webp":
            return _webp(data)
    if not _SVG_BEGIN.search(data):
        return "no SVG in it"
    return "" if _SVG_END.search(data) else _CUT_OFF


def _png(data: bytes) -> str:
    if not data.startswith(_PNG):
        return "no PNG in it"
    size = (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    at = len(_PNG)
    while data[at + 4 : at + 8] != b"IEND":
        at += 12 + int.from_bytes(data[at : at + 4], "big")
        if at + 12 > len(data):
            return _too_large(*size) or _CUT_OFF
    return _too_large(*size)


def _jpeg(data: bytes) -> str:
    if not data.startswith(b"\xff\xd8\xff"):
        return "no JPEG in it"
    at = 2
    found = ""
    while data[at : at + 1] == b"\xff" and len(data) > at + 4:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:  # noqa: PLR2004  the picture itself begins
            return found or ("" if b"\xff\xd9" in data[at:] else _CUT_OFF)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # noqa: PLR2004  those that say the size
            height, width = (int.from_bytes(data[at + n : at + n + 2], "big") for n in (5, 7))
            found = _too_large(width, height)
        at += 2 + length if marker != 0xFF else 1  # noqa: PLR2004  filling
    return found or _CUT_OFF


def _webp(data: bytes) -> str:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return "no WebP in it"
    return "" if len(data) >= 8 + int.from_bytes(data[4:8], "little") else _CUT_OFF


def _too_large(width: int, height: int) -> str:
    if width * height <= MOST_PIXELS:
        return ""
    return f"one of {width} × {height} pixels, and {MOST_PIXELS // 1_000_000} million are the most"
