"""From a table's values to doses, and the checks that need more than one field: caps, start and target, sides.

Called by `reader`, for exercises and for steps. The cap always wins: a dose above it is an error in the file, never
something that is quietly lowered.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from stretch_coach.routine.dose import Dose
from stretch_coach.routine.findings import Mistake
from stretch_coach.routine.model import EASY_BREATH, Caps, Exercise, Pacer, RepPhase
from stretch_coach.routine.nodes import Entries, Text
from stretch_coach.routine.scalars import Breaths, seconds
from stretch_coach.routine.vocabulary import LONGEST_HOLD_MS, MOST_REPS, MOST_SETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stretch_coach.routine.dose import Sides
    from stretch_coach.routine.findings import Findings
    from stretch_coach.routine.nodes import Node

_dose = lru_cache(maxsize=512)(Dose)
"""Doses made before: a routine has the same ones again and again."""
PARTS = ("hold", "reps", "sets", "range")
CYCLE_MS = 4000
"""A movement's cycle where its file names none."""
_DEFAULTS = {"reps": 1, "sets": 1, "range": 100}

HARD_CAPS: Mapping[str, Caps] = {
    "stretch": Caps(10 * 60_000, 30, 10),
    "isometric": Caps(5 * 60_000, MOST_REPS, 10),
    "movement": Caps(LONGEST_HOLD_MS, MOST_REPS, MOST_SETS),
    "passive": Caps(LONGEST_HOLD_MS, 10, 5),
    "breathing": Caps(LONGEST_HOLD_MS, 10, 5),
    "walking": Caps(LONGEST_HOLD_MS, 10, 5),
}
"""The most that an exercise's own `caps` may allow, by kind (our own cautious choice)."""
KIND_CAPS: Mapping[str, Caps] = {
    "stretch": Caps(2 * 60_000, 15, 5),
    "isometric": Caps(60_000, 30, 5),
    "movement": Caps(LONGEST_HOLD_MS, 30, 5),
    "passive": Caps(10 * 60_000, 5, 3),
    "breathing": Caps(10 * 60_000, 5, 3),
    "walking": Caps(LONGEST_HOLD_MS, 5, 3),
}
"""The caps of an exercise whose card names none: about what the library has for its kind."""
KIND_START: Mapping[str, Dose] = {
    "stretch": Dose(10_000, 1, 1, 50),
    "isometric": Dose(5_000, 1, 1, 50),
    "movement": Dose(CYCLE_MS, 5, 1, 50),
    "passive": Dose(60_000, 1, 1, 100),
    "breathing": Dose(60_000, 1, 1, 100),
    "walking": Dose(2 * 60_000, 1, 1, 100),
}
KIND_TARGET: Mapping[str, Dose] = {
    "stretch": Dose(30_000, 1, 1, 100),
    "isometric": Dose(10_000, 1, 1, 100),
    "movement": Dose(CYCLE_MS, 10, 1, 100),
    "passive": Dose(2 * 60_000, 1, 1, 100),
    "breathing": Dose(2 * 60_000, 1, 1, 100),
    "walking": Dose(3 * 60_000, 1, 1, 100),
}
"""Where an exercise starts and what it grows to if its card says neither: the library's usual range and hold, once."""


def written(part: str, value: int | Breaths) -> str:
    """Write one part of a dose as a file does: `30s`, `5 breaths`, `3`, `50%`."""
    if isinstance(value, Breaths):
        return f"{value.number} breath{'s' * (value.number > 1)}"
    return seconds(value) if part == "hold" else f"{value}%" if part == "range" else str(value)


def dose_of(values: dict[str, int]) -> Dose:
    """Return the dose of four parts."""
    return Dose(values["hold"], values["reps"], values["sets"], values["range"])


def parts_of(dose: Dose) -> dict[str, int]:
    """Return the four parts of a dose by their field names."""
    return {"hold": dose.hold_ms, "reps": dose.reps, "sets": dose.sets, "range": dose.range}


def cap_of(caps: Caps, part: str) -> int:
    """Return the most of one part."""
    return parts_of_caps(caps)[part]


