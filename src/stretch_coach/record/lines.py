"""What a user did and chose, as values: the lines of the record.

Made by the runner and the commands, stored by `history`, folded by `safety`, `ramp` and the day states.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from stretch_coach.routine.dose import Dose, Side

Status = Literal["done", "partial", "stopped"]
Felt = Literal["easy", "ok", "hard"]
Outcome = Literal["done", "partial", "skipped", "eased", "hurt"]
Level = Literal["hurts", "stiff", "fine"]
"""How the user was when a session began."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """What became of one side of one step in a session. Times in ms; `held_ms` never above `planned_ms`."""

    step: str
    exercise: str
    side: Side | None
    planned_ms: int
    held_ms: int
    outcome: Outcome
    dose: Dose | None
    extra: Mapping[str, object] = field(default_factory=dict)
    """Fields of a newer program, kept as they came."""


@dataclass(frozen=True, slots=True)
class Session:
    """One playing of a routine."""

    id: str
    routine: str
    practice_day: date
    started_at: str
    """UTC, ISO 8601 with seconds; "" where a line that came from elsewhere does not say it."""
    ended_at: str
    utc_offset_minutes: int | None
    zone: str
    rollover_hour: int | None
    status: Status
    steps: tuple[StepLine, ...]
    felt: Felt | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    pain_next_morning: int | None = None
    first_side: Side | None = None
    speed: float | None = 1.0
    screened: bool | None = True
    level: Level | None = None
    """None in lines of earlier versions, which count as `hurts`."""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Played:
    """What was done and said in a session, without when and where: all that doses depend on.

    Each field is that of `Session` with its name.
    """

    routine: str
    status: Status
    steps: tuple[StepLine, ...]
    felt: Felt | None
    pain_before: int | None
    pain_after: int | None
    pain_next_morning: int | None
    first_side: Side | None
    speed: float | None
    level: Level | None
    extra: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Excused:
    """A day the user took out: illness, travel, or pain left nothing to do."""

    id: str
    practice_day: date
    reason: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Activity:
    """Walking, yoga, tai chi, swimming."""

    id: str
    practice_day: date
    activity: str
    minutes: int
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FollowedRoutine:
    """One routine that Today offers, and when it is due, as its file wrote it."""

    routine: str
    schedule: str
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Follow:
    """What was due from this practice day on."""

    id: str
    practice_day: date
    routines: tuple[FollowedRoutine, ...]
    grace: int = 2
    rollover_hour: int = 4
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Screened:
    """A screening and what came of it: `clear`, `caution`, `emergency`, `clinician`."""

    id: str
    practice_day: date
    result: str
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A step's place on its ladder, set by hand."""

    id: str
    practice_day: date
    routine: str
    step: str
    rung: int
    reason: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured range, such as the fingertips' distance from the floor; it never counts as practice."""

    id: str
    practice_day: date
    what: str
    """The name of what was measured: `fingertip-floor`."""
    value: float
    unit: str
    """`cm` or `degrees`."""
    side: Literal["left", "right"] | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OtherLine:
    """A line of a kind that only a newer program knows: kept and passed on, never interpreted."""

    id: str
    practice_day: date
    kind: str
    extra: Mapping[str, object] = field(default_factory=dict)


Line = Session | Excused | Activity | Follow | Screened | Place | Measure | OtherLine
