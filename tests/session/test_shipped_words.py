"""Every shipped routine can be followed with closed eyes, and keeps the bars of a session."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.mixes import library
from benchmarks.sessions import DAYS, LEVELS, WAITING, measure, shipped
from tests.every import every
from tests.session.makers import WORDS

from stretch_coach.mix.pool import step_of
from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.routine.model import Routine
from stretch_coach.session import words
from stretch_coach.session.script import build_timeline
from stretch_coach.text import spoken_duration

if TYPE_CHECKING:
    from stretch_coach.record.lines import Level
    from stretch_coach.routine.model import Words
    from stretch_coach.session.timeline import Timeline

ROUTINES = {routine.name: routine for routine in shipped()}
NAMES = sorted(ROUTINES)
LIBRARY = library()
CARDS = sorted(LIBRARY)
FROM_NAME_TO_MOVEMENT_MS = 18_000
LONGEST_WORDS_MS = 12_000
"""What is said of an exercise before its first hold, the opening and the reminders of a session left out."""


def _of_day(routine: Routine, day: int, level: Level = "stiff", *, said: Words = "full") -> Timeline:
    return build_timeline(prescription_of_day(replace(routine, words=said), day, level=level))


@every("level", LEVELS)
@every("day", DAYS)
@every("name", NAMES)
def test_a_shipped_session_keeps_its_minutes_and_is_not_spent_waiting(name: str, day: int, level: Level) -> None:
    found = measure(_of_day(ROUTINES[name], day, level), level, day)
    assert found.within, found


@every("name", NAMES)
def test_a_shipped_routine_keeps_its_promise_on_every_day(name: str) -> None:
    for level in LEVELS:
        for day in range(1, 31, 3):
            found = measure(_of_day(ROUTINES[name], day, level), level, 1)
            assert found.minutes <= found.promised, (name, level, day)


@every("name", CARDS)
def test_from_its_name_to_its_first_movement_a_new_exercise_takes_at_most_eighteen_seconds(name: str) -> None:
    """Amid a session, met for the first time, after another position."""
    card, before = LIBRARY[name], LIBRARY["pelvic-rock" if name == "seated-twist" else "seated-twist"]
    others = [LIBRARY[other] for other in ("calf-straight", "wrist-circles", "hip-circles") if other != name]
    steps = [step_of(one) for one in (others[0], before, card, *others[1:])]
    made = prescription_of_day(Routine("amid", "Amid", tuple(steps)), 1, level="stiff")
    segments = [s for s in build_timeline(replace(made, first_ever=False)).segments if s.step == name]
    named = next(c.at_ms for c in segments[0].cues if c.say and card.title in c.say)
    moves = next(s.start_ms for s in segments if s.kind not in WAITING)
    assert moves - named <= FROM_NAME_TO_MOVEMENT_MS


@every("said", ["full", "brief"])
@every("name", NAMES)
def test_before_every_hold_words_name_exercise_side_and_amount_and_after_it_comes_a_tone(
    name: str, said: Words
) -> None:
    for day in (1, 2, 7, 21):
        line = _of_day(ROUTINES[name], day, said=said)
        titles = {p.step.id: p.step.exercise.title.lower() for p in line.prescription.due}
        heard = ""
        for segment in line.segments:
            if segment.kind == "ready":
                heard = ""
            if segment.counts_as_held:
                assert titles[segment.step or ""] in heard
                assert "slow round" in heard if segment.kind == "cycle" else spoken_duration(segment.length_ms) in heard
            if segment.kind == "hold":
                assert segment.side is None or heard.rfind(segment.side) >= 0
            heard += "".join(f" {(cue.say or '').lower()}" for cue in segment.cues)
        for segment, after in pairwise(line.segments):
            if segment.counts_as_held:
                assert after.cues[0].name in ("rep", "set")
                assert after.cues[0].at_ms == segment.end_ms


@every("name", NAMES)
def test_on_the_first_day_all_of_the_movement_is_said_before_the_first_hold(name: str) -> None:
    line = _of_day(ROUTINES[name], 1)
    for prescribed in line.prescription.due:
        before = []
        for segment in line.segments:
            if segment.step == prescribed.step.id:
                if segment.counts_as_held:
                    break
                before += [cue.say for cue in segment.cues if cue.say]
        first = next(s for s in line.segments if s.step == prescribed.step.id)
        for sentence in words.movement(prescribed.step, first.side):
            assert sentence in before, (prescribed.step.id, sentence)


@every("name", NAMES)
def test_what_is_said_of_an_exercise_before_its_first_hold_is_short(name: str) -> None:
    line = _of_day(ROUTINES[name], 1)
    for segment in line.segments:
        if segment.kind != "ready":
            continue
        context = line.contexts[segment.visit]
        others = (*context.preface, words.GENTLE, words.SPACE_WAITS, *words.LESSON)
        said = sum(words.estimate_ms(c.say) for c in segment.cues if c.say and c.say not in others)
        most = LONGEST_WORDS_MS + (2500 if context.position else 0)
        assert said <= most, (segment.step, said)


@every("said", WORDS)
@every("name", NAMES)
def test_words_never_run_into_an_edge_or_into_each_other(name: str, said: Words) -> None:
    for day in (1, 2, 7, 21):
        line = _of_day(ROUTINES[name], day, said=said)
        soft = ("count", "half", "beat", "breathe_in", "breathe_out")
        cues = [c for s in line.segments for c in s.cues if c.name not in soft]
        for cue, after in pairwise(cues):
            if cue.say:
                assert cue.at_ms + words.estimate_ms(cue.say) <= after.at_ms, (cue, after)