def parts_of_caps(caps: Caps) -> dict[str, int]:
    """Return the four caps by their field names."""
    return {"hold": caps.hold_ms, "reps": caps.reps, "sets": caps.sets, "range": caps.range}


def read_caps(node: Entries, values: dict[str, Any], base: Exercise | None, findings: Findings) -> Caps:
    """Return an exercise's caps: its own, else those of the exercise it extends, else those of its kind."""
    kind = values.get("kind", "stretch")
    usual = base.caps if base is not None and base.caps is not None else KIND_CAPS[kind]
    own: dict[str, int] = values.get("caps", {})
    parts = {**parts_of_caps(usual), **own}
    if kind == "movement":
        _refuse_hold(node.entries.get("caps"), findings)
        parts["hold"] = values.get("cycle", CYCLE_MS)
    hard = parts_of_caps(HARD_CAPS[kind])
    for part in own:
        place = _child(node, "caps", part)
        if place is not None and parts[part] > hard[part]:
            _over_cap(place, part, hard[part], f"any exercise of the kind {kind}", findings)
            parts[part] = hard[part]
    return Caps(parts["hold"], parts["reps"], parts["sets"], parts["range"])


def read_own_doses(
    node: Entries, values: dict[str, Any], caps: Caps, base: Exercise | None, findings: Findings
) -> tuple[Dose, Dose]:
    """Return the start and target dose of an exercise.

    What it leaves out is its base's, or the other one's; where it names neither, they are those of its kind.
    """
    kind = values.get("kind", "stretch")
    cycle_ms = values.get("cycle", CYCLE_MS)
    if kind == "movement":
        for name in ("start", "target"):
            _refuse_hold(node.entries.get(name), findings)
    usual = _usual_doses(kind, caps, base)
    own_target: dict[str, int] = values.get("target", {})
    own_start: dict[str, int] = values.get("start", {} if base is not None else own_target)
    if base is None and (own_start or own_target):
        start = {**own_start}
        for part, least in _DEFAULTS.items():
            start.setdefault(part, min(least, own_target.get(part, least)))
        start.setdefault("hold", min(usual[0]["hold"], own_target.get("hold", usual[0]["hold"])))
        target = {**start, **own_target}
    else:
        start, target = {**usual[0], **own_start}, {**usual[1], **own_target}
        for part in own_start.keys() - own_target.keys():
            target[part] = max(start[part], target[part])
        for part in own_target.keys() - own_start.keys():
            start[part] = min(start[part], target[part])
    if kind == "movement":
        start["hold"] = target["hold"] = cycle_ms
    for part in PARTS:
        place = _child(node, "target", part) or _child(node, "start", part)
        if place is not None and start[part] > target[part]:
            _above_target(place, part, start[part], target[part], findings)
        elif place is not None and target[part] > cap_of(caps, part):
            _over_cap(place, part, cap_of(caps, part), "this exercise", findings)
    return dose_of(start), dose_of(target)


def _usual_doses(kind: str, caps: Caps, base: Exercise | None) -> tuple[dict[str, int], dict[str, int]]:
    """Return start and target of the exercise that is extended, or of the kind, within the caps."""
    start, target = KIND_START[kind], KIND_TARGET[kind]
    if base is not None and base.start is not None and base.target is not None and base.kind == kind:
        start, target = base.start, base.target
    most = parts_of_caps(caps)
    bounded = [{part: min(value, most[part]) for part, value in parts_of(dose).items()} for dose in (start, target)]
    return bounded[0], bounded[1]


class Frame(NamedTuple):
    """What surrounds a step: whether its routine keeps every dose, and the group it belongs to."""

    fixed: bool
    rounds: int | None = None
    """The rounds of its group; None outside of one."""
    sides: Literal["none", "each"] = "none"
    """The sides of its group."""


