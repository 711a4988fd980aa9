"""What holds on every screen: themes, the command palette, help, and text that can be copied."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui.looking import LOOK_S, answer_no, opened
from textual._context import message_hook as message_hook_context_var
from textual.color import Color
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.messages import Update
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES
from textual.widgets import Label

from stretch_coach.services import ui_state
from stretch_coach.services.app_context import AppContext
from stretch_coach.tui import themes
from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.terminal import Terminal
from stretch_coach.tui.themes import contrast, derived_variables
from stretch_coach.tui.widgets.refill import refill

LEGIBLE = 4.4
"""4.5 (WCAG AA), less the rounding of a colour to whole bytes."""


@pytest.mark.parametrize("name", [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi])
def test_our_colours_read_well_in_every_theme_of_textual(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    ours = derived_variables(theme)
    made = theme.to_color_system().generate()
    grounds = [Color.parse(colour) for colour in (ours["ground"], ours["chosen"], made["surface"], made["panel"])]
    texts = {key: Color.parse(colour) for key, colour in ours.items() if key.startswith("kind-") or key == "quiet"}
    read = {key: min(contrast(text, ground) for ground in grounds) for key, text in texts.items()}
    assert min(read.values()) >= LEGIBLE, read


@pytest.mark.parametrize("name", ["nord", "ansi-dark", "contrast"])
async def test_a_theme_of_the_settings_is_the_theme_shown(name: str, context: AppContext) -> None:
    ui_state.set_theme(context.settings, name)
    async with opened(context) as person:
        assert person.app.theme == name
        assert "Basics" in person.sees


async def test_a_theme_chosen_in_the_palette_is_kept(context: AppContext) -> None:
    async with opened(context, "ctrl+p") as person:
        await person.write("theme")
        await person.press("enter")
        await person.write("nord")
        await person.press("enter")
        assert person.app.theme == "nord"
    assert ui_state.chosen_theme(context.settings) == "nord"


async def test_an_unknown_theme_is_said_and_ours_is_shown(context: AppContext) -> None:
    ui_state.set_theme(context.settings, "mauve")
    async with opened(context, notifications=True) as person:
        assert person.app.theme == themes.DEFAULT
        assert "no theme “mauve”" in person.notified


async def test_the_palette_lists_commands_before_routines(context: AppContext) -> None:
    async with opened(context, "ctrl+p", size=(120, 50)) as person:
        for command in ("Theme", "Quit", "Keys", "Screenshot", "History", "Settings"):
            assert person.place_of(command)[1] < person.place_of("Start Basics")[1]


async def test_the_palette_shows_the_keys_of_the_screen(context: AppContext) -> None:
    async with opened(context, "ctrl+p", size=(120, 40)) as person:
        await person.write("keys")
        await person.press("enter")
        assert "history days," in person.reads


async def test_the_palette_saves_a_screenshot(
    context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    monkeypatch.setattr("textual.app.user_downloads_path", lambda: downloads)
    async with opened(context, "ctrl+p") as person:
        await person.write("screenshot")
        await person.press("enter")
        while not list(downloads.glob("Stretch*.svg")):  # noqa: ASYNC110  Textual writes it later, in a thread
            await asyncio.sleep(LOOK_S)


async def test_the_palette_quits(context: AppContext) -> None:
    async with opened(context, "ctrl+p") as person:
        await person.write("quit")
        await person.press("enter")
        assert person.app.return_value == 0


async def test_a_routine_starts_from_the_palette(context: AppContext) -> None:
    async with opened(context, "ctrl+p") as person:
        await person.write("start desk")
        await person.press("enter")
        assert not isinstance(person.screen, PlayerScreen)
        assert person.app.playing


async def test_opening_the_program_keeps_no_theme_by_itself(context: AppContext) -> None:
    async with opened(context) as person:
        await person.press("down")
    assert ui_state.chosen_theme(context.settings) == ""


@pytest.mark.parametrize("key", ["", "h", "ctrl+p"])
async def test_two_sizes_on_their_way_to_a_screen_come_to_rest_at_the_newest(key: str, context: AppContext) -> None:
    handled = []

    def count(message: Message) -> None:
        if isinstance(message, Resize):
            handled.append(message.size)
            assert len(handled) < 500, "the screen answers its own sizes for ever"

    message_hook_context_var.set(count)
    async with opened(context, *filter(None, [key])) as person:
        screen, here = person.screen, person.app.size
        for size in (Size(100, 30), here):
            screen.post_message(Resize(size, size))
            screen.post_message(Update(screen))  # what lies between two sizes keeps them apart
        await person.settle()
        assert screen.size == here
        await person.resize(100, 30)
        assert screen.size == (100, 30)


@pytest.mark.parametrize(("wanted", "shown"), [("auto", "ansi-dark"), ("nord", "nord")])
async def test_the_console_of_linux_gets_its_own_colours(wanted: str, shown: str, context: AppContext) -> None:
    context.settings = replace(context.settings, ui=replace(context.settings.ui, theme=wanted))
    app = StretchApp(context)
    app.use_terminal(Terminal(is_console=True))
    async with app.run_test():
        assert app.theme == shown


@pytest.mark.slow
async def test_every_theme_shows_today(context: AppContext) -> None:
    async with opened(context, size=(120, 40)) as person:
        for name in person.app.available_themes:
            person.app.theme = name
            await person.settle()
            assert "Basics" in person.sees, name


async def test_a_screen_that_opens_has_only_its_own_styles_parsed(context: AppContext, tmp_path: Path) -> None:
    answer_no(context)
    async with opened(context) as person:
        (tmp_path / "screen.tcss").write_text("#own { color: red; }", encoding="utf-8")
        parsed = person.app.stylesheet._parse_cache
        before = parsed.misses

        class NewScreen(Screen[None]):
            CSS_PATH = tmp_path / "screen.tcss"

        await person.app.push_screen(NewScreen())
        assert parsed.misses == before + 1


async def test_styles_take_the_colours_of_each_theme_and_those_of_the_theme_before_again(context: AppContext) -> None:
    answer_no(context)
    async with opened(context) as person:
        grounds = []
        for name in ("dark", "nord", "dark", "light"):
            person.app.theme = name
            await person.settle()
            grounds.append(person.screen.styles.background.hex)
        assert grounds[0] == grounds[2]
        assert len(set(grounds)) == 3


async def test_what_is_filled_while_its_screen_goes_away_stays_empty(context: AppContext) -> None:
    """As when the program is left the moment it has opened."""
    answer_no(context)
    async with opened(context, size=(120, 50)) as person:
        pictures = person.screen.query_one("#pictures")
        await pictures.remove()
        await refill(pictures, Label("late"))
        assert not pictures.children
