"""Today shows what the chosen routine holds as a row of pictures, where there is room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest
from tests.tui.fake_coach import FakeCoach
from tests.tui.looking import seen

from stretch_coach.data import data_path
from stretch_coach.errors import UsageError
from stretch_coach.routine.repository import Library
from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.glyphs import UNICODE
from stretch_coach.tui.pages.storyboard import storyboard
from stretch_coach.tui.screens.today import TodayScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

LIBRARY = Library(data_path("routines", "exercises"))
SIX = tuple(
    LIBRARY[name] for name in ("marching", "seated-twist", "knee-to-chest", "lying-twist", "hip-bridge", "plank")
)
HEADING = "Basics today"


@pytest.mark.parametrize("size", [(120, 9), (120, 20), (100, 12), (160, 14)])
def test_every_picture_has_its_title_below_it_and_nothing_is_wider_or_higher_than_the_room(
    size: tuple[int, int],
) -> None:
    lines = storyboard("Basics", SIX, size, "braille", UNICODE)
    assert len(lines) <= size[1]
    assert max(line.cell_length for line in lines) <= size[0]
    titles = lines[-1].plain
    for exercise in SIX[:5]:
        assert exercise.title[:12] in titles
    for exercise in SIX[:5]:
        at = titles.index(exercise.title[:12])
        above = "".join(line.plain[at : at + 12] for line in lines[1:-1])
        assert above.strip(" ⠀"), f"nothing is drawn over {exercise.title}"


def test_what_has_no_room_is_counted() -> None:
    lines = storyboard("Basics", SIX, (60, 12), "braille", UNICODE)
    assert lines[0].plain.startswith("Basics today, the first 3 of 6 ")
    assert "Lying twist" not in lines[-1].plain


def test_exercises_without_a_figure_leave_no_gap() -> None:
    assert storyboard("Mine", (), (120, 12), "braille", UNICODE) == []


async def come_to_rest(pilot: Pilot[int]) -> None:
    """Let the page stand, the pictures come after it, and the page be laid out anew."""
    for _ in range(4):
        await pilot.pause()


async def test_pictures_follow_once_the_page_stands_and_never_make_it_scroll() -> None:
    app = StretchApp(FakeCoach())
    async with app.run_test(size=(120, 48)) as pilot:
        await come_to_rest(pilot)
        assert HEADING in seen(app)
        assert "Knee to chest" in seen(app).rpartition(HEADING)[2]
        assert isinstance(app.screen, TodayScreen)
        assert app.screen.scroll.max_scroll_y == 0
        await pilot.press("down")
        await come_to_rest(pilot)
        assert HEADING not in seen(app)
        assert app.screen.card is not None
        assert f"{app.screen.card.title} today" in seen(app)


@pytest.mark.parametrize("size", [(80, 48), (120, 24), (40, 14)])
async def test_a_page_without_room_to_spare_has_none(size: tuple[int, int]) -> None:
    app = StretchApp(FakeCoach())
    async with app.run_test(size=size) as pilot:
        await come_to_rest(pilot)
        assert HEADING not in seen(app)


async def test_a_terminal_that_grows_or_shrinks_gains_or_loses_them() -> None:
    app = StretchApp(FakeCoach())
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.resize_terminal(120, 48)
        await come_to_rest(pilot)
        assert HEADING in seen(app)
        await pilot.resize_terminal(120, 24)
        await come_to_rest(pilot)
        assert HEADING not in seen(app)


class Vanished(FakeCoach):
    """Its routines are gone once Today has listed them."""

    def details(self, name: str) -> NoReturn:
        """Find nothing."""
        message = f"There is no routine `{name}`."
        raise UsageError(message)


async def test_a_file_that_has_gone_meanwhile_has_no_pictures_and_does_no_harm() -> None:
    app = StretchApp(Vanished())
    async with app.run_test(size=(120, 48)) as pilot:
        await come_to_rest(pilot)
        assert "Basics" in seen(app)
        assert HEADING not in seen(app)
