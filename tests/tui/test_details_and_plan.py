"""One routine in full, and its coming days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.fakes import FakeCoach
from tests.tui.looking import SIZES, app_with, read, seen

from stretch_coach.tui.screens.plan import PlanScreen
from stretch_coach.tui.screens.ready import ReadyScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

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
