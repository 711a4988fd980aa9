"""The safety questions and their consequences: from the screens' values to stored answers and lines of the record.

Called by `Coach`. What an answer means is decided in `safety`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stretch_coach.errors import StorageError
from stretch_coach.record.lines import Screened
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.safety import texts
from stretch_coach.safety.assess import assess, result_of
from stretch_coach.safety.cautions import may_start, tags_to_ask
from stretch_coach.safety.questions import (
    CAUTION_CHOICES,
    CLINICIAN_SIGNS,
    EMERGENCY_SIGNS,
    ONSETS,
    Answers,
    acknowledge,
    cautions_of,
    onset_day,
    walks_now,
)
from stretch_coach.safety.questions import accept as accept_answers
from stretch_coach.screening_store import save_answers
from stretch_coach.services.app_context import AppContext


@dataclass(frozen=True, slots=True)
class SafetyView:
    """What the first-use screen asks."""

    scope: str
    emergency: tuple[str, ...]
    """The signs A."""
    clinician: tuple[str, ...]
    """The signs B."""
    cautions: tuple[Choice, ...]
    """The tick list C."""
    onset: tuple[Choice, ...]
    """How long it has hurt; the first choice means that nothing hurts."""
    ticked: tuple[str, ...] = ()
    """Caution tags of the last screening, ticked beforehand."""
    needs_checked: bool = False
    """A lock stands: a clear answer also needs "I have been checked"."""


@dataclass(frozen=True, slots=True)
class SafetyAnswers:
    """What was answered. None means not answered, which is never taken as a no."""

    sign: Sign
    cautions: tuple[str, ...]
    onset: str
    rest_pain: int | None
    walks: bool | None
    checked: bool = False


@dataclass(frozen=True, slots=True)
class LockView:
    """The stop screen: no timer and no exercise can be reached from it."""

    kind: Literal["emergency", "clinician"]
    text: tuple[str, ...]
    """Paragraphs."""
    relief: tuple[str, ...] = ()
    """Positions of ease and short walks, as text only."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tick or choose: the tag that is stored and the words that are shown."""

    tag: str
    text: str


Sign = Literal["none", "emergency", "clinician"]


def safety_view(context: AppContext) -> SafetyView:
    """What the first-use screen asks."""
    stored = context.answers()
    return SafetyView(
        scope=texts.SCOPE,
        emergency=EMERGENCY_SIGNS,
        clinician=CLINICIAN_SIGNS,
        cautions=tuple(Choice(tag, title) for tag, title in CAUTION_CHOICES.items()),
        onset=tuple(Choice(tag, text) for tag, text in ONSETS.items()),
        ticked=stored.cautions if stored else (),
        needs_checked=context.safety().lock is not None,
    )


def screen(context: AppContext, given: SafetyAnswers) -> LockView | None:
    """Store a screening, answers and line, and return the lock it leads to."""
    today = context.practice_day()
    before, old = context.safety().lock, context.answers()
    answers = Answers(
        day=today,
        sign=given.sign,
        checked=given.checked,
        cautions=given.cautions,
        onset=given.onset,
        onset_day=onset_day(given.onset, today),
        rest_pain=given.rest_pain,
        walks=given.walks,
        asked=today,
        accepted=old.accepted if old else (),
        acknowledged=old.acknowledged if old and old.onset == given.onset else (),
    )
    save_answers(context.settings.paths.data, answers)
    context.journal.append(Screened(context.new_id(), today, result_of(answers, lock=before)))
    return lock_view(context)


def screening_due(context: AppContext) -> bool:
    """Whether the questions come before the next session."""
    return context.safety().screen is not None


def lock_view(context: AppContext) -> LockView | None:
    """The stop text while a lock stands."""
    lock = context.safety().lock
    return None if lock is None else _stop_text(context, lock)


def report_sign(context: AppContext, sign: Literal["emergency", "clinician"]) -> LockView:
    """Lock at once. The text is shown even where the lock cannot be stored; then it says so."""
    text = _stop_text(context, sign)
    try:
        context.journal.append(Screened(context.new_id(), context.practice_day(), sign))
    except StorageError as error:
        return LockView(sign, (*text.text, f"This could not be stored: {error}"), text.relief)
    return text


def acknowledge_advice(context: AppContext) -> None:
    """Take the advice card away until it is due again."""
    answers = context.answers()
    if answers is None:
        return
    today = context.practice_day()
    for advice in assess(answers, context.lines(), today).advice:
        answers = acknowledge(answers, advice.card, today)
    save_answers(context.settings.paths.data, answers)


def answer_walk(context: AppContext, *, walks: bool) -> None:
    """Store whether the person can walk for five minutes today."""
    answers = context.answers()
    if answers is not None:
        save_answers(context.settings.paths.data, walks_now(answers, context.practice_day(), walks=walks))


def accept(context: AppContext, tags: tuple[str, ...]) -> None:
    """Store that the person has asked whether to exercise with these cautions; what they leave out stays out."""
    answers = context.answers()
    if answers is not None:
        save_answers(context.settings.paths.data, accept_answers(answers, *(may_start(tag) for tag in tags)))


def choices_to_ask(context: AppContext) -> tuple[Choice, ...]:
    """The cautions for which "I have asked" must be said before anything is played."""
    return tuple(Choice(tag, CAUTIONS[tag]) for tag in tags_to_ask(*cautions_of(context.answers())))


def _stop_text(context: AppContext, lock: Literal["emergency", "clinician"]) -> LockView:
    if lock == "emergency":
        return LockView(lock, texts.emergency(context.settings.safety.emergency))
    return LockView(lock, texts.clinician(), texts.RELIEF)
