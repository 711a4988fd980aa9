"""The ready screen before each session. Dismissed with whether to start, and with the pain that was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual.binding import Binding

from stretch_coach.errors import StretchCoachError
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages import ready as page
from stretch_coach.tui.screens.page import LINE_KEYS, PageScreen
from stretch_coach.tui.words import ready as words

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.services.play_options import PlayOptions
    from stretch_coach.services.ports import CoachPort
    from stretch_coach.services.screening import Sign
    from stretch_coach.tui.glyphs import Glyphs


class ReadyAnswer(NamedTuple):
    """What was chosen; `pain` is None where it was not told."""

    what: Literal["start", "back", "emergency", "clinician"]
    pain: int | None = None


class ReadyScreen(PageScreen[ReadyAnswer]):
    """Doses, danger signs and one question that may be left open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", words.START, id="ready.start"),
        Binding("y", "accept", words.ACCEPT, id="ready.accept"),
        Binding("exclamation_mark", "wrong", words.WRONG, id="ready.wrong"),
        Binding("escape,q", "back", words.BACK, id="ready.back"),
        Binding("question_mark", "keys", words.KEYS, id="ready.keys"),
        *(Binding(str(n), f"answer({n})", "pain", show=False) for n in range(10)),
        Binding(words.TEN, "answer(10)", "pain", show=False),
        *LINE_KEYS,
    ]

    def __init__(self, coach: CoachPort, name: str, options: PlayOptions, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._coach = coach
        self._options = options
        self._view = coach.ready(name, options)

    @property
    def routine(self) -> str:
        """The routine's title."""
        return self._view.title

    def head(self, width: int) -> Content:
        """Return the routine and how long it takes."""
        return lay.header(words.TITLE, words.minutes(self._view.minutes), width, detail=self._view.title)

    def body(self, width: int) -> list[Content]:
        """Return the page."""
        return page.body(self._view, width, self.glyphs)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no start where nothing is due, or before what must be asked was asked."""
        del parameters
        if action == "accept":
            return bool(self._view.to_ask)
        return not ((self._view.nothing_due or self._view.to_ask) and action in ("start", "answer"))

    def action_accept(self) -> None:
        """Say that the cautions were asked about, and open the way to start."""
        try:
            self._coach.accept(tuple(caution.tag for caution in self._view.to_ask))
            self._view = self._coach.ready(self._view.name, self._options)
        except StretchCoachError as error:
            self.program.tell(error)
        self.refresh_bindings()
        self.repaint()

    def action_start(self) -> None:
        """Start without a score."""
        self.dismiss(ReadyAnswer("start"))

    def action_answer(self, pain: int) -> None:
        """Tell the score and start."""
        self.dismiss(ReadyAnswer("start", pain))

    def action_back(self) -> None:
        """Go back to Today."""
        self.dismiss(ReadyAnswer("back"))

    def action_wrong(self) -> None:
        """Show the danger signs."""
        from stretch_coach.tui.screens.danger import DangerScreen

        self.app.push_screen(DangerScreen(self.glyphs, in_session=False), self._heed_sign)

    def _heed_sign(self, sign: Sign | None) -> None:
        if sign == "emergency" or sign == "clinician":  # noqa: PLR1714  mypy narrows only this form
            self.dismiss(ReadyAnswer(sign))
