"""Somebody at the screen: presses keys, clicks on words, lets time pass, and reads what is there."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.screens.player import PlayerScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.tui.fake_coach import FakeCoach
    from tests.tui.fake_runner import FakeRunner
    from textual.pilot import Pilot
    from textual.screen import Screen

    from stretch_coach.services.play_options import PlayOptions

    AnyScreen = TypeVar("AnyScreen", bound=Screen[Any])

SIZES = ((120, 40), (80, 24), (40, 14))
every_size = pytest.mark.parametrize("size", SIZES)


class Person:
    """Whoever sits at the program. Each deed waits until the screen shows what came of it."""

    def __init__(self, pilot: Pilot[int], coach: FakeCoach) -> None:
        assert isinstance(pilot.app, StretchApp)
        self.app = pilot.app
        self.pilot = pilot
        self.coach = coach

    @property
    def screen(self) -> Screen[Any]:
        """The screen that is open."""
        return self.app.screen

    def on(self, kind: type[AnyScreen]) -> AnyScreen:
        """Return the screen that is open, which is of this kind."""
        screen = self.app.screen
        assert isinstance(screen, kind), f"not on {kind.__name__}:\n{self.sees}"
        return screen

    @property
    def runner(self) -> FakeRunner:
        """The session that was started last."""
        assert self.coach.runner is not None
        return self.coach.runner

    @property
    def sees(self) -> str:
        """What stands on the screen, line by line."""
        return seen(self.app)

    @property
    def reads(self) -> str:
        """The words on the screen as one line, as somebody reads over line ends."""
        return flat(self.sees)

    @property
    def figure(self) -> str:
        """The figure as the player shows it, "" where it shows none."""
        figure = self.on(PlayerScreen).figure
        if not figure.display:
            return ""
        return "\n".join("".join(run.text for run in figure.render_line(y)) for y in range(figure.size.height))

    @property
    def is_told(self) -> str:
        """What the notes at the edge of the screen say."""
        return "\n".join(note.message for note in self.app._notifications)

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)
        await self.settle()

    async def click(self, words: str, *, beside: str = "", last: bool = False) -> None:
        """Click on words: where they first stand, in the line that has `beside`; where they stand `last`."""
        places = [place for place in self._places(words) if beside in self.sees.splitlines()[place[1]]]
        x, y = places[-1 if last else 0]
        await self.click_at(x + len(words) // 2, y)

    async def click_key_of(self, words: str) -> None:
        """Click on the key that does what these words say, in a list of keys: it stands beside them, or above."""
        x, y = self._places(words)[0]
        beside = self.sees.splitlines()[y][:x].strip()
        await self.click_at(3, y if beside else y - 1)

    async def click_at(self, x: int, y: int) -> None:
        """Click on a cell."""
        await self.pilot.click(offset=(x, y))
        await self.settle()

    async def leaf(self, pages: int, key: str = "pagedown") -> str:
        """Go down a page by a key; return what was seen on the way."""
        text = []
        for _ in range(pages):
            text.append(self.sees)
            await self.press(key)
        return "\n".join(text)

    async def go_down_to(self, words: str) -> None:
        """Press the arrow down until words are seen."""
        for _ in range(30):
            if words in self.sees:
                return
            await self.press("down")
        message = f"{words!r} never comes:\n{self.sees}"
        raise AssertionError(message)

    async def start(self, ms: int = 0) -> PlayerScreen:
        """Go from Today into the session, and let some of it pass."""
        return await play(self.pilot, self.coach, ms)

    async def wait(self, ms: int) -> None:
        """Let time pass."""
        await forward(self.pilot, self.coach, ms)

    async def resize(self, width: int, height: int) -> None:
        """Pull the terminal to another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def settle(self) -> None:
        """Wait until a screen that was asked for is there and painted."""
        for _ in range(3):
            await self.pilot.pause()

    def _places(self, words: str) -> list[tuple[int, int]]:
        """Return column and row of words, once for each line that has them."""
        places = [(line.index(words), y) for y, line in enumerate(self.sees.splitlines()) if words in line]
        assert places, f"{words!r} is nowhere on the screen:\n{self.sees}"
        return places


@asynccontextmanager
async def opened(
    coach: FakeCoach,
    *keys: str,
    size: tuple[int, int] = (80, 24),
    play: str = "",
    options: PlayOptions | None = None,
    notifications: bool = False,
) -> AsyncIterator[Person]:
    """Open the program on Today, or to `play` a routine, and press keys; all moves only when the test says so."""
    app = StretchApp(coach, play=play, options=options)
    async with app.run_test(size=size, notifications=notifications) as pilot:
        person = Person(pilot, coach)
        await person.settle()
        for key in keys:
            await person.press(key)
        yield person


@asynccontextmanager
async def playing(
    coach: FakeCoach, ms: int = 0, *, size: tuple[int, int] = (80, 24), notifications: bool = False
) -> AsyncIterator[Person]:
    """Open the program, start the routine that is due, and let some of it pass."""
    async with opened(coach, size=size, notifications=notifications) as person:
        await person.start(ms)
        yield person


def seen(app: StretchApp) -> str:
    """Return what stands on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def flat(text: str) -> str:
    """Return lines of text as one line."""
    return " ".join(text.split())


async def play(pilot: Pilot[int], coach: FakeCoach, ms: int = 0) -> PlayerScreen:
    """Go from Today through the ready screen into the session, and let some of it pass."""
    await pilot.press("enter")
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, PlayerScreen)
    await forward(pilot, coach, ms)
    return screen


async def forward(pilot: Pilot[int], coach: FakeCoach, ms: int) -> None:
    """Let time pass in steps of a second, as the timer of the screen would."""
    target = coach.clock.ms + ms
    while coach.clock.ms < target:
        coach.clock.ms = min(target, coach.clock.ms + 1000)
        screen = pilot.app.screen
        if isinstance(screen, PlayerScreen):
            screen.look()
    await pilot.pause()
