"""Which of the next days are asked for: the first of them is the one that `status` names."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.history.gathering import gather

from stretch_coach.history.forecast import coming_days
from stretch_coach.history.streak import habit_stats
from stretch_coach.record.lines import Excused, Follow, FollowedRoutine, Line, Session

TODAY = date(2026, 11, 18)
SCHEDULES = ("daily", "mon, wed, fri", "sun", "1 per week", "3 per week", "7 per week")


def on(days: int, line_id: str) -> Session:
    """Return a session that was done a number of days ago."""
    day = TODAY - timedelta(days=days)
    return Session(line_id, "basics", day, f"{day}T07:00:00Z", f"{day}T07:10:00Z", 0, "UTC", 4, "done", ())


@settings(max_examples=200, deadline=None)
@given(
    schedules=st.lists(st.sampled_from(SCHEDULES), min_size=0, max_size=2),
    done=st.sets(st.integers(0, 20)),
    excused=st.sets(st.integers(-8, 20)),
    since=st.integers(0, 30),
    weekday=st.integers(0, 6),
)
def test_the_first_day_asked_for_is_the_next_one_of_the_course(
    schedules: list[str], done: set[int], excused: set[int], since: int, weekday: int
) -> None:
    today = TODAY + timedelta(days=weekday)
    followed = tuple(FollowedRoutine(f"routine-{n}", schedule) for n, schedule in enumerate(schedules))
    lines: list[Line] = [Follow("f", TODAY - timedelta(days=since), followed)]
    lines += [on(n, f"s{n}") for n in sorted(done, reverse=True)]
    lines += [Excused(f"e{n}", TODAY - timedelta(days=n)) for n in excused]
    lines.sort(key=lambda line: line.practice_day)
    facts = gather(lines)
    coming = coming_days(facts, today, 60)
    assert (coming[0] if coming else None) == habit_stats(facts, today).next
    assert all(today <= day < today + timedelta(days=60) for day in coming)
    assert list(coming) == sorted(set(coming))
