"""The words of the command palette (pure)."""

from __future__ import annotations

THEMES = {"dark": "Colours: dark", "light": "Colours: light", "contrast": "Colours: high contrast"}
THEME_HELP = "kept for the next time"
HISTORY = "History"
HISTORY_HELP = "days, sessions and charts"
LIBRARY = "Exercises"
LIBRARY_HELP = "all of them, found as you type"
TOUR = "The first minute"
TOUR_HELP = "how a session works; it counts for nothing"
SETTINGS = "Settings"
SETTINGS_HELP = "every setting, with what it does"
KEYS = "Keys"
KEYS_HELP = "what every key does"
QUIT = "Leave"
QUIT_HELP = "a session that plays asks first"


def start(title: str) -> str:
    """Name the start of a routine."""
    return f"Start {title}"


def details(title: str) -> str:
    """Name the details of a routine."""
    return f"{title} in full"


def plan(title: str) -> str:
    """Name the plan of a routine."""
    return f"{title}: the coming days"
