"""`list`, `show` and `timeline`, called as a shell calls them, over real files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from stretch_coach.cli.app import answer, guarded

BROKEN = "title: Mine\nsteps:\n  - exercise: kne-to-chest\n"


def _call(*arguments: str) -> int:
    return guarded(lambda: answer(arguments))


@pytest.fixture
def own() -> Path:
    """The person's own routines folder."""
    folder = Path(os.environ["STRETCH_COACH_HOME"]) / "routines"
    folder.mkdir(parents=True)
    return folder


def test_list_names_every_routine_with_minutes_schedule_and_state(capsys: pytest.CaptureFixture[str]) -> None:
    assert _call("list", "--json") == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert {"relief", "warm-up", "loosen", "desk", "steady", "evening", "basics"} <= set(rows)
    basics = rows["basics"]
    assert (basics["schedule"], basics["followed"], basics["today"]) == ("daily", True, "due")
    assert 10 <= basics["minutes"] <= 12


def test_a_broken_file_is_listed_with_its_first_problem_next_to_the_others(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own / "mine.stretch.yaml").write_text(BROKEN, encoding="utf-8")
    assert _call("list") == 0
    out = capsys.readouterr().out
    assert "cannot be played: line 3, column 15: expected an exercise" in " ".join(out.split())
    assert "Basics" in out


def test_a_routine_of_ones_own_comes_before_the_shipped_one(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "basics.stretch.yaml").write_text("title: Mine\nsteps:\n  - exercise: walking\n", encoding="utf-8")
    assert _call("show", "basics") == 0
    assert capsys.readouterr().out.startswith("Mine\n")


def test_show_tells_todays_dose_the_way_to_the_target_and_how_to_move(capsys: pytest.CaptureFixture[str]) -> None:
    assert _call("show", "basics") == 0
    out = capsys.readouterr().out
    assert "- Knee to chest, each side" in out
    assert "you felt stiff, so" in out
    assert "from 10 s × 2, half the range to 30 s × 2" in out
    assert "Hold behind your left thigh with both hands." in out


def test_timeline_has_every_field_and_no_gap(capsys: pytest.CaptureFixture[str]) -> None:
    assert _call("timeline", "desk", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    fields = ["segment", "start_ms", "end_ms", "kind", "step", "exercise", "side", "set", "rep", "range", "say", "cues"]
    assert all(list(row) == fields for row in rows)
    assert all(list(cue) == ["at_ms", "name", "say"] for row in rows for cue in row["cues"])
    assert [row["start_ms"] for row in rows] == [0, *(row["end_ms"] for row in rows[:-1])]


def test_a_later_day_has_a_larger_dose(capsys: pytest.CaptureFixture[str]) -> None:
    lengths = []
    for day in ("1", "20"):
        assert _call("timeline", "basics", "--day", day, "--format", "json") == 0
        lengths.append(json.loads(capsys.readouterr().out)[-1]["end_ms"])
    assert lengths[0] < lengths[1] <= 12 * 60_000


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("show", "bascis"), 2, "Did you mean `basics`?"),
        (("timeline", "nothing-like-it"), 2, "There is no routine `nothing-like-it`"),
        (("show", "./gone.stretch.yaml"), 2, "There is no file ./gone.stretch.yaml"),
    ],
)
def test_what_does_not_exist_is_answered_in_words_and_by_the_exit_code(
    arguments: tuple[str, ...], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _call(*arguments) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err


def test_a_broken_routine_is_not_shown_but_its_problems_are(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "mine.stretch.yaml").write_text(BROKEN, encoding="utf-8")
    assert _call("show", "mine") == 1
    assert "Did you mean `knee-to-chest`?" in capsys.readouterr().err
