"""Exercises, steps, prescriptions and timelines for the tests of the session engine, in one short call each."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import EASY_BREATH, Caps, Exercise, Pacer, RangeMark, RestStep, Routine, Step, Variant
from stretch_coach.session.events import Command
from stretch_coach.session.player import Player
from stretch_coach.session.script import build_timeline

if TYPE_CHECKING:
    from stretch_coach.ramp.prescription import State
    from stretch_coach.routine.dose import Side, Sides
    from stretch_coach.routine.model import Kind, Words
    from stretch_coach.session.events import Event
    from stretch_coach.session.timeline import Timeline

DO = ("Draw that knee in", "Let your back rest", "Come back slowly")
MARKS = (RangeMark(50, "half way"), RangeMark(100, "the first clear pull"))


def exercise(  # noqa: PLR0913  a maker of values, by name
    name: str = "knee-to-chest",
    kind: Kind = "stretch",
    *,
    sides: Sides = "none",
    do: tuple[str, ...] = DO,
    breathe: str = "Breathe out",
    move_ms: int = 3000,
    cap_hold_ms: int = 30_000,
    easier: Variant | None = None,
    start: Dose | None = None,
    pacer: Pacer | None = None,
) -> Exercise:
    """A card, by default a stretch of the knee to the chest; one for breathing has a pacer, as the reader gives it."""
    return Exercise(
        name,
        name.replace("-", " ").capitalize(),
        kind,
        "on your back",
        do,
        breathe=breathe,
        pacer=pacer or (EASY_BREATH if kind == "breathing" else None),
        cue=MARKS if kind == "stretch" else (),
        caps=Caps(cap_hold_ms, 20, 3),
        sides=sides,
        easier=easier,
        start=start,
        move_in_ms=move_ms,
        move_out_ms=move_ms,
    )


def step(  # noqa: PLR0913  a maker of values, by name
    card: Exercise | None = None,
    *,
    hold: int = 5,
    reps: int = 2,
    sets: int = 1,
    percent: int = 50,
    sides: Sides | None = None,
    rest_ms: int = 5000,
    set_rest_ms: int = 30_000,
    state: State = "due",
    sessions: int = 0,
    id_: str = "",
    say: str = "",
) -> PrescribedStep:
    """A step with today's dose; `hold` in seconds. Any `state` but due leaves it without a dose."""
    card = card or exercise()
    dose = Dose(hold * 1000, reps, sets, percent)
    own = Step(id_ or card.name, card, dose, dose, sides or card.sides, rest_ms, set_rest_ms, say=say)
    return PrescribedStep(own, dose if state == "due" else None, state, 0, 5, "", sessions=sessions)


def prescription(
    *steps: PrescribedStep | RestStep, words: Words = "full", first_side: Side = "left", title: str = "Short"
) -> Prescription:
    """Steps as one day's prescription."""
    own = tuple(s if isinstance(s, RestStep) else s.step for s in steps)
    return Prescription(Routine("short", title, own, words=words), steps, first_side)


def timeline(*steps: PrescribedStep | RestStep, words: Words = "full", first_side: Side = "left") -> Timeline:
    """Steps laid out in time."""
    return build_timeline(prescription(*steps, words=words, first_side=first_side))


def player(*steps: PrescribedStep | RestStep, words: Words = "full") -> Player:
    """A player of these steps that has begun at 0."""
    made = Player(timeline(*steps, words=words))
    made.start(0)
    return made


def start_of(line: Timeline, kind: str, nth: int = 1, step_id: str | None = None) -> int:
    """The offset at which the nth segment of a kind begins, of one step if wanted."""
    found = [s.start_ms for s in line.segments if s.kind == kind and step_id in (None, s.step)]
    return found[nth - 1]


def reported(events: tuple[Event, ...] | list[Event]) -> list[tuple[str, int, int, str]]:
    """Events as short rows: name, offset, the player's clock, and the kind of the segment or the name of the cue."""
    return [(e.name, e.at_ms, e.now_ms, e.cue.name if e.cue else e.segment.kind if e.segment else "") for e in events]


