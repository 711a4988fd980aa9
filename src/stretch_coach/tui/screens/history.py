"""The record to look at: days, sessions and curves. Opened from Today; changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding

from stretch_coach.errors import StretchCoachError
from stretch_coach.tui.pages import history as page
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.screens.page import PageScreen
from stretch_coach.tui.words import history as words
from stretch_coach.tui.words import history_charts as told
from stretch_coach.values import replace

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.services.history import DayView
    from stretch_coach.services.ports import HistoryPort
    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.pages.history import Mode
    from stretch_coach.tui.widgets.canvas import Canvas
    from stretch_coach.tui.words.history import Tab


class HistoryScreen(PageScreen[None]):
    """The year, the month or a day, with a chart."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", words.DAY, id="history.day"),
        Binding("m", "show('month')", words.MONTH, id="history.month"),
        Binding("m", "show('map')", words.MAP, id="history.year"),
        Binding("tab", "tab(1)", words.CHARTS, id="history.chart", key_display="tab"),
        Binding("shift+tab", "tab(-1)", words.CHARTS, show=False),
        Binding("s", "span", words.SPAN, id="history.span"),
        Binding("e", "exercise(1)", words.EXERCISE, id="history.exercise"),
        Binding("E", "exercise(-1)", words.EXERCISE, show=False),
        Binding("t", "today", words.TODAY, id="history.today"),
        Binding("escape,q,h", "back", words.BACK, id="history.back"),
        Binding("question_mark", "keys", words.KEYS, id="history.keys"),
        Binding("left", "move(-1, 0)", "left", show=False),
        Binding("right", "move(1, 0)", "right", show=False),
        Binding("up", "move(0, -1)", "up", show=False),
        Binding("down", "move(0, 1)", "down", show=False),
        Binding("left_square_bracket,comma", "month(-1)", "month before", show=False),
        Binding("right_square_bracket,full_stop", "month(1)", "month after", show=False),
        *(Binding(str(n), f"choose('{tab}')", "chart", show=False) for n, tab in enumerate(words.TABS, start=1)),
    ]

    def __init__(self, history: HistoryPort, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._history = history
        view = history.view
        self._exercise = 0
        self._width = 0
        self._before: Mode = "map"
        self.look = page.Look(view, view.today, self._day(view.today))

    def head(self, width: int) -> Content:
        """Return the title and the chosen day."""
        return lay.header(words.TITLE, words.dated(self.look.selected, self.look.view.today), width)

    def body(self, width: int) -> list[Content]:
        """Return the page."""
        self._width = width
        self._settle(width)
        return page.body(self.look, width, self.app.size.height, self.glyphs)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something where the person looks."""
        look = self.look
        charted = look.mode != "day" and look.curve is not None
        applies = {
            "open": look.mode != "day",
            "tab": look.mode != "day",
            "span": charted,
            "exercise": charted and look.tab == "hold",
            "today": look.selected != look.view.today,
        }
        if action == "show":
            return look.mode != "day" and look.mode != parameters[0]
        return applies.get(action, True)

    # Days

    def action_move(self, right: int, down: int) -> None:
        """Go a step on the map, in the month, or from day to day."""
        look = self.look
        if look.mode == "day" and down:
            self.action_line(down)
            return
        by = right * 7 + down if look.mode == "map" else right + down * 7
        self._select(look.selected + timedelta(days=by))

    def action_month(self, by: int) -> None:
        """Go to the same day of the month before or after."""
        first = self.look.selected.replace(day=1)
        there = (first - timedelta(days=1)).replace(day=1) if by < 0 else (first + timedelta(days=31)).replace(day=1)
        end = (there + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self._select(there.replace(day=min(self.look.selected.day, end.day)))

    def action_today(self) -> None:
        """Go to today."""
        self._select(self.look.view.today)

    def on_canvas_row(self, message: Canvas.Row) -> None:
        """Choose the day that was clicked; open it when it was chosen already."""
        day = date.fromordinal(message.index)
        if day == self.look.selected:
            self.action_open()
        else:
            self._select(day)

    def _select(self, day: date) -> None:
        view = self.look.view
        day = min(view.until, max(view.days[0].day, day))
        self.look = replace(self.look, selected=day, day=self._day(day))
        self._show_change()

    def _day(self, day: date) -> DayView:
        try:
            return self._history.day(day)
        except StretchCoachError as error:
            from stretch_coach.services.history import DayView

            self.program.tell(error)
            return DayView(day, ())

    # Ways to look

    def action_open(self) -> None:
        """Show the chosen day alone."""
        self._before = self.look.mode
        self._look(mode="day")
        self.scroll.scroll_home(animate=False)

    def action_show(self, mode: Mode) -> None:
        """Go from the year to the month, or back."""
        self._look(mode=mode)

    def action_tab(self, by: int) -> None:
        """Choose the next chart."""
        tabs = page.tabs(self._width)
        place = tabs.index(self.look.tab) if self.look.tab in tabs else 0
        self.action_choose(tabs[(place + by) % len(tabs)])

    def action_choose(self, tab: Tab) -> None:
        """Choose a chart by its number."""
        if self.look.mode != "day" and tab in page.tabs(self._width):
            self._look(tab=tab)

    def action_span(self) -> None:
        """Show more days, or few again."""
        self._look(span=(self.look.span + 1) % len(told.SPANS))

    def action_exercise(self, by: int) -> None:
        """Chart another exercise."""
        self._exercise += by
        self._look(curve=None)

    def _look(self, **changes: Any) -> None:
        if "tab" in changes:
            changes["curve"] = None
        self.look = replace(self.look, **changes)
        self._show_change()

    def _show_change(self) -> None:
        self._settle(self._width)
        self.refresh_bindings()
        self.repaint()

    def _settle(self, width: int) -> None:
        """See to it that what is shown exists at this width, and that its curve has been read."""
        look = self.look
        if look.tab not in page.tabs(width):
            look = replace(look, tab="minutes", curve=None)
        if look.tab != "day" and look.curve is None:
            name, title = "", ""
            if look.tab == "hold" and self._history.exercises:
                held = self._history.exercises
                name, title = held[self._exercise % len(held)]
            look = replace(look, curve=self._history.curve(look.tab, name), exercise=title)
        elif look.tab == "day" and look.curve is not None:
            look = replace(look, curve=None)
        if look is not self.look:
            self.look = look
            self.call_later(self.refresh_bindings)

    def action_back(self) -> None:
        """Go back to the days, or to Today."""
        if self.look.mode == "day":
            self._look(mode=self._before)
        else:
            self.dismiss(None)
