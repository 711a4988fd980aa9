"""`check` opens the pictures that exercises name, and warns in the place of the field where one cannot be shown."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest

from stretch_coach.cli.check import check_file
from stretch_coach.figure.picture_file import fault
from stretch_coach.routine.repository import RoutineRepository

CARD = "title: Roll\nkind: stretch\nposition: sitting tall\ndo: [Let one ear sink]\nareas: [neck]\nimage: {image}\n"
ROUTINE = "title: T\nsteps:\n  - exercise: roll\n    hold: 10s\nexercises:\n  roll:\n{card}"
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>\n'
WEBP = b"RIFF" + struct.pack("<I", 20) + b"WEBPVP8 " + bytes(12)


def chunk(name: bytes, content: bytes) -> bytes:
    """Return one part of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int = 2, height: int = 2) -> bytes:
    """Return a PNG that says this size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\1\2" * 2)) + chunk(b"IEND", b"")


def jpeg(width: int = 2, height: int = 2) -> bytes:
    """Return what a JPEG that says this size looks like from outside, with a small picture in its head."""
    head = b"\xff\xe0" + struct.pack(">H", 6) + b"\xff\xd8\xff\xd9"
    size = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + head + size + b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\0\0" + b"picture" + b"\xff\xd9"


@pytest.mark.parametrize(
    ("ending", "data", "found"),
    [
        ("png", png(), ""),
        ("png", png()[:-1], "one that is cut off"),
        ("png", png()[:40], "one that is cut off"),
        ("png", png()[:9], "one that is cut off"),
        ("png", png(30_000, 30_000), "one of 30000 × 30000 pixels, and 40 million are the most"),
        ("png", jpeg(), "no PNG in it"),
        ("PNG", b"", "an empty file"),
        ("jpg", jpeg(), ""),
        ("jpeg", jpeg()[:-2], "one that is cut off"),
        ("jpg", jpeg()[:12], "one that is cut off"),
        ("jpg", jpeg(30_000, 30_000), "one of 30000 × 30000 pixels, and 40 million are the most"),
        ("jpg", png(), "no JPEG in it"),
        ("svg", SVG, ""),
        ("svg", b"<svg/>", ""),
        ("svg", SVG[:-9], "one that is cut off"),
        ("svg", b"<html></html>", "no SVG in it"),
        ("webp", WEBP, ""),
        ("webp", WEBP[:-1], "one that is cut off"),
        ("webp", png(), "no WebP in it"),
    ],
)
def test_what_a_picture_s_bytes_say(ending: str, data: bytes, found: str) -> None:
    assert fault(data, ending) == found


def test_every_beginning_of_a_picture_is_cut_off() -> None:
    for ending, data in (("png", png()), ("jpg", jpeg()), ("webp", WEBP)):
        assert all(fault(data[:end], ending) for end in range(len(data)))


@pytest.mark.parametrize("in_routine", [True, False])
@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("sound", None),
        ("missing", "none"),
        ("cut off", "one that is cut off"),
        ("folder", "an obstacle: it is not a regular file"),
        ("pipe", "an obstacle: it is not a regular file"),
        ("huge", "an obstacle: it is larger than 8192 KB"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_a_warning_at_its_field(
    tmp_path: Path, kind: str, found: str | None, *, in_routine: bool
) -> None:
    folder = tmp_path / ("routines" if in_routine else "exercises")
    folder.mkdir()
    path, picture = folder / ("t.stretch.yaml" if in_routine else "roll.yaml"), folder / "roll.png"
    card = CARD.format(image="roll.png")
    lines = "".join(f"    {line}\n" for line in card.splitlines())
    path.write_text(ROUTINE.format(card=lines) if in_routine else card)
    if kind == "folder":
        picture.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no pipes with names here")
        os.mkfifo(picture)
    elif kind != "missing":
        picture.write_bytes({"cut off": png()[:-5], "huge": bytes(9 << 20)}.get(kind, png()))
    problems = [problem for problem in check_file(str(path), RoutineRepository(None)) if problem.code == "image"]
    assert [(one.severity, one.message) for one in problems] == (
        [] if found is None else [("warning", f"expected a picture next to this file, found {found}")]
    )
    for one in problems:
        assert (one.line, one.column, one.end_column) == ((12, 12, 20) if in_routine else (6, 8, 16))
