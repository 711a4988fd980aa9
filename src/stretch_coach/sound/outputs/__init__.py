"""Where sound comes out: one small module for each way, imported by the worker process alone.

`open_output` tries exactly one of them. A way that cannot be used says why in one sentence; one that crashes or hangs
takes only its worker process with it, and the client goes on to the next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol, runtime_checkable

from stretch_coach.session.timeline import Cue
from stretch_coach.sound.clips import Clip


class NoOutputError(Exception):
    """This output cannot be used here; the message is one sentence that says why and, if it helps, what to do."""


class OutputOptions(NamedTuple):
    """What an output gets when it is opened."""

    buffer_ms: int = 60
    """How far ahead a stream is filled: less is quicker, more is safer."""
    ring: Callable[[], None] | None = None
    """Rings the terminal's bell."""


class ClipOutput(Protocol):
    """Plays whole clips, each at once when asked."""

    detail: str
    """What was opened, for `doctor`."""

    def play(self, cue: Cue, clip: Clip[int]) -> None:
        """Begin to sound together with what already sounds. Returns at once."""

    def stop(self) -> None:
        """End everything that sounds, as soon as the output can."""

    def close(self) -> None:
        """Give the device back."""


@runtime_checkable
class StreamOutput(Protocol):
    """Asks for samples, block after block."""

    detail: str
    latency_ns: int
    """From the request of a sample until it is heard."""

    def start(self, fill: Callable[[int], Clip[int] | None]) -> None:
        """Ask `fill` for a number of samples again and again from now on, on a thread of the output's own."""

    def close(self) -> None:
        """Give the device back."""


def open_output(name: str, options: OutputOptions) -> ClipOutput | StreamOutput:
    """Open one output by its name. Raises NoOutputError, or whatever a library raises."""
    if name == "simpleaudio":
        from stretch_coach.sound.outputs.simpleaudio import SimpleaudioOutput  # noqa: PLC0415  only the output that is opened is loaded

        return SimpleaudioOutput()
    if name == "miniaudio":
        from stretch_coach.sound.outputs.miniaudio import MiniaudioOutput  # noqa: PLC0415  only the output that is opened is loaded

        return MiniaudioOutput(options.buffer_ms)
    if name == "player":
        from stretch_coach.sound.outputs.player import open_player  # noqa: PLC0415  only the output that is opened is loaded

        return open_player()
    from stretch_coach.sound.outputs.bell import BellOutput  # noqa: PLC0415  only the output that is opened is loaded

    return BellOutput(options.ring)
