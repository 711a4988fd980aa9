"""The safety questions and their consequences: from the screens' values to stored answers and lines of the record.

Called by `Coach`. What an answer means is decided in `safety`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

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
from stretch_coach.views.screens import Choice, LockView, SafetyAnswers, SafetyView

if TYPE_CHECKING:
    from stretch_coach.wiring.desk import Desk


def safety_view(desk: Desk) -> SafetyView:
    """What the first-use screen asks."""
    stored = desk.answers()
    return SafetyView(
        scope=texts.SCOPE,
        emergency=EMERGENCY_SIGNS,
        clinician=CLINICIAN_SIGNS,
        cautions=tuple(Choice(tag, title) for tag, title in CAUTION_CHOICES.items()),
        onset=tuple(Choice(tag, text) for tag, text in ONSETS.items()),
        ticked=stored.cautions if stored else (),
        needs_checked=desk.safety().lock is not None,
    )


def screen(desk: Desk, given: SafetyAnswers) -> LockView | None:
    """Store a screening, answers and line, and return the lock it leads to."""
    today = desk.practice_day()
    before, old = desk.safety().lock, desk.answers()
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
    save_answers(desk.settings.paths.data, answers)
    desk.journal.append(Screened(desk.new_id(), today, result_of(answers, lock=before)))
    return lock_view(desk)


def lock_view(desk: Desk) -> LockView | None:
    """The stop text while a lock stands."""
    lock = desk.safety().lock
    return None if lock is None else _stop_text(desk, lock)


def report_sign(desk: Desk, sign: Literal["emergency", "clinician"]) -> LockView:
    """Lock at once. The text is shown even where the lock cannot be stored; then it says so."""
    text = _stop_text(desk, sign)
    try:
        desk.journal.append(Screened(desk.new_id(), desk.practice_day(), sign))
    except StorageError as error:
        return LockView(sign, (*text.text, f"This could not be stored: {error}"), text.relief)
    return text


def acknowledge_advice(desk: Desk) -> None:
    """Take the advice card away until it is due again."""
    answers = desk.answers()
    if answers is None:
        return
    today = desk.practice_day()
    for advice in assess(answers, desk.lines(), today).advice:
        answers = acknowledge(answers, advice.card, today)
    save_answers(desk.settings.paths.data, answers)


def answer_walk(desk: Desk, *, walks: bool) -> None:
    """Store whether the person can walk for five minutes today."""
    answers = desk.answers()
    if answers is not None:
        save_answers(desk.settings.paths.data, walks_now(answers, desk.practice_day(), walks=walks))


def accept(desk: Desk, tags: tuple[str, ...]) -> None:
    """Store that the person has asked whether to exercise with these cautions; what they leave out stays out."""
    answers = desk.answers()
    if answers is not None:
        save_answers(desk.settings.paths.data, accept_answers(answers, *(may_start(tag) for tag in tags)))


def choices_to_ask(desk: Desk) -> tuple[Choice, ...]:
    """The cautions for which "I have asked" must be said before anything is played."""
    return tuple(Choice(tag, CAUTIONS[tag]) for tag in tags_to_ask(*cautions_of(desk.answers())))


def _stop_text(desk: Desk, lock: Literal["emergency", "clinician"]) -> LockView:
    if lock == "emergency":
        return LockView(lock, texts.emergency(desk.settings.safety.emergency))
    return LockView(lock, texts.clinician(), texts.RELIEF)
