"""Makes a coach for this process: settings from its environment, the system's own clock. Called by the commands."""

from __future__ import annotations

import os

from stretch_coach.clock import SystemClock
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.coach import Coach
from stretch_coach.settings import load_settings


def make_coach() -> Coach:
    """Return a coach with this environment's settings."""
    return Coach(load_settings(os.environ), SystemClock())


def create_context() -> AppContext:
    """Return the context of this process: settings from its environment, the system's clock."""
    return AppContext(load_settings(os.environ), SystemClock())
