"""Today: what is due, what was done, and one key to begin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.tui.fakes import TODAY, FakeCoach, unfinished, yesterday
from tests.tui.looking import SIZES, app_with, seen

from stretch_coach.errors import StorageError
from stretch_coach.tui.screens.details import DetailsScreen
from stretch_coach.tui.screens.help import HelpScreen
from stretch_coach.tui.screens.plan import PlanScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.screens.summary import RatingScreen
from stretch_coach.tui.screens.today import TodayScreen
from stretch_coach.tui.screens.unfinished import UnfinishedScreen
from stretch_coach.values import replace


@pytest.fixture
def coach() -> FakeCoach:
    """Return a coach with an ordinary day."""
    return FakeCoach()


@pytest.mark.parametrize("size", SIZES)
async def test_the_essentials_stand_on_the_first_screen_at_every_size(coach: FakeCoach, size: tuple[int, int]) -> None:
    app = app_with(coach)
    async with app.run_test(size=size):
        text = seen(app)
        assert "Basics" in text
        assert "9 min" in text
        assert "due today" in text
        assert "treak" in text
        assert "tomorrow" in text
        assert "start" in text


async def test_a_wide_screen_shows_the_whole_day(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)):
        text = seen(app)
        for piece in (
            "Pelvic tilt · Knee to chest", "not due today", "done today", "47 min this week", "1 of 2 grace days",
            "Longest 31 · score 58 %", "A pillow between", "Sunday 22 November", "Files with mistakes",
            "line 7, column 11", "and 2 more problems",
        ):  # fmt: skip
            assert piece in text
        assert '"[long]"' in text, "words of a file are never markup"


async def test_the_chosen_routine_starts_with_enter(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReadyScreen)
        assert coach.told == [("ready", "relief")]


async def test_a_click_chooses_and_a_second_one_starts(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        rows = seen(app).splitlines()
        y = next(n for n, row in enumerate(rows) if "Loosen" in row)
        await pilot.click(offset=(8, y))
        assert isinstance(app.screen, TodayScreen)
        assert app.screen.card is not None
        assert app.screen.card.name == "loosen"
        await pilot.click(offset=(8, y))
        await pilot.pause()
        assert isinstance(app.screen, ReadyScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_chosen_row_is_always_in_sight(coach: FakeCoach, size: tuple[int, int]) -> None:
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        for _ in range(8):
            await pilot.press("down")
        await pilot.pause()
        assert "mine" in seen(app)
        for _ in range(8):
            await pilot.press("up")
        await pilot.pause()
        assert "Basics" in seen(app)


async def test_a_broken_file_cannot_be_started(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press(*["down"] * 9, "enter", "d", "p", "f")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert coach.told == []


@pytest.mark.parametrize(("key", "screen"), [("d", DetailsScreen), ("p", PlanScreen), ("question_mark", HelpScreen)])
async def test_one_key_leads_to_each_other_screen_and_escape_back(coach: FakeCoach, key: str, screen: type) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, screen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


async def test_following_is_one_key(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("f", "down", "down", "f")
        assert coach.told == [("follow", "basics", False), ("follow", "relief", True)]


async def test_where_the_screens_cannot_make_way_the_command_for_editing_is_told(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert "stretch-coach edit basics" in "".join(note.message for note in app._notifications)


@pytest.mark.parametrize(("key", "pain"), [("0", 0), ("7", 7), ("t", 10)])
async def test_the_morning_after_is_asked_and_answered_with_one_key(coach: FakeCoach, key: str, pain: int) -> None:
    coach.view = replace(coach.view, morning=yesterday())
    app = app_with(coach)
    async with app.run_test() as pilot:
        assert "The morning after Basics" in seen(app)
        await pilot.press(key)
        await pilot.pause()
        assert coach.told == [("rate", "s0", None, None, pain)]
        assert "The morning after" not in seen(app)


async def test_the_morning_question_is_never_in_the_way_of_a_start(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, morning=yesterday())
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReadyScreen)


async def test_digits_mean_nothing_where_nothing_is_asked(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("3", "t", "r", "k", "x", "a", "c")
        assert coach.told == []
        assert isinstance(app.screen, TodayScreen)


async def test_advice_stays_until_it_is_acknowledged(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, advice="Three days on and not easing? Please ask a pharmacist, physio or doctor.")
    app = app_with(coach)
    async with app.run_test() as pilot:
        assert "not easing" in seen(app)
        await pilot.press("a")
        await pilot.pause()
        assert "not easing" not in seen(app)


@pytest.mark.parametrize(("key", "told"), [("k", "keep"), ("x", "discard")])
async def test_a_session_that_was_cut_off_is_kept_or_discarded_by_one_key(
    coach: FakeCoach, key: str, told: str
) -> None:
    coach.view = replace(coach.view, unfinished=unfinished())
    app = app_with(coach)
    async with app.run_test() as pilot:
        assert "after 3 of 6" in seen(app)
        await pilot.press(key)
        await pilot.pause()
        assert coach.told == [(told,)]
        assert "after 3 of 6" not in seen(app)


async def test_a_session_that_was_cut_off_is_resumed_by_one_key(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, unfinished=unfinished())
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("r")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, PlayerScreen)


async def test_later_a_cut_off_session_can_only_be_kept_or_discarded(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, unfinished=replace(unfinished(), can_resume=False, day=TODAY - timedelta(days=1)))
    app = app_with(coach)
    async with app.run_test() as pilot:
        assert "resume" not in seen(app)
        await pilot.press("r")
        assert coach.told == []


async def test_starting_another_asks_about_the_cut_off_one_first(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, unfinished=unfinished())
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        asked: object = app.screen
        assert isinstance(asked, UnfinishedScreen)
        await pilot.press("k")
        await pilot.pause()
        assert isinstance(app.screen, ReadyScreen)
        assert ("keep",) in coach.told


async def test_the_last_rating_can_be_corrected(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, last=yesterday())
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, RatingScreen)
        assert "✓ ok" in seen(app)
        await pilot.press("h", "5", "enter")
        await pilot.pause()
        assert coach.told == [("rate", "s0", "hard", 2, None), ("rate", "s0", "hard", 5, None)]
        assert isinstance(app.screen, TodayScreen)


async def test_a_disk_that_refuses_is_told_and_nothing_breaks(
    coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        message = "The record cannot be written: [disk] is full."
        raise StorageError(message)

    monkeypatch.setattr(coach, "follow", refuse)
    app = app_with(coach)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("f")
        await pilot.pause(0.2)
        assert "[disk] is full" in seen(app)


async def test_a_new_practice_day_is_noticed(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        coach.view = replace(coach.view, day=TODAY + timedelta(days=1))
        assert isinstance(app.screen, TodayScreen)
        app.screen._look_at_day()
        await pilot.pause()
        assert "Monday 23 November" in seen(app)


async def test_routines_and_palettes_are_found_by_name(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause(0.3)
        text = seen(app)
        assert "Start Basics" in text
        await pilot.press(*"contr")
        await pilot.pause(0.3)
        assert "Colours: high contrast" in seen(app)
        await pilot.press("escape")
        app.choose_theme("light")
        assert coach.told == [("theme", "light")]
        assert app.current_theme.dark is False


async def test_without_followed_routines_the_way_to_follow_is_told(coach: FakeCoach) -> None:
    cards = tuple(replace(card, followed=False) for card in coach.view.routines)
    coach.view = replace(
        coach.view, routines=cards, broken=(), streak=replace(coach.view.streak, streak=0, safe_until=None)
    )
    app = app_with(coach)
    async with app.run_test(size=(120, 40)):
        text = seen(app)
        assert "press f" in text
        assert "Today can be the first day." in text


async def test_q_leaves(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("q")
    assert app.return_value == 0
