"""Makes running sessions: from a routine, or from what is left of one that was cut off. Called by `Coach`."""

from __future__ import annotations

import json
import zlib
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from stretch_coach.awake import kept_awake
from stretch_coach.clock import utc_text
from stretch_coach.errors import StorageError, UsageError
from stretch_coach.history.writer import RecorderThread
from stretch_coach.record.lines import Session
from stretch_coach.runner import Runner
from stretch_coach.safety.cautions import decide
from stretch_coach.safety.questions import cautions_of
from stretch_coach.session.easing import easier_way
from stretch_coach.session.resume import taken_up
from stretch_coach.session.script import build_timeline
from stretch_coach.views.screens import UnfinishedView
from stretch_coach.wiring.doses import prescription

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from stretch_coach.history.running import Unfinished
    from stretch_coach.ramp.prescription import PrescribedStep, Prescription
    from stretch_coach.routine.model import Exercise
    from stretch_coach.runner import Recorder
    from stretch_coach.session.timeline import Timeline
    from stretch_coach.views.screens import PlayOptions
    from stretch_coach.wiring.desk import Desk
    from stretch_coach.wiring.sounding import PreopenedSound


def new_runner(
    desk: Desk, warm: PreopenedSound, name: str, options: PlayOptions, *, pain_before: int | None, screened: bool = True
) -> Runner:
    """A session of a routine. Raises `UsageError` where nothing is due today."""
    routine = desk.shelf.load(name)
    prescribed = prescription(desk, routine, options.day)
    timeline = build_timeline(prescribed)
    if not timeline.segments:
        message = f"Nothing of {routine.title} is due today. `stretch-coach show {routine.name}` says why."
        raise UsageError(message)
    header = new_header(desk, prescribed, options, pain_before=pain_before, screened=screened)
    recorder = RecorderThread(desk.settings.paths.data, desk.clock.now)
    return make_runner(desk, warm, timeline, header, options, recorder=recorder)


def new_header(
    desk: Desk, prescribed: Prescription, options: PlayOptions, *, pain_before: int | None, screened: bool
) -> Session:
    """The line of a session that begins now, without steps and end."""
    now = desk.clock.now()
    offset = now.utcoffset()
    return Session(
        id=desk.new_id(),
        routine=prescribed.routine.name,
        practice_day=desk.practice_day(),
        started_at=utc_text(now),
        ended_at=utc_text(now),
        utc_offset_minutes=int(offset.total_seconds() // 60) if offset is not None else 0,
        zone=desk.clock.zone_name(),
        rollover_hour=desk.followed().rollover_hour,
        status="partial",
        steps=(),
        pain_before=pain_before,
        first_side=prescribed.first_side,
        speed=options.speed,
        screened=screened,
        extra={} if options.day is None else {"rehearsal": True, "day": options.day},
    )


def resumed_runner(desk: Desk, warm: PreopenedSound, left: Unfinished, options: PlayOptions) -> Runner:
    """What is left of a session. Raises `UsageError` where the routine or its dose is no longer the same."""
    progress = _progress(left)
    timeline = build_timeline(prescription(desk, desk.shelf.load(left.session.routine)))
    if progress.get("timeline") != digest(timeline):
        message = (
            f"{left.session.routine} has changed since, so this session cannot go on where it was. "
            "It can be kept as it is, or discarded."
        )
        raise UsageError(message)
    recorder = RecorderThread(desk.settings.paths.data, desk.clock.now)
    return make_runner(desk, warm, timeline, left.session, options, recorder=recorder, progress=progress)


def unfinished(desk: Desk) -> Unfinished | None:
    """The newest session that was cut off."""
    left = desk.journal.unfinished()
    return left[-1] if left else None


def unfinished_view(desk: Desk) -> UnfinishedView | None:
    """What is asked about the newest session that was cut off; None where there is none, or no record to read."""
    try:
        left = unfinished(desk)
    except StorageError as error:
        desk.trouble = str(error)
        return None
    if left is None:
        return None
    session = left.session
    name = session.routine
    entry = next((e for e in desk.shelf.entries() if e.name == name), None)
    steps = {line.step for line in session.steps}
    done = {line.step for line in session.steps if line.outcome == "done"}
    return UnfinishedView(
        name=name,
        title=entry.routine.title if entry and entry.routine else name,
        day=session.practice_day,
        steps_done=len(done - {line.step for line in session.steps if line.outcome != "done"}),
        steps=len(steps),
        can_resume=bool(entry and entry.routine) and left.can_resume(desk.clock.now()),
    )


def digest(timeline: Timeline) -> str:
    """A name for a timeline: another dose, another order or another side gives another one."""
    rows = [(s.start_ms, s.kind, s.step, s.exercise, s.side, s.set, s.rep, s.range) for s in timeline.segments]
    text = json.dumps(rows).encode()
    return f"{zlib.crc32(text):08x}{len(text):08x}"  # hashlib would bring three megabytes of OpenSSL for this


def make_runner(
    desk: Desk,
    warm: PreopenedSound,
    timeline: Timeline,
    header: Session,
    options: PlayOptions,
    *,
    recorder: Recorder,
    progress: Mapping[str, object] | None = None,
) -> Runner:
    """Everything a session needs around its timeline."""
    cautions, accepted = cautions_of(desk.answers())
    easier = partial(_easier, library=desk.shelf.library, cautions=cautions, accepted=accepted)
    sound = warm.take(options, timeline.prescription.routine.language)
    sound.prepare([c.say for s in timeline.segments for c in s.cues if c.say])
    awake = ExitStack()
    awake.enter_context(kept_awake())
    return Runner(
        taken_up(timeline, progress or {}, easier=easier),
        desk.clock,
        header,
        recorder=recorder,
        sound=sound,
        speed=options.speed,
        digest=digest(timeline),
        words=desk.settings.sound.words,
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
