"""Every setting with what it does, changed by keyboard and mouse. Opened from Today and from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from stretch_coach.errors import StretchCoachError
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages import settings as page
from stretch_coach.tui.screens.page import PageScreen
from stretch_coach.tui.words import settings as words

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.services.ports import SettingsPort
    from stretch_coach.services.settings import Set as Value
    from stretch_coach.services.settings import SettingRow
    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.widgets.canvas import Canvas

ALWAYS = frozenset(("page", "edge", "keys", "back", "move"))


def player_keys() -> dict[str, str]:
    """Return the key of each action of the player as it comes."""
    from stretch_coach.tui.screens.player import PlayerScreen

    found: dict[str, str] = {}
    for binding in PlayerScreen.BINDINGS:
        if isinstance(binding, Binding) and binding.id:
            found.setdefault(binding.id.removeprefix("player."), binding.key)
    return found


class SettingsScreen(PageScreen[None]):
    """A list of settings; what is changed is written at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", words.LESS, id="settings.less"),
        Binding("right", "step(1)", words.MORE, id="settings.more"),
        Binding("enter,space", "change", words.CHANGE, id="settings.change"),
        Binding("delete,backspace", "reset", words.RESET, id="settings.reset"),
        Binding("up", "move(-1)", words.CHOOSE),
        Binding("down", "move(1)", words.CHOOSE, show=False),
        Binding("escape,q,s", "back", words.BACK, id="settings.back"),
        Binding("question_mark", "keys", words.KEYS, id="settings.keys"),
    ]

    def __init__(self, settings: SettingsPort, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._settings = settings
        self.view = settings.view()
        self._defaults = player_keys()
        self._shown = page.Shown(keys=self._defaults)

    def head(self, width: int) -> Content:
        """Return the title."""
        return lay.header(words.TITLE, "", width)

    def body(self, width: int) -> list[Content]:
        """Return the page."""
        return page.page(self.view, self._shown, width, self.glyphs).lines

    @property
    def row(self) -> SettingRow:
        """The chosen setting."""
        return self.view.rows[self._shown.selected]

    @property
    def _asking(self) -> bool:
        return self._shown.typed is not None or self._shown.waiting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys apply to the chosen setting; while a value is typed or pressed, none."""
        del parameters
        if self._asking:
            return action not in ALWAYS and action not in ("step", "change", "reset")
        kind = self.row.kind
        return {
            "step": kind in ("choice", "number", "truth"),
            "change": kind != "number",
            "reset": self.row.source == "file",
        }.get(action, True)

    # Choosing

    def action_move(self, by: int) -> None:
        """Choose the setting above or below."""
        self._choose(self._shown.selected + by)

    def _choose(self, index: int) -> None:
        self._show(selected=max(0, min(len(self.view.rows) - 1, index)))
        spots = page.page(self.view, self._shown, self.body_canvas.size.width, self.glyphs).spots
        if self._shown.selected == 0:
            self.scroll.scroll_home(animate=False)
        else:
            self.keep_in_view(*spots[self._shown.selected])

    def on_canvas_row(self, message: Canvas.Row) -> None:
        """Choose what was clicked."""
        if not self._asking:
            self._choose(message.index)

    def _show(self, *, selected: int | None = None, typed: str | None = None, waiting: bool = False) -> None:
        at = self._shown.selected if selected is None else selected
        self._shown = page.Shown(at, typed, waiting, self._defaults)
        self.refresh_bindings()
        self.repaint()

    # Changing

    def action_step(self, by: int) -> None:
        """Take the next value, or the one before."""
        row = self.row
        if row.kind == "truth":
            self._set(not row.value)
        elif row.kind == "number":
            self._set(max(row.low, min(row.high, int(row.value or 0) + by * row.step)))
        else:
            values: list[Value | None] = [*([None] if row.optional else []), *row.choices]
            self._set(values[(values.index(row.value) + by) % len(values)] if row.value in values else values[0])

    def action_change(self) -> None:
        """Change the chosen setting: to its next value, or to what is typed or pressed now."""
        if self.row.kind == "text":
            self._show(typed=str(self.row.value or ""))
        elif self.row.kind == "key":
            self._show(waiting=True)
        else:
            self.action_step(1)

    def action_reset(self) -> None:
        """Take the line out of the file, so that the default stands again."""
        self._set(None)

    def on_key(self, event: events.Key) -> None:
        """Take what is typed into a value, or the key that is pressed as one."""
        if not self._asking:
            return
        event.stop()
        event.prevent_default()
        typed = self._shown.typed
        if event.key == "escape":
            self._show()
        elif typed is None:
            self._take_key(event.key)
        elif event.key == "enter":
            self._set(typed.strip() or None)
        elif event.key == "backspace":
            self._show(typed=typed[:-1])
        elif event.character and event.is_printable:
            self._show(typed=typed + event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words into a value."""
        if self._shown.typed is not None:
            self._show(typed=self._shown.typed + " ".join(event.text.split()))

    def _take_key(self, key: str) -> None:
        rows = [row for row in self.view.rows if row.section == "keys"]
        given = {self._defaults[row.key] for row in rows}
        taken = {self._defaults[row.key] if row.value is None else row.value for row in rows if row.key != self.row.key}
        taken |= set(self._defaults.values()) - given  # the keys of a question's answers are nobody's to give
        if key in taken or key.startswith("ctrl+"):
            self.notify(words.TAKEN, severity="warning", markup=False)
            self._show()
        else:
            self._set(None if key == self._defaults[self.row.key] else key)

    def _set(self, to: Value | None) -> None:
        row = self.row
        try:
            self._settings.set(row.section, row.key, to)
            if (row.section, row.key) == ("ui", "theme"):
                self.program.theme = str(to)
        except StretchCoachError as error:
            self.program.tell(error, seconds=12)
        self.view = self._settings.view()
        self._show()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
