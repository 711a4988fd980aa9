"""Today: what is due, what wants an answer, and one key to everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.tui.looking import answer_no, clock_of, every_size, new_context, opened, record_session
from textual.widgets import Button

from stretch_coach.history.session_lock import lock_path, release
from stretch_coach.record.lines import Session
from stretch_coach.services import following, screening, sessions, unfinished
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.tui.screens.details import DetailsScreen
from stretch_coach.tui.screens.library import LibraryScreen
from stretch_coach.tui.screens.minutes import MinutesScreen
from stretch_coach.tui.screens.plan import PlanScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.screens.today import RoutineList, TodayScreen
from stretch_coach.tui.screens.unfinished import UnfinishedScreen
from stretch_coach.tui.widgets.exercise_picture import ExercisePicture


@pytest.fixture
def screened(context: AppContext) -> AppContext:
    """A user who has answered the first question."""
    answer_no(context)
    return context


def cut_off(context: AppContext) -> None:
    """Begin a session of relief and kill it, as a closed terminal does."""
    runner = sessions.start_session(context, "relief", PlayOptions(mute=True), pain_before=None)
    runner.start()
    for _ in range(60):
        clock_of(context).jump(1000)
        runner.tick()
    runner._recorder.close(5)
    release(lock_path(str(context.settings.paths.data), runner.header.id))


def own_file(context: AppContext, name: str, text: str) -> None:
    """Write the user's own routine."""
    folder = Path(context.settings.paths.routines)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.stretch.yaml").write_text(text, encoding="utf-8")


@every_size
async def test_the_routine_that_is_due_comes_first_and_one_key_starts_it(
    screened: AppContext, size: tuple[int, int]
) -> None:
    async with opened(screened, size=size) as person:
        assert "Basics" in person.sees
        assert "? keys" in person.sees
        await person.press("enter")
        assert person.on(ReadyScreen).routine == "Basics"


@every_size
async def test_a_click_chooses_and_a_second_one_starts(screened: AppContext, size: tuple[int, int]) -> None:
    async with opened(screened, size=size) as person:
        await person.click("After a run")
        person.on(TodayScreen)
        await person.click("After a run")
        assert person.on(ReadyScreen).routine == "After a run"


async def test_the_big_button_starts_what_is_chosen(screened: AppContext) -> None:
    async with opened(screened, "down", size=(120, 40)) as person:
        await person.click("Start After a run")
        assert person.on(ReadyScreen).routine == "After a run"


async def test_tab_reaches_the_button_and_enter_presses_it(screened: AppContext) -> None:
    async with opened(screened, "tab", size=(120, 40)) as person:
        assert isinstance(person.screen.focused, Button)
        await person.press("enter")
        person.on(ReadyScreen)


KEYS = {"d": DetailsScreen, "p": PlanScreen, "slash": LibraryScreen, "t": MinutesScreen}


async def test_one_key_leads_to_each_screen_and_esc_back(screened: AppContext) -> None:
    async with opened(screened) as person:
        for key, screen in KEYS.items():
            await person.press(key)
            person.on(screen)  # type: ignore[arg-type]  # all of them are screens
            await person.press("escape")
            person.on(TodayScreen)


async def test_a_newcomer_is_offered_the_first_minute_and_sees_no_zero(context: AppContext) -> None:
    async with opened(context, size=(120, 40)) as person:
        assert "New here?" in person.sees
        assert "Today can be the first day" in person.sees
        assert not person.screen.query_one("#streak").display


async def test_a_streak_is_shown_with_what_keeps_it(screened: AppContext) -> None:
    for days_ago in (3, 2, 1):
        record_session(screened, days_ago)
    async with opened(screened, size=(120, 40)) as person:
        assert re.search(r"Practise by \w+ to keep it\.", person.reads)
        assert "2 of 2 free days left." in person.reads
        assert "■ ■ ■" in person.sees


async def test_where_there_is_little_room_the_streak_is_one_line(screened: AppContext) -> None:
    record_session(screened, 1)
    async with opened(screened, size=(60, 20)) as person:
        assert "Streak 1 day" in person.sees


async def test_the_chosen_routine_is_pictured_where_there_is_room(screened: AppContext) -> None:
    async with opened(screened, size=(120, 40)) as person:
        assert "Basics today" in person.sees
        assert len(person.screen.query(ExercisePicture)) > 3
        await person.press("down")
        assert "After a run today" in person.sees
        await person.resize(80, 24)
        assert not person.screen.query_one("#gallery").display


async def test_after_a_day_of_pain_relief_comes_first_and_the_cursor_is_on_it(screened: AppContext) -> None:
    record_session(screened, 1, hurt=True, pain_after=7)
    screening.answer_no(screened)
    async with opened(screened) as person:
        card = person.on(TodayScreen).card
        assert card is not None
        assert card.name == "relief"
        assert "relief first" in person.sees


@pytest.mark.parametrize(("key", "pain"), [("0", 0), ("4", 4), ("plus", 10)])
async def test_the_morning_after_is_answered_with_one_key(screened: AppContext, key: str, pain: int) -> None:
    record_session(screened, 1)
    async with opened(screened, key) as person:
        assert "How is the pain this morning" not in person.sees
    last = [line for line in new_context().lines() if isinstance(line, Session)][-1]
    assert last.pain_next_morning == pain


async def test_the_morning_after_is_answered_with_a_click(screened: AppContext) -> None:
    record_session(screened, 1)
    async with opened(screened) as person:
        assert "How is the pain this morning, after yesterday's Basics?" in person.reads
        await person.click(" 3 ")
        assert "How is the pain" not in person.sees


