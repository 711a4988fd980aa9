"""Each kind of line: its name outside, its value inside, and how its fields go in and out.

The tables here are all that `jsonl` knows of them; a new field is one entry. A session's steps are by far the most of
a record, so they are read without a call for each field, and equal steps and doses are one value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, get_args

from stretch_coach.record import fields, lines
from stretch_coach.record.done import session_status
from stretch_coach.record.fields import is_object, wrong
from stretch_coach.record.lines import Felt, Level, Line, Outcome, Status
from stretch_coach.routine.dose import Dose, Side

_SIDES: tuple[Side, ...] = get_args(Side)
_OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_STATUSES: tuple[Status, ...] = get_args(Status)
_STEP = frozenset(("step", "exercise", "side", "planned_ms", "held_ms", "outcome", "dose"))
_DOSE = frozenset(("hold_ms", "reps", "sets", "range"))
_FOLLOWED = frozenset(("routine", "schedule"))
_OTHER = frozenset(("kind", "id", "practice_day"))

_LONG = 10**9
"""No count of ms, minutes or rungs in a record comes near it; eleven days of holding."""


class Field(NamedTuple):
    """One field of a kind of line; it has the same name outside and inside."""

    name: str
    read: Callable[[Mapping[str, object], str], Any]
    """Takes the JSON object and the field's name. Raises `LineError`."""
    write: Callable[[Any], object] | None = None
    """Gives the JSON value where that is another than the value inside."""


class Kind(NamedTuple):
    """How one kind of line is read and written."""

    name: str
    value: type
    fields: tuple[Field, ...]
    """In the order in which they are written."""
    known: frozenset[str]
    """The names of its fields; all others are kept as they come."""

    def read(self, value: Mapping[str, object]) -> Any:  # noqa: ANN401  a `value`
        """Read the JSON object of a line. Raises `LineError`."""
        found = {name: read(value, name) for name, read, _ in self.fields}
        return self.value(**found, extra=fields.rest(value, self.known))

    def write(self, line: Line | lines.Played) -> dict[str, object]:
        """Return the JSON object of a line, without its kind."""
        written = {
            name: getattr(line, name) if write is None else write(getattr(line, name)) for name, _, write in self.fields
        }
        return {**written, **line.extra}


def _read_status(value: Mapping[str, object], name: str) -> lines.Status:
    """Read the status of a session, or work it out where a line that came from elsewhere does not say it."""
    known = fields.maybe_choice(value, name, _STATUSES)
    return known or session_status(_read_steps(value, "steps"), stopped=False)


def _read_steps(value: Mapping[str, object], name: str) -> tuple[lines.StepLine, ...]:
    return tuple(_read_step(step, place) for place, step in enumerate(fields.items(value, name), start=1))


def _write_steps(steps: Iterable[lines.StepLine]) -> list[dict[str, object]]:
    return [_write_step(step) for step in steps]


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
    return lines.StepLine(step, exercise, side, planned, held, outcome, known_dose, extra)


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
    if not is_object(value):
        where = f"steps, number {place}: dose"
        raise wrong(where, "an object or null", value)
    get = value.get
    hold, reps, sets, span = get("hold_ms"), get("reps"), get("sets"), get("range")
    if not (
        type(hold) is int
        and 0 <= hold <= _LONG
        and type(reps) is int
        and 0 <= reps <= _LONG
        and type(sets) is int
        and 0 <= sets <= _LONG
        and type(span) is int
        and 0 <= span <= _LONG
    ):
        raise _wrong_dose(value, place)
    return _dose(hold, reps, sets, span), fields.rest(value, _DOSE)


def _wrong_dose(value: Mapping[str, object], place: int) -> fields.LineError:
    """Return the error for a dose of which something is wrong: its first field that cannot be read."""
    why = ""
    try:
        fields.whole(value, "hold_ms", 0, _LONG)
        fields.whole(value, "reps", 0, _LONG)
        fields.whole(value, "sets", 0, _LONG)
        fields.whole(value, "range", 0, _LONG)
    except fields.LineError as error:
        why = str(error)
    return fields.LineError(f"steps, number {place}: dose: {why}")


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


