"""Real pictures: what is sent to the terminal, when it is taken away, and what happens where one cannot be shown."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from rich.color import ColorSystem
from rich.style import Style
from tests.every import every
from tests.figure.shipped import FIGURES
from tests.tui.looking import Person, answer_no
from textual.color import Color

from stretch_coach.figure.cells import LEVELS, Run
from stretch_coach.figure.pose import pose
from stretch_coach.services.app_context import AppContext
from stretch_coach.tui import themes
from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.drawing import Drawing, Protocol
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.terminal import Terminal
from stretch_coach.tui.widgets.figure_view import SessionFigure

pytest.importorskip("PIL", reason="real pictures are an extra")

from PIL import Image

from stretch_coach.tui.figure_picture import PictureColours, PictureError, draw_picture, own_picture
from stretch_coach.tui.pictures import ItermPictures, KittyPictures, make_pictures, sixels

COLOURS = PictureColours((228, 236, 233), (156, 176, 172), (238, 170, 114), (120, 130, 128), (15, 23, 25))
ROUTINE = """\
title: Mine
ramp: none
exercises:
  long-pose:
    title: Long pose
    extends: childs-pose
    image: IMAGE
steps:
  - exercise: long-pose
    hold: 30s
"""


def _decoded(data: str) -> tuple[int, int, dict[tuple[int, int], tuple[int, int, int]]]:
    """Read a sixel string back: width, height and the colour of every pixel, in percent."""
    body = re.fullmatch(r'\x1bPq"1;1;(\d+);(\d+)(.*)\x1b\\', data, re.DOTALL)
    assert body is not None
    width, height = int(body[1]), int(body[2])
    palette: dict[int, tuple[int, int, int]] = {}
    pixels: dict[tuple[int, int], tuple[int, int, int]] = {}
    x = y = colour = 0
    for number, r, g, b, repeat, sixel, control in re.findall(
        r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|(?:!(\d+))?([?-~])|([$-])", body[3]
    ):
        if number:
            colour = int(number)
            if r:
                palette[colour] = (int(r), int(g), int(b))
        elif control:
            x, y = 0, y + (6 if control == "-" else 0)
        else:
            end = x + int(repeat or 1)
            for column, bit in product(range(x, end), range(6)):
                if ord(sixel) - 63 >> bit & 1:
                    assert (column, y + bit) not in pixels, "a pixel is painted twice"
                    pixels[column, y + bit] = palette[colour]
            x = end
    return width, height, pixels


def _sent(written: str) -> list[bytes]:
    """Put the pieces of kitty's pictures together again: the pixels of each."""
    found: list[str] = []
    for head, piece in re.findall(r"\x1b_G([^;\x1b]*);([^\x1b]*)\x1b\\", written):
        if "a=t" in head:
            found.append("")
        found[-1] += piece
    return [zlib.decompress(base64.b64decode(data)) for data in found]


def test_sixels_decode_to_the_picture() -> None:
    image = draw_picture(FIGURES["hip-bridge"], pose(FIGURES["hip-bridge"], 1.0), (240, 163), COLOURS)
    width, height, pixels = _decoded(sixels(image).decode())
    assert (width, height) == (240, 162)  # whole bands of six
    assert len(pixels) == width * height
    for (x, y), found in pixels.items():
        wanted = image.getpixel((x, y))
        assert isinstance(wanted, tuple)
        assert all(abs(a - b * 100 / 255) < 12 for a, b in zip(found, wanted, strict=True))


def test_a_picture_drawn_in_strips_looks_like_one_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    joints = pose(FIGURES["bird-dog"], 1.0)
    strips = draw_picture(FIGURES["bird-dog"], joints, (200, 150), COLOURS)
    monkeypatch.setattr("stretch_coach.tui.figure_picture._STRIP", 1000)
    whole = draw_picture(FIGURES["bird-dog"], joints, (200, 150), COLOURS)
    other = sum(one != two for one, two in zip(strips.tobytes(), whole.tobytes(), strict=True))
    assert other < len(whole.tobytes()) / 500  # pixels at a slanted edge, which Pillow rounds by where it starts


def test_kitty_keeps_pictures_and_gets_only_the_number_of_the_one_to_show() -> None:
    written: list[str] = []
    pictures = KittyPictures(written.append)
    first, second = (pictures.encode(Image.new("RGB", (30, 20), colour)) for colour in ("red", "blue"))
    pictures.show(1, first, (4, 2, 3, 1))
    sent = re.search(r"a=t,[^;]*s=30,v=20,m=0;([^\x1b]*)\x1b", written[-1])
    assert sent is not None
    assert zlib.decompress(base64.b64decode(sent[1])) == bytes((255, 0, 0)) * 600
    assert "\x1b[3;5H" in written[-1]
    pictures.show(1, second, (4, 2, 3, 1))
    assert f"d=i,i={first.number},p=1" in written[-1]
    pictures.show(1, first, (4, 2, 3, 1))
    assert len(written[-1]) < 200
    pictures.hide(1)
    assert f"d=i,i={first.number},p=1" in written[-1]
    pictures.forget(first)
    assert f"d=I,i={first.number}" in written[-1]


