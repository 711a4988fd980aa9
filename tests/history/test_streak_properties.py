"""What holds of every record: past days stay what they were, done days are never lost, safe means safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stretch_coach.history.days import DayFact, Facts
from stretch_coach.history.streak import HabitStats, habit_stats
from stretch_coach.record.lines import Follow, FollowedRoutine

FIRST = date(2026, 1, 28)
DONE, SOME, OUT = DayFact(done=True, some=True), DayFact(some=True), DayFact(excused=True)
_SCHEDULES = ("daily", "mon, wed, fri", "sat", "1 per week", "3 per week", "6 per week", "mon, tue", "none known")


@dataclass(frozen=True)
class Record:
    """A random record of some weeks, seen on its last day."""

    facts: Facts
    today: date


@st.composite
def _records(draw: st.DrawFn) -> Record:
    length = draw(st.integers(1, 45))
    marks = draw(st.lists(st.sampled_from([DONE, DONE, DONE, None, None, SOME, OUT]), min_size=length, max_size=length))
    first = FIRST.toordinal()
    days = {first + i: mark for i, mark in enumerate(marks) if mark is not None}
    follows = draw(
        st.lists(
            st.tuples(st.integers(0, length), st.lists(st.sampled_from(_SCHEDULES), max_size=2), st.integers(0, 3)),
            max_size=3,
        )
    )
    lines = tuple(
        Follow(
            f"f{i}",
            FIRST + timedelta(days=on),
            tuple(FollowedRoutine(f"r{n}", s) for n, s in enumerate(chosen)),
            grace,
            4,
        )
        for i, (on, chosen, grace) in enumerate(sorted(follows, key=lambda f: f[0]))
    )
    return Record(Facts(days, lines, first), FIRST + timedelta(days=length - 1))


def _with(facts: Facts, changes: dict[date, DayFact], *more: Follow) -> Facts:
    days = {**facts.days, **{day.toordinal(): fact for day, fact in changes.items()}}
    return Facts(days, (*facts.follows, *more), facts.first)


@settings(max_examples=80, deadline=None)
@given(_records())
def test_done_days_are_never_lost_and_no_streak_is_longer_than_them(record: Record) -> None:
    found = habit_stats(record.facts, record.today)
    done = [day for day in found.days if day.state == "done"]
    assert len(done) == sum(fact.done for fact in record.facts.days.values())
    assert found.streak <= found.longest <= len(done)
    assert all(0 <= score <= 1 for score in found.scores)
    assert len(found.days) == len(found.scores) == (record.today - FIRST).days + 1


@settings(max_examples=80, deadline=None)
@given(
    _records(),
    st.integers(1, 20),
    st.lists(st.sampled_from(_SCHEDULES), max_size=2),
    st.integers(0, 9),
    st.integers(0, 6),
)
def test_no_later_choice_or_deed_changes_a_day_that_has_been(
    record: Record, later: int, chosen: list[str], grace: int, rollover: int
) -> None:
    """Another schedule, grace or rollover hour from today on, and whatever is done from today on."""
    before = habit_stats(record.facts, record.today)
    routines = tuple(FollowedRoutine(f"n{i}", text) for i, text in enumerate(chosen))
    changed = _with(
        record.facts,
        {record.today + timedelta(days=n): DONE for n in range(later)},
        Follow("new", record.today, routines, grace, rollover),
    )
    after = habit_stats(changed, record.today + timedelta(days=later))
    past = len(before.days) - 1
    assert after.days[:past] == before.days[:past]
    assert after.scores[:past] == before.scores[:past]


@settings(max_examples=80, deadline=None)
@given(_records())
def test_the_state_of_a_past_day_is_the_same_however_much_later_one_looks(record: Record) -> None:
    days = habit_stats(record.facts, record.today).days
    for back in range(1, min(10, len(days))):
        earlier = record.today - timedelta(days=back)
        known = Facts(
            {k: v for k, v in record.facts.days.items() if k <= earlier.toordinal()},
            record.facts.follows,
            record.facts.first,
        )
        seen = habit_stats(known, earlier).days
        assert [day.state for day in seen[:-1]] == [day.state for day in days[: len(seen) - 1]]


@settings(max_examples=120, deadline=None)
@given(_records())
def test_safe_until_is_the_last_day_that_keeps_the_streak(record: Record) -> None:
    """Leave every day out until then, do it from then on, and the streak goes on; begin a day later, and it is lost."""
    found = habit_stats(record.facts, record.today)
    if found.streak == 0:
        assert found.safe_until is None
        return
    start = record.today + timedelta(days=found.state_today == "done")
    if found.safe_until is None:
        assert not _goes_on(record, found, start)
        return
    assert found.safe_until >= start
    if (found.safe_until - start).days < 100:
        assert _goes_on(record, found, found.safe_until)
        assert not _goes_on(record, found, found.safe_until + timedelta(days=1))


def _goes_on(record: Record, found: HabitStats, begin: date) -> bool:
    """Say whether the streak is kept when `begin` and the twenty days after it are done, and nothing before."""
    future = [begin + timedelta(days=n) for n in range(21)]
    days = {k: v for k, v in record.facts.days.items() if k < begin.toordinal()}
    after = habit_stats(
        _with(Facts(days, record.facts.follows, record.facts.first), dict.fromkeys(future, DONE)), future[-1]
    )
    return after.streak == found.streak + len(future)


@settings(max_examples=100, deadline=None)
@given(_records())
def test_the_next_due_day_is_asked_for_and_none_before_it_is(record: Record) -> None:
    found = habit_stats(record.facts, record.today)
    if found.next is None:
        return
    for ahead in range((found.next - record.today).days + 1):
        day = record.today + timedelta(days=ahead)
        state = habit_stats(record.facts, day).state_today
        assert (state in ("pending", "partial")) == (day == found.next), (day, state)
