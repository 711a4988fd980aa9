"""The figure in the player: there where there is room, in time with the session, and still where that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.fake_routine import KNEE, moment
from tests.tui.fake_runner import view_at
from tests.tui.looking import opened, playing
from textual.scrollbar import ScrollBar

from stretch_coach.session.events import Command, PlayerView
from stretch_coach.tui.demonstrator import Demonstrator, figure_style, read
from stretch_coach.tui.glyphs import ASCII, UNICODE
from stretch_coach.tui.pages import player as page
from stretch_coach.tui.screens import player as player_screen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.widgets.figure_view import FigureView

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.fake_coach import FakeCoach

    from stretch_coach.figure.draw import Frame
    from stretch_coach.session.timeline import SegmentKind

ROOMY = [(120, 38), (104, 30), (80, 22), (60, 18)]
SHOWN = page.Shown("Basics", figure=True)
STEP = "knee-to-chest"


def knee(kind: SegmentKind, into_ms: int = 500) -> PlayerView:
    """Return the view a moment into a kind of stretch of the step that has a figure."""
    return view_at(moment(kind, step=STEP, into_ms=into_ms))


@pytest.mark.parametrize(("width", "height"), ROOMY)
def test_figure_and_countdown_stand_side_by_side_and_nothing_else_is_under_the_figure(width: int, height: int) -> None:
    for kind in ("ready", "move_in", "hold", "move_out", "rest", "switch"):
        view = knee(kind)
        room = page.figure_room(view, SHOWN, width, height, UNICODE)
        assert room is not None
        assert room.columns >= 24
        assert room.rows >= 8
        lines = [line.plain.ljust(width) for line in page.page(view, SHOWN, width, height, UNICODE)]
        assert len(lines) <= height
        assert all(len(line) <= width for line in lines)
        under = [line[room.x : room.x + room.columns] for line in lines[room.y : room.y + room.rows]]
        assert not "".join(under).strip()
        assert view.next_title in "\n".join(lines)


@pytest.mark.parametrize(("width", "height"), ROOMY)
def test_the_figure_keeps_its_place_through_a_whole_step(width: int, height: int) -> None:
    rooms = {
        page.figure_room(knee(kind), SHOWN, width, height, UNICODE)
        for kind in ("ready", "move_in", "hold", "move_out", "rest", "switch")
    }
    assert len(rooms) == 1


@pytest.mark.parametrize(("width", "height"), [(40, 13), (50, 30), (80, 12)])
def test_where_room_is_scarce_the_countdown_has_it_all(width: int, height: int) -> None:
    assert page.figure_room(knee("hold"), SHOWN, width, height, UNICODE) is None


def test_questions_take_the_place_of_the_figure() -> None:
    hurt = view_at(moment("hold", step=STEP), Command.HURTS)
    assert page.figure_room(hurt, SHOWN, 80, 22, UNICODE) is None
    assert page.figure_room(knee("hold"), SHOWN._replace(asking_end=True), 80, 22, UNICODE) is None


def pictures(kind: SegmentKind, *, still: bool, seconds: int = 3) -> list[str]:
    """Return ten pictures a second of one stretch, as a person sees them."""
    demonstrator = Demonstrator("braille", still=still)
    found = []
    for into in range(0, seconds * 1000, 100):
        picture = demonstrator.picture(knee(kind, into), 60, 20)
        assert picture is not None
        found.append("\n".join("".join(run.text for run in line) for line in picture.frame))
    return found


def test_it_moves_in_as_the_move_in_is_timed_and_comes_back_the_same_way() -> None:
    way_in, way_out = pictures("move_in", still=False), pictures("move_out", still=False)
    assert len(set(way_in)) > 12
    assert way_in[0] == pictures("ready", still=False)[0]
    assert pictures("hold", still=True)[0] == way_out[0]
    assert set(way_out[1:-1]) & set(way_in[1:-1])


def test_it_stands_still_while_it_is_got_ready() -> None:
    assert len(set(pictures("ready", still=False))) == 1


def test_it_breathes_in_a_hold_a_few_times_a_breath() -> None:
    assert 2 <= len(set(pictures("hold", still=False, seconds=10))) <= 5


def test_at_a_switch_it_turns_from_the_old_side_to_the_new() -> None:
    turning = pictures("switch", still=False)
    assert len(set(turning)) > 4


@pytest.mark.parametrize("kind", ["move_in", "hold", "switch"])
def test_without_motion_there_is_one_picture_a_stretch(kind: SegmentKind) -> None:
    demonstrator = Demonstrator("braille", still=True)
    assert len(set(pictures(kind, still=True))) == 1
    picture = demonstrator.picture(knee(kind), 38, 13)
    assert picture is not None
    assert picture.next_ms is None


def test_a_pause_keeps_it_where_it_is() -> None:
    view = view_at(moment("move_in", step=STEP, into_ms=1000), Command.PAUSE)
    picture = Demonstrator("braille", still=False).picture(view, 38, 13)
    assert picture is not None
    assert picture.next_ms is None


def test_a_figure_that_cannot_be_read_is_no_figure() -> None:
    assert read({"start": {"nose": "1 2"}}) is None
    assert read("a stick man") is None
    assert read(KNEE.figure) is not None


def test_terminals_without_braille_have_blocks_or_letters() -> None:
    assert figure_style(UNICODE, "xterm-256color") == "braille"
    assert figure_style(UNICODE, "linux") == "blocks"
    assert figure_style(ASCII, "xterm") == "ascii"


async def test_the_figure_comes_with_its_exercise_and_goes_with_it(coach: FakeCoach) -> None:
    async with playing(coach, 1000) as person:
        assert person.figure == ""
        await person.wait(moment("hold", step=STEP) - coach.clock.ms)
        figure = person.figure
        assert "\u28ff" in figure
        assert all(line.rstrip() in person.sees for line in figure.splitlines() if line.strip())
        await person.press("x")
        assert person.figure == ""
        await person.press("p")
        assert person.figure
        await person.press("n")
        assert person.figure == ""


async def test_a_new_size_finds_it_a_new_place(coach: FakeCoach) -> None:
    async with playing(coach, moment("hold", step=STEP), size=(120, 40)) as person:
        screen = person.on(PlayerScreen)
        wide = screen.figure.size
        await person.resize(80, 24)
        assert screen.figure.size.height < wide.height
        assert "\u28ff" in person.figure
        await person.resize(40, 14)
        assert person.figure == ""


async def test_at_most_twelve_pictures_a_second_and_none_while_nothing_changes(
    coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    show = FigureView.show

    def count(view: FigureView, frame: Frame) -> None:
        shown.append(frame)
        show(view, frame)

    monkeypatch.setattr(FigureView, "show", count)
    assert 1000 / player_screen.FRAME_MS <= 12
    async with playing(coach, moment("move_in", step=STEP, into_ms=0)) as person:
        screen = person.on(PlayerScreen)
        del shown[:]
        for _ in range(100):
            coach.clock.ms += 10
            screen.look()
        assert 5 <= len(shown) <= 12
        await person.press("space")
        del shown[:]
        for _ in range(100):
            coach.clock.ms += 10
            screen.look()
        assert not shown


def by_setting(coach: FakeCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch motion off in the settings."""
    del monkeypatch
    coach.moving = False


