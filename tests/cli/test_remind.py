"""`remind`: on the days that are followed, by the system's own means; `--check` speaks only while today is open."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from stretch_coach.cli.app import answer
from stretch_coach.errors import StretchCoachError
from stretch_coach.history.days import practice_day
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Excused, Follow, FollowedRoutine, Line, Screened, Session, StepLine

Capture = pytest.CaptureFixture[str]
TODAY = practice_day(datetime.now(ZoneInfo("Europe/Berlin")), 4)  # the zone every test runs in
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def home() -> Path:
    """Return the folder of this test."""
    return Path(os.environ["STRETCH_COACH_HOME"])


def keep(*lines: Line) -> None:
    """Put lines on record."""
    with Journal(str(home() / "data"), lambda: datetime.now(UTC).astimezone()) as journal:
        journal.merge(lines)


def follow(*routines: tuple[str, str]) -> Follow:
    """Return what is followed from today on."""
    return Follow("f", TODAY, tuple(FollowedRoutine(*routine) for routine in routines))


def session(held: int) -> Session:
    """Return a session of today that held so much of a minute."""
    step = StepLine("knee", "knee", None, 60_000, held, "done", None)
    at = f"{TODAY}T07:00:00Z"
    return Session("s", "basics", TODAY, at, at, 60, "Europe/Berlin", 4, "done", (step,))


def check(capsys: Capture) -> str:
    """Return what `remind --check` prints."""
    capsys.readouterr()
    assert answer(["remind", "--check"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_check_says_one_line_while_today_is_open_and_leaves_nothing_behind(capsys: Capture) -> None:
    assert check(capsys) == "Still open today: Basics.\n"
    assert not home().exists()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((session(60_000),), ""),
        ((session(10_000),), ""),
        ((Excused("e", TODAY),), ""),
        ((Screened("x", TODAY, "emergency"),), ""),
        ((follow(("basics", WEEKDAYS[(TODAY.weekday() + 1) % 7])),), ""),
        (
            (follow(("evening", "daily"), ("desk", WEEKDAYS[(TODAY.weekday() + 1) % 7])),),
            "Still open today: Evening.\n",
        ),
        ((follow(("my-own", "3 per week")),), "Still open today: my-own.\n"),
    ],
)
def test_check_is_silent_once_nothing_is_open(lines: tuple[Line, ...], said: str, capsys: Capture) -> None:
    keep(*lines)
    assert check(capsys) == said


def test_the_followed_days_reach_the_calendar(capsys: Capture) -> None:
    keep(follow(("evening", "mon, wed"), ("desk", "daily")))
    routines = home() / "routines"
    routines.mkdir(parents=True)
    for name, schedule in (("evening", "[mon, wed]"), ("desk", "daily")):
        (routines / f"{name}.stretch.yaml").write_text(
            f"title: My {name}\nschedule: {schedule}\nsteps:\n  - exercise: pelvic-tilt\n", "utf-8"
        )
    assert answer(["remind", "--at", "7:30", "--format", "ics"]) == 0
    out, err = capsys.readouterr()
    rules = {str(e["SUMMARY"]): e["RRULE"].to_ical() for e in Calendar.from_ical(out).walk("VEVENT")}
    assert rules == {"Stretch: My evening": b"FREQ=WEEKLY;BYDAY=MO,WE", "Stretch: My desk": b"FREQ=DAILY"}
    assert "My evening: on Monday and Wednesday at 07:30." in err
    assert err.splitlines()[-1].startswith("To install it, open it with your calendar: ")


@pytest.mark.parametrize(
    ("form", "data", "install"),
    [
        ("systemd", "OnCalendar=*-*-* 07:30:00", "systemctl --user enable --now stretch-coach.timer"),
        ("launchd", "<key>StartCalendarInterval</key>", "launchctl bootstrap gui/$(id -u) "),
        ("cron", "30 7 * * * STRETCH_COACH_HOME=", "| crontab -"),
    ],
)
def test_each_form_is_data_on_stdout_and_one_line_that_installs_it_on_stderr(
    form: str, data: str, install: str, capsys: Capture
) -> None:
    assert answer(["remind", "--at", "07:30", "--format", form]) == 0
    out, err = capsys.readouterr()
    assert data in out
    assert "remind" in out
    assert "--check" in out
    assert err.count("To install it: ") == 1
    assert install in err


def test_systemd_writes_the_service_next_to_the_timer(tmp_path: Path, capsys: Capture) -> None:
    timer = tmp_path / "user" / "stretch-coach.timer"
    for at in ("07:30", "08:00"):  # the second takes the place of the first
        assert answer(["remind", "--at", at, "--format", "systemd", "-o", str(timer)]) == 0
    assert "08:00:00" in timer.read_text("utf-8")
    assert "ExecStart=" in timer.with_suffix(".service").read_text("utf-8")
    assert sorted(path.name for path in timer.parent.iterdir()) == ["stretch-coach.service", "stretch-coach.timer"]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Please give a time and a format, as in: stretch-coach remind --at 07:30 --format ics"),
        (["--at", "07:30"], "Please give a time and a format"),
        (
            ["--at", "25:00", "--format", "ics"],
            "--at: expected a time from 00:00 to 23:59, as in 07:30, found “25:00”.",
        ),
        (["--check", "--at", "07:30"], "--check goes alone"),
        (["--notify"], "--notify goes with --check."),
        (["--at", "07:30", "--format", "systemd", "-o", "x.txt"], "expected the name of a timer"),
        (["--at", "07:30", "--format", "cron", "-o", "/dev/null/x"], "could not be written"),
    ],
)
def test_a_mistake_is_one_clear_message(arguments: list[str], message: str) -> None:
    with pytest.raises(StretchCoachError) as error:
        answer(["remind", *arguments])
    assert message in str(error.value)


def test_nothing_followed_is_nothing_to_be_reminded_of() -> None:
    keep(follow())
    with pytest.raises(StretchCoachError, match="there is nothing to be reminded of"):
        answer(["remind", "--at", "07:30", "--format", "cron"])


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the notification of a Linux desktop")
@pytest.mark.parametrize(("code", "printed"), [(0, ""), (1, "Still open today: Basics.\n")])
def test_a_notification_takes_the_place_of_the_line_where_it_can_be_shown(
    code: int, printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    program = tmp_path / "bin" / "notify-send"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > "{tmp_path}/shown"\nexit {code}\n', "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent))
    assert answer(["remind", "--check", "--notify"]) == 0
    assert (tmp_path / "shown").read_text("utf-8") == (
        "--app-name=Stretch Coach|--|Stretch Coach|Still open today: Basics.|"
    )
    assert capsys.readouterr().out == printed


def test_the_cron_line_works_as_cron_runs_it() -> None:
    program = [sys.executable, "-m", "stretch_coach"]
    made = subprocess.run(
        [*program, "remind", "--at", "07:30", "--format", "cron"], capture_output=True, text=True, check=True
    )
    command = made.stdout.split(" ", 5)[5].replace(r"\%", "%")
    if sys.platform == "win32":
        return
    env = {"PATH": "/usr/bin:/bin", "HOME": str(home()), "TZ": os.environ["TZ"]}
    result = subprocess.run(["/bin/sh", "-c", command], env=env, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout in ("Still open today: Basics.\n", "")  # a desktop here may have shown it


def test_the_line_for_windows_asks_what_check_answers(capsys: Capture) -> None:
    """It cannot be run here; what it runs, and the options of the Task Scheduler, are read as they stand."""
    page = Path(__file__).parents[2] / "docs" / "reminders.md"
    (line,) = [line for line in page.read_text("utf-8").splitlines() if line.startswith("schtasks")]
    words = shlex.split(line)
    assert words[1:-1:2] == ["/Create", "Stretch Coach", "DAILY", "07:30"]
    assert words[2::2] == ["/TN", "/SC", "/ST", "/TR"]
    asked = words[-1].removeprefix("cmd /c ").partition(" | findstr . && pause")[0].split()
    assert asked[0] == "stretch-coach"
    assert answer(asked[1:]) == 0
    assert capsys.readouterr().out.startswith("Still open today")
