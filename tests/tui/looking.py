"""A person at the screen: presses keys, clicks on words, lets time pass, and reads what is there."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from stretch_coach.record.lines import Level, Outcome, Session, StepLine
from stretch_coach.routine.dose import Dose
from stretch_coach.services import screening
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.settings import load_settings
from stretch_coach.testing import FakeClock
from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.screens.player import PlayerScreen

QUIET_TURNS = 2
MOST_PAINTS = 20
LOOK_S = 0.005

AnyScreen = TypeVar("AnyScreen", bound=Screen[Any])

SIZES = ((120, 40), (40, 14))
MORE_SIZES = ((80, 24), (200, 60), (60, 20))
every_size = pytest.mark.parametrize(
    "size",
    [*SIZES, *(pytest.param(size, marks=pytest.mark.slow) for size in MORE_SIZES)],
    ids=lambda size: f"{size[0]}x{size[1]}",
)


def new_context(now: datetime | None = None) -> AppContext:
    """The real services on this test's own empty home, with a clock that moves only when asked."""
    return AppContext(load_settings(os.environ), FakeClock(now))


def clock_of(context: AppContext) -> FakeClock:
    """The clock that moves only when asked."""
    return cast("FakeClock", context.clock)


def answer_no(context: AppContext, *cautions: str) -> None:
    """Answer the first-use question: no danger sign, nothing hurts, perhaps some cautions."""
    screening.screen(context, screening.SafetyAnswers("none", cautions, "none", None, None))


def record_session(  # noqa: PLR0913  a maker of values, by name
    context: AppContext,
    days_ago: int,
    *,
    routine: str = "basics",
    hurt: bool = False,
    pain_after: int | None = None,
    hold_ms: int = 10_000,
    also: str = "",
    level: Level = "stiff",
) -> str:
    """Put a session of some days ago on record, done and rated; return its id. `also` was held for a minute."""
    day = context.practice_day() - timedelta(days=days_ago)
    dose, minute = Dose(hold_ms, 1, 1, 100), Dose(60_000, 1, 1, 100)
    outcome: Outcome = "hurt" if hurt else "done"
    step = StepLine("seated-twist", "seated-twist", "left", hold_ms, hold_ms, outcome, dose)
    others = (StepLine(also, also, None, 60_000, 60_000, "done", minute),) if also else ()
    session = Session(
        id=context.new_id(),
        routine=routine,
        practice_day=day,
        started_at=f"{day}T07:00:00Z",
        ended_at=f"{day}T07:10:00Z",
        utc_offset_minutes=0,
        zone="UTC",
        rollover_hour=4,
        status="done",
        steps=(*others, step),
        felt="ok",
        pain_after=pain_after,
        level=level,
    )
    context.journal.append(session)
    return session.id


