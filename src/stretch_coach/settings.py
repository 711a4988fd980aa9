"""What the person set in `settings.toml`, as one frozen value, and what was wrong with it.

Loaded once at the start by `wiring` and the commands. Nothing written in that file can stop a session: what
cannot be understood is reported in `problems`, and the program goes on with the default. Named tuples rather
than dataclasses, because every command loads settings and dataclasses are slow to make.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from stretch_coach.paths import SETTINGS, Paths, folders
from stretch_coach.routine.model import Words

Reader = Callable[[object], object]

FILE = SETTINGS
SOUND = "STRETCH_COACH_SOUND"
"""Environment variable that stands before `output` in `[sound]`."""

OUTPUTS = ("auto", "simpleaudio", "miniaudio", "player", "bell", "silence")
WORDS = ("full", "brief", "tones")
THEMES = ("auto", "light", "dark")
ACTIONS = (
    "pause",
    "go_on",
    "next",
    "back",
    "again",
    "longer",
    "hurts",
    "wrong",
    "mute",
    "words",
    "end",
    "keys",
)
"""What a key in `[keys]` can be given to, in the order of the player's help."""


class SoundSettings(NamedTuple):
    """What is heard, and how loud."""

    output: str = "auto"
    """One of `OUTPUTS`; `auto` takes the first that works."""
    tones: int = 80
    """Volume of the tones in percent."""
    voice: int = 100
    """Volume of the words in percent."""
    words: Words | None = None
    """One of `WORDS`; None leaves it to the routine."""


class VoiceSettings(NamedTuple):
    """Who speaks."""

    command: str | None = None
    """A program that speaks, with its arguments; None takes the first voice found."""
    name: str | None = None
    """The voice's own name; None takes one that fits the routine's language."""
    rate: int = 150
    """Words a minute."""


class UiSettings(NamedTuple):
    """How the screens look."""

    theme: str = "auto"
    """One of `THEMES`, or the name of any theme the screens know."""
    animations: bool = True
    """Whether anything moves that need not."""


class PracticeSettings(NamedTuple):
    """How days are counted."""

    rollover_hour: int = 4
    """The hour at which a practice day begins."""
    grace: int = 2
    """Missed days a calendar month that do not end the streak."""


class SafetySettings(NamedTuple):
    """What the stop text says."""

    emergency: str = ""
    """Who to call, as the stop text says it; "" says "your local emergency number"."""


class HookSettings(NamedTuple):
    """The user's own commands that are told what happens in a session; "" for none."""

    start: str = ""
    step: str = ""
    hold: str = ""
    hurt: str = ""
    end: str = ""


class Settings(NamedTuple):
    """Everything set, with the defaults filled in."""

    paths: Paths
    sound: SoundSettings = SoundSettings()
    voice: VoiceSettings = VoiceSettings()
    ui: UiSettings = UiSettings()
    practice: PracticeSettings = PracticeSettings()
    safety: SafetySettings = SafetySettings()
    hooks: HookSettings = HookSettings()
    keys: Mapping[str, str] = {}
    """Action (of `ACTIONS`) → the key the person gave it; the screens hold the defaults."""
    problems: tuple[str, ...] = ()
    """What was wrong, one sentence each, with the file and, where it is known, the line."""


def load_settings(env: Mapping[str, str]) -> Settings:
    """Return the settings of this environment. Never raises: what is wrong is in `problems`."""
    return read_settings(folders(env), env)


def read_settings(paths: Paths, env: Mapping[str, str]) -> Settings:
    """Return the settings of these folders as their file now is. Never raises, as `load_settings`."""
    path = os.path.join(paths.config, FILE)
    text, problems = _text(path)
    settings = Settings(paths) if not text else _parsed(Settings(paths), path, text, problems)
    if output := env.get(SOUND):
        if output in OUTPUTS:
            settings = settings._replace(sound=settings.sound._replace(output=output))
        else:
            problems.append(f"{SOUND}: expected {_choice(OUTPUTS)}, found “{output}”.")
    return settings._replace(problems=tuple(problems))


def _text(path: str) -> tuple[str, list[str]]:
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read(), []
    except FileNotFoundError:
        return "", []
    except OSError as error:
        return "", [f"{path} cannot be read: {error.strerror}. The defaults are used."]
    except UnicodeDecodeError:
        return "", [f"{path} is not UTF-8 text. The defaults are used."]


