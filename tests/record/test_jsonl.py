"""Lines go out as JSON Lines and come back exactly; what cannot be read is reported, line by line."""

from __future__ import annotations

import json
import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.every import every

from stretch_coach.record.fields import LineError
from stretch_coach.record.jsonl import (
    from_object,
    from_text,
    kind_of,
    read_bytes,
    read_lines,
    to_object,
    to_text,
    write_lines,
)
from stretch_coach.record.lines import (
    Activity,
    Excused,
    Follow,
    FollowedRoutine,
    Line,
    OtherLine,
    Place,
    Screened,
    Session,
    StepLine,
)
from stretch_coach.routine.dose import Dose
from stretch_coach.text import is_printable, printable

SESSION: dict[str, Any] = {
    "kind": "session",
    "id": "a",
    "routine": "basics",
    "practice_day": "2026-11-22",
    "started_at": "2026-11-22T06:00:00Z",
    "ended_at": "2026-11-22T06:12:00Z",
    "utc_offset_minutes": 60,
    "zone": "Europe/Berlin",
    "rollover_hour": 4,
    "status": "done",
    "felt": "ok",
    "pain_before": 3,
    "pain_after": 2,
    "pain_next_morning": None,
    "level": "stiff",
    "first_side": "left",
    "speed": 1.0,
    "screened": True,
    "steps": [
        {
            "step": "bird-dog",
            "exercise": "bird-dog",
            "side": "left",
            "planned_ms": 20000,
            "held_ms": 18000,
            "outcome": "done",
            "dose": {"hold_ms": 5000, "reps": 4, "sets": 1, "range": 60},
        },
        {
            "step": "walk",
            "exercise": "walking",
            "side": None,
            "planned_ms": 60000,
            "held_ms": 0,
            "outcome": "skipped",
            "dose": None,
        },
    ],
}


def test_a_session_comes_in_with_every_field_and_goes_out_as_it_came() -> None:
    line = from_object(SESSION)
    assert line == Session(
        "a", "basics", date(2026, 11, 22), "2026-11-22T06:00:00Z", "2026-11-22T06:12:00Z", 60, "Europe/Berlin", 4,
        "done",
        (
            StepLine("bird-dog", "bird-dog", "left", 20000, 18000, "done", Dose(5000, 4, 1, 60)),
            StepLine("walk", "walking", None, 60000, 0, "skipped", None),
        ),
        felt="ok", pain_before=3, pain_after=2, level="stiff", first_side="left",
    )  # fmt: skip
    assert to_object(line) == SESSION
    assert list(to_object(line)) == list(SESSION)


def test_a_line_without_a_kind_is_a_session_and_absent_fields_are_null() -> None:
    least = {"id": "a", "routine": "basics", "practice_day": "2026-11-22"}
    written = to_object(from_object(least))
    assert written["kind"] == "session"
    assert [name for name, value in written.items() if value is None] == [
        "started_at", "ended_at", "utc_offset_minutes", "zone", "rollover_hour", "felt", "pain_before", "pain_after",
        "pain_next_morning", "level", "first_side", "speed", "screened",
    ]  # fmt: skip
    assert from_object(written) == from_object(least)
    assert from_object({**least, "kind": None}) == from_object(least)


@pytest.mark.parametrize("moment", ["2026-11-22T06:00:00Z", "2026-11-22T06:00:00.25+00:00", "2026-11-22T06:00:00"])
def test_a_moment_in_utc_may_be_written_in_the_usual_ways_and_goes_out_as_it_came(moment: str) -> None:
    line = {**SESSION, "started_at": moment}
    assert to_object(from_object(line)) == line