def test_a_picture_for_iterm_is_a_file_over_its_cells() -> None:
    image = draw_picture(FIGURES["hip-bridge"], pose(FIGURES["hip-bridge"], 1.0), (240, 163), COLOURS)
    written: list[str] = []
    pictures = ItermPictures(written.append)
    pictures.show(1, pictures.encode(image), (4, 2, 24, 8))
    sent = re.search(
        r"\x1b\[3;5H\x1b\]1337;File=inline=1;size=(\d+);width=24;height=8;([^:]*):([^\x07]*)\x07", written[-1]
    )
    assert sent is not None
    assert "preserveAspectRatio=0" in sent[2]  # the cells are filled, however large they are
    file = base64.b64decode(sent[3], validate=True)
    assert len(file) == int(sent[1])
    shown = Image.open(BytesIO(file)).convert("RGB")
    assert shown.size == image.size
    assert all(abs(a - b) < 30 for a, b in zip(shown.tobytes(), image.tobytes(), strict=True))


def test_a_large_picture_is_sent_in_pieces_no_longer_than_the_protocol_allows() -> None:
    noise = Image.effect_noise((200, 200), 90)
    data = KittyPictures(lambda _: None).encode(noise).data
    pieces = re.findall(rb"\x1b_G([^;]*);([^\x1b]*)\x1b\\", data)
    assert len(pieces) > 2
    assert all(len(piece) <= 4096 for _, piece in pieces)
    assert [head[-3:] for head, _ in pieces] == [b"m=1"] * (len(pieces) - 1) + [b"m=0"]


