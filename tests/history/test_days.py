"""A practice day is decided once, by the clock on the wall, and never again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from tests.history.gathering import gather

from stretch_coach.history.days import NOTHING, DayFact, practice_day
from stretch_coach.record.lines import Activity, Excused, Follow, FollowedRoutine, Line, Screened, Session
from stretch_coach.record.span import EARLIEST, LATEST, beyond

Play = Callable[..., Session]


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("wall", "rollover", "day"),
    [
        ("2026-11-22 03:59", 4, 21),
        ("2026-11-22 04:00", 4, 22),
        ("2026-11-22 00:00", 0, 22),
        ("2026-11-22 23:59", 0, 22),
        ("2026-03-29 03:30", 3, 29),  # the hour before was skipped by the clocks
        ("2026-10-25 02:30", 3, 24),
    ],
)
def test_what_is_done_before_the_rollover_hour_counts_for_the_day_before(wall: str, rollover: int, day: int) -> None:
    assert practice_day(datetime.fromisoformat(wall).replace(tzinfo=BERLIN), rollover).day == day


@pytest.mark.parametrize(
    ("wall", "day"),
    [("1970-01-01 00:30", EARLIEST), ("1969-06-01 12:00", EARLIEST), ("2200-06-01 12:00", LATEST)],
)
def test_a_clock_that_is_far_off_gives_no_day_that_cannot_be_read_back(wall: str, day: date) -> None:
    assert practice_day(datetime.fromisoformat(wall).replace(tzinfo=BERLIN), 4) == day
    assert beyond(day) == ""


@pytest.mark.parametrize("rollover", range(7))
def test_in_every_zone_every_practice_day_follows_on_the_one_before_through_all_clock_changes(rollover: int) -> None:
    """Half-hour steps around each change of 2025: no day is left out, and none comes twice but where a date does."""
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        for change in _changes(zone):
            seen = [
                practice_day((change + timedelta(minutes=30 * i)).astimezone(zone), rollover) for i in range(-96, 97)
            ]
            steps = {(later - earlier).days for earlier, later in pairwise(seen)}
            assert steps <= {0, 1, -1}, (name, change)
            assert len(set(seen)) == (seen[-1] - seen[0]).days + 1, (name, change)


@cache
def _changes(zone: ZoneInfo) -> list[datetime]:
    """Return the hours of 2025 (UTC) at which the zone's offset changes."""
    found = []
    day = datetime(2025, 1, 1, tzinfo=UTC)
    while day.year == 2025:
        following = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            found += [
                at
                for at in (day + timedelta(hours=i) for i in range(24))
                if at.astimezone(zone).utcoffset() != (at + timedelta(hours=1)).astimezone(zone).utcoffset()
            ]
        day = following
    return found


def test_facts_join_what_the_lines_of_a_day_say(play: Play) -> None:
    monday, tuesday = date(2026, 11, 16), date(2026, 11, 17)
    follow = Follow("f", tuesday, (FollowedRoutine("evening", "daily"),))
    lines: list[Line] = [
        play(monday, 0.5),
        play(monday, 1.0, routine="evening"),
        play(tuesday, 1.0, speed=2.0),
        Activity("a", tuesday, "walking", 20),
        Excused("e", tuesday),
        follow,
        Screened("s", date(2026, 11, 15), "clear"),
    ]
    facts = gather(lines)
    assert facts.days == {
        date(2026, 11, 15).toordinal(): NOTHING,
        monday.toordinal(): DayFact(done=True, some=True, held_ms=90_000),
        tuesday.toordinal(): DayFact(excused=True, activity_minutes=20),
    }
    assert (facts.follows, facts.first) == ((follow,), date(2026, 11, 15).toordinal())


def test_a_day_left_empty_by_pain_is_excused(play: Play) -> None:
    monday = date(2026, 11, 16)
    assert gather([play(monday, 0.0, hurt=True)]).days[monday.toordinal()] == DayFact(excused=True)


def test_the_facts_of_one_routine_are_its_sessions_and_every_excuse(play: Play) -> None:
    monday = date(2026, 11, 16)
    lines: list[Line] = [
        play(monday, routine="evening"),
        Excused("e", date(2026, 11, 18)),
        Activity("a", monday, "yoga", 30),
        play(date(2026, 11, 17)),
    ]
    facts = gather(lines, "basics")
    assert facts.days == {
        date(2026, 11, 17).toordinal(): DayFact(done=True, some=True, held_ms=60_000),
        date(2026, 11, 18).toordinal(): DayFact(excused=True),
    }
