"""One value of settings.toml changed: all that its writer wrote stays."""

from __future__ import annotations

import pytest

from stretch_coach.settings_file import UneditableError, with_value

WRITTEN = """\
# mine
[sound]
tones = 60   # not louder, the cat sleeps
voice = 90

[ui]   # looks
animations = true
"""


@pytest.mark.parametrize(
    ("section", "key", "value", "old", "new"),
    [
        ("sound", "tones", 40, "tones = 60   # not", "tones = 40   # not"),
        ("ui", "animations", False, "animations = true", "animations = false"),
        ("sound", "voice", None, "voice = 90\n", ""),
        ("sound", "output", "bell", "voice = 90\n", 'voice = 90\noutput = "bell"\n'),
    ],
)
def test_only_the_value_changes(section: str, key: str, value: str | int | None, old: str, new: str) -> None:
    assert with_value(WRITTEN, section, key, value) == WRITTEN.replace(old, new)


def test_a_new_section_goes_to_the_end() -> None:
    assert with_value(WRITTEN, "practice", "grace", 0) == f"{WRITTEN}\n[practice]\ngrace = 0\n"
    assert with_value("", "practice", "grace", 0) == "[practice]\ngrace = 0\n"


def test_quotes_and_line_ends_of_other_systems_are_kept() -> None:
    text = WRITTEN.replace("\n", "\r\n")
    changed = with_value(text, "safety", "emergency", 'call "112" \\ now')
    assert changed.startswith(text)
    assert changed.endswith('emergency = "call \\"112\\" \\\\ now"\r\n')


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        ("sound.tones = 60\n", "sound.tones = 40\n"),
        ("sound = {tones = 60, voice = 5}  # both\n", "sound = {tones = 40, voice = 5}  # both\n"),
        ("[\"sound\"]\n'tones' = 60\n", "[\"sound\"]\n'tones' = 40\n"),
    ],
)
def test_what_is_written_in_an_unusual_way_is_changed_as_well(written: str, changed: str) -> None:
    assert with_value(written, "sound", "tones", 40) == changed


@pytest.mark.parametrize("broken", ["[sound\n", 'sound = "loud"\n', "[[sound]]\n", "a = 1\na = 2\n"])
def test_what_is_no_section_is_refused_rather_than_spoilt(broken: str) -> None:
    with pytest.raises(UneditableError):
        with_value(broken, "sound", "tones", 40)
