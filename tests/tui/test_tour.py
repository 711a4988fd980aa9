"""The first minute: one key asked for at a time, nothing required, nothing kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from tests.tui.looking import Person

from stretch_coach.services.app_context import AppContext
from stretch_coach.services.ui_state import toured
from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.tour import RememberScreen, TourScreen

LOOK_MS = 1000


@asynccontextmanager
async def first_minute(context: AppContext, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Person]:
    """Start the program with the first minute."""
    app = StretchApp(context, tour=True)
    async with app.run_test(size=size) as pilot:
        person = Person(pilot, context)
        await person.settle()
        yield person
    if app.running is not None:
        app.running.close()
    context.close()


async def until_asked(person: Person, lesson: str) -> None:
    """Let time pass until a lesson is asked."""
    for _ in range(80):
        screen = person.on(TourScreen)
        if screen.tour.lesson == lesson:
            await person.settle()
            return
        person.clock.jump(LOOK_MS)
        screen.look()
    message = f"{lesson} is never asked:\n{person.sees}"
    raise AssertionError(message)


@pytest.mark.parametrize("size", [(100, 30), (40, 14)])
async def test_what_to_press_is_shown_in_a_line(context: AppContext, size: tuple[int, int]) -> None:
    async with first_minute(context, size) as person:
        assert "Nothing here counts." in person.sees
        await until_asked(person, "pause")
        assert "space  pauses" in person.sees


async def test_what_was_done_is_ticked_and_the_next_thing_is_asked(context: AppContext) -> None:
    async with first_minute(context) as person:
        await until_asked(person, "pause")
        await person.press("space")
        assert "✓" in person.sees
        assert "resumes" in person.sees
        await person.press("space")
        await person.wait(3500)
        assert person.on(TourScreen).tour.done >= {"pause", "resume"}


async def test_a_lesson_nobody_takes_makes_way(context: AppContext) -> None:
    async with first_minute(context) as person:
        await until_asked(person, "pause")
        await until_asked(person, "hurts")
        assert not person.on(TourScreen).tour.done


async def test_a_lesson_can_be_clicked(context: AppContext) -> None:
    async with first_minute(context) as person:
        await until_asked(person, "pause")
        await person.click("pauses, whenever")
        assert "pause" in person.on(TourScreen).tour.done


async def test_the_end_says_what_to_remember_and_leads_to_today(context: AppContext) -> None:
    async with first_minute(context) as person:
        await until_asked(person, "pause")
        await person.press("q", "y")
        person.on(RememberScreen)
        assert "this hurts: stops at once" in person.sees
        await person.press("enter")
        assert not isinstance(person.screen, PlayerScreen)
        assert toured(context.settings)
        assert not context.lines()
