"""What `play --plain` asks on a terminal: a session cut off, danger signs, sore joints, pain before and after.

One key or one short answer each; Enter always goes on. The screens ask the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

from stretch_coach.cli.inputs import Inputs
from stretch_coach.cli.safety import ask_questions
from stretch_coach.cli.terminal import ask_or_leave
from stretch_coach.errors import SafetyLockError, UsageError
from stretch_coach.record.lines import Felt, Level
from stretch_coach.routine.cautions import JOINTS
from stretch_coach.routine.model import Step
from stretch_coach.runner import Runner
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.rating import rate_session
from stretch_coach.services.ready import ReadyView, ready_view, sore_question
from stretch_coach.services.screening import (
    accept,
    answer_no,
    answer_walk,
    pain_is_due,
    pain_questions,
    report_sign,
    screening_due,
    short_question,
    tell_pain,
    tell_sore,
)
from stretch_coach.services.sessions import resume_session
from stretch_coach.services.swapping import JOINT_KEYS, candidates, steps_that_load, swap
from stretch_coach.services.unfinished import discard_unfinished, keep_unfinished, unfinished_view
from stretch_coach.services.upcoming import next_time_view
from stretch_coach.session.summary import SessionSummary

_FELT: dict[str, Felt] = {"e": "easy", "o": "ok", "h": "hard"}
_MOST_PAIN = 10
_LEVELS: dict[str, Level] = {"1": "hurts", "2": "stiff", "3": "fine"}


class Before(NamedTuple):
    """What was answered before a session."""

    leaves: bool = False
    level: Level | None = None
    pain: int | None = None
    runner: Runner | None = None
    """The session that goes on, where one was cut off."""


def ask_before(context: AppContext, ready: ReadyView, options: PlayOptions, tell: Callable[[str], None]) -> Before:
    """Ask what comes before a session. Raises `SafetyLockError` for a danger sign."""
    runner = _ask_unfinished(context, tell)
    if runner is not None:
        return Before(runner=runner)
    if screening_due(context):
        _ask_safety(context, tell)
    _ask_walk(context)
    if not _accepts(context, ready_view(context, ready.name, options), tell):
        return Before(leaves=True)
    ready = _spare_joints(context, ready_view(context, ready.name, options), options, tell)
    if ready.needs:
        tell(ready.needs)
    level = options.level or _ask_level(context, ready)
    if level is None:
        return Before(leaves=True)
    if level != "hurts":
        return Before(level=level)
    if pain_is_due(context):
        _ask_pain(context)
    return Before(level=level, pain=_number("How much does it hurt now, 0 to 10? Enter skips: "))


def _ask_safety(context: AppContext, tell: Callable[[str], None]) -> None:
    """Ask the short question, and the lists where it is not a clear no. Raises `SafetyLockError` for a danger sign."""
    question = short_question(context)
    if question is not None:
        tell(f"{question.title}: {question.question} {question.hint}")
        for sign in question.signs:
            tell(f"  - {sign.text}")
        tell(question.scope)
        answer = ask_or_leave("n none of it · y yes or not sure: ")
        while answer not in ("n", "no", "y", "yes"):
            if answer == "q":
                message = "Without an answer nothing is played."
                raise UsageError(message)
            answer = ask_or_leave("Please press n or y: ")
        if answer in ("n", "no"):
            answer_no(context)
            return
    lock = ask_questions(context)
    if lock is not None:
        raise SafetyLockError("\n".join((*lock.text, *lock.relief)))


def _spare_joints(
    context: AppContext, ready: ReadyView, options: PlayOptions, tell: Callable[[str], None]
) -> ReadyView:
    """Ask whether a joint that new exercises load is sore; return what is then left to play."""
    while ready.joints:
        keys = {JOINT_KEYS[tag]: tag for tag in ready.joints}
        choices = " · ".join(f"{key} {JOINTS[tag]}" for key, tag in keys.items())
        tag = keys.get(ask_or_leave(f"{sore_question(ready.joints)} {choices} · Enter none: "))
        if tag is None:
            break
        due = {row.step for row in ready.rows if row.dose is not None}
        steps = [step for step in steps_that_load(context, ready.name, tag) if step.id in due]
        tell_sore(context, tag)
        tell(f"Your {JOINTS[tag]} is left alone until settings say otherwise.")
        for step in steps:
            _ask_instead(context, ready.name, step, tell)
        ready = ready_view(context, ready.name, options)
    return ready


def _ask_instead(context: AppContext, name: str, step: Step, tell: Callable[[str], None]) -> None:
    """Offer what is played today in place of an exercise that is left out."""
    title, found = step.exercise.title, candidates(context, name, step.id)
    if not found:
        tell(f"{title} is left out. Nothing like it suits you.")
        return
    choices = " · ".join(f"{number} {one.title}" for number, one in enumerate(found, start=1))
    answer = ask_or_leave(f"{title} is left out. Instead, for today? {choices} · Enter nothing: ")
    if answer.isdecimal() and 1 <= int(answer) <= len(found):
        swap(context, name, step.id, found[int(answer) - 1].name, always=False)


def _ask_level(context: AppContext, ready: ReadyView) -> Level | None:
    """Ask how the user is; None leaves. Raises `SafetyLockError` for a danger sign."""
    prompt = (
        f"{ready.title}, {ready.minutes} minutes. How are you? 1 it hurts · 2 stiff · 3 fine · "
        f"Enter {ready.level} · ! a danger sign · q leaves: "
    )
    while True:
        answer = ask_or_leave(prompt)
        if answer == "!":
            lock = report_sign(context, "emergency")
            raise SafetyLockError("\n".join(lock.text))
        if answer == "q":
            return None
        if not answer:
            return ready.level
        if answer in _LEVELS:
            return _LEVELS[answer]


def _ask_pain(context: AppContext) -> None:
    """Ask since when it hurts, and what decides whether more than relief is open."""
    questions = pain_questions()
    for number, choice in enumerate(questions.onset, start=1):
        sys.stderr.write(f"  {number} {choice.text}\n")
    answer = ask_or_leave("Since when? ")
    chosen = int(answer) - 1 if answer.isdecimal() and 1 <= int(answer) <= len(questions.onset) else 0
    rest_pain = _number(f"{questions.pain} 0 to 10, Enter skips: ")
    walks = ask_or_leave(f"{questions.walk} y yes · n no · Enter skips: ")
    tell_pain(
        context,
        onset=questions.onset[chosen].tag,
        rest_pain=rest_pain,
        walks={"y": True, "n": False}.get(walks),
    )


def _number(prompt: str) -> int | None:
    answer = ask_or_leave(prompt)
    return int(answer) if answer.isdecimal() and int(answer) <= _MOST_PAIN else None


def _ask_unfinished(context: AppContext, tell: Callable[[str], None]) -> Runner | None:
    """Ask what to do with a session that was cut off; the session itself if it goes on."""
    left = unfinished_view(context)
    if left is None:
        return None
    tell(f"{left.title} was cut off: {left.steps_done} of {left.steps} exercises done.")
    choices = "r go on with it · k keep as it is · d discard" if left.can_resume else "k keep as it is · d discard"
    answer = ask_or_leave(f"{choices} · Enter asks again next time: ")
    if answer == "r" and left.can_resume:
        return resume_session(context)
    if answer == "k":
        keep_unfinished(context)
    elif answer == "d":
        discard_unfinished(context)
    return None


def _ask_walk(context: AppContext) -> None:
    """Ask once a day whether what kept all but relief back is over."""
    if context.safety().ask_walk:
        asked = "Five minutes' walk was too far. Can you walk for five minutes today?"
        answer = ask_or_leave(f"{asked} y yes · n no · Enter skips: ")
        if answer in ("y", "n"):
            answer_walk(context, walks=answer == "y")


def _accepts(context: AppContext, ready: ReadyView, tell: Callable[[str], None]) -> bool:
    """Ask whether the user has asked someone about the cautions that call for it."""
    if not ready.to_ask:
        return True
    tell("Please talk to a doctor or physiotherapist before you exercise with:")
    for caution in ready.to_ask:
        tell(f"  {caution.text}")
    if ask_or_leave("Have you asked, or do you accept it? y yes · anything else leaves: ") not in ("y", "yes"):
        return False
    accept(context, tuple(caution.tag for caution in ready.to_ask))
    return True


def ask_after(context: AppContext, summary: SessionSummary, inputs: Inputs, tell: Callable[[str], None]) -> None:
    """Ask how it felt, by one key each; any other key leaves it open for later."""
    tell("How did it feel? e easy · o ok · h hard · Enter skips")
    felt = _FELT.get(inputs.wait_long())
    if felt is not None:
        rate_session(context, summary.session_id, felt=felt)
    tell("Pain now? 0 to 9, t for ten · Enter skips")
    key = inputs.wait_long()
    pain = _MOST_PAIN if key == "t" else int(key) if key.isdecimal() else None
    if pain is not None:
        rate_session(context, summary.session_id, pain_after=pain)
    coming = next_time_view(context, summary.name)
    if coming.day is not None:
        tell(f"Next time: {coming.day:%A}.")
    for row in coming.rows:
        tell(f"  {row.title}: {row.reason}")
    if coming.advice:
        tell(coming.advice)
