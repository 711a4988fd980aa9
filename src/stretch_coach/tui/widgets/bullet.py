"""A line of a list, with a coloured dot before it and a hanging indent."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Label, Static


def bullet(words: str, colour: str = "$quiet") -> Horizontal:
    """Return the line; its stylesheet is `.bullet` of app.tcss."""
    dot, said = Label(Content.styled("•", colour), classes="dot"), Static(words, classes="said", markup=False)
    return Horizontal(dot, said, classes="bullet")
