# ruff: noqa: INP001  a script next to the pages it serves, not a package
"""Draws the pictures of README and docs from the real screens: `python docs/make_pictures.py`.

A context with its own clock plays over a simulated year in a temporary folder, so that the pictures are the same
wherever they are made. Cells are drawn by `cell_pictures.py` and figures as a terminal with real pictures shows them;
it needs the extra `pictures` and the font DejaVu Sans Mono. With a Chromium on the path it also takes a picture of the
printed handout.
"""

from __future__ import annotations

import asyncio
import os
import pty
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from cell_pictures import HIGH, WIDE, picture
from PIL import Image
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.color import Color

from stretch_coach.figure.cells import LEVELS, Run
from stretch_coach.figure.draw import draw
from stretch_coach.figure.pose import pose
from stretch_coach.figure.read import read_figure
from stretch_coach.ramp.simulate import simulated_session
from stretch_coach.routine.repository import RoutineRepository, load_exercise
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.prescriptions import prescription_of
from stretch_coach.services.screening import SafetyAnswers, acknowledge_advice, screen
from stretch_coach.settings import load_settings
from stretch_coach.testing import FakeClock
from stretch_coach.tui import app, themes
from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.drawing import Drawing
from stretch_coach.tui.figure_picture import PictureColours, draw_picture
from stretch_coach.tui.pictures import Encoded, Pictures, Place
from stretch_coach.tui.screens import player
from stretch_coach.tui.terminal import Terminal

if TYPE_CHECKING:
    from textual.pilot import Pilot

PICTURES = Path(__file__).resolve().parent.parent / "assets" / "pictures"
SIZE = (110, 34)
WIDE_LOW = (110, 26)
LARGE = (120, 40)
"""A terminal with room for the pictures on Today."""
_PRACTISED = 348
_STEP_MS = 500
_FRAME_MS = 125
_FRAMES = 112
_FILM_WIDTH = 880
_SETTLED_S = 2.5
"""When a screen has drawn all it has, on a slow machine, too."""
_SPOILT = """\
title: Mine
steps:
  - exercise: marching
  - exercise: kne-to-chest
    hold: 30s -> 5s
  - exercise: bird-dog
    hodl: 20s
"""
_BROWSER = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=820,1160",
)


class PaintedPictures(Pictures):
    """Keeps the real pictures that a terminal would show, to be pasted over the cells."""

    def __init__(self) -> None:
        super().__init__(lambda _: None)
        self._images: dict[int, Image.Image] = {}
        self.shown: dict[int, tuple[Image.Image, Place]] = {}

    def encode(self, image: Image.Image) -> Encoded:
        """Keep a picture."""
        number = next(self._numbers)
        self._images[number] = image
        return Encoded(number, b"")

    def show(self, slot: int, picture: Encoded, place: Place) -> None:
        """Note what is shown where."""
        self.shown[slot] = self._images[picture.number], place

    def hide(self, slot: int) -> None:
        """Note that nothing is shown."""
        self.shown.pop(slot, None)


class PaintedApp(StretchApp):
    """The program in a terminal that shows real pictures."""

    CSS_PATH: ClassVar = [Path(app.__file__).parent / path for path in StretchApp.CSS_PATH]

    def __init__(self, context: AppContext, *, play: str = "") -> None:
        super().__init__(context, play=play)
        self.use_terminal(Terminal("kitty", (0, 40), kitty=True, cell=(WIDE, HIGH)))
        self.drawing = Drawing("octant", "kitty")
        self.console._color_system = ColorSystem.TRUECOLOR  # noqa: SLF001  the same wherever they are made
        self.painted = self.pictures = PaintedPictures()

    @property
    def cell(self) -> tuple[int, int]:
        """As large as the cells of the picture."""
        return WIDE, HIGH

    def paint(self) -> Image.Image:
        """Draw what the terminal would show."""
        strips = self.screen._compositor.render_strips()  # noqa: SLF001  Textual has no public way to the cells
        image = picture([list(strip) for strip in strips], self.size.width)
        for shown, (x, y, *_) in self.painted.shown.values():
            image.paste(shown, (x * WIDE, y * HIGH))
        return image


