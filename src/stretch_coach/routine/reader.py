"""Text → Routine or Exercise, with every problem in one run. The way `check` reads is the way `play` reads.

Called by `store` for files and by the authoring tools for text being written. Pure: the library comes as a mapping,
so that whoever reads many files loads only the exercises that are named.
"""

from __future__ import annotations

from stretch_coach.routine.advice import advise
from stretch_coach.routine.doses import PARTS, read_step_doses, read_step_sides, refuse_falling
from stretch_coach.routine.exercises import Names, check_variants, make_exercise
from stretch_coach.routine.fields import EXERCISE, ROUTINE, STEP
from stretch_coach.routine.findings import EnoughError, Findings
from stretch_coach.routine.model import RestStep, Routine, Schedule, Step
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.routine.nodes import Entries, Items
from stretch_coach.routine.outermost import outermost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from stretch_coach.routine.model import Exercise
    from stretch_coach.routine.nodes import Node
    from stretch_coach.routine.problem import Problem

REST_MS = {"stretch": 5000, "isometric": 3000, "movement": 0, "passive": 0, "breathing": 0, "walking": 0}
"""The rest between reps where a step names none: our own cautious choice, as are the 30 s between sets."""
SET_REST_MS = 30_000
LONGEST_MS = 3 * 3_600_000
"""No routine is longer: it keeps a slip of the pen from laying out a timeline of days."""


class BrokenExerciseError(KeyError):
    """Raised by a library for an exercise whose own file has errors; its argument says which is the first."""


class ReadResult:
    """What became of a routine file: the routine, or None where there are errors, and every problem in order."""

    __slots__ = ("_root", "_steps", "problems", "routine", "text")

    def __init__(
        self,
        routine: Routine | None,
        problems: tuple[Problem, ...],
        text: str,
        root: Entries | None,
        steps: list[Entries],
    ) -> None:
        self.routine = routine
        self.problems = problems
        self.text = text
        """The text as it was read: without a byte order mark, with plain line ends."""
        self._root = root
        self._steps = steps

    def field(self, step: int | None, field: str) -> Node | None:
        """Return where a field stands, of the routine (`step` None) or of its n-th step from 0; None if nowhere."""
        place = self._root if step is None else self._steps[step]
        return None if place is None else place.entries.get(field)

    def defines(self, exercise: str) -> bool:
        """Tell whether an exercise is one of the file's own."""
        own = self.field(None, "exercises")
        return isinstance(own, Entries) and exercise in own.entries

    def node(self, step: int | None, field: str) -> Node | None:
        """Return where a field stands, or what a problem about it can point at: the exercise's name, the title."""
        place = self._root if step is None else self._steps[step]
        return self.field(step, field) or self.field(step, "title" if step is None else "exercise") or place


class ExerciseResult:
    """What became of an exercise file."""

    __slots__ = ("exercise", "problems", "text")

    def __init__(self, exercise: Exercise | None, problems: tuple[Problem, ...], text: str) -> None:
        self.exercise = exercise
        self.problems = problems
        self.text = text


def read_routine(data: bytes | str, *, name: str, path: str, library: Mapping[str, Exercise]) -> ReadResult:
    """Read a routine file's bytes or text. `library` gives the exercises that steps may name.

    Nothing in the file raises: whatever is wrong is a Problem, with its place.
    """
    findings = Findings(path)
    reading = _Reading(findings, library)
    routine: Routine | None = None
    try:
        node = outermost(data, findings, ROUTINE)
        if node is not None:
            routine = reading.routine(node, name)
        if routine is not None and not findings.failed:
            advise(routine, reading.steps, findings)
    except EnoughError:
        pass
    return ReadResult(
        None if findings.failed else routine, findings.sorted(), findings.text, reading.root, reading.steps
    )


def read_exercise(
    data: bytes | str, *, name: str, path: str, library: Mapping[str, Exercise] | None = None
) -> ExerciseResult:
    """Read an exercise file's bytes or text. Variants are looked up in `library`, if there is one.

    Nothing in the file raises: whatever is wrong is a Problem, with its place.
    """
    findings = Findings(path)
    exercise: Exercise | None = None
    try:
        node = outermost(data, findings, EXERCISE)
        values = EXERCISE.take(node, findings) if node is not None else None
        if node is not None and values is not None:
            exercise = make_exercise(name, node, values, findings)
            if exercise is not None and library is not None:
                check_variants(exercise, node, library, findings)
    except EnoughError:
        pass
    return ExerciseResult(None if findings.failed else exercise, findings.sorted(), findings.text)


