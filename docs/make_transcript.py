# ruff: noqa: INP001  a script next to the page it writes, not a package
"""Writes docs/transcript.md: everything one hears in `basics` on day 1 and day 10 at the level `stiff`.

Run `python docs/make_transcript.py` after changing words or routines; a test compares.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.session.script import build_timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretch_coach.session.timeline import Segment, Timeline

HERE = Path(__file__).parent
DAYS = (1, 10)
HEAD = """\
# What one hears: `basics` at *stiff*, day 1 and day 10

Every tone and every word, in the order and at the time they sound, made from the timelines. *Italics* are tones;
[sound.md](sound.md) says what each means. A soft beat that goes on is written once. Read it with closed eyes in mind:
before each hold one knows the exercise, the side and how long; in the first repetition of a side each change is
spoken, later it is a tone; nothing that matters is only on the screen.
"""


def transcript() -> str:
    """Return the page."""
    routine = RoutineRepository(None).load("basics")
    pages = []
    for day in DAYS:
        timeline = build_timeline(prescription_of_day(routine, day, level="stiff"))
        pages.append(f"\n## Day {day}\n{''.join(_parts(timeline))}")
    return f"{HEAD}{''.join(pages)}".rstrip() + "\n"


def _parts(timeline: Timeline) -> Iterator[str]:
    """Give one heading for each exercise and one line for each stretch of time in which something is heard."""
    titles = {due.step.id: due.step.exercise.title for due in timeline.prescription.due}
    shown = ""
    for segment in timeline.segments:
        step = segment.step or ""
        if step != shown:
            shown = step
            yield f"\n### {titles.get(step, 'Rest')}\n\n"
        if segment.cues:
            yield f"- {_clock(segment)} {_heard(segment)}\n"


def _clock(segment: Segment) -> str:
    minutes, seconds = divmod(segment.start_ms // 1000, 60)
    return f"{minutes}:{seconds:02}"


def _heard(segment: Segment) -> str:
    """Return the cues of a stretch; 3-2-1 as one."""
    found: list[str] = []
    for cue in segment.cues:
        text = (
            f"“{cue.say}”" if cue.name == "words" else "*three, two, one*" if cue.name == "count" else f"*{cue.name}*"
        )
        if not (cue.name in ("count", "beat") and text in found):
            found.append(text)
    return " ".join(found)


if __name__ == "__main__":
    (HERE / "transcript.md").write_text(transcript(), encoding="utf-8")
