"""What the user chose on the screens and wants to find again: theme, tour, keys, "not this time".

It is kept next to the record, apart from `settings.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from stretch_coach.files import PRIVATE, read_file, write_file
from stretch_coach.settings import Settings
from stretch_coach.text import printable

_FILE = "theme"
_TOURED = "first-minute"
_NOT_MEASURED = "not-measured"
_LARGEST = 256
_SAME_KEY = {"pause": ("pause", "resume"), "end": ("end", "end_here")}
"""Actions of `[keys]` that are two bindings of the player: one key does both, each where it applies."""


def keymap(settings: Settings) -> Mapping[str, str]:
    """Return the keys of `[keys]` by the ids of the player's bindings."""
    return {
        f"player.{binding}": key
        for action, key in settings.keys.items()
        for binding in _SAME_KEY.get(action, (action,))
    }


def theme(settings: Settings) -> str:
    """Return the theme chosen last, else that of the settings; the app knows which there are."""
    return chosen_theme(settings) or settings.ui.theme


def chosen_theme(settings: Settings) -> str:
    """Return the theme chosen on the screens, "" where none was."""
    try:
        return printable(_word(settings, _FILE))
    except (OSError, UnicodeDecodeError):
        return ""


def set_theme(settings: Settings, name: str) -> None:
    """Keep a theme; "" goes back to that of the settings. Raises `StorageError` where it cannot be written."""
    write_file(Path(settings.paths.data, _FILE), f"{name}\n".encode(), mode=PRIVATE)


def toured(settings: Settings) -> bool:
    """Say whether the first minute was seen."""
    return Path(settings.paths.data, _TOURED).exists()


def set_toured(settings: Settings) -> None:
    """Remember that the first minute was seen. Raises `StorageError` where it cannot be written."""
    write_file(Path(settings.paths.data, _TOURED), b"seen\n", mode=PRIVATE)


def measuring_declined(settings: Settings) -> date | None:
    """Return the day on which the user last said "not this time" to measuring, None if never."""
    try:
        return date.fromisoformat(_word(settings, _NOT_MEASURED))
    except (OSError, ValueError):
        return None


def decline_measuring(settings: Settings, day: date) -> None:
    """Remember that the user does not want to measure this time. Raises `StorageError`."""
    write_file(Path(settings.paths.data, _NOT_MEASURED), f"{day.isoformat()}\n".encode(), mode=PRIVATE)


def _word(settings: Settings, name: str) -> str:
    """Return the one word of such a file. Raises `OSError` and `UnicodeDecodeError`."""
    return read_file(Path(settings.paths.data, name), _LARGEST).decode().strip()
