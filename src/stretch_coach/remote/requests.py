"""What can be asked from outside of a session that is ready or runs, and what is answered (pure)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple, Protocol

from stretch_coach.session.events import Command, PlayerView

ACTIONS = (
    "play", "pause", "resume", "toggle", "next", "back", "again", "longer", "hurts", "skip", "easier", "stop", "end",
)  # fmt: skip
"""What can be asked for. Each means what its key means. `play`, `toggle` and `stop` are what media keys mean: start or
go on; pause or go on; pause and ask whether to end."""
STARTS = ("play", "resume", "toggle")
"""What starts a session that is ready."""
STATUS = "status"
_ALL = (*ACTIONS, STATUS)
NOT_NOW = "Not now."

MAX_LINE = 4_096
"""The longest request, in bytes."""


class RequestError(ValueError):
    """A request that cannot be understood; the message is one sentence."""


class Steered(Protocol):
    """What is needed of a runner. Its methods are called on the thread that plays."""

    def command(self, command: Command) -> bool:
        """Carry out a command; False when it does not apply now."""

    def toggle_pause(self) -> None:
        """Pause, or resume."""

    @property
    def ask_to_end(self) -> Callable[[], object]:
        """Asks the user whether to end."""

    def view(self) -> PlayerView:
        """What a screen shows."""


class Request(NamedTuple):
    """One request."""

    action: str
    follow: bool = False
    """With `status`: answer again whenever it has changed."""
    token: str = ""
    """Shows that the request comes from this user, where the connection itself does not."""

    def line(self) -> bytes:
        """Return it as it is sent."""
        content: dict[str, Any] = {"do": self.action}
        if self.follow:
            content["follow"] = True
        if self.token:
            content["token"] = self.token
        return json.dumps(content).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session as a status line shows it; times in milliseconds."""

    phase: str
    """ready before the start, then waiting, playing, paused, getting ready, hurt, finished or stopped; none when
    nothing plays, busy when too many ask."""
    routine: str = ""
    exercise: str = ""
    side: str = ""
    kind: str = ""
    """Of the segment: hold, rest, switch …"""
    line: str = ""
    """What to do; before the start, what that waits for."""
    rep: int = 0
    reps: int = 0
    set: int = 0
    sets: int = 0
    spent_ms: int = 0
    """Of the segment."""
    remaining_ms: int = 0
    """Of the segment."""
    at_ms: int = 0
    total_ms: int = 0
    next: str = ""
    """The next exercise."""
    art: str = ""
    """The address of a picture of what is done, for media widgets."""


NOTHING_PLAYS = SessionState("none")
ENDED = SessionState("stopped")
READY = "ready"
TO_START = "Ready to start"


def ready_state(routine: str, minutes: int, first: str, line: str = TO_START) -> SessionState:
    """Return the state of a session before its start: the title of its routine and of its first exercise."""
    return SessionState(READY, routine=routine, line=line, total_ms=minutes * 60_000, next=first)


def state_of(view: PlayerView, routine: str, art: str = "") -> SessionState:
    """Return the state of a session from what its screen shows.

    The screen counts down to going on after a pause; here the segment's own times stay.
    """
    segment = view.segment
    spent_ms = min(max(0, view.at_ms - segment.start_ms), segment.length_ms) if segment else 0
    return SessionState(
        phase=view.phase,
        routine=routine,
        exercise=view.title,
        side=(segment.side or "") if segment else "",
        kind=segment.kind if segment else "",
        line=view.line,
        rep=view.rep,
        reps=view.reps,
        set=view.set,
        sets=view.sets,
        spent_ms=spent_ms,
        remaining_ms=segment.length_ms - spent_ms if segment else 0,
        at_ms=view.at_ms,
        total_ms=view.total_ms,
        next=view.next_title,
        art=art,
    )


_RUNS = ("playing", "getting ready")
_OVER = ("waiting", "finished", "stopped", "none")


def status_of(state: SessionState) -> Literal["playing", "paused", "stopped"]:
    """Return the state as players of music have it."""
    if state.phase in _OVER:
        return "stopped"
    return "playing" if state.phase in _RUNS else "paused"


def title_of(state: SessionState) -> str:
    """Return what is done as the title of a track: `Lying twist, left side`."""
    side = f"{state.side} side" if state.side else ""
    return ", ".join(part for part in (state.exercise, side) if part) or state.line


def detail_of(state: SessionState) -> str:
    """Return what is shown in the place of the artist: `hold 2 of 3`."""
    count = f" {state.rep} of {state.reps}" if state.reps > 1 else ""
    return f"{state.kind.replace('_', ' ')}{count}".strip() or state.routine


def read_request(line: bytes) -> Request:
    """Return the request of a line. Raises RequestError."""
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("do"), str):
        message = 'Expected one line of JSON like {"do": "pause"}.'
        raise RequestError(message)
    if content["do"] not in _ALL:
        message = f"Expected one of {', '.join(_ALL)}."
        raise RequestError(message)
    return Request(content["do"], content.get("follow") is True, str(content.get("token", "")))


def reply(state: SessionState, error: str = "") -> bytes:
    """Return the line that answers a request."""
    return json.dumps({"ok": not error, "error": error, "state": asdict(state)}).encode() + b"\n"


def read_reply(line: bytes) -> tuple[SessionState, str]:
    """Return state and error of an answer. Raises RequestError for one that nobody here wrote."""
    try:
        content = json.loads(line)
        state, error = SessionState(**content["state"]), content["error"]
    except (ValueError, KeyError, TypeError, RecursionError):
        state, error = NOTHING_PLAYS, None
    kinds = {name: type(value) for name, value in asdict(NOTHING_PLAYS).items()}
    if not isinstance(error, str) or any(type(getattr(state, name)) is not kind for name, kind in kinds.items()):
        message = "The session gave an answer that cannot be understood."
        raise RequestError(message)
    return state, error


def carry_out(runner: Steered, action: str) -> bool:
    """Do what is asked for; False when it does not apply now."""
    if action == "toggle":
        runner.toggle_pause()
        return True
    if action == "stop":
        runner.command(Command.PAUSE)
        runner.ask_to_end()
        return True
    return any(runner.command(command) for command in _COMMANDS.get(action, ()))


_COMMANDS: dict[str, tuple[Command, ...]] = {
    "play": (Command.RESUME,),
    "pause": (Command.PAUSE,),
    "resume": (Command.RESUME,),
    "next": (Command.NEXT,),
    "back": (Command.BACK,),
    "again": (Command.AGAIN,),
    "longer": (Command.LONGER,),
    "hurts": (Command.HURTS,),
    "skip": (Command.SKIP_IT, Command.GO_ON),
    "easier": (Command.EASIER,),
    "end": (Command.END_HERE, Command.STOP),
}
"""Action → the commands it can mean, the first that applies is carried out."""