KINDS: tuple[Kind, ...] = ("stretch", "isometric", "movement", "passive", "breathing", "walking")
SIDES: tuple[Sides, ...] = ("none", "each", "alternate")
WORDS: tuple[Words, ...] = ("full", "brief", "tones")


@st.composite
def prescriptions(draw: st.DrawFn, *, most_steps: int = 3, longest_hold: int = 35) -> Prescription:
    """Any prescription of a few steps: all kinds, sides and levels, with easier cards, rests, and steps not due."""
    names = count(1)
    steps: list[PrescribedStep | RestStep] = []
    for _ in range(draw(st.integers(1, most_steps))):
        if draw(st.integers(0, 4)) == 0:
            steps.append(RestStep(f"rest-{next(names)}", draw(st.sampled_from((1000, 4000, 20_000)))))
        name = f"move-{next(names)}"
        easier = draw(st.sampled_from((None, Variant("Keep it small."))))
        card = exercise(
            name,
            draw(st.sampled_from(KINDS)),
            sides=draw(st.sampled_from(SIDES)),
            do=DO[: draw(st.integers(1, 3))],
            move_ms=draw(st.sampled_from((0, 200, 1500, 3000, 12_000))),
            easier=easier,
            pacer=draw(st.sampled_from((None, None, Pacer(2000, 4000), Pacer(4000, 6000), Pacer(10_000, 6000)))),
        )
        steps.append(
            step(
                card,
                hold=draw(st.integers(1, longest_hold)),
                reps=draw(st.integers(1, 3)),
                sets=draw(st.sampled_from((1, 1, 2, 3))),
                percent=draw(st.sampled_from((20, 50, 100))),
                rest_ms=draw(st.sampled_from((0, 1000, 5000))),
                set_rest_ms=draw(st.sampled_from((0, 2000, 30_000))),
                state=draw(st.sampled_from(("due", "due", "due", "rest"))),
                sessions=draw(st.sampled_from((0, 3))),
                say=draw(st.sampled_from(("", "Drift to that side."))),
            )
        )
    return prescription(*steps, words=draw(st.sampled_from(WORDS)), first_side=draw(st.sampled_from(("left", "right"))))


COMMANDS = st.sampled_from(tuple(Command))
WAITS = st.integers(0, 9000) | st.sampled_from((0, 1, 700, 1000, 3000, 20_000))
"""Ms between two looks at the clock."""
_SHORT = st.integers(0, 1500)
_C = Command
_PHRASES = (
    (_C.PAUSE, _C.RESUME),
    (_C.PAUSE, _C.RESUME, _C.GO_ON),
    (_C.PAUSE, _C.RESUME, _C.PAUSE),
    (_C.PAUSE, _C.NEXT, _C.RESUME),
    (_C.GO_ON, _C.LONGER, _C.LONGER),
    (_C.GO_ON, _C.GO_ON, _C.LONGER),
    (_C.HURTS, _C.SKIP_IT),
    (_C.HURTS, _C.EASIER, _C.GO_ON),
    (_C.HURTS, _C.EASIER, _C.BACK),
    (_C.HURTS, _C.MISTAKE),
    (_C.HURTS, _C.MISTAKE, _C.HURTS),
)

Script = list[tuple[int, Command | None]]


@st.composite
def scripts(draw: st.DrawFn, *, longest: int = 12) -> Script:
    """What a person does: waits and commands, some of them in the order in which people give them."""
    script: Script = []
    for _ in range(draw(st.integers(0, longest))):
        if draw(st.booleans()):
            script.append((draw(WAITS), draw(COMMANDS | st.none())))
            continue
        first, *others = draw(st.sampled_from(_PHRASES))
        script.append((draw(WAITS), first))
        script += [(draw(_SHORT), command) for command in others]
    return script
