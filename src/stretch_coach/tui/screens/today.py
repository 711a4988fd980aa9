"""Today, the home: what is due, how it has been, and one key to begin."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Button, Digits, Label, OptionList, Static
from textual.widgets.option_list import Option

from stretch_coach import text
from stretch_coach.errors import StretchCoachError
from stretch_coach.record.done import MIX
from stretch_coach.services import following, rating, screening, ui_state, unfinished
from stretch_coach.services.cards import BrokenCard, CardState, RoutineCard
from stretch_coach.services.today import DayCell, StreakView, TodayView, today_view
from stretch_coach.text import printable
from stretch_coach.tui.day_marks import DAY_MARKS
from stretch_coach.tui.link import Keys, in_rows, key_link, number_links, spread
from stretch_coach.tui.schedules import schedule_words
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.screens.minutes import MinutesScreen
from stretch_coach.tui.widgets.exercise_picture import Gallery
from stretch_coach.tui.widgets.key_footer import KeyFooter
from stretch_coach.tui.widgets.refill import refill

LOOK_AGAIN_S = 60
"""How often the practice day is looked at, so that a program left open over night shows the new day."""
ROW_PADDING = 2
ABOUT_COLUMNS = 60
"""The width of a row from which every routine says what it is for; below, the chosen one alone."""
BANNER_MARGIN = 6
"""Columns that edges and padding take from a line of what wants an answer."""
FULL_HEIGHT = 20
"""Rows from which the chosen routine is described in full."""
STATES: dict[CardState, tuple[str, str]] = {
    "due": ("due today", "$kind-hold"),
    "done": ("✓ done today", "$kind-hold"),
    "partial": ("begun today", "$kind-rest"),
    "resting": ("rests today", "$quiet"),
    "not due": ("not due today", "$quiet"),
    "locked": ("locked until you have been checked", "$kind-hurt"),
}


class RoutineList(OptionList):
    """The routines; a click chooses, a second one on the same row starts, as Enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "start", id="today.start")]

    def on_click(self, event: events.Click) -> None:
        """Choose what was not chosen yet, instead of starting it."""
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked != self.highlighted:
            event.prevent_default()
            self.highlighted = clicked