def read_step_doses(
    node: Entries, values: dict[str, Any], exercise: Exercise, frame: Frame, findings: Findings
) -> StepDoses | None:
    """Return a step's start and target dose: its own parts, and its exercise's for the others.

    A step that names only single values stays as it is; what it leaves out is its exercise's target, in one set.
    """
    kind = exercise.kind
    if kind == "movement" and "hold" in node.entries:
        place = node.entries["hold"]
        findings.on(
            place.key or place,
            "hold-on-movement",
            f"expected no `hold`: `{exercise.name}` is a movement and counts cycles, found one",
            "Take it out; `reps` says how many cycles.",
        )
        refuse_falling(node, values, ("reps", "sets", "range"), findings)
        return None
    caps = exercise.caps or KIND_CAPS[kind]
    pacer = read_pacer(node, values, "breath", kind, caps, findings)
    rhythm = pacer or exercise.pacer or EASY_BREATH
    breaths = "hold" in values and isinstance(values["hold"][0], Breaths)
    values = _in_time(values, rhythm)
    step = _StepDoses(node, values, exercise, rhythm, findings)
    phases = step.phases(caps)
    fixed = frame.fixed or values.get("fixed", False)
    step.refuse_growth(all_fixed=frame.fixed)
    pairs = [values[part] for part in PARTS if part in values]
    fixed = fixed or (bool(pairs or phases) and all(low == high for low, high in pairs))
    target = exercise.target or KIND_TARGET[kind]
    start = target if fixed else exercise.start or KIND_START[kind]
    whole_ms = sum(phase.hold_ms for phase in phases)
    if phases:
        hold: tuple[int, int] | None = (whole_ms, whole_ms)
    elif kind == "movement":
        hold = (exercise.cycle_ms, exercise.cycle_ms)
    else:
        hold = step.part("hold", start.hold_ms, target.hold_ms, caps.hold_ms)
    reps = step.part("reps", start.reps, target.reps, caps.reps)
    sets = step.part("sets", 1 if fixed else start.sets, 1 if fixed else target.sets, caps.sets)
    share = step.part("range", start.range, target.range, caps.range)
    if frame.rounds is not None and reps:
        step.check_rounds(frame.rounds, reps[1], caps)
        passes = 2 if frame.sides == "each" and exercise.sides == "none" else 1
        sets = (frame.rounds * passes, frame.rounds * passes)
    if not hold or not reps or not sets or not share or not step.sound:
        return None
    return StepDoses(
        _dose(hold[0], reps[0], sets[0], share[0]),
        _dose(hold[1], reps[1], sets[1], share[1]),
        phases,
        rhythm if pacer or (breaths and exercise.pacer is None) else None,
        breaths,
    )


class StepDoses(NamedTuple):
    """What a step says of its doses."""

    start: Dose
    target: Dose
    phases: tuple[RepPhase, ...]
    pacer: Pacer | None
    breaths: bool


def _in_time(values: dict[str, Any], rhythm: Pacer) -> dict[str, Any]:
    """Return the values with breaths turned into time."""
    pair = values.get("hold")
    if pair is None or not isinstance(pair[0], Breaths):
        return values
    return {**values, "hold": tuple(breaths.number * rhythm.breath_ms for breaths in pair), "in_breaths": pair}


def refuse_falling(node: Entries, values: dict[str, Any], parts: Iterable[str], findings: Findings) -> None:
    """Report starts above their targets in a step of which no more can be told, so that none waits for the next run."""
    for part in parts:
        pair: tuple[int, int] | None = values.get(part)
        if pair is not None and pair[0] > pair[1]:
            _above_target(node.entries[part], part, *pair, findings)


