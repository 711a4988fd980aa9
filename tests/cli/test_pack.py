"""`pack` as a user calls it: what is said before, what is refused, what is noted."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stretch_coach.cli.app import answer
from stretch_coach.errors import UsageError
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Activity, Line, Screened


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
        (["ice", "--began", "soon"], "--began: expected a time ago or a date"),
        (["ice", "--began", "5d"], "It began about 5 days ago"),
        (["heat", "--began", "5h"], "Heat comes after the first three days"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_noted(arguments: list[str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        answer(["pack", *arguments])
    assert message in str(error.value)
    assert record() == ()


@pytest.mark.parametrize("speed", ["0", "nan", "fast"])
def test_a_speed_that_does_not_fit_is_wrong_usage(speed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        answer(["pack", "ice", "--speed", speed])
    assert ended.value.code == 2
    assert f"--speed: expected a number from 0.1 to 1000, found {speed}" in capsys.readouterr().err


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
    assert "Done. Take it off now." in out


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
    assert "Ice pack: get ready" in out
    assert "less than a minute, so it is not noted" in err
    with start("ice", "--speed", "1000", "--began", "2h") as program:
        out, _ = program.communicate("", timeout=60)
    assert "Done. Take it off now." in out


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("number", [2, 15])
def test_ctrl_c_and_a_polite_kill_end_it_with_130(number: int) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("this signal is ignored here, as in the background of a shell")
    with start("ice", "--began", "2h", "--mute") as program:
        assert program.stdout is not None
        assert program.stdout.readline()
        assert "Ice pack" in program.stdout.readline()
        program.send_signal(number)
        _, err = program.communicate(timeout=60)
    assert program.returncode == 130
    assert "Traceback" not in err
