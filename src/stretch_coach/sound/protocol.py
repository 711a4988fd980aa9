"""The lines between the program and its child processes: one JSON list each, `["kind", value]`.

The sound worker takes `cues`, `silence`, `muted` and `clip`, the voice process `say` and `probe`. Each child
first answers `ready` or `cannot`, and later `warning` and what its owner knows. A message with a number, as in
`["kind", value, 7]`, is answered with `["ack", 7]` once it is carried out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from stretch_coach.session.timeline import Cue
from stretch_coach.sound.port import ScheduledCue


class WorkerOptions(NamedTuple):
    """What a sound worker is started with, apart from its output."""

    tones: str
    """The folder with the tones."""
    tone_volume: float = 0.8
    voice_volume: float = 1.0
    buffer_ms: int = 60
    trace: bool = False
    """Report every cue that begins to sound."""


class Message(NamedTuple):
    """One line."""

    kind: str
    value: Any = None
    number: int = 0
    """Other than 0, it asks for an `ack`."""

    def line(self) -> bytes:
        """Return it as it is sent."""
        return json.dumps(self if self.number else self[:2]).encode() + b"\n"


def read_message(line: bytes | str) -> Message | None:
    """Return the message of a line, None where it is not one."""
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not (isinstance(content, list) and 1 <= len(content) <= len(Message._fields) and isinstance(content[0], str)):
        return None
    return Message(*content)


def cues_value(epoch: int, cues: Sequence[ScheduledCue]) -> list[object]:
    """Return the value of a `cues` message."""
    return [epoch, [[due.due_ns, due.cue.at_ms, due.cue.name, due.cue.say] for due in cues]]


def read_cues(value: Any) -> tuple[int, tuple[ScheduledCue, ...]]:  # noqa: ANN401  JSON
    """Return epoch and cues of a `cues` message."""
    epoch, cues = value
    return epoch, tuple(ScheduledCue(due, Cue(at, name, say)) for due, at, name, say in cues)
