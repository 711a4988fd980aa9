"""Mixed sessions at random: minutes, cautions, order, both sides, changes of position, time to build.

`python -m benchmarks.mixes [N]` builds N sessions (1,000 unless said) and prints what they come to; `--show` writes
ten of them out.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from random import Random
from time import process_time

from benchmarks.place import Place
from benchmarks.table import Row
from stretch_coach.errors import UsageError
from stretch_coach.mix.build import Mix, build_mix
from stretch_coach.mix.pool import places_of
from stretch_coach.mix.request import FLOOR, MOMENTS, parse_words
from stretch_coach.record.done import MIX
from stretch_coach.record.lines import Level, Line, Session, StepLine
from stretch_coach.routine.areas import AREAS
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Exercise
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.safety.cautions import decide
from stretch_coach.session.script import build_timeline

TODAY = date(2026, 9, 14)
LEVELS: tuple[Level, ...] = ("hurts", "stiff", "fine")
MOST_BUILD_MS = 50.0
MOST_CHANGES = 0.10
MOST_OFF_MS = 30_000
_PLACES = ("", "", "", "no floor", "sitting", "standing", "lying", "chair", "no mat", "no kit")
_GOALS = ("", "", "", "loosen", "strengthen", "calm", "warm up")
TEN = (
    "neck 7m", "neck hips 7m", "lower back 10m", "desk 5m", "morning 6m", "before bed 12m", "before a run 5m",
    "after a run 8m", "everything 40m", "wrists 3m",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One session that is asked for, and by whom."""

    words: str
    level: Level
    cautions: tuple[str, ...]
    never: tuple[str, ...]
    lines: tuple[Line, ...]
    seed: int


@cache
def library() -> dict[str, Exercise]:
    """Return the shipped exercises."""
    shipped = RoutineRepository(None).library
    return {name: shipped[name] for name in shipped}


def case(seed: int) -> Case:
    """Return a case at random, the same for the same seed."""
    random = Random(seed)  # noqa: S311  no secret
    areas = random.sample(list(AREAS), random.choice((0, 1, 1, 2, 2, 3, 4, 6)))
    moment = random.choice(("", "", "", *MOMENTS))
    what = "everything" if random.random() < 0.1 else " ".join(areas)  # noqa: PLR2004  one in ten
    minutes = f"{random.choice((2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40))}m"
    words = " ".join(filter(None, (what, moment, random.choice(_GOALS), random.choice(_PLACES), minutes)))
    return Case(
        words,
        random.choice(LEVELS),
        tuple(random.sample(list(CAUTIONS), random.choice((0, 0, 0, 1, 2)))),
        tuple(random.sample(sorted(library()), random.choice((0, 0, 5)))),
        _history(random),
        seed,
    )


def build(one: Case) -> Mix:
    """Build the session of a case. Raises `UsageError` where nothing fits."""
    return build_mix(
        parse_words(one.words.split()),
        library(),
        one.lines,
        TODAY,
        level=one.level,
        seed=one.seed,
        cautions=one.cautions,
        never=one.never,
    )


