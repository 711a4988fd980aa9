"""The values a routine file becomes, and the problems found in it."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Literal

from stretch_coach.routine.dose import Dose, Side, Sides
from stretch_coach.routine.schedule import DAILY, Schedule

Kind = Literal["stretch", "isometric", "movement", "passive", "breathing", "walking"]
Phase = Literal["relief", "loosen", "strengthen", "upkeep"]
Words = Literal["full", "brief", "tones"]
Need = Literal["mat", "chair", "wall", "strap", "step", "cushion", "counter"]
Purpose = Literal["back", "general"]
Pace = Literal["calm", "brisk"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class RangeMark:
    """What a share of the comfortable range feels like: `50` → "half way to the first clear pull"."""

    percent: int
    text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """An easier or harder way: words for it and, where it is an exercise of the library, its name."""

    text: str
    exercise: str | None = None


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that is ever played, whatever a file or the ramp asks for."""

    hold_ms: int
    reps: int
    sets: int
    range: int = 100


@dataclass(frozen=True, slots=True)
class Pacer:
    """The rhythm in which to breathe through a hold."""

    in_ms: int
    out_ms: int

    @property
    def breath_ms(self) -> int:
        """The length of one breath, in and out."""
        return self.in_ms + self.out_ms

    def text(self) -> str:
        """The rhythm in words: `in 4 s, out 6 s`."""
        return f"in {self.in_ms // 1000} s, out {self.out_ms // 1000} s"


EASY_BREATH = Pacer(4000, 6000)
"""Six easy breaths a minute (our own cautious choice), where a breathing exercise or a hold in breaths names none."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One card of the library, or an exercise defined inside a routine file.

    `do`, `during`, `back`, `go`, `cue`, `easier` and `harder` of an exercise with sides may hold `{side}` and
    `{other}`; `templates.fill` puts left and right there.
    """

    name: str
    title: str
    kind: Kind
    position: str
    """The starting position, as a phrase that can be spoken: "on your back, knees bent"."""
    do: tuple[str, ...]
    """Getting there, in short sentences, in order: all of it is said before the first hold."""
    areas: tuple[str, ...] = ()
    """Names of `areas.AREAS`; of an older card, its own words where they mean none of them."""
    phase: Phase = "loosen"
    needs: tuple[Need, ...] = ()
    """What has to be at hand."""
    during: tuple[str, ...] = ()
    """Refinements, said while it is held."""
    back: str = ""
    """The way out, in one sentence; "" where nothing more than "and back" is to be said."""
    go: str = "go"
    """One to three words for moving in, spoken as "And turn."."""
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
    image: str = ""
    """The name of a picture that lies next to the file."""
    link: str = ""
    """The address of a film or page; shown, never opened in a session."""
    sources: tuple[str, ...] = ()
    author: str = ""
    licence: str = ""
    extends: str = ""
    """The exercise from which it has what it does not say itself."""


@dataclass(frozen=True, slots=True)
class RepPhase:
    """One part of a rep: a word for it and how long it is held."""

    say: str
    hold_ms: int
    range: int | None = None
    """Percent of the comfortable range; None where the dose's own holds."""


@dataclass(frozen=True, slots=True)
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
    """The first day with this step, counted in good days of the routine."""
    until_day: int | None = None
    """The first day without it; None where it stays."""
    say: str = ""
    """The author's own words, always said."""
    phases: tuple[RepPhase, ...] = ()
    """The parts of one rep, in order; empty for a plain hold."""
    pacer: Pacer | None = None
    """The step's own `breath`, or the easy one where its hold is counted in breaths and the card has none."""
    breaths: bool = False
    """True where the hold was written in breaths, and so grows by whole ones."""
    line: int = 0

    @property
    def fixed(self) -> bool:
        """True where the dose does not grow."""
        return self.start == self.target

    @property
    def breath(self) -> Pacer | None:
        """The rhythm in which to breathe through this step's holds: the step's own, else its exercise's."""
        return self.pacer or self.exercise.pacer

    @property
    def played_sides(self) -> tuple[Side | None, ...]:
        """The sides it is done on, left before right; one None where both work at once."""
        if self.sides == "none":
            return (None,)
        if self.sides in ("left", "right"):
            return (self.sides,)
        return ("left", "right")


@dataclass(frozen=True, slots=True)
class RestStep:
    """A plain pause between two steps."""

    id: str
    rest_ms: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading between steps, shown and spoken."""

    title: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Steps that are played in rounds: the n-th set of each step belongs to the n-th round.

    With `sides` "each" one side is played through all rounds, then the other; each step with sides is then "each",
    and one without sides is done on both ways through, so its sets are twice the rounds.
    """

    rounds: int
    sides: Literal["none", "each"]
    steps: tuple[Step | RestStep, ...]
    line: int = 0


Item = Step | RestStep | Section | Group


@dataclass(frozen=True, slots=True)
class Routine:
    """A routine file that has no errors."""

    name: str
    title: str
    items: tuple[Item, ...]
    """Steps, rests, sections and groups as the file has them."""
    about: str = ""
    for_: Purpose = "general"
    """Whether backs and their pain are spoken of."""
    language: str = "en"
    schedule: Schedule = DAILY
    times: int = 1
    """How often on a day that it is due."""
    ramp_days: int | None = None
    """The fewest good days to the target; None where the steps take their own time or `ramp` is `none`."""
    fixed: bool = False
    """True for `ramp: none`: every dose stays as written."""
    phase: Phase | None = None
    pace: Pace = "calm"
    """How much time there is for getting ready and turning over."""
    cautions: tuple[str, ...] = ()
    words: Words = "full"
    author: str = ""
    licence: str = ""
    source: str = ""
    version: str = ""
    path: str = ""

    @property
    def steps(self) -> tuple[Step | RestStep, ...]:
        """All exercises and rests in order, those in groups among them, each once."""
        steps: list[Step | RestStep] = []
        for item in self.items:
            if isinstance(item, Group):
                steps += item.steps
            elif not isinstance(item, Section):
                steps.append(item)
        return tuple(steps)

    def record_name(self) -> str:
        """Return the name under which a file from outside the routines' folders is kept in the record.

        It is the file's name and a hash of the steps, so that another file of that name starts its own record.
        """
        from hashlib import sha256  # noqa: PLC0415  only a file from outside needs it

        steps = [
            (step.id, step.exercise.name, step.sides, *astuple(step.start), *astuple(step.target))
            if isinstance(step, Step)
            else (step.id, step.rest_ms)
            for step in self.steps
        ]
        return f"{self.name}-{sha256(repr(steps).encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Positions count from 1; `end_column` is the column after the last offending character."""

    path: str
    line: int
    column: int
    end_column: int
    severity: Severity
    code: str
    """Stable, kebab-case: `unknown-key`, `hold-over-cap`."""
    message: str
    """In the form "expected … found …" wherever something was expected."""
    hint: str = ""
    source: str = ""
    """The source line, for the caret."""
