"""Makes running sessions, from a routine or from what is left of one, and says what became of them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from stretch_coach.awake import inhibit_sleep
from stretch_coach.errors import SafetyLockError, UsageError
from stretch_coach.history.running import Unfinished
from stretch_coach.history.statistics import session_minutes
from stretch_coach.history.writer import RecorderThread
from stretch_coach.mix.build import recipe
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.ramp.state import FITTED
from stretch_coach.record.done import MIX, enough
from stretch_coach.record.lines import Outcome, Session, StepLine
from stretch_coach.record.outcome import outcome_of
from stretch_coach.routine.model import Exercise
from stretch_coach.runner import Recorder, Runner
from stretch_coach.safety.cautions import decide
from stretch_coach.safety.questions import cautions_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.companions import companions
from stretch_coach.services.following import try_to_keep_follow_true
from stretch_coach.services.mixing import options_for
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.prescriptions import prescription
from stretch_coach.services.screening import lock_view
from stretch_coach.services.swapping import resolver
from stretch_coach.services.swaps import stored_swaps
from stretch_coach.services.unfinished import left_over, progress_of, routine_of
from stretch_coach.session.regression import easier_step
from stretch_coach.session.resume import taken_up
from stretch_coach.session.script import build_timeline
from stretch_coach.session.summary import SessionSummary
from stretch_coach.session.timeline import Timeline
from stretch_coach.swap_store import Swaps, plain_swaps, read_swaps
from stretch_coach.text import count, lowered, near_date, utc_text, words_of_name


def start_session(
    context: AppContext, name: str, options: PlayOptions, *, pain_before: int | None, screened: bool = True
) -> Runner:
    """Make a session. Raises `SafetyLockError` while a lock is set, `UsageError` where nothing is due."""
    refuse_while_locked(context)
    try_to_keep_follow_true(context, context.routines.entries())
    options = options_for(context, name, options)
    routine = context.routines.load(name)
    swaps = stored_swaps(context)
    prescribed = prescription(context, routine, options.day, level=options.level, minutes=options.minutes, swaps=swaps)
    timeline = build_timeline(prescribed)
    if not prescribed.due:
        message = f"Nothing of {routine.title} is due today. `stretch-coach show {routine.name}` says why."
        raise UsageError(message)
    header = new_header(context, prescribed, options, pain_before=pain_before, screened=screened)
    recorder = RecorderThread(context.settings.paths.data, context.clock.now, on_warning=context.warn)
    origin = {
        "timeline": digest(timeline),
        "path": str(Path(routine.path).absolute()) if routine.path else "",
        **plain_swaps(swaps),
    }
    return make_runner(context, timeline, header, options, recorder=recorder, progress=origin)


def new_header(
    context: AppContext, prescribed: Prescription, options: PlayOptions, *, pain_before: int | None, screened: bool
) -> Session:
    """The line of a session that begins now, without steps and end."""
    return replace(
        blank_session(context, prescribed.routine.name, options.speed),
        pain_before=pain_before,
        first_side=prescribed.first_side,
        screened=screened,
        level=prescribed.level,
        extra=_extra(prescribed, options),
    )


def blank_session(context: AppContext, routine: str, speed: float) -> Session:
    """Return the line of anything that is played from now on, with nothing but where and when."""
    now = context.clock.now()
    offset = now.utcoffset()
    return Session(
        id=context.new_id(),
        routine=routine,
        practice_day=context.practice_day(),
        started_at=utc_text(now),
        ended_at=utc_text(now),
        utc_offset_minutes=int(offset.total_seconds() // 60) if offset is not None else 0,
        zone=context.clock.zone_name(),
        rollover_hour=context.followed().rollover_hour,
        status="partial",
        steps=(),
        speed=speed,
    )


def _extra(prescribed: Prescription, options: PlayOptions) -> dict[str, object]:
    extra: dict[str, object] = {} if options.day is None else {"rehearsal": True, "day": options.day}
    if prescribed.routine.name == MIX:
        extra[MIX] = recipe(prescribed.routine)
    return extra if prescribed.minutes is None else {**extra, FITTED: prescribed.minutes}


def resume_session(context: AppContext) -> Runner:
    """Make a session of what is left of the one that was cut off.

    Raises `UsageError` where there is none, where it was cut off too long ago, or where its routine or dose changed.
    """
    refuse_while_locked(context)
    left = left_over(context)
    if not left.can_resume(context.clock.now()):
        message = "That session was cut off too long ago to continue. You can keep it as it is, or discard it."
        raise UsageError(message)
    return _resumed(context, left, PlayOptions(speed=left.session.speed or 1.0))


def refuse_while_locked(context: AppContext) -> None:
    """Raise `SafetyLockError` with the stop text while a lock is set."""
    lock = lock_view(context)
    if lock is not None:
        raise SafetyLockError("\n".join(lock.text))


def _resumed(context: AppContext, left: Unfinished, options: PlayOptions) -> Runner:
    """What is left of a session. Raises `UsageError` where the routine or its dose is no longer the same."""
    progress = progress_of(left)
    session = left.session
    routine = routine_of(context, session, progress)
    if routine is None:
        message = f"There is no routine {session.routine} any more. The session can be kept as it is, or discarded."
        raise UsageError(message)
    timeline = build_timeline(
        prescription(context, routine, level=session.level, minutes=_fitted(session), swaps=_swaps_of(progress))
    )
    if progress.get("timeline") != digest(timeline):
        message = (
            f"{left.session.routine} has changed since, so this session cannot go on where it was. "
            "It can be kept as it is, or discarded."
        )
        raise UsageError(message)
    recorder = RecorderThread(context.settings.paths.data, context.clock.now, on_warning=context.warn)
    return make_runner(context, timeline, left.session, options, recorder=recorder, progress=progress)


def _swaps_of(progress: Mapping[str, Any]) -> Swaps | None:
    """Return the swaps with which a session began; None where its progress, from an earlier version, has none."""
    try:
        return read_swaps(progress)
    except ValueError:
        return None


def _fitted(session: Session) -> int | None:
    """Return the minutes that a session was fitted to."""
    minutes = session.extra.get(FITTED)
    return minutes if isinstance(minutes, int) else None


@dataclass(frozen=True, slots=True)
class DoneStep:
    """One step at the end of a session, all its parts together: what was planned this morning, and what was done."""

    step: str
    title: str
    planned_ms: int
    held_ms: int
    """Never above what was planned."""
    outcome: Outcome
    cause: str
    """Why less was done than planned, in words: `you said it hurt`; "" where nothing is to be said."""


def done_steps(runner: Runner) -> tuple[DoneStep, ...]:
    """Return what became of each step, against the doses with which the session began.

    What was swapped in mid-session comes behind the step it replaced.
    """
    player = runner.player
    titles = {item.step.id: item.step.exercise.title for item in player.timeline.prescription.due}
    swapped_in = {edit.exercise for edit in player.edits if edit.exercise}
    new_titles = {item.step.exercise.name: item.step.exercise.title for item in player.timeline.eased}
    steps: dict[tuple[str, str], list[StepLine]] = {}
    for line in player.ledger.lines():
        steps.setdefault((line.step, line.exercise if line.exercise in swapped_in else ""), []).append(line)
    instead = {step: new_titles.get(new, words_of_name(new)) for step, new in steps if new}
    return tuple(
        _done_step(step, new_titles.get(new, words_of_name(new)), lines)
        if new
        else _done_step(step, titles.get(step, words_of_name(step)), lines, instead=instead.get(step, ""))
        for (step, new), lines in steps.items()
    )


def _done_step(step: str, title: str, lines: Sequence[StepLine], *, instead: str = "") -> DoneStep:
    """Add up both sides; an easier way comes behind the dose it replaced, which is what was planned.

    `instead` is the title of what was played in its place from some moment on.
    """
    planned = sum({line.side: line.dose.held_per_side_ms for line in reversed(lines) if line.dose}.values())
    planned = planned or sum(line.planned_ms for line in lines)
    held = min(planned, sum(line.held_ms for line in lines))
    outcome = outcome_of(line.outcome for line in lines)
    cause = _CAUSES.get(outcome, "")
    if outcome == "partial" or (outcome == "done" and not enough(held, planned)):
        cause = "cut short"
    if instead and outcome in ("partial", "skipped"):
        cause = f"{lowered(instead)} instead"
    return DoneStep(step, title, planned, held, outcome, cause)


_CAUSES: dict[Outcome, str] = {
    "hurt": "you said it hurt",
    "eased": "made easier, because it hurt",
    "skipped": "skipped",
}


def closing_line(context: AppContext, summary: SessionSummary) -> str:
    """Return the one line that stays on the terminal: `Basics done: 11 min. Streak 3. Next: tomorrow.`."""
    if summary.error:
        return f"{summary.title}: {summary.error}"
    if summary.rehearsal:
        return f"{summary.title}: a rehearsal, so it counts for nothing."
    session = context.journal.session(summary.session_id)
    minutes = count(session_minutes(session), "min", "min") if session else ""
    how = {"done": "done", "partial": "partly done", "stopped": "ended early"}[summary.status]
    at = context.habit_stats()
    following = f" Next: {near_date(at.next, at.today)}." if at.next is not None else ""
    return f"{summary.title} {how}{f': {minutes}' if minutes else ''}. Streak {at.streak}.{following}"


_ORIGIN = ("timeline", "path", "swaps", "never")
"""What of a session's progress stays as it was at the start, so that a resume builds the same timeline."""


