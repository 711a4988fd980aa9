"""What the runner asks of sound, and what it hears back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from stretch_coach.session.timeline import Cue

OutputName = Literal["simpleaudio", "miniaudio", "player", "bell", "silence"]


@dataclass(frozen=True, slots=True)
class ScheduledCue:
    """A cue with the moment it is due on the system-wide monotonic clock (`time.monotonic_ns`)."""

    due_ns: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class SoundStatus:
    """What is heard now, and one plain sentence when that is less than it should be ("" when all is well)."""

    output: OutputName
    voice: str
    warning: str = ""


class SoundPort(Protocol):
    """Non-blocking, and never raises: a session goes on whatever sound does."""

    def prepare(self, texts: Sequence[str]) -> None:
        """Make the clips of these sentences ready in the background."""

    def schedule(self, epoch: int, cues: Sequence[ScheduledCue]) -> None:
        """Add cues of an epoch.

        The first call with a higher epoch drops all that is queued or sounding of older ones.
        """

    def silence(self, epoch: int) -> None:
        """Raise the epoch and schedule nothing: a pause."""

    def set_muted(self, *, muted: bool) -> None:
        """Mute or unmute at once; cues stay scheduled."""

    def status(self) -> SoundStatus:
        """The output in use, and any warning not yet shown."""

    def close(self) -> None:
        """End the worker within a second, whatever state it is in."""
