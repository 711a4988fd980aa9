"""The words of the player (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretch_coach.session.breath import Way
    from stretch_coach.session.events import PlayerView
    from stretch_coach.session.timeline import CueName, SegmentKind

STATE: dict[SegmentKind, str] = {
    "ready": "Get ready",
    "move_in": "Move in",
    "hold": "Hold",
    "move_out": "Come back",
    "cycle": "Move",
    "rest": "Rest",
    "switch": "Switch sides",
    "set_rest": "Rest between sets",
}
"""What each stretch of time is called; the twin of its tone, told without colour."""

TWIN: dict[CueName, str] = {
    "half": "half-way",
    "rep": "rep done",
    "set": "set done",
    "switch": "other side",
}
"""Said beside the state for a moment when a tone sounds that begins no stretch of its own."""

BREATH: dict[Way, str] = {"in": "breathe in", "out": "breathe out", "easy": "breathe easily"}
"""What the pacer says, the twin of the tones of a breath."""
BREATH_WIDTH = 14
"""The columns of the longest of them, and of the others with their seconds."""

PAUSED = "Paused"
STARTING_AGAIN = "Starting again"
WAITING = "Ready when you are"
HURT = "Stopped"
GOES_ON = (("resume", ("space", "space")), ("go_on", ("enter", "Enter")))
"""Action, its key as it comes and how that is called."""
HURT_TITLE = "This one has stopped. What now?"
HURT_LINE = "Take your time. Nothing goes on until you choose."
HURT_CHOICES = (
    ("skip", "s", "skip it"),
    ("easier", "e", "easier: a smaller dose of it"),
    ("end_here", "q", "end here"),
    ("wrong", "!", "something is wrong"),
    ("mistake", "p", "pressed by mistake"),
)
"""Action, its key as it comes, words."""
NOT_LONGER = "as long as it gets"
LONGER_IS_FOR_HOLDS = "longer is for holds"
END_TITLE = "End the session here?"
END_LINE = "What you have done so far is kept."
END_CHOICES = (("confirm_end", "y", "end here"), ("go_on", "Enter", "go on"))
NEXT = "next"
LAST = "the last one"
MUTED = "muted"
BRIEF = "brief words"
TONES = "tones only"
REST = "Rest"


def paused(resume: str, go_on: str) -> str:
    """Say which keys go on."""
    return f"{resume[0].upper()}{resume[1:]} or {go_on} goes on, after a short get-ready."


def left(milliseconds: int) -> str:
    """Return the time left of the session."""
    total = max(0, -(-milliseconds // 1000))
    return f"{total // 60}:{total % 60:02d} left"


def position(view: PlayerView) -> str:
    """Return `3 of 6` of the steps, "" before the start."""
    for number, step in enumerate(view.steps, start=1):
        if step.state == "now":
            return f"{number} of {len(view.steps)}"
    return ""


def counts(view: PlayerView) -> str:
    """Return rep and set where there are several, and how far to go."""
    parts = []
    ready = view.segment is not None and view.segment.kind == "ready"
    if ready:
        parts += [f"{view.reps} reps"] if view.reps > 1 else []
        parts += [f"{view.sets} sets"] if view.sets > 1 else []
        return " · ".join([*parts, *_range(view)])
    if view.reps > 1 and view.rep:
        parts.append(f"rep {view.rep} of {view.reps}")
    if view.sets > 1 and view.set:
        parts.append(f"set {view.set} of {view.sets}")
    return " · ".join([*parts, *_range(view)])


def _range(view: PlayerView) -> list[str]:
    return [view.range_text] if view.range_text and view.range_text not in view.line else []


def state(view: PlayerView) -> str:
    """Return the word for what is going on."""
    if view.phase == "paused":
        return PAUSED
    if view.phase == "getting ready":
        return STARTING_AGAIN
    if view.phase == "hurt":
        return HURT
    if view.segment is None:
        return WAITING
    return STATE[view.segment.kind]
