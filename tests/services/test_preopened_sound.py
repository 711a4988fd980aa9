"""Sound that is opened on the ready screen, taken by the session, and closed where none begins."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.sound.recording import RecordingSound

from stretch_coach.services import session_sound as sounding
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.settings import load_settings

if TYPE_CHECKING:
    from stretch_coach.settings import Settings


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[RecordingSound]:
    """Every sound that was opened, in order."""
    opened: list[RecordingSound] = []

    def make(settings: Settings, *, voice: bool = True, language: str = "en") -> RecordingSound:
        del settings, voice, language
        opened.append(RecordingSound())
        return opened[-1]

    monkeypatch.setattr(sounding, "make_sound", make)
    return opened


@pytest.fixture
def warm() -> sounding.PreopenedSound:
    """Nothing opened yet."""
    return sounding.PreopenedSound(load_settings(os.environ))


def test_what_was_warmed_is_what_the_session_takes(made: list[RecordingSound], warm: sounding.PreopenedSound) -> None:
    warm.open(PlayOptions(), "en")
    assert warm.take(PlayOptions(), "en") is made[0]
    warm.close()
    assert [sound.closed for sound in made] == [False]


def test_what_nobody_takes_is_closed(made: list[RecordingSound], warm: sounding.PreopenedSound) -> None:
    warm.open(PlayOptions(), "en")
    warm.close()
    assert [sound.closed for sound in made] == [True]


def test_another_language_opens_another_voice(made: list[RecordingSound], warm: sounding.PreopenedSound) -> None:
    warm.open(PlayOptions(), "en")
    assert warm.take(PlayOptions(), "de") is made[1]
    assert [sound.closed for sound in made] == [True, False]


@pytest.mark.parametrize("options", [PlayOptions(mute=True), PlayOptions(speed=60.0)])
def test_a_muted_or_hurried_session_opens_nothing(
    options: PlayOptions, made: list[RecordingSound], warm: sounding.PreopenedSound
) -> None:
    warm.open(options, "en")
    warm.take(options, "en")
    assert made == []