class TodayScreen(StretchScreen[None]):
    """The routines, with the record next to them."""

    AUTO_FOCUS = "RoutineList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (100, "-wide"), (160, "-huge")]  # noqa: RUF012  Textual's type
    HELP = """
    What is due today, and how it has been. Choose a routine with the arrows, and Enter starts it.

    The big number is your **streak**: days done in a row. Days off by your schedule, rest days and excused days do
    not break it, and a few free days a month may be missed.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "start", show=False),
        Binding("t", "minutes", "minutes", id="today.minutes", tooltip="fit the routine to the time you have"),
        Binding("g", "mix", "mix", id="today.mix", show=False, tooltip="a session for the areas you choose"),
        Binding("d", "details", "details", id="today.details", tooltip="every exercise with its picture"),
        Binding(
            "w",
            "measure",
            "measure your range",
            id="today.measure",
            show=False,
            tooltip="how far you reach and turn, every two weeks",
        ),
        Binding("o", "not_measured", "not this time", id="today.not_measured", show=False, tooltip="asks again later"),
        Binding("h", "history", "history", id="today.history", tooltip="days, sessions and charts"),
        Binding("slash", "library", "exercises", id="today.library", show=False),
        Binding("p", "plan", "plan", id="today.plan", show=False, tooltip="the coming days of this routine"),
        Binding(
            "f", "follow", "follow", id="today.follow", show=False, tooltip="put it on your Today list, or take it off"
        ),
        Binding("e", "edit", "edit", id="today.edit", show=False, tooltip="the routine's file in your editor"),
        Binding("c", "edit_rating", "edit rating", id="today.correct", show=False, tooltip="of the last session"),
        Binding("s", "settings", "settings", id="today.settings", show=False),
        Binding("m", "tour", "tour", id="today.tour", show=False, tooltip="the first minute: how a session works"),
        Binding("r", "resume", "resume", id="today.resume", show=False, tooltip="the unfinished session"),
        Binding("k", "keep", "keep", id="today.keep", show=False, tooltip="the unfinished session, as far as it went"),
        Binding("x", "discard", "discard", id="today.discard", show=False, tooltip="the unfinished session"),
        Binding("a", "acknowledge", "got it", id="today.acknowledge", show=False, tooltip="hide the advice"),
        Binding("y", "walk(True)", "yes", show=False, tooltip="I can walk for five minutes"),
        Binding("n", "walk(False)", "not today", show=False, tooltip="five minutes' walk is too far"),
        Binding("q", "leave", "quit", id="today.leave", show=False),
        *(Binding(str(n), f"morning({n})", "pain this morning", show=False) for n in range(10)),
        Binding("plus", "morning(10)", "pain this morning", show=False),
    ]
    routine_list = getters.query_one("#routines", RoutineList)

    view: reactive[TodayView | None] = reactive(None, init=False, bindings=True)

    def __init__(self) -> None:
        super().__init__()
        self._cards: tuple[RoutineCard | BrokenCard, ...] = ()
        self._opened = 0
        """The row that is shown in full."""
        self._laid_out: tuple[int, Size] | None = None
        """The width of a row and the size of the screen for which the lines were made."""
        self._pictured = ""
        """The routine whose exercises are pictured."""

    def compose(self) -> ComposeResult:
        """Name and date; what wants an answer; routines and record; pictures; keys."""
        with Horizontal(id="head"):
            yield Label("Stretch Coach", id="program")
            yield Label(id="date")
        yield Static(id="summary", markup=False)
        yield Vertical(id="banners")
        with Horizontal(id="middle"):
            with Vertical(id="left"):
                yield RoutineList(id="routines", markup=False)
                yield Button("Start", variant="primary", id="start", flat=True)
            with VerticalScroll(id="side", can_focus=False):
                yield Static("Streak", classes="heading")
                with Horizontal(id="streak"):
                    yield Digits(id="days")
                    yield Label(id="days-unit")
                yield Static(id="streak-lines")
                yield Static("Last 14 days", classes="heading")
                yield Static(id="fortnight")
                yield Static("Tip of the day", classes="heading")
                yield Static(id="tip", markup=False)
        with Vertical(id="gallery"):
            yield Static(id="gallery-title", classes="heading")
            yield Gallery(id="pictures")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read what there is, and look at the day now and then."""
        self.set_interval(LOOK_AGAIN_S, self._look_at_day)

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was open."""
        self.reload()

    def _look_at_day(self) -> None:
        if self.is_active and self.view is not None and self.context.practice_day() != self.view.day:
            self.reload()

    def reload(self) -> None:
        """Read everything again."""
        try:
            self.view = today_view(self.context)
        except StretchCoachError as error:
            self.program.tell(error)

    # What is shown

    async def watch_view(self, view: TodayView | None) -> None:
        """Show what was read."""
        if view is None:
            return
        wide = self.size.width >= 60  # noqa: PLR2004  room for the long date
        self.query_one("#date", Label).update(text.long_date(view.day) if wide else text.short_date(view.day))
        await self._show_banners(view)
        self._show_routines()
        self._show_record(view)
        self.call_after_refresh(self._show_pictures)  # the figures take time to pose: the routines come first

    async def _show_banners(self, view: TodayView) -> None:
        banners = self.query_one("#banners", Vertical)
        width = self.size.width - BANNER_MARGIN
        await refill(banners, *(Keys(said, classes=f"banner {kind}") for kind, said in _banners(view, width)))

    def on_resize(self) -> None:
        """Lay the lines of the list out again."""
        self.call_after_refresh(self._lay_out)

    async def _lay_out(self) -> None:
        if self.view is None or not self.query(RoutineList):  # the screen may be gone by now
            return
        if self._laid_out != (self._row_width, self.size):
            self._show_routines()
            self._pictured = ""
            await self._show_pictures()

    def _show_routines(self) -> None:
        """List the routines in the order in which they are offered; the chosen one stays chosen."""
        if self.view is None:
            return
        self._laid_out = (self._row_width, self.size)
        chosen = self._chosen_name
        self._cards = (*self.view.routines, *self.view.broken)
        listed = self.routine_list
        with self.prevent(OptionList.OptionHighlighted):
            listed.clear_options()
            names = [card.name for card in self._cards]
            at = names.index(chosen) if chosen in names else 0
            listed.add_options(
                [
                    Option(_row(card, self._row_width, full=n == at and self._has_height), id=card.name)
                    for n, card in enumerate(self._cards)
                ]
            )
            listed.highlighted = at if names else None
        self._opened = at
        self._show_start()

    def _show_start(self) -> None:
        card = self.card
        start = self.query_one("#start", Button)
        start.disabled = card is None
        start.label = Content(
            f"Start {card.title} · {card.minutes} min" if card else "This file has mistakes: e edits it"
        )

    def _show_record(self, view: TodayView) -> None:
        streak = view.streak
        self.query_one("#streak").display = streak.streak > 0
        self.query_one("#days", Digits).update(str(streak.streak))
        self.query_one("#days-unit", Label).update("day" if streak.streak == 1 else "days")
        self.query_one("#summary", Static).update(_summary(view))
        self.query_one("#streak-lines", Static).update(_streak_lines(view))
        self.query_one("#fortnight", Static).update(_fortnight(view.days, view.week_minutes))
        self.query_one("#tip", Static).update(view.tip)

    async def _show_pictures(self) -> None:
        """Picture what the chosen routine holds today, as far as there is room."""
        if not self.query("#gallery"):  # the screen may be gone by now
            return
        card = self.card
        gallery = self.query_one("#gallery", Vertical)
        name = card.name if card else ""
        if not gallery.display or name == self._pictured:
            return
        self._pictured = name
        found = card.exercises if card else ()
        shown = await self.query_one(Gallery).show_exercises(found)
        title = f"{card.title} today" if card else ""
        if shown < len(found):
            title += f", the first {shown} of {len(found)} exercises"
        self.query_one("#gallery-title", Static).update(Content(title))

    # What is chosen

    @property
    def _chosen_name(self) -> str:
        index = self.routine_list.highlighted
        return self._cards[index].name if index is not None and index < len(self._cards) else ""

    @property
    def card(self) -> RoutineCard | None:
        """The chosen routine; None on a file with mistakes."""
        index = self.routine_list.highlighted
        card = self._cards[index] if index is not None and index < len(self._cards) else None
        return card if isinstance(card, RoutineCard) else None

    def choose_first(self) -> None:
        """Choose the routine that is offered first."""
        self.routine_list.highlighted = 0

    @property
    def _row_width(self) -> int:
        return max(20, self.routine_list.scrollable_content_region.width - ROW_PADDING)

    @property
    def _has_height(self) -> bool:
        return self.size.height >= FULL_HEIGHT

    @on(OptionList.OptionHighlighted, "#routines")
    async def _choose(self, event: OptionList.OptionHighlighted) -> None:
        for index in {self._opened, event.option_index} & set(range(len(self._cards))):
            full = index == event.option_index and self._has_height
            row = _row(self._cards[index], self._row_width, full=full)
            self.routine_list.replace_option_prompt_at_index(index, row)
        self._opened = event.option_index
        self.routine_list.scroll_to_highlight()
        self._show_start()
        self.refresh_bindings()
        await self._show_pictures()

    @on(OptionList.OptionSelected, "#routines")
    @on(Button.Pressed, "#start")
    def action_start(self) -> None:
        """Start what is chosen, wherever the focus is: a click next to the list takes it away."""
        if self.card is not None:
            self.program.play(self.card.name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys apply to what is chosen and what is asked."""
        del parameters
        view = self.view
        if view is None:
            return True
        applies = {
            "resume": bool(view.unfinished and view.unfinished.can_resume),
            "keep": bool(view.unfinished),
            "discard": bool(view.unfinished),
            "acknowledge": bool(view.advice),
            "walk": view.ask_walk,
            "morning": bool(view.morning),
            "edit_rating": bool(view.last),
            "not_measured": bool(view.measured_last),
            "minutes": self.card is not None,
            "details": self.card is not None,
            "plan": self.card is not None,
            "follow": self.card is not None,
        }
        return applies.get(action, True)

    # What the keys do

    @work(exclusive=True)
    async def action_minutes(self) -> None:
        """Start the chosen routine, fitted to the time there is."""
        card = self.card
        if card is None:
            return
        minutes = await self.app.push_screen_wait(MinutesScreen(card.title, card.minutes))
        if minutes is not None:
            self.program.play(card.name, minutes=minutes or None)

    @work(exclusive=True)
    async def action_mix(self) -> None:
        """Choose areas and minutes, and start what is mixed from them."""
        from stretch_coach.tui.screens.mixing import MixingScreen  # noqa: PLC0415  when it is first asked for: the first frame has a bar

        minutes = await self.app.push_screen_wait(MixingScreen())
        if minutes is not None:
            self.program.play(MIX, minutes=minutes)

    def action_resume(self) -> None:
        """Take up the unfinished session."""
        if self.view is not None and self.view.unfinished is not None:
            self.program.resume(self.view.unfinished.title)

    def action_keep(self) -> None:
        """Keep the unfinished session as far as it went."""
        self._do(lambda: unfinished.keep_unfinished(self.context), "Kept as it is.")

    def action_discard(self) -> None:
        """Forget the unfinished session."""
        self._do(lambda: unfinished.discard_unfinished(self.context), "Discarded.")

    def action_acknowledge(self) -> None:
        """Hide the advice."""
        self._do(lambda: screening.acknowledge_advice(self.context), "")

    def action_walk(self, walks: bool) -> None:  # noqa: FBT001  an action's parameter
        """Note whether five minutes' walk is possible today."""
        self._do(lambda: screening.answer_walk(self.context, walks=walks), "Noted.")

    def action_morning(self, pain: int) -> None:
        """Note the pain of the morning after."""
        asked = self.view.morning if self.view else None
        if asked is not None:
            self._do(
                lambda: rating.rate_session(self.context, asked.session_id, pain_next_morning=pain),
                "Noted. Thank you.",
            )

    def action_measure(self) -> None:
        """Lead through measuring the range."""
        self.program.measure()

    def action_not_measured(self) -> None:
        """Ask again in two weeks."""
        day = self.context.practice_day()
        self._do(lambda: ui_state.decline_measuring(self.context.settings, day), "Asked again in two weeks.")

    def action_details(self) -> None:
        """Show the routine in full."""
        if self.card is not None:
            self.program.show_details(self.card.name)

    def action_plan(self) -> None:
        """Show the coming days."""
        if self.card is not None:
            self.program.show_plan(self.card.name)

    def action_follow(self) -> None:
        """Put the chosen routine on the Today list, or take it off."""
        card = self.card
        if card is not None:
            said = f"{card.title} is {'no longer' if card.followed else 'now'} on your Today list."
            self._do(lambda: _follow(self, card), said)

    def action_edit(self) -> None:
        """Give the terminal to the user's editor, for the chosen routine or file."""
        name = self._chosen_name
        if not name:
            return
        from stretch_coach.services import editing  # noqa: PLC0415  when it is first asked for: the first frame has a bar

        try:
            with self.app.suspend():
                outcome = editing.edit_routine(self.context, name, sys.stdin, sys.stderr)
        except SuspendNotSupported:
            said = f"No editor can be opened from here. In a terminal: stretch-coach edit {name}"
            self.notify(said, severity="error", markup=False)
        except StretchCoachError as error:
            self.program.tell(error)
        else:
            self.notify(outcome, markup=False)
        self.reload()

    def action_edit_rating(self) -> None:
        """Rate the last session again."""
        if self.view is not None and self.view.last is not None:
            self.program.edit_rating(self.view.last)

    def action_history(self) -> None:
        """Show the record."""
        self.program.show_history()

    def action_settings(self) -> None:
        """Show every setting."""
        self.program.show_settings()

    def action_library(self) -> None:
        """Show all exercises."""
        self.program.show_library()

    def action_tour(self) -> None:
        """Show how a session works."""
        self.program.tour()

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit(0)

    def go_back(self) -> None:
        """Esc on the home screen leaves the program."""
        self.app.exit(0)

    def _do(self, what: Callable[[], object], done: str) -> None:
        try:
            what()
        except StretchCoachError as error:
            self.program.tell(error)
        else:
            if done:
                self.notify(done, markup=False)
        self.reload()


