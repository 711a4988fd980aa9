"""Measuring the range: one thing after the other, spoken and shown, and what became of it."""

from __future__ import annotations

import time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.widgets import Input, Label, Static

from stretch_coach import text
from stretch_coach.errors import StretchCoachError
from stretch_coach.record.measures import EVERY_DAYS, chart_text, series
from stretch_coach.safety.texts import DANGER
from stretch_coach.services.measures import BEFORE, Turn, last_values, note, open_measures, turns, value_of
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.session.timeline import Cue
from stretch_coach.sound.port import ScheduledCue
from stretch_coach.tui.link import Keys, key_link
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.widgets.key_footer import KeyFooter

_SOON_NS = 200_000_000
_BEGIN = -1
"""The page before the first one."""
NOTHING = "Nothing was measured yet."


class MeasuringScreen(StretchScreen[None]):
    """A page to begin, one for each value, and one for what became of them. Enter goes on."""

    CSS_PATH = "measuring.tcss"
    AUTO_FOCUS = ""
    HELP = """
    Each page says what to do; type the number and press Enter. Enter alone leaves it out. Once every two weeks is
    enough, warm and at the same time of day. It never counts as practice.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "go on", id="measuring.next"),
        Binding("up", "again", "say it again", id="measuring.again"),
        Binding("escape", "back", "end"),
    ]
    page: reactive[int] = reactive(_BEGIN, init=False, bindings=True)
    """Which value is asked for; below 0 before the first, their number after the last."""

    def __init__(self) -> None:
        super().__init__()
        self._turns: tuple[Turn, ...] = ()
        self._left_out: tuple[str, ...] = ()
        self._epoch = 0

    def compose(self) -> ComposeResult:
        """What it is, how it is done, a number to type, and what there was the last time."""
        yield Label("Measure your range", id="heading")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="title", markup=False)
            yield Static(id="how", markup=False)
            yield Static(id="read", markup=False)
            yield Input(restrict=r"[-0-9.,]*", max_length=6, compact=True)
            yield Static(id="note", markup=False)
            yield Keys(id="on")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Open the sound, and show the first page."""
        measures, self._left_out = open_measures(self.context)
        self._turns = turns(measures)
        self._sound = self.context.sound.take(PlayOptions(), "en")
        self._sound.prepare([" ".join(turn.said) for turn in self._turns])
        self.watch_page()

    def on_unmount(self) -> None:
        """Close the sound."""
        self._sound.close()

    @property
    def turn(self) -> Turn | None:
        """What is measured now, None before and after."""
        return self._turns[self.page] if 0 <= self.page < len(self._turns) else None

    def watch_page(self) -> None:
        """Show a page, and say it."""
        turn = self.turn
        answer = self.query_one(Input)
        answer.display = turn is not None
        answer.value = ""
        self._say()
        if turn is not None:
            title, *how = turn.said
            last = last_values(self.context).get((turn.measured.name, turn.side))
            unit = turn.measured.unit
            before = "" if last is None else f"The last time: {last[1]:g} {unit}, {text.short_date(last[0])}."
            self._fill(f"{self.page + 1} of {len(self._turns)}  {title}", how, f"Type {turn.measured.read}.", before)
            answer.placeholder = unit
            answer.focus()
        elif self.page == _BEGIN:
            what = f"{text.count(len(self._turns), 'value')}, a few minutes. It never counts as practice."
            self._fill("Before you begin", [BEFORE, what, *self._left_out], "", "\n".join(DANGER))
            self.set_focus(None)
        else:
            self._show_end()
            self.set_focus(None)
        self.query_one("#on", Keys).update(key_link("Enter", self._what_enter_does(), "screen.next", main=True))
        self.query_one("#page").scroll_home(animate=False)

    def _what_enter_does(self) -> str:
        if self.turn is not None:
            return "note it, or leave it out"
        return "begin" if self.page == _BEGIN else "back to Today"

    def _fill(self, title: str, how: list[str], read: str, note: str) -> None:
        for name, said in (("title", title), ("how", "\n".join(how)), ("read", read), ("note", note)):
            part = self.query_one(f"#{name}", Static)
            part.update(said)
            part.display = bool(said)

    def _show_end(self) -> None:
        found = series(self.context.measures())
        wide = max((len(one.title) for one in found), default=0)
        rows = [
            f"{one.title:<{wide}}  {chart_text(one.points, one.measured.better)} "
            f"{one.points[-1][1]:g} {one.measured.unit}, {change_text(one.change)}"
            for one in found
        ]
        again = f"The next time in {text.count(EVERY_DAYS // 7, 'week')}. History keeps the charts."
        self._fill("How far you reach and turn", rows or [NOTHING], "", again if found else "")

    def _say(self) -> None:
        self._epoch += 1
        turn = self.turn
        if turn is None:
            self._sound.silence(self._epoch)
            return
        cue = Cue(0, "words", " ".join(turn.said))
        self._sound.schedule(self._epoch, [ScheduledCue(time.monotonic_ns() + _SOON_NS, cue)])

    # Keys

    def action_again(self) -> None:
        """Say it once more."""
        self._say()

    @on(Input.Submitted)
    def action_next(self) -> None:
        """Note what was typed, and go on; what is no value stays to be mended."""
        turn, typed = self.turn, self.query_one(Input).value.strip()
        if turn is not None and typed:
            try:
                note(self.context, turn.measured.name, value_of(typed, turn.measured.unit), side=turn.side)
            except ValueError:
                self.notify("Please type a number, or nothing to leave it out.", severity="warning")
                return
            except StretchCoachError as error:
                self.notify(str(error), severity="warning", markup=False)
                return
        if self.page >= len(self._turns):
            self.dismiss()
        else:
            self.page += 1


def change_text(change: str) -> str:
    """Return what became of a value since the first time."""
    return f"{change} than the first time" if change and change != "no change" else change or "the first time"
