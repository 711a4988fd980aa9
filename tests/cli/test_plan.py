"""`plan` as its user sees it, with the worked record of the docs."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stretch_coach.cli.app import run_command
from stretch_coach.errors import ProblemsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parents[2] / "docs"
KNEE = "knee"
FIRST = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _knee() -> None:
    """The worked routine among the user's own: a file from elsewhere would have its own record."""
    folder = Path(os.environ["STRETCH_COACH_HOME"]) / "routines"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(DOCS / "worked" / "knee.stretch.yaml", folder)


@pytest.fixture
def plan(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*arguments: str) -> str:
        capsys.readouterr()
        assert run_command(["plan", *arguments]) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def worked() -> None:
    assert run_command(["history", "import", str(DOCS / "worked" / "knee.jsonl")]) == 0


def rows(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)
    return found


def test_a_row_has_the_fields_other_programs_rely_on(plan: Callable[..., str]) -> None:
    found = rows(plan(KNEE, "--as-of", "2026-03-02", "--format", "json"))
    assert len(found) == 21
    assert found[0] == {
        "day": 1,
        "date": "2026-03-02",
        "step": "knee-to-chest",
        "exercise": "knee-to-chest",
        "rung": 4,
        "hold_s": 10,
        "reps": 3,
        "sets": 1,
        "range": 70,
        "state": "due",
        "reason": "10 s × 3, two thirds of the range: you felt stiff, so you start a third of the way up",
    }
    assert [r["rung"] for r in found] == [*range(4, 13), *[12] * 12]


@pytest.mark.usefixtures("worked")
def test_the_worked_three_weeks_of_the_docs_are_what_plan_says_day_by_day(plan: Callable[..., str]) -> None:
    said = []
    for number in range(21):
        day = FIRST + timedelta(days=number)
        row = rows(plan(KNEE, "--as-of", str(day - timedelta(days=1)), "--format", "json", "--days", "25"))
        today = next(r for r in row if r["date"] == str(day))
        said.append((str(day), today["state"], today["hold_s"], today["reps"], today["range"]))
    assert said[8] == ("2026-03-10", "due", 30, 3, 100)
    assert said[14] == ("2026-03-16", "due", 30, 3, 100)
    assert said[15] == ("2026-03-17", "rest", None, None, None)
    assert said[16] == ("2026-03-18", "due", 15, 3, 90)
    assert said[20] == ("2026-03-22", "due", 25, 3, 100)
    # In the morning of the return the gap is known, so that day asks for an earlier step.
    returned = rows(plan(KNEE, "--as-of", "2026-03-09", "--format", "json", "--if", "away"))
    assert (returned[0]["date"], returned[0]["hold_s"]) == ("2026-03-13", 25)


@pytest.mark.usefixtures("worked")
def test_the_page_shows_the_past_of_the_worked_record_as_the_program_prints_it(plan: Callable[..., str]) -> None:
    printed = plan(KNEE, "--past", "--as-of", "2026-03-22").rstrip()
    assert len(printed.splitlines()) >= 18
    assert printed in (DOCS / "ramp.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("worked")
def test_a_done_day_is_followed_by_the_next_due_day(plan: Callable[..., str]) -> None:
    assert rows(plan(KNEE, "--as-of", "2026-03-15", "--format", "json"))[0]["date"] == "2026-03-16"


def test_a_step_is_put_on_a_rung_and_taken_back(plan: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["plan", KNEE, "--set", "knee-to-chest", "7", "--reason", "felt strong"]) == 0
    assert capsys.readouterr().err == "Knee to chest is now on rung 7: 15 s × 3, almost the full range.\n"
    row = rows(plan(KNEE, "--days", "1", "--format", "json"))[0]
    assert (row["rung"], row["reason"]) == (7, "15 s × 3, almost the full range: set by hand today (felt strong)")
    assert run_command(["plan", KNEE, "--unset", "knee-to-chest"]) == 0
    assert rows(plan(KNEE, "--days", "1", "--format", "json"))[0]["rung"] == 4


def test_what_ifs_leave_the_record_alone(plan: Callable[..., str]) -> None:
    before = plan(KNEE, "--format", "json")
    assert rows(plan(KNEE, "--if", "good", "--if", "pain", "--format", "json"))[0]["state"] == "rest"
    assert plan(KNEE, "--format", "json") == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--days", "0"], "--days: expected a number from 1 to 366, found 0"),
        (["--as-of", "yesterday"], "--as-of: expected a date such as 2026-01-31, found “yesterday”."),
        (["--set", "knee-to-chest", "x"], "--set: expected a rung as a whole number from 0 on, found x"),
        (["--unset", "knee-to-chest"], "Knee: knee-to-chest was never set by hand."),
    ],
)
def test_what_does_not_fit_is_said(arguments: list[str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        run_command(["plan", KNEE, *arguments])
    assert str(error.value) == message


def test_unknown_and_broken_routines_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean `basics`"):
        run_command(["plan", "basic"])
    broken = tmp_path / "x.stretch.yaml"
    broken.write_text("title: X\n")
    with pytest.raises(ProblemsError):
        run_command(["plan", str(broken)])


def test_the_text_names_the_routine_and_draws_a_chart(plan: Callable[..., str]) -> None:
    lines = plan(KNEE, "--as-of", "2026-03-02").splitlines()
    assert lines[:4] == [
        "Knee: the coming 21 due days from Mon 2 Mar, if all goes well",
        "",
        "Knee to chest",
        "  ▁▁▂▂▄▄▆▆█████████████  30 s to 1 min 30 s a side, all holds together",
    ]
