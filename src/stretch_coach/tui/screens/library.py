"""All exercises: found while typing, read in full, copied as a step or put at the end of a routine."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from stretch_coach import text
from stretch_coach.errors import StretchCoachError
from stretch_coach.routine.dose import Sides
from stretch_coach.services.library import AddedStep, ExerciseEntry, Exercises
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.screens.add_step import AddStepScreen
from stretch_coach.tui.widgets.exercise_card import ExerciseCard
from stretch_coach.tui.widgets.key_footer import KeyFooter

SIDES: dict[Sides, str] = {
    "none": "",
    "each": "each side",
    "alternate": "sides in turn",
    "left": "left side",
    "right": "right side",
}


class Query(Input):
    """The line to type in. The arrows go to the list; a question mark opens help."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.to_list", "choose", show=False),
        Binding("question_mark", "app.help", "keys", priority=True),
    ]


class LibraryScreen(StretchScreen[None]):
    """A line to type in, the list it leaves, and the chosen exercise."""

    CSS_PATH = "library.tcss"
    AUTO_FOCUS = "Query"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (100, "-wide"), (160, "-huge")]  # noqa: RUF012  Textual's type
    HELP = """
    Type what you look for: a name, a part of the body (quad, calf, lower back), a position, a kind. Enter or the down
    arrow goes to the list; `/` goes back to typing.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "search", id="library.find"),
        Binding("c", "copy", "copy as a step", id="library.copy"),
        Binding("a", "add", "add to a routine", id="library.add"),
        Binding("escape", "back", "back", id="library.back"),
        Binding(
            "e", "variant('easier')", "easier", id="library.easier", show=False, tooltip="go to the easier exercise"
        ),
        Binding(
            "h", "variant('harder')", "harder", id="library.harder", show=False, tooltip="go to the harder exercise"
        ),
        Binding("q", "back", "back", show=False),
    ]
    query_line = getters.query_one("#query", Query)
    found_list = getters.query_one("#found", OptionList)
    card = getters.query_one("#card", ExerciseCard)

    found: reactive[tuple[ExerciseEntry, ...]] = reactive((), init=False, always_update=True)

    def __init__(self, library: Exercises) -> None:
        super().__init__()
        self._library = library
        self._titles = {entry.exercise.name: entry.exercise.title for entry in library.view.entries}

    def compose(self) -> ComposeResult:
        """Head, search, list and card."""
        with Horizontal(id="head"):
            yield Label("Exercises", id="title")
            yield Label(id="count")
        yield Query(placeholder="name, body part, position or kind", id="query", compact=True, select_on_focus=False)
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield OptionList(id="found", markup=False)
                yield Static(id="broken", markup=False)
            yield ExerciseCard(id="card")
        yield KeyFooter()

    def on_mount(self) -> None:
        """List everything."""
        broken = "\n".join(
            f"{card.name}: line {card.problem.line}: {card.problem.message}" for card in self._library.view.broken
        )
        self.query_one("#broken", Static).update(broken)
        self.query_one("#broken").display = bool(broken)

    def on_resize(self) -> None:
        """List at the new width, with the same exercise chosen."""
        self.call_after_refresh(self._list_again)

    def _list_again(self) -> None:
        if not self.query(Query):  # the screen may be gone by now
            return
        chosen = self.found_list.highlighted
        self.found = self.found or self._library.search(self.query_line.value)
        if chosen is not None and chosen < len(self.found):
            self.found_list.highlighted = chosen

    # Finding

    @on(Input.Changed, "#query")
    def _search(self, event: Input.Changed) -> None:
        self.found = self._library.search(event.value)

    @on(Input.Submitted, "#query")
    def action_to_list(self) -> None:
        """Go to what was found."""
        if self.found:
            self.found_list.focus()

    def watch_found(self, found: tuple[ExerciseEntry, ...]) -> None:
        """List what fits."""
        total = len(self._library.view.entries)
        self.query_one("#count", Label).update(
            text.count(total, "exercise") if len(found) == total else f"{len(found)} of {total}"
        )
        self.found_list.clear_options()
        width = self.found_list.scrollable_content_region.width or 40
        self.found_list.add_options(Option(_row(entry, width), id=entry.exercise.name) for entry in found)
        if found:
            self.found_list.highlighted = 0
        else:
            self.found_list.add_option(Option("No matches. Try fewer words.", disabled=True))
            self._show(None)

    @on(OptionList.OptionHighlighted, "#found")
    def _highlight(self, event: OptionList.OptionHighlighted) -> None:
        self._show(next((each for each in self.found if each.exercise.name == event.option.id), None))

    @on(OptionList.OptionSelected, "#found")
    def _read(self) -> None:
        """Show only the card where there is no room for both; the arrows scroll it."""
        self.add_class("-reading")
        self.card.focus()

    def _show(self, entry: ExerciseEntry | None) -> None:
        if entry is None:
            self.card.show_exercise(None)
        else:
            rows = [("How much", text.sentence(entry.dose) or "As each routine says.")]
            path = self.context.routines.library.paths.get(entry.exercise.name, "")
            self.card.show_exercise(entry.exercise, [_facts(entry)], rows, str(Path(path).parent) if path else "")
        self.refresh_bindings()

    @property
    def entry(self) -> ExerciseEntry | None:
        """The chosen exercise; None where nothing was found."""
        index = self.found_list.highlighted
        return self.found[index] if index is not None and index < len(self.found) else None

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Letters are keys only while nobody types."""
        del event
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys apply to the chosen exercise."""
        entry = self.entry if self.is_mounted else None
        if action in ("copy", "add"):
            return entry is not None and self.focused is not self.query_line
        if action == "find":
            return self.focused is not self.query_line
        if action == "variant":
            return self._variant(str(parameters[0])) is not None
        return True

    def action_find(self) -> None:
        """Type again."""
        self.remove_class("-reading")
        self.query_line.focus()

    def go_back(self) -> None:
        """Go back from the card to the list, from the list to typing, from a search to all of it, then to Today."""
        if self.has_class("-reading"):
            self.remove_class("-reading")
            self.found_list.focus()
        elif self.query_line.value:
            self.query_line.value = ""
            self.query_line.focus()
        else:
            self.dismiss()

    # Doing

    def action_variant(self, way: str) -> None:
        """Go to the easier or the harder exercise."""
        name = self._variant(way)
        if name is None:
            return
        if all(each.exercise.name != name for each in self.found):
            with self.prevent(Input.Changed):
                self.query_line.value = ""
            self.found = self._library.search("")
        self.found_list.highlighted = self.found_list.get_option_index(name)

    def _variant(self, way: str) -> str | None:
        """The name of the easier or the harder exercise; None where it is no exercise of its own."""
        if not self.is_mounted or self.entry is None:
            return None
        exercise = self.entry.exercise
        variant = exercise.easier if way == "easier" else exercise.harder
        return variant.exercise if variant is not None and variant.exercise in self._titles else None

    def action_copy(self) -> None:
        """Put a ready step into the clipboard."""
        if self.entry is None:
            return
        try:
            step = self._library.step_text(self.entry.exercise.name)
        except StretchCoachError as error:
            self.program.tell(error)
            return
        self.app.copy_to_clipboard(step)
        self.notify("Copied as a step. Paste it below `steps:` in a routine.", markup=False)

    def action_add(self) -> None:
        """Ask for a routine, and put the exercise at its end."""
        if self.entry is None:
            return
        exercise = self.entry.exercise
        try:
            routines = self._library.routines()
        except StretchCoachError as error:
            self.program.tell(error)
            return

        def put(routine: str | None) -> None:
            if routine is None:
                return
            try:
                self.notify(_added(exercise.title, self._library.add(routine, exercise.name)), markup=False)
            except StretchCoachError as error:
                self.program.tell(error)

        self.app.push_screen(AddStepScreen(exercise.title, routines), put)


def _row(entry: ExerciseEntry, width: int) -> Content:
    """Title and, as far as there is room, the areas."""
    row = Content.assemble(entry.exercise.title, (f"  {', '.join(entry.exercise.areas)}", "$quiet"))
    return row.truncate(width, ellipsis=True)


def _facts(entry: ExerciseEntry) -> str:
    exercise = entry.exercise
    parts = [
        exercise.kind,
        ", ".join(exercise.areas),
        SIDES[exercise.sides],
        f"needs: {', '.join(exercise.needs)}" if exercise.needs else "",
        "your own" if entry.own else "",
        "never played, as you chose" if entry.never else "",
    ]
    return " · ".join(part for part in parts if part)


def _added(exercise: str, done: AddedStep) -> str:
    if not done.backup:
        return f"{exercise} is the first step of a new routine, {done.title}: {done.path}"
    return f"{exercise} is now the last step of {done.title}. The file as it was: {done.backup}"
