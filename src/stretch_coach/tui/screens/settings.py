"""Every setting of the table with a control for it; what is changed is written at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Select, Static, Switch

from stretch_coach.errors import StretchCoachError
from stretch_coach.services import screening, swapping
from stretch_coach.services.settings import SettingRow, SettingsView, set_setting, settings_view
from stretch_coach.settings import SECTIONS, USUAL_KEYS, Value
from stretch_coach.tui.screen import Dialog, StretchScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.voices import VoicesScreen
from stretch_coach.tui.widgets.key_footer import KeyFooter

SOURCES = {"environment": "from STRETCH_COACH_SOUND", "screens": "chosen on the screens"}
AUTOMATIC = "default"
TAKEN = "That key already does something else in a session."
KEY_NAMES = {"exclamation_mark": "!", "question_mark": "?", "enter": "Enter"}


class SettingsScreen(StretchScreen[None]):
    """A form with one row for each setting."""

    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "Select, Switch, Input"
    HELP = """
    # Settings

    `Tab` goes to the next setting, `Enter` or `space` opens or switches it. Each change is written to your settings
    file at once; comments and all other lines stay. `Ctrl+R` takes a setting out of the file again.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "voices", "voices", id="settings.voices"),
        Binding("ctrl+r", "reset", "back to default", id="settings.reset"),
        Binding("escape", "back", "back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._view: SettingsView | None = None
        self._writing = False

    def compose(self) -> ComposeResult:
        """A row a setting, under the heading of its section."""
        view = self._view = settings_view(self.context)
        yield Label("Settings", classes="head")
        with VerticalScroll(id="page", can_focus=False):
            for problem in view.problems:
                yield Static(problem, markup=False, classes="problem")
            section = ""
            for row in view.rows:
                if row.setting.section != section:
                    section = row.setting.section
                    note = "They count when the program is started again." if section == "keys" else ""
                    yield Label(
                        Content.assemble(SECTIONS[section], (f"  {note}", "$quiet not bold")), classes="section"
                    )
                with Horizontal(classes="row", id=_id(row)):
                    yield Label(row.setting.label, classes="label")
                    yield self._control(row)
                    if _id(row) == "voice-name":
                        yield Button("Hear and choose", compact=True, id="voices")
                    yield Static(_about(row), classes="about")
            yield from self._left_out()
            yield Static(f"Your settings file: {view.path}", markup=False, classes="path")
        yield Static(id="about", markup=False)
        yield KeyFooter()

    def _left_out(self) -> ComposeResult:
        """A row for each swap, each exercise that is never played and each sore joint, with a button that undoes it."""
        view = swapping.swaps_view(self.context)
        undo: list[tuple[str, str, Callable[[], object]]] = [
            *(
                (one.text, "Undo", partial(swapping.undo_swap, self.context, one.routine, one.step))
                for one in view.swaps
            ),
            *(
                (f"{title}: never", "Play again", partial(swapping.again, self.context, name))
                for name, title in view.never
            ),
            *(
                (
                    f"{joint.text}: what loads it is left out",
                    "Not sore",
                    partial(screening.tell_well, self.context, joint.tag),
                )
                for joint in view.sore
            ),
        ]
        if undo:
            yield Label("Swapped and left out", classes="section")
        for said, button, call in undo:
            yield UndoRow(said, button, call)

    @on(Button.Pressed, "UndoRow Button")
    def _undo(self, event: Button.Pressed) -> None:
        """Undo what the row says, and take the row away."""
        event.stop()
        row = next(node for node in event.button.ancestors if isinstance(node, UndoRow))
        try:
            row.call()
        except StretchCoachError as error:
            self.program.tell(error)
            return
        row.remove()

    def _control(self, row: SettingRow) -> Widget:
        if row.setting.kind == "truth":
            return Switch(bool(row.value))
        if row.setting.kind in ("choice", "theme"):
            choices = (
                list(row.setting.choices)
                if row.setting.kind == "choice"
                else ["auto", *sorted(self.app.available_themes)]
            )
            return Select(
                [(choice, choice) for choice in choices],
                value=row.value if row.value in choices else Select.NULL,
                allow_blank=row.setting.optional or row.value not in choices,
                prompt=AUTOMATIC,
                compact=True,
            )
        if row.setting.kind == "key":
            return Button(_key_of(row), compact=True)
        number = row.setting.kind == "number"
        example = f"e.g. {row.setting.example}" if row.setting.example else AUTOMATIC
        return Input(
            "" if row.value is None else str(row.value),
            placeholder=example,
            type="integer" if number else "text",
            compact=True,
            select_on_focus=False,
        )

    # Which setting is meant

    def _row_of(self, widget: Widget | None) -> SettingRow | None:
        """Return the setting a control belongs to."""
        names = {node.id for node in widget.ancestors_with_self} if widget is not None else set()
        rows = self._view.rows if self._view else ()
        return next((row for row in rows if _id(row) in names), None)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the focused setting does, and where its value comes from."""
        row = self._row_of(event.widget)
        if row is not None:
            self.query_one("#about", Static).update(_about(row))

    # Changing

    @on(Switch.Changed)
    def _switched(self, event: Switch.Changed) -> None:
        self._set(self._row_of(event.switch), event.value)

    @on(Select.Changed)
    def _selected(self, event: Select.Changed) -> None:
        value = event.value
        self._set(self._row_of(event.select), str(value) if isinstance(value, str) else None)

    @on(Input.Submitted)
    @on(Input.Blurred)
    def _typed(self, event: Input.Submitted | Input.Blurred) -> None:
        row = self._row_of(event.input)
        text = event.value.strip()
        if row is None:
            return
        if row.setting.kind != "number":
            self._set(row, text or None)
        elif text.lstrip("-").isdigit():
            self._set(row, int(text))
        else:
            self._set(row, None)

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        row = self._row_of(event.button)
        if event.button.id == "voices":
            self.action_voices()
        elif row is not None:
            self.app.push_screen(KeyScreen(row.setting.label), lambda key: self._take_key(row, key))

    def _take_key(self, row: SettingRow, key: str | None) -> None:
        if not key or self._view is None:
            return
        usual = USUAL_KEYS[row.setting.key]
        others = {
            _set_key(other)
            for other in self._view.rows
            if other.setting.kind == "key" and other.setting.key != row.setting.key
        }
        if key in others | _fixed_keys() or key.startswith("ctrl+"):
            self.notify(TAKEN, severity="warning", markup=False)
        else:
            self._set(row, None if key == usual else key)

    def action_voices(self) -> None:
        """Hear the voices and choose one."""
        self.app.push_screen(VoicesScreen(self.context.settings), self._take_voice)

    def _take_voice(self, name: str | None) -> None:
        row = next(row for row in self._view.rows if _id(row) == "voice-name") if self._view else None
        if name is not None:
            self._set(row, name or None)

    def action_reset(self) -> None:
        """Take the focused setting out of the file, so that its default counts."""
        row = self._row_of(self.focused)
        if row is not None:
            self._set(row, None, always=True)

    def _set(self, row: SettingRow | None, value: Value | None, *, always: bool = False) -> None:
        """Write a value that has changed, and show what is set now."""
        if row is None or self._writing or (value == row.value and not always):
            return
        try:
            set_setting(self.context, row.setting.section, row.setting.key, value)
            if row.setting.kind == "theme":
                self.app.theme = str(value) if value in self.app.available_themes else "dark"
        except StretchCoachError as error:
            self.program.tell(error, seconds=12)
        self._show(row)

    def _show(self, row: SettingRow) -> None:
        """Show one setting as it is now: after a change, and after one that was refused."""
        self._view = settings_view(self.context)
        now = next(each for each in self._view.rows if _id(each) == _id(row))
        try:
            place = self.query_one(f"#{_id(row)}")
        except NoMatches:
            return
        self._writing = True
        with self.prevent(Switch.Changed, Select.Changed, Input.Changed):
            for switch in place.query(Switch):
                switch.value = bool(now.value)
            for select in place.query(Select):
                select.value = now.value if now.value is not None else Select.NULL
            for entry in place.query(Input):
                entry.value = "" if now.value is None else str(now.value)
            for button in place.query(Button):
                button.label = _key_of(now) if now.setting.kind == "key" else button.label
        self._writing = False
        place.query_one(".about", Static).update(_about(now))
        if self._row_of(self.focused) == now:
            self.query_one("#about", Static).update(_about(now))


class UndoRow(Horizontal):
    """What was swapped or left out, and the button that undoes it."""

    def __init__(self, said: str, button: str, call: Callable[[], object]) -> None:
        super().__init__(classes="row")
        self.call = call
        self._said = said
        self._button = button

    def compose(self) -> ComposeResult:
        """What it is, then the button."""
        yield Static(self._said, markup=False, classes="said")
        yield Button(self._button, compact=True)


class KeyScreen(Dialog[str]):
    """Waits for the key to use."""

    CSS_PATH = "settings.tcss"

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = label

    def compose(self) -> ComposeResult:
        """What to do."""
        yield Static(f"{self._label}\n\nPress the key you want. Esc leaves it as it was.", markup=False, id="ask-key")

    def on_key(self, event: events.Key) -> None:
        """Take the key."""
        event.stop()
        event.prevent_default()
        self.dismiss("" if event.key == "escape" else event.key)


def _id(row: SettingRow) -> str:
    return f"{row.setting.section}-{row.setting.key}".replace("_", "-")


def _set_key(row: SettingRow) -> str:
    return str(row.value or USUAL_KEYS[row.setting.key])


def _key_of(row: SettingRow) -> str:
    key = _set_key(row)
    return KEY_NAMES.get(key, key)


def _fixed_keys() -> set[str]:
    """Return the keys of a session that no setting changes."""
    usual = set(USUAL_KEYS.values())
    found = set()
    for binding in PlayerScreen.BINDINGS:
        if isinstance(binding, Binding):
            found |= set(binding.key.split(",")) - usual
    return found


def _about(row: SettingRow) -> Content:
    """What a setting does, and where its value comes from."""
    if row.source == "default":
        return Content("" if row.setting.kind == "key" else row.setting.help)
    source = (
        f"line {row.line} of your file" if row.source == "file" and row.line else SOURCES.get(row.source, "your file")
    )
    return Content.assemble(row.setting.help, (" · ", "$quiet"), (source, "$quiet"))
