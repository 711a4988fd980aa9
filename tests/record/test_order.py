"""Lines are in the same order on every machine."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

from stretch_coach.record.lines import Excused, Follow, Line, Session
from stretch_coach.record.order import moment_of, new_id, order_of

DAY = date(2026, 11, 22)


def session(session_id: str, started_at: str) -> Session:
    """Return an empty session with a start."""
    return Session(session_id, "basics", DAY, started_at, "", 0, "UTC", 4, "done", ())


def test_an_id_carries_its_moment_so_that_ids_sort_by_time() -> None:
    moment = datetime(2026, 11, 22, 6, 7, 8, 9000, tzinfo=UTC)
    assert new_id(moment, "abcd") == "20261122T060708.009Z-abcd"
    assert moment_of(Excused(new_id(moment, "abcd"), DAY)) == "20261122T060708.009Z"


def test_lines_of_a_day_stand_by_start_or_id_whatever_order_they_came_in() -> None:
    ordered: list[Line] = [
        Excused("from elsewhere", DAY),
        session("b", ""),
        Follow("20261122T050000.000Z-1", DAY, ()),
        session("z", "2026-11-22T06:00:00Z"),
        session("a", "2026-11-22T06:00:00.5Z"),
        session("9", "2026-11-22T06:00:01+00:00"),
        session("8", "2026-11-22T06:00:02"),
        Excused("20261122T070000.000Z-2", DAY),
        Excused("20261122T000000.000Z-2", date(2026, 11, 23)),
    ]
    shuffled = random.Random(7).sample(ordered, len(ordered))  # noqa: S311  any order will do
    assert sorted(shuffled, key=order_of) == sorted(ordered, key=order_of)
    assert [line.id for line in sorted(shuffled, key=order_of)][2:] == [line.id for line in ordered][2:]
