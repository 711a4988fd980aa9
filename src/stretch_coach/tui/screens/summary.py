"""The end of a session: what was done, how it felt, and what that leads to; and the same questions asked again later.

Each answer is stored at once, so closing the terminal loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Button, Label, ProgressBar, Static

from stretch_coach import text
from stretch_coach.errors import StretchCoachError
from stretch_coach.record.lines import Felt, Status
from stretch_coach.services.rating import rate_session
from stretch_coach.services.sessions import DoneStep
from stretch_coach.services.today import RatingView, StreakView
from stretch_coach.services.upcoming import NextTimeView, next_time_view
from stretch_coach.session.summary import SessionSummary
from stretch_coach.tui.link import Keys, key_link
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.step_lines import commonest_reason, is_too_wide, step_line
from stretch_coach.tui.widgets.key_footer import KeyFooter

FEELINGS: tuple[tuple[Felt, str], ...] = (("easy", "e  Easy"), ("ok", "o  OK"), ("hard", "h  Hard"))
HOW: dict[Status, str] = {"done": "Done", "partial": "Partly done", "stopped": "Ended early"}
WELL_DONE = "Well done. Rest as long as you like."
SOME = "What you did counts. Less is fine."
LITTLE = "That was short. Come back when it suits you."
LITTLE_MS = 10_000
"""Below this nobody needs to hear that it counts."""
SCALE = "0 none · 3 noticeable · 5 hard to ignore · 10 worst"
YOU_DECIDE = "How it felt decides whether it grows."
MOST = 10
PAIN_OUTCOMES = ("hurt", "eased")
BETWEEN = 3
"""Columns that the list of next time loses to its scrollbar and padding."""


class RatingScreen(StretchScreen[None]):
    """How a stored session felt and, where it may be asked, how much it hurts."""

    CSS_PATH = "summary.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (116, "-wide"), (160, "-huge")]  # noqa: RUF012  Textual's type
    HELP = """
    # How it went

    Both answers are optional. They decide what the next session asks for. `Enter` saves and closes.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "finish", "finish", id="summary.finish"),
        *(Binding(words[0], f"felt('{felt}')", felt, show=False) for felt, words in FEELINGS),
        Binding("p", "show_pain", "add pain", id="summary.pain"),
        *(Binding(str(n), f"pain({n})", "pain", show=False) for n in range(MOST)),
        Binding("t", "pain(10)", "pain ten", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
    ]

    def __init__(self, rating: RatingView, *, asks_pain: bool = True) -> None:
        """`asks_pain`: ask for it at once, not only where the user wants to add it."""
        super().__init__()
        self._session_id = rating.session_id
        self._title = rating.title
        self._asks_pain = asks_pain or rating.pain_after is not None
        self.felt: Felt | None = rating.felt
        self.pain: int | None = rating.pain_after

    def compose(self) -> ComposeResult:
        """The two questions."""
        yield Label(Content.assemble("Edit rating  ", (self._title, "$quiet")), classes="head")
        with VerticalScroll(id="page"):
            yield from self._questions()
        yield KeyFooter()

    def _questions(self) -> ComposeResult:
        with Vertical(id="questions"):
            yield Label("How did it feel?", classes="section")
            with Horizontal(id="feelings"):
                for felt, words in FEELINGS:
                    yield Button(words, id=felt, flat=True)
            with Vertical(id="pain"):
                yield Label("How much does it hurt now?", classes="section")
                yield Keys(id="scale")
                yield Label(SCALE, classes="quiet")
            yield Keys(key_link("p", "it hurts: add how much", "screen.show_pain"), id="add-pain")

    def on_mount(self) -> None:
        """Show what was answered before, and what the session leads to."""
        if self.query("#questions"):
            self._show_answers()
            self.call_after_refresh(self.show_effect)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take numbers only while they are asked for."""
        del parameters
        if action == "show_pain":
            return not self._asks_pain
        return self._asks_pain if action == "pain" else True

    def _show_answers(self) -> None:
        for felt, _ in FEELINGS:
            self.query_one(f"#{felt}", Button).set_class(felt == self.felt, "-chosen")
        self.query_one("#pain").display = self._asks_pain
        self.query_one("#add-pain").display = not self._asks_pain
        self.query_one("#scale", Static).update(_scale(self.pain))

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        felt = next((each for each, _ in FEELINGS if each == event.button.id), None)
        if felt is not None:
            self.action_felt(felt)

    def action_felt(self, felt: Felt) -> None:
        """Answer how it felt."""
        self.felt = felt
        self._answered()

    def action_show_pain(self) -> None:
        """Ask for pain, too."""
        self._asks_pain = True
        self.refresh_bindings()
        self._show_answers()

    def action_pain(self, pain: int) -> None:
        """Answer how much it hurts."""
        self.pain = pain
        self._answered()

    def _answered(self) -> None:
        try:
            rate_session(self.context, self._session_id, felt=self.felt, pain_after=self.pain)
        except StretchCoachError as error:
            self.program.tell(error)
        self._show_answers()
        self.show_effect()

    def show_effect(self) -> None:
        """Show what the answers lead to."""

    def action_scroll(self, by: int) -> None:
        """Move the page."""
        self.query_one("#page", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_finish(self) -> None:
        """Close."""
        self.dismiss(None)


class SummaryScreen(RatingScreen):
    """What was planned this morning and what was done, the questions, and the next time."""

    def __init__(
        self, summary: SessionSummary, steps: Sequence[DoneStep], rating: RatingView, *, asks_pain: bool = False
    ) -> None:
        """`asks_pain` for a session that began with pain; one in which something hurt asks anyway."""
        super().__init__(rating, asks_pain=asks_pain or any(step.outcome in PAIN_OUTCOMES for step in steps))
        self._summary = summary
        self._steps = steps
        self._after: NextTimeView | None = None

    def compose(self) -> ComposeResult:
        """Steps at the left, questions and next time at the right; one below the other on a narrow terminal."""
        summary = self._summary
        done = HOW[summary.status]
        cheer = WELL_DONE if summary.status == "done" else SOME if summary.held_ms >= LITTLE_MS else LITTLE
        with Horizontal(classes="head"):
            yield Label(Content.assemble((f"{summary.title} ", "bold"), (done.lower(), "bold $kind-hold")))
            yield Label(cheer, classes="cheer")
        with VerticalScroll(id="page"), Container(id="both"):
            with Vertical(id="held"):
                yield Label("What you held", classes="section")
                if summary.error:
                    yield Static(summary.error, markup=False, classes="error")
                for step in self._steps:
                    yield from _step(step)
                yield Static(_total(self._steps), classes="quiet total")
            with Vertical(id="after"):
                if summary.rehearsal:
                    yield Static("This was a rehearsal: it counts for nothing.", classes="rehearsal")
                else:
                    yield from self._questions()
                    yield Static(id="advice", markup=False)
                    yield Static(id="streak")
                    yield Label(id="next-day", classes="section")
                    yield Static(id="next")
        yield KeyFooter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ask nothing about a rehearsal."""
        if self._summary.rehearsal and action in ("felt", "pain", "show_pain"):
            return False
        return super().check_action(action, parameters)

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self.call_after_refresh(self._show_after)

    def show_effect(self) -> None:
        """Ask what next time will look like now."""
        try:
            self._after = next_time_view(self.context, self._summary.name)
        except StretchCoachError:
            self._after = None
        self._show_after()

    def _show_after(self) -> None:
        after = self._after
        if after is None or not self.query("#next"):
            return
        today = self.context.practice_day()
        self._set("#advice", after.advice)
        self._set("#streak", _streak(after.streak))
        when = text.near_date(after.day, today) if after.day else ""
        self.query_one("#next-day", Label).update(f"Next: {when}" if when else "Next time")
        width = max(24, self.query_one("#next").size.width - BETWEEN)
        shared = commonest_reason(after.rows)
        short = is_too_wide(after.rows, width)
        lines = [step_line(row, width, said=shared, short=short) for row in after.rows]
        said = text.sentence(shared)
        if self.felt is None:  # what hurt has its own line
            said = "" if self._asks_pain else YOU_DECIDE
        lines += [Content.styled(said, "$quiet")] if said else []
        self.query_one("#next", Static).update(Content("\n").join(lines))

    def _set(self, selector: str, said: str) -> None:
        widget = self.query_one(selector, Static)
        widget.update(said)
        widget.display = bool(said)


