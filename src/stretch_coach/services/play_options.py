"""How a session is to be played."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlayOptions:
    """How a session is played; `day` or a speed other than 1 make it a rehearsal."""

    speed: float = 1.0
    day: int | None = None
    mute: bool = False
    voice: bool = True
