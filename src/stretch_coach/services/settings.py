"""The settings for the settings screen: each with its source, and written back line by line. Made by `Coach`."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Literal

from stretch_coach.errors import StorageError
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.ui_state import THEMES, chosen_theme, set_theme, theme
from stretch_coach.settings import ACTIONS, FILE, OUTPUTS, SOUND, WORDS, read_settings
from stretch_coach.settings_file import UneditableError, line_of, place_of, with_value


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as it stands."""

    section: str
    key: str
    kind: Kind
    value: Set | None
    """None where the program decides."""
    source: Source
    line: int | None = None
    """Where in the file it stands."""
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    step: int = 1
    optional: bool = False
    """It can be left to the program again."""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """All settings, and the file they are written to."""

    path: str
    rows: tuple[SettingRow, ...]
    problems: tuple[str, ...] = ()
    """What in the file could not be understood."""


Kind = Literal["choice", "number", "truth", "text", "key"]


Set = str | int | bool


Source = Literal["default", "file", "environment", "screens"]


_ROWS = (
    SettingRow("ui", "theme", "choice", None, "default", choices=THEMES),
    SettingRow("ui", "animations", "truth", None, "default"),
    SettingRow("sound", "output", "choice", None, "default", choices=OUTPUTS),
    SettingRow("sound", "tones", "number", None, "default", low=0, high=100, step=5),
    SettingRow("sound", "voice", "number", None, "default", low=0, high=100, step=5),
    SettingRow("sound", "words", "choice", None, "default", choices=WORDS, optional=True),
    SettingRow("voice", "name", "text", None, "default", optional=True),
    SettingRow("voice", "command", "text", None, "default", optional=True),
    SettingRow("voice", "rate", "number", None, "default", low=80, high=300, step=10),
    SettingRow("practice", "rollover_hour", "number", None, "default", low=0, high=12),
    SettingRow("practice", "grace", "number", None, "default", low=0, high=31),
    SettingRow("safety", "emergency", "text", None, "default", optional=True),
    *(SettingRow("keys", action, "key", None, "default", optional=True) for action in ACTIONS),
)


class Chosen:
    """Satisfies `views.settings.SettingsPort`."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._path = os.path.join(context.settings.paths.config, FILE)

    def view(self) -> SettingsView:
        """Every setting as it stands, with where it came from."""
        text = self._text()
        settings = self._context.settings
        rows = []
        for row in _ROWS:
            line = place_of(text, row.section, row.key)
            source: Source = "default" if line is None else "file"
            if row.section == "keys":
                now: Set | None = settings.keys.get(row.key)
            elif (row.section, row.key) == ("ui", "theme"):
                now = theme(settings)
                source = "screens" if chosen_theme(settings) else source
            else:
                now = getattr(getattr(settings, row.section), row.key)
            if (row.section, row.key) == ("sound", "output") and os.environ.get(SOUND) == now:
                source = "environment"
            rows.append(replace(row, value=now if now != "" else None, source=source, line=line))
        return SettingsView(self._path, tuple(rows), settings.problems)

    def set(self, section: str, key: str, to: Set | None) -> None:
        """Write one value, and go by it from now on.

        Raises `StorageError` where the file cannot be written, or not without touching what its writer wrote.
        """
        if (section, key) == ("ui", "theme"):
            set_theme(self._context.settings, str(to))
            return
        try:
            changed = with_value(self._text(), section, key, to)
        except UneditableError as error:
            wanted = line_of(section, key, to) if to is not None else f"[{section}] without {key}"
            message = f"{self._path} is written in a way that cannot be changed safely here. Write there: {wanted}"
            raise StorageError(message) from error
        try:
            os.makedirs(os.path.dirname(self._path), mode=0o700, exist_ok=True)
            fresh = f"{self._path}.new"
            with open(fresh, "w", encoding="utf-8", newline="") as file:
                file.write(changed)
            os.replace(fresh, self._path)
        except OSError as error:
            message = f"{self._path} cannot be written: {error.strerror}."
            raise StorageError(message) from error
        self._context.settings = read_settings(self._context.settings.paths, os.environ)

    def _text(self) -> str:
        try:
            with open(self._path, encoding="utf-8-sig", newline="") as file:
                return file.read()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            message = f"{self._path} cannot be read: {error}."
            raise StorageError(message) from error
