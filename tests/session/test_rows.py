"""A timeline as rows and as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from tests.session.makers import exercise, prescriptions, step, timeline

from stretch_coach.routine.model import RestStep
from stretch_coach.session.rows import timeline_rows, timeline_text
from stretch_coach.session.script import build_timeline
from stretch_coach.text import offset

if TYPE_CHECKING:
    from stretch_coach.ramp.prescription import Prescription

FIELDS = ["segment", "start_ms", "end_ms", "kind", "step", "exercise", "side", "set", "rep", "range", "say", "cues"]


def test_a_row_has_exactly_the_promised_fields() -> None:
    rows = timeline_rows(timeline(step(sides="each", hold=10), RestStep("rest", 9000), step(exercise("plank"))))
    assert all(list(row) == FIELDS for row in rows)
    hold = next(row for row in rows if row["kind"] == "hold")
    assert {k: hold[k] for k in FIELDS[3:10]} == {
        "kind": "hold", "step": "knee-to-chest", "exercise": "knee-to-chest",
        "side": "left", "set": 1, "rep": 1, "range": 50,
    }  # fmt: skip
    start = hold["start_ms"]
    assert isinstance(start, int)
    assert hold["end_ms"] == start + 10_000
    assert hold["cues"] == [
        {"at_ms": start, "name": "hold", "say": None},
        {"at_ms": start + 700, "name": "words", "say": "Hold."},
        {"at_ms": start + 1740, "name": "words", "say": "Go about half way."},
        {"at_ms": start + 7000, "name": "count", "say": None},
        {"at_ms": start + 8000, "name": "count", "say": None},
        {"at_ms": start + 9000, "name": "count", "say": None},
    ]


def test_what_is_absent_is_null() -> None:
    rest = timeline_rows(timeline(step(), RestStep("rest", 9000), step(exercise("plank"))))
    row = next(row for row in rest if row["step"] == "rest")
    assert [row[k] for k in ("exercise", "side", "set", "rep", "range")] == [None] * 5


@settings(max_examples=40, deadline=None)
@given(prescriptions())
def test_rows_carry_the_whole_timeline_through_json(made: Prescription) -> None:
    line = build_timeline(made)
    rows = json.loads(json.dumps(timeline_rows(line)))
    assert [(r["segment"], r["start_ms"], r["end_ms"], r["say"]) for r in rows] == [
        (s.index, s.start_ms, s.end_ms, s.say) for s in line.segments
    ]
    assert [(c["at_ms"], c["name"], c["say"]) for r in rows for c in r["cues"]] == [
        (c.at_ms, c.name, c.say) for s in line.segments for c in s.cues
    ]


def test_the_text_is_one_line_a_segment_with_the_words_beneath() -> None:
    text = timeline_text(timeline(step(sides="each", reps=2, sessions=3, percent=100), words="brief"))
    assert (
        text
        == """\
  0:00  get ready          Knee to chest, left
0:00.7                     “Short, one minute.”
0:02.7                     “Knee to chest, left side.”
0:05.24                     “Five seconds, twice.”
0:10.5  move in            Knee to chest, left, rep 1 of 2
0:13.5  hold               Knee to chest, left, rep 1 of 2
0:18.5  come back          Knee to chest, left, rep 1 of 2
0:21.5  rest               Knee to chest, left, rep 2 of 2
0:22.2                     “Last one.”
0:26.5  move in            Knee to chest, left, rep 2 of 2
0:29.5  hold               Knee to chest, left, rep 2 of 2
0:34.5  come back          Knee to chest, left, rep 2 of 2
0:37.5  change sides       Knee to chest, right, rep 1 of 2
0:38.2                     “Right side.”
0:41.5  move in            Knee to chest, right, rep 1 of 2
0:44.5  hold               Knee to chest, right, rep 1 of 2
0:49.5  come back          Knee to chest, right, rep 1 of 2
0:52.5  rest               Knee to chest, right, rep 2 of 2
0:53.2                     “Last one.”
0:57.5  move in            Knee to chest, right, rep 2 of 2
1:00.5  hold               Knee to chest, right, rep 2 of 2
1:05.5  come back          Knee to chest, right, rep 2 of 2
1:08.5  the end
1:09.9                     “That is everything for today. Well done. Rest as long as you like.”
  1:16  done
"""
    )


def test_nothing_to_play_is_no_text() -> None:
    assert timeline_text(timeline(step(state="rest"))) == ""
    assert timeline_rows(timeline(step(state="rest"))) == []


@pytest.mark.parametrize(
    ("ms", "shown"),
    [(0, "0:00"), (700, "0:00.7"), (59_999, "0:59.999"), (60_000, "1:00"), (725_000, "12:05"), (1050, "0:01.05")],
)
def test_offsets_are_minutes_and_seconds(ms: int, shown: str) -> None:
    assert offset(ms) == shown
