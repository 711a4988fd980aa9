"""The names of what a session is made of: all that are listed occur, and none that is not."""

from __future__ import annotations

from typing import get_args

from tests.session.makers import exercise, player, step

from stretch_coach.routine.model import RestStep
from stretch_coach.session.events import Command
from stretch_coach.session.timeline import BREATHS, TONES, CueName, SegmentKind

STEPS = (
    step(exercise("one", sides="each"), hold=30, sets=2),
    RestStep("rest", 20_000),
    step(exercise("two", "movement"), hold=4, reps=3),
    step(exercise("three", "breathing"), hold=60, reps=1),
)
"""A stretch of two sides and sets, a rest, a movement, calm breathing."""


def test_a_session_of_everything_has_every_kind_of_segment_and_no_other() -> None:
    line = player(*STEPS).timeline
    assert sum(segment.length_ms for segment in line.segments) == line.total_ms
    assert {segment.kind for segment in line.segments} == set(get_args(SegmentKind))


def test_a_session_of_everything_that_hurts_sounds_every_tone_and_no_other() -> None:
    made = player(*STEPS)
    sounded = {cue.name for segment in made.timeline.segments for cue in segment.cues}
    sounded |= {event.cue.name for event in made.command(Command.HURTS, 1000).events if event.cue}
    assert sounded == {*TONES, "words"} == set(get_args(CueName))
    assert len(TONES) == len(set(TONES))


def test_calm_breathing_is_led_by_the_two_soft_tones_of_breath() -> None:
    (hold,) = (s for s in player(STEPS[3]).timeline.segments if s.counts_as_held)
    assert {cue.name for cue in hold.cues if cue.name.startswith("breathe")} == set(BREATHS)
