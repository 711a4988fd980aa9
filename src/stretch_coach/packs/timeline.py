"""A pack as a session of one passive hold: words before it, the time to go, and "take it off" until it is ended."""

from __future__ import annotations

from dataclasses import replace

from stretch_coach.packs.rules import TITLES, Kind
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Caps, Exercise, Routine, Step
from stretch_coach.session.script import build_timeline
from stretch_coach.session.timeline import Cue, CueName, Segment, Timeline
from stretch_coach.session.words import estimate_ms
from stretch_coach.text import lowered, sentence, spoken_duration

TAKE_OFF = "Take it off now."

_MINUTE_MS = 60_000
_EVERY_MS = 5 * _MINUTE_MS
"""How often the time to go is said."""
_COUNT_S = (3, 2, 1)
_AFTER_TONE_MS = 700
"""Words begin when the tone has rung out."""
_REMIND_MS = 20_000
_REMINDERS = 3


def pack_timeline(kind: Kind, length_ms: int) -> Timeline:
    """Return a pack of this length (ms) laid out in time."""
    laid = build_timeline(_prescription(kind, length_ms))
    ready, hold, end = (next(s for s in laid.segments if s.kind == wanted) for wanted in ("ready", "hold", "rest"))
    opening = f"{TITLES[kind]}, {spoken_duration(length_ms)}. Cloth between skin and pack."
    ready_ms = 1000 + _AFTER_TONE_MS + estimate_ms(opening)
    segments = (
        replace(ready, index=0, start_ms=0, end_ms=ready_ms, say=opening, cues=_cues(0, "ready", opening)),
        _hold(hold, kind, ready_ms, length_ms),
        _reminders(end, ready_ms + length_ms),
    )
    return replace(laid, segments=segments)


def words_of(timeline: Timeline) -> list[str]:
    """Return every sentence of a timeline, to be prepared by a voice."""
    return [cue.say for segment in timeline.segments for cue in segment.cues if cue.say]


def _prescription(kind: Kind, length_ms: int) -> Prescription:
    dose = Dose(length_ms, 1, 1, 100)
    exercise = Exercise(
        name=f"{kind}-pack",
        title=TITLES[kind],
        kind="passive",
        position="at ease, with a cloth between skin and pack",
        do=("Put the pack on",),
        caps=Caps(length_ms, 1, 1),
        move_in_ms=0,
        move_out_ms=0,
    )
    step = Step(f"{kind}-pack", exercise, dose, dose, "none", 0, 0)
    routine = Routine(name=f"{kind}-pack", title=TITLES[kind], items=(step,))
    return Prescription(routine, (PrescribedStep(step, dose, "due", 0, 1, ""),))


def _hold(segment: Segment, kind: Kind, start_ms: int, length_ms: int) -> Segment:
    end_ms = start_ms + length_ms
    half = length_ms // 2
    cues = [*_cues(start_ms, "start", "")]
    said = {length_ms - left: f"{sentence(f'{spoken_duration(left)} to go')}" for left in _left(length_ms)}
    for at, words in sorted({half: "", **said}.items()):
        if at == half:
            cues += _cues(start_ms + at, "half", f"Half way. {words}".strip())
        else:
            cues.append(Cue(start_ms + at, "words", words))
    cues += [Cue(end_ms - seconds * 1000, "count") for seconds in _COUNT_S]
    return replace(
        segment,
        index=1,
        start_ms=start_ms,
        end_ms=end_ms,
        say=f"{TITLES[kind]} on. Stay awake; take it off sooner if it is unpleasant.",
        cues=tuple(sorted(cues, key=lambda cue: cue.at_ms)),
    )


def _left(length_ms: int) -> list[int]:
    """Return what is left (ms) whenever it is said: each five minutes, and the last minute."""
    whole = range(length_ms - length_ms % _EVERY_MS, 0, -_EVERY_MS)
    return [left for left in dict.fromkeys((*whole, _MINUTE_MS)) if left < length_ms]


def _reminders(segment: Segment, start_ms: int) -> Segment:
    """Return the end: the pack is over, and it is said until the user ends the session."""
    cues = [*_cues(start_ms, "finish", f"Done. {TAKE_OFF}")]
    for number in range(1, _REMINDERS + 1):
        cues += _cues(start_ms + number * _REMIND_MS, "finish", TAKE_OFF)
    end_ms = start_ms + (_REMINDERS + 1) * _REMIND_MS
    return replace(segment, index=2, start_ms=start_ms, end_ms=end_ms, say=f"Done. {TAKE_OFF}", cues=tuple(cues))


def _cues(at_ms: int, tone: CueName, words: str) -> tuple[Cue, ...]:
    sounded = (Cue(at_ms, tone),)
    return (*sounded, Cue(at_ms + _AFTER_TONE_MS, "words", words)) if words else sounded


def noted_text(kind: Kind, minutes: int) -> str:
    """Return what is said once a pack is on record."""
    return f"Noted: {lowered(TITLES[kind])}, {minutes} min. It counts for nothing in your streak."
