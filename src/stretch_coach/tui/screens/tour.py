"""The first minute: the player with a line that asks to try one key at a time, and what to remember of it.

Nothing here is ever required: a lesson that nobody takes makes way for the next one.
"""

from __future__ import annotations

from typing import ClassVar, Literal, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Button, Label, Static

from stretch_coach.session.events import Command, PlayerView
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.widgets.key_footer import KeyFooter

Lesson = Literal["pause", "resume", "longer", "hurts", "mistake", "wrong", "end", "confirm"]

LESSONS: tuple[Lesson, ...] = ("pause", "resume", "longer", "hurts", "mistake", "wrong", "end")
"""What is ticked when it was done."""
FREE: tuple[Lesson, ...] = ("pause", "longer", "hurts", "wrong", "end")
"""What can be asked while the session plays; the others answer something that does not move."""
PATIENCE_MS = 8000
"""How long one thing is asked for before the next, in the session's own time: a pause takes nothing away."""
MOVING_OR_HELD = ("cycle", "hold")


class Asked(NamedTuple):
    """What is asked for, after its key: in full, in few words, and as it is said with `{key}` in it."""

    full: str
    brief: str
    said: str


NAME = "The first minute"
ASKED: dict[Lesson, Asked] = {
    "pause": Asked("pauses, whenever you like. Try it now.", "pauses. Try it.", "Press {key} to pause."),
    "resume": Asked("resumes, after three, two, one.", "resumes.", "Press {key} again to resume."),
    "longer": Asked("holds 5 s longer, if it feels good.", "5 s longer.", "Press {key} to hold five seconds longer."),
    "hurts": Asked(
        "says that this hurts, and stops at once. Try it now.", "this hurts. Try it.",
        "If something hurts, press {key}. Try it now.",
    ),
    "mistake": Asked("takes that back.", "takes that back.", "Press {key}: pressed by mistake."),
    "wrong": Asked("shows the danger signs.", "something is wrong.", "{key}: something is seriously wrong."),
    "end": Asked("ends a session; it asks first.", "ends; it asks first.", "{key} ends a session."),
    "confirm": Asked("ends it here.", "ends it here.", "Press {key} to end it here."),
}  # fmt: skip
ACTIONS: dict[Lesson, str] = {"confirm": "choose('end')", "mistake": "choose('mistake')"}
"""The actions of lessons that are not called like them."""
SAID_KEYS = {
    "space": "the space bar", "enter": "Enter",
    "exclamation_mark": "the exclamation mark", "question_mark": "the question mark",
}  # fmt: skip
FOLLOW = ("Nothing here counts. Do what the screen says, as gently as you like.", "Nothing here counts.")
DONE = ("That is all there is to it. It ends by itself.", "That is all there is to it.")
REMEMBER = (
    ("pause", "pauses and resumes. A key pressed by accident also pauses."),
    ("hurts", "this hurts: stops at once and asks what now. Less is always fine."),
    ("wrong", "something is wrong: numb, dizzy, sharp down the leg. Stop and get help."),
    ("keys", "shows every key. All of them can be clicked, too."),
)
TAUGHT: dict[Command, Lesson] = {
    Command.PAUSE: "pause", Command.RESUME: "resume", Command.LONGER: "longer",
    Command.HURTS: "hurts", Command.MISTAKE: "mistake",
}  # fmt: skip
BRIEF_BELOW = 76
"""Columns below which a lesson is said in few words."""


class Tour(NamedTuple):
    """How far it is."""

    lesson: Lesson | None = None
    """What is asked now; None while there is only to follow along."""
    since_ms: int = 0
    """Where in the session that was asked first."""
    done: frozenset[Lesson] = frozenset()
    passed: frozenset[Lesson] = frozenset()
    """What was asked for long enough."""

    @property
    def complete(self) -> bool:
        """Whether there is nothing left to ask."""
        return all(lesson in self.done or lesson in self.passed for lesson in FREE)


def did(tour: Tour, lesson: Lesson) -> Tour:
    """Take note of something the user did, asked for or not."""
    return tour._replace(done=tour.done | {lesson})


def looked(tour: Tour, view: PlayerView, *, asking_end: bool = False) -> Tour:
    """Choose what is asked at this moment of the session."""
    if asking_end:
        return _ask(tour, "confirm", view.at_ms)
    if view.phase == "hurt":
        return _ask(tour, "mistake", view.at_ms)
    if view.phase == "paused":
        return _ask(tour, "resume", view.at_ms)
    if view.phase != "playing" or view.segment is None:
        return _ask(tour, None, view.at_ms)
    if tour.lesson in FREE and tour.lesson not in tour.done and not _ended(view):
        waited = view.at_ms - tour.since_ms >= PATIENCE_MS
        after = tour._replace(passed=tour.passed | {tour.lesson})
        if not waited or _next(after, view) is None:
            return tour
        tour = after
    return _ask(tour, _next(tour, view), view.at_ms)


