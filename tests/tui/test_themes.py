"""The palettes keep to WCAG AA."""

from __future__ import annotations

import pytest
from tests.every import every

from stretch_coach.tui.themes import PALETTES, Palette, derived_variables, theme

TEXT = ("foreground", "quiet", "hold", "move", "ready", "rest", "switch", "hurt")
AA = 4.5
AAA = 7.0


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@every("palette", PALETTES.values())
@every("colour", TEXT)
def test_every_colour_of_text_is_readable_on_both_grounds(palette: Palette, colour: str) -> None:
    wanted = AAA if palette is PALETTES["contrast"] else AA
    assert contrast(getattr(palette, colour), palette.background) >= wanted
    assert contrast(getattr(palette, colour), palette.surface) >= wanted


@every("palette", PALETTES.values())
@every("colour", [c for c in TEXT if c != "foreground"])
def test_words_on_a_coloured_ground_are_readable(palette: Palette, colour: str) -> None:
    assert contrast(palette.background, getattr(palette, colour)) >= AA


@every("palette", PALETTES.values())
@every(
    ("kind", "share"),
    [("ready", 0.22), ("move", 0.22), ("hold", 0.22), ("rest", 0.22), ("switch", 0.26), ("hurt", 0.26)],
)
def test_the_instruction_stays_readable_in_a_flash(palette: Palette, kind: str, share: float) -> None:
    tint = getattr(palette, kind)
    ground = [int(palette.background[i : i + 2], 16) for i in (1, 3, 5)]
    colour = [int(tint[i : i + 2], 16) for i in (1, 3, 5)]
    mixed = "#" + "".join(f"{round(g * (1 - share) + c * share):02x}" for g, c in zip(ground, colour, strict=True))
    assert contrast(palette.foreground, mixed) >= AA


@pytest.mark.parametrize("name", PALETTES)
def test_each_theme_brings_every_variable_that_the_styles_name(name: str) -> None:
    made = theme(name)
    assert set(derived_variables(made)) <= set(made.variables)
    assert made.dark is PALETTES[name].dark
