"""Playing without a screen: what is printed, what each key does, in simulated time."""

from __future__ import annotations

import io
import json
import os
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from tests.every import every

from stretch_coach.cli.inputs import WORDS, Inputs
from stretch_coach.cli.plain_player import Narrator, SwapOffers, event_row, play
from stretch_coach.cli.play import narrator_of
from stretch_coach.routine.model import Exercise, Step
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.sessions import start_session
from stretch_coach.services.swapping import candidates_in, keep_swap, swaps_view
from stretch_coach.session.view import title_of
from stretch_coach.settings import USUAL_KEYS, load_settings
from stretch_coach.testing import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from io import TextIOWrapper

    from stretch_coach.cli.plain_player import Ending
    from stretch_coach.runner import Runner, TimedEvent

CTRL_C = "ctrl+c"
DANGER = ("Stop for: numbness.", "See someone first for: fever.")


class Script(Inputs):
    """Inputs that let time pass, and press keys at given seconds of it."""

    def __init__(self, clock: FakeClock, presses: Mapping[float, str], *, keys: bool = True) -> None:
        self.keys = keys
        self._clock = clock
        self._began = clock.monotonic_ns()
        self._presses = sorted(presses.items())

    def wait(self, seconds: float) -> str | None:
        """Jump to the end of the wait, or to the next key if that comes before it."""
        if self._presses and self._presses[0][1] == CTRL_C:
            raise KeyboardInterrupt
        passed = (self._clock.monotonic_ns() - self._began) / 1e9
        if self._presses and self._presses[0][0] <= passed + seconds:
            at, key = self._presses.pop(0)
            self._clock.jump(max(0.0, at - passed) * 1000)
            return key
        self._clock.jump(seconds * 1000)
        return None


class Stage:
    """One session without a screen, and all that it said."""

    def __init__(self, runner: Runner, clock: FakeClock, context: AppContext) -> None:
        self.runner = runner
        self.context = context
        self.routine = runner.player.timeline.prescription.routine
        self.said: list[str] = []
        self.rows: list[dict[str, object]] = []
        self._clock = clock
        self._narrator = Narrator(self.said.append, lambda segment: title_of(runner.player.timeline, segment))

    def play(self, presses: Mapping[float, str] | None = None) -> Ending:
        """Play to the end, keys being pressed at given seconds."""
        return self._play(Script(self._clock, presses or {}))

    def piped(self, words: Mapping[float, str]) -> Ending:
        """Play to the end, words coming in at given seconds."""
        return self._play(Script(self._clock, {at: WORDS.get(word, word) for at, word in words.items()}, keys=False))

    def _play(self, script: Script) -> Ending:
        return play(
            self.runner,
            script,
            danger=DANGER,
            tell=self.said.append,
            happened=self._happened,
            swaps=SwapOffers(lambda step: candidates_in(self.context, self.routine, step), self._keep),
        )

    def _keep(self, step: Step, instead: Exercise) -> str:
        keep_swap(self.context, self.routine, step.id, instead.name, always=False)
        return ""

    def _happened(self, timed: TimedEvent) -> None:
        self._narrator(timed)
        self.rows.append(event_row(timed))

    def names(self) -> list[object]:
        """The events but for segments, cues and what was saved."""
        return [row["event"] for row in self.rows if row["event"] not in ("segment", "cue", "segment_end", "saved")]


@pytest.fixture
def stage() -> Iterator[Stage]:
    """`desk`, ready to be played."""
    clock = FakeClock()
    context = AppContext(load_settings(os.environ), clock)
    made = Stage(start_session(context, "desk", PlayOptions(mute=True), pain_before=None), clock, context)
    yield made
    made.runner.close()
    context.close()


def test_a_session_nobody_touches_tells_every_segment_and_every_word(stage: Stage) -> None:
    ending = stage.play()
    timeline = stage.runner.player.timeline
    assert not ending.something_wrong
    assert [r["segment"] for r in stage.rows if r["event"] == "segment"] == [s.index for s in timeline.segments]
    words = [c.say for s in timeline.segments for c in s.cues if c.say]
    assert [line.strip() for line in stage.said if line.strip() in words] == words
    assert stage.said[-1] == "Done."


def test_a_pace_that_words_lead_to_the_end_is_not_told_as_well() -> None:
    clock = FakeClock()
    context = AppContext(load_settings(os.environ), clock)
    runner = start_session(context, "relief", PlayOptions(mute=True), pain_before=None)
    lines: list[str] = []
    play(runner, Script(clock, {}), danger=(), tell=lines.append, happened=narrator_of(runner, lines.append))
    runner.close()
    context.close()
    paces = [before for before, line in pairwise(lines) if line == "       Breathe in 4 s, out 6 s."]
    assert [line.split("  ")[-1] for line in paces] == ["Legs on a chair: hold 1, 2 minutes"]


def test_every_event_says_when_it_was_due_and_when_it_happened(stage: Stage) -> None:
    stage.play()
    assert all(abs(int(str(r["wall_ms"])) - int(str(r["at_ms"]))) <= 1 for r in stage.rows if r["event"] != "saved")
    assert json.loads(json.dumps(stage.rows[0]))["event"] == "segment"


def test_space_pauses_and_space_goes_on(stage: Stage) -> None:
    stage.play({5.0: " ", 9.0: " "})
    assert stage.names() == ["paused", "resumed", "finished"]


def test_a_word_means_the_same_however_often_it_is_said(stage: Stage) -> None:
    stage.piped({5.0: "resume", 6.0: "pause", 7.0: "pause", 9.0: "resume", 10.0: "resume"})
    assert stage.names() == ["paused", "resumed", "finished"]
    assert stage.said.count("Not now.") == 3


