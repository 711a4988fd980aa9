"""What the user set in `settings.toml`, as one frozen value; `TABLE` describes every setting, once.

Nothing written in that file can stop a session: what cannot be understood is a sentence in `Settings.problems`, and
the default is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from stretch_coach.files import read_file
from stretch_coach.paths import SETTINGS, Paths, folders
from stretch_coach.routine.model import Words
from stretch_coach.text import joined, printable

T = TypeVar("T")

Kind = Literal["choice", "number", "truth", "text", "theme", "key"]
Value = str | int | bool

SOUND = "STRETCH_COACH_SOUND"
"""Environment variable that comes before `output` in `[sound]`."""
OUTPUTS = ("auto", "simpleaudio", "miniaudio", "player", "bell", "silence")
FIGURES = ("auto", "picture", "octant", "sextant", "braille", "blocks", "none")
WORDS: tuple[Words, ...] = ("full", "brief", "tones")
SECTIONS = {
    "ui": "Looks",
    "sound": "Sound",
    "voice": "Voice",
    "practice": "Days",
    "safety": "Safety",
    "hooks": "Your own programs",
    "keys": "Keys in a session",
}
"""Section → heading, in the order of the settings screen and the page."""
ACTIONS = {
    "pause": ("Pause and resume", "space"),
    "go_on": ("Skip ahead", "enter"),
    "next": ("Next step", "n"),
    "back": ("Step before", "b"),
    "again": ("This step again", "r"),
    "longer": ("Hold longer", "l"),
    "swap": ("Swap, in a pause", "s"),
    "hurts": ("This hurts", "x"),
    "wrong": ("Something is wrong", "exclamation_mark"),
    "mute": ("Mute", "m"),
    "words": ("Words", "w"),
    "end": ("End the session", "q"),
    "keys": ("All keys", "question_mark"),
}
"""Action of a session that `[keys]` can give another key → label and usual key, in the order of the help."""
USUAL_KEYS = {action: key for action, (_, key) in ACTIONS.items()}

_LARGEST = 1 << 20
_LONGEST_SHOWN = 60
_EXPECTED: dict[Kind, str] = {
    "truth": "true or false",
    "text": "words in quotes",
    "theme": "the name of a theme in quotes",
    "key": "the name of a key in quotes",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: where it is in the file, what it can be, what it is called and what it does."""

    kind: Kind
    label: str
    help: str
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    step: int = 1
    optional: bool = False
    """It can be left out of the file for the program to decide, which is not the same as any value."""
    example: Value | None = None
    """What the page shows where there is no default."""
    section: str = ""
    key: str = ""
    default: Value | None = None

    @property
    def expected(self) -> str:
        """What a value has to be, in words."""
        if self.kind == "choice":
            return joined(self.choices, "or")
        return f"a whole number from {self.low} to {self.high}" if self.kind == "number" else _EXPECTED[self.kind]

    def accepts(self, value: object) -> bool:
        """Say whether a value of the file fits."""
        if self.kind == "truth":
            return isinstance(value, bool)
        if self.kind == "number":
            return isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            return False
        return self.kind != "choice" or value in self.choices


def _set(default: T, setting: Setting) -> T:
    """Return a dataclass field with its row of the table."""
    made: Any = field(default=default, metadata={"setting": setting})
    return made  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class UiSettings:
    """How the screens look."""

    theme: str = _set("auto", Setting("theme", "Theme", "Any theme of the theme list (ctrl+p); auto takes ours."))
    animations: bool = _set(
        True,  # noqa: FBT003  a default value
        Setting(
            "truth", "Moving figure", "Off: nothing moves that need not. Over slow lines the figure does not move."
        ),
    )
    figure: str = _set(
        "auto",
        Setting(
            "choice",
            "Figures",
            "Auto takes the best of which the terminal says that it can show it; see docs/figures.md.",
            choices=FIGURES,
        ),
    )


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """What is heard, and how loud."""

    output: str = _set(
        "auto", Setting("choice", "Output", "How sound is played. Auto takes the first that works.", choices=OUTPUTS)
    )
    tones: int = _set(80, Setting("number", "Volume of tones", "In percent.", high=100, step=5))
    voice: int = _set(100, Setting("number", "Volume of words", "In percent.", high=100, step=5))
    words: Words | None = _set(  # noqa: RUF009  it returns a field
        None,
        Setting(
            "choice",
            "Words",
            "Full sentences, brief words, or tones alone. Left out: as each routine says.",
            choices=WORDS,
            optional=True,
            example="full",
        ),
    )


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """Who speaks."""

    name: str | None = _set(
        None,
        Setting(
            "text",
            "Voice",
            "The name of a voice. Left out: the first that speaks the routine's language.",
            optional=True,
            example="Samantha",
        ),
    )
    command: str | None = _set(
        None,
        Setting(
            "text",
            "Speaking program",
            "Your own program that speaks, with its arguments. Left out: the first voice found.",
            optional=True,
            example="espeak-ng -v en-us",
        ),
    )
    rate: int = _set(150, Setting("number", "Speed", "Words a minute.", low=80, high=300, step=10))