def faults(one: Case, made: Mix) -> list[str]:  # noqa: C901, PLR0912  one list of all that is asked of a session
    """Return what is wrong with a session, nothing as a rule."""
    timeline = build_timeline(made.prescription)
    due = made.prescription.due
    exercises = [item.step.exercise for item in due]
    found = []
    if abs(timeline.total_ms - made.minutes * 60_000) > MOST_OFF_MS:
        found.append(f"minutes: {timeline.total_ms / 60_000:.2f} for {made.minutes}")
    if sum(context.travel_ms for context in timeline.contexts) > MOST_CHANGES * timeline.total_ms:
        found.append("more than a tenth for changes of position")
    for exercise in exercises:
        if decide(exercise, one.cautions).kind not in ("allowed", "capped"):
            found.append(f"caution: {exercise.name}")
        if exercise.name in one.never:
            found.append(f"never: {exercise.name}")
        if frozenset(exercise.needs) & made.request.without:
            found.append(f"kit: {exercise.name}")
        if one.level == "hurts" and exercise.phase == "strengthen":
            found.append(f"level: {exercise.name}")
    for item in due:
        held = Counter[str | None]()
        for segment in timeline.segments:
            if segment.step == item.step.id and segment.counts_as_held:
                held[segment.side] += segment.length_ms
        if item.step.sides != "none" and held["left"] != held["right"]:
            found.append(f"sides: {item.step.id}")
    worked = {area for exercise in exercises for area in exercise.areas}
    if not made.request.everything:
        found += [f"area: nothing for {area}" for area in made.request.areas if area not in worked]
    floor = [all(place in FLOOR for place in places_of(exercise)) for exercise in exercises]
    if sum(a != b for a, b in pairwise(floor)) > 1 and not _is_flexible(exercises):
        found.append("to the floor and back more than once")
    if len(set(exercises_names := [exercise.name for exercise in exercises])) != len(exercises_names):
        found.append("an exercise twice")
    if [step.exercise for step in _last(one.lines)] == exercises_names and len(exercises_names) > 1:
        found.append("the order of the last session")
    return found


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of many sessions."""

    count: int
    times_ms: tuple[float, ...]
    """Processor time of each that was built, shortest first."""
    refused: Counter[str]
    """How often each reason was given."""
    wrong: tuple[str, ...]
    """Each fault, with the session in which it was found."""


def try_many(count: int) -> Tried:
    """Build `count` sessions and check each."""
    times, refused, wrong = [], Counter[str](), []
    library()
    for seed in range(count):
        one = case(seed)
        begin = process_time()
        try:
            made = build(one)
        except UsageError as error:
            refused[str(error).partition(":")[0][:60]] += 1
            continue
        times.append((process_time() - begin) * 1000)
        asked = f"seed {seed}, {one.words!r} ({one.level}; {', '.join(one.cautions)})"
        wrong += [f"{asked}: {fault}" for fault in faults(one, made)]
    return Tried(count, tuple(sorted(times)), refused, tuple(wrong))


def rows(place: Place) -> Iterator[Row]:
    """Build many sessions, and ten times as many with --long."""
    tried = try_many(1000 if place.long else 300)
    built = len(tried.times_ms)
    yield Row("faults in mixed sessions", 0, "faults", len(tried.wrong), f"{built} of {tried.count} built")
    note = f"the slowest; median {statistics.median(tried.times_ms):.0f} ms"
    yield Row("build a mixed session", MOST_BUILD_MS, "ms", tried.times_ms[-1], note)


def main(count: int, *, show: bool = False) -> int:
    """Print what `count` sessions come to; return 1 where something is wrong."""
    if show:
        for words in TEN:
            print(written(build_mix(parse_words(words.split()), library(), (), TODAY)))
        return 0
    tried = try_many(count)
    times = tried.times_ms
    for fault in tried.wrong:
        print(fault)
    print(f"{count} mixes: {len(times)} built, {tried.refused.total()} refused, {len(tried.wrong)} faults")
    print(f"time to build: median {times[len(times) // 2]:.0f} ms, p99 {times[-1 - len(times) // 100]:.0f} ms, "
          f"most {times[-1]:.0f} ms (bar {MOST_BUILD_MS:.0f})")  # fmt: skip
    for reason, number in tried.refused.most_common():
        print(f"  refused {number}: {reason}")
    return 1 if tried.wrong else 0


def written(made: Mix) -> str:
    """Return a session as a list for reading."""
    total_ms = build_timeline(made.prescription).total_ms
    lines = [f"{made.routine.title} ({total_ms / 60_000:.1f} min, {made.level})"]
    for item in made.prescription.due:
        dose, exercise = item.dose, item.step.exercise
        if dose is not None:
            held = f"{dose.reps} rounds" if exercise.kind == "movement" else f"{dose.hold_ms // 1000} s x {dose.reps}"
            sides = "" if item.step.sides == "none" else ", each side"
            lines.append(f"  {exercise.title}: {held}{sides}{f', {dose.sets} sets' if dose.sets > 1 else ''}")
    return "\n".join(lines) + "\n"


def _is_flexible(exercises: list[Exercise]) -> bool:
    return any(len(places_of(exercise)) > 1 for exercise in exercises)


def _history(random: Random) -> tuple[Line, ...]:
    """Return some mixed sessions of the last weeks."""
    lines: list[Line] = []
    for number in range(random.choice((0, 1, 5, 20))):
        names = random.sample(sorted(library()), 6)
        day = TODAY - timedelta(days=number + 1)
        stamp = f"{day.isoformat()}T08:00:00+00:00"
        steps = tuple(StepLine(n, n, None, 30_000, 30_000, "done", library()[n].start) for n in names)
        lines.append(
            Session(
                f"s{number}", MIX, day, stamp, stamp, 0, "UTC", 4, "done", steps, felt="ok", first_side="left",
                speed=1.0, level="stiff",
            )
        )  # fmt: skip
    return tuple(reversed(lines))


def _last(lines: tuple[Line, ...]) -> tuple[StepLine, ...]:
    sessions = [line for line in lines if isinstance(line, Session)]
    return sessions[-1].steps if sessions else ()


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word.isdecimal()]
    sys.exit(main(int(given[0]) if given else 1000, show="--show" in sys.argv))
