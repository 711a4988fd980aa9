"""The lines that client and worker exchange: one JSON object each, so that either side can be read and typed by hand.

To the worker: `cues`, `silence`, `muted`, `clip`. From it: `ready`, `cannot`, `lost`, `bell`, `heard`, `missed`, `ack`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from stretch_coach.session.timeline import Cue
from stretch_coach.sound.port import ScheduledCue

if TYPE_CHECKING:
    from collections.abc import Sequence


class WorkerOptions(NamedTuple):
    """What a worker is started with."""

    output: str
    tones: str
    """The folder with the tones."""
    tone_volume: float = 0.8
    voice_volume: float = 1.0
    buffer_ms: int = 60
    trace: bool = False
    """Report every cue that begins to sound."""

    def line(self) -> str:
        """Return them as the worker's argument."""
        return json.dumps(self._asdict())


def read_options(line: str) -> WorkerOptions:
    """Return the options that `WorkerOptions.line` wrote."""
    return WorkerOptions(**json.loads(line))


def message(kind: str, value: object = None) -> bytes:
    """Return one line to be sent."""
    return json.dumps({kind: value}).encode() + b"\n"


def read_message(line: bytes | str) -> tuple[str, Any]:
    """Return the kind and the value of a line; ("", None) for one that nobody here wrote."""
    try:
        content = json.loads(line)
    except ValueError:
        return "", None
    if not isinstance(content, dict) or len(content) != 1:
        return "", None
    return next(iter(content.items()))


def cues_value(epoch: int, cues: Sequence[ScheduledCue], serial: int) -> list[object]:
    """Return the value of a `cues` message; the worker answers it with `ack` and its serial number."""
    return [epoch, [[due.due_ns, due.cue.at_ms, due.cue.name, due.cue.say] for due in cues], serial]


def read_cues(value: Any) -> tuple[int, tuple[ScheduledCue, ...], int]:  # noqa: ANN401  JSON
    """Return epoch, cues and serial number of a `cues` message."""
    epoch, cues, serial = value
    return epoch, tuple(ScheduledCue(due, Cue(at, name, say)) for due, at, name, say in cues), serial