def test_what_a_newer_program_added_is_kept_in_lines_steps_doses_and_followed_routines() -> None:
    dose = {"hold_ms": 1, "reps": 1, "sets": 1, "range": 1, "load_kg": 2.5}
    step = {**SESSION["steps"][0], "grip": {"hand": ["left"]}, "dose": dose}
    lines: list[dict[str, Any]] = [
        {**SESSION, "weather": "rain", "steps": [step]},
        {"kind": "excused", "id": "b", "practice_day": "2026-11-22", "reason": None, "until": "2026-12-01"},
        {
            "kind": "follow",
            "id": "c",
            "practice_day": "2026-11-22",
            "routines": [{"routine": "basics", "schedule": "daily", "at": "07:00"}],
            "grace": 1,
            "rollover_hour": 3,
            "colour": None,
        },
        {"kind": "mood", "id": "d", "practice_day": "2026-11-22", "score": [1, 2, {"deep": None}]},
    ]
    for line in lines:
        assert to_object(from_object(line)) == line
    assert isinstance(from_object(lines[3]), OtherLine)
    assert kind_of(from_object(lines[3])) == "mood"


@every(
    ("change", "message"),
    [
        ({"id": None}, "id: expected a text, found nothing"),
        ({"id": ""}, 'id: expected a text, found ""'),
        ({"routine": 7}, "routine: expected a text, found 7"),
        ({"practice_day": "2026-02-30"}, 'practice_day: expected a date such as 2026-01-31, found "2026-02-30"'),
        ({"practice_day": "2026-W47-7"}, 'practice_day: expected a date such as 2026-01-31, found "2026-W47-7"'),
        ({"practice_day": "20261122"}, 'practice_day: expected a date such as 2026-01-31, found "20261122"'),
        (
            {"started_at": "2026-11-22T06:00:00+01:00"},
            'started_at: expected a moment in UTC such as 2026-01-31T07:00:00Z, found "2026-11-22T06:00:00+01:00"',
        ),
        ({"felt": "great"}, 'felt: expected one of easy, ok, hard, found "great"'),
        ({"felt": ["ok"]}, "felt: expected one of easy, ok, hard, found a list"),
        ({"pain_after": 11}, "pain_after: expected a whole number from 0 to 10, found 11"),
        ({"pain_after": True}, "pain_after: expected a whole number from 0 to 10, found true"),
        ({"pain_after": 3.0}, "pain_after: expected a whole number from 0 to 10, found 3.0"),
        ({"speed": 0}, "speed: expected a number above 0, found 0"),
        ({"screened": "yes"}, 'screened: expected true or false, found "yes"'),
        ({"steps": {}}, "steps: expected a list, found an object"),
        ({"steps": [1]}, "steps: expected a list of objects, found 1"),
        ({"kind": 3}, "kind: expected a word such as session, found 3"),
    ],
)
def test_a_wrong_field_is_named_with_what_was_expected_and_found(change: dict[str, object], message: str) -> None:
    with pytest.raises(LineError) as error:
        from_object({**SESSION, **change})
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"held_ms": -1}, "steps, number 2: held_ms: expected a whole number from 0 to 1000000000, found -1"),
        ({"side": "up"}, 'steps, number 2: side: expected one of left, right, found "up"'),
        (
            {"outcome": None},
            "steps, number 2: outcome: expected one of done, partial, skipped, eased, hurt, found nothing",
        ),
        ({"dose": 5}, "steps, number 2: dose: expected an object or null, found 5"),
        (
            {"dose": {"hold_ms": 1, "reps": 1, "sets": 1}},
            "steps, number 2: dose: range: expected a whole number from 0 to 1000000000, found nothing",
        ),
    ],
)
def test_a_wrong_step_is_named_by_its_place(change: dict[str, object], message: str) -> None:
    first, second = SESSION["steps"]
    with pytest.raises(LineError) as error:
        from_object({**SESSION, "steps": [first, {**second, **change}]})
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", 'expected an object such as {"kind": "session", …}, found a list'),
        ("nope", "not JSON: Expecting value at column 1"),
        ('{"speed": NaN}', "expected a number, found NaN"),
        ('{"speed": 1e999}', "expected a number, found 1e999, which is too large"),
        ("[" * 200_000, "not a line of a record: nested too deeply"),
        ('{"x": ' + "9" * 5000 + "}", "not a line of a record: a number is too long"),
    ],
    ids=lambda text: text[:24],
)
def test_text_that_is_no_line_says_why(text: str, message: str) -> None:
    with pytest.raises(LineError) as error:
        from_text(text)
    assert str(error.value) == message


