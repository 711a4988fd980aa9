"""`preview --watch --hear`: what a save changed is spoken, once, as soon as the voice has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.authoring.preview import lay_out, spoken
from stretch_coach.cli.app import answer, guarded
from stretch_coach.cli.speak_changes import Aloud
from stretch_coach.routine.repository import RoutineRepository

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from stretch_coach.sound.port import ScheduledCue


class Voice:
    """A sound worker whose voice is ready when the test says so."""

    def __init__(self) -> None:
        self.prepared: list[str] = []
        self.spoken: list[tuple[int, str | None]] = []
        self.ready = False

    def prepare(self, texts: Sequence[str]) -> None:
        self.prepared += texts

    def wait_voice(self, texts: Sequence[str], timeout_s: float) -> bool:
        assert timeout_s == 0, "the drawing never waits for the voice"
        return self.ready and set(texts) <= set(self.prepared)

    def schedule(self, epoch: int, cues: Sequence[ScheduledCue]) -> None:
        self.spoken += [(epoch, due.cue.say) for due in cues]

    def close(self) -> None:
        self.ready = False


def test_only_the_first_step_that_changed_is_spoken_and_only_when_ready() -> None:
    voice = Voice()
    aloud = Aloud(voice, now_ns=lambda: 0)
    aloud.saved({"one": "One.", "two": "Two."})
    aloud.look()
    aloud.saved({"one": "One.", "two": "Two and a half.", "three": "Three."})
    aloud.look()
    assert voice.spoken == [], "not ready yet"
    voice.ready = True
    aloud.look()
    aloud.look()
    assert voice.spoken == [(1, "Two and a half.")]
    aloud.saved({"one": "Won.", "two": "Two and a half.", "three": "Three."})
    aloud.look()
    assert voice.spoken[1:] == [(2, "Won.")], "a higher epoch ends what is still sounding"


def test_a_save_that_changes_no_words_is_silent() -> None:
    voice = Voice()
    aloud = Aloud(voice, now_ns=lambda: 0)
    aloud.saved({"one": "One."})
    aloud.saved({"one": "One."})
    aloud.saved({})
    aloud.look()
    assert (voice.prepared, voice.spoken) == ([], [])


def test_the_greeting_is_no_part_of_what_a_step_says() -> None:
    routine = RoutineRepository(None).load("basics")
    words = spoken(routine, lay_out(routine, (1, 21)))
    assert list(words) == [step.id for step in routine.steps]
    assert "Marching on the spot." in words["marching"]
    assert "minutes." not in words["marching"].split("Marching")[0]


def test_hearing_needs_saves(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: answer(["preview", "basics", "--hear"])) == 2
    assert "--watch" in capsys.readouterr().err
