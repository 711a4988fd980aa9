"""A routine from the nodes of its file: its own exercises, then its items, each checked against the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stretch_coach.routine.doses import PARTS, refuse_falling
from stretch_coach.routine.exercise_hints import BrokenExerciseError, Names, name_hint
from stretch_coach.routine.exercises import check_variants, make_exercise
from stretch_coach.routine.fields import MOST_STEPS, ROUTINE, STEP
from stretch_coach.routine.findings import FieldError, Findings
from stretch_coach.routine.format import shown
from stretch_coach.routine.kinds import REST_MS, SET_REST_MS
from stretch_coach.routine.lint import lint_exercise
from stretch_coach.routine.model import Exercise, Group, Item, RestStep, Routine, Section, Step
from stretch_coach.routine.nodes import MappingNode, Node, SequenceNode
from stretch_coach.routine.scalars import NO_RAMP, read_name
from stretch_coach.routine.schedule import DAILY
from stretch_coach.routine.step_doses import Frame, read_step_doses, read_step_sides
from stretch_coach.routine.text_checks import SIDED_TEXTS, check_sides

_Raw = tuple[MappingNode, dict[str, Any]]

MOST_EXTENDED = 5
"""How many exercises may extend each other, one after the other."""
LONGEST_MS = 3 * 3_600_000
"""No routine is longer: it keeps a slip of the pen from laying out a timeline of days."""


def check_words(exercise: Exercise, node: MappingNode, findings: Findings, *, free: bool = False) -> None:
    """Check the sides named in an exercise's texts, and its position. A `free` exercise leaves its sides to steps."""
    if "{" in findings.text:
        for field in SIDED_TEXTS:
            if field in node.entries:
                check_sides(node.entries[field], findings, sided=None if free else exercise.sides != "none")
    if not findings.failed:
        lint_exercise(exercise, node, findings)


def extended_exercise(
    name: str, node: MappingNode, values: dict[str, Any], library: Mapping[str, Exercise], findings: Findings
) -> Exercise | None:
    """Make the exercise of its own file, after the one of the library that it extends."""
    if "extends" not in node.entries:
        return make_exercise(name, node, values, findings)
    known_as = values.get("extends")
    if known_as is None:
        return None
    if known_as == name:
        message = f"expected another exercise, found `{name}` itself"
        findings.add_at_node(
            node.entries["extends"], "extends-itself", message, "Name another exercise of the library."
        )
        return None
    base = RoutineBuilder(findings, library).exercise_of_library(node.entries["extends"], known_as)
    return None if base is None else make_exercise(name, node, values, findings, base)


