"""What `settings.toml` may hold, and what is said when it holds something else."""

from __future__ import annotations

import os
import runpy
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.every import every

from stretch_coach.settings import (
    TABLE,
    PracticeSettings,
    SafetySettings,
    Setting,
    Settings,
    SoundSettings,
    UiSettings,
    VoiceSettings,
    load_settings,
)


def load(home: Path, text: str | bytes | None, **env: str) -> Settings:
    """Load settings from a home folder whose file holds `text`."""
    home.mkdir(exist_ok=True)
    if text is not None:
        (home / "settings.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings({"STRETCH_COACH_HOME": str(home), **env})


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    settings = load(tmp_path, None)
    assert settings == Settings(settings.paths)
    assert settings.sound == SoundSettings("auto", 80, 100, None)
    assert settings.practice == PracticeSettings(4, 2)


def test_every_setting_can_be_set(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        """
        [sound]
        output = "bell"
        tones = 0
        voice = 55
        words = "brief"
        [voice]
        command = "espeak-ng -v en"
        name = "Anna"
        rate = 120
        [ui]
        theme = "dark"
        animations = false
        [practice]
        rollover_hour = 3
        grace = 0
        [safety]
        emergency = "911"
        [keys]
        pause = "p"
        hurts = "f1"
        """,
    )
    assert settings.problems == ()
    assert settings.sound == SoundSettings("bell", 0, 55, "brief")
    assert settings.voice == VoiceSettings("Anna", "espeak-ng -v en", 120)
    assert settings.ui == UiSettings("dark", animations=False)
    assert settings.practice == PracticeSettings(3, 0)
    assert settings.safety == SafetySettings("911")
    assert settings.keys == {"pause": "p", "hurts": "f1"}


@every(
    ("text", "problem"),
    [
        ("[sound]\ntone = 5\n", ":2: there is no setting tone in [sound]; did you mean tones?"),
        (
            "[sound]\nzzz = 5\n",
            ":2: there is no setting zzz in [sound]; known here: output, tones, voice, words.",
        ),
        ("\n[sounds]\ntones = 5\n", ":2: there is no section [sounds]; did you mean sound?"),
        ("sound = 3\n", ":1: sound: expected a section, written [sound], found 3. The default is used."),
        (
            "[sound]\n\ntones = 101\n",
            ":3: tones in [sound]: expected a whole number from 0 to 100, found 101. The default is used.",
        ),
        (
            "[sound]\ntones = true\n",
            ":2: tones in [sound]: expected a whole number from 0 to 100, found true. The default is used.",
        ),
        (
            "# quiet\n[sound]\noutput = 'speaker'\n",
            (
                ":3: output in [sound]: expected auto, simpleaudio, miniaudio, player, bell or silence, "
                "found “speaker”. The default is used."
            ),
        ),
        (
            "sound.words = 'none'\n",
            ":1: words in [sound]: expected full, brief or tones, found “none”. The default is used.",
        ),
        (
            "sound = {words = 'none'}\n",
            ": words in [sound]: expected full, brief or tones, found “none”. The default is used.",
        ),
        (
            "[ui]\nanimations = 'no'\n",
            ":2: animations in [ui]: expected true or false, found “no”. The default is used.",
        ),
        (
            "[ui]\ntheme = ''\n",
            ":2: theme in [ui]: expected the name of a theme in quotes, found “”. The default is used.",
        ),
        (
            "[sound]\ntones = 0x" + "f" * 5000,
            (
                ":2: tones in [sound]: expected a whole number from 0 to 100, found something very long. "
                "The default is used."
            ),
        ),
        ("[keys]\npaus = 'p'\n", ":2: there is no setting paus in [keys]; did you mean pause?"),
        (
            "[keys]\npause = 3\n",
            ":2: pause in [keys]: expected the name of a key in quotes, found 3. The default is used.",
        ),
        (
            "[keys]\npause = 'p'\nnext = 'p'\n",
            ":3: next in [keys]: expected a key that no other action has, found “p”. The default is used.",
        ),
        ("[sound\n", ": expected ']' at the end of a table declaration (at line 1, column 7). The defaults are used."),
    ],
)
def test_what_cannot_be_understood_is_named_with_its_place_and_the_default_holds(
    tmp_path: Path, text: str, problem: str
) -> None:
    settings = load(tmp_path, text)
    assert settings.problems == (f"{tmp_path / 'settings.toml'}{problem}",)
    keys = settings.keys
    assert replace(settings, problems=(), keys={}) == Settings(settings.paths)
    assert keys in ({}, {"pause": "p"})


def test_one_mistake_does_not_touch_the_other_settings(tmp_path: Path) -> None:
    settings = load(tmp_path, "[sound]\ntones = 'loud'\nvoice = 20\n[practice]\ngrace = 1\n")
    assert len(settings.problems) == 1
    assert (settings.sound.tones, settings.sound.voice, settings.practice.grace) == (80, 20, 1)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert load(tmp_path, b"\xef\xbb\xbf[practice]\ngrace = 1\n").practice.grace == 1


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    settings = load(tmp_path, b"\xff\xfe\x00")
    assert settings.problems == (f"{tmp_path / 'settings.toml'} is not UTF-8 text. The defaults are used.",)


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    settings = load(tmp_path, None)
    assert settings.problems == (
        f"{tmp_path / 'settings.toml'} cannot be read: it is not a regular file. The defaults are used.",
    )


def test_the_environment_comes_before_the_file_for_the_output(tmp_path: Path) -> None:
    text = "[sound]\noutput = 'bell'\n"
    assert load(tmp_path, text, STRETCH_COACH_SOUND="silence").sound.output == "silence"
    settings = load(tmp_path, text, STRETCH_COACH_SOUND="horn")
    assert settings.sound.output == "bell"
    assert settings.problems == (
        "STRETCH_COACH_SOUND: expected auto, simpleaudio, miniaudio, player, bell or silence, found “horn”.",
    )


def test_the_page_about_settings_is_made_from_the_table_and_itself_free_of_mistakes(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "settings.md").read_text("utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    assert load(tmp_path, example).problems == ()
    shown = tomllib.loads(example)
    assert {(section, key) for section, keys in shown.items() for key in keys} == {(s.section, s.key) for s in TABLE}
    made = runpy.run_path(str(Path(__file__).parent.parent / "docs" / "make_settings.py"))
    assert page == made["page"]()


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000])
def test_a_number_of_thousands_of_digits_is_a_mistake_like_any_other(tmp_path: Path, number: str) -> None:
    (problem,) = load(tmp_path, f"[sound]\ntones = {number}\n").problems
    assert problem.endswith("a number has far too many digits. The defaults are used.")


