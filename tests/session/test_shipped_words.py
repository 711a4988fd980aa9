"""Every shipped routine can be followed with closed eyes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from tests.session.makers import WORDS

from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.ramp.prescription import Prescription
from stretch_coach.routine.store import Shelf
from stretch_coach.session import words
from stretch_coach.session.layout import TEACH_BELOW_RUNG
from stretch_coach.session.script import build_timeline

if TYPE_CHECKING:
    from stretch_coach.routine.model import Routine, Words
    from stretch_coach.session.timeline import Timeline

SHELF = Shelf(None)
NAMES = sorted(SHELF.paths())
DAYS = (1, 2, 7, 21)
LONGEST_READY_MS = 36_000
LONGEST_KNOWN_MS = 27_000
"""Only the first explanation of a movement that has no second go, or a long first sentence, comes near it."""


def _of_day(routine: Routine, day: int, level: Words) -> Timeline:
    from dataclasses import replace

    return build_timeline(prescription_of_day(replace(routine, words=level), day))


@pytest.mark.parametrize("level", ["full", "brief"])
@pytest.mark.parametrize("name", NAMES)
def test_before_every_hold_words_name_exercise_side_and_seconds_and_after_it_comes_a_tone(
    name: str, level: Words
) -> None:
    for day in DAYS:
        line = _of_day(SHELF.load(name), day, level)
        titles = {p.step.id: p.step.exercise.title.lower() for p in line.prescription.due}
        heard = ""
        sides: list[str] = []
        for segment in line.segments:
            if segment.kind == "ready":
                heard, sides = "", []
            if segment.counts_as_held:
                assert titles[segment.step or ""] in heard
                assert segment.side is None or sides[-1] == segment.side
                assert "slow round" in heard if segment.kind == "cycle" else words.duration(segment.length_ms) in heard
            for cue in segment.cues:
                said = (cue.say or "").lower()
                heard += f" {said}"
                sides += re.findall(r"\b(left|right) side\b", said)
        for segment, after in pairwise(line.segments):
            if segment.counts_as_held:
                assert after.cues[0].name in ("rep", "set")
                assert after.cues[0].at_ms == segment.end_ms


@pytest.mark.parametrize("name", NAMES)
def test_on_the_first_day_no_instruction_stands_on_the_screen_alone(name: str) -> None:
    line = _of_day(SHELF.load(name), 1, "full")
    for prescribed in line.prescription.due:
        step = prescribed.step
        spoken = " ".join(c.say for s in line.segments if s.step == step.id for c in s.cues if c.say)
        movement = [step.say] if step.say else [*step.exercise.do]
        for sentence in (step.exercise.position, *movement, step.exercise.breathe):
            assert words.sentence(sentence) in spoken, (step.id, sentence)


@pytest.mark.parametrize("level", WORDS)
@pytest.mark.parametrize("name", NAMES)
def test_no_wait_is_long(name: str, level: Words) -> None:
    for day in DAYS:
        line = _of_day(SHELF.load(name), day, level)
        waits = {kind: [s.length_ms for s in line.segments if s.kind == kind] for kind in ("ready", "switch")}
        assert max(waits["ready"]) <= LONGEST_READY_MS
        assert max(waits["switch"], default=0) <= 13_000
        known = {p.step.id for p in line.prescription.due if level != "full" or p.rung >= TEACH_BELOW_RUNG}
        readies = [s for s in line.segments if s.kind == "ready"]
        assert max((s.length_ms for s in readies[1:] if s.step in known), default=0) <= LONGEST_KNOWN_MS


@pytest.mark.parametrize("name", NAMES)
def test_words_never_run_into_an_edge_or_into_each_other(name: str) -> None:
    for day in DAYS:
        line = _of_day(SHELF.load(name), day, "full")
        cues = [c for s in line.segments for c in s.cues if c.name not in ("count", "half")]
        for cue, after in pairwise(cues):
            if cue.say:
                assert cue.at_ms + words.estimate_ms(cue.say) <= after.at_ms, (cue, after)


def test_the_walk_is_over_real_prescriptions() -> None:
    assert len(NAMES) >= 7
    assert isinstance(_of_day(SHELF.load("basics"), 1, "full").prescription, Prescription)