def main() -> None:
    """Draw all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    player.FLASH_S = 0.01  # the film is made faster than it is played
    with tempfile.TemporaryDirectory() as home:
        os.environ["STRETCH_COACH_HOME"] = home
        os.environ["STRETCH_COACH_SOUND"] = "silence"
        clock = FakeClock(datetime(2026, 3, 2, 7, 30, tzinfo=UTC))
        context = AppContext(load_settings(os.environ), clock)
        _practise(context, clock)
        frames = asyncio.run(_draw(context, clock))
        context.close()
        _film(frames, PICTURES / "session.gif")
        _ladder()
        _commands(Path(home))
        _handout(Path(home))


def _practise(context: AppContext, clock: FakeClock) -> None:
    """Answer the questions and put a year on record: mostly basics, with days off, an ill week and a few sore days."""
    answers = SafetyAnswers(sign="none", cautions=(), onset="weeks", rest_pain=2, walks=True)
    screen(context, answers)
    for day in range(_PRACTISED):
        is_off = day % 9 == 5 or day % 23 == 11 or 150 <= day < 158  # noqa: PLR2004  a calendar made up for a picture
        if not is_off:
            name = "basics" if day % 7 < 5 else "loosen"  # noqa: PLR2004  the same
            now = clock.now()
            prescribed = prescription_of(context, name)
            sore = day % 37 == 20  # noqa: PLR2004  the same
            session = simulated_session(
                prescribed, context.practice_day(), pain_before=2 + sore, pain_after=1 + 2 * sore
            )
            begun, ended = (m.strftime("%Y-%m-%dT%H:%M:%SZ") for m in (now, now + timedelta(minutes=11 + day % 5)))
            context.journal.append(replace(session, started_at=begun, ended_at=ended, pain_next_morning=1 + sore))
        clock.jump(timedelta(days=1) / timedelta(milliseconds=1))
    screen(context, answers)  # asked again after a few months
    acknowledge_advice(context)


async def _draw(context: AppContext, clock: FakeClock) -> list[Image.Image]:
    """Walk through the screens and keep each; return the frames of a film."""
    async with PaintedApp(context).run_test(size=LARGE) as pilot:
        await _keep(pilot, "today")
    async with PaintedApp(context).run_test(size=WIDE_LOW) as pilot:
        await pilot.press("h")
        await pilot.pause(_SETTLED_S)
        await pilot.press("left", "down", "down")
        await _keep(pilot, "history")
        await pilot.press("escape", "down", "down", "down")
        await pilot.press("p")
        await _keep(pilot, "plan")
    frames: list[Image.Image] = []
    async with PaintedApp(context, play="evening").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await _keep(pilot, "ready")
    async with PaintedApp(context).run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"calf")
        await _keep(pilot, "library")
    async with PaintedApp(context, play="evening").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await _start(pilot)
        await _play_to(pilot, clock, "knee-to-chest", "ready", 2000)
        for _ in range(_FRAMES):
            clock.jump(_FRAME_MS)
            pilot.app.screen.look()  # type: ignore[attr-defined]  # the player
            await pilot.pause(0.02)
            frames.append(_painted(pilot))
        await _play_to(pilot, clock, "knee-to-chest", "hold", 3000)
        await _keep(pilot, "player")
        await pilot.press("x")
        await _keep(pilot, "player-hurts")
    return frames


async def _start(pilot: Pilot[int]) -> None:
    """Answer what comes before the session."""
    for key in ("enter", "2", "enter", "enter"):
        if isinstance(pilot.app.screen, player.PlayerScreen):
            return
        await pilot.press(key)
        await pilot.pause()


def _film(frames: list[Image.Image], path: Path) -> None:
    """Write frames as a GIF with one palette, smaller than the screens."""
    size = (_FILM_WIDTH, round(frames[0].height * _FILM_WIDTH / frames[0].width))
    small = [frame.resize(size, Image.Resampling.LANCZOS) for frame in frames]
    wide = Image.new("RGB", (size[0], size[1] * 6))
    for place in range(6):
        wide.paste(small[place * (len(small) - 1) // 5], (0, place * size[1]))
    palette = wide.quantize(160)
    few = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in small]
    few[0].save(path, save_all=True, append_images=few[1:], duration=_FRAME_MS, loop=0, optimize=True)


def _painted(pilot: Pilot[int]) -> Image.Image:
    assert isinstance(pilot.app, PaintedApp)  # noqa: S101  all apps here are
    return pilot.app.paint()


def _ladder() -> None:
    """Keep two figures in each of the ways in which they can be drawn."""
    library = RoutineRepository("").library
    columns, rows, names = 36, 14, ("knee-to-chest", "bird-dog")
    theme = themes.PALETTES["dark"]
    ground, near = Color.parse(theme.background), Color.parse(theme.foreground)
    colours = {"near": near, "far": Color.parse(theme.quiet), "trace": Color.parse(theme.switch)}
    colours["prop"] = ground.blend(near, 0.5)

    def style(run: Run) -> Style:
        shade, under = colours[run.shade], colours[run.under] if run.under else ground
        ink, paper = (under.blend(shade, level / LEVELS).rich_color for level in (run.ink, run.paper))
        return Style(color=ink, bgcolor=paper)

    lines: list[list[Segment]] = []
    real = []
    paint = PictureColours(*(tuple(colours[name].rgb) for name in ("near", "far", "trace", "prop")), tuple(ground.rgb))
    for name in names:
        figure = read_figure(load_exercise(library.paths[name], library).exercise.figure)
        joints = pose(figure, 1.0)
        drawn = [draw(figure, joints, columns, rows, style) for style in ("braille", "sextant", "octant")]
        lines += [
            [Segment(run.text, style(run)) for frame in drawn for run in (*frame[y], Run(" ", "prop"))]
            for y in range(rows)
        ]
        lines.append([])
        real.append(draw_picture(figure, joints, (columns * WIDE, rows * HIGH), paint))
    image = picture(lines, 4 * (columns + 1))
    for place, shown in enumerate(real):
        image.paste(shown, (3 * (columns + 1) * WIDE, place * (rows + 1) * HIGH))
    image.save(PICTURES / "figures.png", optimize=True)


def _commands(home: Path) -> None:
    """Keep what `check` and `plan` print, as pictures of a terminal."""
    mine = home / "mine.stretch.yaml"
    mine.write_text(_SPOILT, encoding="utf-8")
    for name, arguments in (("check", ["check", mine.name]),):
        shown = f"$ stretch-coach {' '.join(arguments)}\n{_printed(arguments, home)}"
        console = Console(width=100, color_system="truecolor", file=Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  nowhere
        lines = console.render_lines(Text.from_ansi(shown.rstrip()), console.options.update(width=98))
        picture([[], *([Segment(" "), *line] for line in lines), []], 100).save(PICTURES / f"{name}.png", optimize=True)


def _printed(arguments: list[str], home: Path) -> str:
    """Return what a command prints on a terminal."""
    master, slave = pty.openpty()
    with subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", "stretch_coach", *arguments],
        cwd=home,
        stdout=slave,
        stderr=slave,
        env=os.environ | {"COLUMNS": "98", "COLORTERM": "truecolor", "TERM": "xterm-256color"},
    ) as process:
        process.wait()
    os.close(slave)
    said = b""
    try:
        while more := os.read(master, 65536):
            said += more
    except OSError:  # the other end is closed
        pass
    os.close(master)
    return said.decode().replace("\r", "")


def _handout(home: Path) -> None:
    """Keep the printed handout, where there is a browser to print it."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        print("no Chromium here: the picture of the handout stays as it is")  # noqa: T201  a script
        return
    page = home / "handout.html"
    with page.open("w", encoding="utf-8") as file:
        subprocess.run(
            [sys.executable, "-m", "stretch_coach", "handout", "basics", "--format", "html"], stdout=file, check=True
        )
    subprocess.run(  # noqa: S603  the browser that was found
        [browser, *_BROWSER, f"--user-data-dir={home}/browser", f"--screenshot={PICTURES}/handout.png", page.as_uri()],
        check=False,
        capture_output=True,
    )


async def _keep(pilot: Pilot[int], name: str) -> None:
    await pilot.pause(_SETTLED_S)
    _painted(pilot).quantize(128, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


async def _play_to(pilot: Pilot[int], clock: FakeClock, step: str | None, kind: str, into_ms: int) -> None:
    """Let time pass up to some way into the next such stretch of a step."""
    runner = pilot.app.screen._runner  # type: ignore[attr-defined]  # noqa: SLF001  the screen keeps its session to itself
    while True:
        segment = runner.view().segment
        if segment is None:
            return
        if segment.step == step and segment.kind == kind and runner.view().at_ms >= segment.start_ms + into_ms:
            return
        await _play_on(pilot, clock, _STEP_MS)


async def _play_on(pilot: Pilot[int], clock: FakeClock, ms: int) -> None:
    while ms > 0:
        clock.jump(_STEP_MS)
        look = getattr(pilot.app.screen, "look", None)
        if look is None:
            return
        look()
        ms -= _STEP_MS
    await pilot.pause()


if __name__ == "__main__":
    main()
