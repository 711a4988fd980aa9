"""The words of the settings screen (pure): what each setting is called, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretch_coach.services.settings import SettingRow, Source

TITLE = "Settings"
SECTIONS = {
    "ui": "Looks",
    "sound": "Sound",
    "voice": "Voice",
    "practice": "Days",
    "safety": "Safety",
    "keys": "Keys while a session plays",
}
NAMES: dict[tuple[str, str], tuple[str, str]] = {
    ("ui", "theme"): ("colours", "Dark, light or high contrast. Also in the palette of commands, ctrl+p."),
    ("ui", "animations"): ("moving figure", "Whether the figure moves and breathes. It stands still over slow lines."),
    ("sound", "output"): ("output", "How sound is played. Auto takes the first that works."),
    ("sound", "tones"): ("volume of tones", "In percent."),
    ("sound", "voice"): ("volume of words", "In percent."),
    ("sound", "words"): ("words", "Full sentences, brief words, or tones alone. Otherwise each routine says."),
    ("voice", "name"): ("voice", "The name of a voice. Otherwise the first that fits the routine's language."),
    ("voice", "command"): ("speaking program", "A program that speaks, with its arguments. Otherwise the first found."),
    ("voice", "rate"): ("speed", "How fast the words are spoken."),
    ("practice", "rollover_hour"): ("a day begins at", "The hour. What you do before it belongs to the day before."),
    ("practice", "grace"): ("grace days", "Missed days in a month that do not end the streak."),
    ("safety", "emergency"): ("who to call", "Named by the stop text. Otherwise: your local emergency number."),
    ("keys", "pause"): ("pause and go on", ""),
    ("keys", "go_on"): ("to the next stretch", ""),
    ("keys", "next"): ("next step", ""),
    ("keys", "back"): ("step before", ""),
    ("keys", "again"): ("this step again", ""),
    ("keys", "longer"): ("hold longer", ""),
    ("keys", "hurts"): ("this hurts", ""),
    ("keys", "wrong"): ("something is wrong", ""),
    ("keys", "mute"): ("mute", ""),
    ("keys", "words"): ("words", ""),
    ("keys", "end"): ("end the session", ""),
    ("keys", "keys"): ("all keys", ""),
}
KEY_HELP = "Enter, then the key you want. It counts when the program is started again."
SOURCES: dict[Source, str] = {
    "default": "as it comes",
    "file": "your settings",
    "environment": "set by STRETCH_COACH_SOUND",
    "screens": "chosen here",
}
OPEN = "left to the program"
ON = "on"
OFF = "off"
LESS = "less"
MORE = "more"
CHANGE = "change"
RESET = "as it comes"
BACK = "back"
KEYS = "keys"
CHOOSE = "setting"
KEEP = "keep it"
LEAVE = "leave it"
TYPING = "Type it, then Enter. Escape leaves it as it was."
PRESS = "Press the key you want. Escape leaves it as it was."
TAKEN = "That key has another meaning while a session plays."
PROBLEMS = "Not understood in the file"


def key_name(key: str) -> str:
    """Return a key as people know it."""
    return {"exclamation_mark": "!", "question_mark": "?"}.get(key, key)


def name(row: SettingRow) -> str:
    """Return what a setting is called."""
    return NAMES[row.section, row.key][0]


def help_on(row: SettingRow) -> str:
    """Return what a setting does."""
    return KEY_HELP if row.kind == "key" else NAMES[row.section, row.key][1]


def shown(row: SettingRow, default_key: str = "") -> str:
    """Return the value as words."""
    if row.value is None:
        return key_name(default_key) if default_key else OPEN
    if isinstance(row.value, bool):
        return ON if row.value else OFF
    if row.key == "rollover_hour":
        return f"{row.value}:00"
    if row.section == "sound" and row.kind == "number":
        return f"{row.value} %"
    if row.section == "voice" and row.kind == "number":
        return f"{row.value} words a minute"
    return key_name(str(row.value)) if row.kind == "key" else str(row.value)


def source(row: SettingRow) -> str:
    """Say where a value comes from."""
    return f"{SOURCES[row.source]}, line {row.line}" if row.source == "file" and row.line else SOURCES[row.source]


def written_to(path: str) -> str:
    """Say where changes go."""
    return f"Changes are written to {path}; every other line there stays as it is."
