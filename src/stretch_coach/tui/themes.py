"""Our three themes, and our colour variables derived from any other theme.

Styles use `$quiet` (text read second), `$line`, `$track` (the unfilled part of a bar), `$ground` (text on a colour),
`$chosen` (a chosen row) and one `$kind-…` for each kind of segment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.color import Color, ColorParseError
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
AUTOMATIC = "auto"
OF_TERMINAL = "ansi-dark"
"""Textual's theme of sixteen colours, for the console of Linux, where ours would all be grey."""
_LEAST_CONTRAST = 4.5
"""WCAG AA for text."""


def theme(name: str) -> Theme:
    """Make the Textual theme of one of our palettes."""
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
        variables=_variables(palette),
    )


def derived_variables(theme: Theme) -> dict[str, str]:
    """Our variables made from a theme's own colours; text colours are moved away from the ground until they read."""
    if theme.ansi:
        return _ANSI
    made = theme.to_color_system().generate()
    ground, text = Color.parse(made["background"]), Color.parse(made["foreground"])
    kinds = {
        "hold": theme.success or theme.primary,
        "move": theme.secondary or theme.primary,
        "ready": theme.primary,
        "rest": theme.warning or theme.primary,
        "switch": theme.accent or theme.primary,
        "hurt": theme.error or theme.primary,
    }
    chosen = ground.blend(_parsed(kinds["hold"], text), 0.18)
    grounds = ground, Color.parse(made["surface"]), Color.parse(made["panel"]), chosen
    return {
        "quiet": _readable(ground.blend(text, 0.65), grounds).hex,
        "line": ground.blend(text, 0.25).hex,
        "track": ground.blend(text, 0.18).hex,
        "ground": ground.hex,
        "chosen": chosen.hex,
        **{f"kind-{kind}": _readable(_parsed(colour, text), grounds).hex for kind, colour in kinds.items()},
    }


_ANSI = {
    "quiet": "ansi_default",
    "line": "ansi_bright_black",
    "track": "ansi_bright_black",
    "ground": "ansi_black",
    "chosen": "ansi_bright_black",
    "kind-hold": "ansi_green",
    "kind-move": "ansi_blue",
    "kind-ready": "ansi_magenta",
    "kind-rest": "ansi_yellow",
    "kind-switch": "ansi_cyan",
    "kind-hurt": "ansi_red",
}
"""The terminal's own sixteen colours: what they look like is the user's choice."""


def _readable(colour: Color, grounds: Sequence[Color]) -> Color:
    """The colour, mixed with black or white until text in it has enough contrast on each ground."""
    away = grounds[0].get_contrast_text(1.0)
    for tenth in range(11):
        mixed = colour.blend(away, tenth / 10, alpha=1.0)
        if min(contrast(mixed, ground) for ground in grounds) >= _LEAST_CONTRAST:
            return mixed
    return away


def contrast(one: Color, other: Color) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  WCAG's definition
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parsed(colour: str, otherwise: Color) -> Color:
    try:
        return Color.parse(colour)
    except ColorParseError:
        return otherwise


def _variables(palette: Palette) -> dict[str, str]:
    return {
        "quiet": palette.quiet,
        "line": palette.line,
        "track": palette.track,
        "ground": palette.background,
        "chosen": Color.parse(palette.background).blend(Color.parse(palette.hold), 0.18).hex,
        "kind-hold": palette.hold,
        "kind-move": palette.move,
        "kind-ready": palette.ready,
        "kind-rest": palette.rest,
        "kind-switch": palette.switch,
        "kind-hurt": palette.hurt,
        "text-muted": palette.quiet,
        "footer-background": palette.surface,
        "footer-key-foreground": palette.hold,
        "footer-description-foreground": palette.foreground,
        "border": palette.hold,
        "border-blurred": palette.line,
        "scrollbar": palette.line,
        "scrollbar-hover": palette.quiet,
        "scrollbar-active": palette.hold,
        "scrollbar-background": palette.background,
        "scrollbar-background-hover": palette.background,
        "scrollbar-background-active": palette.background,
        "scrollbar-corner-color": palette.background,
    }
