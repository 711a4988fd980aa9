"""The end of a session: what was planned this morning and done, how it felt, and what comes next."""

from __future__ import annotations

import pytest
from tests.tui.looking import Person, answer_no, every_size, opened, playing
from tests.tui.sessions import LOOK_MS, write_routine

from stretch_coach.record.lines import Session
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.summary import YOU_DECIDE, SummaryScreen


async def finish(person: Person, title: str = "", *keys: str) -> SummaryScreen:
    """Let the session run to its end; press keys in the first hold of an exercise."""
    left = list(keys)
    while isinstance(person.screen, PlayerScreen):
        view = person.screen.view
        if left and view and view.segment and view.segment.kind == "hold" and view.title == title:
            await person.press(*left)
            left = []
        person.clock.jump(LOOK_MS)
        if isinstance(person.screen, PlayerScreen):
            person.screen.look()
        if person.app.running is None or person.app.running.ended:
            await person.settle()
    return person.on(SummaryScreen)


def stored(context: AppContext) -> Session:
    """The session on record."""
    return next(line for line in context.lines() if isinstance(line, Session))


@every_size
async def test_each_size_shows_what_was_held_and_asks_how_it_felt(context: AppContext, size: tuple[int, int]) -> None:
    write_routine(context)
    async with playing(context, "try-this", size=size) as person:
        await finish(person)
        assert "Try this done" in person.reads
        assert "1:20 of 1:20" in person.sees
        await person.press("o")
        assert stored(context).felt == "ok"


async def test_without_pain_nothing_asks_for_it_but_it_can_be_added(context: AppContext) -> None:
    write_routine(context)
    async with playing(context, "try-this", size=(120, 40)) as person:
        await finish(person)
        assert "How much does it hurt" not in person.sees
        await person.press("7")
        assert stored(context).pain_after is None
        await person.press("p", "2")
        assert stored(context).pain_after == 2


async def test_a_session_that_felt_ok_grows_what_was_played_though_no_pain_was_asked_for(context: AppContext) -> None:
    async with playing(context, size=(120, 40)) as person:
        await finish(person)
        assert YOU_DECIDE in person.reads
        await person.press("o")
        assert "went well, so 5 s more." in person.reads
        assert "not rated" not in person.reads


@pytest.mark.parametrize("width", [100, 116])
async def test_what_hurt_is_named_with_its_cause_and_pain_is_asked(context: AppContext, width: int) -> None:
    write_routine(context)
    async with playing(context, "try-this", size=(width, 40)) as person:
        await finish(person, "Knee to chest", "x", "s")
        assert "How much does it hurt now?" in person.sees
        row = next(line for line in person.sees.splitlines() if "Knee to chest" in line)
        assert "you said it hurt" in row
        await person.press("t")
        assert stored(context).pain_after == 10


async def test_the_next_time_is_said_as_a_day(context: AppContext) -> None:
    write_routine(context)
    async with playing(context, "try-this", size=(120, 40)) as person:
        await finish(person)
        assert "Next: tomorrow" in person.sees


@pytest.mark.parametrize("word", ["Easy", *(pytest.param(word, marks=pytest.mark.slow) for word in ("OK", "Hard"))])
async def test_it_is_answered_with_clicks_alone(context: AppContext, word: str) -> None:
    write_routine(context)
    async with playing(context, "try-this", size=(120, 40)) as person:
        await finish(person)
        await person.click(word)
        assert stored(context).felt == word.lower()
        await person.click("it hurts: add how much")
        await person.click(" 3 ")
        assert stored(context).pain_after == 3


async def test_what_was_done_can_be_copied(context: AppContext) -> None:
    write_routine(context)
    async with playing(context, "try-this", size=(120, 40)) as person:
        await finish(person)
        x, y = person.place_of("Knee to chest")
        await person.drag((x, y), (x + 4, y))
        assert "Knee" in (person.screen.get_selected_text() or "")


async def test_a_rehearsal_asks_nothing(context: AppContext) -> None:
    write_routine(context)
    answer_no(context)
    async with opened(context, "enter", play="try-this", options=PlayOptions(day=3), size=(120, 40)) as person:
        await finish(person)
        assert "it counts for nothing" in person.reads
        assert "How did it feel" not in person.sees
