"""What the tests of the record share: sessions, and a clock that does not run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from stretch_coach.record.lines import Felt, Session, StepLine

Play = Callable[..., Session]


@pytest.fixture
def play() -> Play:
    """Return a maker of sessions: `play(day, held=…)` holds that share of one minute."""
    return make_session


def make_session(  # noqa: PLR0913  a maker of values, by name
    day: date,
    held: float = 1.0,
    *,
    routine: str = "basics",
    session_id: str = "",
    felt: Felt | None = None,
    before: int | None = None,
    after: int | None = None,
    hurt: bool = False,
    speed: float = 1.0,
) -> Session:
    """Return a session of one step of a minute."""
    start = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    step = StepLine("knee", "knee", None, 60_000, int(60_000 * held), "hurt" if hurt else "done", None)
    return Session(
        session_id or f"{routine}-{day}",
        routine,
        day,
        f"{start:%Y-%m-%dT%H:%M:%SZ}",
        f"{start + timedelta(minutes=2):%Y-%m-%dT%H:%M:%SZ}",
        60,
        "Europe/Berlin",
        4,
        "done" if held >= 0.8 else "partial",
        (step,),
        felt=felt,
        pain_before=before,
        pain_after=after,
        speed=speed,
    )


@pytest.fixture
def now() -> Callable[[], datetime]:
    """Return a clock that shows noon of Sunday, 22 November 2026, UTC."""
    return lambda: datetime(2026, 11, 22, 12, tzinfo=UTC)
