"""The safety questions and their consequences: from the screens' values to stored answers and lines of the record.

What an answer means is decided in `safety`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from stretch_coach.errors import SafetyLockError, StorageError, UsageError
from stretch_coach.record.done import is_rehearsal
from stretch_coach.record.lines import Screened, Session
from stretch_coach.routine.cautions import CAUTIONS, JOINTS
from stretch_coach.safety import texts
from stretch_coach.safety.assess import Lock, assess, result_of
from stretch_coach.safety.cautions import may_start, tags_to_ask
from stretch_coach.safety.questions import (
    CAUTION_CHOICES,
    CLINICIAN_SIGNS,
    EMERGENCY_SIGNS,
    ONSETS,
    SHORT_SIGNS,
    VERSION,
    Answers,
    ShortSign,
    acknowledge,
    cautions_of,
    onset_day,
    told_sore,
    told_well,
    walks_now,
)
from stretch_coach.safety.questions import accept as accept_answers
from stretch_coach.screening_store import save_answers
from stretch_coach.services.app_context import AppContext


@dataclass(frozen=True, slots=True)
class SafetyView:
    """The lists behind the short question."""

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
    """A lock is set: a clear answer also needs "I have been checked"."""


@dataclass(frozen=True, slots=True)
class SafetyAnswers:
    """What was answered. None means not answered, which is never taken as a no."""

    sign: Sign
    cautions: tuple[str, ...] = ()
    onset: str = "none"
    rest_pain: int | None = None
    walks: bool | None = None
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


@dataclass(frozen=True, slots=True)
class ShortQuestion:
    """The one question before the first session: `n` goes on, `y` opens the lists of `SafetyView`."""

    title: str
    aside: str
    question: str
    hint: str
    signs: tuple[ShortSign, ...]
    no: str
    yes: str
    scope: str
    privacy: str
    kept: tuple[str, ...] = ()
    """Cautions given before, as words; "no" keeps them."""


@dataclass(frozen=True, slots=True)
class PainQuestions:
    """What is asked of a user who says that it hurts today."""

    onset: tuple[Choice, ...]
    """How long it has hurt."""
    pain: str
    walk: str


def short_question(context: AppContext) -> ShortQuestion | None:
    """Return the short question; None while a lock is set, which only the lists can open."""
    state, stored = context.safety(), context.answers()
    if state.lock is not None:
        return None
    return ShortQuestion(
        title=texts.FIRST_TITLE if stored is None else texts.AGAIN_TITLE,
        aside=texts.FIRST_ASIDE if stored is None else state.screen_reason,
        question=texts.SHORT_QUESTION,
        hint=texts.NOT_SURE,
        signs=SHORT_SIGNS,
        no=texts.SHORT_NO,
        yes=texts.SHORT_YES,
        scope=texts.SCOPE,
        privacy=texts.PRIVACY,
        kept=tuple(CAUTIONS[tag] for tag in stored.cautions) if stored else (),
    )


def answer_no(context: AppContext) -> None:
    """Store that nothing of the short question fits; cautions and pain given before stay as they are.

    Raises `SafetyLockError` while a lock is set: only the lists open it.
    """
    lock = lock_view(context)
    if lock is not None:
        raise SafetyLockError("\n".join(lock.text))
    today, old = context.practice_day(), context.answers()
    if old is None:
        _store(context, Answers(day=today), lock=None)
    else:
        _store(context, replace(old, day=today, sign="none", checked=False, version=VERSION), lock=None)


def pain_questions() -> PainQuestions:
    """Return what is asked on *ready* after "it hurts"."""
    return PainQuestions(
        tuple(Choice(tag, text) for tag, text in ONSETS.items() if tag != "none"), texts.HOW_MUCH, texts.CAN_WALK
    )


def pain_is_due(context: AppContext) -> bool:
    """Say whether these questions come when the user says that it hurts.

    They come when the pain is new (it did not hurt the last time), and once a day while only relief is open.
    """
    answers, lines, today = context.answers(), context.recent_lines(), context.practice_day()
    if answers is None or answers.onset == "none":
        return True
    if answers.asked == today:
        return False
    played = [x for x in lines if isinstance(x, Session) and not is_rehearsal(x) and x.practice_day <= today]
    return context.safety().relief_only or (bool(played) and played[-1].level in ("stiff", "fine"))


def tell_pain(context: AppContext, *, onset: str, rest_pain: int | None, walks: bool | None) -> None:
    """Store when it began, how much it hurts at rest, and walking. Raises `UsageError` before the first screening."""
    answers, today = _answered(context), context.practice_day()
    save_answers(
        context.settings.paths.data,
        replace(
            answers,
            onset=onset,
            onset_day=onset_day(onset, today),
            rest_pain=rest_pain,
            walks=walks,
            asked=today,
            acknowledged=answers.acknowledged if answers.onset == onset else (),
        ),
    )


def safety_view(context: AppContext) -> SafetyView:
    """Return the lists behind "yes": emergency signs first, of which one yes stops at once (`stop_at_once`)."""
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
    _store(context, answers, lock=before)
    return lock_view(context)


def _store(context: AppContext, answers: Answers, *, lock: Lock | None) -> None:
    """Store a screening as answers and as a line of the record; `lock` is the one that stood before it."""
    save_answers(context.settings.paths.data, answers)
    context.journal.append(Screened(context.new_id(), answers.day, result_of(answers, lock=lock)))


def stop_at_once(context: AppContext) -> LockView:
    """Store the yes to an emergency sign and lock; the text is shown even where that cannot be stored."""
    with suppress(StorageError):  # `report_sign` says so
        screen(context, SafetyAnswers("emergency"))
    return report_sign(context, "emergency")


def screening_due(context: AppContext) -> bool:
    """Whether the questions come before the next session."""
    return context.safety().screen is not None


def lock_view(context: AppContext) -> LockView | None:
    """The stop text while a lock is set."""
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
    for advice in assess(answers, context.recent_lines(), today).advice:
        answers = acknowledge(answers, advice.card, today)
    save_answers(context.settings.paths.data, answers)


def answer_walk(context: AppContext, *, walks: bool) -> None:
    """Store whether the user can walk for five minutes today."""
    answers = context.answers()
    if answers is not None:
        save_answers(context.settings.paths.data, walks_now(answers, context.practice_day(), walks=walks))


def accept(context: AppContext, tags: tuple[str, ...]) -> None:
    """Store that the user has asked whether to exercise with these cautions; what they leave out stays out."""
    answers = context.answers()
    if answers is not None:
        save_answers(context.settings.paths.data, accept_answers(answers, *(may_start(tag) for tag in tags)))


def sore_joints(context: AppContext) -> tuple[Choice, ...]:
    """Return the joints that are sore, as `knee` and `A sore knee`."""
    cautions = cautions_of(context.answers())[0]
    return tuple(Choice(tag, CAUTIONS[tag]) for tag in JOINTS if tag in cautions)


def tell_sore(context: AppContext, tag: str) -> None:
    """Store that a joint is sore: what loads it is left out of everything. Raises `UsageError` before a screening."""
    save_answers(context.settings.paths.data, told_sore(_answered(context), tag))


def tell_well(context: AppContext, tag: str) -> None:
    """Store that it is not sore any more. Raises `UsageError` before a screening."""
    save_answers(context.settings.paths.data, told_well(_answered(context), tag))


def _answered(context: AppContext) -> Answers:
    answers = context.answers()
    if answers is None:
        message = "The safety question comes first."
        raise UsageError(message)
    return answers


def choices_to_ask(context: AppContext) -> tuple[Choice, ...]:
    """The cautions for which "I have asked" must be said before anything is played."""
    return tuple(Choice(tag, CAUTIONS[tag]) for tag in tags_to_ask(*cautions_of(context.answers())))


def _stop_text(context: AppContext, lock: Literal["emergency", "clinician"]) -> LockView:
    if lock == "emergency":
        return LockView(lock, texts.emergency(context.settings.safety.emergency))
    return LockView(lock, texts.clinician(), texts.RELIEF)
