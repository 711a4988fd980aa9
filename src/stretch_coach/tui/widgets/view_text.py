"""Text that is made from the view of a running session, and drawn again only when it changes."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from stretch_coach.session.events import PlayerView
from stretch_coach.tui.widgets.big_text import BigText

Say = Callable[[PlayerView], str]


class BigViewText(BigText):
    """One large word or number of a session."""

    view: reactive[PlayerView | None] = reactive(None, repaint=False)

    def __init__(
        self,
        say: Say,
        *,
        template: Say | None = None,
        most_rows: int = 99,
        wrap: bool = False,
        id: str | None = None,  # noqa: A002  Textual's own name
    ) -> None:
        """`say` gives the text, `template` what must fit at the same size; the others as in `BigText`."""
        super().__init__(most_rows=most_rows, wrap=wrap, id=id)
        self._say = say
        self._template = template

    def watch_view(self, view: PlayerView | None) -> None:
        """Take the new text."""
        if view is not None:
            if self._template is not None:
                self.template = self._template(view)
            self.text = self._say(view)


class ViewText(Static):
    """Ordinary text of a session, which can be selected and copied. What a file says in it is never markup."""

    view: reactive[PlayerView | None] = reactive(None, repaint=False)

    def __init__(self, say: Callable[[PlayerView], str | Content], *, id: str | None = None) -> None:  # noqa: A002  Textual\'s own name
        super().__init__(markup=False, id=id)
        self._say = say
        self._said: str | Content = ""

    def watch_view(self, view: PlayerView | None) -> None:
        """Take the new text."""
        if view is not None:
            self.show(self._say(view))

    def show(self, text: str | Content) -> None:
        """Show a text; its box keeps its size."""
        if text != self._said:
            self._said = text
            self.update(Content(text) if isinstance(text, str) else text, layout=False)
