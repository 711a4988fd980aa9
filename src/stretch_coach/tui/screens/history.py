"""The record to look at: a year of days with each day in full, and curves. Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Label, Select, Static, TabbedContent, TabPane, Tabs

from stretch_coach import text
from stretch_coach.errors import StretchCoachError
from stretch_coach.history.statistics import Point
from stretch_coach.record.lines import Felt, Outcome, Status
from stretch_coach.record.measures import chart_text, series
from stretch_coach.routine.model import Exercise
from stretch_coach.services.areas import areas_view
from stretch_coach.services.history import (
    CurveName,
    CurveView,
    DayView,
    DueRoutine,
    History,
    HistoryView,
    SessionCard,
)
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.step_lines import STATES, reason_of
from stretch_coach.tui.widgets.body_map import BodyMap
from stretch_coach.tui.widgets.chart import AFTER, BEFORE, BOTH, Chart
from stretch_coach.tui.widgets.exercise_picture import Gallery
from stretch_coach.tui.widgets.fitting_line import FittingLine
from stretch_coach.tui.widgets.key_footer import KeyFooter
from stretch_coach.tui.widgets.year_map import YearMap

CHARTS: dict[CurveName, str] = {"minutes": "Minutes", "pain": "Pain", "hold": "Holds", "score": "Score"}
SPANS = ((28, "4 weeks"), (91, "3 months"), (365, "a year"), (0, "all"))
BODY, RANGE = "body", "range"
ALL, USUAL_SPAN = 0, 91
MOST_BARS = 26
"""Measurings in a chart: a year of every two weeks."""
MAKE_PAIN_TREND_FROM = 6
"""Days with pain on record from which the first third is compared with the last."""
STATE = {
    "done": "done", "partial": "partly done", "rest": "rest day", "excused": "excused", "missed": "missed",
    "pending": "not done yet", "before": "before the first session",
}  # fmt: skip
OUTCOME: dict[Outcome, str] = {
    "done": "", "partial": "cut short", "skipped": "skipped", "eased": "made easier", "hurt": "stopped, it hurt"
}  # fmt: skip
STATUS: dict[Status, str] = {"done": "done", "partial": "partly done", "stopped": "ended early"}
FELT: dict[Felt, str] = {"easy": "felt easy", "ok": "felt OK", "hard": "felt hard"}
EMPTY = "Nothing is on record yet. Your days appear here after your first session."


NOT_MEASURED = "Nothing is measured yet. Press w on Today to measure your range."
MEASURE_AGAIN = "Press w on Today to measure again, best every two weeks."
REASON_COLUMNS = 100
"""Columns of the terminal from which the reason is listed next to what a day asks for."""


class HistoryScreen(StretchScreen[None]):
    """Days and charts in tabs."""

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "YearMap"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-medium"), (100, "-wide"), (160, "-huge")]  # noqa: RUF012  Textual's type
    HELP = """
    # History

    Arrow keys choose a day on the map; its sessions are shown below, and with `Enter` alone. `1` to `7` choose a tab.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "day alone", id="history.day"),
        *(
            Binding(str(n), f"tab('{name}')", name, show=False)
            for n, name in enumerate(("days", *CHARTS, BODY, RANGE), 1)
        ),
        Binding("s", "span", "time span", id="history.span"),
        Binding("e", "exercise", "exercise", id="history.exercise"),
        Binding("escape,q,h", "back", "back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._history: History | None = None
        self._exercises: tuple[Exercise, ...] = ()
        """What the chosen day holds."""

    @property
    def history(self) -> History:
        """The record as it was when the screen opened."""
        if self._history is None:
            self._history = History(self.context)
        return self._history

    def compose(self) -> ComposeResult:
        """The figures, then a tab for the days and one for each curve."""
        view = self.history.view
        with Horizontal(classes="head"):
            yield Label("History", id="heading")
            yield FittingLine(_figures(view), id="figures")
        for warning in view.warnings:
            yield Static(warning, markup=False, classes="warning")
        with TabbedContent():
            with TabPane("1 Days", id="days"):
                yield YearMap(view)
                yield Static(id="legend")
                with VerticalScroll(id="day"):
                    yield Static(id="day-line")
                    yield DataTable(id="steps", cursor_type="none", zebra_stripes=False)
                    yield Static(_coming(view), id="coming")
                yield Gallery(id="pictures")
            for number, (name, title) in enumerate(CHARTS.items(), 2):
                with TabPane(f"{number} {title}", id=name):
                    with Horizontal(classes="tools"):
                        yield Select(
                            [(words, days) for days, words in SPANS], value=USUAL_SPAN, allow_blank=False,
                            compact=True, classes="span",
                        )  # fmt: skip
                        if name == "hold" and self.history.exercises:
                            choices = [(title, exercise) for exercise, title in self.history.exercises]
                            yield Select(
                                choices, value=self.history.most_changed, allow_blank=False, compact=True, id="exercise"
                            )
                    with Vertical(classes="curve"):
                        yield Chart()
                        yield Static(classes="said")
            with TabPane(f"{len(CHARTS) + 2} Body", id=BODY):
                with Horizontal(id="body"):
                    yield DataTable(id="areas", cursor_type="none", zebra_stripes=False)
                    yield BodyMap()
                yield Static(id="least", markup=False)
            with TabPane(f"{len(CHARTS) + 3} Range", id=RANGE):
                yield DataTable(id="measures", cursor_type="none", zebra_stripes=False)
                yield Static(id="measures-said", markup=False)
        yield KeyFooter()

    async def on_mount(self) -> None:
        """Show today."""
        await self._show_day(self.history.view.today)
        self._show_areas()
        self._show_measures()

    def _show_measures(self) -> None:
        """List what was measured, each with its chart."""
        found = series(self.context.measures())
        table = self.query_one("#measures", DataTable)
        table.display = bool(found)
        table.add_columns("What", "Last", "", "Up is better", "Since the first time")
        for one in found:
            day, value = one.points[-1]
            table.add_row(
                Text(one.title), Text(f"{value:g} {one.measured.unit}"), Text(text.short_date(day)),
                Text(chart_text(one.points[-MOST_BARS:], one.measured.better)), Text(one.change),
            )  # fmt: skip
        said = MEASURE_AGAIN if found else NOT_MEASURED
        self.query_one("#measures-said", Static).update(said)

    def _show_areas(self) -> None:
        """Fill the table of areas and shade the body by their minutes."""
        view = areas_view(self.context)
        table = self.query_one("#areas", DataTable)
        table.add_columns("Area", "7 days", "30 days")
        for row in view.rows:
            table.add_row(Text(row.area), Text(f"{row.week:g} min"), Text(f"{row.month:g} min"))
        self.query_one(BodyMap).minutes = view.month
        least = ", ".join(view.neglected)
        self.query_one("#least", Static).update(f"Least time: {least}. Press g on Today to mix a session for them.")

    def on_resize(self) -> None:
        """Say what is in sight now, and picture what there is room for."""
        self.call_after_refresh(self._show_legend)
        self.call_after_refresh(self._show_pictures)

    def _show_legend(self) -> None:
        if not self.query(YearMap):  # the screen may be gone by now
            return
        self.query_one("#legend", Static).update(self.query_one(YearMap).legend())

    # Days

    @on(YearMap.Selected)
    async def _choose_day(self, event: YearMap.Selected) -> None:
        await self._show_day(event.day)
        self._show_legend()

    async def _show_day(self, day: date) -> None:
        try:
            shown = self.history.day(day)
        except StretchCoachError as error:
            self.program.tell(error)
            shown = DayView(day, ())
        self.query_one("#day-line", Static).update(_day_lines(self.history.view, shown))
        due = () if shown.sessions else self.history.due(day)
        table = self.query_one("#steps", DataTable)
        table.clear(columns=True)
        table.display = bool(shown.sessions or due)
        if due:
            self._list_due(table, due)
        else:
            self._list_sessions(table, shown)
        self._exercises = self._exercises_of(shown, due)
        self.query_one(Gallery).set_class(not self._exercises, "-empty")
        await self._show_pictures()

    async def _show_pictures(self) -> None:
        """Picture what was played on the day, or is asked for, where there is room."""
        galleries = self.query(Gallery)  # none where the screen is gone by now
        if galleries and galleries.first().display:
            await galleries.first().show_exercises(self._exercises)

    def _exercises_of(self, day: DayView, due: Sequence[DueRoutine]) -> tuple[Exercise, ...]:
        """Return each exercise once."""
        played = (self.history.exercise(row.exercise) for card in day.sessions for row in card.steps)
        asked = (exercise for routine in due for exercise in routine.exercises)
        return tuple({each.name: each for each in (*played, *asked) if each is not None}.values())

    def _list_due(self, table: DataTable[Text], due: Sequence[DueRoutine]) -> None:
        wide = self.size.width >= REASON_COLUMNS
        table.add_columns(*("Exercise", "How much", "Why")[: 3 if wide else 2])
        for routine in due:
            table.add_row(Text(routine.title, "bold"))
            for row in routine.rows:
                much = row.short if wide else row.short.partition(", ")[0]
                cells = Text(f" {row.title}"), Text(much or STATES.get(row.state, ""))
                why = (Text(text.sentence(reason_of(row))),) if wide else ()
                table.add_row(*cells, *why)

    def _list_sessions(self, table: DataTable[Text], day: DayView) -> None:
        table.add_columns("Exercise", "Held", "Planned", "")
        for card in day.sessions:
            table.add_row(Text(card.title, "bold"), Text(_clock(card.held_ms)), Text(_clock(card.planned_ms)), Text(""))
            for row in card.steps:
                table.add_row(
                    Text(f" {row.title}"), Text(_clock(row.held_ms)), Text(_clock(row.planned_ms)),
                    Text(OUTCOME[row.outcome]),
                )  # fmt: skip

    def action_open(self) -> None:
        """Show the chosen day alone, to be scrolled with the keys."""
        self.add_class("-day")
        self.query_one("#day").focus()

    def go_back(self) -> None:
        """Go from a day back to the map, or leave."""
        if self.has_class("-day"):
            self.remove_class("-day")
            self.query_one(YearMap).focus()
        else:
            self.dismiss()

    # Curves

    @on(TabbedContent.TabActivated)
    def _open(self, event: TabbedContent.TabActivated) -> None:
        self.refresh_bindings()
        if event.pane.id in CHARTS:
            self.call_after_refresh(self._show_curve)
        elif event.pane.id == BODY:
            self.query_one("#areas", DataTable).focus()
        elif event.pane.id == RANGE:
            self.query_one("#measures", DataTable).focus()
        else:
            self.query_one(YearMap).focus()

    @on(Select.Changed)
    def _choose(self) -> None:
        if self._chart is not None:
            self._show_curve()

    @property
    def _chart(self) -> CurveName | None:
        """The curve whose tab is open."""
        active = self.query_one(TabbedContent).active
        return next((name for name in CHARTS if name == active), None)

    def _show_curve(self) -> None:
        name = self._chart
        if name is None:
            return
        pane = self.query_one(f"#{name}", TabPane)
        exercise, title = "", ""
        if name == "hold":
            chosen = pane.query("#exercise").results(Select)
            exercise = next((str(select.value) for select in chosen), "")
            title = dict(self.history.exercises).get(exercise, "")
        curve = self.history.curve(name, exercise)
        days = pane.query_one(".span", Select).value
        view = self.history.view
        last = view.today
        first = view.days[0].day
        if days != ALL:  # of a record that is younger than the span, no more than four weeks
            first = max(last - timedelta(days=int(str(days)) - 1), min(first, last - timedelta(days=SPANS[0][0] - 1)))
        shown = [[p for p in points if first <= p.day <= last] for points in curve.lines]
        chart = pane.query_one(Chart)
        chart.show(curve if any(shown) else None, first, last)
        said = _said(curve, shown, first, last, title) if any(shown) else "Nothing on record in this span."
        if any(shown) and chart.days_in_a_column > 1:
            said += f" Each column is {chart.days_in_a_column} days."
        pane.query_one(".said", Static).update(Content(said))

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the open tab can do."""
        del parameters
        if not self.query(TabbedContent):
            return True
        if action == "open":
            return self._chart is None
        if action not in ("span", "exercise"):
            return True
        return self._chart is not None if action == "span" else self._chart == "hold"

    def action_tab(self, name: str) -> None:
        """Open a tab."""
        self.query_one(TabbedContent).active = name
        if name in CHARTS:
            self.query_one(Tabs).focus()

    def action_span(self) -> None:
        """Show more days, or few again."""
        self._next_of(f"#{self._chart} .span")

    def action_exercise(self) -> None:
        """Chart the next exercise."""
        self._next_of("#exercise")

    def _next_of(self, selector: str) -> None:
        for select in self.query(selector).results(Select):
            values = [value for _, value in select._options]  # noqa: SLF001  Textual has no other way to read them
            select.value = values[(values.index(select.value) + 1) % len(values)]


def _clock(ms: int) -> str:
    return text.elapsed(ms)


def _figures(view: HistoryView) -> tuple[str, ...]:
    """Return what matters most first."""
    streak = view.streak
    parts = [f"Streak {text.count(streak.streak, 'day')}" if streak.streak else "No streak yet"]
    if streak.streak and streak.safe_until is not None:
        parts.append(f"practise by {text.near_date(streak.safe_until, view.today)} to keep it")
    if streak.grace:
        parts.append(f"{streak.grace_left} of {text.count(streak.grace, 'free day')} left this month")
    return (*parts, f"best {streak.longest}", f"score {round(streak.score * 100)} %")


def _coming(view: HistoryView) -> str:
    if not view.coming:
        return "Nothing scheduled for four weeks."
    return f"Next: {', '.join(text.near_date(day, view.today) for day in view.coming[:4])}."


def _day_lines(view: HistoryView, day: DayView) -> Content:
    """What a day was, its sessions in a line each, and what else there was."""
    past = view.on(day.day)
    if past is not None:
        state = "missed; a free day kept the streak" if past.graced else STATE[past.state]
        minutes = f" · {past.minutes} min active" if past.minutes else ""
    else:
        state, minutes = ("scheduled" if day.day in view.coming else "nothing scheduled"), ""
        state = STATE["before"] if day.day < view.days[0].day else state
    lines = [Content.assemble((text.long_date(day.day), "bold"), f"  {state}{minutes}")]
    if day.excused is not None:
        lines.append(Content(f"Excused: {day.excused}." if day.excused else "Excused."))
    lines += [Content(_session_line(card)) for card in day.sessions]
    lines += [Content(f"{name[:1].upper()}{name[1:]}, {minutes} min") for name, minutes in day.activities]
    if len(view.days) == 1 and not day.sessions:
        lines.append(Content(EMPTY))
    return Content("\n").join(lines)


def _session_line(card: SessionCard) -> str:
    parts = [card.title, *([card.at] if card.at else []), STATUS[card.status]]
    parts += [f"{card.minutes} min"] if card.minutes else []
    parts += ["a rehearsal, which counts for nothing"] if card.rehearsal else []
    parts += [FELT[card.felt]] if card.felt else []
    pains = (("before", card.pain_before), ("after", card.pain_after), ("next morning", card.pain_next_morning))
    said = [f"{when} {pain}" for when, pain in pains if pain is not None]
    parts += [f"pain {', '.join(said)}"] if said else []
    return " · ".join(parts)


def _said(curve: CurveView, lines: Sequence[Sequence[Point]], first: date, last: date, exercise: str) -> str:
    """Say in figures what a chart shows."""
    if curve.name == "pain":
        return f"{BEFORE} before, {AFTER} after, {BOTH} both the same. {_pain(*lines)}"
    points = lines[0]
    most = max(points, key=lambda point: point.value)
    if curve.name == "minutes":
        total = round(sum(point.value for point in points))
        days = text.count((last - first).days + 1, "day")
        return (
            f"{total} min on {len(points)} of {days}, about {total / len(points):.0f} each. "
            f"Most: {most.value:.0f} min on {text.short_date(most.day)}."
        )
    begun, now = points[0], points[-1]
    what = f"Longest hold of {exercise}" if curve.name == "hold" else "Score"
    if begun.value == now.value == most.value:
        return f"{what}: {_figure(curve, now.value)} since {text.short_date(begun.day)}."
    return (
        f"{what}: from {_figure(curve, begun.value)} on {text.short_date(begun.day)} to {_figure(curve, now.value)} on "
        f"{text.short_date(now.day)}; at most {_figure(curve, most.value)}, on {text.short_date(most.day)}."
    )


def _figure(curve: CurveView, number: float) -> str:
    return text.duration(round(number * 1000)) if curve.name == "hold" else f"{round(number * 100)} %"


def _pain(before: Sequence[Point], after: Sequence[Point]) -> str:
    said = []
    for name, points in (("before", before), ("after", after)):
        values = [point.value for point in points]
        if len(values) >= MAKE_PAIN_TREND_FROM:
            third = len(values) // 3
            early, late = sum(values[:third]) / third, sum(values[-third:]) / third
            said.append(f"{name}: {early:.1f} at first, {late:.1f} lately")
        elif values:
            said.append(f"{name}: {sum(values) / len(values):.1f}")
    return f"On average {'; '.join(said)}."
