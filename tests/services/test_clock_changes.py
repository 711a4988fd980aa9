"""A session in the night in which the clocks change: its practice day, what it held, the streak, and `status` after it.

Spring leaves out the hour from two to three, autumn has it twice. Both clocks there are tell the time: one that knows
its zone, and the system's own, which knows no more than how far from UTC it is at the moment.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from stretch_coach.record.lines import Session
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.following import set_followed
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.sessions import start_session
from stretch_coach.settings import load_settings
from stretch_coach.testing import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator

BERLIN = ZoneInfo("Europe/Berlin")
WALK = "title: Walk\nsteps:\n  - exercise: walking\n    hold: 20m\n"
MINUTE_MS = 60_000
SPRING, AUTUMN = datetime(2026, 3, 29, 1, 50, tzinfo=BERLIN), datetime(2026, 10, 25, 2, 50, tzinfo=BERLIN)


class AsTheSystemTells(FakeClock):
    """A clock whose zone is only an offset from UTC, as `SystemClock` has it."""

    def now(self) -> datetime:
        """As `Clock`."""
        return super().now().astimezone(UTC).astimezone()


@pytest.fixture
def home() -> Path:
    """A home with a routine of twenty minutes."""
    home = Path(os.environ["STRETCH_COACH_HOME"])
    (home / "routines").mkdir(parents=True)
    (home / "routines" / "walk.stretch.yaml").write_text(WALK)
    return home


@pytest.fixture(params=[FakeClock, AsTheSystemTells])
def clock(request: pytest.FixtureRequest) -> FakeClock:
    """A clock that every test sets."""
    made: FakeClock = request.param(zone="Europe/Berlin")
    return made


@pytest.fixture
def context(home: Path, clock: FakeClock, request: pytest.FixtureRequest) -> Iterator[AppContext]:
    """A coach of somebody whose day begins at this hour."""
    (home / "settings.toml").write_text(f"[practice]\nrollover_hour = {request.param}\n")
    made = AppContext(load_settings(os.environ), clock)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("began", "context", "day", "ends"),
    [
        (SPRING, 4, date(2026, 3, 28), datetime(2026, 3, 29, 2, tzinfo=UTC)),
        (SPRING, 3, date(2026, 3, 28), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (AUTUMN, 4, date(2026, 10, 24), datetime(2026, 10, 25, 3, tzinfo=UTC)),
        (AUTUMN, 3, date(2026, 10, 24), datetime(2026, 10, 25, 2, tzinfo=UTC)),
    ],
    indirect=["context"],
)
def test_a_session_across_the_change_counts_on_the_day_it_began(
    context: AppContext, clock: FakeClock, began: datetime, day: date, ends: datetime
) -> None:
    clock.set_now(began)
    set_followed(context, "walk", on=True)
    for back in (1, 2):
        earlier = day - timedelta(days=back)
        context.journal.append(Session(f"s{back}", "walk", earlier, "", "", 60, "", None, "done", ()))
    played = _played(context, clock)
    assert (played.practice_day, played.status) == (day, "done")
    assert sum(step.held_ms for step in played.steps) == 20 * MINUTE_MS
    assert played.utc_offset_minutes == began.utcoffset() // timedelta(minutes=1)  # type: ignore[operator]  # it is aware
    minutes = datetime.fromisoformat(played.ended_at) - datetime.fromisoformat(played.started_at)
    assert timedelta(minutes=20) <= minutes < timedelta(minutes=22)

    now = clock.now().astimezone(UTC)
    done = context.habit_stats("walk").state(day)
    today = context.practice_day()
    assert done == "done"
    assert context.habit_stats().streak == 3
    assert today == (day if now < ends else day + timedelta(days=1))

    if now < ends:
        clock.jump((ends - now) / timedelta(milliseconds=1) - 1)
        assert context.practice_day() == day
        clock.jump(1)
        assert context.practice_day() == day + timedelta(days=1)
        assert (context.habit_stats().streak, context.habit_stats().state_today) == (3, "pending")


def _played(context: AppContext, clock: FakeClock) -> Session:
    runner = start_session(context, "walk", PlayOptions(mute=True), pain_before=None)
    runner.start()
    for _ in range(0, runner.player.timeline.total_ms + 1000, 1000):
        clock.jump(1000)
        runner.tick()
    runner.close()
    session = context.journal.session(runner.header.id)
    assert session is not None
    return session