def _parsed(settings: Settings, path: str, text: str, problems: list[str]) -> Settings:

    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problems.append(f"{path}: {_lowered(str(error))}. The defaults are used.")
        return settings
    report = _Report(path, text, problems)
    sections: dict[str, Any] = {}
    for name, content in document.items():
        if name not in _READERS and name != "keys":
            report.unknown(name, "", (*_READERS, "keys"))
        elif not isinstance(content, dict):
            report.bad(name, "", f"a section, written [{name}]", content)
        elif name == "keys":
            sections[name] = _keys(content, report)
        else:
            sections[name] = getattr(settings, name)._replace(**_fields(name, content, report))
    return settings._replace(**sections)


def _fields(section: str, content: Mapping[str, object], report: _Report) -> dict[str, object]:
    """Return the fields of a section that can be understood, and report the others."""
    readers = _READERS[section]
    good: dict[str, object] = {}
    for key, value in content.items():
        if key not in readers:
            report.unknown(section, key, tuple(readers))
            continue
        expected, read = readers[key]
        try:
            good[key] = read(value)
        except ValueError:
            report.bad(section, key, expected, value)
    return good


def _keys(content: Mapping[str, object], report: _Report) -> dict[str, str]:
    good: dict[str, str] = {}
    for action, key in content.items():
        if action not in ACTIONS:
            report.unknown("keys", action, ACTIONS)
        elif not isinstance(key, str) or not key.strip():
            report.bad("keys", action, "the name of a key in quotes", key)
        elif key in good.values():
            report.bad("keys", action, "a key that no other action has", key)
        else:
            good[action] = key.strip()
    return good


class _Report:
    """Says what is wrong and where; collects one sentence for each problem."""

    def __init__(self, path: str, text: str, problems: list[str]) -> None:
        self._path = path
        self._lines = text.splitlines()
        self._problems = problems

    def unknown(self, section: str, key: str, known: tuple[str, ...]) -> None:
        """Report a section (`key` empty) or a key that does not exist, with the nearest that does."""
        near = get_close_matches(key or section, known, n=1)
        advice = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}."
        what = f"there is no setting {key} in [{section}]" if key else f"there is no section [{section}]"
        self._problems.append(f"{self._place(section, key)}: {what}; {advice}")

    def bad(self, section: str, key: str, expected: str, found: object) -> None:
        """Report a value that does not fit; the default is used."""
        name = f"{key} in [{section}]" if key else section
        self._problems.append(
            f"{self._place(section, key)}: {name}: expected {expected}, found {_toml(found)}. The default is used."
        )

    def _place(self, section: str, key: str) -> str:
        """Return `path:line`, or the path alone where the line is written in an unusual way."""
        here = ""
        for number, line in enumerate(self._lines, 1):
            head = line.split("#", 1)[0].strip()
            if head.startswith("["):
                here = head.strip("[] ")
                if not key and here == section:
                    return f"{self._path}:{number}"
            name = head.split("=", 1)[0].strip().strip("\"'")
            if (here == section and key and name == key) or name == (f"{section}.{key}" if key else section):
                return f"{self._path}:{number}"
        return self._path


def _choice(choices: tuple[str, ...]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def _one_of(choices: tuple[str, ...]) -> tuple[str, Reader]:
    def read(value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        raise ValueError

    return _choice(choices), read


def _whole(low: int, high: int) -> tuple[str, Reader]:
    def read(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        raise ValueError

    return f"a whole number from {low} to {high}", read


def _words(value: object) -> str:
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value.strip()
    raise ValueError


def _command(value: object) -> str:
    if isinstance(value, str) and (value.isprintable() or not value):
        return value.strip()
    raise ValueError


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError


_TEXT = ("words in quotes", _words)
_READERS: Mapping[str, Mapping[str, tuple[str, Reader]]] = {
    "sound": {
        "output": _one_of(OUTPUTS),
        "tones": _whole(0, 100),
        "voice": _whole(0, 100),
        "words": _one_of(WORDS),
    },
    "voice": {"command": _TEXT, "name": _TEXT, "rate": _whole(80, 300)},
    "ui": {"theme": _TEXT, "animations": ("true or false", _truth)},
    "practice": {"rollover_hour": _whole(0, 12), "grace": _whole(0, 31)},
    "safety": {"emergency": _TEXT},
    "hooks": dict.fromkeys(HookSettings._fields, ("a command in quotes", _command)),
}
"""Section → key → (what is expected, how it is read): the one description of the file."""


def _lowered(message: str) -> str:
    return f"{message[0].lower()}{message[1:]}" if message else "this is not TOML"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"“{value}”" if isinstance(value, str) else str(value)
