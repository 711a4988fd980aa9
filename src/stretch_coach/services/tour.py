"""The first minute: a session that shows how sessions work, and of which nothing is kept.

It is played like any other, from a small file that is shipped apart from the routines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from stretch_coach.data import data_path
from stretch_coach.record.lines import Session
from stretch_coach.runner import Runner
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.prescriptions import prescription
from stretch_coach.services.sessions import make_runner, new_header, refuse_while_locked
from stretch_coach.session.script import build_timeline
from stretch_coach.session.timeline import Timeline
from stretch_coach.session.voiceover import after_words

FILE = data_path("assets", "first-minute.stretch.yaml")
THE_END = "That was the first minute. Nothing of it is counted."
"""Said where other sessions say that this was everything for today."""


class Unrecorded:
    """Satisfies `runner.Recorder`, and keeps nothing."""

    def checkpoint(self, session: Session, progress: Mapping[str, object], mark: int = 0) -> None:
        """Forget it."""

    def close_session(self, session: Session, mark: int = 0) -> None:
        """Forget it."""

    def saved(self) -> tuple[()]:
        """Nothing is saved."""
        return ()

    def warnings(self) -> tuple[()]:
        """Nothing can happen to nothing."""
        return ()

    def error(self) -> str:
        """Nothing can go wrong with nothing."""
        return ""

    def close(self, timeout: float) -> bool:
        """There is nothing left to write."""
        del timeout
        return True


def start_tour(context: AppContext) -> Runner:
    """Make the first minute, a rehearsal of day 1. Raises `SafetyLockError` while a lock is set."""
    refuse_while_locked(context)
    options = PlayOptions(day=1)
    prescribed = prescription(context, context.routines.load(FILE), options.day)
    header = new_header(context, prescribed, options, pain_before=None, screened=False)
    timeline = _with_own_end(build_timeline(prescribed))
    return make_runner(context, timeline, header, options, recorder=Unrecorded(), may_swap=False)


def _with_own_end(timeline: Timeline) -> Timeline:
    *others, end = timeline.segments
    cues = tuple(replace(cue, say=THE_END, short=None) if cue.say else cue for cue in end.cues)
    return replace(timeline, segments=(*others, replace(end, end_ms=after_words(cues), say=THE_END, cues=cues)))