def digest(timeline: Timeline) -> str:
    """A name for a timeline: another dose, another order or another side gives another one."""
    rows = [(s.start_ms, s.kind, s.step, s.exercise, s.side, s.set, s.rep, s.range) for s in timeline.segments]
    text = json.dumps(rows).encode()
    return f"{zlib.crc32(text):08x}{len(text):08x}"  # hashlib would bring three megabytes of OpenSSL for this


def make_runner(  # noqa: PLR0913  joins all parts of a session
    context: AppContext,
    timeline: Timeline,
    header: Session,
    options: PlayOptions,
    *,
    recorder: Recorder,
    progress: Mapping[str, object] | None = None,
    may_swap: bool = True,
) -> Runner:
    """Everything a session needs around its timeline; `progress` says where it came from and how far it is."""
    progress = progress or {}
    cautions, accepted = cautions_of(context.answers())
    easier = partial(_easier, library=context.routines.library, cautions=cautions, accepted=accepted)
    sound = context.sound.take(options, timeline.prescription.routine.language)
    sound.prepare([c.say for s in timeline.segments for c in s.cues if c.say])
    title = timeline.prescription.routine.title
    swap = resolver(context, timeline.prescription) if may_swap else None
    awake = ExitStack()
    awake.enter_context(inhibit_sleep())
    return Runner(
        taken_up(timeline, progress, easier=easier, swap=swap),
        context.clock,
        header,
        recorder=recorder,
        sound=sound,
        speed=options.speed,
        origin={name: progress[name] for name in _ORIGIN if name in progress},
        words=context.settings.sound.words,
        at_end=awake.close,
        companions=companions(context.settings, title, context.steering.take()),
    )


def _easier(
    prescribed: PrescribedStep,
    *,
    library: Mapping[str, Exercise],
    cautions: Collection[str],
    accepted: Collection[str],
) -> PrescribedStep | None:
    """The easier way, but never an exercise that a caution leaves out."""
    variant = prescribed.step.exercise.easier
    exercise = library.get(variant.exercise or "") if variant else None
    open_ = exercise is not None and decide(exercise, cautions, accepted).kind in ("allowed", "capped")
    return easier_step(prescribed, library if open_ else None)
