"""Pictures for media widgets: made once, right for each side, bounded, and never a reason for a session to stop."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.test_runner import _player

from stretch_coach.figure.png import png
from stretch_coach.figure.pose import pose
from stretch_coach.figure.read import read_figure
from stretch_coach.figure.svg import PAPER
from stretch_coach.remote.art import ArtFiles
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.session.events import PlayerView
from stretch_coach.session.view import player_view

TWIST = RoutineRepository(None).library.result("lying-twist").exercise


def shown(*, figure: object = None, side: str | None = "left") -> PlayerView:
    """What a screen shows while this figure's exercise is done with a side."""
    player = _player()
    player.start(0)
    view = player_view(player)
    assert view.segment is not None
    return replace(view, figure=figure, segment=replace(view.segment, side=side))  # type: ignore[arg-type]


@pytest.fixture
def twist() -> object:
    """The figure of a card."""
    assert TWIST is not None
    return TWIST.figure


def path_of(address: str) -> Path:
    """The file of an address."""
    assert address.startswith("file:///")
    return Path(unquote(urlsplit(address).path))


def pixels(data: bytes) -> tuple[int, list[bytes]]:
    """Read a PNG of a palette as the standard has it: its size, and its rows."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, found = 8, dict[bytes, bytes]()
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        content = data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + content)
        found[kind] = content
        at += 12 + length
    assert list(found) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    width, height, depth, colour = struct.unpack(">IIBB", found[b"IHDR"][:10])
    assert (width, depth, colour) == (height, 8, 3)
    rows = zlib.decompress(found[b"IDAT"])
    assert len(rows) == height * (1 + width)
    assert found[b"PLTE"][:3] == bytes.fromhex(PAPER.ground[1:])
    return width, [rows[row * (1 + width) + 1 : (row + 1) * (1 + width)] for row in range(height)]


@pytest.mark.parametrize(("size", "margin"), [(96, 0), (97, 8), (64, 31)])
def test_a_picture_has_its_size_its_margin_and_a_body(twist: object, size: int, margin: int) -> None:
    figure = read_figure(twist)
    width, rows = pixels(png(figure, pose(figure, 1.0), size, margin=margin))
    assert width == size
    inside = [row[margin : size - margin] for row in rows[margin : size - margin]]
    assert set().union(*inside) <= set(range(5))
    assert any(any(row) for row in inside)
    assert sum(map(sum, rows)) == sum(map(sum, inside))


def test_a_picture_is_made_once_and_each_side_has_its_own(twist: object, tmp_path: Path) -> None:
    art = ArtFiles(tmp_path / "art")
    left, right = (path_of(art.of(shown(figure=twist, side=side))) for side in ("left", "right"))
    assert left.read_bytes() != right.read_bytes()
    left.write_bytes(b"kept")
    again = ArtFiles(tmp_path / "art")
    assert path_of(again.of(shown(figure=twist, side="left"))).read_bytes() == b"kept"
    assert len(list((tmp_path / "art").iterdir())) == 2


@pytest.mark.parametrize("figure", [None, "rubbish", {"start": {"no": "such"}}, 3], ids=str)
def test_what_cannot_be_drawn_has_no_picture(figure: object, tmp_path: Path) -> None:
    assert ArtFiles(tmp_path / "art").of(shown(figure=figure)) == ""


def test_a_folder_that_cannot_be_written_gives_no_picture(
    twist: object, tmp_path: Path, seal: Callable[[Path], None]
) -> None:
    (tmp_path / "cache").mkdir()
    seal(tmp_path / "cache")
    assert ArtFiles(tmp_path / "cache" / "art").of(shown(figure=twist)) == ""


def test_the_folder_stays_small_and_keeps_what_was_wanted_last(twist: object, tmp_path: Path) -> None:
    folder = tmp_path / "art"
    folder.mkdir()
    for number in range(6):
        old = folder / f"{number}.png"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    new = path_of(ArtFiles(folder, most=3).of(shown(figure=twist)))
    assert {path.name for path in folder.iterdir()} == {"4.png", "5.png", new.name}
