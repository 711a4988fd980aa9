"""The summary after a session, and the same two questions asked again from Today.

Each answer is stored at once, so closing the terminal loses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from stretch_coach.errors import StretchCoachError
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages import summary as page
from stretch_coach.tui.screens.page import LINE_KEYS, PageScreen
from stretch_coach.tui.words import common
from stretch_coach.tui.words import summary as words

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.record.lines import Felt
    from stretch_coach.services.ports import CoachPort
    from stretch_coach.services.today import RatingView
    from stretch_coach.services.upcoming import NextTimeView
    from stretch_coach.session.summary import SessionSummary
    from stretch_coach.tui.glyphs import Glyphs

ANSWER_KEYS: list[BindingType] = [
    *(Binding(key, f"felt('{value}')", label) for key, value, label in words.FELT_KEYS),
    *(Binding(str(n), f"pain({n})", "pain", show=False) for n in range(10)),
    Binding(words.TEN, "pain(10)", "pain", show=False),
]


class RatingScreen(PageScreen[None]):
    """Felt and pain of a stored session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,q", "finish", words.FINISH, id="summary.finish"),
        *ANSWER_KEYS,
        Binding("question_mark", "keys", common.KEYS),
        *LINE_KEYS,
    ]

    def __init__(self, coach: CoachPort, rating: RatingView, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._coach = coach
        self._session_id = rating.session_id
        self._title = rating.title
        self.answers = page.Answers(rating.felt, rating.pain_after)

    def head(self, width: int) -> Content:
        """Return which session it is."""
        return lay.header(words.CORRECT_TITLE, "", width, detail=self._title)

    def body(self, width: int) -> list[Content]:
        """Return the questions."""
        return page.rating(self.answers, width, self.glyphs)

    def action_felt(self, felt: Felt) -> None:
        """Answer how it felt."""
        self._answer(self.answers._replace(felt=felt))

    def action_pain(self, pain: int) -> None:
        """Answer how much it hurts."""
        self._answer(self.answers._replace(pain=pain))

    def _answer(self, answers: page.Answers) -> None:
        try:
            self._coach.rate(self._session_id, felt=answers.felt, pain_after=answers.pain)
        except StretchCoachError as error:
            self.program.tell(error)
        self.answers = answers
        self.answered()
        self.repaint()

    def answered(self) -> None:
        """Take note that the record has changed."""

    def action_finish(self) -> None:
        """Leave."""
        self.dismiss(None)


class SummaryScreen(RatingScreen):
    """What was done, with the questions and what they lead to."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, coach: CoachPort, summary: SessionSummary, rating: RatingView, glyphs: Glyphs) -> None:
        super().__init__(coach, rating, glyphs)
        self._summary = summary
        self._today = rating.day
        self._after: NextTimeView | None = None
        self.answered()

    def head(self, width: int) -> Content:
        """Return how it ended."""
        done = self._summary.status == "done"
        right = words.WELL_DONE if done else words.NO_MATTER
        return lay.header(words.STATUS[self._summary.status], right, width, detail=self._summary.title)

    def body(self, width: int) -> list[Content]:
        """Return the page."""
        return page.body(self._summary, self.answers, self._after, page.Frame(width, self.glyphs, self._today))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ask nothing about a rehearsal."""
        del parameters
        return not (self._summary.rehearsal and action in ("felt", "pain"))

    def answered(self) -> None:
        """Ask what next time will look like now."""
        if self._summary.rehearsal:
            return
        try:
            self._after = self._coach.next_time(self._summary.name)
        except StretchCoachError:
            self._after = None
