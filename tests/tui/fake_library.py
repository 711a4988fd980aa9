"""A few exercises for the tests of the library's screen."""

from __future__ import annotations

from stretch_coach.errors import UsageError
from stretch_coach.routine.model import Exercise, Problem, RangeMark, Variant
from stretch_coach.services.cards import BrokenCard
from stretch_coach.services.library import AddedStep, ExerciseEntry, LibraryView, OwnRoutine

FIGURE = {"start": {"leg": "250 290 0"}, "hold": {"leg": "300 240 0"}}


def _entry(name: str, title: str, *, easier: str = "", figure: object = None, own: bool = False) -> ExerciseEntry:
    exercise = Exercise(
        name=name,
        title=title,
        kind="stretch",
        position="on your back, knees bent",
        do=("Move slowly to the first pull.", "Come back slowly."),
        areas=("low back", "hips"),
        breathe="breathe easily",
        cue=(RangeMark(50, "half way"), RangeMark(100, "the first comfortable pull")),
        errors=("Yanking", "Lifting the head"),
        avoid=("osteoporosis",),
        easier=Variant("Do it smaller.", easier) if easier else None,
        harder=Variant("Stay longer."),
        figure=figure,
        sources=("Mayo Clinic, back exercises",),
    )
    return ExerciseEntry(exercise, own, "5 s × 2 at 50 %, growing to 30 s × 3 at 100 %", ("Osteoporosis",))


ENTRIES = (
    _entry("both-knees", "Both knees to chest", easier="knee-to-chest", figure=FIGURE),
    _entry("hip-bridge", "Hip bridge"),
    _entry("knee-to-chest", "Knee to chest", own=True),
)
PROBLEM = Problem("odd.yaml", 3, 1, 5, "error", "unknown-key", "expected a field of an exercise, found `tilte`")


class FakeLibrary:
    """Satisfies `LibraryPort`; remembers what was added."""

    def __init__(self, *routines: OwnRoutine) -> None:
        self.view = LibraryView(ENTRIES, (BrokenCard("odd", PROBLEM, 0),))
        self.added: list[tuple[str, str]] = []
        self._routines = routines
        self.refuses = ""

    def search(self, text: str) -> tuple[ExerciseEntry, ...]:
        """Look at titles alone."""
        return tuple(e for e in ENTRIES if all(word in e.exercise.title.lower() for word in text.lower().split()))

    def step_text(self, exercise: str) -> str:
        """Return a step."""
        if self.refuses:
            raise UsageError(self.refuses)
        return f"  - exercise: {exercise}\n"

    def routines(self) -> tuple[OwnRoutine, ...]:
        """Return the routines it was made with."""
        return self._routines

    def add(self, routine: str, exercise: str) -> AddedStep:
        """Remember."""
        if self.refuses:
            raise UsageError(self.refuses)
        self.added.append((routine, exercise))
        return AddedStep("Evening", "evening.stretch.yaml", "evening.stretch.yaml.bak" if routine else "")
