"""Answers and record → what is open, locked, asked again and advised today.

Locks are facts of the record (`screened` lines) as well as of the stored answers, so that forgetting the answers opens
nothing. Only playing is ever locked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stretch_coach.record.lines import Line, Screened, Session
from stretch_coach.record.order import order_of
from stretch_coach.safety import texts
from stretch_coach.safety.cautions import to_ask
from stretch_coach.safety.pain import SECOND_RED_DAYS, counted, last_pause
from stretch_coach.safety.questions import Answers

Lock = Literal["emergency", "clinician"]
Result = Literal["clear", "caution", "emergency", "clinician"]


SCREEN_AGAIN_DAYS = 30
AWAY_DAYS = 28
INJURY = "injury"
"""Result of a `screened` line that only says: there is a new injury, ask everything again."""

_ACUTE_DAYS = 3
_MUCH_PAIN = 4
_CARDS = (
    ("six-weeks", 42, texts.AFTER_6_WEEKS),
    ("14-days", 14, texts.AFTER_14_DAYS),
    ("72-hours", 3, texts.AFTER_72_HOURS),
)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Advice:
    """A card that is due: its id for `acknowledge`, and its words."""

    card: str
    text: str


@dataclass(frozen=True, slots=True)
class SafetyState:
    """What holds today."""

    lock: Lock | None
    screen: Literal["first", "full"] | None
    """Which screening is due before the next session; None when none is."""
    screen_reason: str = ""
    relief_only: bool = False
    ask_walk: bool = False
    """Walking is to be asked again: once a day while it keeps only relief open. Pain is asked before each session."""
    advice: tuple[Advice, ...] = ()
    cautions: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    ask_first: tuple[str, ...] = ()
    """Cautions with which one should ask a clinician before the first session."""

    @property
    def open(self) -> bool:
        """True when nothing is locked."""
        return self.lock is None and self.screen is None


def result_of(answers: Answers, *, lock: Lock | None = None) -> Result:
    """Return what a screening comes to, given the lock that stood before it.

    Emergency signs always lock. A lock, or a sign that should be looked at, opens only with "I have been
    checked".
    """
    if answers.sign == "emergency":
        return "emergency"
    if not answers.checked:
        if lock is not None:
            return lock
        if answers.sign == "clinician":
            return "clinician"
    return "caution" if answers.cautions or answers.sign == "clinician" else "clear"


def assess(answers: Answers | None, lines: Iterable[Line], today: date) -> SafetyState:
    """Return what is open today for a user with these answers and this record. Later lines are ignored."""
    known = [x for x in lines if x.practice_day <= today]
    screenings = sorted((x for x in known if isinstance(x, Screened)), key=order_of)
    sessions = counted(known, today)
    lock = _lock(answers, screenings)
    if answers is None:
        reason = "The safety questions come first."
        return SafetyState(lock, "first", reason)
    due = _screen_due(answers, screenings, sessions, today)
    only = relief_only(answers, sessions, today)
    return SafetyState(
        lock,
        "full" if due else None,
        due,
        bool(only),
        bool(only) and answers.walks is not True and answers.asked != today,
        _advice(answers, sessions, today),
        answers.cautions,
        answers.accepted,
        to_ask(answers.cautions, answers.accepted),
    )


def _lock(answers: Answers | None, screenings: Sequence[Screened]) -> Lock | None:
    """Return the worse of what the newest screening of the record and the stored answers say."""
    recorded = next((x.result for x in reversed(screenings) if x.result != INJURY), "clear")
    stored = "clear" if answers is None else result_of(answers)
    if "emergency" in (recorded, stored):
        return "emergency"
    return "clinician" if "clinician" in (recorded, stored) else None


def _screen_due(answers: Answers, screenings: Sequence[Screened], sessions: Sequence[Session], today: date) -> str:
    """Return why the full screen is due again, "" when it is not."""
    if screenings and screenings[-1].result == INJURY:
        return "After a new injury the questions come again."
    if answers.day > today:
        return "The last answers are dated later than today, so the questions come again."
    if (today - answers.day).days >= SCREEN_AGAIN_DAYS:
        return f"The last answers are {(today - answers.day).days} days old."
    if sessions:
        last = sessions[-1].practice_day
        asked_since = (answers.day - last).days > AWAY_DAYS
        if (today - last).days > AWAY_DAYS and not asked_since:
            return "After four weeks away the questions come again."
        recent = [s for s in sessions if (answers.day - s.practice_day).days <= SECOND_RED_DAYS]
        paused = last_pause(recent)
        if paused is not None and not _screened_since(paused, answers, screenings, recent):
            return "After a day of strong pain the questions come again."
    return ""


def _screened_since(day: date, answers: Answers, screenings: Sequence[Screened], sessions: Sequence[Session]) -> bool:
    """Say whether the questions were answered after the pain of a day; on the day itself the order decides."""
    if answers.day != day:
        return answers.day > day
    last_played = max(order_of(s) for s in sessions if s.practice_day == day)
    return any(x.practice_day == day and order_of(x) > last_played for x in screenings)


def relief_only(answers: Answers, sessions: Sequence[Session], today: date) -> str:
    """Return why only relief is open, "" when more is: fresh and strong pain, or five minutes' walk is too far.

    In the first three days a question that was not answered counts as a yes.
    """
    if answers.walks is False:
        return "five minutes' walk was too far"
    if answers.onset_day is None or (today - answers.onset_day).days >= _ACUTE_DAYS:
        return ""
    now = pain_now(answers, sessions)
    if now is None or now >= _MUCH_PAIN:
        return "fresh and strong pain"
    return "fresh pain, and nobody knows yet whether five minutes' walk is too far" if answers.walks is None else ""


def _advice(answers: Answers, sessions: Sequence[Session], today: date) -> tuple[Advice, ...]:
    """Return the one card that is due: the longest span of time first."""
    if answers.onset_day is None:
        return ()
    hurts = (today - answers.onset_day).days
    now = pain_now(answers, sessions)
    for card, days, text in _CARDS:
        if hurts < days:
            continue
        seen = answers.acknowledged_on(card)
        if card == "six-weeks":
            due = now != 0 and (seen is None or (today - seen).days >= _WEEK)
        else:
            easing = now is None or now == 0 or now < (answers.rest_pain or 0)
            due = seen is None and not easing
        return (Advice(card, text),) if due else ()
    return ()


def pain_now(answers: Answers, sessions: Sequence[Session]) -> int | None:
    """Return the newest score that was given at rest, before a session or at the screening."""
    for session in reversed(sessions):
        if session.practice_day < answers.day:
            break
        if session.pain_before is not None:
            return session.pain_before
    return answers.rest_pain
