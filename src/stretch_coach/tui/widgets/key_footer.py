"""Textual's footer, with the key for help always in view at its right end."""

from __future__ import annotations

from collections.abc import Iterable
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
        widgets = list(super().compose())
        keys = [widget for widget in widgets if isinstance(widget, FooterKey)]
        for key in keys:
            key.set_class(key.key == "question_mark", "-help")
        self._fit(keys)
        yield from widgets

    def on_resize(self) -> None:
        """Show as many keys as there is room for now."""
        self._fit(self.query(FooterKey))

    def _fit(self, keys: Iterable[FooterKey]) -> None:
        """Hide the keys that would be cut; help shows them."""
        left = self.size.width
        for key in sorted(keys, key=lambda key: not key.has_class("-help")):
            left -= len(key.key_display) + len(key.description) + 2
            key.display = left >= 0 or not self.size.width
