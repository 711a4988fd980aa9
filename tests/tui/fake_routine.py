"""A routine for the tests of the screens: six exercises, their doses of one day, and the rows made of them."""

# ruff: noqa: E501  rows of example data read better whole

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.data import data_path
from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.model import Caps, Dose, Exercise, RangeMark, RestStep, Routine, Step
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.services.prescriptions import StepRow
from stretch_coach.session import words
from stretch_coach.session.script import build_timeline
from stretch_coach.values import replace

if TYPE_CHECKING:
    from stretch_coach.routine.model import Kind, Sides
    from stretch_coach.session.timeline import SegmentKind


def exercise(name: str, title: str, *do: str, sides: Sides = "none", kind: Kind = "stretch") -> Exercise:
    """Make an exercise with a cap of a minute."""
    return Exercise(
        name=name,
        title=title,
        kind=kind,
        position="on your back, knees bent, feet flat",
        do=do,
        breathe="Breathe out as you move in; breathe easily while you hold.",
        cue=(RangeMark(50, "half way to the first clear pull"), RangeMark(100, "the first comfortable pull")),
        errors=("Yanking", "Lifting the head"),
        avoid=("osteoporosis",),
        caps=Caps(60_000, 10, 3),
        sides=sides,
        sources=("Mayo Clinic, back exercises",),
    )


def step(exercise: Exercise, start: Dose, target: Dose, **more: int) -> Step:
    """Make a step of a routine."""
    return Step(
        id=exercise.name,
        exercise=exercise,
        start=start,
        target=target,
        sides=exercise.sides,
        rest_ms=more.get("rest_ms", 5000),
        set_rest_ms=more.get("set_rest_ms", 30_000),
        from_day=more.get("from_day", 1),
    )


TILT = exercise("pelvic-tilt", "Pelvic tilt", "Flatten your low back into the floor.", "Hold it lightly.")
KNEE = exercise(
    "knee-to-chest", "Knee to chest", "Hold behind one thigh.", "Draw the knee in until you feel the first pull.", sides="each"
)  # fmt: skip
KNEE = replace(
    KNEE,
    figure={
        "props": ["mat"],
        "trace": ["near_knee 7"],
        "start": {
            "at": "0 5.6", "back": "180 180", "head": "175 95", "arm": "-4 0 0",
            "near_leg": "407 295 0", "far_leg": "402 302 0",
        },
        "hold": {"arm": "382 429 404", "near_leg": "130 -6 15"},
    },
)  # fmt: skip
BRIDGE = exercise(
    "hip-bridge", "Hip bridge", "Squeeze your buttocks.", "Lift until shoulders, hips and knees line up.", kind="isometric"
)  # fmt: skip
DOG = exercise(
    "bird-dog", "Bird dog", "Reach one leg back low, and the opposite arm forward.", sides="alternate", kind="isometric"
)  # fmt: skip
SEATED = exercise("seated-twist", "Seated twist", "Grow tall, then turn your ribs and your head.", sides="each")
LYING = exercise("lying-twist", "Lying twist", "Let both knees drift to one side.", sides="each")

BASICS = Routine(
    name="basics",
    title="Basics",
    about="Five plain exercises after a short warm-up, for a back that wants looking after.",
    cautions=("osteoporosis",),
    path="routines/basics.stretch.yaml",
    items=(
        step(TILT, Dose(3000, 5, 1, 100), Dose(5000, 10, 1, 100)),
        step(KNEE, Dose(5000, 2, 1, 50), Dose(30_000, 3, 1, 100)),
        step(BRIDGE, Dose(3000, 5, 2, 100), Dose(5000, 10, 3, 100)),
        RestStep("rest", 15_000),
        step(DOG, Dose(3000, 4, 1, 100), Dose(10_000, 6, 2, 100)),
        step(SEATED, Dose(3000, 3, 1, 30), Dose(15_000, 4, 1, 100)),
        step(LYING, Dose(2000, 3, 1, 30), Dose(10_000, 5, 1, 100)),
    ),
)
REASONS = (
    "5 s × 5: one step up after a good day on Friday.",
    "10 s × 2 at 60 %: held a little longer after a good day on Friday.",
    "the same again: Friday felt hard.",
    "where everybody starts.",
    "a day of rest for it: it hurt on Saturday.",
    "4 s × 3 at 40 %: away since Tuesday, so an earlier step today.",
)


def basics_today() -> Prescription:
    """Return the prescription of the fake day: five steps due, one resting."""
    doses = (
        Dose(5000, 5, 1, 100),
        Dose(10_000, 2, 1, 60),
        Dose(3000, 5, 2, 100),
        Dose(3000, 4, 1, 100),
        None,
        Dose(4000, 3, 1, 40),
    )
    steps: list[PrescribedStep | RestStep] = []
    number = 0
    for one in BASICS.steps:
        if isinstance(one, RestStep):
            steps.append(one)
            continue
        dose = doses[number]
        steps.append(PrescribedStep(one, dose, "due" if dose else "rest", number, 13, REASONS[number]))
        number += 1
    return Prescription(BASICS, tuple(steps))


def row(prescribed: PrescribedStep) -> StepRow:
    """Turn a prescribed step into a row of a screen."""
    share = words.range_words(prescribed.step.exercise, prescribed.dose.range) if prescribed.dose else ""
    return StepRow(
        prescribed.step.id,
        prescribed.step.exercise.title,
        prescribed.step.sides,
        prescribed.dose,
        prescribed.state,
        share,
        prescribed.reason,
    )


def rows(prescription: Prescription) -> tuple[StepRow, ...]:
    """Turn a prescription into the rows of a screen."""
    return tuple(row(one) for one in prescription.steps if isinstance(one, PrescribedStep))


def moment(kind: SegmentKind, *, step: str = "", into_ms: int = 500) -> int:
    """Return when the first stretch of a kind is under way in the fake session."""
    segments = build_timeline(basics_today()).segments
    return next(s.start_ms for s in segments if s.kind == kind and step in ("", s.step)) + into_ms


def first_minute() -> Prescription:
    """Return the first minute as it is shipped."""
    return prescription_of_day(RoutineRepository(None).load(data_path("assets", "first-minute.stretch.yaml")), 1)