class Person:
    """Who sits at the program. Each action waits until the screen shows what came of it."""

    def __init__(self, pilot: Pilot[int], context: AppContext) -> None:
        assert isinstance(pilot.app, StretchApp)
        self.app = pilot.app
        self.pilot = pilot
        self.context = context

    @property
    def clock(self) -> FakeClock:
        """The clock of the services."""
        return clock_of(self.context)

    @property
    def screen(self) -> Screen[Any]:
        """The screen that is open."""
        return self.app.screen

    def on(self, kind: type[AnyScreen]) -> AnyScreen:
        """The screen that is open, which is of this kind."""
        screen = self.app.screen
        assert isinstance(screen, kind), f"not on {kind.__name__}:\n{self.sees}"
        return screen

    @property
    def sees(self) -> str:
        """What is on the screen, line by line."""
        return seen(self.app)

    @property
    def reads(self) -> str:
        """The words on the screen as one line, as one reads over line ends."""
        return flat(self.sees)

    @property
    def notified(self) -> str:
        """What the notes at the edge of the screen say."""
        return "\n".join(note.message for note in self.app._notifications)

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)
        await self.settle()

    async def write(self, text: str) -> None:
        """Type a text."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def click(self, words: str, *, beside: str = "", last: bool = False) -> None:
        """Click on words: where they first stand, in the line that has `beside`; where they stand `last`."""
        places = [place for place in self._places(words) if beside in self.sees.splitlines()[place[1]]]
        x, y = places[-1 if last else 0]
        await self.click_at(x + len(words) // 2, y)

    async def click_at(self, x: int, y: int) -> None:
        """Click on a cell."""
        await self.pilot.click(offset=(x, y))
        await self.settle()

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the mouse button at a cell, and let it go at another."""
        await self.pilot.mouse_down(offset=start)
        await self.pilot.hover(offset=end)
        await self.pilot.mouse_up(offset=end)
        await self.settle()

    async def wait(self, ms: int) -> None:
        """Let time pass in steps of a second, as the timer of the player would."""
        for start in range(0, ms, 1000):
            self.clock.jump(min(1000, ms - start))
            if isinstance(self.app.screen, PlayerScreen):
                self.app.screen.look()
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Pull the terminal to another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def settle(self) -> None:
        """Wait until a screen that was asked for is there and painted."""
        await painted(self.app)

    def place_of(self, words: str) -> tuple[int, int]:
        """Column and row at which words first stand."""
        return self._places(words)[0]

    def _places(self, words: str) -> list[tuple[int, int]]:
        places = [(line.index(words), y) for y, line in enumerate(self.sees.splitlines()) if words in line]
        assert places, f"{words!r} is nowhere on the screen:\n{self.sees}"
        return places


@asynccontextmanager
async def opened(
    context: AppContext,
    *keys: str,
    size: tuple[int, int] = (80, 24),
    play: str = "",
    options: PlayOptions | None = None,
    notifications: bool = False,
) -> AsyncIterator[Person]:
    """Open the program on Today, or to `play` a routine, and press keys; time passes only when the test says so."""
    app = StretchApp(context, play=play, options=options)
    try:
        async with app.run_test(size=size, notifications=notifications) as pilot:
            person = Person(pilot, context)
            await person.settle()
            for key in keys:
                await person.press(key)
            yield person
    finally:
        if app.running is not None:
            app.running.close()
        context.close()


@asynccontextmanager
async def playing(  # noqa: PLR0913  a maker of screens, by name
    context: AppContext,
    routine: str = "basics",
    ms: int = 0,
    *,
    keys: Sequence[str] = ("enter",),
    size: tuple[int, int] = (80, 24),
    notifications: bool = False,
) -> AsyncIterator[Person]:
    """Play a routine past the ready screen, which `keys` answer, and let some of it pass."""
    if context.answers() is None:
        answer_no(context)
    async with opened(context, *keys, size=size, play=routine, notifications=notifications) as person:
        person.on(PlayerScreen)
        await person.wait(ms)
        yield person


async def at_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until the event loop has nothing to do but wait for timers. Textual's own names; nothing here is timed."""
    del min_sleep, max_sleep
    loop = cast("Any", asyncio.get_running_loop())
    quiet = 0
    while quiet < QUIET_TURNS:
        await asyncio.sleep(0)
        quiet = 0 if loop._ready else quiet + 1


async def painted(app: App[Any]) -> None:
    """Wait until the screen in front has done what it was asked to do, and is painted."""
    for _ in range(MOST_PAINTS):
        await at_rest()
        while app._resize_event or any(worker.is_running and worker._thread_worker for worker in app.workers):
            await asyncio.sleep(LOOK_S)  # Textual waits a little for more of a resize; a thread takes what it takes
            await at_rest()
        screen = app.screen
        screen._on_timer_update()
        await at_rest()
        if screen is app.screen and not (screen._dirty_widgets or screen._layout_required or screen._callbacks):
            return


def seen(app: StretchApp) -> str:
    """What is on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def flat(text: str) -> str:
    """Lines of text as one line."""
    return " ".join(text.split())
