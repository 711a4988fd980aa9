"""Textual's footer, with the key for help always in view at its right end."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class KeyFooter(Footer):
    """A few keys of the screen, and `?`."""

    DEFAULT_CSS: ClassVar[str] = """
    KeyFooter FooterKey.-help { dock: right; margin: 0; padding: 0 1; background: $footer-background; }
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)

    def compose(self) -> ComposeResult:
        """Textual's keys; the one for help is marked."""
        for widget in super().compose():
            if isinstance(widget, FooterKey) and widget.key == "question_mark":
                widget.add_class("-help")
            yield widget
