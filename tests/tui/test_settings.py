"""Settings: every row of the table has a control; what is changed is written at once and survives."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.looking import Person, every_size, opened
from textual.widgets import Button, Input, Select, Static, Switch

from stretch_coach.services import swapping, voices
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.screening import answer_no, tell_sore
from stretch_coach.settings import TABLE, read_settings
from stretch_coach.sound.voices.choice import VoiceChoice
from stretch_coach.tui.screens.settings import KeyScreen, SettingsScreen, UndoRow


def file_of(context: AppContext) -> Path:
    """The settings file."""
    return Path(context.settings.paths.config, "settings.toml")


async def open_settings(person: Person) -> SettingsScreen:
    """Open the screen from the program."""
    person.app.show_settings()
    await person.settle()
    return person.on(SettingsScreen)


async def focus(person: Person, setting: str) -> None:
    """Go to a setting."""
    person.screen.query_one(f"#{setting}").children[1].focus()
    await person.settle()


@every_size
async def test_each_size_shows_labels_controls_and_help(context: AppContext, size: tuple[int, int]) -> None:
    async with opened(context, size=size) as person:
        screen = await open_settings(person)
        assert "Theme" in person.sees
        assert "auto takes ours" in person.reads
        controls = [
            *screen.query("#page Select"),
            *screen.query("#page Switch"),
            *screen.query("#page Input"),
            *screen.query("#page Button"),
        ]
        assert len(controls) == len(TABLE) + 1


async def test_what_is_wrong_with_the_file_is_the_first_thing_shown(context: AppContext) -> None:
    file_of(context).parent.mkdir(parents=True, exist_ok=True)
    file_of(context).write_text("this is = = not toml\n")
    broken = AppContext(read_settings(context.settings.paths, {}), context.clock)
    async with opened(broken, size=(160, 50)) as person:
        await open_settings(person)
        assert "expected '=' after a key" in person.sees
        assert "The defaults are used." in person.sees
    broken.close()


async def test_a_number_is_typed_and_written(context: AppContext) -> None:
    async with opened(context, size=(120, 50)) as person:
        await open_settings(person)
        await focus(person, "sound-tones")
        await person.press("backspace", "backspace", "4", "0", "enter")
        assert context.settings.sound.tones == 40
        assert "tones = 40" in file_of(context).read_text()
        assert "line 2 of your file" in person.sees


async def test_tab_goes_from_setting_to_setting_and_says_what_each_does(context: AppContext) -> None:
    async with opened(context, size=(80, 24)) as person:
        await open_settings(person)
        await person.press("tab")
        assert "nothing moves that need not" in person.reads


async def test_a_voice_is_chosen_from_those_that_speak_here(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (
        VoiceChoice("espeak-ng", "espeak-ng, where it is installed", "espeak-ng", "", is_used=True),
        VoiceChoice("flite", "flite, where it is installed", "", "not installed", is_used=False),
    )
    monkeypatch.setattr(voices, "choices", lambda _settings: found)  # which programs there are, the machine decides
    async with opened(context, size=(120, 50)) as person:
        await open_settings(person)
        await person.press("f2")
        await person.app.workers.wait_for_complete()
        await person.settle()
        assert "flite, where it is installed: not installed" in person.reads
        await person.press("down", "enter")
        assert context.settings.voice.name == "espeak-ng"


async def test_a_number_out_of_range_is_refused_and_shown_as_it_was(context: AppContext) -> None:
    async with opened(context, size=(120, 50), notifications=True) as person:
        screen = await open_settings(person)
        await focus(person, "sound-tones")
        await person.press("9", "9", "enter")
        assert "expected a whole number from 0 to 100" in person.notified
        assert screen.query_one("#sound-tones Input", Input).value == "80"


async def test_a_switch_is_switched_by_key_and_by_click(context: AppContext) -> None:
    async with opened(context, size=(120, 50)) as person:
        screen = await open_settings(person)
        await focus(person, "ui-animations")
        await person.press("enter")
        assert context.settings.ui.animations is False
        switch = screen.query_one("#ui-animations Switch", Switch)
        await person.click_at(*switch.region.offset)
        assert context.settings.ui.animations is True


async def test_a_choice_is_made_from_a_list(context: AppContext) -> None:
    async with opened(context, size=(120, 50)) as person:
        screen = await open_settings(person)
        await focus(person, "sound-words")
        await person.press("enter", "down", "enter")
        assert context.settings.sound.words == screen.query_one("#sound-words Select", Select).value
        assert context.settings.sound.words in ("full", "brief")


async def test_a_setting_goes_back_to_its_default(context: AppContext) -> None:
    async with opened(context, size=(120, 50)) as person:
        await open_settings(person)
        await focus(person, "voice-rate")
        await person.press("backspace", "backspace", "backspace", "2", "0", "0", "enter", "ctrl+r")
        assert context.settings.voice.rate == 150
        assert "rate" not in file_of(context).read_text()


async def test_a_key_is_given_by_pressing_it_unless_it_is_taken(context: AppContext) -> None:
    async with opened(context, size=(120, 50), notifications=True) as person:
        await open_settings(person)
        for action, key, refused in (("longer", "k", 0), ("pause", "x", 1), ("next", "ctrl+d", 2)):
            await focus(person, f"keys-{action}")
            await person.press("enter")
            person.on(KeyScreen)
            await person.press(key)
            assert dict(context.settings.keys) == {"longer": "k"}
            assert person.notified.count("already does something") == refused


async def test_escape_leaves_a_key_as_it_was(context: AppContext) -> None:
    async with opened(context, size=(120, 50)) as person:
        await open_settings(person)
        await focus(person, "keys-pause")
        await person.press("enter", "escape")
        person.on(SettingsScreen)
        assert not context.settings.keys


async def test_swaps_and_what_is_left_out_are_undone(context: AppContext) -> None:
    answer_no(context)
    instead = swapping.candidates(context, "basics", "hip-bridge")[0]
    swapping.swap(context, "basics", "hip-bridge", instead.name, always=True)
    swapping.never(context, "bird-dog")
    tell_sore(context, "neck")
    async with opened(context, size=(120, 50)) as person:
        await open_settings(person)
        rows = list(person.screen.query(UndoRow))
        assert [str(row.query_one(Static).content) for row in rows] == [
            f"Basics: {instead.title} instead of Hip bridge, always",
            "Bird dog: never",
            "A sore neck: what loads it is left out",
        ]
        for row in rows:
            row.query_one(Button).focus()
            await person.press("enter")
        assert not person.screen.query(UndoRow)
    view = swapping.swaps_view(context)
    assert (view.swaps, view.never, view.sore) == ((), (), ())


async def test_mistakes_in_the_file_are_said(context: AppContext) -> None:
    file_of(context).parent.mkdir(parents=True, exist_ok=True)
    file_of(context).write_text("[sound]\ntones = 900\n")
    context.settings = type(context.settings)(context.settings.paths, problems=("sound.tones: expected 0 to 100.",))
    async with opened(context) as person:
        await open_settings(person)
        assert "expected 0 to 100" in person.reads
