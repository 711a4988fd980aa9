"""First use: one question and one key; after a yes one question at a time, and an emergency sign stops at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Label, OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from stretch_coach.services.screening import SafetyAnswers, SafetyView, ShortQuestion
from stretch_coach.tui.link import Keys, in_rows, key_label, key_link, number_links
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.widgets.bullet import bullet
from stretch_coach.tui.widgets.key_footer import KeyFooter
from stretch_coach.tui.widgets.refill import refill

Stage = Literal["short", "emergency", "clinician", "checked", "cautions", "onset", "pain", "walks"]
YES_OR_NO: frozenset[Stage] = frozenset(("short", "emergency", "clinician", "checked", "walks"))
PAIN_SCALE = "0 none · 3 noticeable · 5 hard to ignore · 6 had to stop · 10 worst. Keys: 0–9, t is ten."
COLOURS = {"emergency": "$kind-hurt", "clinician": "$kind-rest", "caution": "$kind-move"}
Outcome = SafetyAnswers | Literal["no"] | None
TITLES: dict[Stage, str] = {
    "emergency": "Do you have any of these now?",
    "clinician": "Or any of these?",
    "checked": "Has a doctor or physiotherapist checked this since?",
    "cautions": "Tick what fits you. Exercises that do not suit it are left out or kept small.",
    "onset": "Does anything hurt, and since when?",
    "pain": "How much does it hurt when you rest?",
    "walks": "Can you walk for five minutes, on the flat, at an easy pace?",
}
YES: dict[Stage, str] = {"walks": "Yes", "checked": "Yes, it was checked"}
NO: dict[Stage, str] = {"walks": "No, that is too far", "checked": "No, not yet"}

MARGIN = 4
"""Columns left and right of the text."""


class ScreeningScreen(StretchScreen[Outcome]):
    """Dismissed with "no" to the short question, else with the answers, or with None if the user went back."""

    CSS_PATH = "screening.tcss"
    AUTO_FOCUS = ""
    HELP = """
    One question before your first session, asked again now and then. **Not sure counts as yes.**
    Your answers stay on this machine. `stretch-coach safety` shows them and forgets them.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "answer(False)", "no", show=False),
        Binding("y", "answer(True)", "yes or not sure", show=False),
        Binding("enter", "next", "next"),
        *(Binding(str(n), f"number({n})", "answer", show=False) for n in range(10)),
        Binding("t,plus", "number(10)", "ten", show=False),
        Binding("q", "back", "back", show=False),
    ]
    stage: reactive[Stage] = reactive("short", init=False, bindings=True)
    body = getters.query_one("#body", VerticalScroll)

    def __init__(self, short: ShortQuestion | None, view: SafetyView) -> None:
        """Without a short question, while a lock is set, the signs in full come first."""
        super().__init__()
        self._short = short
        self._view = view
        self._answers = SafetyAnswers("none", view.ticked)

    def compose(self) -> ComposeResult:
        """Head, the question, its answers."""
        short = self._short
        with Horizontal(id="head"):
            yield Label(short.title if short else "Before you go on", id="title")
            yield Label(short.aside if short else "", id="aside", markup=False)
        yield VerticalScroll(id="body")
        yield KeyFooter()

    async def on_mount(self) -> None:
        """Begin with the short question; while a lock is set, with the signs in full."""
        if self._short is None:
            self.stage = "emergency"
        else:
            await self._show()

    async def watch_stage(self) -> None:
        """Show the next question."""
        await self._show()

    async def _show(self) -> None:
        body = self.body
        title = self._short.question if self._short and self.stage == "short" else TITLES[self.stage]
        hint = f"   {self._short.hint}" if self._short and self.stage in ("short", "emergency", "clinician") else ""
        await refill(body, Static(Content.assemble((title, "bold"), (hint, "$quiet")), id="question"), *self._widgets())
        body.scroll_home(animate=False)
        lists = body.query("OptionList, SelectionList")
        (lists.first() if lists else body).focus()

    def _widgets(self) -> Iterator[Widget]:
        stage, view = self.stage, self._view
        if stage == "short" and self._short is not None:
            yield from _short_widgets(self._short)
        elif stage == "emergency":
            yield from (bullet(sign, "$kind-hurt") for sign in view.emergency)
        elif stage == "clinician":
            yield from (bullet(sign, "$kind-rest") for sign in view.clinician)
        elif stage == "cautions":
            choices = (Selection(Content(each.text), each.tag, each.tag in view.ticked) for each in view.cautions)
            yield SelectionList(*choices, id="cautions")
            yield self._links(
                key_link("space", "tick", "screen.tick"), key_link("Enter", "next", "screen.next", main=True)
            )
        elif stage == "onset":
            options = (Option(key_label(str(n), choice.text), id=choice.tag) for n, choice in enumerate(view.onset, 1))
            yield OptionList(*options, id="onset")
        elif stage == "pain":
            yield self._links(number_links("screen.number"))
            yield Static(PAIN_SCALE, classes="note")
        if stage in YES_OR_NO:
            yield from self._answers_and_note()

    def _answers_and_note(self) -> Iterator[Widget]:
        short = self._short if self.stage == "short" else None
        no = short.no if short else NO.get(self.stage, "No, none of them")
        yes = short.yes if short else YES.get(self.stage, "Yes or not sure")
        yield self._links(
            key_link("n", no, "screen.answer(False)", main=True), key_link("y", yes, "screen.answer(True)")
        )
        if short:
            yield Static(f"{short.scope} {short.privacy}", classes="note", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys that answer this question."""
        del parameters
        if action == "answer":
            return self.stage in YES_OR_NO
        if action == "next":
            return self.stage in ("cautions", "onset")
        if action == "number":
            return self.stage in ("onset", "pain")
        return True

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001  an action's parameter
        """Answer with yes or no; what needs help now ends the questions at once."""
        if self.stage == "short" and not yes:
            self.dismiss("no")
        elif self.stage == "short":
            self._go("emergency")
        elif self.stage == "emergency":
            self._answers = replace(self._answers, sign="emergency" if yes else "none")
            self._go(None if yes else "clinician")
        elif self.stage == "clinician":
            self._answers = replace(self._answers, sign="clinician" if yes else "none")
            self._go("checked" if yes or self._view.needs_checked else "cautions")
        elif self.stage == "checked":
            self._answers = replace(self._answers, checked=yes)
            self._go("cautions" if yes else None)
        elif self.stage == "walks":
            self._answers = replace(self._answers, walks=yes)
            self._go(None)

    def action_tick(self) -> None:
        """Tick what the cursor is on."""
        self.query_one(SelectionList).action_select()

    def action_next(self) -> None:
        """Take what is ticked."""
        if self.stage == "cautions":
            ticked = self.query_one("#cautions", SelectionList).selected
            order = [choice.tag for choice in self._view.cautions]
            self._answers = replace(self._answers, cautions=tuple(sorted(ticked, key=order.index)))
            self._go("onset")

    def action_number(self, number: int) -> None:
        """Answer with a number."""
        if self.stage == "onset" and 1 <= number <= len(self._view.onset):
            self._hurts(self._view.onset[number - 1].tag)
        elif self.stage == "pain":
            self._answers = replace(self._answers, rest_pain=number)
            self._go("walks")

    @on(OptionList.OptionSelected, "#onset")
    def _choose_onset(self, event: OptionList.OptionSelected) -> None:
        self._hurts(event.option.id or self._view.onset[0].tag)

    def _hurts(self, onset: str) -> None:
        self._answers = replace(self._answers, onset=onset)
        self._go(None if onset == self._view.onset[0].tag else "pain")

    def on_key(self, event: events.Key) -> None:
        """Enter ends the ticking: the list itself would take it as a tick."""
        if event.key == "enter" and self.stage == "cautions":
            event.stop()
            event.prevent_default()
            self.action_next()

    def _go(self, stage: Stage | None) -> None:
        if stage is None:
            self.dismiss(self._answers)
        else:
            self.stage = stage

    def _links(self, *links: Content) -> Keys:
        return Keys(in_rows(links, self.app.size.width - MARGIN, 3), classes="answers")

    def go_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


def _short_widgets(short: ShortQuestion) -> Iterator[Widget]:
    yield from (bullet(sign.text, COLOURS[sign.kind]) for sign in short.signs)
    if short.kept:
        kept = "; ".join(short.kept)
        yield Static(f"What you ticked before: {kept}. “No” means: nothing but that.", classes="note", markup=False)
