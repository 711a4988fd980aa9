"""What a screen shows of a running session: the player's state as one frozen value."""

from __future__ import annotations

from typing import Literal

from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.record.lines import Outcome
from stretch_coach.record.outcome import outcome_of
from stretch_coach.session import words
from stretch_coach.session.breath import Rhythm, rhythm
from stretch_coach.session.events import PlayerView, StepProgress
from stretch_coach.session.ledger import Ledger
from stretch_coach.session.player import Player
from stretch_coach.session.timeline import Segment, Timeline

StepState = Literal["to come", "now", "done", "partial", "skipped", "hurt"]
_STATES: dict[Outcome, StepState] = {
    "done": "done",
    "partial": "partial",
    "skipped": "skipped",
    "hurt": "hurt",
    "eased": "hurt",
}


def player_view(player: Player) -> PlayerView:
    """Take the picture of a player as it is after its last call."""
    segment = player.segment
    prescribed = player.timeline.prescribed_at(segment) if segment and segment.exercise else None
    following = None if player.phase in ("finished", "stopped") else _next_step(player.timeline, segment)
    dose = prescribed.dose if prescribed else None
    exercise = prescribed.step.exercise if prescribed else None
    return PlayerView(
        phase=player.phase,
        segment=segment,
        remaining_ms=player.remaining_ms,
        title=title_of(player.timeline, segment),
        line=segment.say if segment else "",
        side_text=words.side_words(segment.side) if segment else "",
        rep=(segment.rep or 0) if segment else 0,
        reps=dose.reps if dose else 0,
        set=(segment.set or 0) if segment else 0,
        sets=dose.sets if dose else 0,
        range_text=words.range_words(exercise, dose.range) if exercise and dose else "",
        next_title=following.step.exercise.title if following else "",
        at_ms=player.at_ms,
        total_ms=player.timeline.total_ms,
        steps=_progress(player, segment),
        figure=exercise.figure if exercise else None,
        image=exercise.image if exercise else "",
        rhythm=rhythm_of(player.timeline, segment),
        kind=exercise.kind if exercise else None,
    )


def title_of(timeline: Timeline, segment: Segment | None) -> str:
    """The title of what is played: the exercise's, "Rest", or "Done" after the last one."""
    if segment is None:
        return ""
    if segment.exercise is not None:
        return timeline.prescribed_at(segment).step.exercise.title
    return "Rest" if segment.step else "Done"


def rhythm_of(timeline: Timeline, segment: Segment | None) -> Rhythm | None:
    """The paced breaths of a segment: none outside of a hold; None where the card asks for no pace."""
    if segment is None or segment.exercise is None:
        return None
    pacer = timeline.prescribed_at(segment).step.exercise.pacer
    return rhythm(pacer, segment.length_ms if segment.kind == "hold" else 0) if pacer else None


def _next_step(timeline: Timeline, segment: Segment | None) -> PrescribedStep | None:
    """The exercise after the present one."""
    index = segment.index if segment else 0
    for later in timeline.segments[index:]:
        if later.exercise is not None and (segment is None or later.step != segment.step):
            return timeline.prescribed_at(later)
    return None


def _progress(player: Player, segment: Segment | None) -> tuple[StepProgress, ...]:
    spans: dict[str, tuple[int, int]] = {}
    for s in player.timeline.segments:
        if s.exercise is not None and s.step is not None:
            spans[s.step] = (spans.get(s.step, (s.start_ms, 0))[0], s.end_ms)
    titles = {p.step.id: p.step.exercise.title for p in player.timeline.prescription.due}
    current = segment.step if segment and player.phase != "stopped" else None
    states = _states(player.ledger)
    at = player.at_ms
    return tuple(
        StepProgress(
            step,
            titles[step],
            start,
            end,
            "now" if step == current else _settled(states[step], to_come=at < end and player.phase != "stopped"),
        )
        for step, (start, end) in spans.items()
    )


def _settled(state: StepState, *, to_come: bool) -> StepState:
    """A step nobody has begun is still to come while the session goes on and has not passed it."""
    return "to come" if state == "skipped" and to_come else state


def _states(ledger: Ledger) -> dict[str, StepState]:
    by_step: dict[str, list[Outcome]] = {}
    for line in ledger.lines():
        by_step.setdefault(line.step, []).append(line.outcome)
    return {step: _STATES[outcome_of(outcomes)] for step, outcomes in by_step.items()}
