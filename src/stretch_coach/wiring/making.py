"""Makes a coach for this process: settings from its environment, the system's own clock. Called by the commands."""

from __future__ import annotations

import os

from stretch_coach.clock import SystemClock
from stretch_coach.settings import load_settings
from stretch_coach.wiring.coach import Coach


def make_coach() -> Coach:
    """Return a coach with this environment's settings."""
    return Coach(load_settings(os.environ), SystemClock())
