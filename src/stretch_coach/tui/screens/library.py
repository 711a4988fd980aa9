"""All exercises: found as one types, read in full, copied as a step or put at the end of a routine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.widgets import Input

from stretch_coach.errors import StretchCoachError
from stretch_coach.tui.demonstrator import figure_style
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages import library as page
from stretch_coach.tui.screens.page import PageScreen
from stretch_coach.tui.styles import sheet
from stretch_coach.tui.widgets.canvas import Canvas
from stretch_coach.tui.widgets.key_bar import KeyBar
from stretch_coach.tui.words import library as words

if TYPE_CHECKING:
    from pathlib import PurePath

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.services.library import ExerciseEntry
    from stretch_coach.services.ports import LibraryPort
    from stretch_coach.tui.glyphs import Glyphs

TWO_PANES = 72
"""Columns from which the list and the card stand beside each other."""


class Query(Input):
    """The line to type in; its Enter is shown among the keys, and a question mark is no word to search for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", words.OPEN),
        Binding("question_mark", "screen.keys", words.KEYS, priority=True),
    ]


class LibraryScreen(PageScreen[None]):
    """A line to type in, the list it leaves, and the chosen exercise."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [sheet("library")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", words.OPEN, id="library.read"),
        Binding("c", "copy", words.COPY, id="library.copy"),
        Binding("a", "add", words.ADD, id="library.add"),
        Binding("e", "variant('easier')", words.EASIER_KEY, id="library.easier"),
        Binding("h", "variant('harder')", words.HARDER_KEY, id="library.harder"),
        Binding("slash", "find", words.FIND, id="library.find"),
        Binding("escape", "back", words.BACK, id="library.back"),
        Binding("q,left", "back", words.BACK, show=False),
        Binding("question_mark", "keys", words.KEYS, id="library.keys"),
        Binding("down", "move(1)", words.CHOOSE, show=False),
        Binding("up", "move(-1)", words.CHOOSE, show=False),
        Binding("n", "step(1)", words.CHOOSE, show=False),
        Binding("b", "step(-1)", words.CHOOSE, show=False),
    ]
    query_input = getters.query_one("#query", Input)
    found_canvas = getters.query_one("#found_page", Canvas)
    found_scroll = getters.query_one("#found", VerticalScroll)

    def __init__(self, library: LibraryPort, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._library = library
        self._style = figure_style(glyphs, os.environ.get("TERM", ""))
        self._titles = {entry.exercise.name: entry.exercise.title for entry in library.view.entries}
        self.found = library.search("")
        self.selected = 0
        self.reading = False
        self._trail: list[str] = []
        """The exercises one came from by following links."""

    def compose(self) -> ComposeResult:
        """Head, search, list and card, keys."""
        yield Canvas(lambda width, _: [self.head(width)], id="head", classes="head")
        yield Query(placeholder=words.SEARCH, id="query", compact=True, select_on_focus=False)
        with Horizontal(id="both"):
            with VerticalScroll(id="found", can_focus=False):
                yield Canvas(lambda width, _: self._list(width), id="found_page", classes="body")
            with VerticalScroll(id="scroll", classes="scroll", can_focus=False):
                yield Canvas(lambda width, _: self.body(width), id="body", classes="body")
        yield KeyBar()

    def on_mount(self) -> None:
        """Type at once."""
        self.query_input.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Show one pane or two."""
        self.set_class(event.size.width < TWO_PANES, "-narrow")
        self.set_class(TWO_PANES <= event.size.width < lay.WIDE, "-normal")

    # Painting

    def head(self, width: int) -> Content:
        """Return the title and how many were found."""
        return lay.header(words.TITLE, words.found(len(self.found), len(self._library.view.entries)), width)

    def body(self, width: int) -> list[Content]:
        """Return the card."""
        entry = self.entry
        if entry is None:
            return []
        return page.card(entry, self._titles, (width, self.app.size.height), self._style, self.glyphs)

    def _list(self, width: int) -> list[Content]:
        broken = () if self.query_input.value else self._library.view.broken
        return page.found_list(self.found, broken, self.selected, width, self.glyphs)

    def repaint(self) -> None:
        """Paint what has changed."""
        super().repaint()
        self.found_canvas.repaint()

    @property
    def entry(self) -> ExerciseEntry | None:
        """The chosen exercise, None where nothing was found."""
        return self.found[self.selected] if self.selected < len(self.found) else None

    # Finding

    def on_input_changed(self, message: Input.Changed) -> None:
        """Find what fits the words typed."""
        self.found = self._library.search(message.value)
        self._trail = []
        self._choose(0)

    def on_input_submitted(self) -> None:
        """Read what was found."""
        self.action_read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys apply; while somebody types, letters are letters."""
        entry = self.entry
        if action in ("copy", "add", "find", "step"):
            return self.reading and entry is not None
        if action == "variant":
            return self.reading and self._variant(str(parameters[0])) is not None
        if action == "read":
            return not self.reading and entry is not None
        return True

    def action_move(self, by: int) -> None:
        """Choose another exercise; scroll the one that is read."""
        if self.reading:
            self.action_line(by)
        else:
            self._choose(self.selected + by)

    def action_step(self, by: int) -> None:
        """Read the next one, or the one before."""
        self._choose(self.selected + by)

    def _choose(self, index: int) -> None:
        self.selected = max(0, min(len(self.found) - 1, index))
        self.refresh_bindings()
        self.repaint()
        self.scroll.scroll_home(animate=False)
        self.found_scroll.scroll_to_region(Region(0, self.selected, 1, 1), animate=False, force=True)

    def on_canvas_row(self, message: Canvas.Row) -> None:
        """Choose what was clicked; read it when it was chosen already, or where it is not in sight."""
        again = message.index == self.selected
        self._choose(message.index)
        if again or self.has_class("-narrow"):
            self.action_read()

    def action_find(self) -> None:
        """Type again."""
        self._set_reading(on=False)

    def action_read(self) -> None:
        """Read the chosen exercise; keys are keys then."""
        if self.entry is not None:
            self._set_reading(on=True)

    def _set_reading(self, *, on: bool) -> None:
        self.reading = on
        self.set_class(on, "-reading")
        if on:
            self.set_focus(None)
        else:
            self._trail = []
            self.query_input.focus()
        self.refresh_bindings()
        self.repaint()

    def action_back(self) -> None:
        """Go back where one came from: an exercise, the list, all of it, Today."""
        if self.reading and self._trail:
            self._follow(self._trail.pop())
        elif self.reading:
            self._set_reading(on=False)
        elif self.query_input.value:
            self.query_input.value = ""
        else:
            self.dismiss(None)

    # Doing

    def action_variant(self, way: str) -> None:
        """Go to the easier or the harder exercise."""
        entry, name = self.entry, self._variant(way)
        if entry is not None and name is not None:
            self._trail.append(entry.exercise.name)
            self._follow(name)

    def _variant(self, way: str) -> str | None:
        """Return the name of the easier or the harder exercise, None where it is no exercise of its own."""
        if self.entry is None:
            return None
        exercise = self.entry.exercise
        variant = exercise.easier if way == "easier" else exercise.harder
        return variant.exercise if variant is not None and variant.exercise in self._titles else None

    def _follow(self, name: str) -> None:
        if self._place(name) is None:
            self.found = self._library.search("")
            with self.prevent(Input.Changed):
                self.query_input.value = ""
        place = self._place(name)
        if place is not None:
            self._choose(place)

    def _place(self, name: str) -> int | None:
        """Return where an exercise stands among all of them or among those found."""
        return next((n for n, entry in enumerate(self.found) if entry.exercise.name == name), None)

    def action_copy(self) -> None:
        """Put a ready step into the clipboard."""
        entry = self.entry
        if entry is None:
            return
        try:
            text = self._library.step_text(entry.exercise.name)
        except StretchCoachError as error:
            self.program.tell(error)
            return
        self.app.copy_to_clipboard(text)
        self.notify(words.COPIED, markup=False)

    def action_add(self) -> None:
        """Ask for a routine, and put the exercise at its end."""
        from stretch_coach.tui.screens.add_step import AddStepScreen

        entry = self.entry
        if entry is None:
            return
        title, name = entry.exercise.title, entry.exercise.name

        def put(routine: str | None) -> None:
            if routine is None:
                return
            try:
                done = self._library.add(routine, name)
            except StretchCoachError as error:
                self.program.tell(error)
                return
            self.notify(words.added(title, done), markup=False)

        try:
            routines = self._library.routines()
        except StretchCoachError as error:
            self.program.tell(error)
            return
        self.app.push_screen(AddStepScreen(title, routines, self.glyphs), put)
