"""A few whole pictures, so that a change of layout is seen. After looking at the report: `pytest --snapshot-update`."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

import pytest
from tests.tui.fake_coach import FakeCoach
from tests.tui.fake_routine import moment
from tests.tui.looking import play

from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.screens.player import PlayerScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.pilot import Pilot

    class SnapCompare(Protocol):
        """The fixture of pytest-textual-snapshot."""

        def __call__(
            self,
            app: App[int],
            *,
            terminal_size: tuple[int, int],
            run_before: Callable[[Pilot[int]], Awaitable[None]] | None = None,
        ) -> bool:
            """Compare with the picture that is kept."""


PICTURED = "8.2.8"
pytestmark = pytest.mark.skipif(
    version("textual") != PICTURED, reason=f"the kept pictures were drawn by Textual {PICTURED}"
)


def in_a_hold(coach: FakeCoach) -> Callable[[Pilot[int]], Awaitable[None]]:
    """Return the way from Today into the first hold of one side, after the flash has gone."""

    async def go(pilot: Pilot[int]) -> None:
        screen = await play(pilot, coach)
        coach.clock.ms = moment("hold", step="knee-to-chest", into_ms=2500)
        screen.look()
        assert isinstance(pilot.app.screen, PlayerScreen)
        for ground in (screen.stage, screen.figure):
            ground.remove_class("-ready", "-move", "-hold", "-rest", "-switch")
        screen._shown = screen._shown._replace(twin="")
        screen.stage.repaint()
        await pilot.pause()

    return go


def test_today_on_a_wide_screen(snap_compare: SnapCompare) -> None:
    assert snap_compare(StretchApp(FakeCoach()), terminal_size=(120, 40))


def test_a_hold_on_a_normal_screen(snap_compare: SnapCompare) -> None:
    coach = FakeCoach()
    assert snap_compare(StretchApp(coach), terminal_size=(80, 24), run_before=in_a_hold(coach))


def test_a_hold_on_the_smallest_screen_in_light_colours(snap_compare: SnapCompare) -> None:
    coach = FakeCoach()
    app = StretchApp(coach)
    app.theme = "light"
    assert snap_compare(app, terminal_size=(40, 14), run_before=in_a_hold(coach))
