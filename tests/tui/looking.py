"""Looking at a screen as text, and moving the clock of its session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.screens.player import PlayerScreen

if TYPE_CHECKING:
    from tests.tui.fakes import FakeCoach
    from textual.pilot import Pilot

SIZES = ((120, 40), (80, 24), (40, 14))


def seen(app: StretchApp) -> str:
    """Return what stands on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def read(app: StretchApp) -> str:
    """Return the words on the screen as one line, as somebody reads over line ends."""
    return " ".join(seen(app).split())


def figure_in(app: StretchApp) -> str:
    """Return the figure as the player shows it, "" where it shows none."""
    screen = app.screen
    assert isinstance(screen, PlayerScreen)
    if not screen.figure.display:
        return ""
    size = screen.figure.size
    return "\n".join("".join(segment.text for segment in screen.figure.render_line(y)) for y in range(size.height))


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


def app_with(coach: FakeCoach, *, play: str = "") -> StretchApp:
    """Make the app; everything moves only when the test says so."""
    return StretchApp(coach, play=play)