def test_an_exercise_is_swapped_in_a_pause_by_key_and_number(stage: Stage) -> None:
    stage.play({60.0: "n", 61.0: " ", 62.0: "s", 63.0: "1", 64.0: " "})
    assert stage.names() == ["jumped", "paused", "swapped", "resumed", "finished"]
    asked = next(line for line in stage.said if line.startswith("What instead, for today? 1 "))
    first = asked.partition("? 1 ")[2].partition(" · ")[0]
    assert f"{first} instead. Space resumes, q ends." in stage.said
    assert swaps_view(stage.context).swaps[0].text.startswith(f"Desk break: {first} instead of")


def test_on_a_pipe_an_exercise_is_swapped_by_words(stage: Stage) -> None:
    stage.piped({60.0: "next", 61.0: "swap", 62.0: "pause", 63.0: "swap", 64.0: "2", 65.0: "resume"})
    assert stage.names() == ["jumped", "paused", "swapped", "resumed", "finished"]
    assert any(line.startswith("Pause first") for line in stage.said)


@pytest.mark.parametrize("answer", ["9", " "])
def test_anything_but_a_number_keeps_the_exercise(stage: Stage, answer: str) -> None:
    stage.play({60.0: "n", 61.0: " ", 62.0: "s", 63.0: answer, 64.0: "q", 65.0: "y"})
    assert "swapped" not in stage.names()
    assert not swaps_view(stage.context).swaps


def test_on_a_pipe_nothing_is_asked_before_a_session_ends(stage: Stage) -> None:
    stage.piped({5.0: "end"})
    assert stage.names() == ["stopped"]
    assert stage.said[-1] == "Ended."


def test_on_a_pipe_something_wrong_shows_the_signs_and_ends_the_session_at_once(stage: Stage) -> None:
    assert stage.piped({60.0: "wrong"}).something_wrong
    assert stage.said[-len(DANGER) - 1 :] == ["Ended.", *DANGER]
    assert stage.names() == ["stopped"]


def test_on_a_pipe_something_can_be_wrong_where_it_hurts(stage: Stage) -> None:
    assert stage.piped({60.0: "hurts", 70.0: "something is wrong"}).something_wrong
    assert stage.names() == ["hurt", "stopped"]


def test_any_other_key_pauses(stage: Stage) -> None:
    stage.play({5.0: "z", 9.0: " "})
    assert stage.names()[0] == "paused"


def test_ending_asks_and_another_key_stays(stage: Stage) -> None:
    stage.play({5.0: "q", 6.0: "k", 7.0: " ", 8.0: "q", 9.0: "y"})
    assert stage.names() == ["paused", "resumed", "paused", "stopped"]
    assert "Still paused. Space resumes, q ends." in stage.said


def test_what_hurts_stops_until_something_is_chosen(stage: Stage) -> None:
    stage.play({60.0: "x", 300.0: "k", 400.0: "s"})
    assert stage.names()[:2] == ["hurt", "jumped"]
    jumped = next(r for r in stage.rows if r["event"] == "jumped")
    assert int(str(jumped["wall_ms"])) == 400_000


def test_something_wrong_shows_the_signs_and_a_yes_ends_the_session(stage: Stage) -> None:
    ending = stage.play({60.0: "!", 70.0: "k", 80.0: "y"})
    assert ending.something_wrong
    assert [line for line in stage.said if line in DANGER] == list(DANGER)
    assert stage.names() == ["paused", "stopped"]


def test_a_no_to_the_signs_leaves_it_paused(stage: Stage) -> None:
    ending = stage.play({60.0: "!", 70.0: "n", 75.0: " "})
    assert not ending.something_wrong
    assert stage.names()[:2] == ["paused", "get_ready"]


def test_a_key_that_does_not_apply_says_so(stage: Stage) -> None:
    stage.play({2.0: "l"})
    assert "Not now." in stage.said


def test_an_interrupt_of_the_keyboard_ends_and_records(stage: Stage) -> None:
    assert stage.play({5.0: CTRL_C}).interrupted
    assert stage.names() == ["stopped"]


def test_lines_of_a_pipe_are_command_words_and_the_end_of_input_is_none() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as pipe:
        pipe.write("pause\n\n  GO   on \nhm\n")
    stream: TextIOWrapper
    with os.fdopen(reading) as stream:
        inputs = Inputs(stream, keys=False)
        assert [inputs.wait(5) for _ in range(3)] == ["pause", "\r", "hm"]
        assert inputs.wait(0) is None


def test_of_an_endless_line_on_a_pipe_only_the_beginning_is_taken() -> None:
    inputs = Inputs(io.StringIO("y" * 1_000_000 + " end\npause\n"), keys=False)
    assert [inputs.wait(10), inputs.wait(10)] == ["y" * 100, "pause"]


def test_every_key_of_a_session_has_a_word_for_pipes() -> None:
    assert set(" \rnbrlx!mwq?sep") <= set(WORDS.values())


@every("action", [action for action in USUAL_KEYS if action not in ("pause", "go_on", "swap")])
def test_a_key_of_plain_is_the_usual_key_of_the_screens(action: str) -> None:
    character = {"exclamation_mark": "!", "question_mark": "?"}.get(USUAL_KEYS[action], USUAL_KEYS[action])
    assert WORDS[action] == character


def test_space_pauses_and_enter_skips_ahead_with_plain_as_on_the_screens() -> None:
    assert (USUAL_KEYS["pause"], USUAL_KEYS["go_on"]) == ("space", "enter")
    assert (WORDS["space"], WORDS["go on"]) == (" ", "\r")
