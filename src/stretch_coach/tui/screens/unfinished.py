"""The question about a session that was cut off, asked when another is to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.screens.page import PageScreen
from stretch_coach.tui.words import common
from stretch_coach.tui.words import today as today_words
from stretch_coach.tui.words import unfinished as words

if TYPE_CHECKING:
    from datetime import date

    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.services.sessions import UnfinishedView
    from stretch_coach.tui.glyphs import Glyphs

Decision = Literal["resume", "keep", "discard", "back"]


class UnfinishedScreen(PageScreen[Decision]):
    """Resume, keep or discard; later than two hours, keep or discard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "decide('resume')", today_words.RESUME),
        Binding("k", "decide('keep')", today_words.KEEP),
        Binding("x", "decide('discard')", today_words.DISCARD),
        Binding("escape,q", "decide('back')", words.BACK),
        Binding("question_mark", "keys", common.KEYS),
    ]

    def __init__(self, view: UnfinishedView, today: date, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._view = view
        self._today = today

    def head(self, width: int) -> Content:
        """Return the title."""
        return lay.header(words.TITLE, "", width)

    def body(self, width: int) -> list[Content]:
        """Return the question."""
        wide = lay.page_width(width, 80)
        choices = [("k", words.KEEP), ("x", words.DISCARD)]
        if self._view.can_resume:
            choices.insert(0, ("r", words.RESUME))
        lines = [lay.BLANK, *lay.wrap(today_words.unfinished(self._view, self._today), wide, style=lay.TITLE)]
        lines += [*lay.wrap(words.EXPLAIN, wide, style=lay.QUIET), lay.BLANK]
        for key, label in choices:
            lines += [lay.choice(key, key, label), lay.BLANK]
        return lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to resume only where that is still possible."""
        return not (action == "decide" and parameters == ("resume",) and not self._view.can_resume)

    def action_decide(self, decision: Decision) -> None:
        """Answer."""
        self.dismiss(decision)