def _follow(screen: TodayScreen, card: RoutineCard) -> None:
    following.set_followed(screen.context, card.name, on=not card.followed)


def _row(card: RoutineCard | BrokenCard, width: int, *, full: bool) -> Content:
    """One routine: its name, how it is today, how long it takes; below, what it is for, `full` or as fits."""
    if isinstance(card, BrokenCard):
        problem = card.problem
        more = f", and {text.count(card.more, 'more mistake')}" if card.more else ""
        said = f"line {problem.line}, column {problem.column}: {problem.message}{more}"
        return Content("\n").join(
            [Content.styled(f"! {printable(card.name)}", "bold $kind-hurt"), Content.styled(said, "$quiet")]
        )
    state, style = STATES[card.state]
    if not card.followed and card.state not in ("done", "partial", "locked"):
        state, style = schedule_words(card.schedule), "$quiet"
    minutes = f"{card.minutes} min".rjust(8) if card.minutes else ""
    right = Content.assemble((state, style), (minutes, "$quiet"))
    title = Content.styled(card.title, "bold")
    if width < title.cell_length + right.cell_length + 2:
        right = Content.styled(minutes.strip(), "$quiet")
    lines = [spread(title, right, width)]
    about = card.about if full else _opening(card.about, width) if width >= ABOUT_COLUMNS else ""
    if about:
        lines.append(Content.styled(about, "$quiet"))
    if card.note:
        lines.append(Content.styled(card.note, "$kind-rest"))
    return Content("\n").join(lines)


