"""Makes running sessions: from a routine, or from what is left of one that was cut off. Called by `Coach`."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from stretch_coach.awake import kept_awake
from stretch_coach.clock import utc_text
from stretch_coach.errors import SafetyLockError, StorageError, UsageError
from stretch_coach.history.running import Unfinished
from stretch_coach.history.writer import RecorderThread
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.record.lines import Felt, Session
from stretch_coach.routine.model import Exercise
from stretch_coach.runner import Recorder, Runner
from stretch_coach.safety.cautions import decide
from stretch_coach.safety.questions import cautions_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.following import try_to_keep_follow_true
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.prescriptions import prescription
from stretch_coach.services.screening import lock_view
from stretch_coach.session.easing import easier_way
from stretch_coach.session.resume import taken_up
from stretch_coach.session.script import build_timeline
from stretch_coach.session.timeline import Timeline
from stretch_coach.values import replace


@dataclass(frozen=True, slots=True)
class UnfinishedView:
    """A session that was cut off. `can_resume` is false after two hours or on another practice day."""

    name: str
    title: str
    day: date
    steps_done: int
    steps: int
    can_resume: bool


def start_session(
    context: AppContext, name: str, options: PlayOptions, *, pain_before: int | None, screened: bool = True
) -> Runner:
    """Make a session. Raises `SafetyLockError` while a lock stands, `UsageError` where nothing is due."""
    refuse_while_locked(context)
    try_to_keep_follow_true(context, context.routines.entries())
    routine = context.routines.load(name)
    prescribed = prescription(context, routine, options.day)
    timeline = build_timeline(prescribed)
    if not timeline.segments:
        message = f"Nothing of {routine.title} is due today. `stretch-coach show {routine.name}` says why."
        raise UsageError(message)
    header = new_header(context, prescribed, options, pain_before=pain_before, screened=screened)
    recorder = RecorderThread(context.settings.paths.data, context.clock.now)
    return make_runner(context, timeline, header, options, recorder=recorder)


def new_header(
    context: AppContext, prescribed: Prescription, options: PlayOptions, *, pain_before: int | None, screened: bool
) -> Session:
    """The line of a session that begins now, without steps and end."""
    now = context.clock.now()
    offset = now.utcoffset()
    return Session(
        id=context.new_id(),
        routine=prescribed.routine.name,
        practice_day=context.practice_day(),
        started_at=utc_text(now),
        ended_at=utc_text(now),
        utc_offset_minutes=int(offset.total_seconds() // 60) if offset is not None else 0,
        zone=context.clock.zone_name(),
        rollover_hour=context.followed().rollover_hour,
        status="partial",
        steps=(),
        pain_before=pain_before,
        first_side=prescribed.first_side,
        speed=options.speed,
        screened=screened,
        extra={} if options.day is None else {"rehearsal": True, "day": options.day},
    )


def resume_session(context: AppContext) -> Runner:
    """Make a session of what is left of the one that was cut off.

    Raises `UsageError` where there is none, where it was cut off too long ago, or where its routine or dose changed.
    """
    refuse_while_locked(context)
    left = _left(context)
    if not left.can_resume(context.clock.now()):
        message = "That session was cut off too long ago to continue. You can keep it as it is, or discard it."
        raise UsageError(message)
    return _resumed(context, left, PlayOptions(speed=left.session.speed or 1.0))


def keep_unfinished(context: AppContext) -> None:
    """Store the unfinished session as far as it went."""
    context.journal.keep(_left(context).session.id)


def discard_unfinished(context: AppContext) -> None:
    """Forget the unfinished session."""
    context.journal.discard(_left(context).session.id)


def rate_session(
    context: AppContext,
    session_id: str,
    *,
    felt: Felt | None = None,
    pain_after: int | None = None,
    pain_next_morning: int | None = None,
) -> None:
    """Add to or correct a session's rating; None leaves a value as it is. Raises `UsageError` for an unknown id."""
    session = context.journal.session(session_id)
    if session is None:
        message = "That session is not on record, so it cannot be rated."
        raise UsageError(message)
    rated = replace(
        session,
        felt=session.felt if felt is None else felt,
        pain_after=session.pain_after if pain_after is None else pain_after,
        pain_next_morning=session.pain_next_morning if pain_next_morning is None else pain_next_morning,
    )
    context.journal.replace(rated, "rate")


