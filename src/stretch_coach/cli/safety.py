"""`safety`: the answers to the safety questions, what follows from them, asking again and forgetting."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta

from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import ask, say
from stretch_coach.errors import Exit, UsageError
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.safety import texts
from stretch_coach.safety.assess import SCREEN_AGAIN_DAYS, SafetyState
from stretch_coach.safety.cautions import decide
from stretch_coach.safety.questions import ONSETS, Answers, accept
from stretch_coach.screening_store import forget_answers, save_answers
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context
from stretch_coach.services.screening import Choice, LockView, SafetyAnswers, SafetyView, Sign, safety_view, screen

_MOST_PAIN = 10


def _arguments(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--again", action="store_true", help="answer the questions again, on the terminal")
    which.add_argument("--forget", action="store_true", help="delete the answers; a lock stays set")
    which.add_argument(
        "--asked",
        metavar="NAME",
        help="you asked a doctor or physiotherapist about a caution, or about an exercise that is left out",
    )


def _run(given: argparse.Namespace) -> int:

    with create_context() as context:
        if given.forget:
            _forget(context)
        elif given.asked:
            _asked(context, given.asked)
        elif given.again:
            _again(context)
        else:
            for line in safety_lines(context):
                print(line)
    return Exit.FINE


def safety_lines(context: AppContext) -> list[str]:
    """Return the stored answers and what follows from them, as text."""
    answers, state = context.answers(), context.safety()
    lines = [texts.SCOPE, ""]
    if answers is None:
        lines.append("No answers are stored. The questions come before the first session.")
    else:
        lines += _answer_lines(answers)
    lines.append("")
    lines += _following_lines(context, answers, state)
    return lines


def _answer_lines(answers: Answers) -> Iterator[str]:

    yield f"Answered on {answers.day}:"
    signs = {"none": "none", "emergency": "one that needs help at once", "clinician": "one that should be looked at"}
    yield f"  signs         {signs[answers.sign]}{', checked by someone' if answers.checked else ''}"
    yield f"  cautions      {', '.join(CAUTIONS[tag] for tag in answers.cautions) or 'none'}"
    yield f"  hurts         {ONSETS[answers.onset].lower()}"
    if answers.onset != "none":
        yield f"  pain at rest  {'not answered' if answers.rest_pain is None else f'{answers.rest_pain} of 10'}"
        walks = {None: "not answered", True: "yes", False: "no"}[answers.walks]
        yield f"  five minutes' walk possible: {walks}"
    if answers.accepted:
        yield f"  asked about   {', '.join(answers.accepted)}"


def _following_lines(context: AppContext, answers: Answers | None, state: SafetyState) -> Iterator[str]:

    if state.lock == "emergency":
        yield from texts.emergency(context.settings.safety.emergency)
    elif state.lock == "clinician":
        yield from (*texts.clinician(), *texts.RELIEF)
    elif state.screen is not None:
        yield state.screen_reason
    elif answers is not None:
        yield f"Open. The questions come again on {answers.day + timedelta(days=SCREEN_AGAIN_DAYS)}."
    if state.relief_only:
        yield "For now only relief is suggested: easy positions and short walks."
    yield from (advice.text for advice in state.advice)
    yield from (f"Ask a doctor or physiotherapist before you begin: {title}." for title in state.ask_first)
    if state.cautions:
        yield from _limits(context, state)


def _limits(context: AppContext, state: SafetyState) -> Iterator[str]:
    """Yield what the cautions limit among the exercises."""
    library = context.routines.library
    for name in sorted(library):
        exercise = library.result(name).exercise
        decision = decide(exercise, state.cautions, state.accepted) if exercise else None
        if exercise and decision and decision.kind != "allowed":
            yield f"  {exercise.title} ({name}): {decision.reason}"


def _forget(context: AppContext) -> None:

    gone = forget_answers(context.settings.paths.data)
    say("The answers are deleted." if gone else "There were no answers to delete.")
    if context.safety().lock is not None:
        say("The lock stays until you answer again and say that you have been checked.")


def _asked(context: AppContext, name: str) -> None:

    known = (*CAUTIONS, *context.routines.library)
    if name not in known:
        hint = suggestion(nearest(name, known)) or f"Cautions: {', '.join(CAUTIONS)}."
        message = f"There is no caution or exercise `{name[:60]}`. {hint}"
        raise UsageError(message)
    answers = context.answers()
    if answers is None:
        message = "The safety questions come first: stretch-coach safety --again"
        raise UsageError(message)
    save_answers(context.settings.paths.data, accept(answers, name))
    say(f"Noted: you asked about {CAUTIONS.get(name, name)}.")


def _again(context: AppContext) -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        message = "The safety questions need a terminal to be answered on; nothing was asked."
        raise UsageError(message)
    lock = ask_questions(context)
    if lock is None:
        say("", "Thank you. You can start.", "")
    else:
        say("", *lock.text, *lock.relief, "")


def ask_questions(context: AppContext) -> LockView | None:
    """Ask all questions on the terminal, store the answers, and return the lock they lead to.

    Raises `UsageError` when the input ends before the last answer; then nothing is stored.
    """
    view = safety_view(context)
    say("", view.scope, "", "Is any of these true for you? Not sure counts as yes.", "")
    sign, checked = _signs(view)
    cautions: tuple[str, ...] = ()
    onset, pain, walks = "none", None, None
    if sign != "emergency":
        cautions = _ticked(view.cautions, view.ticked)
        onset = _one_of("How long has it hurt?", view.onset)
        if onset != view.onset[0].tag:
            pain = _pain()
            walks = _yes("Can you walk for five minutes?")
    return screen(context, SafetyAnswers(sign, cautions, onset, pain, walks, checked))


def _signs(view: SafetyView) -> tuple[Sign, bool]:
    """Ask for the danger signs, and whether someone has looked where that matters."""
    say(*(f"  - {sign}" for sign in view.emergency))
    if _yes("Any of these?"):
        return "emergency", False
    say("", *(f"  - {sign}" for sign in view.clinician))
    sign: Sign = "clinician" if _yes("Any of these?") else "none"
    if sign == "none" and not view.needs_checked:
        return sign, False
    return sign, _yes("Has a doctor or physiotherapist checked this?")


def _ticked(choices: Sequence[Choice], before: Sequence[str]) -> tuple[str, ...]:
    """Ask which cautions apply."""
    say("", "Which of these apply to you?")
    say(*(f"  {number:>2}  {choice.text}" for number, choice in enumerate(choices, 1)))
    usual = " ".join(str(number) for number, choice in enumerate(choices, 1) if choice.tag in before)
    hint = f"Enter for {usual}, 0 for none" if usual else "Enter for none"
    while True:
        words = (_answer(f"Their numbers, with spaces between ({hint}): ") or usual).replace(",", " ").split()
        if words == ["0"]:
            return ()
        if all(word.isdecimal() and 1 <= int(word) <= len(choices) for word in words):
            return tuple(choice.tag for number, choice in enumerate(choices, 1) if str(number) in words)
        say(f"Please answer with numbers from 1 to {len(choices)}.")


def _one_of(question: str, choices: Sequence[Choice]) -> str:
    say("", question, *(f"  {number}  {choice.text}" for number, choice in enumerate(choices, 1)))
    while True:
        word = _answer(f"A number from 1 to {len(choices)}: ")
        if word.isdecimal() and 1 <= int(word) <= len(choices):
            return choices[int(word) - 1].tag
        say(f"Please answer with a number from 1 to {len(choices)}.")


def _pain() -> int | None:
    while True:
        word = _answer("Pain at rest now, from 0 to 10 (Enter to leave it open): ")
        if not word:
            return None
        if word.isdecimal() and int(word) <= _MOST_PAIN:
            return int(word)
        say("Please answer with a number from 0 to 10.")


def _yes(question: str) -> bool:
    """Ask until the answer is a yes or a no."""
    while True:
        word = _answer(f"{question} [y/n] ").lower()
        if word in ("y", "yes"):
            return True
        if word in ("n", "no"):
            return False
        say("Please answer y or n.")


def _answer(prompt: str) -> str:
    answer = ask(prompt)
    if answer is None:
        message = "The answers ended early, so nothing was stored."
        raise UsageError(message)
    return answer


COMMANDS = {"safety": CommandSpec(_arguments, _run)}
