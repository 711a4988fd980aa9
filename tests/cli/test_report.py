"""`report`: a page from the real record, and clear words for days that cannot be."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from stretch_coach.cli.app import answer
from stretch_coach.errors import StretchCoachError, UsageError
from stretch_coach.history.days import practice_day
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Activity, Line, Session, StepLine
from stretch_coach.routine.dose import Dose

Capture = pytest.CaptureFixture[str]
TODAY = practice_day(datetime.now(ZoneInfo("Europe/Berlin")), 4)  # the zone every test runs in
WEEK_AGO = TODAY - timedelta(days=7)


def keep(*lines: Line) -> None:
    """Put lines on record."""
    folder = str(Path(os.environ["STRETCH_COACH_HOME"]) / "data")
    with Journal(folder, lambda: datetime.now(UTC).astimezone()) as journal:
        journal.merge(lines)


def session(day: date) -> Session:
    """Return a session of one step."""
    step = StepLine("knee", "knee-to-chest", "left", 60_000, 60_000, "done", Dose(20_000, 3, 1, 90))
    at = f"{day}T07:00:00Z"
    return Session(
        f"s{day}", "basics", day, at, at, 60, "Europe/Berlin", 4, "done", (step,), pain_before=4, pain_after=2
    )


def test_a_page_of_the_record_by_the_titles_of_the_files(capsys: Capture) -> None:
    keep(session(WEEK_AGO), session(TODAY), Activity("a", TODAY, "walking", 20), Activity("p", TODAY, "heat pack", 15))
    assert answer(["report", "--since", WEEK_AGO.isoformat()]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("<!doctype html>")
    for words in ("Knee to chest", "Basics", "20 s × 3, almost the full range", "walking", "heat pack"):
        assert words in out, words


@pytest.mark.parametrize(("form", "instead"), [("md", "-o page.html"), ("csv", "stretch-coach history --csv")])
def test_forms_that_are_gone_say_what_to_call_instead(form: str, instead: str) -> None:
    with pytest.raises(UsageError, match=instead):
        answer(["report", "--since", "today", "--format", form])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "someday"], "--since: expected a date such as 2026-01-31, today or yesterday, found “someday”."),
        (["--since", "2026-02-30"], "--since: expected a date"),
        (["--since", "tomorrow"], "has not come yet; today is"),
        (["--since", "today", "--until", "tomorrow"], "--until: "),
        (["--since", "today", "--until", "yesterday"], "is before --since"),
        (["--since", "1990-01-01"], "is more than ten years."),
        (["--since", "today", "-o", "/dev/null/x"], "could not be written"),
    ],
)
def test_days_that_cannot_be_are_reported_in_one_line(arguments: list[str], message: str) -> None:
    with pytest.raises(StretchCoachError) as error:
        answer(["report", *arguments])
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_an_empty_record_is_said_in_one_line_and_gives_an_empty_page(capsys: Capture) -> None:
    assert answer(["report", "--since", "yesterday"]) == 0
    out, err = capsys.readouterr()
    assert err == f"Nothing was recorded from {TODAY - timedelta(days=1)} to {TODAY}. The record is empty.\n"
    assert "Nothing was recorded in these days." in out
    keep(session(TODAY))
    assert answer(["report", "--since", WEEK_AGO.isoformat(), "--until", "yesterday"]) == 0
    assert capsys.readouterr().err.endswith(f"The record begins on {TODAY}.\n")


def test_a_file_is_written_whole_in_the_place_of_an_older_one(tmp_path: Path, capsys: Capture) -> None:
    keep(session(TODAY))
    file = tmp_path / "for" / "the-doctor.html"
    for _ in range(2):
        assert answer(["report", "--since", "today", "-o", str(file)]) == 0
    assert file.read_text("utf-8").endswith("</html>\n")
    assert [path.name for path in file.parent.iterdir()] == ["the-doctor.html"]
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    out, err = capsys.readouterr()
    assert out == ""
    assert "Nothing has been sent anywhere." in err


def test_it_prints_anywhere_even_where_the_terminal_knows_ascii_alone() -> None:
    keep(session(TODAY))
    result = subprocess.run(
        [sys.executable, "-m", "stretch_coach", "report", "--since", "today"],
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "<h1>Stretching record</h1>" in result.stdout