def _opening(about: str, width: int) -> str:
    """Return as many whole sentences as fit into one line, or as much of the first as ends at a comma; else ""."""
    for ends in (r"[.!?](?= |$)", r"(?=, )"):
        fitting = [end.end() for end in re.finditer(ends, about) if end.end() <= width]
        if fitting:
            return about[: fitting[-1]]
    return ""


def _banners(view: TodayView, width: int) -> Iterator[tuple[str, Content]]:
    """What wants an answer, the most pressing first: a kind for its colour, and its words with the keys."""
    for warning in view.warnings:
        yield "-hurt", Content(warning)
    if view.first_time:
        said = "New here? In one minute you see and hear how a session works."
        yield "-ready", _asked(said, width, key_link("m", "the first minute", "screen.tour"))
    if view.advice:
        yield "-rest", _asked(view.advice, width, key_link("a", "got it", "screen.acknowledge"))
    if view.ask_walk:
        said = "Five minutes' walk was too far. Can you walk for five minutes today, on the flat, at an easy pace?"
        links = (key_link("y", "yes", "screen.walk(True)"), key_link("n", "not today", "screen.walk(False)"))
        yield "-rest", _asked(said, width, *links)
    if view.unfinished:
        left = view.unfinished
        said = (
            f"{left.title} was cut off {text.near_date(left.day, view.day)}, "
            f"after {left.steps_done} of {text.count(left.steps, 'exercise')}."
        )
        resume = (key_link("r", "resume", "screen.resume"),) if left.can_resume else ()
        others = key_link("k", "keep as it is", "screen.keep"), key_link("x", "discard", "screen.discard")
        yield "-switch", _asked(said, width, *resume, *others)
    if view.measured_last:
        said = f"You last measured your range on {text.near_date(view.measured_last, view.day)}. Again today?"
        links = key_link("w", "measure", "screen.measure"), key_link("o", "not this time", "screen.not_measured")
        yield "-ready", _asked(said, width, *links)
    if view.morning:
        when = text.near_date(view.morning.day, view.day)
        said = f"How is the pain this morning, after {when}'s {view.morning.title}? Press 0–9, + for 10."
        yield "-ready", _asked(said, width, number_links("screen.morning"))


