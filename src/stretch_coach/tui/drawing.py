"""Which drawing of figures a terminal gets: a picture, octants, sextants, braille, half blocks, or none."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Literal, NamedTuple

from stretch_coach.figure.cells import Style
from stretch_coach.tui.terminal import PLAIN, Terminal, is_multiplexer

Protocol = Literal["", "kitty", "iterm", "sixel"]

_OCTANTS: dict[str, tuple[int, ...]] = {"kitty": (0, 40), "foot": (1, 20), "ghostty": (1, 2), "vte": (7800,)}
"""Terminals that draw octants themselves, and since when: no font has them."""
_SEXTANTS: dict[str, tuple[int, ...]] = {
    "kitty": (0, 20), "foot": (1, 8), "ghostty": (1,), "vte": (6200,), "wezterm": (), "contour": (), "rio": (),
    "alacritty": (), "iterm2": (), "mlterm": (),
}  # fmt: skip


_PROTOCOLS: tuple[Protocol, ...] = ("kitty", "iterm", "sixel")
"""From the best: kitty's pictures are sent only once; a sixel has the size of its pixels, which on screens of high
resolution need not be those of the cells."""


class Drawing(NamedTuple):
    """How figures are drawn."""

    style: Style | None = "braille"
    """In characters: also where a picture cannot be shown. None for no figures at all."""
    protocol: Protocol = ""
    """How real pictures are sent; "" where there are none."""


def choose_drawing(wanted: str, terminal: Terminal = PLAIN, *, has_pillow: bool | None = None) -> Drawing:
    """Return how to draw: what the user `wanted`, or with "auto" the best of which the terminal says that it can."""
    best = _characters(terminal)
    if wanted == "none":
        return Drawing(None)
    if wanted in ("octant", "sextant", "braille", "blocks"):
        return Drawing(wanted)  # type: ignore[arg-type]
    protocol: Protocol = next((name for name in _PROTOCOLS if getattr(terminal, name)), "")
    if wanted == "auto" and is_multiplexer(terminal):
        protocol = ""
    if protocol and not (find_spec("PIL") is not None if has_pillow is None else has_pillow):
        protocol = ""
    return Drawing(best, protocol)


def _characters(terminal: Terminal) -> Style:
    if terminal.is_console:
        return "blocks"
    since = _OCTANTS.get(terminal.name)
    if since is not None and terminal.version >= since:
        return "octant"
    since = _SEXTANTS.get(terminal.name)
    return "sextant" if since is not None and terminal.version >= since else "braille"
