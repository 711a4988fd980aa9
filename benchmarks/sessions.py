"""What the shipped sessions are made of: minutes, waiting, stretching, first movement, silence.

`python -m benchmarks.sessions` prints the table of docs/session.md: every shipped routine × level × day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.table import Row
from stretch_coach.data import data_path
from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.routine.reader import read_routine
from stretch_coach.routine.repository import Library
from stretch_coach.session.script import build_timeline
from stretch_coach.session.words import estimate_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.place import Place
    from stretch_coach.record.lines import Level
    from stretch_coach.routine.model import Routine
    from stretch_coach.session.timeline import Timeline

LEVELS: tuple[Level, ...] = ("hurts", "stiff", "fine")
DAYS = (1, 7, 25)
WAITING = ("ready", "rest", "set_rest", "switch")
MOST_WAITING = {1: 1 / 3, 7: 1 / 3, 25: 1 / 5}
FIRST_MOVEMENT_S = 20.0
SILENCE_S = 25.0
_TONE_MS = 400
_PROMISE = re.compile(r"(\d+) minutes")


@dataclass(frozen=True, slots=True)
class Measured:
    """One session in numbers. Shares are of the whole session, from 0 to 1."""

    routine: str
    level: Level
    day: int
    minutes: float
    promised: int
    waiting: float
    held: float
    """The holds of stretches."""
    working: float
    """All holds and cycles: stretching, strength, walking, breathing."""
    first_movement_s: float
    silence_s: float

    @property
    def within(self) -> bool:
        """Whether the session keeps the bars of waiting, minutes, first movement and silence."""
        most = MOST_WAITING[self.day] if self.level != "hurts" else 1.0
        return (
            self.waiting <= most
            and self.minutes <= self.promised
            and self.first_movement_s <= FIRST_MOVEMENT_S
            and self.silence_s <= SILENCE_S
        )


def measure(timeline: Timeline, level: Level, day: int) -> Measured:
    """Return the numbers of a session."""
    routine = timeline.prescription.routine
    total = timeline.total_ms
    kinds = {item.step.exercise.name: item.step.exercise.kind for item in timeline.prescription.due}
    held = sum(s.length_ms for s in timeline.segments if s.kind == "hold" and kinds.get(s.exercise or "") == "stretch")
    return Measured(
        routine.name,
        level,
        day,
        total / 60_000,
        promised_minutes(routine),
        sum(s.length_ms for s in timeline.segments if s.kind in WAITING and s.exercise is not None) / total,
        held / total,
        sum(s.length_ms for s in timeline.segments if s.counts_as_held) / total,
        next(s.start_ms for s in timeline.segments if s.kind not in WAITING) / 1000,
        longest_silence_ms(timeline) / 1000,
    )


def promised_minutes(routine: Routine) -> int:
    """Return the minutes that a routine's `about` promises, 0 where it promises none."""
    found = _PROMISE.search(routine.about)
    return int(found[1]) if found else 0


def longest_silence_ms(timeline: Timeline) -> int:
    """Return the longest time in which nothing is heard."""
    heard = sorted(
        (cue.at_ms, cue.at_ms + (estimate_ms(cue.say) if cue.say else _TONE_MS))
        for segment in timeline.segments
        for cue in segment.cues
    )
    ends, silence = 0, 0
    for begin, end in heard:
        silence = max(silence, begin - ends)
        ends = max(ends, end)
    return max(silence, timeline.total_ms - ends)


def sessions() -> Iterator[Measured]:
    """Yield every shipped routine at every level on days 1, 7 and 25."""
    for routine in shipped():
        for level in LEVELS:
            for day in DAYS:
                prescribed = prescription_of_day(routine, day, level=level)
                yield measure(build_timeline(prescribed), level, day)


@cache
def shipped() -> tuple[Routine, ...]:
    """Return the shipped routines."""
    folder = Path(data_path("routines"))
    library = Library(data_path("routines", "exercises"))
    found = []
    for path in sorted(folder.glob("*.stretch.yaml")):
        routine = read_routine(path.read_bytes(), name=path.name.split(".")[0], path=str(path), library=library).routine
        if routine is not None:
            found.append(routine)
    return tuple(found)


def table() -> str:
    """Return the table of docs/session.md."""
    lines = [
        "| routine | level | day | minutes (promise) | waiting | stretch held | all work | first movement | silence |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for m in sessions():
        mark = "" if m.within else " ✗"
        lines.append(
            f"| {m.routine} | {m.level} | {m.day} | {m.minutes:.1f} ({m.promised}) | {m.waiting:.0%}{mark} "
            f"| {m.held:.0%} | {m.working:.0%} | {m.first_movement_s:.1f} s | {m.silence_s:.1f} s |"
        )
    return "\n".join(lines) + "\n"


def rows(_: Place) -> Iterator[Row]:
    """Yield the worst of each bar over all shipped sessions."""
    found = list(sessions())
    asked = [m for m in found if m.level != "hurts"]
    for day, most in MOST_WAITING.items():
        worst = max((m for m in asked if m.day == day), key=lambda m: m.waiting)
        yield Row(f"waiting on day {day}", most * 100, "%", worst.waiting * 100, f"{worst.routine}, {worst.level}")
    late = max(found, key=lambda m: m.first_movement_s)
    yield Row("first movement", FIRST_MOVEMENT_S, "s", late.first_movement_s, late.routine)
    over = max(found, key=lambda m: m.minutes - m.promised)
    yield Row("minutes above the promise", 0.0, "min", max(0.0, over.minutes - over.promised), over.routine)
    silent = max(found, key=lambda m: m.silence_s)
    yield Row("longest silence", SILENCE_S, "s", silent.silence_s, silent.routine)


if __name__ == "__main__":
    print(table(), end="")
