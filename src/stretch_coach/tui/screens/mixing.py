"""Mix a session: areas from a list or the drawn body, minutes, and go."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, SelectionList, Static
from textual.widgets.selection_list import Selection

from stretch_coach.errors import UsageError
from stretch_coach.mix.request import DEFAULT_MINUTES, LONGEST, MixRequest, parse_words
from stretch_coach.services.areas import areas_view
from stretch_coach.services.mixing import mix_of
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.widgets.body_map import BodyMap
from stretch_coach.tui.widgets.key_footer import KeyFooter

TITLE = "Mix a session"


class MixingScreen(StretchScreen[int | None]):
    """Dismissed with the minutes of the session that was mixed and is now to be played, None to go back."""

    CSS_PATH = "mixing.tcss"
    AUTO_FOCUS = "SelectionList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (100, "-wide")]  # noqa: RUF012  Textual's type
    HELP = """
    A session for the parts of the body you choose. Space chooses, `g` goes. Nothing chosen: the ones that had the
    least time in the last 30 days. More words, such as `no floor`, `before bed` or `calm`, narrow it down.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "go", "go", id="mixing.go", tooltip="mix the session and go to its start"),
    ]

    def compose(self) -> ComposeResult:
        """Areas with their minutes, the body, words and minutes, and the way on."""
        view = areas_view(self.context)
        yield Label(TITLE, id="title", markup=False)
        with Horizontal(id="choice"):
            yield SelectionList[str](
                *(Selection(f"{row.area:<13}{row.month:>5.0f} min", row.area) for row in view.rows), id="areas"
            )
            with Vertical(id="drawn"):
                yield BodyMap(id="body")
                yield Static("Click a part. Stronger: more minutes in the last 30 days", id="legend")
        with Vertical(id="how"):
            with Horizontal(classes="field"):
                yield Label("Minutes")
                yield Input(str(DEFAULT_MINUTES), type="integer", max_length=2, id="minutes", compact=True)
                yield Button("Go", variant="primary", id="go", compact=True)
            with Horizontal(classes="field"):
                yield Label("And")
                yield Input(placeholder="no floor · calm", id="words", compact=True)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Shade the body."""
        self.query_one(BodyMap).minutes = areas_view(self.context).month

    @on(SelectionList.SelectedChanged)
    def _show_chosen(self) -> None:
        chosen = self.query_one("#areas", SelectionList).selected
        self.query_one(BodyMap).chosen = frozenset(chosen)
        self.query_one("#title", Label).update(f"{TITLE}: {', '.join(chosen)}" if chosen else TITLE)

    @on(BodyMap.Clicked)
    def _choose(self, event: BodyMap.Clicked) -> None:
        self.query_one("#areas", SelectionList).toggle(event.area)

    @on(Input.Submitted)
    @on(Button.Pressed, "#go")
    def action_go(self) -> None:
        """Mix it; what does not fit is said, and the choice stays."""
        try:
            built = mix_of(self.context, self._request())
        except UsageError as error:
            self.notify(str(error).partition("\n")[0], severity="warning", markup=False)
            return
        self.dismiss(built.minutes)

    def _request(self) -> MixRequest:
        """Return what is chosen and typed. Raises `UsageError`."""
        areas = self.query_one("#areas", SelectionList).selected
        typed = self.query_one("#minutes", Input).value.strip()
        if typed and not 1 <= int(typed) <= LONGEST:
            message = f"Please type minutes from 1 to {LONGEST}."
            raise UsageError(message)
        words = [*areas, *self.query_one("#words", Input).value.split()]
        return parse_words(words, int(typed) if typed else None)
