"""The library's screen: found as one types, read in full, copied, and added to a routine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.fake_library import ENTRIES, FakeLibrary
from tests.tui.fakes import FakeCoach
from tests.tui.looking import SIZES, app_with, read, seen

from stretch_coach.library_views import OwnRoutine
from stretch_coach.tui.demonstrator import figure_style
from stretch_coach.tui.glyphs import ASCII, UNICODE
from stretch_coach.tui.pages import library as page
from stretch_coach.tui.screens.library import LibraryScreen

if TYPE_CHECKING:
    from stretch_coach.tui.app import StretchApp


@pytest.fixture
def coach() -> FakeCoach:
    """Return a coach with three exercises and one routine of the person's own."""
    coach = FakeCoach()
    coach.exercises = FakeLibrary(OwnRoutine("evening", "Evening", 4))
    return coach


def screen_of(app: StretchApp) -> LibraryScreen:
    """Return the library's screen, which is open."""
    assert isinstance(app.screen, LibraryScreen)
    return app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_typing_finds_and_enter_reads(coach: FakeCoach, size: tuple[int, int]) -> None:
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        assert "3 exercises" in seen(app)
        await pilot.press(*"knees")
        await pilot.pause()
        assert "1 of 3" in seen(app)
        assert "Both knees to chest" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        card = {120: 40, 80: 30, 40: 0}[size[0]]
        text = ""
        for _ in range(8):
            text += " ".join(line[card : size[0] - 1] for line in seen(app).split("\n"))
            await pilot.press("pagedown")
            await pilot.pause()
        text = " ".join(text.split())
        for piece in ("On your back, knees bent.", "Breathe easily.", "Yanking.", "Osteoporosis", "Mayo Clinic"):
            assert piece in text, piece


async def test_letters_are_letters_while_one_types_and_keys_while_one_reads(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", "c", "h")
        await pilot.pause()
        assert "2 of 3" in seen(app)
        assert app.clipboard == ""
        await pilot.press("enter", "c")
        await pilot.pause()
        assert app.clipboard == "  - exercise: both-knees\n"


async def test_the_easier_way_is_a_link_and_escape_leads_back_step_by_step(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"both", "enter")
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        entry = screen_of(app).entry
        assert entry is not None
        assert entry.exercise.name == "knee-to-chest"
        await pilot.press("escape")
        await pilot.pause()
        assert screen_of(app).reading
        entry = screen_of(app).entry
        assert entry is not None
        assert entry.exercise.name == "both-knees"
        await pilot.press("escape")
        await pilot.pause()
        assert not screen_of(app).reading
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, LibraryScreen)


async def test_a_way_that_is_no_exercise_is_no_link(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"bridge", "enter", "h", "e")
        await pilot.pause()
        entry = screen_of(app).entry
        assert entry is not None
        assert entry.exercise.name == "hip-bridge"
        assert "harder" not in seen(app).split("\n")[-1]


@pytest.mark.parametrize("size", SIZES)
async def test_a_step_is_added_to_the_routine_that_is_chosen(coach: FakeCoach, size: tuple[int, int]) -> None:
    app = app_with(coach)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.press("slash", "enter", "a")
        await pilot.pause()
        assert "Both knees to chest becomes the last step of" in read(app)
        assert "4 steps" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert coach.exercises.added == [("evening", "both-knees")]
        screen_of(app)


async def test_a_new_routine_can_be_begun_and_escape_adds_nothing(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", "enter", "a", "escape")
        await pilot.pause()
        assert coach.exercises.added == []
        await pilot.press("a", "down", "enter")
        await pilot.pause()
        assert coach.exercises.added == [("", "both-knees")]


@pytest.mark.parametrize("keys", [("c",), ("a", "enter")])
async def test_what_cannot_be_done_is_said_and_the_screen_stays(coach: FakeCoach, keys: tuple[str, ...]) -> None:
    coach.exercises.refuses = "the file has [mistakes], so nothing is added"
    app = app_with(coach)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("slash", "enter", *keys)
        await pilot.pause(0.1)
        assert "[mistakes]" in seen(app)
        screen_of(app)


async def test_a_broken_file_is_shown_below_the_others_until_one_searches(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        assert "line 3: expected a field" in read(app)
        await pilot.press("x")
        await pilot.pause()
        assert "Nothing fits" in seen(app)
        assert "expected a field" not in read(app)
        await pilot.press("enter", "backspace")
        await pilot.pause()
        assert "3 exercises" in seen(app)


async def test_a_click_chooses_an_exercise_and_a_click_on_a_link_follows_it(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        lines = seen(app).split("\n")
        row = next(n for n, line in enumerate(lines) if "Both knees" in line)
        await pilot.click(offset=(5, row))
        await pilot.pause()
        assert screen_of(app).reading
        lines = seen(app).split("\n")
        row = next(n for n, line in enumerate(lines) if "→ Knee to chest" in line)
        await pilot.click(offset=(lines[row].index("→"), row))
        await pilot.pause()
        entry = screen_of(app).entry
        assert entry is not None
        assert entry.exercise.name == "knee-to-chest"


@pytest.mark.parametrize("width", [36, 48, 76, 120])
@pytest.mark.parametrize("height", [14, 24, 40])
def test_a_card_fits_its_width_and_has_its_figure(width: int, height: int) -> None:
    for glyphs in (UNICODE, ASCII):
        style = figure_style(glyphs, "xterm")
        lines = page.card(ENTRIES[0], {"knee-to-chest": "Knee to chest"}, (width, height), style, glyphs)
        assert all(line.cell_length <= width for line in lines)
        drawn = "\n".join(line.plain for line in lines)
        assert ("⣿" in drawn or "⢸" in drawn) == (glyphs is UNICODE)


def test_a_figure_that_cannot_be_drawn_is_left_out() -> None:
    from stretch_coach.values import replace

    exercise = replace(ENTRIES[0].exercise, figure={"start": {"tail": "1"}})
    assert page.figure_lines(exercise, 80, "braille") == []
