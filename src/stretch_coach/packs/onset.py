"""When it began to hurt: from what a user types, from the safety answers, or from an earlier pack.

An answer such as "less than three days" is a span of time, and stays one: the rules ask for its earliest and its latest
moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from stretch_coach.record.done import is_pack
from stretch_coach.record.lines import Activity, Line, Screened
from stretch_coach.record.order import order_of
from stretch_coach.safety.assess import INJURY
from stretch_coach.safety.questions import Answers

_AGO = re.compile(r"(\d{1,4})\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)(?:\s+ago)?")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_NEAR = {"today": 0, "yesterday": 1}
_ANSWER_DAYS = {"hours": 3, "days": 14, "weeks": 42, "months": 36_500}
"""Answer → how many days it can have hurt at the most when it was given."""
_LONG_AGO = datetime(1900, 1, 2, tzinfo=UTC)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Onset:
    """The span of time in which it began to hurt (aware moments)."""

    earliest: datetime
    latest: datetime


def parse_onset(text: str, now: datetime) -> Onset | None:
    """Return when it began for `36h`, `2 days`, `now`, `yesterday` or a date; None for anything else.

    A day to come gives None as well.
    """
    words = " ".join(text.lower().split())
    if words in ("now", "just now"):
        return Onset(now, now)
    if ago := _AGO.fullmatch(words):
        moment = now - int(ago[1]) * _UNITS[ago[2][0]]
        return Onset(moment, moment)
    try:
        day = now.date() - timedelta(days=_NEAR[words]) if words in _NEAR else date.fromisoformat(words)
    except ValueError:
        return None
    if not date(1900, 1, 2) <= day <= now.date():
        return None
    began = datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
    return Onset(began, min(now, began + _DAY))


def known_onset(answers: Answers | None, lines: Iterable[Line], now: datetime) -> Onset | None:
    """Return what was said last about when it began: with a pack, or in the safety questions.

    A new injury makes all that was said before it worth nothing. "Nothing hurts now" says nothing.
    """
    dated = sorted((line for line in lines if isinstance(line, Activity | Screened)), key=order_of)
    injury = max(
        (n for n, line in enumerate(dated) if isinstance(line, Screened) and line.result == INJURY), default=-1
    )
    since = dated[injury + 1 :]
    injured = dated[injury].practice_day if injury >= 0 else None
    packs = [line for line in since if isinstance(line, Activity) and is_pack(line) and "began" in line.extra]
    if answers is not None and (injured is None or _answered_since(answers.day, injured, since)):
        if packs and packs[-1].practice_day >= answers.day:
            return _read(packs[-1]) or _answered(answers, now)
        return _answered(answers, now)
    return _read(packs[-1]) if packs else None


def describe(onset: Onset, now: datetime) -> str:
    """Return the span in words, as in "about 30 hours ago" or "4 days ago or longer"."""
    most, least = now - onset.earliest, now - onset.latest
    if most - least <= timedelta(hours=1):
        return f"about {_length(least)} ago"
    if most >= timedelta(days=1000):
        return f"{_length(least)} ago or longer"
    if least < timedelta(hours=1):
        return f"less than {_length(most)} ago"
    return f"between {_length(least)} and {_length(most)} ago"


def _length(span: timedelta) -> str:
    hours = round(span / timedelta(hours=1))
    if hours < 1:
        minutes = max(1, round(span / timedelta(minutes=1)))
        return "a minute" if minutes == 1 else f"{minutes} minutes"
    if span < 3 * _DAY:
        return "an hour" if hours == 1 else f"{hours} hours"
    return f"{span // _DAY} days"


def _answered_since(answered: date, injured: date, since: Sequence[Line]) -> bool:
    """Say whether the questions were answered after the injury; on its own day the order of the lines decides."""
    return answered > injured or (answered == injured and any(isinstance(line, Screened) for line in since))


def _answered(answers: Answers, now: datetime) -> Onset | None:
    """Return the span that the answers leave open, from the beginning of its first day to the end of its last."""
    if answers.onset_day is None or answers.onset not in _ANSWER_DAYS:
        return None
    first = max(answers.day - timedelta(days=_ANSWER_DAYS[answers.onset]), date(1900, 1, 2))
    last = answers.onset_day
    latest = datetime(last.year, last.month, last.day, tzinfo=now.tzinfo) + _DAY
    return Onset(datetime(first.year, first.month, first.day, tzinfo=now.tzinfo), min(now, latest))


def _read(line: Activity) -> Onset | None:
    earliest, _, latest = str(line.extra.get("began")).partition("/")
    try:
        span = Onset(datetime.fromisoformat(earliest), datetime.fromisoformat(latest))
    except ValueError:
        return None
    aware = span.earliest.tzinfo is not None and span.latest.tzinfo is not None
    return span if aware and _LONG_AGO <= span.earliest <= span.latest else None
