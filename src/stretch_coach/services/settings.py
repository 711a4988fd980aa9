"""The settings for their screen: each with its value and source, and written back one by one."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from stretch_coach.errors import StorageError, UsageError
from stretch_coach.files import read_file, write_file
from stretch_coach.paths import SETTINGS
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.ui_state import chosen_theme, set_theme, theme
from stretch_coach.settings import SOUND, TABLE, Setting, Value, line_of, read_settings, setting_of
from stretch_coach.settings_file import UneditableError, with_value

Source = Literal["default", "file", "environment", "screens"]

_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as it is."""

    setting: Setting
    """Its row of the table: kind, range, label, help."""
    value: Value | None
    """None where the program decides."""
    source: Source
    line: int | None = None
    """Where in the file it is."""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """All settings, and the file they are written to."""

    path: str
    rows: tuple[SettingRow, ...]
    problems: tuple[str, ...] = ()
    """What in the file could not be understood."""


def settings_view(context: AppContext) -> SettingsView:
    """Return every setting as it is, with where it came from. Raises `StorageError` for an unreadable file."""
    text = _text(context)
    return SettingsView(
        _path(context), tuple(_row(context, setting, text) for setting in TABLE), context.settings.problems
    )


def set_setting(context: AppContext, section: str, key: str, value: Value | None) -> None:
    """Write one value and use it from now on; None takes it out of the file.

    Raises `UsageError` for a value that does not fit, `StorageError` where the file cannot be written.
    """
    setting = setting_of(section, key)
    if value is not None and not setting.accepts(value):
        message = f"{setting.label}: expected {setting.expected}, found {value}."
        raise UsageError(message)
    if setting.kind == "theme":
        set_theme(context.settings, str(value or ""))
        return
    path = _path(context)
    try:
        changed = with_value(_text(context), section, key, value)
    except UneditableError as error:
        wanted = f"[{section}] {key} = {json.dumps(value)}" if value is not None else f"[{section}] without {key}"
        message = f"{path} is written in a way that cannot be changed safely here. Write there: {wanted}"
        raise StorageError(message) from error
    write_file(path, changed.encode())
    context.settings = read_settings(context.settings.paths, os.environ)


def _row(context: AppContext, setting: Setting, text: str) -> SettingRow:
    settings = context.settings
    line = line_of(text, setting.section, setting.key)
    source: Source = "default" if line is None else "file"
    if setting.kind == "key":
        value: Value | None = settings.keys.get(setting.key)
    elif setting.kind == "theme":
        value = theme(settings)
        source = "screens" if chosen_theme(settings) else source
    else:
        value = getattr(getattr(settings, setting.section), setting.key)
    if setting is setting_of("sound", "output") and os.environ.get(SOUND) == value:
        source = "environment"
    return SettingRow(setting, value if value != "" else None, source, line)


def _path(context: AppContext) -> str:
    return str(Path(context.settings.paths.config, SETTINGS))


def _text(context: AppContext) -> str:
    path = _path(context)
    try:
        return read_file(path, _LARGEST).decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read: {error}."
        raise StorageError(message) from error
