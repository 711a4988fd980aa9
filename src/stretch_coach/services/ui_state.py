"""What the person chose on the screens and wants to find again, and the keys of their settings.

Choices are kept beside the record: `settings.toml` belongs to its writer, and nothing here ever changes it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from stretch_coach.errors import StorageError
from stretch_coach.settings import Settings

_FILE = "theme"
_TOURED = "first-minute"
THEMES = ("dark", "light", "contrast")
_SAME_KEY = {"pause": ("pause", "resume"), "end": ("end", "end_here")}
"""Actions of `[keys]` that are two bindings of the player: one key does both, each where it applies."""


def keymap(settings: Settings) -> Mapping[str, str]:
    """The keys of `[keys]` by the ids of the player's bindings."""
    return {
        f"player.{binding}": key
        for action, key in settings.keys.items()
        for binding in _SAME_KEY.get(action, (action,))
    }


def theme(settings: Settings) -> str:
    """The theme chosen last, else that of the settings, else the dark one."""
    wanted = chosen_theme(settings) or settings.ui.theme
    return wanted if wanted in THEMES else "dark"


def chosen_theme(settings: Settings) -> str:
    """The theme chosen on the screens, "" where none was."""
    try:
        with open(os.path.join(settings.paths.data, _FILE), encoding="utf-8") as file:
            return file.read(64).strip()
    except (OSError, UnicodeDecodeError):
        return ""


def set_theme(settings: Settings, name: str) -> None:
    """Keep a theme. Raises `StorageError` where it cannot be written."""
    _keep(settings, _FILE, name, "The theme")


def toured(settings: Settings) -> bool:
    """Whether the first minute was seen."""
    return os.path.exists(os.path.join(settings.paths.data, _TOURED))


def set_toured(settings: Settings) -> None:
    """Remember that the first minute was seen. Raises `StorageError` where it cannot be written."""
    _keep(settings, _TOURED, "seen", "That the first minute was seen")


def _keep(settings: Settings, file_name: str, text: str, what: str) -> None:
    path = os.path.join(settings.paths.data, file_name)
    try:
        os.makedirs(settings.paths.data, mode=0o700, exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
    except OSError as error:
        message = f"{what} cannot be kept in {path}: {error.strerror}."
        raise StorageError(message) from error
