"""The terminal's bell: a ring for every tone of a change, and none to breathe or move by."""

from __future__ import annotations

from array import array

from stretch_coach.session.timeline import TONES, Cue
from stretch_coach.sound.mix import SOFT
from stretch_coach.sound.outputs.bell import BellOutput


def test_the_bell_rings_for_every_tone_but_not_for_words_a_breath_or_a_beat() -> None:
    rung: list[str] = []
    for name in (*TONES, "words"):
        bell = BellOutput(lambda: rung.append(name))  # noqa: B023  rung at once
        bell.play(Cue(0, name, "In." if name == "words" else None), array("h"))
    assert rung == [name for name in TONES if name not in SOFT]
