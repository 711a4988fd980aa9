"""Each kind of line: its name outside, its value inside, and how its fields go in and out.

The table `KINDS` is all that `jsonl` knows of them. A session's steps are by far the most of a record, so they
are read without a call for each field, and equal steps and doses are one value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from stretch_coach.record import fields, lines
from stretch_coach.record.done import session_status
from stretch_coach.record.fields import is_object, wrong
from stretch_coach.record.lines import Line, Outcome, Status
from stretch_coach.routine.dose import Dose

_SIDES: tuple[Any, ...] = ("left", "right")
_FELT: tuple[Any, ...] = ("easy", "ok", "hard")
_LEVELS: tuple[Any, ...] = ("hurts", "stiff", "fine")
_STATUSES: tuple[Status, ...] = ("done", "partial", "stopped")
_OUTCOMES: tuple[Outcome, ...] = ("done", "partial", "skipped", "eased", "hurt")

_SESSION = frozenset(
    (
        "kind", "id", "routine", "practice_day", "started_at", "ended_at", "utc_offset_minutes", "zone",
        "rollover_hour", "status", "felt", "pain_before", "pain_after", "pain_next_morning", "first_side",
        "speed", "screened", "level", "steps",
    )
)  # fmt: skip
_STEP = frozenset(("step", "exercise", "side", "planned_ms", "held_ms", "outcome", "dose"))
_DOSE = frozenset(("hold_ms", "reps", "sets", "range"))
_EXCUSED = frozenset(("kind", "id", "practice_day", "reason"))
_ACTIVITY = frozenset(("kind", "id", "practice_day", "activity", "minutes"))
_FOLLOW = frozenset(("kind", "id", "practice_day", "routines", "grace", "rollover_hour"))
_FOLLOWED = frozenset(("routine", "schedule"))
_SCREENED = frozenset(("kind", "id", "practice_day", "result"))
_PLACE = frozenset(("kind", "id", "practice_day", "routine", "step", "rung", "reason"))
_MEASURE = frozenset(("kind", "id", "practice_day", "what", "side", "value", "unit"))
_OTHER = frozenset(("kind", "id", "practice_day"))
KNOWN_FIELDS = frozenset[str]().union(
    _SESSION, _STEP, _DOSE, _EXCUSED, _ACTIVITY, _FOLLOW, _FOLLOWED, _SCREENED, _PLACE, _MEASURE, _OTHER
)
"""Every field that this program knows: the texts in them are shown to people."""

_LONG = 10**9
"""No count of ms, minutes or rungs in a record comes near it; eleven days of holding."""


class Kind(NamedTuple):
    """How one kind of line is read and written."""

    name: str
    value: type
    read: Callable[[Mapping[str, object]], Line]
    write: Callable[[Any], dict[str, object]]


def _read_session(value: Mapping[str, object]) -> lines.Session:
    return session_of(value, steps_of(fields.items(value, "steps")))


def steps_of(values: Iterable[dict[str, object]]) -> tuple[lines.StepLine, ...]:
    """Read the steps of a session. Raises `LineError`."""
    return tuple(_read_step(step, place) for place, step in enumerate(values, start=1))


def session_of(value: Mapping[str, object], steps: tuple[lines.StepLine, ...]) -> lines.Session:
    """Read a session whose steps were read already. Raises `LineError`."""
    status = fields.maybe_choice(value, "status", _STATUSES) or session_status(steps, stopped=False)
    return lines.Session(
        fields.text(value, "id"),
        fields.text(value, "routine"),
        fields.day(value, "practice_day"),
        fields.moment(value, "started_at"),
        fields.moment(value, "ended_at"),
        fields.maybe_whole(value, "utc_offset_minutes", -1440, 1440),
        fields.words(value, "zone"),
        fields.maybe_whole(value, "rollover_hour", 0, 23),
        status,
        steps,
        fields.maybe_choice(value, "felt", _FELT),
        fields.maybe_whole(value, "pain_before", 0, 10),
        fields.maybe_whole(value, "pain_after", 0, 10),
        fields.maybe_whole(value, "pain_next_morning", 0, 10),
        fields.maybe_choice(value, "first_side", _SIDES),
        fields.maybe_number(value, "speed"),
        fields.maybe_flag(value, "screened"),
        fields.maybe_choice(value, "level", _LEVELS),
        fields.rest(value, _SESSION),
    )


def session_like(  # noqa: PLR0913, PLR0917  what differs between sessions, in the order of the fields
    said: lines.Session,
    line_id: str,
    routine: str,
    day: date,
    began: str,
    ended: str,
    steps: tuple[lines.StepLine, ...],
) -> lines.Session:
    """Return a session of which the same is said as of another one; `dataclasses.replace` takes three times as long."""
    return lines.Session(
        line_id,
        routine,
        day,
        began,
        ended,
        said.utc_offset_minutes,
        said.zone,
        said.rollover_hour,
        said.status,
        steps,
        said.felt,
        said.pain_before,
        said.pain_after,
        said.pain_next_morning,
        said.first_side,
        said.speed,
        said.screened,
        said.level,
        said.extra,
    )


def _write_session(session: lines.Session) -> dict[str, object]:
    return {
        "id": session.id,
        "routine": session.routine,
        "practice_day": session.practice_day.isoformat(),
        "started_at": session.started_at or None,
        "ended_at": session.ended_at or None,
        "utc_offset_minutes": session.utc_offset_minutes,
        "zone": session.zone or None,
        "rollover_hour": session.rollover_hour,
        "status": session.status,
        "felt": session.felt,
        "pain_before": session.pain_before,
        "pain_after": session.pain_after,
        "pain_next_morning": session.pain_next_morning,
        "level": session.level,
        "first_side": session.first_side,
        "speed": session.speed,
        "screened": session.screened,
        "steps": [_write_step(step) for step in session.steps],
        **session.extra,
    }


def _read_step(value: dict[str, object], place: int) -> lines.StepLine:
    get = value.get
    step, exercise, side, outcome = get("step"), get("exercise"), get("side"), get("outcome")
    planned, held, dose = get("planned_ms"), get("held_ms"), get("dose")
    if not (
        type(step) is str
        and type(exercise) is str
        and (side is None or side in _SIDES)
        and type(planned) is int
        and 0 <= planned <= _LONG
        and type(held) is int
        and 0 <= held <= _LONG
        and outcome in _OUTCOMES
    ):
        raise _wrong_step(value, place)
    extra = fields.rest(value, _STEP)
    known_dose = None
    if dose is not None:
        known_dose, more = _read_dose(dose, place)
        if more:
            extra["dose"] = more
    if not extra:
        return _step(step, exercise, side, planned, held, outcome, known_dose)
    return lines.StepLine(step, exercise, side, planned, held, outcome, known_dose, extra)  # type: ignore[arg-type]  # checked above, all at once for speed


def _wrong_step(value: Mapping[str, object], place: int) -> fields.LineError:
    """Return the error for a step of which something is wrong: its first field that cannot be read."""
    why = ""
    try:
        fields.text(value, "step")
        fields.text(value, "exercise")
        fields.maybe_choice(value, "side", _SIDES)
        fields.whole(value, "planned_ms", 0, _LONG)
        fields.whole(value, "held_ms", 0, _LONG)
        fields.choice(value, "outcome", _OUTCOMES)
    except fields.LineError as error:
        why = str(error)
    return fields.LineError(f"steps, number {place}: {why}")


def _read_dose(value: object, place: int) -> tuple[Dose, dict[str, object]]:
    where = f"steps, number {place}: dose"
    if not is_object(value):
        raise wrong(where, "an object or null", value)
    try:
        dose = _dose(*(fields.whole(value, name, 0, _LONG) for name in ("hold_ms", "reps", "sets", "range")))
    except fields.LineError as error:
        message = f"{where}: {error}"
        raise fields.LineError(message) from None
    return dose, fields.rest(value, _DOSE)


_dose = lru_cache(maxsize=4096)(Dose)
_step = lru_cache(maxsize=8192)(lines.StepLine)


def _write_step(step: lines.StepLine) -> dict[str, object]:
    written: dict[str, object] = {
        "step": step.step,
        "exercise": step.exercise,
        "side": step.side,
        "planned_ms": step.planned_ms,
        "held_ms": step.held_ms,
        "outcome": step.outcome,
        "dose": None,
    }
    dose = step.dose
    if dose is None:
        return {**written, **step.extra}
    written["dose"] = parts = {
        "hold_ms": dose.hold_ms,
        "reps": dose.reps,
        "sets": dose.sets,
        "range": dose.range,
    }
    for name, found in step.extra.items():
        if name == "dose" and is_object(found):
            written["dose"] = {**parts, **found}
        else:
            written[name] = found
    return written


def _read_excused(value: Mapping[str, object]) -> lines.Excused:
    return lines.Excused(
        fields.text(value, "id"),
        fields.day(value, "practice_day"),
        fields.words(value, "reason"),
        fields.rest(value, _EXCUSED),
    )


def _write_excused(line: lines.Excused) -> dict[str, object]:
    return {**_head(line), "reason": line.reason or None, **line.extra}


def _read_activity(value: Mapping[str, object]) -> lines.Activity:
    return lines.Activity(
        fields.text(value, "id"),
        fields.day(value, "practice_day"),
        fields.text(value, "activity"),
        fields.whole(value, "minutes", 0, _LONG),
        fields.rest(value, _ACTIVITY),
    )


def _write_activity(line: lines.Activity) -> dict[str, object]:
    return {**_head(line), "activity": line.activity, "minutes": line.minutes, **line.extra}


def _read_follow(value: Mapping[str, object]) -> lines.Follow:
    return lines.Follow(
        fields.text(value, "id"),
        fields.day(value, "practice_day"),
        tuple(
            lines.FollowedRoutine(fields.text(r, "routine"), fields.text(r, "schedule"), fields.rest(r, _FOLLOWED))
            for r in fields.items(value, "routines")
        ),
        fields.whole(value, "grace", 0, 31, 2),
        fields.whole(value, "rollover_hour", 0, 23, 4),
        fields.rest(value, _FOLLOW),
    )


def _write_follow(line: lines.Follow) -> dict[str, object]:
    routines = [{"routine": r.routine, "schedule": r.schedule, **r.extra} for r in line.routines]
    return {**_head(line), "routines": routines, "grace": line.grace, "rollover_hour": line.rollover_hour, **line.extra}


def _read_screened(value: Mapping[str, object]) -> lines.Screened:
    return lines.Screened(
        fields.text(value, "id"),
        fields.day(value, "practice_day"),
        fields.text(value, "result"),
        fields.rest(value, _SCREENED),
    )


def _write_screened(line: lines.Screened) -> dict[str, object]:
    return {**_head(line), "result": line.result, **line.extra}


def _read_place(value: Mapping[str, object]) -> lines.Place:
    return lines.Place(
        fields.text(value, "id"),
        fields.day(value, "practice_day"),
        fields.text(value, "routine"),
        fields.text(value, "step"),
        fields.whole(value, "rung", 0, _LONG),
        fields.words(value, "reason"),
        fields.rest(value, _PLACE),
    )


def _write_place(line: lines.Place) -> dict[str, object]:
    more = {"routine": line.routine, "step": line.step, "rung": line.rung, "reason": line.reason or None}
    return {**_head(line), **more, **line.extra}


def _read_measure(value: Mapping[str, object]) -> lines.Measure:
    return lines.Measure(
        fields.text(value, "id"),
        fields.day(value, "practice_day"),
        fields.text(value, "what"),
        fields.number(value, "value"),
        fields.text(value, "unit"),
        fields.maybe_choice(value, "side", _SIDES),
        fields.rest(value, _MEASURE),
    )


def _write_measure(line: lines.Measure) -> dict[str, object]:
    more = {"what": line.what, "side": line.side, "value": line.value, "unit": line.unit}
    return {**_head(line), **more, **line.extra}


def other_from(kind: str, value: Mapping[str, object]) -> lines.OtherLine:
    """Read a line of a kind that is not in the table."""
    return lines.OtherLine(
        fields.text(value, "id"), fields.day(value, "practice_day"), kind, fields.rest(value, _OTHER)
    )


def other_to(line: lines.OtherLine) -> dict[str, object]:
    """Write a line of a kind that is not in the table, as it came."""
    return {"kind": line.kind, **_head(line), **line.extra}


def _head(line: Line) -> dict[str, object]:
    return {"id": line.id, "practice_day": line.practice_day.isoformat()}


KINDS = {
    kind.name: kind
    for kind in (
        Kind("session", lines.Session, _read_session, _write_session),
        Kind("excused", lines.Excused, _read_excused, _write_excused),
        Kind("activity", lines.Activity, _read_activity, _write_activity),
        Kind("follow", lines.Follow, _read_follow, _write_follow),
        Kind("screened", lines.Screened, _read_screened, _write_screened),
        Kind("place", lines.Place, _read_place, _write_place),
        Kind("measure", lines.Measure, _read_measure, _write_measure),
    )
}