def _asked(said: str, width: int, *links: Content) -> Content:
    return Content("\n").join([Content(said), in_rows(links, width)])


def _streak_lines(view: TodayView) -> Content:
    """What keeps the streak, in two lines at most."""
    streak = view.streak
    if not streak.streak:
        return Content("Today can be the first day.")
    lines = []
    if streak.safe_until is not None:
        lines.append(f"Practise by {text.near_date(streak.safe_until, view.day)} to keep it.")
    lines.append(_free_days(streak))
    if streak.longest > streak.streak:
        lines.append(f"Longest so far: {text.count(streak.longest, 'day')}.")
    return Content("\n").join(Content(line) for line in lines if line)


def _summary(view: TodayView) -> str:
    """The streak in one line, for where there is no room for more."""
    streak = view.streak
    if not streak.streak:
        return "No streak yet: today can be the first day."
    until = f", safe until {text.near_date(streak.safe_until, view.day)}" if streak.safe_until else ""
    return f"Streak {text.count(streak.streak, 'day')}{until}"


def _free_days(streak: StreakView) -> str:
    return f"{streak.grace_left} of {text.count(streak.grace, 'free day')} left." if streak.grace else ""


def _fortnight(days: tuple[DayCell, ...], week_minutes: int) -> Content:
    """Weekday letters above marks, what the marks mean, and the minutes of this week."""
    seen = dict.fromkeys(cell.state for cell in days if cell.state != "before")
    legend = Content("  ").join(
        Content.assemble((DAY_MARKS[state].mark, DAY_MARKS[state].style), (f" {DAY_MARKS[state].word}", "$quiet"))
        for state in seen
    )
    return Content("\n").join(
        [
            Content.styled(" ".join(text.weekday(cell.day)[0] for cell in days), "$quiet"),
            Content(" ").join(Content.styled(DAY_MARKS[cell.state].mark, DAY_MARKS[cell.state].style) for cell in days),
            legend,
            Content(f"{week_minutes} min this week"),
        ]
    )
