"""The coming days of a routine, with "what if" keys that never touch the record, and a place set by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import ClassVar

from rich.text import Text
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import DataTable, Label, Sparkline, Static

from stretch_coach import text
from stretch_coach.errors import StretchCoachError
from stretch_coach.services import upcoming
from stretch_coach.services.prescriptions import StepRow
from stretch_coach.services.upcoming import PlanStep, PlanView, WhatIf
from stretch_coach.tui.link import Keys, in_rows, key_link
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.widgets.exercise_picture import StartAndHold
from stretch_coach.tui.widgets.key_footer import KeyFooter

WHAT_IF: tuple[tuple[str, WhatIf, str], ...] = (
    ("g", "good", "a good day"),
    ("h", "hard", "a hard day"),
    ("p", "pain", "pain 6"),
    ("a", "away", "3 days away"),
)
ALL_COLUMNS = 72
"""Columns of the terminal from which the last day is listed next to the next."""
TABLE_COLUMNS = 100
"""Columns of the terminal from which a day is a row of a table; below, it is a paragraph."""
TABLE_LESS, PARAGRAPH_LESS = 10, 6
"""Columns that padding and scrollbar take from a table with three columns, and from one with one."""
STATES = {"rest": "rests", "paused": "paused", "not yet": "not yet", "left out": "left out"}
PLACING = ("set_place", "rung", "back", "help")


class PlanScreen(StretchScreen[None]):
    """Each exercise over the coming days, and the chosen one day by day."""

    CSS_PATH = "plan.tcss"
    AUTO_FOCUS = "#steps"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (100, "-wide"), (160, "-huge")]  # noqa: RUF012  Textual's type
    HELP = """
    What each exercise asks for on the coming days, if all goes well. The what-if keys play with it and change nothing.

    `s` sets by hand how far up an exercise is. That is written into your record; `z` takes it back.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"what_if('{what}')", f"what if: {label}", id=f"plan.{what}", show=False)
            for key, what, label in WHAT_IF
        ),
        Binding("u", "undo", "without what-ifs", id="plan.undo"),
        Binding("enter", "set_place", "set it", id="plan.set", priority=True),
        Binding("left,minus", "rung(-1)", "lower", id="plan.lower", priority=True),
        Binding("right,plus", "rung(1)", "higher", id="plan.higher", priority=True),
        Binding("s", "place", "set by hand", id="plan.place"),
        Binding("z", "unplace", "take back", id="plan.unplace"),
        Binding("escape", "back", "back", id="plan.back"),
        Binding("q", "back", "back", show=False),
    ]
    steps = getters.query_one("#steps", DataTable)
    days = getters.query_one("#days", DataTable)

    view: reactive[PlanView | None] = reactive(None, init=False, bindings=True)
    placing: reactive[int | None] = reactive(None, init=False, bindings=True)
    """The place that would be set, while the user chooses one."""

    def __init__(self, view: PlanView) -> None:
        super().__init__()
        self._first = view

    def compose(self) -> ComposeResult:
        """What is played with; all exercises; the chosen one as chart and table."""
        with Horizontal(id="head"):
            yield Label(id="title", markup=False)
            yield Label("the coming days, if all goes well", id="aside")
        yield Keys(id="what-if")
        with Vertical(id="both"):
            with Container(id="top"):
                yield DataTable(id="steps", cursor_type="row", zebra_stripes=False)
                with Vertical(id="chosen"):
                    yield Static(id="step-title", markup=False)
                    yield Keys(id="standing")
                    yield Sparkline(id="chart", summary_function=max)
                    yield Static(id="axis", markup=False)
            yield DataTable(id="days", cursor_type="none", show_cursor=False)
            yield StartAndHold(id="pictures")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Open on the exercise that changes most."""
        self.view = self._first
        changes = [_changes(step) for step in self._first.steps]
        if changes:
            self.steps.move_cursor(row=changes.index(max(changes)))

    # What is shown

    @property
    def step(self) -> PlanStep | None:
        """The chosen exercise."""
        view, row = self.view, self.steps.cursor_row
        return view.steps[row] if view is not None and 0 <= row < len(view.steps) else None

    def watch_view(self, view: PlanView | None) -> None:
        """List the exercises."""
        if view is None:
            return
        self.query_one("#title", Label).update(f"Plan: {view.title}")
        self.query_one("#what-if", Static).update(_what_if(view, self.size.width - 2))
        row = self.steps.cursor_row
        columns = ("Exercise", "Next", "Last")[: 3 if self.size.width >= ALL_COLUMNS else 2]
        self.steps.clear(columns=True)
        self.steps.add_columns(*columns)
        for step in view.steps:
            cells = Text(step.title, "bold"), Text(_short(step.days[0])), Text(_short(step.days[-1]))
            self.steps.add_row(*cells[: len(columns)])
        self.query_one("#both").display = bool(view.steps)
        if view.steps:
            self.steps.move_cursor(row=min(row, len(view.steps) - 1))
        self._show_step()

    def on_resize(self) -> None:
        """List what there is room for now."""
        if self.view is not None:
            self.watch_view(self.view)

    @on(DataTable.RowHighlighted, "#steps")
    def _choose(self) -> None:
        self._show_step()
        self.refresh_bindings()

    def watch_placing(self) -> None:
        """Show the place that would be set."""
        self.steps.disabled = self.placing is not None
        self._show_step()

    def _show_step(self) -> None:
        view, step = self.view, self.step
        if view is None or step is None:
            return
        self.query_one("#step-title", Static).update(step.title)
        standing = self.query_one("#standing", Static)
        width = standing.size.width or self.size.width - 2
        standing.update(_standing(step, view.days[0], self.placing, width))
        holds = [row.dose.hold_ms // 1000 if row.dose else 0 for row in step.days]
        grows = len(set(holds)) > 1
        chart, axis = self.query_one("#chart", Sparkline), self.query_one("#axis", Static)
        self.set_class(not grows, "-flat")
        chart.data = [0.0, *map(float, holds)] if grows else None
        axis.update(f"seconds of a hold: {holds[0]} to {max(holds)}, {text.short_date(view.days[-1])}")
        self.query_one(StartAndHold).show_exercise(step.exercise)
        self._list_days(
            [
                (days, row.short or STATES.get(row.state, ""), _reason(row))
                for days, row in _folded(view.days, step.days)
            ]
        )

    def _list_days(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """List days; a reason takes as many lines as it needs next to the other two columns, or below them."""
        self.days.clear(columns=True)
        if self.size.width < TABLE_COLUMNS:
            self.days.add_column("Day by day", width=max(20, self.size.width - PARAGRAPH_LESS))
            for day, dose, why in rows:
                self.days.add_row(Text.assemble((day, "bold"), f"  {dose}\n{why}"), height=None)
            return
        when, much = (
            max(map(len, column))
            for column in (["Day", *(row[0] for row in rows)], ["How much", *(row[1] for row in rows)])
        )
        self.days.add_column("Day", width=when)
        self.days.add_column("How much", width=much)
        self.days.add_column("Why", width=self.size.width - when - much - TABLE_LESS)
        for day, dose, why in rows:
            self.days.add_row(Text(day), Text(dose, "bold"), Text(why), height=None)

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what applies: while a place is chosen, nothing else."""
        del parameters
        if not self.is_mounted:
            return True
        if self.placing is not None:
            return action in PLACING
        step = self.step
        applies = {
            "undo": bool(self.view and self.view.what_if),
            "place": step is not None and len(step.ladder) > 1,
            "unplace": step is not None and step.by_hand is not None,
        }
        return applies.get(action, action not in ("set_place", "rung"))

    def action_what_if(self, what: WhatIf) -> None:
        """Add a day that has not happened."""
        if self.view is not None:
            self._replay((*self.view.what_if, what))

    def action_undo(self) -> None:
        """Go back to the record as it is."""
        self._replay(())

    def _replay(self, what_if: tuple[WhatIf, ...]) -> None:
        try:
            self.view = upcoming.plan_view(self.context, self._first.name, what_if)
        except StretchCoachError as error:
            self.program.tell(error)

    def action_place(self) -> None:
        """Begin to choose a place by hand; what-ifs end, for the place goes into the record as it is."""
        if self.view is not None and self.view.what_if:
            self._replay(())
        if self.step is not None:
            self.placing = self.step.rung

    def action_rung(self, by: int) -> None:
        """Look at the place above or below."""
        if self.placing is not None and self.step is not None:
            self.placing = max(0, min(len(self.step.ladder) - 1, self.placing + by))

    def action_set_place(self) -> None:
        """Write the chosen place into the record."""
        step, rung = self.step, self.placing
        self.placing = None
        if step is None or rung is None or rung == step.rung:
            return
        said = f"{step.title} goes on from {rung + 1} of {len(step.ladder)} steps up."
        self._write(lambda: upcoming.place(self.context, self._first.name, step.step, rung), said)

    def action_unplace(self) -> None:
        """Take back what was set by hand last."""
        step = self.step
        if step is not None:
            said = "Taken back. Your record decides again."
            self._write(lambda: upcoming.unplace(self.context, self._first.name, step.step), said)

    def _write(self, what: Callable[[], None], said: str) -> None:
        try:
            what()
        except StretchCoachError as error:
            self.program.tell(error)
        else:
            self.notify(said, markup=False)
        self._replay(())

    def go_back(self) -> None:
        """Leave the place as it is, or leave the screen."""
        if self.placing is not None:
            self.placing = None
            self.steps.focus()
        else:
            self.dismiss()