class RoutineBuilder:
    """One run over one routine file."""

    def __init__(self, findings: Findings, library: Mapping[str, Exercise]) -> None:
        self.findings = findings
        self.library = library
        self.local: dict[str, Exercise | None] = {}
        """Exercises of this file; None for one with errors, which are reported where they are."""
        self.own: dict[str, tuple[MappingNode, dict[str, Any]]] = {}
        """Node and values of each of them."""
        self.root: MappingNode | None = None
        self.steps: list[MappingNode] = []
        self.ramp_days: int | None = None
        self.total_ms = 0
        self.ids: Iterator[str] = iter(())

    def routine(self, node: MappingNode, name: str) -> Routine | None:
        """Read a routine; None where something essential is missing."""
        self.root = node
        self._steps_called_exercises(node)
        values = ROUTINE.values_of(node, self.findings)
        self._own_exercises(values.get("exercises", {}))
        ramp: int | None = values.get("ramp")
        self.ramp_days = ramp or None
        frame = Frame(fixed=ramp == NO_RAMP)
        raw: list[_Raw] = values.get("steps", [])
        steps = list(_flat(raw))
        if len(steps) > MOST_STEPS:
            message = f"expected at most {MOST_STEPS} steps, those in groups counted, found {len(steps)}"
            self.findings.add_at_node(steps[MOST_STEPS][0], "too-many-steps", message, "Make two routines of it.")
            return None
        self.ids = iter(self._ids(steps))
        items = [item for item in (self._item(place, fields, frame) for place, fields in raw) if item is not None]
        if not self.findings.failed:
            self._check_used(raw)
        if self.findings.failed:
            return None
        phase = values.get("phase")
        routine = Routine(
            name=name,
            title=values["title"],
            items=tuple(items),
            about=values.get("about", ""),
            for_=values.get("for") or ("back" if phase else "general"),
            language=values.get("language", "en"),
            schedule=values.get("schedule") or DAILY,
            times=values.get("times", 1),
            ramp_days=self.ramp_days,
            fixed=frame.fixed,
            phase=phase,
            pace=values.get("pace", "calm"),
            cautions=values.get("cautions", ()),
            words=values.get("sound", {}).get("words", "full"),
            author=values.get("author", ""),
            licence=values.get("licence", ""),
            source=values.get("source", ""),
            version=values.get("version", ""),
            path=self.findings.path,
        )
        if not any(isinstance(step, Step) for step in routine.steps):
            self.findings.add_at_node(
                node.entries["steps"],
                "no-exercise",
                "expected at least one exercise, found only rests",
                "Add `- exercise: pelvic-tilt`.",
            )
            return None
        return routine

    def _steps_called_exercises(self, node: MappingNode) -> None:
        """Report a list of steps below `exercises:`, and read it for what it is."""
        steps = node.entries.get("exercises")
        if isinstance(steps, SequenceNode) and "steps" not in node.entries:
            expected = "expected `steps` for what is done and in which order, found `exercises`"
            self.findings.add_at_node(steps.key or steps, "expected-fields", expected, "Write `steps:`.")
            node.entries["steps"] = node.entries.pop("exercises")

    def _own_exercises(self, exercises: dict[str, tuple[MappingNode, dict[str, Any]]]) -> None:
        """Make the file's own exercises, which its steps may name."""
        self.own = exercises
        for own in exercises:
            self._own_exercise(own, ())
        names = Names(self.local, self.library)
        for own, exercise in self.local.items():
            if exercise is not None:
                free = self._says_nothing_of_sides(own)
                check_words(exercise, exercises[own][0], self.findings, free=free)
                check_variants(exercise, exercises[own][0], names, self.library, self.findings)

    def _own_exercise(self, name: str, extending: tuple[str, ...]) -> Exercise | None:
        """Make one of the file's own exercises, after the one it extends."""
        if name in self.local:
            return self.local[name]
        place, values = self.own[name]
        base: Exercise | None = None
        known_as = values.get("extends")
        if "extends" in place.entries:
            at = place.entries["extends"]
            if known_as is None:
                pass
            elif len(extending) >= MOST_EXTENDED:
                message = f"expected at most {MOST_EXTENDED} exercises that extend each other, found more"
                self.findings.add_at_node(at, "extends-too-many", message, "Name an exercise of the library.")
            elif known_as in (name, *extending) and known_as not in self.library:
                message = f"expected another exercise, found `{known_as}`, which extends this one"
                if known_as == name:
                    message = f"expected another exercise, found `{name}` itself"
                self.findings.add_at_node(at, "extends-itself", message, "Name an exercise of the library.")
            elif known_as in self.own and known_as not in (name, *extending):
                base = self._own_exercise(known_as, (name, *extending))
            else:
                base = self.exercise_of_library(at, known_as)
            if base is None:
                self.local[name] = None
                return None
        self.local[name] = make_exercise(name, place, values, self.findings, base)
        return self.local[name]

    def _ids(self, steps: list[_Raw]) -> list[str]:
        """Name each step: its `id`, else its exercise's name (or `rest`), the second of a name with `-2`."""
        taken: set[str] = set()
        for place, fields in steps:
            own = fields.get("id")
            if own is None:
                continue
            if own in taken:
                self.findings.add_at_node(
                    place.entries["id"],
                    "id-twice",
                    f"expected each `id` once, found `{own}` again",
                    f"Write `{own}-2`, or leave it out.",
                )
            taken.add(own)
        self._check_ids_of_others(steps)
        ids: list[str] = []
        for _, fields in steps:
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

    def _check_ids_of_others(self, steps: list[_Raw]) -> None:
        """Warn of an `id` that is the name another step goes by: that one would get a `-2`, and its own record."""
        unnamed = {fields["exercise"] for _, fields in steps if "id" not in fields and "exercise" in fields}
        for place, fields in steps:
            own = fields.get("id")
            if own in unnamed and fields.get("exercise") != own:
                self.findings.add_at_node(
                    place.entries["id"],
                    "id-of-another",
                    f"expected an `id` that no other step goes by, found `{own}`",
                    f"Write `{own}-too`, or another.",
                    "warning",
                )

    def _item(self, node: MappingNode, values: dict[str, Any], frame: Frame) -> Item | None:
        if "group" in node.entries:
            self._refuse_beside(node, "group")
            return self._group(node, values, frame)
        if "section" in node.entries:
            self._refuse_beside(node, "section")
            return self._section(node, values)
        return self._step_in_order(node, values, frame)

    def _refuse_beside(self, node: MappingNode, kind: str) -> None:
        """Report a field of a step next to a group or a section."""
        for name, child in node.entries.items():
            if name != kind and name in STEP.fields:
                hint = "Put it on its own step, with a `- `."
                if kind == "group":
                    hint = f"Put `{name}` below `group:`, two spaces further right." if name == "sides" else hint
                message = f"expected `{kind}` alone, found `{name}` next to it"
                self.findings.add_at_node(child.key or child, "not-alone", message, hint)
                return

    def _section(self, node: MappingNode, values: dict[str, Any]) -> Section | None:
        return Section(values["section"], node.start.line + 1) if "section" in values else None

    def _group(self, node: MappingNode, values: dict[str, Any], frame: Frame) -> Group | None:
        place, fields = values.get("group", (None, {}))
        if place is None:
            return None
        sides = fields.get("sides", "none")
        inner = frame._replace(rounds=fields.get("rounds", 2), sides=sides)
        made = [self._step_in_order(at, step, inner) for at, step in fields.get("steps", ())]
        steps = tuple(step for step in made if step is not None)
        if "rounds" not in fields or "steps" not in fields or len(steps) < len(made):
            return None
        exercises = [step for step in steps if isinstance(step, Step)]
        if not exercises:
            message = "expected at least one exercise in a group, found only rests"
            self.findings.add_at_node(place.entries["steps"], "no-exercise", message, "Add `- exercise: pelvic-tilt`.")
        elif sides == "each" and all(step.sides == "none" for step in exercises):
            message = "expected an exercise with sides in a group of `sides: each`, found none"
            self.findings.add_at_node(place.entries["sides"], "sides-on-none", message, "Take `sides` out.")
        return Group(fields["rounds"], sides, steps, node.start.line + 1)

    def _step_in_order(self, node: MappingNode, values: dict[str, Any], frame: Frame) -> Step | RestStep | None:
        """Read a step, and add it to those read so far."""
        step = self._step(node, values, next(self.ids), frame)
        if step is None:
            return None
        self.steps.append(node)
        before, self.total_ms = self.total_ms, self.total_ms + longest_ms(step)
        if before <= LONGEST_MS < self.total_ms:
            self.findings.add_at_node(
                node,
                "routine-too-long",
                "expected at most three hours in all, found more",
                "Lower the hold, reps or sets.",
            )
        return step

    def _step(self, node: MappingNode, values: dict[str, Any], step_id: str, frame: Frame) -> Step | RestStep | None:
        entries = node.entries
        if "exercise" not in entries:
            return self._rest(node, values, step_id)
        name = values.get("exercise")
        exercise = self._exercise(entries["exercise"], name) if name else None
        if "from" in values or "until" in values:
            self._check_days(entries, values)
        if exercise is None:
            refuse_falling(node, values, PARTS, self.findings)
            return None
        free = exercise.name in self.own and self._says_nothing_of_sides(exercise.name)
        sides = read_step_sides(node, values, exercise, frame, free=free, findings=self.findings)
        doses = read_step_doses(node, values, exercise, frame, self.findings)
        for field in ("say", "phases"):
            if field in entries:
                check_sides(entries[field], self.findings, sided=sides != "none")
        if doses is None:
            return None
        return Step(
            id=step_id,
            exercise=exercise,
            start=doses.start,
            target=doses.target,
            sides=sides,
            rest_ms=values.get("rest", REST_MS[exercise.kind]),
            set_rest_ms=values.get("set_rest", SET_REST_MS if frame.rounds is None else 0),
            from_day=values.get("from", 1),
            until_day=values.get("until"),
            say=values.get("say", ""),
            phases=doses.phases,
            pacer=doses.pacer,
            breaths=doses.breaths,
            line=node.start.line + 1,
        )

    def _says_nothing_of_sides(self, name: str) -> bool:
        """Tell whether an exercise of this file leaves its sides to the steps."""
        entries = self.own[name][0].entries
        return "sides" not in entries and "extends" not in entries

    def _check_days(self, entries: dict[str, Node], values: dict[str, Any]) -> None:
        """Report a step that joins after the ramp's end, or leaves before it joins."""
        from_day: int = values.get("from", 1)
        until_day: int | None = values.get("until")
        if self.ramp_days is not None and from_day > self.ramp_days:
            self.findings.add_at_node(
                entries["from"],
                "from-after-ramp",
                f"expected a day of the ramp, which has {self.ramp_days}, found `day {from_day}`",
                f"Write `day {self.ramp_days}` or earlier, or a longer `ramp`.",
            )
        if until_day is not None and until_day <= from_day:
            self.findings.add_at_node(
                entries["until"],
                "until-before-from",
                f"expected a day after day {from_day}, on which the step joins, found `day {until_day}`",
                f"Write `day {from_day + 1}` or later.",
            )

    def _rest(self, node: MappingNode, values: dict[str, Any], step_id: str) -> RestStep | None:
        """Read a step without an exercise: a rest and nothing else."""
        entries = node.entries
        others = [name for name in entries if name in _STEP_FIELDS]
        if "rest" in entries and not others:
            rest_ms: int | None = values.get("rest")
            if rest_ms is not None and rest_ms < 1000:  # noqa: PLR2004  a second, as for a hold
                self.findings.add_at_node(
                    entries["rest"],
                    "too-short",
                    "expected at least 1s, found no rest at all",
                    "Write `10s`, or take the step out.",
                )
            return RestStep(step_id, rest_ms, node.start.line + 1) if rest_ms else None
        if not STEP.fields.keys() >= entries.keys() or not {"group", "section"}.isdisjoint(entries):
            return None  # an unknown key, which is reported, was most likely meant as `exercise`
        first = entries[others[0]].key if others else None
        found = f"`{others[0]}` without one" if others else "a step without fields"
        self.findings.add_at_node(
            first or node,
            "no-exercise-named",
            f"expected a step's `exercise`, found {found}",
            "Add `exercise:` and its name; a pause is `rest: 30s` alone.",
        )
        return None

    def _exercise(self, node: Node, name: str) -> Exercise | None:
        """Return an exercise of this file or of the library; report one that is unknown or broken."""
        return self.local[name] if name in self.local else self.exercise_of_library(node, name)

    def exercise_of_library(self, node: Node, name: str) -> Exercise | None:
        """Return an exercise of the library; report one that is unknown or broken."""
        try:
            return self.library[name]
        except BrokenExerciseError as error:
            self.findings.add_at_node(
                node,
                "broken-exercise",
                f"expected an exercise that can be played, found {error.args[0]}",
                "Mend that file first; `check` shows all its problems.",
            )
        except KeyError:
            hint = name_hint(name, Names(self.local, self.library), self.library)
            try:
                read_name(name)
            except FieldError as error:
                self.findings.add_at_node(node, error.code, error.message, hint)
            else:
                message = f"expected an exercise of the library or of this file, found {shown(name)}"
                self.findings.add_at_node(node, "unknown-exercise", message, hint)
        return None

    def _check_used(self, raw: list[_Raw]) -> None:
        used = {fields.get("exercise") for _, fields in _flat(raw)}
        used |= {fields.get("extends") for _, fields in self.own.values()}
        used |= {
            variant.exercise
            for exercise in self.local.values()
            if exercise is not None
            for variant in (exercise.easier, exercise.harder)
            if variant is not None
        }
        for own, (place, _) in self.own.items():
            if own not in used:
                self.findings.add_at_node(
                    place.key or place,
                    "unused-exercise",
                    f"expected a step with `exercise: {own}`, found none",
                    "Add a step, or take the exercise out.",
                    "warning",
                )


def _flat(raw: Iterable[_Raw]) -> Iterator[_Raw]:
    """Yield the exercises and rests among the items, those in groups too."""
    for place, fields in raw:
        if "group" in place.entries:
            yield from fields.get("group", (None, {}))[1].get("steps", ())
        elif "section" not in place.entries:
            yield place, fields


def longest_ms(step: Step | RestStep) -> int:
    """Return an upper guess of how long a step takes at its target."""
    if isinstance(step, RestStep):
        return step.rest_ms
    dose, exercise = step.target, step.exercise
    rep = dose.hold_ms + exercise.move_in_ms + exercise.move_out_ms + step.rest_ms
    return len(step.played_sides) * dose.sets * dose.reps * rep + dose.sets * step.set_rest_ms


_STEP_FIELDS = frozenset(STEP.fields) - {"rest", "id", "exercise", "section", "group"}
