"""When a reminder comes, and how a calendar, systemd, launchd and cron are set."""

from __future__ import annotations

import plistlib
import shlex
import shutil
import subprocess
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from tests.every import every

from stretch_coach.errors import UsageError
from stretch_coach.reminding import timers
from stretch_coach.reminding.calendar import ics
from stretch_coach.reminding.reminder import EVERY_DAY, Reminder, calendar_days, describe, joined, parse_time

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))  # a Sunday
MWF = (0, 2, 4)
CALL = ["/opt/stretch coach/bin/stretch-coach", "remind", "--check", "--notify"]


def reminder(weekdays: tuple[int, ...] = EVERY_DAY, at: time = time(7, 30), per_week: int = 0) -> Reminder:
    """Return a reminder of one routine."""
    return Reminder(at, weekdays, ("Basics",), 12, per_week)


@every(
    ("text", "at"),
    [("07:30", time(7, 30)), ("7:30", time(7, 30)), ("00:00", time(0)), (" 23:59 ", time(23, 59))]
    + [(text, None) for text in ("", "7", "24:00", "07:60", "7.30", "half past", "07:30:00", "-1:00")],
)
def test_a_time_of_day_is_hours_and_minutes(text: str, at: time | None) -> None:
    assert parse_time(text) == at


@pytest.mark.parametrize(
    ("at", "rollover", "days"),
    [(time(7, 30), 4, MWF), (time(4, 0), 4, MWF), (time(1, 30), 4, (1, 3, 5)), (time(0, 0), 0, MWF)],
)
def test_before_the_rollover_hour_a_practice_day_lies_on_the_next_date(
    at: time, rollover: int, days: tuple[int, ...]
) -> None:
    assert calendar_days(MWF, at, rollover) == days
    assert calendar_days((6,), time(1), 4) == (0,)


