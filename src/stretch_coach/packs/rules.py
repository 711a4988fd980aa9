"""The rules of ice and heat packs: how long, when, and how long apart.

Ice belongs to the first two to three days after something began to hurt, wrapped in cloth, for 20 minutes at the most,
then 90 minutes off; heat comes after those days. What nobody has said is not guessed: it is said in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from stretch_coach.packs.onset import Onset, describe
from stretch_coach.record.done import PACKS
from stretch_coach.record.lines import Activity, Line
from stretch_coach.record.order import moment_of, order_of
from stretch_coach.safety import texts
from stretch_coach.text import count, utc_text

Kind = Literal["ice", "heat"]
KINDS: tuple[Kind, ...] = ("ice", "heat")

PRESET_MINUTES = 15
"""The gentler length, for both."""
MOST_MINUTES = 20
ICE_WINDOW = timedelta(hours=72)
"""Ice until then, heat from then on."""
ICE_WINDOW_CLOSES = timedelta(hours=48)
OFF = timedelta(minutes=90)
"""Between one ice pack and the next."""

TITLES: dict[Kind, str] = {"ice": "Ice pack", "heat": "Heat pack"}
CLOTH = "Put a cloth between skin and pack."
_WARNINGS: dict[Kind, str] = {"ice": texts.ICE, "heat": texts.HEAT}
_NEED_TO_KNOW: dict[Kind, str] = {
    "ice": (
        "Ice is for the first two to three days after something began to hurt. Nobody has said here when that was, "
        "so please judge it yourself."
    ),
    "heat": (
        "Heat comes after the first three days. Nobody has said here when it began to hurt, so please judge it "
        "yourself."
    ),
}
_ICE_TOO_LATE = (
    "It began {began}, and ice is for the first two to three days. Warmth may do more good now: "
    "stretch-coach pack heat. Where something new has begun to hurt, say when: stretch-coach pack ice --began 2h"
)
_HEAT_TOO_EARLY = (
    "It began {began}. Heat comes after the first three days: from {begins} on. Until then ice can ease it: "
    "stretch-coach pack ice. If it began earlier than that, say when: stretch-coach pack heat --began 2026-01-31"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a pack may begin now, and what is to be said before it does."""

    refusal: str = ""
    """Why not, and what instead; "" when it may begin."""
    notes: tuple[str, ...] = ()
    asks_onset: bool = False
    """Nobody has said when it began to hurt."""


@dataclass(frozen=True, slots=True)
class LastPack:
    """The newest pack of a kind on record, with the moment it came off."""

    line: Activity
    ended: datetime


def before_start(kind: Kind) -> tuple[str, ...]:
    """Return what is shown before every pack: the cloth first."""
    return (CLOTH, _WARNINGS[kind])


def judge(kind: Kind, onset: Onset | None, last: LastPack | None, now: datetime) -> Verdict:
    """Return whether a pack of this kind may begin at `now` (aware).

    `onset` is when it began to hurt, None where nobody has said; `last` the newest pack of the kind.
    """
    notes: list[str] = []
    if kind == "ice" and last is not None:
        if last.ended > now:
            notes.append(
                "The last ice pack on record ended later than it is now: the clock has been changed. Leave the skin "
                "90 minutes to warm up between two of them."
            )
        elif now - last.ended < OFF:
            return Verdict(_too_soon(last.ended, now))
    if onset is None:
        return Verdict("", (*notes, _NEED_TO_KNOW[kind]), asks_onset=True)
    refusal, note = (_ice_in_time if kind == "ice" else _heat_in_time)(onset, now)
    return Verdict(refusal, tuple([*notes, note] if note else notes))


def _too_soon(ended: datetime, now: datetime) -> str:
    minutes = -(-(ended + OFF - now) // timedelta(minutes=1))
    at = (ended + OFF).astimezone(now.tzinfo)
    return (
        f"The last ice pack came off at {ended.astimezone(now.tzinfo):%H:%M}. The skin needs 90 minutes to warm up, so "
        f"the next one can begin at {at:%H:%M}, in {count(minutes, 'minute')}."
    )


def _ice_in_time(onset: Onset, now: datetime) -> tuple[str, str]:
    """Return why ice is too late, and what is to be said where it is not."""
    began = describe(onset, now)
    if now - onset.latest >= ICE_WINDOW:
        return _ICE_TOO_LATE.format(began=began), ""
    if now - onset.earliest >= ICE_WINDOW:
        return "", f"It began {began}. Ice is for the first three days: leave it if they are over."
    if now - onset.latest >= ICE_WINDOW_CLOSES:
        until = (onset.latest + ICE_WINDOW).astimezone(now.tzinfo)
        return "", f"The second day is over. Leave ice alone from {until:%A, %H:%M} at the latest."
    return "", ""


def _heat_in_time(onset: Onset, now: datetime) -> tuple[str, str]:
    """Return why heat is too early, and what is to be said where it is not."""
    if now - onset.latest >= ICE_WINDOW:
        return "", ""
    begins = (onset.latest + ICE_WINDOW).astimezone(now.tzinfo)
    return _HEAT_TOO_EARLY.format(began=describe(onset, now), begins=f"{begins:%A, %H:%M}"), ""


def last_pack(kind: Kind, lines: Iterable[Line]) -> LastPack | None:
    """Return the newest pack of a kind that says when it came off."""
    found = [
        LastPack(line, ended)
        for line in lines
        if isinstance(line, Activity) and line.activity == PACKS[kind] and (ended := _ended(line)) is not None
    ]
    return max(found, key=lambda pack: (pack.ended, order_of(pack.line)), default=None)


def pack_line(  # noqa: PLR0913  the fields of a line, by name
    line_id: str, kind: Kind, practice_day: date, *, ended: datetime, held_ms: int, onset: Onset | None
) -> Activity | None:
    """Return the line of a pack that came off at `ended` after `held_ms`; None for less than a minute.

    Its minutes are whole ones, rounded down. When it began to hurt is kept with it, so that the next pack need not
    ask.
    """
    minutes = held_ms // 60_000
    if minutes < 1:
        return None
    extra: dict[str, object] = {"held_ms": held_ms, "ended_at": utc_text(ended)}
    if onset is not None:
        extra["began"] = f"{utc_text(onset.earliest)}/{utc_text(onset.latest)}"
    return Activity(line_id, practice_day, PACKS[kind], minutes, extra)


def _ended(line: Activity) -> datetime | None:
    """Return when a pack came off: as it says itself, or as its id says when it was noted on its own day."""
    said = line.extra.get("ended_at")
    if isinstance(said, str):
        try:
            ended = datetime.fromisoformat(said)
        except ValueError:
            ended = None
        if ended is not None and ended.tzinfo is not None:
            return ended
    moment = moment_of(line)
    if not moment:
        return None
    noted = datetime.fromisoformat(moment)
    return noted if abs(noted.date() - line.practice_day) <= timedelta(days=1) else None