class _Reading:
    """One run over one routine file."""

    def __init__(self, findings: Findings, library: Mapping[str, Exercise]) -> None:
        self.findings = findings
        self.library = library
        self.local: dict[str, Exercise | None] = {}
        """Exercises of this file; None for one with errors, which are reported where they are."""
        self.free: set[str] = set()
        """Those of them that say nothing of sides."""
        self.root: Entries | None = None
        self.steps: list[Entries] = []

    def routine(self, node: Entries, name: str) -> Routine | None:
        """Read a routine; None where something essential is missing."""
        self.root = node
        self._steps_called_exercises(node)
        values = ROUTINE.take(node, self.findings)
        if values is None:
            return None
        self._own_exercises(values.get("exercises", {}))
        ramp_days: int | None = values.get("ramp")
        raw: list[tuple[Entries, dict[str, Any]]] = values.get("steps", [])
        ids = self._ids(raw)
        steps: list[Step | RestStep] = []
        total_ms = 0
        for (place, fields), step_id in zip(raw, ids, strict=True):
            step = self._step(place, fields, step_id, ramp_days)
            if step is None:
                continue
            steps.append(step)
            self.steps.append(place)
            before, total_ms = total_ms, total_ms + longest_ms(step)
            if before <= LONGEST_MS < total_ms:
                self.findings.on(
                    place,
                    "routine-too-long",
                    "expected at most three hours in all, found more",
                    "Lower the hold, reps or sets.",
                )
        if not self.findings.failed:
            self._check_used(values.get("exercises", {}), raw)
        if self.findings.failed:
            return None
        if not any(isinstance(step, Step) for step in steps):
            self.findings.on(
                node.entries["steps"],
                "no-exercise",
                "expected at least one exercise, found only rests",
                "Add `- exercise: pelvic-tilt`.",
            )
            return None
        return Routine(
            name=name,
            title=values["title"],
            steps=tuple(steps),
            about=values.get("about", ""),
            language=values.get("language", "en"),
            schedule=values.get("schedule") or Schedule("daily"),
            ramp_days=ramp_days,
            phase=values.get("phase"),
            cautions=values.get("cautions", ()),
            words=values.get("sound", {}).get("words", "full"),
            path=self.findings.path,
        )

    def _steps_called_exercises(self, node: Entries) -> None:
        """Report a list of steps below `exercises:`, and read it for what it is."""
        steps = node.entries.get("exercises")
        if isinstance(steps, Items) and "steps" not in node.entries:
            expected = "expected `steps` for what is done and in which order, found `exercises`"
            self.findings.on(steps.key or steps, "expected-fields", expected, "Write `steps:`.")
            node.entries["steps"] = node.entries.pop("exercises")

    def _own_exercises(self, exercises: dict[str, tuple[Entries, dict[str, Any]]]) -> None:
        """Make the file's own exercises, which its steps may name."""
        for own, (place, fields) in exercises.items():
            self.local[own] = make_exercise(own, place, fields, self.findings)
            if "sides" not in place.entries:
                self.free.add(own)
        for own, exercise in self.local.items():
            if exercise is not None:
                check_variants(exercise, exercises[own][0], Names(self.local, self.library), self.findings)

    def _ids(self, raw: list[tuple[Entries, dict[str, Any]]]) -> list[str]:
        """Name each step: its `id`, else its exercise's name (or `rest`), the second of a name with `-2`."""
        taken: set[str] = set()
        for place, fields in raw:
            own = fields.get("id")
            if own is None:
                continue
            if own in taken:
                self.findings.on(
                    place.entries["id"],
                    "id-twice",
                    f"expected each `id` once, found `{own}` again",
                    f"Write `{own}-2`, or leave it out.",
                )
            taken.add(own)
        ids: list[str] = []
        for _, fields in raw:
            own = fields.get("id")
            if own is None:
                name = own = fields.get("exercise") or "rest"
                number = 1
                while own in taken:
                    number += 1
                    own = f"{name}-{number}"
                taken.add(own)
            ids.append(own)
        return ids

    def _step(
        self, node: Entries, values: dict[str, Any], step_id: str, ramp_days: int | None
    ) -> Step | RestStep | None:
        entries = node.entries
        if "exercise" not in entries:
            return self._rest(node, values, step_id)
        name = values.get("exercise")
        exercise = self._exercise(entries["exercise"], name) if name else None
        from_day: int = values.get("from", 1)
        if ramp_days is not None and from_day > ramp_days:
            self.findings.on(
                entries["from"],
                "from-after-ramp",
                f"expected a day of the ramp, which has {ramp_days}, found `day {from_day}`",
                f"Write `day {ramp_days}` or earlier, or a longer `ramp`.",
            )
        if exercise is None:
            refuse_falling(node, values, PARTS, self.findings)
            return None
        sides = read_step_sides(node, values, exercise, free=exercise.name in self.free, findings=self.findings)
        doses = read_step_doses(node, values, exercise, self.findings)
        if doses is None:
            return None
        return Step(
            id=step_id,
            exercise=exercise,
            start=doses[0],
            target=doses[1],
            sides=sides,
            rest_ms=values.get("rest", REST_MS[exercise.kind]),
            set_rest_ms=values.get("set_rest", SET_REST_MS),
            from_day=from_day,
            say=values.get("say", ""),
            line=node.start.line + 1,
        )

    def _rest(self, node: Entries, values: dict[str, Any], step_id: str) -> RestStep | None:
        """Read a step without an exercise: a rest and nothing else."""
        entries = node.entries
        others = [name for name in entries if name in _STEP_FIELDS]
        if "rest" in entries and not others:
            rest_ms: int | None = values.get("rest")
            if rest_ms is not None and rest_ms < 1000:  # noqa: PLR2004  a second, as for a hold
                self.findings.on(
                    entries["rest"],
                    "too-short",
                    "expected at least 1s, found no rest at all",
                    "Write `10s`, or take the step out.",
                )
            return RestStep(step_id, rest_ms, node.start.line + 1) if rest_ms else None
        if not STEP.fields.keys() >= entries.keys():
            return None  # an unknown key, which is reported, was most likely meant as `exercise`
        first = entries[others[0]].key if others else None
        found = f"`{others[0]}` without one" if others else "a step without fields"
        self.findings.on(
            first or node,
            "no-exercise-named",
            f"expected a step's `exercise`, found {found}",
            "Add `exercise:` and its name; a pause is `rest: 30s` alone.",
        )
        return None

    def _exercise(self, node: Node, name: str) -> Exercise | None:
        """Return an exercise of this file or of the library; report one that is unknown or broken."""
        if name in self.local:
            return self.local[name]
        try:
            return self.library[name]
        except BrokenExerciseError as error:
            self.findings.on(
                node,
                "broken-exercise",
                f"expected an exercise that can be played, found {error.args[0]}",
                "Mend that file first; `check` shows all its problems.",
            )
        except KeyError:
            from stretch_coach.routine.guesses import OTHER_NAMES

            names = Names(self.local, self.library)
            also = {other: known for other, known in OTHER_NAMES.items() if known in names}
            close = nearest(name, names, also=also)
            self.findings.on(
                node,
                "unknown-exercise",
                f"expected an exercise of the library or of this file, found `{name}`",
                suggestion(close)
                or "`stretch-coach exercises` names them all; one of your own goes under `exercises:` in this file.",
            )
        return None

    def _check_used(self, exercises: dict[str, Any], raw: list[tuple[Entries, dict[str, Any]]]) -> None:
        used = {fields.get("exercise") for _, fields in raw}
        variants = {
            variant.exercise
            for exercise in self.local.values()
            if exercise is not None
            for variant in (exercise.easier, exercise.harder)
            if variant is not None
        }
        for own, (place, _) in exercises.items():
            if own not in used and own not in variants:
                self.findings.on(
                    place.key or place,
                    "unused-exercise",
                    f"expected a step with `exercise: {own}`, found none",
                    "Add a step, or take the exercise out.",
                    "warning",
                )


def longest_ms(step: Step | RestStep) -> int:
    """Return an upper guess of how long a step takes at its target."""
    if isinstance(step, RestStep):
        return step.rest_ms
    dose, exercise = step.target, step.exercise
    rep = dose.hold_ms + exercise.move_in_ms + exercise.move_out_ms + step.rest_ms
    return (1 if step.sides == "none" else 2) * dose.sets * dose.reps * rep + dose.sets * step.set_rest_ms


_STEP_FIELDS = frozenset(("hold", "reps", "sets", "sides", "range", "set_rest", "from", "say"))
