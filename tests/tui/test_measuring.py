"""Measuring the range on the screens: asked for where it is wanted, led through, and charted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.tui.looking import answer_no, clock_of, every_size, opened
from textual.widgets import Input

from stretch_coach.record.lines import Measure
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.measures import note
from stretch_coach.tui.screens.history import HistoryScreen
from stretch_coach.tui.screens.measuring import MeasuringScreen
from stretch_coach.tui.screens.today import TodayScreen

ASKED = "You last measured your range on"
DAY_MS = 86_400_000


@pytest.fixture
def screened(context: AppContext) -> AppContext:
    """A user who has answered the first question."""
    answer_no(context)
    return context


def measured(context: AppContext) -> list[Measure]:
    """What was measured so far."""
    return [line for line in context.lines() if isinstance(line, Measure)]


@every_size
async def test_one_key_leads_through_measuring_and_shows_what_became_of_it(
    screened: AppContext, size: tuple[int, int]
) -> None:
    async with opened(screened, size=size) as person:
        await person.press("w")
        screen = person.on(MeasuringScreen)
        assert "Only to the first clear pull." in person.reads
        await person.press("enter")
        assert "Fingertips to the floor." in person.reads
        await person.write("12")
        await person.press("enter")
        assert [(line.what, line.value) for line in measured(screened)] == [("fingertip-floor", 12.0)]
        while screen.turn is not None:
            await person.press("enter")
        assert "12 cm, the first time" in person.reads
        await person.press("enter")
        person.on(TodayScreen)


async def test_what_is_no_value_is_said_and_stays(screened: AppContext) -> None:
    async with opened(screened, "w", "enter") as person:
        screen = person.on(MeasuringScreen)
        await person.write("900")
        await person.press("enter")
        assert "expected 0 to 100 cm, found 900" in person.notified
        assert screen.query_one(Input).value == "900"
        screen.query_one(Input).value = "-.-"
        await person.press("enter")
        assert "Please type a number" in person.notified
        assert measured(screened) == []


async def test_a_caution_leaves_out_what_it_forbids_and_says_so(context: AppContext) -> None:
    answer_no(context, "osteoporosis")
    async with opened(context, "w") as person:
        assert "Fingertips to the floor: left out, osteoporosis or a past spine fracture." in person.reads
        await person.press("enter")
        assert "1 of 6 Neck turn, left side." in person.reads


async def test_today_never_asks_a_user_who_never_measured(screened: AppContext) -> None:
    async with opened(screened) as person:
        assert ASKED not in person.reads
        assert "not this time" not in person.reads


async def test_today_asks_two_weeks_after_the_last_time_and_not_before(screened: AppContext) -> None:
    note(screened, "fingertip-floor", 20)
    for days, asks in ((13, False), (1, True)):
        clock_of(screened).jump(days * DAY_MS)
        async with opened(screened, size=(120, 40)) as person:
            assert (ASKED in person.reads) is asks


async def test_not_this_time_asks_again_in_two_weeks(screened: AppContext) -> None:
    note(screened, "fingertip-floor", 20)
    clock_of(screened).jump(14 * DAY_MS)
    async with opened(screened, size=(120, 40)) as person:
        await person.press("o")
        assert ASKED not in person.reads
        clock_of(screened).jump(14 * DAY_MS)
        person.on(TodayScreen).reload()
        await person.settle()
        assert ASKED in person.reads


async def test_history_charts_what_was_measured(screened: AppContext) -> None:
    today = screened.practice_day()
    for ago, value in ((28, 30), (14, 25), (0, 18)):
        note(screened, "fingertip-floor", value, day=today - timedelta(days=ago))
    async with opened(screened, "h", "7", size=(120, 40)) as person:
        person.on(HistoryScreen)
        assert "▁▄█" in person.reads
        assert "12 cm better" in person.reads
    async with opened(screened, "w", "enter", size=(80, 24)) as person:
        assert "The last time: 18 cm" in person.reads


async def test_measuring_is_no_part_of_the_streak(screened: AppContext) -> None:
    note(screened, "fingertip-floor", 20)
    assert screened.habit_stats().streak == 0
