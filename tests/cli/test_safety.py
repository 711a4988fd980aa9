"""`safety` as its user sees it: what was answered, what follows, asking again and forgetting."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from stretch_coach.cli.app import run_command
from stretch_coach.cli.safety import ask_questions
from stretch_coach.errors import UsageError
from stretch_coach.safety import texts
from stretch_coach.services.factory import create_context

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretch_coach.services.screening import LockView


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], LockView | None]:
    """Answer the questions, one line each."""

    def answering(lines: str) -> LockView | None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        context = create_context()
        try:
            return ask_questions(context)
        finally:
            context.close()

    return answering


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run_command(["safety", *arguments]) == 0
    return capsys.readouterr().out


def test_without_answers_it_says_that_the_questions_come(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown(capsys)
    assert texts.SCOPE in said
    assert "No answers are stored. The questions come before the first session." in said


def test_a_clear_person_is_open(answer: Callable[[str], LockView | None], capsys: pytest.CaptureFixture[str]) -> None:
    assert answer("n\nn\n\n1\n") is None
    said = shown(capsys)
    assert "  signs         none\n  cautions      none\n  hurts         nothing hurts now\n" in said
    assert "Open. The questions come again on " in said


def test_cautions_are_listed_with_what_they_leave_out(
    answer: Callable[[str], LockView | None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer("n\nn\n1, 6\n4\n3\ny\n") is None
    said = shown(capsys)
    assert "Legs up the wall (legs-up-the-wall): left out: glaucoma or trouble with the retina" in said
    assert "Knee to chest (knee-to-chest): no further than 50 % (osteoporosis or a past spine fracture)" in said
    assert "pain at rest  3 of 10" in said


def test_having_asked_opens_an_exercise(
    answer: Callable[[str], LockView | None], capsys: pytest.CaptureFixture[str]
) -> None:
    answer("n\nn\n6\n1\n")
    shown(capsys, "--asked", "legs-up-the-wall")
    assert "Legs up the wall" not in shown(capsys)
    with pytest.raises(UsageError, match="Did you mean `legs-up-the-wall`"):
        run_command(["safety", "--asked", "legs-up-wall"])


def test_asking_needs_answers_first() -> None:
    with pytest.raises(UsageError, match="The safety questions come first"):
        run_command(["safety", "--asked", "disc"])


def test_an_emergency_sign_locks_and_only_being_checked_opens(
    answer: Callable[[str], LockView | None], capsys: pytest.CaptureFixture[str]
) -> None:
    lock = answer("y\n")
    assert lock is not None
    assert lock.kind == "emergency"
    assert "Stop here." in shown(capsys)
    still = answer("n\nn\nn\n\n1\n")  # no sign any more, but nobody has looked
    assert still is not None
    assert answer("n\nn\ny\n\n1\n") is None


def test_forgetting_deletes_the_answers_and_keeps_the_lock(
    answer: Callable[[str], LockView | None], capsys: pytest.CaptureFixture[str]
) -> None:
    answer("n\ny\nn\n\n1\n")
    capsys.readouterr()
    assert run_command(["safety", "--forget"]) == 0
    assert capsys.readouterr().err == (
        "The answers are deleted.\nThe lock stays until you answer again and say that you have been checked.\n"
    )
    assert run_command(["safety", "--forget"]) == 0
    assert capsys.readouterr().err.startswith("There were no answers to delete.\n")


def test_a_slip_of_the_keys_is_asked_again(
    answer: Callable[[str], LockView | None], capsys: pytest.CaptureFixture[str]
) -> None:
    answer("maybe\nn\nn\nknee\n10\n9\n3\n11\n4\nno\n")
    said = shown(capsys)
    assert "cautions      A sore knee" in said
    assert "pain at rest  4 of 10" in said
    assert "five minutes' walk possible: no" in said
    assert "only relief is suggested" in said


def test_answers_that_end_early_store_nothing(
    answer: Callable[[str], LockView | None], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match="nothing was stored"):
        answer("n\nn\n")
    assert "No answers are stored" in shown(capsys)


def test_without_a_terminal_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\nn\n\n1\n"))
    with pytest.raises(UsageError, match="need a terminal"):
        run_command(["safety", "--again"])
