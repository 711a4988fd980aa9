"""History: every day of a year on a map, a day in full, and curves whose scale comes from the data."""

from __future__ import annotations

import pytest
from tests.tui.looking import Person, answer_no, every_size, opened, record_session
from tests.tui.sessions import next_day, play_through, write_routine
from textual.widgets import DataTable, Label, TabbedContent

from stretch_coach.services.app_context import AppContext
from stretch_coach.tui.screens.history import HistoryScreen
from stretch_coach.tui.widgets.chart import round_top
from stretch_coach.tui.widgets.exercise_picture import Gallery
from stretch_coach.tui.widgets.year_map import YearMap


@pytest.fixture
def practised(context: AppContext) -> AppContext:
    """A user who practised on some of the last five days: in full, missed, in part, in full; today is open."""
    answer_no(context)
    write_routine(context)
    play_through(context, pain=3)
    next_day(context, 2)
    play_through(context, stop_after_ms=40_000)
    next_day(context)
    play_through(context, felt="hard", pain=1)
    next_day(context)
    return context


async def open_history(person: Person) -> HistoryScreen:
    """Open the screen from the program."""
    person.app.show_history()
    await person.settle()
    return person.on(HistoryScreen)


@every_size
async def test_each_size_shows_the_map_the_day_and_the_way_back(practised: AppContext, size: tuple[int, int]) -> None:
    async with opened(practised, size=size) as person:
        await open_history(person)
        assert all(day in person.sees for day in ("Mon", "Sun", "Thursday 26 November", "not done yet", "back"))


async def test_days_differ_by_their_shape(practised: AppContext) -> None:
    async with opened(practised, size=(120, 40)) as person:
        screen = await open_history(person)
        kinds = [screen.query_one(YearMap).kind_of(day.day) for day in screen.history.view.days]
        assert kinds == ["done-4", "graced", "graced", "done-4", "pending"]
        for word in ("done", "free day", "today", "scheduled"):
            assert word in person.sees


async def test_an_arrow_chooses_a_day_and_shows_its_sessions(practised: AppContext) -> None:
    async with opened(practised, size=(120, 40)) as person:
        screen = await open_history(person)
        await person.press("up")
        assert "Wednesday 25 November done" in person.reads
        assert "felt hard" in person.sees
        table = screen.query_one("#steps", DataTable)
        rows = [[str(cell) for cell in table.get_row_at(n)] for n in range(table.row_count)]
        assert [row[0].strip() for row in rows] == [
            "Try this",
            "Marching on the spot",
            "Knee to chest",
            "Calm breathing",
        ]
        assert rows[2][1:3] == ["1:20", "1:20"]


@every_size
async def test_a_day_that_is_open_shows_what_it_asks_for(practised: AppContext, size: tuple[int, int]) -> None:
    async with opened(practised, size=size) as person:
        screen = await open_history(person)
        table = screen.query_one("#steps", DataTable)
        rows = [[str(cell).strip() for cell in table.get_row_at(n)] for n in range(table.row_count)]
        (due,) = screen.history.due(screen.history.view.today)
        assert [row[0] for row in rows] == [due.title, *(step.title for step in due.rows)]
        assert all(row[1] for row in rows[1:])
        assert "2 min" in rows[1][1]


async def test_the_exercises_of_a_day_are_pictured_where_there_is_room(practised: AppContext) -> None:
    async with opened(practised, size=(120, 40)) as person:
        screen = await open_history(person)
        gallery = screen.query_one(Gallery)
        assert "Bird dog" in titles(gallery)
        await person.press("up")
        assert titles(gallery) == ["Marching on the spot", "Knee to chest", "Calm breathing"]
        await person.press("up", "up")
        assert "free day" in person.reads
        assert titles(gallery) == []
        await person.press("down", "down")
        await person.resize(80, 24)
        assert titles(gallery) == []
        await person.resize(120, 40)
        assert titles(gallery) == ["Marching on the spot", "Knee to chest", "Calm breathing"]


def titles(gallery: Gallery) -> list[str]:
    """What is written under the pictures, where they are shown."""
    return [str(label.render()) for label in gallery.query(Label)] if gallery.display else []


async def test_the_chart_of_holds_opens_on_the_exercise_that_changed_most(context: AppContext) -> None:
    answer_no(context)
    for days_ago, hold_ms in ((3, 10_000), (2, 15_000), (1, 20_000)):
        record_session(context, days_ago, hold_ms=hold_ms, also="marching")
    async with opened(context, size=(120, 40)) as person:
        await open_history(person)
        await person.press("4")
        assert "Longest hold of Seated twist: from 10 s" in person.reads


async def test_a_click_chooses_a_day(practised: AppContext) -> None:
    async with opened(practised, size=(120, 40)) as person:
        screen = await open_history(person)
        x, y = person.place_of("Sun ")
        at = screen.query_one(YearMap)
        column = person.sees.splitlines()[y + 0].rindex("■")
        await person.click_at(column, y)
        assert at.selected == screen.history.view.days[0].day
        assert x == at.region.x


async def test_a_day_alone_is_shown_with_enter_and_left_with_escape(practised: AppContext) -> None:
    async with opened(practised, size=(40, 14)) as person:
        await open_history(person)
        await person.press("up", "enter")
        assert "Knee to chest" in person.sees
        await person.press("escape")
        person.on(HistoryScreen)
        assert "Mon" in person.sees


CURVES = {"2": "min on 3 of 28 days", "3": "○ before, ● after", "4": "Longest hold of", "5": "Score: from"}


@pytest.mark.slow
async def test_each_curve_is_said_in_figures_too(practised: AppContext) -> None:
    async with opened(practised, size=(120, 40)) as person:
        await open_history(person)
        for key, words in CURVES.items():
            await person.press(key)
            assert words in person.reads


async def test_the_span_and_the_exercise_are_chosen_by_keys(practised: AppContext) -> None:
    async with opened(practised, size=(120, 40)) as person:
        await open_history(person)
        await person.press("4", "s")
        assert "a year" in person.sees
        before = person.reads.partition("Longest hold of ")[2]
        await person.press("e")
        assert person.reads.partition("Longest hold of ")[2] != before


async def test_tabs_are_opened_by_clicks(practised: AppContext) -> None:
    async with opened(practised, size=(120, 40)) as person:
        screen = await open_history(person)
        await person.click("Score")
        assert screen.query_one(TabbedContent).active == "score"


async def test_what_is_said_of_a_day_can_be_copied(practised: AppContext) -> None:
    async with opened(practised, size=(120, 40)) as person:
        await open_history(person)
        x, y = person.place_of("Thursday 26")
        await person.drag((x, y), (x + 8, y))
        assert "Thursday" in (person.screen.get_selected_text() or "")


async def test_an_empty_record_says_what_will_be_here(context: AppContext) -> None:
    async with opened(context) as person:
        await open_history(person)
        assert "Your days appear here after your first session." in person.reads


@pytest.mark.parametrize(("highest", "top"), [(1, 1), (7, 8), (8, 8), (11, 12), (44, 50), (45.5, 50), (101, 120)])
def test_the_top_of_a_scale_is_the_next_round_number(highest: float, top: float) -> None:
    assert round_top(highest) == top