class _StepDoses:
    """The parts of one step's doses, one by one."""

    def __init__(
        self, node: Entries, values: dict[str, Any], exercise: Exercise, rhythm: Pacer, findings: Findings
    ) -> None:
        self.entries = node.entries
        self.values = values
        self.exercise = exercise
        self.rhythm = rhythm
        self.findings = findings
        self.sound = True

    def part(self, part: str, first: int, last: int, cap: int) -> tuple[int, int] | None:
        """Return start and target of one part, by default `first` and `last`; None where it was refused."""
        pair: tuple[int, int] | None = self.values.get(part)
        if pair is None:
            return None if part in self.entries else (first, last)
        low, high = pair
        if low <= high <= cap:
            return pair
        breaths: tuple[Breaths, Breaths] | None = self.values.get("in_breaths") if part == "hold" else None
        if low > high:
            shown_low, shown_high = breaths or pair
            _above_target(self.entries[part], part, shown_low, shown_high, self.findings)
        else:
            most = Breaths(max(cap // self.rhythm.breath_ms, 1)) if breaths else cap
            _over_cap(self.entries[part], part, most, f"`{self.exercise.name}`", self.findings)
        return None

    def phases(self, caps: Caps) -> tuple[RepPhase, ...]:
        """Return the parts of a rep, each within the caps."""
        if "phases" not in self.entries:
            return ()
        if "hold" in self.entries:
            self._refuse(
                "hold", "phases-and-hold", "expected either `hold` or `phases`, found both", "Keep one of them."
            )
        if self.exercise.kind == "breathing":
            expected = f"expected no `phases`: `{self.exercise.name}` is led by the breath, found some"
            self._refuse("phases", "phases-on-breathing", expected, "Write `breath: {in: 4s, out: 6s}` for a rhythm.")
        given: tuple[tuple[Entries, dict[str, Any]], ...] = self.values.get("phases", ())
        phases = [self._phase(*one, caps) for one in given]
        if not phases or None in phases:
            self.sound = False
        return tuple(phase for phase in phases if phase is not None)

    def _phase(self, node: Entries, values: dict[str, Any], caps: Caps) -> RepPhase | None:
        if "say" not in values or "hold" not in values:
            return None
        hold = values["hold"]
        most = caps.hold_ms if self.exercise.kind != "movement" else LONGEST_HOLD_MS
        hold_ms = hold.number * self.rhythm.breath_ms if isinstance(hold, Breaths) else hold
        if hold_ms > most:
            shown_most = Breaths(max(most // self.rhythm.breath_ms, 1)) if isinstance(hold, Breaths) else most
            _over_cap(node.entries["hold"], "hold", shown_most, f"`{self.exercise.name}`", self.findings)
            return None
        share = values.get("range")
        if share is not None and share > caps.range:
            _over_cap(node.entries["range"], "range", caps.range, f"`{self.exercise.name}`", self.findings)
            return None
        return RepPhase(values["say"], hold_ms, share)

    def refuse_growth(self, *, all_fixed: bool) -> None:
        """Report an arrow in a step whose dose is to stay as it is."""
        if not all_fixed and not self.values.get("fixed", False):
            return
        why = "`ramp: none` keeps every dose" if all_fixed else "`fixed: true` keeps the dose"
        for part in PARTS:
            pair = self.values.get(part)
            if pair is not None and pair[0] < pair[1]:
                low, high = self.values.get("in_breaths", pair) if part == "hold" else pair
                message = f"expected one value, as {why}, found `{written(part, low)} -> {written(part, high)}`"
                self._refuse(part, "no-ramp", message, f"Write `{written(part, high)}`.", key=False)

    def check_rounds(self, rounds: int, reps: int, caps: Caps) -> None:
        """Report more rounds than the caps allow, counted in reps."""
        most = caps.reps * caps.sets
        if rounds * reps <= most:
            return
        fewer = f"Write `reps: {most // rounds}` for it." if most >= rounds else "Take it out of the group."
        message = (
            f"expected at most {most} reps of `{self.exercise.name}` in all rounds, its cap, found {rounds * reps}"
        )
        self._refuse("exercise", "rounds-over-cap", message, fewer, key=False)

    def _refuse(self, field: str, code: str, message: str, hint: str, *, key: bool = True) -> None:
        self.sound = False
        node = self.entries[field]
        self.findings.on((node.key if key else None) or node, code, message, hint)


def read_step_sides(
    node: Entries, values: dict[str, Any], exercise: Exercise, frame: Frame, *, free: bool, findings: Findings
) -> Sides:
    """Return a step's sides. `free` exercises say nothing of sides themselves, so any will do."""
    sides: Sides | None = values.get("sides")
    if frame.sides == "each":
        if sides is not None:
            place = node.entries["sides"]
            message = f"expected no `sides`: the group plays one side after the other, found `{sides}`"
            findings.on(place, "sides-in-group", message, "Take it out, or take `sides` out of the group.")
        return "none" if exercise.sides == "none" else "each"
    if sides is None or free or (sides == "none") == (exercise.sides == "none"):
        return sides or exercise.sides
    place = node.entries["sides"]
    if sides == "none":
        findings.on(
            place,
            "sides-missing",
            f"expected `each` or `alternate`: `{exercise.name}` is done on both sides, found `none`",
            "Write `sides: each`.",
        )
    else:
        findings.on(
            place,
            "sides-on-none",
            f"expected no sides: `{exercise.name}` is done with both sides at once, found `{sides}`",
            "Take `sides` out.",
        )
    return exercise.sides


QUICKEST_BREATH_MS, SLOWEST_BREATH_MS = 5000, 16_000
"""In and out together: five seconds are a breath of the quicker kinds of yoga, and fewer than four breaths a minute
make people gasp."""
QUICKEST_LYING_MS = 6000
"""The same for a breathing exercise: ten breaths a minute are as many as anybody should be led to take lying still."""


def read_pacer(
    node: Entries, values: dict[str, Any], name: str, kind: str, caps: Caps, findings: Findings
) -> Pacer | None:
    """Return the rhythm of the breath that a field asks for, if it does; report one that is no easy rhythm."""
    given = values.get(name, {})
    if "in" not in given or "out" not in given:
        return None
    pacer = Pacer(given["in"], given["out"])
    place = node.entries[name]
    quickest = QUICKEST_LYING_MS if kind == "breathing" else QUICKEST_BREATH_MS
    if kind == "movement" and "phases" not in node.entries:
        findings.on(
            place.key or place,
            "pacer-on-movement",
            f"expected no `{name}`: a movement counts cycles and has no hold to breathe through, found one",
            "Take it out; `breathe` of its exercise says in words when to breathe in and out.",
        )
    elif not quickest <= pacer.breath_ms <= SLOWEST_BREATH_MS:
        fitting = min(max(pacer.breath_ms, quickest), SLOWEST_BREATH_MS)
        most = "at least" if fitting > pacer.breath_ms else "at most"
        findings.on(
            place.entries["out"] if isinstance(place, Entries) else place,
            "breath-length",
            f"expected {most} {seconds(fitting)} for a breath in and out, found {seconds(pacer.breath_ms)}",
            f"Write `{seconds(fitting - pacer.in_ms)}`, or change `in` as well.",
        )
    elif kind != "movement" and pacer.breath_ms > caps.hold_ms:
        findings.on(
            place.key or place,
            "pacer-over-cap",
            f"expected a breath of at most {seconds(caps.hold_ms)}, the longest hold of this exercise, "
            f"found {seconds(pacer.breath_ms)}",
            "Take it out, or make the breath shorter; a pacer leads through whole breaths only.",
        )
    return pacer


def _refuse_hold(node: Node | None, findings: Findings) -> None:
    """Report a `hold` among a movement's doses."""
    hold = node.entries.get("hold") if isinstance(node, Entries) else None
    if hold is not None:
        findings.on(
            hold.key or hold,
            "hold-on-movement",
            "expected no `hold`: a movement counts cycles, found one",
            "Take it out; `cycle` says how long one cycle lasts.",
        )


def _child(node: Entries, name: str, part: str) -> Node | None:
    inner = node.entries.get(name)
    return inner.entries.get(part) if isinstance(inner, Entries) else None


def _above_target(place: Node, part: str, start: int | Breaths, target: int | Breaths, findings: Findings) -> None:
    low, high = written(part, start), written(part, target)
    text = f"{high} -> {low}"
    arrow = isinstance(place, Text) and "->" in place.text
    hint = f"Write `{text}`, or the one value `{high}`." if arrow else "Swap the two."
    findings.on(place, "start-above-target", f"expected a start below its target, found {low} above {high}", hint)


def _over_cap(place: Node, part: str, cap: int | Breaths, whose: str, findings: Findings) -> None:
    text = place.text if isinstance(place, Text) else ""
    start, arrow, target = text.partition("->")
    most = written(part, cap)
    message = f"expected at most {most}, the cap of {whose}, found `{(target if arrow else text).strip()}`"
    if not arrow:
        findings.on(place, f"{part}-over-cap", message, f"Write `{most}` or less.")
        return
    hint = f"Write `{start.strip()} -> {most}`."
    begin = len(text) - len(target.strip())
    findings.within(place, Mistake(f"{part}-over-cap", message, hint, start=begin, end=len(text)))