def _read_followed(value: Mapping[str, object], name: str) -> tuple[lines.FollowedRoutine, ...]:
    return tuple(
        lines.FollowedRoutine(fields.text(r, "routine"), fields.text(r, "schedule"), fields.rest(r, _FOLLOWED))
        for r in fields.items(value, name)
    )


def _write_followed(routines: Iterable[lines.FollowedRoutine]) -> list[dict[str, object]]:
    return [{"routine": r.routine, "schedule": r.schedule, **r.extra} for r in routines]


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


def _text(name: str) -> Field:
    return Field(name, fields.text)


def _words(name: str) -> Field:
    return Field(name, fields.words, lambda text: text or None)


def _moment(name: str) -> Field:
    return Field(name, fields.moment, lambda text: text or None)


def _whole(name: str, low: int = 0, high: int = _LONG, default: int | None = None) -> Field:
    return Field(name, lambda value, name: fields.whole(value, name, low, high, default))


def _maybe_whole(name: str, low: int, high: int) -> Field:
    return Field(name, lambda value, name: fields.maybe_whole(value, name, low, high))


def _maybe_choice(name: str, words: object) -> Field:
    """A field with one of the words of a `Literal`, or null."""
    choices: tuple[str, ...] = get_args(words)
    return Field(name, lambda value, name: fields.maybe_choice(value, name, choices))


_ID, _DAY = _text("id"), Field("practice_day", fields.day, date.isoformat)


def _kind(name: str, value: type, *known: Field) -> Kind:
    return Kind(name, value, known, frozenset(("kind", *(field.name for field in known))))


KINDS = {
    kind.name: kind
    for kind in (
        _kind(
            "session", lines.Session, _ID, _text("routine"), _DAY, _moment("started_at"), _moment("ended_at"),
            _maybe_whole("utc_offset_minutes", -1440, 1440), _words("zone"), _maybe_whole("rollover_hour", 0, 23),
            Field("status", _read_status), _maybe_choice("felt", Felt), _maybe_whole("pain_before", 0, 10),
            _maybe_whole("pain_after", 0, 10), _maybe_whole("pain_next_morning", 0, 10), _maybe_choice("level", Level),
            _maybe_choice("first_side", Side), Field("speed", fields.maybe_number),
            Field("screened", fields.maybe_flag), Field("steps", _read_steps, _write_steps),
        ),
        _kind("excused", lines.Excused, _ID, _DAY, _words("reason")),
        _kind("activity", lines.Activity, _ID, _DAY, _text("activity"), _whole("minutes")),
        _kind(
            "follow", lines.Follow, _ID, _DAY, Field("routines", _read_followed, _write_followed),
            _whole("grace", 0, 31, 2), _whole("rollover_hour", 0, 23, 4),
        ),
        _kind("screened", lines.Screened, _ID, _DAY, _text("result")),
        _kind("place", lines.Place, _ID, _DAY, _text("routine"), _text("step"), _whole("rung"), _words("reason")),
        _kind(
            "measure", lines.Measure, _ID, _DAY, _text("what"), _maybe_choice("side", Side),
            Field("value", fields.number), _text("unit"),
        ),
    )
}  # fmt: skip
"""Name outside → the kind, each with its fields in the order in which they are written."""

PLAYED = _kind(
    "session", lines.Played, *(f for f in KINDS["session"].fields if f.name in lines.Played.__dataclass_fields__)
)
"""What the record keeps next to a session for the ramp; no file has such lines."""

KNOWN_FIELDS = frozenset[str]().union(_STEP, _DOSE, _FOLLOWED, _OTHER, *(kind.known for kind in KINDS.values()))
"""Every field that this program knows: the texts in them are shown to people."""
