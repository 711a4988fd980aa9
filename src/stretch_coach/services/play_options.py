"""How a session is to be played."""

from __future__ import annotations

from dataclasses import dataclass

from stretch_coach.record.lines import Level


@dataclass(frozen=True, slots=True)
class PlayOptions:
    """How a session is played; `day` or a speed other than 1 make it a rehearsal."""

    speed: float = 1.0
    day: int | None = None
    mute: bool = False
    voice: bool = True
    level: Level | None = None
    """How the user is; None as last time."""
    minutes: int | None = None
    """What the session is fitted to; None as prescribed."""

    @property
    def rehearsal(self) -> bool:
        """Whether it counts for nothing."""
        return self.day is not None or self.speed != 1