def test_brackets_without_end_are_said_in_words(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, "a = " + "[" * 50_000).problems
    assert problem == f"{tmp_path / 'settings.toml'}: it is nested too deeply. The defaults are used."


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of POSIX")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_neither_a_pipe_nor_an_endless_device_is_read(tmp_path: Path, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(tmp_path / "settings.toml")
    else:
        (tmp_path / "settings.toml").symlink_to("/dev/zero")
    assert "it is not a regular file" in load(tmp_path, None).problems[0]


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    assert "larger than 1024 KB" in load(tmp_path, b"#" * 2_000_000).problems[0]


def test_what_a_terminal_would_obey_is_not_repeated_in_a_problem(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, '"\\u001b]0;x\\u0007" = 1\n').problems
    assert problem.isprintable()


def test_any_name_of_a_theme_is_taken(tmp_path: Path) -> None:
    settings = load(tmp_path, "[ui]\ntheme = 'nord'\n")
    assert (settings.ui.theme, settings.problems) == ("nord", ())


@every("setting", TABLE)
def test_every_default_and_example_fits_its_own_rule(setting: Setting) -> None:
    for value in (setting.default, setting.example):
        assert value is None or setting.accepts(value)
    assert setting.default is not None or setting.optional


@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    "[sound]",
                    "[keys]",
                    "[[ui]]",
                    "tones = ",
                    "5",
                    "'x'",
                    "\n",
                    "pause",
                    "= [1, {a = 2}]",
                    "[practice.grace]",
                    "0x" + "f" * 5000,
                    "1e999",
                ]
            ),
            max_size=12,
        ).map("".join),
    )
)
def test_nothing_in_the_file_can_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes | str) -> None:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    load(tmp_path_factory.getbasetemp(), data)
