"""A routine in full, its plan, and the exercises: read, played with, found, put into a routine."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.looking import answer_no, every_size, new_context, opened, record_session
from textual.widgets import Static

from stretch_coach.services import following, swapping
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.upcoming import plan_view
from stretch_coach.tui.screens.add_step import AddStepScreen
from stretch_coach.tui.screens.details import DetailsScreen
from stretch_coach.tui.screens.library import LibraryScreen
from stretch_coach.tui.screens.plan import PlanScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.screens.swap import SwapScreen
from stretch_coach.tui.screens.today import TodayScreen
from stretch_coach.tui.widgets.exercise_picture import StartAndHold


@pytest.fixture
def screened(context: AppContext) -> AppContext:
    """A user who has answered the first question."""
    answer_no(context)
    return context


def own_files(context: AppContext) -> list[Path]:
    """The routines of the user's own."""
    return list(Path(context.settings.paths.routines).glob("*.stretch.yaml"))


# A routine in full


@every_size
async def test_details_show_the_chosen_exercise_and_how_it_is_done(screened: AppContext, size: tuple[int, int]) -> None:
    async with opened(screened, "d", "down", size=size) as person:
        person.on(DetailsScreen)
        assert "Seated twist" in person.sees
        card = str(person.screen.query_one("#card-text", Static).render())
        assert "Starting position" in card
        assert "Watch out for" in card
        assert "{side}" not in card


async def test_a_routine_is_started_from_its_details(screened: AppContext) -> None:
    async with opened(screened, "d", "enter") as person:
        assert person.on(ReadyScreen).routine == "Basics"


async def test_a_routine_is_followed_and_no_longer_followed_from_its_details(screened: AppContext) -> None:
    async with opened(screened, "down", "d", size=(120, 40)) as person:
        await person.press("f")
        assert "on your Today list" in person.sees
        await person.click("stop following")
        assert "not on your Today list" in person.sees
    assert "desk" not in following.followed_names(new_context())


# The coming days


@every_size
async def test_the_plan_opens_on_the_exercise_that_changes_most(screened: AppContext, size: tuple[int, int]) -> None:
    view = plan_view(screened, "basics")
    changes = {step.title: len({row.dose for row in step.days}) for step in view.steps}
    async with opened(screened, "p", size=size) as person:
        step = person.on(PlanScreen).step
        assert step is not None
        assert changes[step.title] == max(changes.values())
        assert step.title != "Marching on the spot"


@every_size
async def test_no_day_of_the_plan_is_cut_at_the_right(screened: AppContext, size: tuple[int, int]) -> None:
    async with opened(screened, "p", size=size) as person:
        days = person.on(PlanScreen).days
        assert days.virtual_size.width <= days.scrollable_content_region.width
        assert days.virtual_size.height > days.row_count


@pytest.mark.parametrize(("size", "shown"), [((120, 40), True), ((120, 24), False), ((80, 40), False)])
async def test_the_chosen_exercise_is_pictured_where_there_is_room(
    screened: AppContext, size: tuple[int, int], *, shown: bool
) -> None:
    async with opened(screened, "p", size=size) as person:
        assert person.screen.query_one(StartAndHold).display == shown
        await person.press("escape", "enter")
        person.on(ReadyScreen)
        assert person.screen.query_one(StartAndHold).display == shown


async def test_days_with_the_same_dose_are_one_row(screened: AppContext) -> None:
    async with opened(screened, "p", size=(120, 40)) as person:
        plan = person.on(PlanScreen)
        assert plan.view is not None
        assert plan.days.row_count < len(plan.view.days)
        assert " – " in person.sees


async def test_what_ifs_add_up_are_taken_back_and_touch_nothing(screened: AppContext) -> None:
    before = plan_view(screened, "basics")
    async with opened(screened, "p", size=(120, 40)) as person:
        await person.press("p")
        await person.click("3 days away")
        assert "After pain 6 and 3 days away" in person.reads
        await person.press("u")
        assert "Nothing of this touches" not in person.reads
    assert plan_view(new_context(), "basics") == before


@every_size
async def test_a_place_is_set_by_hand_and_taken_back(screened: AppContext, size: tuple[int, int]) -> None:
    async with opened(screened, "p", size=size) as person:
        step = person.on(PlanScreen).step
        assert step is not None
        await person.press("s", "right", "right", "enter")
        moved = person.on(PlanScreen).step
        assert moved is not None
        assert (moved.step, moved.rung) == (step.step, step.rung + 2)
        await person.press("z")
        again = person.on(PlanScreen).step
        assert again is not None
        assert again.by_hand is None


async def test_a_place_left_as_it_is_writes_nothing(screened: AppContext) -> None:
    async with opened(screened, "p", "s", "right", "escape") as person:
        person.on(PlanScreen)
    assert all(step.by_hand is None for step in plan_view(new_context(), "basics").steps)


async def test_a_place_is_set_with_clicks_alone(screened: AppContext) -> None:
    async with opened(screened, "p", size=(120, 40)) as person:
        await person.click("set by hand")
        await person.click("higher")
        await person.click("set it")
        assert "set by hand today" in person.reads


# The exercises


