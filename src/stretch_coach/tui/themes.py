"""The palettes: three Textual themes, and the colours of ours that any other theme is given.

Registered by the app; the test of contrast (WCAG AA) reads `PALETTES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.theme import Theme


class Palette(NamedTuple):
    """The colours of one theme. Every one but `line` and `track` carries text and keeps 4.5:1 on both grounds."""

    background: str
    surface: str
    """Behind a card or the keys."""
    line: str
    """Rules and borders; carries no meaning."""
    track: str
    """The unfilled part of a bar."""
    foreground: str
    quiet: str
    """Text that is read second."""
    hold: str
    """Also: done, the colour of the house."""
    move: str
    ready: str
    rest: str
    switch: str
    hurt: str
    dark: bool


PALETTES: dict[str, Palette] = {
    "dark": Palette(
        background="#0f1719",
        surface="#172327",
        line="#2c3d41",
        track="#2a393d",
        foreground="#e4ece9",
        quiet="#9cb0ac",
        hold="#7fcab4",
        move="#8fb9ec",
        ready="#bcabe9",
        rest="#d9c791",
        switch="#eeaa72",
        hurt="#f2938c",
        dark=True,
    ),
    "light": Palette(
        background="#faf8f3",
        surface="#f0ede4",
        line="#d4cebf",
        track="#dcd6c8",
        foreground="#1d2928",
        quiet="#54635f",
        hold="#17685a",
        move="#28599b",
        ready="#62459f",
        rest="#755609",
        switch="#94440e",
        hurt="#ad2c29",
        dark=False,
    ),
    "contrast": Palette(
        background="#000000",
        surface="#101010",
        line="#ffffff",
        track="#4a4a4a",
        foreground="#ffffff",
        quiet="#dcdcdc",
        hold="#5cffbe",
        move="#8fd0ff",
        ready="#dcc0ff",
        rest="#ffe46b",
        switch="#ffbb66",
        hurt="#ff9a92",
        dark=True,
    ),
}
DEFAULT = "dark"


def variables(palette: Palette) -> dict[str, str]:
    """Return the colours as the theme variables that styles and painters name."""
    own = {
        "quiet": palette.quiet,
        "line": palette.line,
        "track": palette.track,
        "kind-hold": palette.hold,
        "kind-move": palette.move,
        "kind-ready": palette.ready,
        "kind-rest": palette.rest,
        "kind-switch": palette.switch,
        "kind-hurt": palette.hurt,
        "ground": palette.background,
    }
    scrollbar = {
        "scrollbar": palette.line,
        "scrollbar-hover": palette.quiet,
        "scrollbar-active": palette.hold,
        "scrollbar-background": palette.background,
        "scrollbar-background-hover": palette.background,
        "scrollbar-background-active": palette.background,
        "scrollbar-corner-color": palette.background,
    }
    return own | scrollbar


def theme(name: str) -> Theme:
    """Make the Textual theme of a palette."""
    from textual.theme import Theme

    palette = PALETTES[name]
    return Theme(
        name=name,
        primary=palette.hold,
        secondary=palette.move,
        accent=palette.switch,
        warning=palette.rest,
        error=palette.hurt,
        success=palette.hold,
        foreground=palette.foreground,
        background=palette.background,
        surface=palette.surface,
        panel=palette.surface,
        dark=palette.dark,
        text_alpha=1.0,
        variables=variables(palette),
    )
