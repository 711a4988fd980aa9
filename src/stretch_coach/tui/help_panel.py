"""Textual's help panel, which here always shows the text of the screen and can be scrolled with the keys."""

from __future__ import annotations

from inspect import cleandoc

from textual.widget import Widget
from textual.widgets import HelpPanel, KeyPanel, Markdown


class ScreenHelpPanel(HelpPanel):
    """The help of the screen and all keys that work now."""

    def on_mount(self) -> None:
        """Let Tab reach the keys, which may be more than there is room for."""
        self.query_one(KeyPanel).can_focus = True

    def update_help(self, focused_widget: Widget | None) -> None:
        """Show the screen's `HELP`, whatever is focused."""
        del focused_widget
        text = self.screen.HELP or ""
        self.set_class(bool(text), "-show-help")
        self.query_one(Markdown).update(cleandoc(text))
