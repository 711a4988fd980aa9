"""Whether a session counts as done: the one predicate.

The runner asks it once, to set a session's status; the day states, the statistics and the ramp ask it of what
was recorded. Nobody else compares held with planned time.
"""

from __future__ import annotations

from collections.abc import Sequence

from stretch_coach.record.lines import Activity, Played, Session, Status, StepLine

_NEEDED_PERCENT = 80
_HURT = ("hurt", "eased")
MIX = "mix"
"""The routine of mixed sessions: an exercise goes on where it was, whatever it is mixed with."""
PACKS = {"ice": "ice pack", "heat": "heat pack"}
"""The names under which packs stand among the activities."""


def planned_ms(steps: Sequence[StepLine]) -> int:
    """Return the hold time a session asked for, less what was left undone after a confirmed "this hurts".

    A step that hurt asks only for what was held of it, on both sides, and so does one that went on in an easier
    way because it hurt. What a session that ended there left undone after it was taken out of `planned_ms` by the
    player, the one that knows why it ended.
    """
    hurt = {step.step for step in steps if is_hurt(step)}
    return sum(min(s.held_ms, s.planned_ms) if s.step in hurt else s.planned_ms for s in steps)


def held_ms(steps: Sequence[StepLine]) -> int:
    """Return the hold time that counts: of no step more than it planned."""
    return sum(min(step.held_ms, step.planned_ms) for step in steps)


def enough(held: int, planned: int) -> bool:
    """Say whether `held` is at least 80 % of `planned` (both ms). Nothing planned is never enough."""
    return planned > 0 and held * 100 >= planned * _NEEDED_PERCENT


def is_done(steps: Sequence[StepLine]) -> bool:
    """Say whether a session with these steps is done: at least 80 % of its planned time was held."""
    return enough(held_ms(steps), planned_ms(steps))


def session_status(steps: Sequence[StepLine], *, stopped: bool) -> Status:
    """Return the status to record for a session; `stopped` when the user ended it before its last step."""
    if is_done(steps):
        return "done"
    return "stopped" if stopped else "partial"


def is_rehearsal(session: Session | Played) -> bool:
    """Say whether a session counts for nothing: played at another speed, or as another day of the ramp."""
    return session.speed not in (1, None) or session.extra.get("rehearsal") is True


def counts_as_done(session: Session | Played) -> bool:
    """Say whether a session makes its practice day a done day.

    A session without steps (entered afterwards, or from another program) is as done as its status says.
    """
    if is_rehearsal(session):
        return False
    return is_done(session.steps) if session.steps else session.status == "done"


def is_hurt(step: StepLine) -> bool:
    """Say whether "this hurts" was confirmed for a step: choosing an easier way confirms it as well."""
    return step.outcome in _HURT


def any_hurt(steps: Sequence[StepLine]) -> bool:
    """Say whether it was confirmed for any of them."""
    for step in steps:  # noqa: SIM110  a fold of ten years asks it of every session
        if step.outcome in _HURT:
            return True
    return False


def pain_left_nothing(session: Session) -> bool:
    """Say whether "this hurts" took out all there was to do before anything was held."""
    return not is_rehearsal(session) and any_hurt(session.steps) and not planned_ms(session.steps)


def is_pack(activity: Activity) -> bool:
    """Say whether an activity is an ice or heat pack: it is noted, but it is no practice and counts for nothing."""
    return activity.activity in PACKS.values()