def refuse_while_locked(context: AppContext) -> None:
    """Raise `SafetyLockError` with the stop text while a lock stands."""
    lock = lock_view(context)
    if lock is not None:
        raise SafetyLockError("\n".join(lock.text))


def _left(context: AppContext) -> Unfinished:
    left = unfinished(context)
    if left is None:
        message = "There is no unfinished session."
        raise UsageError(message)
    return left


def _resumed(context: AppContext, left: Unfinished, options: PlayOptions) -> Runner:
    """What is left of a session. Raises `UsageError` where the routine or its dose is no longer the same."""
    progress = _progress(left)
    timeline = build_timeline(prescription(context, context.routines.load(left.session.routine)))
    if progress.get("timeline") != digest(timeline):
        message = (
            f"{left.session.routine} has changed since, so this session cannot go on where it was. "
            "It can be kept as it is, or discarded."
        )
        raise UsageError(message)
    recorder = RecorderThread(context.settings.paths.data, context.clock.now)
    return make_runner(context, timeline, left.session, options, recorder=recorder, progress=progress)


def unfinished(context: AppContext) -> Unfinished | None:
    """The newest session that was cut off."""
    left = context.journal.unfinished()
    return left[-1] if left else None


def unfinished_view(context: AppContext) -> UnfinishedView | None:
    """What is asked about the newest session that was cut off; None where there is none, or no record to read."""
    try:
        left = unfinished(context)
    except StorageError as error:
        context.trouble = str(error)
        return None
    if left is None:
        return None
    session = left.session
    name = session.routine
    entry = next((e for e in context.routines.entries() if e.name == name), None)
    steps = {line.step for line in session.steps}
    done = {line.step for line in session.steps if line.outcome == "done"}
    return UnfinishedView(
        name=name,
        title=entry.routine.title if entry and entry.routine else name,
        day=session.practice_day,
        steps_done=len(done - {line.step for line in session.steps if line.outcome != "done"}),
        steps=len(steps),
        can_resume=bool(entry and entry.routine) and left.can_resume(context.clock.now()),
    )


def digest(timeline: Timeline) -> str:
    """A name for a timeline: another dose, another order or another side gives another one."""
    rows = [(s.start_ms, s.kind, s.step, s.exercise, s.side, s.set, s.rep, s.range) for s in timeline.segments]
    text = json.dumps(rows).encode()
    return f"{zlib.crc32(text):08x}{len(text):08x}"  # hashlib would bring three megabytes of OpenSSL for this


def make_runner(
    context: AppContext,
    timeline: Timeline,
    header: Session,
    options: PlayOptions,
    *,
    recorder: Recorder,
    progress: Mapping[str, object] | None = None,
) -> Runner:
    """Everything a session needs around its timeline."""
    cautions, accepted = cautions_of(context.answers())
    easier = partial(_easier, library=context.routines.library, cautions=cautions, accepted=accepted)
    sound = context.sound.take(options, timeline.prescription.routine.language)
    sound.prepare([c.say for s in timeline.segments for c in s.cues if c.say])
    awake = ExitStack()
    awake.enter_context(kept_awake())
    return Runner(
        taken_up(timeline, progress or {}, easier=easier),
        context.clock,
        header,
        recorder=recorder,
        sound=sound,
        speed=options.speed,
        digest=digest(timeline),
        words=context.settings.sound.words,
        at_end=awake.close,
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
    return easier_way(prescribed, library if open_ else None)


def _progress(left: Unfinished) -> dict[str, Any]:
    try:
        progress = json.loads(left.progress)
    except ValueError:
        return {}
    return progress if isinstance(progress, dict) else {}
