"""Makes the context of this process: settings from its environment, the system's clock."""

from __future__ import annotations

import os

from stretch_coach.clock import SystemClock
from stretch_coach.errors import warn
from stretch_coach.services.app_context import AppContext
from stretch_coach.settings import load_settings


def create_context() -> AppContext:
    """Return the context of this process."""
    return AppContext(load_settings(os.environ), SystemClock(), on_warning=warn)