FOUND = {"quad": "Kneeling hip stretch", "glute": "Hip bridge", "twist": "Seated twist"}


async def test_exercises_are_found_by_name_and_by_everyday_words_for_a_part_of_the_body(screened: AppContext) -> None:
    async with opened(screened, "slash", size=(120, 50)) as person:
        for typed, found in FOUND.items():
            await person.write(typed)
            titles = {entry.exercise.title for entry in person.on(LibraryScreen).found}
            assert found in titles
            await person.press("ctrl+u")


@every_size
async def test_typing_finds_and_enter_reads(screened: AppContext, size: tuple[int, int]) -> None:
    async with opened(screened, "slash", size=size) as person:
        await person.write("seated twist")
        await person.press("enter", "enter")
        assert "Seated twist" in person.sees
        assert "Starting position" in person.sees or size[1] < 30
        await person.press("escape", "escape")
        assert person.on(LibraryScreen).query_line.value == ""
        await person.press("escape")
        person.on(TodayScreen)


async def test_letters_are_letters_while_one_types_and_keys_in_the_list(screened: AppContext) -> None:
    async with opened(screened, "slash", size=(120, 40), notifications=True) as person:
        await person.write("cat")
        assert person.on(LibraryScreen).query_line.value == "cat"
        await person.press("down", "c")
        assert "Copied as a step" in person.notified
        assert person.app.clipboard.count("- exercise: cat-camel") == 1


async def test_the_easier_exercise_is_one_key_away(screened: AppContext) -> None:
    async with opened(screened, "slash", size=(120, 40)) as person:
        await person.write("plank on the knees")
        library = person.on(LibraryScreen)
        first = library.entry
        assert first is not None
        assert first.exercise.easier is not None
        await person.press("enter", "e")
        now = library.entry
        assert now is not None
        assert now.exercise.name == first.exercise.easier.exercise


async def test_no_match_is_said(screened: AppContext) -> None:
    async with opened(screened, "slash") as person:
        await person.write("xyzzy")
        assert "No matches. Try fewer words." in person.sees


async def test_an_exercise_begins_a_routine_of_ones_own_and_the_next_is_added_to_it(screened: AppContext) -> None:
    async with opened(screened, "slash", "down", "a", size=(120, 40), notifications=True) as person:
        person.on(AddStepScreen)
        await person.click("a new routine")
        assert "first step of a new routine" in person.notified
        await person.press("down", "a", "up", "up", "enter")
        assert "is now the last step of" in person.notified
    assert len(own_files(screened)) == 1


async def test_esc_adds_nothing(screened: AppContext) -> None:
    async with opened(screened, "slash", "down", "a", "escape") as person:
        person.on(LibraryScreen)
    assert not own_files(screened)


# Swaps


async def test_an_exercise_is_swapped_for_today_on_ready(screened: AppContext) -> None:
    async with opened(screened, "down", "s", play="basics", size=(120, 40), notifications=True) as person:
        instead = person.on(SwapScreen)._found[0].title
        await person.press("t")
        person.on(ReadyScreen)
        assert instead in person.sees
        assert "Seated twist" not in person.sees
    assert [row.routine for row in swapping.swaps_view(new_context()).swaps] == ["basics"]


async def test_an_exercise_is_never_played_again(screened: AppContext) -> None:
    async with opened(screened, "down", "s", "n", play="basics", size=(120, 40)) as person:
        person.on(ReadyScreen)
    assert [name for name, _ in swapping.swaps_view(new_context()).never] == ["seated-twist"]


async def test_a_sore_joint_is_said_by_the_swap_and_something_else_is_offered(screened: AppContext) -> None:
    async with opened(screened, play="basics", size=(140, 50), notifications=True) as person:
        assert "Sore shoulder" in person.reads
        await person.press("end", "s")
        chooser = person.on(SwapScreen)
        assert "my knee is sore" in person.reads
        await person.press("k")
        assert person.on(SwapScreen) is not chooser
        assert "Your knee is left alone until settings say otherwise." in person.notified
        title = person.on(SwapScreen)._found[0].title
        await person.press("t")
        person.on(ReadyScreen)
        assert title in person.sees
    assert [joint.tag for joint in swapping.swaps_view(new_context()).sore] == ["knee"]


async def test_a_key_for_a_joint_that_is_not_loaded_does_nothing(screened: AppContext) -> None:
    async with opened(screened, "down", "s", "w", play="basics", size=(120, 40)) as person:
        person.on(SwapScreen)
    assert not swapping.swaps_view(new_context()).sore


async def test_a_swap_is_chosen_with_clicks_alone(screened: AppContext) -> None:
    async with opened(screened, play="basics", size=(120, 40)) as person:
        await person.click("Seated twist")
        await person.click("swap")
        chooser = person.on(SwapScreen)
        title = chooser._found[1].title
        await person.press("2")
        await person.click("always")
        person.on(ReadyScreen)
        assert title in person.sees


async def test_reasons_that_all_exercises_share_are_said_once(screened: AppContext) -> None:
    record_session(screened, 1)
    async with opened(screened, play="relief", size=(120, 40)) as person:
        assert person.reads.count("The first time") == 0
