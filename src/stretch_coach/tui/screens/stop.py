"""The stop screen: what to do now, and no way to an exercise. Dismissed with True for "I have been checked"."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.screens.page import LINE_KEYS, PageScreen
from stretch_coach.tui.words import safety as words

if TYPE_CHECKING:
    from textual.binding import BindingType

    from stretch_coach.services.screening import LockView
    from stretch_coach.tui.glyphs import Glyphs


class StopScreen(PageScreen[bool]):
    """The whole screen is the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,enter", "leave", words.LEAVE),
        Binding("c", "checked", words.CHECKED_KEY),
        *LINE_KEYS,
    ]

    def __init__(self, lock: LockView, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._lock = lock

    def head(self, width: int) -> Content:
        """Return one word."""
        return Content.assemble(" ", (words.STOP_TITLE, lay.WARNING)).truncate(width)

    def body(self, width: int) -> list[Content]:
        """Return what to do now."""
        wide = lay.page_width(width, 72)
        lines: list[Content] = []
        for number, paragraph in enumerate(self._lock.text):
            lines += [*lay.wrap(paragraph, wide, style=lay.TITLE if number == 0 else "$foreground"), lay.BLANK]
        if self._lock.relief:
            lines.append(lay.heading(words.RELIEF, wide, self.glyphs))
            for line in self._lock.relief:
                lines += lay.wrap(line, wide)
            lines.append(lay.BLANK)
        return [*lines, *lay.wrap(words.AGAIN, wide, style=lay.QUIET)]

    def action_leave(self) -> None:
        """Leave the program."""
        self.dismiss(result=False)

    def action_checked(self) -> None:
        """Go to a new screening."""
        self.dismiss(result=True)