def by_line(coach: FakeCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sit at the other end of a line."""
    del coach
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")


def by_wish(coach: FakeCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set TEXTUAL_ANIMATIONS=none."""
    del coach
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")


@pytest.mark.parametrize("switch_off", [by_setting, by_line, by_wish])
async def test_motion_is_off_by_setting_by_wish_and_over_a_line(
    coach: FakeCoach, monkeypatch: pytest.MonkeyPatch, switch_off: Callable[[FakeCoach, pytest.MonkeyPatch], None]
) -> None:
    switch_off(coach, monkeypatch)
    async with playing(coach, moment("move_in", step=STEP, into_ms=0)) as person:
        screen = person.on(PlayerScreen)
        before = person.figure
        coach.clock.ms += 1500
        screen.look()
        assert before
        assert person.figure == before


async def test_a_terminal_without_unicode_shows_letters_and_nothing_else(
    coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textual.scrollbar.ScrollBar.renderer", ScrollBar.renderer)
    monkeypatch.setattr("stretch_coach.tui.app.choose", lambda _: ASCII)
    async with opened(coach) as person:
        assert person.sees.isascii()
        await person.start(moment("hold", step=STEP))
        assert "#" in person.figure
        assert person.sees.isascii()
        await person.press("x")
        assert person.sees.isascii()