def test_a_bad_line_never_hides_the_others_and_half_a_line_at_the_end_is_recognised() -> None:
    good = to_text(Excused("x", date(2026, 1, 1)))
    reading = read_lines(f'\ufeff{good}\n\n{{"kind"\n{good}\r\n{{"kind":"excused","id":"y","pract', "old.jsonl")
    assert reading.lines == (Excused("x", date(2026, 1, 1)),) * 2
    assert reading.numbers == (1, 4)
    assert [(fault.path, fault.line, fault.message) for fault in reading.faults] == [
        ("old.jsonl", 3, "not JSON: Expecting ':' delimiter at column 8"),
        (
            "old.jsonl",
            5,
            "the file ends in the middle of this line (not JSON: Unterminated string starting at column 28)",
        ),
    ]


def test_a_line_that_is_not_utf_8_is_one_fault() -> None:
    good = to_text(Excused("x", date(2026, 1, 1), "krank wär’s")).encode()
    reading = read_bytes(good + b'\n{"id": "\xff"}\n' + good)
    assert [len(reading.lines), [(f.line, f.message) for f in reading.faults]] == [
        2,
        [(2, "not UTF-8 text: byte 9 of the line")],
    ]


def test_half_a_surrogate_pair_goes_out_as_the_escape_it_came_as() -> None:
    text = '{"kind":"excused","id":"x","practice_day":"2026-01-01","reason":null,"newer":"\\ud83d"}'
    assert to_text(from_text(text)) == text


_DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
_TEXTS = st.text(max_size=9).map(printable)
_IDS = st.text(min_size=1, max_size=12).map(printable)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
_EXTRA = st.dictionaries(st.text(max_size=5).map(lambda name: f"new_{name}"), _VALUES, max_size=2)
_PAIN = st.none() | st.integers(0, 10)
_MS = st.integers(0, 10**6)
_DOSES = st.builds(Dose, _MS, st.integers(1, 20), st.integers(1, 5), st.integers(1, 100))
_SIDES = st.sampled_from(["left", "right", None])
_MOMENTS = st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")) | st.just("")
_STEPS = st.builds(
    StepLine, _IDS, _IDS, _SIDES, _MS, _MS, st.sampled_from(["done", "partial", "skipped", "eased", "hurt"]),
    st.none() | _DOSES, _EXTRA,
)  # fmt: skip
SESSIONS = st.builds(
    Session, _IDS, _IDS, _DAYS, _MOMENTS, _MOMENTS, st.none() | st.integers(-840, 840), _TEXTS,
    st.none() | st.integers(0, 6),
    st.sampled_from(["done", "partial", "stopped"]), st.lists(_STEPS, max_size=4).map(tuple),
    st.sampled_from([None, "easy", "ok", "hard"]), _PAIN, _PAIN, _PAIN, _SIDES,
    st.none() | st.floats(0.125, 100), st.none() | st.booleans(),
    st.sampled_from([None, "hurts", "stiff", "fine"]), _EXTRA,
)  # fmt: skip
_FOLLOWED = st.builds(FollowedRoutine, _IDS, _IDS, _EXTRA)
LINES: st.SearchStrategy[Line] = st.one_of(
    SESSIONS,
    st.builds(Excused, _IDS, _DAYS, _TEXTS, _EXTRA),
    st.builds(Activity, _IDS, _DAYS, _IDS, st.integers(0, 1440), _EXTRA),
    st.builds(
        Follow, _IDS, _DAYS, st.lists(_FOLLOWED, max_size=3).map(tuple), st.integers(0, 31), st.integers(0, 23), _EXTRA
    ),
    st.builds(Screened, _IDS, _DAYS, _IDS, _EXTRA),
    st.builds(Place, _IDS, _DAYS, _IDS, _IDS, st.integers(0, 50), _TEXTS, _EXTRA),
    st.builds(OtherLine, _IDS, _DAYS, _IDS.map(lambda name: f"kind of {name}"), _EXTRA),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(LINES, max_size=4))
def test_any_lines_round_trip_exactly(lines: list[Line]) -> None:
    text = "".join(write_lines(lines))
    assert text.count("\n") == len(lines)
    reading = read_bytes(text.encode())
    assert (reading.lines, reading.faults) == (tuple(lines), ())
    assert "".join(write_lines(reading.lines)) == text
    assert all(json.loads(row) for row in text.split("\n")[:-1])