@dataclass(frozen=True, slots=True)
class PracticeSettings:
    """How days are counted."""

    rollover_hour: int = _set(
        4,
        Setting(
            "number",
            "A day begins at",
            "The hour. What you do half an hour after midnight still belongs to the day before.",
            high=12,
        ),
    )
    grace: int = _set(2, Setting("number", "Free days", "Missed days in a month that do not end the streak.", high=31))


@dataclass(frozen=True, slots=True)
class SafetySettings:
    """What the stop text says."""

    emergency: str = _set(
        "",
        Setting(
            "text",
            "Who to call",
            "The number that the stop text tells you to call. Left out: your local emergency number.",
            optional=True,
            example="112",
        ),
    )


def _hook(when: str, example: str) -> str:
    return _set("", Setting("text", when, "A command; see docs/remote.md.", optional=True, example=example))


@dataclass(frozen=True, slots=True)
class HookSettings:
    """The user's own commands that are started when something happens in a session; "" for none."""

    start: str = _hook("At the start", "notify-send Stretching")
    step: str = _hook("At each step", "notify-send Next")
    hold: str = _hook("At each hold", "notify-send Hold")
    hurt: str = _hook("When it hurts", "notify-send Ouch")
    end: str = _hook("At the end", "notify-send Done")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything set, with the defaults filled in."""

    paths: Paths
    sound: SoundSettings = field(default_factory=SoundSettings)
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    ui: UiSettings = field(default_factory=UiSettings)
    practice: PracticeSettings = field(default_factory=PracticeSettings)
    safety: SafetySettings = field(default_factory=SafetySettings)
    hooks: HookSettings = field(default_factory=HookSettings)
    keys: Mapping[str, str] = field(default_factory=dict)
    """Action (of `ACTIONS`) → the key the user gave it."""
    problems: tuple[str, ...] = ()
    """What was wrong, one sentence each, with the file and, where it is known, the line."""


def _rows(section: str, kind: type) -> list[Setting]:
    def row(one: Field[Any]) -> Setting:
        setting: Setting = one.metadata["setting"]
        default: Any = None if one.default == "" else one.default
        return replace(setting, section=section, key=one.name, default=default)

    return [row(one) for one in fields(kind)]


TABLE: tuple[Setting, ...] = (
    *_rows("ui", UiSettings),
    *_rows("sound", SoundSettings),
    *_rows("voice", VoiceSettings),
    *_rows("practice", PracticeSettings),
    *_rows("safety", SafetySettings),
    *_rows("hooks", HookSettings),
    *(
        Setting(
            "key",
            label,
            "It counts when the program is started again.",
            optional=True,
            example=key,
            section="keys",
            key=action,
        )
        for action, (label, key) in ACTIONS.items()
    ),
)
"""Every setting, section by section."""
_BY_PLACE = {(setting.section, setting.key): setting for setting in TABLE}


def setting_of(section: str, key: str) -> Setting:
    """Return one row of the table. Raises `KeyError`."""
    return _BY_PLACE[section, key]


def load_settings(env: Mapping[str, str]) -> Settings:
    """Return the settings of this environment. Never raises: what is wrong is in `problems`."""
    return read_settings(folders(env), env)


def read_settings(paths: Paths, env: Mapping[str, str]) -> Settings:
    """Return the settings of these folders as their file now is. Never raises, as `load_settings`."""
    path = str(Path(paths.config, SETTINGS))
    text, problems = _text(path)
    settings = Settings(paths) if not text else _parsed(Settings(paths), path, text, problems)
    if output := env.get(SOUND):
        wanted = setting_of("sound", "output")
        if wanted.accepts(output):
            settings = replace(settings, sound=replace(settings.sound, output=output))
        else:
            problems.append(f"{SOUND}: expected {wanted.expected}, found {_shown(output)}.")
    return replace(settings, problems=tuple(problems))


def line_of(text: str, section: str, key: str) -> int | None:
    """Return the line (1-based) on which a setting, or with `key` "" a section, is written; None if unusually."""
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        head = line.split("#", 1)[0].strip()
        if head.startswith("["):
            here = head.strip("[] ")
            if not key and here == section:
                return number
        name = head.split("=", 1)[0].strip().strip("\"'")
        if (here == section and key and name == key) or name == (f"{section}.{key}" if key else section):
            return number
    return None


def _text(path: str) -> tuple[str, list[str]]:
    try:
        return read_file(path, _LARGEST).decode("utf-8-sig"), []
    except FileNotFoundError:
        return "", []
    except OSError as error:
        return "", [f"{path} cannot be read: {error.strerror}. The defaults are used."]
    except UnicodeDecodeError:
        return "", [f"{path} is not UTF-8 text. The defaults are used."]


def _parsed(settings: Settings, path: str, text: str, problems: list[str]) -> Settings:
    import tomllib  # noqa: PLC0415  only a settings file needs it

    try:
        document = tomllib.loads(text)
    except RecursionError:  # what Python says of it, too
        problems.append(f"{path}: it is nested too deeply. The defaults are used.")
        return settings
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{path}: {_lowered(printable(str(error)))}. The defaults are used.")
        return settings
    except ValueError:  # what Python says of it is advice for programmers
        problems.append(f"{path}: a number has far too many digits. The defaults are used.")
        return settings
    report = _Report(path, text, problems)
    sections: dict[str, Any] = {}
    for name, content in document.items():
        if name not in SECTIONS:
            report.unknown(name, "", tuple(SECTIONS))
        elif not isinstance(content, dict):
            report.bad(name, "", f"a section, written [{name}]", content)
        elif name == "keys":
            sections[name] = _keys(content, report)
        else:
            sections[name] = replace(getattr(settings, name), **_values(name, content, report))
    return replace(settings, **sections)


def _values(section: str, content: Mapping[str, object], report: _Report) -> dict[str, object]:
    """Return the values of a section that can be understood, and report the others."""
    good: dict[str, object] = {}
    for key, value in content.items():
        setting = _BY_PLACE.get((section, key))
        if setting is None:
            report.unknown(section, key, _keys_of(section))
        elif setting.accepts(value):
            good[key] = value.strip() if isinstance(value, str) else value
        else:
            report.bad(section, key, setting.expected, value)
    return good


def _keys(content: Mapping[str, object], report: _Report) -> dict[str, str]:
    good: dict[str, str] = {}
    for action, key in content.items():
        setting = _BY_PLACE.get(("keys", action))
        if setting is None:
            report.unknown("keys", action, _keys_of("keys"))
        elif not setting.accepts(key):
            report.bad("keys", action, setting.expected, key)
        elif key in good.values():
            report.bad("keys", action, "a key that no other action has", key)
        else:
            good[action] = str(key).strip()
    return good


def _keys_of(section: str) -> tuple[str, ...]:
    return tuple(setting.key for setting in TABLE if setting.section == section)


class _Report:
    """Says what is wrong and where; collects one sentence for each problem."""

    def __init__(self, path: str, text: str, problems: list[str]) -> None:
        self._path = path
        self._text = text
        self._problems = problems

    def unknown(self, section: str, key: str, known: Sequence[str]) -> None:
        """Report a section (`key` empty) or a key that does not exist, with the nearest that does."""
        name = printable(key or section)[:_LONGEST_SHOWN]
        from difflib import get_close_matches  # noqa: PLC0415  only a slip needs it

        near = get_close_matches(name, known, n=1)
        advice = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}."
        what = f"there is no setting {name} in [{section}]" if key else f"there is no section [{name}]"
        self._problems.append(f"{self._place(section, key)}: {what}; {advice}")

    def bad(self, section: str, key: str, expected: str, found: object) -> None:
        """Report a value that does not fit; the default is used."""
        name = f"{key} in [{section}]" if key else section
        self._problems.append(
            f"{self._place(section, key)}: {name}: expected {expected}, found {_shown(found)}. The default is used."
        )

    def _place(self, section: str, key: str) -> str:
        """Return `path:line`, or the path alone where the line is written in an unusual way."""
        line = line_of(self._text, section, key)
        return self._path if line is None else f"{self._path}:{line}"


def _lowered(message: str) -> str:
    return f"{message[0].lower()}{message[1:]}" if message else "this is not TOML"


def _shown(value: object) -> str:
    """Return a value as the file has it, short and safe to show."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        text = f"“{value}”" if isinstance(value, str) else str(value)
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists
        return "something very long"
    return printable(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")