async def test_digits_mean_nothing_where_nothing_is_asked(screened: AppContext) -> None:
    async with opened(screened, "4") as person:
        person.on(TodayScreen)
    assert not [line for line in new_context().lines() if isinstance(line, Session)]


@pytest.mark.parametrize("key", ["k", "x"])
async def test_a_session_that_was_cut_off_is_kept_or_discarded_with_one_key(screened: AppContext, key: str) -> None:
    cut_off(screened)
    async with opened(screened, notifications=True) as person:
        assert "Relief was cut off today" in person.reads
        await person.press(key)
        assert "was cut off" not in person.sees
    assert unfinished.unfinished_view(new_context()) is None


async def test_a_session_that_was_cut_off_is_resumed_with_one_key(screened: AppContext) -> None:
    cut_off(screened)
    async with opened(screened, "r") as person:
        person.on(PlayerScreen)


async def test_starting_another_asks_about_the_one_that_was_cut_off(screened: AppContext) -> None:
    cut_off(screened)
    async with opened(screened, "enter") as person:
        person.on(UnfinishedScreen)
        await person.click("keep it as it is")
        person.on(ReadyScreen)


async def test_a_rehearsal_asks_nothing_about_it(screened: AppContext) -> None:
    cut_off(screened)
    async with opened(screened, play="basics", options=PlayOptions(speed=10.0)) as person:
        person.on(ReadyScreen)


async def test_following_is_one_key(screened: AppContext) -> None:
    async with opened(screened, "down", "f", notifications=True) as person:
        assert "After a run is now on your Today list." in person.notified
    assert "after-a-run" in following.followed_names(new_context())


async def test_a_file_with_mistakes_is_named_and_starts_nothing(screened: AppContext) -> None:
    own_file(screened, "mine", "title: Mine\nsteps:\n  - exercise: [no\n")
    async with opened(screened, "end") as person:
        assert "! mine" in person.sees
        assert person.on(TodayScreen).card is None
        await person.press("enter")
        person.on(TodayScreen)


async def test_words_of_a_file_are_never_markup(screened: AppContext) -> None:
    own_file(screened, "mine", "title: '[b]Mine[/x]'\nabout: 'so [/] it [is'\nsteps:\n  - exercise: knee-to-chest\n")
    async with opened(screened, size=(120, 40)) as person:
        at = [card.name for card in person.on(TodayScreen)._cards].index("mine")
        person.screen.query_one(RoutineList).highlighted = at
        await person.settle()
        assert "[b]Mine[/x]" in person.sees
        await person.press("d")
        assert "so [/] it [is" in person.sees


async def test_where_no_editor_can_be_opened_the_command_is_reported(screened: AppContext) -> None:
    async with opened(screened, "e", notifications=True) as person:
        assert "stretch-coach edit basics" in person.notified


async def test_minutes_fit_the_routine_to_the_time_there_is(screened: AppContext) -> None:
    async with opened(screened, "t", "6", "enter") as person:
        ready = person.on(ReadyScreen)
        assert ready._options.minutes == 6


async def test_a_new_practice_day_is_noticed(screened: AppContext) -> None:
    async with opened(screened, size=(120, 40)) as person:
        assert "Sunday 22 November" in person.sees
        person.clock.jump(24 * 3_600_000)
        person.on(TodayScreen)._look_at_day()
        await person.settle()
        assert "Monday 23 November" in person.sees


@pytest.fixture
def without_record(context: AppContext) -> AppContext:
    """A user with a file in the place of the record."""
    data = Path(context.settings.paths.data)
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text("no folder", encoding="utf-8")
    return context


async def test_a_record_that_cannot_be_opened_is_said_and_today_is_there(without_record: AppContext) -> None:
    context = without_record
    async with opened(context, size=(120, 40)) as person:
        assert "Basics" in person.sees
        assert person.screen.query(".banner.-hurt")


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_the_program_is_left_with_one_key(screened: AppContext, key: str) -> None:
    async with opened(screened, key) as person:
        assert person.app.return_value == 0


async def test_help_lists_the_keys_and_esc_closes_it_before_anything_else(screened: AppContext) -> None:
    async with opened(screened, "question_mark", size=(120, 40)) as person:
        assert "What is due today, and how it" in person.reads
        assert "history days," in person.reads
        await person.press("escape")
        person.on(TodayScreen)
        assert "What is due today, and how it" not in person.reads


async def test_help_takes_the_whole_of_a_small_screen(screened: AppContext) -> None:
    async with opened(screened, "question_mark", size=(40, 14)) as person:
        assert "Basics" not in person.sees


async def test_text_is_selected_with_the_mouse_and_copied(screened: AppContext) -> None:
    async with opened(screened, size=(120, 40)) as person:
        x, y = person.place_of("Today can be the first day")
        await person.drag((x, y), (x + len("Today can be the first day"), y))
        await person.press("ctrl+c")
        assert "Today can be the first" in person.app.clipboard


async def test_enter_starts_after_a_click_next_to_the_list(screened: AppContext) -> None:
    async with opened(screened, size=(120, 40)) as person:
        await person.click_at(119, 20)
        await person.press("enter")
        person.on(ReadyScreen)


@pytest.mark.parametrize("size", [(40, 14), (60, 20), (80, 24)])
async def test_no_key_in_the_footer_is_cut(screened: AppContext, size: tuple[int, int]) -> None:
    async with opened(screened, "d", size=size) as person:
        shown = " ".join(person.sees.splitlines()[-1].split())
        assert re.fullmatch(r"Enter start esc back p plan( f (stop )?follow(ing)?)? \? keys", shown), shown
