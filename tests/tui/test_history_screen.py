"""The history screen: days as marks, a day in full, and charts; by keys and by mouse."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from tests.tui.fake_coach import FakeCoach
from tests.tui.fake_history import EXCUSED, GRACED, MISSED, TODAY, FakeHistory, ago
from tests.tui.looking import every_size, flat, opened

from stretch_coach.tui.glyphs import ASCII, UNICODE, Glyphs
from stretch_coach.tui.pages import calendar, charts
from stretch_coach.tui.screens.history import HistoryScreen
from stretch_coach.tui.words.history import LEGEND, STATE


@every_size
async def test_the_map_has_a_labelled_row_for_each_weekday_at_every_size(size: tuple[int, int]) -> None:
    async with opened(FakeCoach(), "h", size=size) as person:
        text = person.sees
        for name in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"):
            assert re.search(rf"^ {name} [■□◇◧~–○+·]", text, re.MULTILINE), name
        assert "Nov" in text
        assert "■ done" in text
        assert all(len(line) <= size[0] for line in text.split("\n"))


@pytest.mark.parametrize("width", [38, 57, 76, 77, 109, 118, 200])
def test_the_newest_page_of_the_map_ends_a_week_after_this_one_and_fits(width: int) -> None:
    view = FakeHistory().view
    weeks = calendar.weeks_shown(view, TODAY, width)
    assert weeks.last == date(2026, 11, 29)
    for line in calendar.year_map(view, TODAY, width, UNICODE):
        assert line.cell_length <= width + 1


def test_pages_of_the_map_follow_each_other_without_gap_or_overlap() -> None:
    view = FakeHistory().view
    newest = calendar.weeks_shown(view, TODAY, 77)
    before = calendar.weeks_shown(view, newest.monday - timedelta(days=1), 77)
    assert before.last + timedelta(days=1) == newest.monday
    assert newest.number == calendar.YEAR_WEEKS


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_state_has_a_mark_of_its_own_so_that_none_needs_colour(glyphs: Glyphs) -> None:
    marks = [calendar.glyph(mark, glyphs) for mark in STATE]
    assert len(set(marks)) == len(marks)
    assert all(len(mark) == 1 for mark in marks)
    assert {mark for mark, _ in LEGEND} == set(STATE) - {"before", "free"}


async def test_arrows_go_by_weeks_and_days_on_the_map_and_by_days_and_weeks_in_the_month() -> None:
    async with opened(FakeCoach(), "h") as person:
        screen = person.on(HistoryScreen)
        await person.press("left", "up")
        assert screen.look.selected == ago(8)
        await person.press("m", "left", "up")
        assert screen.look.selected == ago(16)
        assert "November 2026" in person.sees
        await person.press("comma")
        assert screen.look.selected == date(2026, 10, 6)
        await person.press("t")
        assert screen.look.selected == TODAY


async def test_the_choice_stays_between_the_first_day_on_record_and_the_days_worked_out() -> None:
    async with opened(FakeCoach(), "h") as person:
        screen = person.on(HistoryScreen)
        await person.press(*["right"] * 6)
        assert screen.look.selected == screen.look.view.until
        assert "nothing is asked for" in person.sees
        for _ in range(120):
            screen.action_move(-1, 0)
        assert screen.look.selected == screen.look.view.days[0].day


@every_size
async def test_a_day_opens_with_planned_and_held_of_each_step_felt_and_pain(size: tuple[int, int]) -> None:
    async with opened(FakeCoach(), "h", "up", "enter", size=size) as person:
        text = flat(await person.leaf(4))
        for piece in (
            "Basics",
            "07:12",
            "held 2:32 of 3:50",
            "felt ok",
            "pain before 3, after 1, next morning 2",
            "1:30 of 2:00 partly",
            "0:12 of 1:00 hurt",
        ):
            assert piece in text, piece
        await person.press("escape")
        assert "Mon " in person.sees


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (MISSED, "missed"),
        (GRACED, "a grace day kept the streak"),
        (GRACED, "Walking, 30 min"),
        (EXCUSED, "Excused: travel."),
        (0, "still open"),
        (-1, "asked for by the schedule"),
    ],
)
async def test_a_day_says_in_words_what_it_was(days: int, told: str) -> None:
    async with opened(FakeCoach(), "h") as person:
        person.on(HistoryScreen)._select(ago(days))
        await person.settle()
        assert told in person.reads


async def test_the_page_says_best_and_current_streak_and_what_is_asked_for_next() -> None:
    async with opened(FakeCoach(), "h", size=(120, 40)) as person:
        text = person.reads
        assert "Streak 12 days · best 41 · score 78 % · safe until tomorrow · grace 1 of 2" in text
        assert "Next: today, tomorrow, Wednesday, Friday." in text


@every_size
async def test_tab_goes_round_the_charts_and_each_says_in_figures_what_it_shows(size: tuple[int, int]) -> None:
    coach = FakeCoach()
    async with opened(coach, "h", size=size) as person:
        found = ""
        for _ in range(5):
            await person.press("pagedown")
            found += person.reads
            await person.press("home", "tab")
            found += person.reads
        for piece in ("min on", "before", "after", "From 27 s", "Longest hold of Knee to chest", "highest 100 %"):
            assert piece in found, piece


async def test_e_charts_another_exercise_and_s_another_span() -> None:
    async with opened(FakeCoach(), "h", "4", "e", size=(120, 40)) as person:
        assert "Longest hold of Hip bridge: 3 months" in person.reads
        await person.press("s", "s")
        assert "Longest hold of Hip bridge: all" in person.reads
        await person.press("e")
        assert "Longest hold of Knee to chest" in person.reads


async def test_a_curve_is_read_once_while_one_goes_from_day_to_day() -> None:
    history = FakeHistory()
    async with opened(FakeCoach(), size=(120, 40)) as person:
        await person.app.push_screen(HistoryScreen(history, person.app.glyphs))
        await person.press("left", "up", "right", "m", "left")
        assert history.asked == [("minutes", "")]


async def test_a_click_chooses_a_day_and_a_second_one_opens_it() -> None:
    async with opened(FakeCoach(), "h", size=(120, 40)) as person:
        lines = person.sees.split("\n")
        row = next(n for n, line in enumerate(lines) if line.startswith(" Sun"))
        column = lines[row].index("○") - 2
        await person.click_at(column, row)
        assert person.on(HistoryScreen).look.selected == ago(7)
        await person.click_at(column, row)
        assert person.on(HistoryScreen).look.mode == "day"


async def test_a_click_on_the_name_of_a_chart_shows_it() -> None:
    async with opened(FakeCoach(), "h") as person:
        await person.click("Score", beside="[Day]")
        assert "[Score]" in person.sees


async def test_an_empty_record_says_where_its_days_will_stand() -> None:
    async with opened(FakeCoach()) as person:
        await person.app.push_screen(HistoryScreen(FakeHistory(days=1), person.app.glyphs))
        await person.settle()
        assert "Nothing is on record yet." in person.reads
        for key in ("2", "3", "4", "5"):
            await person.press(key)
            assert "Nothing on record in this span." in person.reads


async def test_escape_goes_back_to_today() -> None:
    async with opened(FakeCoach(), "h") as person:
        person.on(HistoryScreen)
        await person.press("escape")
        assert not isinstance(person.screen, HistoryScreen)


@pytest.mark.parametrize("days", [1, 7, 28, 91, 365, 3653])
@pytest.mark.parametrize("width", [36, 60, 109])
@pytest.mark.parametrize("name", ["minutes", "pain", "hold", "score"])
def test_a_chart_of_any_span_fits_its_width(days: int, width: int, name: str) -> None:
    history = FakeHistory(days=3700)
    frame = charts.Frame(TODAY - timedelta(days=days - 1), TODAY, TODAY, 5)
    curve = next(history.curve(known) for known in ("minutes", "pain", "hold", "score") if known == name)
    lines = charts.chart(curve, frame, width, UNICODE)
    assert all(line.cell_length <= width for line in lines)