@pytest.mark.parametrize("text", ["\x1b]0;pwn\x07", "\x9b31m", "\u202egnp", "\x7f", "a\nb", "\ud83d"])
def test_text_that_people_see_passes_the_gate_wherever_it_is_in_a_line(text: str) -> None:
    step = {"step": text + "s", "exercise": text + "e", "planned_ms": 1, "held_ms": 1, "outcome": "done"}
    line = from_object(
        {"id": text + "i", "routine": text + "r", "practice_day": "2026-01-01", "zone": text, "steps": [step]}
    )
    assert isinstance(line, Session)
    shown = (line.id, line.routine, line.zone, line.steps[0].step, line.steps[0].exercise)
    assert all(is_printable(word) for word in shown)
    assert from_text(to_text(line)) == line


@pytest.mark.parametrize(("kind", "field"), [("measure", "what"), ("measure", "unit"), ("place", "step")])
def test_every_text_of_every_kind_passes_the_gate(kind: str, field: str) -> None:
    rest = {"what": "neck-turn", "unit": "cm", "value": 1, "routine": "r", "step": "s", "rung": 1}
    known = {"measure": ("what", "unit", "value"), "place": ("routine", "step", "rung")}[kind]
    value = {"kind": kind, "id": "x", "practice_day": "2026-01-01", **{name: rest[name] for name in known}}
    assert is_printable(str(getattr(from_object(value | {field: "a\x1b[31m\u202e"}), field)))


def test_what_a_terminal_obeys_goes_out_as_an_escape_where_a_newer_program_wrote_it() -> None:
    line = from_object({"kind": "excused", "id": "x", "practice_day": "2026-01-01", "newer": "\x9b31m\u202e\x1b\x7f"})
    assert '"newer":"\\u009b31m\\u202e\\u001b\\u007f"' in to_text(line)
    assert from_text(to_text(line)) == line


def test_the_message_of_a_refused_line_holds_nothing_a_terminal_obeys() -> None:
    with pytest.raises(LineError) as raised:
        from_object({"kind": "excused", "id": "x", "practice_day": "\x1b[35mX"})
    assert is_printable(str(raised.value))


STEPS_LAST = (
    '{"kind":"session","id":"a","routine":"basics","practice_day":"2026-01-01","started_at":"2026-01-01T06:00:00Z",'
    '"ended_at":"2026-01-01T06:12:00Z","status":"done","steps":['
)
A_STEP = '{"step":"s","exercise":"e","side":null,"planned_ms":1,"held_ms":1,"outcome":"done","dose":null}'


@pytest.mark.parametrize("steps", ["1]}", "{}]}", "]", "]]", "]x", "{]}", "[]]}", "null]}"])
def test_steps_that_cannot_be_read_say_why_in_the_usual_words(steps: str) -> None:
    with pytest.raises(LineError, match=r"steps|not JSON"):
        from_text(STEPS_LAST + steps)


@pytest.mark.parametrize(
    "text", [f"{STEPS_LAST}{A_STEP}]}}", '{"kind":"excused","id":"a","practice_day":"2026-01-01"}']
)
@pytest.mark.parametrize("obeyed", ["\\u001b[31m", "\x7f", "\x9b31m", "\u202e"])
def test_text_a_terminal_obeys_is_made_printable_however_its_line_is_written(text: str, obeyed: str) -> None:
    line = from_text(text.replace('"id":"a"', f'"id":"a{obeyed}"').replace('"step":"s"', f'"step":"s{obeyed}"'))
    assert isinstance(line, Session | Excused)
    assert is_printable(line.id)
    assert not isinstance(line, Session) or is_printable(line.steps[0].step)


def test_what_is_no_json_is_never_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_text(Excused("x", date(2026, 1, 1), extra={"newer": math.nan}))


def test_only_words_that_are_not_json_say_that_the_file_was_cut_off() -> None:
    (fault,) = read_bytes(b'{"id": "\xff"}', "old.jsonl").faults
    assert fault.message == "not UTF-8 text: byte 9 of the line"
