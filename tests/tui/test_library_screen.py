"""The library's screen: found as one types, read in full, copied, and added to a routine."""

from __future__ import annotations

import pytest
from tests.tui.fake_coach import FakeCoach
from tests.tui.fake_library import ENTRIES, FakeLibrary
from tests.tui.looking import Person, every_size, flat, opened

from stretch_coach.services.library import OwnRoutine
from stretch_coach.tui.demonstrator import figure_style
from stretch_coach.tui.glyphs import ASCII, UNICODE
from stretch_coach.tui.pages import library as page
from stretch_coach.tui.screens.library import LibraryScreen


@pytest.fixture
def coach() -> FakeCoach:
    """Return a coach with three exercises and one routine of the person's own."""
    coach = FakeCoach()
    coach.exercises = FakeLibrary(OwnRoutine("evening", "Evening", 4))
    return coach


def chosen(person: Person) -> str:
    """Return the name of the exercise that the screen of exercises shows."""
    entry = person.on(LibraryScreen).entry
    assert entry is not None
    return entry.exercise.name


@every_size
async def test_typing_finds_and_enter_reads(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with opened(coach, "slash", size=size) as person:
        assert "3 exercises" in person.sees
        await person.press(*"knees")
        assert "1 of 3" in person.sees
        assert "Both knees to chest" in person.sees
        await person.press("enter")
        card = {120: 40, 80: 30, 40: 0}[size[0]]
        text = ""
        for _ in range(8):
            text += " ".join(line[card : size[0] - 1] for line in person.sees.split("\n"))
            await person.press("pagedown")
        text = flat(text)
        for piece in ("On your back, knees bent.", "Breathe easily.", "Yanking.", "Osteoporosis", "Mayo Clinic"):
            assert piece in text, piece


async def test_letters_are_letters_while_one_types_and_keys_while_one_reads(coach: FakeCoach) -> None:
    async with opened(coach, "slash", "c", "h", size=(120, 40)) as person:
        assert "2 of 3" in person.sees
        assert person.app.clipboard == ""
        await person.press("enter", "c")
        assert person.app.clipboard == "  - exercise: both-knees\n"


async def test_the_easier_way_is_a_link_and_escape_leads_back_step_by_step(coach: FakeCoach) -> None:
    async with opened(coach, "slash", *"both", "enter", size=(120, 40)) as person:
        await person.press("e")
        assert chosen(person) == "knee-to-chest"
        await person.press("escape")
        assert person.on(LibraryScreen).reading
        assert chosen(person) == "both-knees"
        await person.press("escape")
        assert not person.on(LibraryScreen).reading
        await person.press("escape")
        assert not isinstance(person.screen, LibraryScreen)


async def test_a_way_that_is_no_exercise_is_no_link(coach: FakeCoach) -> None:
    async with opened(coach, "slash", *"bridge", "enter", "h", "e", size=(120, 40)) as person:
        assert chosen(person) == "hip-bridge"
        assert "harder" not in person.sees.split("\n")[-1]


@every_size
async def test_a_step_is_added_to_the_routine_that_is_chosen(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with opened(coach, "slash", "enter", "a", size=size, notifications=True) as person:
        assert "Both knees to chest becomes the last step of" in person.reads
        assert "4 steps" in person.sees
        await person.press("enter")
        assert coach.exercises.added == [("evening", "both-knees")]
        person.on(LibraryScreen)


async def test_a_new_routine_can_be_begun_and_escape_adds_nothing(coach: FakeCoach) -> None:
    async with opened(coach, "slash", "enter", "a", "escape") as person:
        assert coach.exercises.added == []
        await person.press("a", "down", "enter")
        assert coach.exercises.added == [("", "both-knees")]


@pytest.mark.parametrize("keys", [("c",), ("a", "enter")])
async def test_what_cannot_be_done_is_said_and_the_screen_stays(coach: FakeCoach, keys: tuple[str, ...]) -> None:
    coach.exercises.refuses = "the file has [mistakes], so nothing is added"
    async with opened(coach, "slash", "enter", *keys, size=(120, 40), notifications=True) as person:
        await person.pilot.pause(0.1)
        assert "[mistakes]" in person.sees
        person.on(LibraryScreen)


async def test_a_broken_file_is_shown_below_the_others_until_one_searches(coach: FakeCoach) -> None:
    async with opened(coach, "slash", size=(120, 40)) as person:
        assert "line 3: expected a field" in person.reads
        await person.press("x")
        assert "Nothing fits" in person.sees
        assert "expected a field" not in person.reads
        await person.press("enter", "backspace")
        assert "3 exercises" in person.sees


async def test_a_click_chooses_an_exercise_and_a_click_on_a_link_follows_it(coach: FakeCoach) -> None:
    async with opened(coach, "slash", size=(120, 40)) as person:
        await person.click("Both knees")
        assert person.on(LibraryScreen).reading
        await person.click("→ Knee to chest")
        assert chosen(person) == "knee-to-chest"


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
