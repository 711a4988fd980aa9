"""The danger signs, asked with `!` before and during a session. Dismissed with the sign that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content

from stretch_coach.services.screening import Sign
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.screens.page import LINE_KEYS, PageScreen
from stretch_coach.tui.words import common
from stretch_coach.tui.words import danger as words

if TYPE_CHECKING:
    from textual.binding import BindingType

    from stretch_coach.tui.glyphs import Glyphs


class DangerScreen(PageScreen[Sign]):
    """Signs A and B as two lists, each with one key; a third key says none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "choose('emergency')", words.EMERGENCY.lower()),
        Binding("2", "choose('clinician')", words.CLINICIAN.lower()),
        Binding("n,escape", "choose('none')", words.NONE),
        Binding("question_mark", "keys", common.KEYS),
        *LINE_KEYS,
    ]

    def __init__(self, glyphs: Glyphs, *, in_session: bool, note: str = "") -> None:
        super().__init__(glyphs)
        self._in_session = in_session
        self._note = note

    def head(self, width: int) -> Content:
        """Return the title."""
        return Content.assemble(" ", (words.TITLE, lay.WARNING)).truncate(width)

    def body(self, width: int) -> list[Content]:
        """Return both lists."""
        view = self.program.coach.safety()
        wide = lay.page_width(width, 84)
        lines = lay.wrap(words.PAUSED if self._in_session else words.ASK, wide, style=lay.TITLE)
        lines += [*lay.wrap(self._note, wide, style="$kind-rest"), lay.BLANK]
        for key, title, signs, label in (
            ("1", words.EMERGENCY, view.emergency, words.CHOOSE_EMERGENCY),
            ("2", words.CLINICIAN, view.clinician, words.CHOOSE_CLINICIAN),
        ):
            lines.append(lay.text(title, lay.WARNING))
            for sign in signs:
                first, *rest = lay.wrap(sign, wide - 4)
                lines.append(Content.assemble("  ", (self.glyphs.dot, lay.QUIET), " ", first))
                lines += lay.indented(rest, 4)
            lines += [lay.choice(key, key, label), lay.BLANK]
        lines.append(lay.choice("n", "n", words.NONE_IN_SESSION if self._in_session else words.NONE))
        return lines

    def action_choose(self, sign: Sign) -> None:
        """Answer."""
        self.dismiss(sign)
