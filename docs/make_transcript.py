# ruff: noqa: INP001  a script beside the page it writes, not a package
"""Writes docs/transcript.md: everything one hears in the first `basics` session, from its timeline.

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
HEAD = """\
# What one hears: the first `basics` session

Every tone and every word, in the order and at the time they sound, made from the timeline of day 1. *Italics* are
tones; [sound.md](sound.md) says what each means. Read it with closed eyes in mind: before each hold one knows the
exercise, the side and how long; at each change there is a tone; nothing that matters is only on the screen.
"""


def transcript() -> str:
    """Return the page."""
    timeline = build_timeline(prescription_of_day(RoutineRepository(None).load("basics"), 1))
    return f"{HEAD}{''.join(_parts(timeline))}".rstrip() + "\n"


def _parts(timeline: Timeline) -> Iterator[str]:
    """Give one heading for each exercise and one line for each stretch of time in which something is heard."""
    titles = {due.step.id: due.step.exercise.title for due in timeline.prescription.due}
    shown = ""
    for segment in timeline.segments:
        step = segment.step or ""
        if step != shown:
            shown = step
            yield f"\n## {titles.get(step, 'Rest')}\n\n"
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
        if not (cue.name == "count" and found and found[-1] == text):
            found.append(text)
    return " ".join(found)


if __name__ == "__main__":
    (HERE / "transcript.md").write_text(transcript(), encoding="utf-8")
