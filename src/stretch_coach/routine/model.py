"""The values a routine file becomes. Made by the reader; read by every room to the right."""

from __future__ import annotations

from typing import Literal

from stretch_coach.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from stretch_coach.routine.dose import Dose, Sides

Kind = Literal["stretch", "isometric", "movement", "passive", "breathing", "walking"]
Phase = Literal["relief", "loosen", "strengthen", "upkeep"]
Words = Literal["full", "brief", "tones"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As a schedule names them, in the order of `date.weekday`."""


@value
class Schedule:
    """When a routine is due: every day, on named weekdays, or so many days a week (Monday to Sunday)."""

    kind: Literal["daily", "weekdays", "per_week"]
    days: tuple[Weekday, ...] = ()
    count: int = 7

    def text(self) -> str:
        """The schedule as a routine file and a `follow` line write it: `daily`, `mon, wed, fri`, `3 per week`."""
        if self.kind == "daily":
            return "daily"
        if self.kind == "weekdays":
            return ", ".join(self.days)
        return f"{self.count} per week"


@value
class RangeMark:
    """What a share of the comfortable range feels like: `50` → "half way to the first clear pull"."""

    percent: int
    text: str


@value
class Variant:
    """An easier or harder way: words for it and, where it is an exercise of the library, its name."""

    text: str
    exercise: str | None = None


@value
class Caps:
    """The most that is ever played, whatever a file or the ramp asks for."""

    hold_ms: int
    reps: int
    sets: int
    range: int = 100


@value
class Pacer:
    """The rhythm in which a card asks to breathe through its holds."""

    in_ms: int
    out_ms: int

    @property
    def breath_ms(self) -> int:
        """How long one breath lasts, in and out."""
        return self.in_ms + self.out_ms

    def text(self) -> str:
        """The rhythm in words: `in 4 s, out 6 s`."""
        return f"in {self.in_ms // 1000} s, out {self.out_ms // 1000} s"


EASY_BREATH = Pacer(4000, 6000)
"""Six easy breaths a minute (our own cautious choice): what a breathing exercise has where its card says nothing."""


@value
class Exercise:
    """One card of the library, or an exercise defined inside a routine file."""

    name: str
    title: str
    kind: Kind
    position: str
    """The starting position, as a phrase that can be spoken: "on your back, knees bent"."""
    do: tuple[str, ...]
    """The movement in short sentences, in order."""
    body: tuple[str, ...] = ()
    phase: Phase = "loosen"
    breathe: str = ""
    pacer: Pacer | None = None
    """None where everybody breathes as they like."""
    cue: tuple[RangeMark, ...] = ()
    """Marks in rising percent; an exercise whose cue is one plain text has a single mark at 100."""
    errors: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    """Caution tags (`safety` knows what each does) under which this exercise is left out or limited."""
    easier: Variant | None = None
    harder: Variant | None = None
    caps: Caps | None = None
    start: Dose | None = None
    target: Dose | None = None
    sides: Sides = "none"
    cycle_ms: int = 4000
    move_in_ms: int = 3000
    move_out_ms: int = 3000
    figure: object | None = None
    sources: tuple[str, ...] = ()
    author: str = ""
    licence: str = ""


@value
class Step:
    """One exercise in a routine with the dose it starts at and the dose it grows to."""

    id: str
    exercise: Exercise
    start: Dose
    target: Dose
    sides: Sides
    rest_ms: int
    """Between reps of one side."""
    set_rest_ms: int
    from_day: int = 1
    say: str = ""
    line: int = 0


@value
class RestStep:
    """A plain pause between two steps."""

    id: str
    rest_ms: int
    line: int = 0


@value
class Routine:
    """A routine file that has no errors."""

    name: str
    title: str
    steps: tuple[Step | RestStep, ...]
    about: str = ""
    language: str = "en"
    schedule: Schedule = Schedule("daily")
    ramp_days: int | None = None
    phase: Phase | None = None
    cautions: tuple[str, ...] = ()
    words: Words = "full"
    path: str = ""
