"""`pack`: what is said before, what counts down, what is noted; in simulated time, and as a person calls it."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.care.countdown import MINUTE_MS, Countdown, opening, opening_ms
from stretch_coach.cli.app import answer
from stretch_coach.cli.inputs import WORDS, Inputs
from stretch_coach.cli.pack_timer import Holding, LineFace, PlainFace
from stretch_coach.errors import UsageError
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Activity, Line, Screened
from stretch_coach.sound.recording import RecordingSound
from stretch_coach.testing import FakeClock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretch_coach.cli.pack_timer import Ending

CTRL_C = "ctrl+c"
SLEEP = "sleep"
LEAD_S = opening_ms(opening("ice", 15 * MINUTE_MS)) / 1000
LEAD_TEN_S = opening_ms(opening("ice", 10 * MINUTE_MS)) / 1000


class Script(Inputs):
    """Inputs that let time pass, and press keys at given seconds of it."""

    def __init__(
        self, clock: FakeClock, sound: RecordingSound, presses: Mapping[float, str], late_ms: float = 0
    ) -> None:
        self.keys = True
        self._late_ms = late_ms
        self._clock = clock
        self._sound = sound
        self._began = clock.monotonic_ns()
        self._presses = sorted(presses.items())
        self.longest = 0.0

    def wait(self, seconds: float) -> str | None:
        """Jump to the end of the wait, or to the next key if that comes before it."""
        self.longest = max(self.longest, seconds)
        passed = (self._clock.monotonic_ns() - self._began) / 1e9
        key = None
        if self._presses and self._presses[0][0] <= passed + seconds:
            at, key = self._presses.pop(0)
            seconds = max(0.0, at - passed)
        self._clock.jump(seconds * 1000 + self._late_ms)
        self._sound.listen(self._clock.monotonic_ns())
        if key == CTRL_C:
            raise KeyboardInterrupt
        if key is not None and key.startswith(SLEEP):
            self._clock.sleep(float(key.removeprefix(SLEEP)) * 1000)
            return None
        return key


class Bench:
    """One pack in simulated time, and all that it said and sounded."""

    def __init__(
        self, minutes: int = 15, presses: Mapping[float, str] | None = None, speed: float = 1, late_ms: float = 0
    ) -> None:
        self.clock, self.sound, self.out = FakeClock(), RecordingSound(), io.StringIO()
        self.inputs = Script(self.clock, self.sound, presses or {}, late_ms)
        self.began_ns = self.clock.monotonic_ns()
        self.holding = Holding(
            "ice",
            minutes * MINUTE_MS,
            clock=self.clock,
            sound=self.sound,
            inputs=self.inputs,
            face=PlainFace(self.out),
            speed=speed,
        )
        self.ending: Ending = self.holding.run()

    @property
    def passed_s(self) -> float:
        """Seconds of the fake clock since the beginning."""
        return (self.clock.monotonic_ns() - self.began_ns) / 1e9

    def tones(self) -> list[tuple[float, str]]:
        """The tones that sounded, with the second of the pack at which each was due."""
        return [
            (round((due.due_ns - self.began_ns) / 1e9 - LEAD_S, 3), due.cue.name)
            for due in self.sound.heard
            if due.cue.name != "words"
        ]


def test_a_pack_runs_to_its_end_with_every_tone_at_its_moment() -> None:
    bench = Bench()
    assert bench.ending == (15 * MINUTE_MS, True, False)
    assert bench.passed_s == pytest.approx(LEAD_S + 900, abs=0.002)
    assert bench.tones() == [
        (-LEAD_S, "ready"),
        (0, "start"),
        (450, "half"),
        (897, "count"),
        (898, "count"),
        (899, "count"),
        (900, "finish"),
    ]
    assert bench.inputs.longest <= 1
    said = bench.out.getvalue().splitlines()
    assert said[0] == "Ice, fifteen minutes. Cloth between skin and pack."
    assert said[2:] == [
        "   5:00  Ten minutes to go.",
        "   7:30  Half way.",
        "  10:00  Five minutes to go.",
        "  14:00  One minute to go.",
        "  15:00  Done. Take it off now.",
    ]


def test_every_tone_sounds_where_the_machine_always_looks_a_little_late() -> None:
    bench = Bench(late_ms=7.3)
    assert [(round(at), name) for at, name in bench.tones()][1:] == [
        (0, "start"),
        (450, "half"),
        (897, "count"),
        (898, "count"),
        (899, "count"),
        (900, "finish"),
    ]
    assert bench.passed_s == pytest.approx(LEAD_S + 900, abs=0.02)


def test_a_pause_takes_the_pack_off_and_moves_the_rest() -> None:
    bench = Bench(presses={LEAD_S + 100: " ", LEAD_S + 400: " "})
    assert bench.ending.held_ms == 15 * MINUTE_MS
    assert bench.passed_s == pytest.approx(LEAD_S + 1200, abs=0.002)
    assert bench.tones()[-1] == (1200, "finish")
    assert [name for _, name in bench.tones()] == ["ready", "start", "half", "count", "count", "count", "finish"]
    assert "Taken off for a while." in bench.out.getvalue()


def test_on_a_pipe_a_second_pause_leaves_it_off_and_a_second_resume_on() -> None:
    words = {100: "pause", 200: "pause", 400: "resume", 500: "resume"}
    bench = Bench(presses={LEAD_S + at: WORDS[word] for at, word in words.items()})
    assert bench.ending.held_ms == 15 * MINUTE_MS
    assert bench.passed_s == pytest.approx(LEAD_S + 1200, abs=0.002)


@pytest.mark.parametrize(("key", "interrupted"), [("q", False), (CTRL_C, True)])
def test_ending_early_keeps_what_was_held_and_silences_the_rest(key: str, interrupted: bool) -> None:  # noqa: FBT001  a column
    bench = Bench(presses={LEAD_S + 200.5: key})
    assert bench.ending == (200_500, False, interrupted)
    assert bench.tones() == [(-LEAD_S, "ready"), (0, "start")]


def test_ending_while_it_is_off_keeps_what_was_held_before() -> None:
    assert Bench(presses={LEAD_S + 100: " ", LEAD_S + 400: "q"}).ending.held_ms == 100_000


def test_before_it_is_on_nothing_is_held() -> None:
    assert Bench(presses={1: "q"}).ending.held_ms == 0


def test_while_the_machine_sleeps_the_pack_stays_on_and_the_end_does_not_move() -> None:
    bench = Bench(minutes=10, presses={LEAD_TEN_S + 60: f"{SLEEP} 240"})
    assert bench.ending == (10 * MINUTE_MS, True, False)
    assert bench.passed_s == pytest.approx(LEAD_TEN_S + 360, abs=0.002)
    assert "The machine was asleep" in bench.out.getvalue()
    assert [name for _, name in bench.tones()] == ["ready", "start", "half", "count", "count", "count", "finish"]


def test_a_sleep_past_the_end_ends_it_at_once_and_holds_no_more_than_was_planned() -> None:
    bench = Bench(minutes=10, presses={LEAD_TEN_S + 60: f"{SLEEP} 9000"})
    assert bench.ending == (10 * MINUTE_MS, True, False)
    assert bench.passed_s == pytest.approx(LEAD_TEN_S + 60, abs=1.1)


def test_a_rehearsal_is_so_many_times_as_fast() -> None:
    bench = Bench(speed=100)
    assert bench.ending.held_ms == 15 * MINUTE_MS
    assert bench.passed_s == pytest.approx((LEAD_S + 900) / 100, abs=0.05)


def test_at_the_end_the_tone_comes_again_until_somebody_presses_a_key() -> None:
    end = LEAD_S + 900
    bench = Bench(presses={end + 45: "k"})
    bench.holding.after()
    assert [name for _, name in bench.tones()].count("finish") == 3
    assert bench.passed_s == pytest.approx(end + 45, abs=0.01)


def test_the_line_counts_down_in_its_place_and_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (20, 60, 100, 300):
        monkeypatch.setenv("COLUMNS", str(columns))
        out = io.StringIO()
        face = LineFace(out, "Ice pack")
        face.show(Countdown(900_000, 0), 60_000)
        face.show(Countdown(900_000, 0), 60_000)  # nothing changed: nothing drawn
        assert out.getvalue().count("\x1b[K") == 1
        assert "14:00" in out.getvalue()
        assert len(out.getvalue().removeprefix("\r\x1b[K")) < columns
        face.say("Half way.")
        assert out.getvalue().endswith("\r\x1b[KHalf way.\n")


# The command


@pytest.fixture(autouse=True)
def nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the command a pipe that is at its end."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def keep(*lines: Line) -> None:
    """Put lines on record."""
    with Journal(str(Path(os.environ["STRETCH_COACH_HOME"]) / "data"), now) as journal:
        journal.merge(lines)


def record() -> tuple[Line, ...]:
    """Return all that is on record."""
    with Journal(str(Path(os.environ["STRETCH_COACH_HOME"]) / "data"), now) as journal:
        return journal.lines()


def now() -> datetime:
    """Return the moment, in the zone of the test."""
    return datetime.now(UTC).astimezone()


def pack_that_ended(minutes_ago: float) -> Activity:
    """Return an ice pack on record."""
    ended = now() - timedelta(minutes=minutes_ago)
    text = f"{ended.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return Activity("p1", ended.date(), "ice pack", 15, {"ended_at": text})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ice", "--minutes", "25"], "--minutes: expected a whole number from 1 to 20, found 25."),
        (["heat", "--minutes", "0"], "found 0."),
        (["ice", "--speed", "0"], "--speed: expected a number from 0.1 to 1000, found 0."),
        (["ice", "--speed", "nan"], "--speed: expected a number"),
        (["ice", "--began", "soon"], "--began: expected a time ago or a date"),
        (["ice", "--began", "5d"], "It began about 5 days ago"),
        (["heat", "--began", "5h"], "Heat comes after the first three days"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_noted(arguments: list[str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        answer(["pack", *arguments])
    assert message in str(error.value)
    assert record() == ()


def test_the_next_ice_waits_for_ninety_minutes_after_the_last_on_record(capsys: pytest.CaptureFixture[str]) -> None:
    keep(pack_that_ended(30))
    with pytest.raises(UsageError, match="in 60 minutes"):
        answer(["pack", "ice", "--began", "3h"])
    assert answer(["pack", "heat", "--began", "4d", "--speed", "1000"]) == 0
    capsys.readouterr()


def test_a_lock_shows_its_text_and_does_not_stop_a_pack(capsys: pytest.CaptureFixture[str]) -> None:
    keep(Screened("e", now().date() - timedelta(days=1), "emergency"))
    assert answer(["pack", "ice", "--began", "3h", "--speed", "1000"]) == 0
    out, err = capsys.readouterr()
    assert err.startswith("Stop here.")
    assert "Put a cloth between skin and pack." in err
    assert out.endswith("Done. Take it off now.\n")


def test_a_rehearsal_is_not_noted(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["pack", "ice", "--speed", "1000", "--minutes", "1"]) == 0
    assert record() == ()
    assert "A rehearsal: it is not noted." in capsys.readouterr().err


def start(*arguments: str) -> subprocess.Popen[str]:
    """Start `pack` as a program, on pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "stretch_coach", "pack", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_a_word_on_a_pipe_ends_it_and_the_end_of_input_does_not() -> None:
    with start("ice", "--plain", "--began", "2h") as program:
        out, err = program.communicate("pause\nresume\nend\n", timeout=60)
    assert program.returncode == 0
    assert out.startswith("Ice, fifteen minutes.")
    assert "less than a minute, so it is not noted" in err
    with start("ice", "--speed", "1000", "--began", "2h") as program:
        out, _ = program.communicate("", timeout=60)
    assert out.endswith("Done. Take it off now.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("number", [2, 15])
def test_ctrl_c_and_a_polite_kill_end_it_with_130(number: int) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("this signal is ignored here, as in the background of a shell")
    with start("ice", "--began", "2h", "--mute") as program:
        assert program.stdout is not None
        assert program.stdout.readline().startswith("Ice")
        program.send_signal(number)
        _, err = program.communicate(timeout=60)
    assert program.returncode == 130
    assert "Traceback" not in err


def test_what_was_held_is_noted_with_when_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    from stretch_coach.cli.pack_timer import Ending

    monkeypatch.setattr(Holding, "run", lambda _: Ending(372_000, finished=False))
    assert answer(["pack", "ice", "--began", "30h", "--mute"]) == 0
    (line,) = record()
    assert isinstance(line, Activity)
    assert (line.activity, line.minutes, line.extra["held_ms"]) == ("ice pack", 6, 372_000)
    with pytest.raises(UsageError, match="in 90 minutes"):
        answer(["pack", "ice"])
    with pytest.raises(UsageError, match="It began about 30 hours ago"):
        answer(["pack", "heat"])
    assert answer(["status", "--json"]) == 0
