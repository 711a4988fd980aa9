"""What `play --plain` asks on a terminal before a session, and what it does with the answers."""

from __future__ import annotations

import io
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from stretch_coach.cli.prompts import ask_before
from stretch_coach.safety.questions import Answers
from stretch_coach.screening_store import save_answers
from stretch_coach.services.factory import create_context
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.ready import ready_view
from stretch_coach.services.screening import answer_no
from stretch_coach.services.swapping import swaps_view


@pytest.mark.parametrize(("answer", "walks"), [("y", True), ("n", False), ("", None)])
def test_a_walk_that_was_too_far_is_asked_about_and_can_be_left_open(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    walks: bool | None,  # noqa: FBT001  a column of the table
) -> None:
    context = create_context()
    yesterday = context.practice_day() - timedelta(days=1)
    save_answers(context.settings.paths.data, Answers(yesterday, walks=False, asked=yesterday))
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{answer}\nq\n"))
    options = PlayOptions()
    before = ask_before(context, ready_view(context, "relief", options), options, print)
    asked = capsys.readouterr().err
    stored = context.answers()
    context.close()
    assert before.leaves
    assert asked.count("Can you walk for five minutes today?") == 1
    assert stored is not None
    assert stored.walks is (walks or False)
    assert (stored.asked == yesterday) is (walks is None), "what was left open is asked again"


@pytest.mark.parametrize(
    ("answers", "sore", "instead"),
    [
        pytest.param("\n\n", [], [], id="Enter: none is sore"),
        pytest.param("x\n\n", [], [], id="a key that names none"),
        pytest.param("k\n1\n\n\n", ["A sore knee"], ["Kneeling hip stretch"], id="a knee, and something else instead"),
        pytest.param("k\n\n\n\n", ["A sore knee"], [], id="a knee, and nothing instead"),
        pytest.param("k\n9\ne\n\n\n\n", ["A sore neck", "A sore knee"], [], id="a knee and a neck"),
    ],
)
def test_a_sore_joint_is_asked_about_where_new_exercises_load_one(  # noqa: PLR0913, PLR0917  a row of the table
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    answers: str,
    sore: list[str],
    instead: list[str],
) -> None:
    file = tmp_path / "joints.stretch.yaml"
    names = ("knee-rolls", "hip-flexor-kneel", "neck-tilt")
    file.write_text("title: Joints\nsteps:\n" + "".join(f"  - exercise: {name}\n" for name in names), encoding="utf-8")
    context, options = create_context(), PlayOptions()
    answer_no(context)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
    before = ask_before(context, ready_view(context, str(file), options), options, print)
    asked = capsys.readouterr().err
    view, left = swaps_view(context), ready_view(context, str(file), options)
    context.close()
    assert before.level == "stiff"
    assert asked.startswith("Sore neck or knee? e neck · k knee · Enter none: ")
    assert [joint.text for joint in view.sore] == sore
    assert [row.text.partition(" instead of ")[2].partition(",")[0] for row in view.swaps] == instead
    assert len([row for row in left.rows if row.dose is not None]) == len(names) - len(sore) + len(instead)


def test_where_nothing_new_loads_a_joint_none_is_asked_about(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "calm.stretch.yaml"
    file.write_text("title: Calm\nsteps:\n  - exercise: marching\n  - exercise: calm-breathing\n", encoding="utf-8")
    context, options = create_context(), PlayOptions()
    answer_no(context)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    before = ask_before(context, ready_view(context, str(file), options), options, print)
    context.close()
    assert before.level == "stiff"
    assert "Sore" not in capsys.readouterr().err