def _next(tour: Tour, view: PlayerView) -> Lesson | None:
    """The first thing not yet done, if this is a stretch of the session in which it can be done."""
    if _ended(view):
        return "end" if "end" not in tour.done else None
    lesson = next((lesson for lesson in FREE if lesson not in tour.done and lesson not in tour.passed), None)
    kind = view.segment.kind if view.segment else None
    fits = kind == "hold" if lesson in ("longer", "end") else kind in MOVING_OR_HELD
    return lesson if fits else None


def _ended(view: PlayerView) -> bool:
    """Whether all exercises are over and only the last words are left."""
    return view.segment is not None and view.segment.step is None


def _ask(tour: Tour, lesson: Lesson | None, at_ms: int) -> Tour:
    return tour if lesson == tour.lesson else tour._replace(lesson=lesson, since_ms=at_ms)


class TourScreen(PlayerScreen):
    """A session with a line that asks for one thing at a time."""

    DANGER_NOTE = "Only looking around? Then choose the last line. The other two stop the program for real."
    HURTS_HINT = "Try it: pressed by mistake."
    END_HINT = "Try it: end here. Or resume."
    BINDINGS: ClassVar[list[BindingType]] = []
    tour = Tour()

    def _show(self, view: PlayerView) -> None:
        before = self.tour.lesson
        self.tour = looked(self.tour, view, asking_end=self._asking)
        super()._show(view)
        lesson = self.tour.lesson
        key = self._key(lesson) if lesson else None
        self._show_lesson(lesson, key)
        if lesson is not None and lesson != before and key is not None:
            self._runner.say(_said(lesson, key, self.app.get_key_display(key)))

    def _key(self, lesson: Lesson) -> Binding | None:
        """Return the key of a lesson as the user has set it; in a dialog, the dialog's."""
        action = ACTIONS.get(lesson, lesson)
        bindings = (active.binding for active in self.app.screen.active_bindings.values())
        return next((binding for binding in bindings if binding.action == action), None)

    def _show_lesson(self, lesson: Lesson | None, key: Binding | None) -> None:
        ticks = Content("").join(
            Content.styled("✓", "bold $kind-hold") if each in self.tour.done else Content.styled("·", "$quiet")
            for each in LESSONS
        )
        brief = self.size.width < BRIEF_BELOW
        if lesson is not None and key is not None:
            chip = Content.assemble((f" {self.app.get_key_display(key)} ", "bold $ground on $kind-ready"))
            words = Content.assemble(chip, " ", (ASKED[lesson][brief], "bold"))
            if lesson in LESSONS:
                words = words.stylize(Style.from_meta({"@click": f"screen.{ACTIONS.get(lesson, lesson)}"}))
        else:
            words = Content((DONE if self.tour.complete else FOLLOW)[brief])
        self.query_one("#lesson", Static).update(Content.assemble(ticks, "  ", words), layout=False)

    def on_mount(self) -> None:
        """Make room for the lessons."""
        self.query_one("#lesson").add_class("-shown")

    def _do(self, command: Command) -> bool:
        paused = self._phase == "paused"
        done = self._runner.command(command)
        if done:
            self._learn("resume" if command is Command.GO_ON and paused else TAUGHT.get(command))
        self.look()
        return done

    def _learn(self, lesson: Lesson | None) -> None:
        if lesson is not None:
            self.tour = did(self.tour, lesson)

    def action_wrong(self) -> None:
        """Show the danger signs."""
        self._learn("wrong")
        super().action_wrong()

    def action_end(self) -> None:
        """Pause, and ask whether to end."""
        self._learn("end")
        super().action_end()


class RememberScreen(StretchScreen[None]):
    """Four lines to remember, and the way to Today."""

    CSS_PATH = "tour.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,space", "go_on", "to Today", id="tour.go_on")]

    def compose(self) -> ComposeResult:
        """The page."""
        keys: dict[str, Binding] = {}
        for binding in PlayerScreen.BINDINGS:
            if isinstance(binding, Binding):
                keys.setdefault(binding.action, binding)
        with Vertical(id="page"):
            yield Label("That was it. Four things to remember", id="title")
            for action, words in REMEMBER:
                display = self._display(keys[action])
                yield Static(Content.assemble((display.rjust(6), "bold $kind-hold"), "  ", words), classes="line")
            yield Static(
                "Nothing of this minute was counted. You can see it again from Today or with ctrl+p.", classes="quiet"
            )
            yield Button("Enter  To Today", variant="success", flat=True)
        yield KeyFooter()

    def _display(self, binding: Binding) -> str:
        chosen = self.program.keys.get(binding.id or "")
        return self.app.get_key_display(binding.with_key(chosen, key_display=None) if chosen else binding)

    def on_button_pressed(self) -> None:
        """Go to Today."""
        self.action_go_on()

    def action_go_on(self) -> None:
        """Go to Today."""
        self.dismiss(None)


def _said(lesson: Lesson, key: Binding, display: str) -> str:
    """Return a request as it is said, with the key's name for the ear."""
    name = SAID_KEYS.get(key.key, display.upper() if len(display) == 1 else display)
    text = ASKED[lesson].said.format(key=name)
    return text[0].upper() + text[1:]