@every(
    ("name", "content", "said"),
    [
        ("gone.png", None, "is not next to its file"),
        ("broken.png", b"\x89PNG\r\n\x1a\nnothing", "cannot be shown"),
        ("text.jpg", b"hello", "cannot be shown"),
        ("empty.png", b"", "cannot be shown"),
        ("bad.svg", b"<svg", "cannot be shown|needs resvg"),
        ("long.png", b"\0" * ((8 << 20) + 1), "cannot be shown"),
    ],
)
def test_an_own_picture_that_cannot_be_shown_is_one_line(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(PictureError, match=said) as caught:
        own_picture(str(tmp_path / name), (100, 80), (0, 0, 0))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_huge_picture_is_refused_before_it_is_read(tmp_path: Path) -> None:
    Image.new("1", (20_000, 4000)).save(tmp_path / "huge.png")
    with pytest.raises(PictureError, match=r"too large: 20000 × 4000"):
        own_picture(str(tmp_path / "huge.png"), (100, 80), (0, 0, 0))


def test_an_own_picture_fills_its_place_one_way(tmp_path: Path) -> None:
    Image.new("RGB", (20, 10), "red").save(tmp_path / "small.png")
    shown = own_picture(str(tmp_path / "small.png"), (100, 80), (0, 0, 0))
    assert shown.size == (100, 80)
    assert [shown.getpixel(place) for place in ((50, 40), (1, 40), (50, 2))] == [(255, 0, 0), (255, 0, 0), (0, 0, 0)]


def _folder(context: AppContext) -> Path:
    folder = Path(context.settings.paths.routines)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@asynccontextmanager
async def _playing(
    context: AppContext, routine: str, image: str = "", protocol: Protocol = "kitty"
) -> AsyncIterator[tuple[Person, list[str]]]:
    """Play a routine in a terminal that shows pictures; yield what is sent to it besides what Textual sends."""
    answer_no(context)
    if image:
        (_folder(context) / f"{routine}.stretch.yaml").write_text(ROUTINE.replace("IMAGE", image), encoding="utf-8")
    app = StretchApp(context, play=routine)
    app._terminal = Terminal("kitty", (0, 40), kitty=True, cell=(8, 16))
    app.drawing = Drawing("octant", protocol)
    written: list[str] = []
    app.pictures = make_pictures(protocol, written.append)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        if not isinstance(app.screen, PlayerScreen):
            await pilot.press("0", "enter")
            await pilot.pause()
        person = Person(pilot, context)
        person.on(PlayerScreen)
        await person.wait(500)
        yield person, written


async def test_a_dialog_over_a_picture_takes_it_away_and_brings_it_back(context: AppContext) -> None:
    async with _playing(context, "basics") as (person, written):
        assert "a=p" in "".join(written)
        assert person.screen.query_one(SessionFigure)._frame == ()
        written.clear()
        await person.press("q")
        assert "a=d,q=2,d=i" in "".join(written)
        assert "a=p" not in "".join(written).rpartition("a=d,q=2,d=i")[2]
        written.clear()
        await person.press("escape")
        await person.wait(500)
        assert "a=p" in "".join(written)


@pytest.mark.parametrize(("protocol", "picture"), [("iterm", "\x1b]1337;File="), ("sixel", "\x1bPq")])
async def test_a_picture_that_the_terminal_does_not_keep_is_sent_again_after_a_dialog(
    context: AppContext, protocol: Protocol, picture: str
) -> None:
    async with _playing(context, "basics", protocol=protocol) as (person, written):
        assert picture in "".join(written)
        await person.press("q")
        written.clear()
        await person.wait(500)
        assert not written
        await person.press("escape")
        await person.wait(500)
        assert picture in "".join(written)


async def test_a_tinted_screen_leaves_the_picture_as_it_is(context: AppContext) -> None:
    async with _playing(context, "basics") as (person, written):
        stage, figure = person.screen.query_one("#stage"), person.screen.query_one(SessionFigure)
        ground = figure._ground
        stage.add_class("-flash")
        await person.settle()
        assert stage.background_colors[1].rgb != ground == figure._ground
        assert "a=p" in written[-1]


async def test_a_picture_has_the_ground_that_a_terminal_of_few_colours_shows(context: AppContext) -> None:
    async with _playing(context, "basics") as (person, _):
        figure = person.screen.query_one(SessionFigure)
        person.app.console._color_system = ColorSystem.TRUECOLOR
        assert figure._ground == (15, 23, 25)
        person.app.console._color_system = ColorSystem.EIGHT_BIT
        assert figure._ground == (0, 0, 0)


async def test_a_picture_that_can_no_longer_be_drawn_gives_way_to_characters(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _playing(context, "basics") as (person, written):

        def fail(*_: object) -> None:
            raise MemoryError

        monkeypatch.setattr("stretch_coach.tui.widgets.figure_view.draw_picture", fail)
        figure = person.screen.query_one(SessionFigure)
        figure._kept = {}
        written.clear()
        figure._redraw()
        await person.wait(200)
        assert person.app.pictures is None
        assert figure._frame != ()
        assert "a=d,q=2,d=i" in "".join(written)
        person.on(PlayerScreen)


async def test_a_missing_own_picture_is_said_once_and_the_session_goes_on(context: AppContext) -> None:
    async with _playing(context, "mine", "gone.png") as (person, written):
        await person.wait(3000)
        assert person.notified.count("gone.png is not next to its file") == 1
        assert "a=p" in "".join(written)  # the figure, in its stead
        person.on(PlayerScreen)


async def test_an_own_picture_is_shown_in_the_session(context: AppContext) -> None:
    Image.new("RGB", (64, 64), "red").save(_folder(context) / "mine.png")
    async with _playing(context, "mine", "mine.png") as (person, written):
        pixels = _sent("".join(written))[-1]
        assert pixels.count(b"\xff\x00\x00") > 10_000
        assert not person.notified


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_a_figure_in_the_colours_of_the_terminal_has_the_ground_behind_it(
    context: AppContext, theme: str
) -> None:
    """Such colours cannot be mixed, and of the default ones only the terminal knows which they are."""
    async with _playing(context, "basics") as (person, _):
        person.app.theme = theme
        await person.settle()
        figure = person.screen.query_one(SessionFigure)
        ground = figure._colour(None).rich_color
        for shade in ("near", "far", "trace", "prop"):
            style, solid = figure._style(Run("", shade, ink=LEVELS))
            assert style.color == figure._colour(shade).rich_color, shade
            assert style.bgcolor == ground, shade
            assert solid == style + Style(reverse=True), shade


async def test_what_matters_of_a_figure_has_contrast(context: AppContext) -> None:
    """Body, far limbs and arrows keep 4.5:1 on the ground, things 3:1."""
    async with _playing(context, "basics") as (person, _):
        person.screen.query_one("#stage").remove_class("-flash")  # a flash tints the ground for a moment
        for name in themes.PALETTES:
            person.app.theme = name
            await person.settle()
            figure = person.screen.query_one(SessionFigure)
            for shade, least in (("near", 4.5), ("far", 4.5), ("trace", 4.5), ("prop", 3.0)):
                style, _ = figure._style(Run("", shade, ink=LEVELS))  # type: ignore[arg-type]
                assert style.color is not None
                assert style.bgcolor is not None
                colours = (Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
                assert themes.contrast(*colours) >= least, (name, shade)
