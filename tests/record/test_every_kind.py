"""Every kind of line, field by field: what it reads, what it writes, and the first value that is too small or large."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from stretch_coach.record.fields import LineError, shown
from stretch_coach.record.jsonl import from_object, from_text, kind_of, read_bytes, read_lines, to_object, to_text
from stretch_coach.record.lines import (
    Activity,
    Excused,
    Follow,
    FollowedRoutine,
    Line,
    Measure,
    OtherLine,
    Place,
    Screened,
    Session,
    StepLine,
)
from stretch_coach.record.moments import in_utc, is_moment, minutes_between
from stretch_coach.routine.dose import Dose

DAY = date(2026, 1, 31)
KINDS: list[tuple[str, Line]] = [
    ('{"kind":"excused","id":"a","practice_day":"2026-01-31","reason":"flu"}', Excused("a", DAY, "flu")),
    ('{"kind":"excused","id":"a","practice_day":"2026-01-31","reason":null}', Excused("a", DAY, "")),
    (
        '{"kind":"activity","id":"a","practice_day":"2026-01-31","activity":"swim","minutes":30}',
        Activity("a", DAY, "swim", 30),
    ),
    (
        ('{"kind":"follow","id":"a","practice_day":"2026-01-31","routines":[{"routine":"basics","schedule":"daily"}],'
        '"grace":1,"rollover_hour":3}'),
        Follow("a", DAY, (FollowedRoutine("basics", "daily"),), 1, 3),
    ),
    ('{"kind":"screened","id":"a","practice_day":"2026-01-31","result":"clear"}', Screened("a", DAY, "clear")),
    (
        '{"kind":"place","id":"a","practice_day":"2026-01-31","routine":"basics","step":"plank","rung":0,"reason":"ill"}',
        Place("a", DAY, "basics", "plank", 0, "ill"),
    ),
    (
        '{"kind":"place","id":"a","practice_day":"2026-01-31","routine":"basics","step":"plank","rung":2,"reason":null}',
        Place("a", DAY, "basics", "plank", 2, ""),
    ),
    (
        '{"kind":"measure","id":"a","practice_day":"2026-01-31","what":"neck-turn","side":"left","value":-4.5,"unit":"cm"}',
        Measure("a", DAY, "neck-turn", -4.5, "cm", "left"),
    ),
    ('{"kind":"mood","id":"a","practice_day":"2026-01-31","score":3}', OtherLine("a", DAY, "mood", {"score": 3})),
    (
        ('{"kind":"session","id":"a","routine":"basics","practice_day":"2026-01-31","started_at":null,"ended_at":null,'
        '"utc_offset_minutes":-60,"zone":"Europe/Berlin","rollover_hour":0,"status":"stopped","felt":"hard",'
        '"pain_before":0,"pain_after":10,"pain_next_morning":0,"level":"fine","first_side":"right","speed":2.0,'
        '"screened":false,"steps":[{"step":"s","exercise":"e","side":null,"planned_ms":0,"held_ms":0,'
        '"outcome":"eased","dose":{"hold_ms":0,"reps":1,"sets":2,"range":3,"load":4}}]}'),
        Session(
            "a", "basics", DAY, "", "", -60, "Europe/Berlin", 0, "stopped",
            (StepLine("s", "e", None, 0, 0, "eased", Dose(0, 1, 2, 3), {"dose": {"load": 4}}),),
            "hard", 0, 10, 0, "right", 2.0, False, "fine",  # noqa: FBT003  the field's value
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), KINDS, ids=[json.loads(text)["kind"] for text, _ in KINDS])
def test_a_line_of_each_kind_reads_and_writes_each_of_its_fields(text: str, line: Line) -> None:
    assert from_text(text) == line
    assert to_text(line) == text
    assert from_object(json.loads(text)) == line
    assert kind_of(line) == json.loads(text)["kind"]
    newer = json.loads(text) | {"newer": 1}
    assert from_object(newer).extra["newer"] == 1
    assert to_object(from_object(newer)) == newer


SESSION: dict[str, Any] = json.loads(KINDS[-1][0])
FOLLOW: dict[str, Any] = json.loads(KINDS[3][0])
PLACE: dict[str, Any] = json.loads(KINDS[5][0])
ACTIVITY: dict[str, Any] = json.loads(KINDS[2][0])
MEASURE: dict[str, Any] = json.loads(KINDS[7][0])
STEP: dict[str, Any] = SESSION["steps"][0]
BOUNDS: list[tuple[dict[str, Any], str, float, float]] = [
    (SESSION, "utc_offset_minutes", -1440, 1440),
    (SESSION, "rollover_hour", 0, 23),
    (SESSION, "pain_before", 0, 10),
    (SESSION, "pain_after", 0, 10),
    (SESSION, "pain_next_morning", 0, 10),
    (FOLLOW, "grace", 0, 31),
    (FOLLOW, "rollover_hour", 0, 23),
    (PLACE, "rung", 0, 10**9),
    (ACTIVITY, "minutes", 0, 10**9),
    (MEASURE, "value", -999_999, 999_999),
    (SESSION, "speed", 1, 999_999),
]


@pytest.mark.parametrize(("line", "field", "low", "high"), BOUNDS, ids=[field for _, field, _, _ in BOUNDS])
def test_a_number_is_taken_up_to_its_bounds_and_refused_beyond(
    line: dict[str, Any], field: str, low: float, high: float
) -> None:
    for number in (low, high):
        assert to_object(from_object({**line, field: number}))[field] == number
    for number in (low - 1, high + 1):
        with pytest.raises(LineError, match=f"^{field}: expected a (whole )?number"):
            from_object({**line, field: number})


@pytest.mark.parametrize("field", ["planned_ms", "held_ms"])
def test_a_step_takes_times_up_to_their_bounds(field: str) -> None:
    for number in (0, 10**9):
        assert to_object(from_object({**SESSION, "steps": [{**STEP, field: number}]}))["steps"] == [
            {**STEP, field: number}
        ]
    for wrong in (-1, 10**9 + 1, "1", True, None):
        with pytest.raises(LineError, match=f"^steps, number 1: {field}: expected a whole number"):
            from_object({**SESSION, "steps": [{**STEP, field: wrong}]})


@pytest.mark.parametrize("field", ["hold_ms", "reps", "sets", "range"])
def test_a_dose_takes_whole_numbers_up_to_their_bounds(field: str) -> None:
    for number in (0, 10**9):
        session = {**SESSION, "steps": [{**STEP, "dose": {**STEP["dose"], field: number}}]}
        assert to_object(from_object(session)) == session
    for wrong in (-1, 10**9 + 1, "1", 1.0, True, None):
        with pytest.raises(
            LineError, match=f"^steps, number 1: dose: {field}: expected a whole number from 0 to 1000000000, "
        ):
            from_object({**SESSION, "steps": [{**STEP, "dose": {**STEP["dose"], field: wrong}}]})


@pytest.mark.parametrize(("held", "status"), [(10, "done"), (8, "done"), (7, "partial"), (0, "partial")])
def test_the_status_of_a_session_that_does_not_say_it_comes_from_its_steps(held: int, status: str) -> None:
    steps = [{**STEP, "planned_ms": 10, "held_ms": held, "outcome": "partial"}]
    for unsaid in ({**SESSION, "status": None}, {name: value for name, value in SESSION.items() if name != "status"}):
        assert to_object(from_object({**unsaid, "steps": steps}))["status"] == status


@pytest.mark.parametrize("field", ["step", "exercise"])
def test_a_step_without_its_name_is_refused(field: str) -> None:
    for wrong in (1, None):
        with pytest.raises(LineError, match=f"^steps, number 1: {field}: expected a text"):
            from_object({**SESSION, "steps": [{**STEP, field: wrong}]})


@pytest.mark.parametrize(
    ("line", "change", "message"),
    [
        (KINDS[0], {"reason": 3}, "reason: expected a text or null, found 3"),
        (KINDS[7], {"value": "far"}, 'value: expected a number, found "far"'),
        (KINDS[7], {"value": True}, "value: expected a number, found true"),
        (KINDS[7], {"value": None}, "value: expected a number, found nothing"),
        (KINDS[9], {"speed": True}, "speed: expected a number above 0, found true"),
        (KINDS[9], {"speed": 1_000_000}, "speed: expected a number above 0, found 1000000"),
        (KINDS[9], {"speed": "fast"}, 'speed: expected a number above 0, found "fast"'),
        (KINDS[9], {"screened": 0}, "screened: expected true or false, found 0"),
        (KINDS[9], {"practice_day": 20260131}, "practice_day: expected a date such as 2026-01-31, found 20260131"),
        (KINDS[9], {"practice_day": "2026"}, 'practice_day: expected a date such as 2026-01-31, found "2026"'),
        (KINDS[9], {"started_at": 7}, "started_at: expected a moment in UTC such as 2026-01-31T07:00:00Z, found 7"),
        (KINDS[0], {"kind": ""}, 'kind: expected a word such as session, found ""'),
        (KINDS[0], {"kind": False}, "kind: expected a word such as session, found false"),
    ],
)
def test_a_wrong_value_says_what_was_expected(line: tuple[str, Line], change: dict[str, object], message: str) -> None:
    with pytest.raises(LineError) as raised:
        from_object(json.loads(line[0]) | change)
    assert str(raised.value) == message


def test_what_a_follow_line_leaves_out_is_as_in_the_first_version() -> None:
    line = from_object({"kind": "follow", "id": "a", "practice_day": "2026-01-31"})
    assert line == Follow("a", DAY, (), 2, 4)


def test_a_step_of_a_newer_program_keeps_a_dose_that_is_no_object() -> None:
    line = StepLine("s", "e", None, 0, 0, "done", Dose(1, 1, 1, 1), {"dose": 5, "grip": "left"})
    session = Session("a", "basics", DAY, "", "", None, "", None, "done", (line,))
    written: Any = to_object(session)["steps"]
    assert (written[0]["dose"], written[0]["grip"]) == (5, "left")


@pytest.mark.parametrize(
    "field", ["id", "routine", "zone", "reason", "activity", "result", "step", "exercise", "schedule", "felt", "status"]
)
def test_what_people_see_of_a_line_holds_nothing_a_terminal_obeys(field: str) -> None:
    for holder in ({"kind": "newer", "id": "a", "practice_day": "2026-01-31"},):
        line = from_object(holder | {field: "\x9bx"} | ({} if field == "id" else {"raw": "\x9bx"}))
        seen = line.id if field == "id" else line.extra[field]
        assert seen == "\ufffdx"
        assert line.extra.get("raw", "\x9bx") == "\x9bx"


def test_the_names_in_followed_routines_are_cleaned_and_other_lists_are_left_alone() -> None:
    line = from_object(FOLLOW | {"routines": [{"routine": "\x9bx", "schedule": "\x9by"}], "tags": [{"step": "\x9bz"}]})
    assert isinstance(line, Follow)
    assert (line.routines[0].routine, line.routines[0].schedule) == ("\ufffdx", "\ufffdy")
    assert line.extra == {"tags": [{"step": "\x9bz"}]}


@pytest.mark.parametrize(
    ("text", "written"),
    [("é×", "é×"), ("a\x7fb", "a\\u007fb"), ("\u2028", "\\u2028"), ("plain", "plain"), ("“\ud800”", "“\\ud800”")],
)
def test_text_goes_out_as_it_is_but_for_what_a_terminal_obeys(text: str, written: str) -> None:
    assert to_text(OtherLine("a", DAY, "mood", {"x": text})).endswith(f'"x":"{written}"}}')


@pytest.mark.parametrize("raw", ["\x7f", "\\u007f", "\x9b", "\\u009b"])
@pytest.mark.parametrize("more", ["", ',"steps":[]'])
def test_a_name_is_cleaned_however_it_is_written(raw: str, more: str) -> None:
    line = from_text(f'{{"id":"a{raw}","routine":"r","practice_day":"2026-01-31"{more}}}')
    assert line.id == "a\ufffd"


def test_a_number_too_large_is_refused_on_both_sides_of_zero_and_a_large_one_is_kept() -> None:
    head = '{"kind":"mood","id":"a","practice_day":"2026-01-31","x":'
    assert from_text(head + "1.5e300}").extra["x"] == 1.5e300
    for text in ("1e999", "-1e999"):
        with pytest.raises(LineError, match=f"expected a number, found {text}, which is too large"):
            from_text(f"{head}{text}}}")


def test_only_half_a_line_at_the_end_is_said_to_be_cut_off() -> None:
    for read in (read_lines, lambda text: read_bytes(text.encode())):
        assert [fault.message for fault in read('{"kind":3}').faults] == [
            "kind: expected a word such as session, found 3"
        ]
        assert [fault.message for fault in read('{"kind":\n').faults] == ["not JSON: Expecting value at column 9"]
        (fault,) = read('{"kind":').faults
        assert fault.message.startswith("the file ends in the middle of this line")
        assert fault.path == ""


def test_a_mark_of_the_byte_order_is_passed_over_at_the_beginning_alone() -> None:
    good = KINDS[0][0]
    assert read_bytes(b"\xef\xbb\xbf" + good.encode()).lines == (KINDS[0][1],)
    assert len(read_bytes(good.encode() + b"\n\xef\xbb\xbf").faults) == 1
    assert len(read_lines(good + "\n\ufeff").faults) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"), ({}, "an object"), ([], "a list"), (True, "true"), (False, "false"), (1.5, "1.5"),
        ("a  b\nc", '"a b c"'), ("x" * 38, f'"{"x" * 38}"'), ("x" * 39, f'"{"x" * 38}…'),
    ],
)  # fmt: skip
def test_a_value_is_shown_short_and_on_one_line(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-31T07:00:00Z", "2026-01-31T07:00:00+00:00"), ("2026-01-31T07:00:00", "2026-01-31T07:00:00+00:00"),
        ("2026-01-31T07:00:00+00:00", "2026-01-31T07:00:00+00:00"), ("2026-01-31T07:00:00+01:00", None),
        ("2026-01-31T07:00Z", None), ("2026-01-31 07:00:00Z", None), ("2026-01-31", None), ("20260131T070000Z", None),
        ("2026-01-31T25:00:00Z", None), ("2026-02-30T07:00:00Z", None), ("2026-01-31T07:61:00Z", None),
        ("2026-W05-6T07:00:00Z", "2026-01-31T07:00:00+00:00"), ("", None),
    ],
)  # fmt: skip
def test_a_moment_is_one_in_utc_with_its_seconds(text: str, moment: str | None) -> None:
    found = in_utc(text)
    assert (found.isoformat() if found else None) == moment
    assert is_moment(text) == (moment is not None)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-01-31T07:00:00Z", "2026-01-31T07:00:00Z", 0), ("2026-01-31T07:00:00Z", "2026-01-31T07:01:00Z", 1),
        ("2026-01-31T07:00:00Z", "2026-01-31T08:59:40Z", 120), ("2026-01-31T07:00:00Z", "2026-01-31T09:01:00Z", 0),
        ("2026-01-31T07:00:00Z", "2026-01-31T06:59:00Z", 0), ("", "2026-01-31T07:00:00Z", 0),
        ("2026-01-31T07:00:00Z", "", 0),
    ],
)  # fmt: skip
def test_the_minutes_between_two_moments_are_whole_and_within_the_most(start: str, end: str, minutes: int) -> None:
    assert minutes_between(start, end, 120) == minutes
