"""One routine in full, and its coming days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.fakes import FakeCoach
from tests.tui.looking import SIZES, app_with, read, seen

from stretch_coach.tui.glyphs import UNICODE
from stretch_coach.tui.pages.details import body
from stretch_coach.tui.pages.pictures import stills
from stretch_coach.tui.screens.plan import PlanScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.values import replace

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from stretch_coach.figure.draw import Style
    from stretch_coach.tui.app import StretchApp


@pytest.fixture
def coach() -> FakeCoach:
    """Return a coach with an ordinary day."""
    return FakeCoach()


@pytest.mark.parametrize("size", SIZES)
async def test_details_show_growth_cautions_and_how_each_step_is_done(coach: FakeCoach, size: tuple[int, int]) -> None:
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await pilot.press("d")
        await pilot.pause()
        text = ""
        for _ in range(20):
            text += seen(app)
            await pilot.press("pagedown")
            await pilot.pause()
        for piece in (
            "Five plain exercises",
            "Ask first",
            "5 s × 2 at 50 % →",
            "Hold behind one thigh.",
            "step 2 of 13",
            "Mayo Clinic",
        ):
            assert piece in text


async def test_a_routine_is_followed_and_started_from_its_details(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert "stop following" in seen(app)
        await pilot.press("f", "enter")
        await pilot.pause()
        await pilot.pause()
        assert ("follow", "basics", False) in coach.told
        assert isinstance(app.screen, ReadyScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_plan_shows_each_step_over_the_days_and_one_in_full(coach: FakeCoach, size: tuple[int, int]) -> None:
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert "▶ Pelvic tilt" in seen(app)
        await pilot.press("down")
        await pilot.pause()
        assert "▶ Knee to chest" in seen(app)
        text = ""
        for _ in range(16):
            text += seen(app)
            await pilot.press("pagedown")
            await pilot.pause()
        assert "30 s" in text
        assert "Sat 12 Dec" in text
        assert "One step up after a good day." in text


async def test_what_ifs_add_up_and_are_taken_back_and_touch_nothing(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        before = seen(app)
        await pilot.press("h", "p", "a", "g")
        assert "a hard day, then a day with pain 6, then three days away, then a good day" in read(app)
        await pilot.press("u")
        await pilot.pause()
        assert seen(app) == before
        assert coach.told == []
        assert isinstance(app.screen, PlanScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_place_is_chosen_by_hand_written_and_taken_back(coach: FakeCoach, size: tuple[int, int]) -> None:
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("down", "s")
        await pilot.pause()
        assert "Knee to chest: step 3 of 8, 6 s × 2 each side at 60 %" in read(app)
        assert "set it" in seen(app)
        await pilot.press("right", "plus", "left")
        await pilot.pause()
        assert "step 4 of 8, 8 s × 2 each side at 60 %" in read(app)
        assert coach.told == []
        await pilot.press("enter")
        await pilot.pause()
        assert coach.told == [("place", "basics", "knee-to-chest", 3)]
        assert "Step 4 of 8 · set by hand today" in seen(app)
        await pilot.press("z")
        await pilot.pause()
        assert coach.told[1:] == [("unplace", "basics", "knee-to-chest")]
        assert "Step 3 of 8" in seen(app)


@pytest.mark.parametrize("leave", ["escape", "enter"])
async def test_a_place_left_as_it_is_writes_nothing(coach: FakeCoach, leave: str) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        before = seen(app)
        await pilot.press("s", "up", "g", "left", "right", leave)
        await pilot.pause()
        assert coach.told == []
        assert isinstance(app.screen, PlanScreen)
        assert seen(app) == before


async def test_a_place_is_chosen_with_the_mouse(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        await click_on(pilot, app, "set by hand")
        await click_on(pilot, app, "  →")
        await click_on(pilot, app, "set it")
        assert coach.told == [("place", "basics", "pelvic-tilt", 3)]


async def click_on(pilot: Pilot[int], app: StretchApp, words: str) -> None:
    """Click on words where they first stand on the screen."""
    rows = seen(app).splitlines()
    y = next(n for n, row in enumerate(rows) if words in row)
    await pilot.click(offset=(rows[y].index(words) + len(words) - 1, y))
    await pilot.pause()
    await pilot.pause()


BRAILLE = range(0x2801, 0x2900)


def braille(text: str) -> bool:
    """Tell whether anything is drawn in dots."""
    return any(ord(letter) in BRAILLE for letter in text)


@pytest.mark.parametrize(("size", "drawn"), [((120, 40), True), ((80, 24), True), ((60, 20), False), ((40, 14), False)])
async def test_a_step_has_its_picture_beside_its_words_where_there_is_room(
    coach: FakeCoach, size: tuple[int, int], *, drawn: bool
) -> None:
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await pilot.press("d")
        await pilot.pause()
        text = ""
        for _ in range(12):
            text += seen(app)
            await pilot.press("pagedown")
            await pilot.pause()
        assert braille(text) is drawn


@pytest.mark.parametrize(("style", "marks"), [("blocks", "▀▄█"), ("ascii", "/|\\-_")])
def test_pictures_are_drawn_as_the_terminal_can_show_them(coach: FakeCoach, style: Style, marks: str) -> None:
    text = "\n".join(line.plain for line in body(coach.details("basics"), 110, UNICODE, style))
    assert not braille(text)
    assert sum(text.count(mark) for mark in marks) > 10


def test_a_page_with_pictures_is_never_wider_than_its_room_and_keeps_its_words(coach: FakeCoach) -> None:
    view = coach.details("basics")
    for width in range(38, 130, 7):
        lines = body(view, width, UNICODE, "braille")
        assert max(line.cell_length for line in lines) <= width
        assert "Hold behind one thigh." in " ".join(" ".join(line.plain for line in lines).split())


def test_a_step_without_a_figure_has_all_the_width_for_its_words(coach: FakeCoach) -> None:
    view = coach.details("basics")
    bare = replace(view.today.due[0].step.exercise, figure={"start": {"at": "nowhere"}})
    assert stills(bare, 20, 7, "braille") == ()