def _step(step: DoneStep) -> ComposeResult:
    """One step: its name, a bar against this morning's plan, both in figures, and why it was less."""
    planned = max(1, step.planned_ms)
    with Horizontal(classes=f"step -{step.outcome}"):
        yield Label(step.title, markup=False, classes="name")
        bar = ProgressBar(total=planned, show_percentage=False, show_eta=False)
        bar.update(progress=min(step.held_ms, planned))
        yield bar
        yield Label(f"{text.clock(step.held_ms)} of {text.clock(step.planned_ms)}", classes="figures")
        yield Label(step.cause, markup=False, classes="cause")


def _total(steps: Sequence[DoneStep]) -> str:
    planned, held = sum(step.planned_ms for step in steps), sum(step.held_ms for step in steps)
    share = round(100 * held / planned) if planned else 100
    return f"{text.clock(held)} of the {text.clock(planned)} planned, {share} %"


def _streak(view: StreakView) -> str:
    if not view.streak:
        return ""
    kept = f" {text.count(view.milestone, 'day')} in a row: well kept." if view.milestone else ""
    return f"Streak: {text.count(view.streak, 'day')}.{kept}"


def _scale(chosen: int | None) -> Content:
    """The eleven numbers to press or click, the chosen one filled."""
    numbers = []
    for number in range(MOST + 1):
        look = "bold $ground on $kind-hold" if number == chosen else "bold on $track"
        key = "t" if number == MOST else str(number)
        shown = f" {number} " if number < MOST else f" {number}={key} "
        numbers.append(Content.styled(shown, look).stylize(Style.from_meta({"@click": f"screen.pain({number})"})))
    return Content(" ").join(numbers)
