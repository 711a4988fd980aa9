"""A sentence next to the timeline crosses none of the timeline's own."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from stretch_coach.data import data_path
from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.ramp.prescription import Prescription
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.session.events import Command
from stretch_coach.session.player import Player
from stretch_coach.session.script import build_timeline
from stretch_coach.session.speech_slots import first_gap
from stretch_coach.session.voiceover import WORDS_AT_MS
from stretch_coach.session.words import estimate_ms


def first_minute() -> Prescription:
    """Return the shipped first minute."""
    routine = RoutineRepository(None).load(data_path("assets", "first-minute.stretch.yaml"))
    return prescription_of_day(routine, 1)


@given(at=st.integers(0, 60_000), letters=st.integers(1, 60))
@settings(max_examples=200, deadline=None)
def test_it_is_said_where_nothing_else_is_said(at: int, letters: int) -> None:
    player = Player(build_timeline(first_minute()))
    player.start(0)
    player.advance(at)
    sentence = "m" * letters
    begins = first_gap(player, sentence)
    ends = begins + estimate_ms(sentence)
    assert begins > at
    for segment in player.timeline.segments:
        for cue in segment.cues:
            if cue.say:
                assert ends <= cue.at_ms or begins >= cue.at_ms + estimate_ms(cue.say)


def test_in_a_pause_it_is_said_at_once() -> None:
    player = Player(build_timeline(first_minute()))
    player.start(0)
    player.command(Command.PAUSE, 2000)
    assert first_gap(player, "Press the space bar again to go on.") == 2000 + WORDS_AT_MS


def test_after_this_hurts_it_waits_for_the_choices() -> None:
    player = Player(build_timeline(first_minute()))
    player.start(0)
    player.command(Command.HURTS, 2000)
    said = max((due for due in player.ahead(5000) if due.cue.say), key=lambda due: due.now_ms)
    assert first_gap(player, "Press P.") >= said.now_ms + estimate_ms(said.cue.say or "")