@given(st.sets(st.integers(0, 6), min_size=1), st.times(), st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001  local on purpose
def test_the_first_one_is_the_next_fitting_moment(weekdays: set[int], at: time, now: datetime) -> None:
    first = reminder(tuple(sorted(weekdays)), at.replace(second=0, microsecond=0)).first(now)
    assert first > now
    assert first.weekday() in weekdays
    assert first - now <= timedelta(days=7)


def test_several_are_joined_where_only_the_time_can_be_given() -> None:
    both = joined([reminder(MWF), Reminder(time(7, 30), (4, 5), ("Evening",), 8, 0)])
    assert both == Reminder(time(7, 30), (0, 2, 4, 5), ("Basics", "Evening"), 20)
    assert joined([reminder(), Reminder(time(7, 30), MWF, ("Own",), 0)]).minutes == 0


@pytest.mark.parametrize(
    ("weekdays", "words"),
    [
        (EVERY_DAY, "every day at 07:30"),
        ((5,), "on Saturday at 07:30"),
        (MWF, "on Monday, Wednesday and Friday at 07:30"),
    ],
)
def test_it_is_said_in_words(weekdays: tuple[int, ...], words: str) -> None:
    assert describe(reminder(weekdays)) == words


def events(text: str) -> list[Any]:
    """Return the events of a calendar as another program reads them."""
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_a_calendar_gets_an_event_for_each_set_of_days_with_an_alarm() -> None:
    text = ics([reminder(), Reminder(time(7, 30), MWF, ("Steady, and slow",), 0)], NOW)
    daily, fixed = events(text)
    assert daily["RRULE"].to_ical() == b"FREQ=DAILY"
    assert fixed["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO,WE,FR"
    assert (daily["DTSTART"].dt, daily["DTEND"].dt) == (datetime(2026, 11, 23, 7, 30), datetime(2026, 11, 23, 7, 42))  # noqa: DTZ001  floating
    assert fixed["SUMMARY"] == "Stretch: Steady, and slow"
    assert daily["UID"] != fixed["UID"]
    assert [alarm["ACTION"] for alarm in daily.walk("VALARM")] == ["DISPLAY"]
    assert "\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_times_float_and_begin_on_a_day_that_fits() -> None:
    (event,) = events(ics([reminder(MWF)], NOW))
    assert event["DTSTART"].dt == datetime(2026, 11, 23, 7, 30)  # noqa: DTZ001  floating
    assert b"TZID" not in event.to_ical()
    assert event["DTSTAMP"].dt == NOW.astimezone(UTC)


def test_importing_a_changed_file_again_moves_the_event() -> None:
    (before,) = events(ics([reminder()], NOW))
    (after,) = events(ics([reminder(at=time(18, 0))], NOW + timedelta(days=1)))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_any_days_of_the_week_are_said_in_the_event() -> None:
    (event,) = events(ics([reminder(per_week=3)], NOW))
    assert event["DESCRIPTION"] == "About 12 minutes. Any 3 days of the week will do. Gentle is enough."


def test_systemd_gets_a_timer_and_a_service() -> None:
    units = timers.systemd(reminder(MWF), CALL, {"STRETCH_COACH_HOME": '/srv/100 % "own"'})
    assert "OnCalendar=Mon,Wed,Fri *-*-* 07:30:00\nPersistent=true\n" in units.timer
    assert r'Environment="STRETCH_COACH_HOME=/srv/100 %% \"own\""' in units.service
    assert 'ExecStart="/opt/stretch coach/bin/stretch-coach" remind --check --notify\n' in units.service
    assert "OnCalendar=*-*-* 07:30:00" in timers.systemd(reminder(), CALL, {}).timer
    assert timers.both(units).count(".timer\n") == 1


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
@pytest.mark.parametrize("weekdays", [EVERY_DAY, MWF, (6,)])
def test_systemd_understands_the_days(weekdays: tuple[int, ...]) -> None:
    timer = timers.systemd(reminder(weekdays), CALL, {}).timer
    (when,) = [line.removeprefix("OnCalendar=") for line in timer.splitlines() if line.startswith("OnCalendar=")]
    result = subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, text=True, check=False)  # noqa: S607  whichever there is
    assert result.returncode == 0, result.stderr


def test_launchd_gets_an_agent_with_its_words_apart() -> None:
    agent = plistlib.loads(timers.launchd(reminder((0, 6)), CALL, {"STRETCH_COACH_HOME": "/a <b>"}).encode())
    assert agent["ProgramArguments"] == CALL
    assert agent["StartCalendarInterval"] == [
        {"Hour": 7, "Minute": 30, "Weekday": 1},
        {"Hour": 7, "Minute": 30, "Weekday": 0},
    ]
    assert agent["EnvironmentVariables"] == {"STRETCH_COACH_HOME": "/a <b>"}
    daily = plistlib.loads(timers.launchd(reminder(), CALL, {}).encode())
    assert daily["StartCalendarInterval"] == {"Hour": 7, "Minute": 30}
    assert "EnvironmentVariables" not in daily


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20))
def test_cron_gets_one_line_whose_words_the_shell_reads_as_they_were(word: str) -> None:
    line = timers.cron(reminder((0, 6)), [word, "remind"], {"STRETCH_COACH_HOME": word})
    assert line.count("\n") == 1
    when, command = line[: len("30 7 * * 1,0")], line[len("30 7 * * 1,0 ") :]
    assert when == "30 7 * * 1,0"
    for_the_shell = command.replace(r"\%", "%")  # what cron does with it
    assert shlex.split(for_the_shell) == [f"STRETCH_COACH_HOME={word}", word, "remind"]


def test_cron_takes_no_percent_sign_for_the_end_of_the_command() -> None:
    assert timers.cron(reminder(), ["/a%b"], {}) == "30 7 * * * /a\\%b\n"


@pytest.mark.parametrize("form", [timers.systemd, timers.cron])
@pytest.mark.parametrize("end", ["\n", "\r", "\x00", "\u2028"])
def test_no_folder_ends_a_line_and_begins_another_command(form: Any, end: str) -> None:  # noqa: ANN401  either form
    with pytest.raises(UsageError, match="cannot hold a line end"):
        form(reminder(), ["stretch-coach"], {"STRETCH_COACH_HOME": f"/home/a{end}* * * * * rm"})