def _changes(step: PlanStep) -> int:
    """How many different doses the coming days have."""
    return len({row.dose for row in step.days})


def _short(row: StepRow) -> str:
    """How much, without the share of the range, which the table of days has."""
    return row.short.partition(", ")[0] or STATES.get(row.state, "")


def _reason(row: StepRow) -> str:
    return text.sentence(row.reason.partition(": ")[2] or row.reason)


def _folded(days: tuple[date, ...], rows: tuple[StepRow, ...]) -> Iterator[tuple[str, StepRow]]:
    """The days with their rows; days in a row with the same dose are one row, with the first one's reason."""
    pairs = zip(days, rows, strict=True)
    for _, group in groupby(pairs, key=lambda pair: (pair[1].dose, pair[1].state)):
        same = list(group)
        first, last = same[0][0], same[-1][0]
        span = text.short_date(first) if first == last else f"{text.short_date(first)} – {text.short_date(last)}"
        yield span, same[0][1]


def _what_if(view: PlanView, width: int) -> Content:
    """The what-ifs as keys, and what was played with so far."""
    if not view.days:
        return Content("Nothing is due in the coming days.")
    links = (key_link(key, label, f"screen.what_if('{what}')") for key, what, label in WHAT_IF)
    lines = [in_rows([Content.styled("What if ", "$quiet"), *links], width)]
    if view.what_if:
        labels = {what: label for _, what, label in WHAT_IF}
        played = text.joined([labels[what] for what in view.what_if])
        undo = key_link("u", "without it", "screen.undo")
        lines.append(Content.assemble(undo, (f" After {played}. Nothing of this touches your record.", "$kind-rest")))
    return Content("\n").join(lines)


def _standing(step: PlanStep, today: date, placing: int | None, width: int) -> Content:
    """How far up the exercise is, and the place that would be set."""
    if not step.ladder:
        return Content("")
    if placing is not None:
        links = (
            key_link("←", "lower", "screen.rung(-1)"),
            key_link("→", "higher", "screen.rung(1)"),
            key_link("Enter", "set it", "screen.set_place", main=True),
            key_link("Esc", "leave it", "screen.back"),
        )
        dose = step.ladder[placing]
        said = f"{placing + 1} of {len(step.ladder)} steps up: {text.dose_short('stretch', dose, step.sides)}"
        return Content("\n").join([Content.styled(said, "bold $kind-hold"), in_rows(links, width)])
    by_hand = f", set by hand {text.near_date(step.by_hand, today)}" if step.by_hand else ""
    return Content.styled(f"{step.rung + 1} of {len(step.ladder)} steps up{by_hand}", "$quiet")
