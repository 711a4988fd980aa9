"""What `play --plain` asks on a terminal before a session, and what it does with the answers."""

from __future__ import annotations

import io
import sys
from datetime import timedelta

import pytest

from stretch_coach.cli.prompts import ask_before
from stretch_coach.safety.questions import Answers
from stretch_coach.screening_store import save_answers
from stretch_coach.services.factory import create_context
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.ready import ready_view


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
