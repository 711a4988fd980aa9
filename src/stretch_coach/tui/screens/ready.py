"""Ready: what you need, today's exercises, and one key that starts and says how you are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Literal, NamedTuple

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Button, Label, OptionList, Static
from textual.widgets.option_list import Option

from stretch_coach import text
from stretch_coach.errors import StretchCoachError
from stretch_coach.record.lines import Level
from stretch_coach.remote.requests import ENDED, STARTS, TO_START, SessionState, ready_state
from stretch_coach.routine.model import Exercise, Step
from stretch_coach.services import screening, swapping, swaps
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.ready import ReadyView, ready_view, sore_question
from stretch_coach.services.screening import Sign
from stretch_coach.tui.link import Keys, key_link
from stretch_coach.tui.screen import Dialog, StretchScreen
from stretch_coach.tui.screens.danger import DangerScreen
from stretch_coach.tui.screens.minutes import AS_PLANNED, MinutesScreen
from stretch_coach.tui.screens.pain import PainScreen
from stretch_coach.tui.screens.swap import SwapAnswer, SwapScreen
from stretch_coach.tui.step_lines import commonest_reason, is_too_wide, step_line
from stretch_coach.tui.widgets.exercise_picture import StartAndHold
from stretch_coach.tui.widgets.key_footer import KeyFooter

QUESTION = "A question is open on the screen"
SOMETHING_ELSE = "Something else is open on the screen"
LEVELS: tuple[tuple[Level, str], ...] = (("hurts", "It hurts"), ("stiff", "Stiff"), ("fine", "Fine"))
ROW_PADDING = 2


class ReadyAnswer(NamedTuple):
    """What was chosen: how to play, and the pain that was given, None where it was not."""

    what: Literal["start", "back", "emergency", "clinician"]
    options: PlayOptions
    pain: int | None = None


class ExerciseList(OptionList):
    """Today's exercises; Enter starts the session."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.start", "start", id="ready.start")]


class ReadyScreen(StretchScreen[ReadyAnswer]):
    """Dismissed with how to start, or with why not."""

    CSS_PATH = "ready.tcss"
    AUTO_FOCUS = "ExerciseList"
    HELP = """
    One key starts and says how you are. On the first day with an exercise that chooses how much of it you do; from
    then on your record decides.

    **Dull, stretchy, easing as you hold**: fine. **Sharp, electric, spreading down the leg, numb, dizzy**: stop.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "start", show=False),
        Binding("1", "level('hurts')", "it hurts", show=False, tooltip="start gently; asks how much it hurts"),
        Binding("2", "level('stiff')", "stiff", show=False, tooltip="start"),
        Binding("3", "level('fine')", "fine", show=False, tooltip="start with more"),
        Binding("t", "minutes", "minutes", id="ready.minutes", tooltip="fit it to the time you have"),
        Binding("s", "swap", "swap", id="ready.swap", tooltip="another exercise instead of the chosen one"),
        Binding("exclamation_mark", "wrong", "something is wrong", id="ready.wrong"),
        Binding("y", "accept", "I have asked, or I accept", id="ready.accept", show=False),
        Binding("q", "back", "back", show=False),
    ]
    view: reactive[ReadyView | None] = reactive(None, init=False, bindings=True)
    exercises = getters.query_one("#exercises", ExerciseList)

    def __init__(self, name: str, options: PlayOptions) -> None:
        super().__init__()
        self._routine_name = name
        self._options = options
        self._steps: dict[str, Exercise] = {}
        self._is_left = False

    @property
    def routine(self) -> str:
        """The routine's title."""
        return self.view.title if self.view else self._routine_name

    def compose(self) -> ComposeResult:
        """Head, what you need, exercises, how you are; pictures of the chosen exercise."""
        with Horizontal(id="head"):
            yield Label(id="title", markup=False)
            yield Label(id="length")
        with Container(id="both"):
            with Vertical(id="right"):
                yield Keys(id="ask-first")
                with Vertical(id="levels"):
                    yield Static("How are you?", id="question")
                    with Horizontal(id="buttons"):
                        for number, (level, words) in enumerate(LEVELS, 1):
                            yield Button(f"{number}  {words}", id=level, flat=True)
            with Vertical(id="left"):
                yield Static(id="needs", markup=False)
                yield ExerciseList(id="exercises", markup=False)
                yield Static(id="reason", markup=False)
                yield Static(id="notes", markup=False)
        yield StartAndHold(id="pictures")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the day, then let it be steered."""
        self._load(self._options)
        self.call_after_refresh(self._open_doors)

    def _load(self, options: PlayOptions) -> None:
        """Read the routine with these options. Raises the StretchCoachError that prevents it."""
        self.view = ready_view(self.context, self._routine_name, options)
        self._options = options

    # What is shown

    def watch_view(self, view: ReadyView | None) -> None:
        """Show what was read."""
        if view is None:
            return
        self.query_one("#title", Label).update(f"Ready: {view.title}")
        self.query_one("#length", Label).update(f"{view.minutes} min" if view.minutes else "")
        nothing = "Nothing of this routine is due today. The reasons:" if view.nothing_due else ""
        self._set("#needs", nothing or view.needs)
        self._set("#reason", text.sentence(commonest_reason(view.rows)))
        self._set("#notes", "\n".join(filter(None, (*view.notes, _ask_sore(view), *view.warnings))))
        self._set("#ask-first", _ask_first(view))
        asks = not (view.nothing_due or view.to_ask)
        self.query_one("#levels").display = asks
        for level, _ in LEVELS:
            self.query_one(f"#{level}", Button).set_class(level == view.level, "-last")
        self._show_exercises()

    def _set(self, selector: str, said: str | Content) -> None:
        widget = self.query_one(selector, Static)
        widget.update(said)
        widget.display = bool(said)

    def on_resize(self) -> None:
        """Lay the lines of the list out again."""
        self.call_after_refresh(self._show_exercises)

    def _show_exercises(self) -> None:
        if self.view is None or not self.query(ExerciseList):  # the screen may be gone by now
            return
        width = max(24, self.exercises.scrollable_content_region.width - ROW_PADDING)
        at = self.exercises.highlighted or 0
        self.exercises.clear_options()
        said = commonest_reason(self.view.rows)
        short = is_too_wide(self.view.rows, width)
        self.exercises.add_options(
            Option(step_line(row, width, said=said, short=short), id=row.step) for row in self.view.rows
        )
        self.exercises.highlighted = min(at, len(self.view.rows) - 1) if self.view.rows else None

    @on(OptionList.OptionHighlighted, "#exercises")
    def _show_picture(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one(StartAndHold).show_exercise(self._exercise(event.option.id or ""))

    def _exercise(self, step: str) -> Exercise | None:
        if step not in self._steps:
            routine = swaps.swapped(self.context, self.context.routines.load(self._routine_name))
            self._steps = {item.id: item.exercise for item in routine.steps if isinstance(item, Step)}
        return self._steps.get(step)

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no start where nothing is due, or before what must be asked was asked."""
        del parameters
        view = self.view
        if action == "accept":
            return bool(view and view.to_ask)
        stopped = view is None or view.nothing_due or bool(view.to_ask)
        return not (stopped and action in ("start", "level"))

    def action_start(self) -> None:
        """Start as last time."""
        if self.view is not None and self.check_action("start", ()):
            self.action_level(self.view.level)

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        level = next((each for each, _ in LEVELS if each == event.button.id), None)
        if level is not None:
            self.action_level(level)

    @on(OptionList.OptionSelected, "#exercises")
    def _select(self) -> None:
        """A click chooses the exercise to swap; it does not start."""

    def action_level(self, level: Level) -> None:
        """Say how you are, and start; after "it hurts", how much comes first."""
        options = replace(self._options, level=level)
        if self._asks_pain(level):
            self._ask_pain(options)
        else:
            self._leave(ReadyAnswer("start", options))

    def _asks_pain(self, level: Level) -> bool:
        return level == "hurts" and not self._options.rehearsal

    @work(exclusive=True)
    async def _ask_pain(self, options: PlayOptions) -> None:
        asks_onset = self.view is not None and self.view.asks_pain
        answers = await self.app.push_screen_wait(PainScreen(asks_onset=asks_onset))
        if answers is None:
            return
        if answers.onset is not None:
            try:
                screening.tell_pain(self.context, onset=answers.onset, rest_pain=answers.pain, walks=answers.walks)
            except StretchCoachError as error:
                self.program.tell(error)
        self._leave(ReadyAnswer("start", options, answers.pain))

    @work(exclusive=True)
    async def action_minutes(self) -> None:
        """Fit the routine to the time there is."""
        if self.view is None:
            return
        minutes = await self.app.push_screen_wait(MinutesScreen(self.view.title, self.view.minutes))
        if minutes is None:
            return
        try:
            self._load(replace(self._options, minutes=None if minutes == AS_PLANNED else minutes))
        except StretchCoachError as error:
            self.program.tell(error)

    @work(exclusive=True)
    async def action_swap(self) -> None:
        """Swap the chosen exercise."""
        index = self.exercises.highlighted
        if self.view is None or index is None:
            return
        step = self.view.rows[index].step
        exercise = self._exercise(step)
        if exercise is None:
            return
        asks_sore = True
        while True:
            try:
                found = swapping.candidates(self.context, self._routine_name, step)
                answer = await self.app.push_screen_wait(SwapScreen(exercise, found, asks_sore=asks_sore))
                if answer is None:
                    return
                self._take_swap(step, exercise, answer)
            except StretchCoachError as error:
                self.program.tell(error)
                return
            if not answer.sore:
                return
            asks_sore = False  # now for what suits the joint

    def _take_swap(self, step: str, exercise: Exercise, answer: SwapAnswer) -> None:
        if answer.sore:
            screening.tell_sore(self.context, answer.sore)
        elif answer.instead is None:
            swapping.never(self.context, exercise.name)
        else:
            swapping.swap(self.context, self._routine_name, step, answer.instead.name, always=answer.always)
        self._steps = {}
        self._load(self._options)
        self.notify(answer.text(exercise), markup=False)

    def action_accept(self) -> None:
        """Say that the cautions were asked about, and open the way to start."""
        if self.view is None:
            return
        try:
            screening.accept(self.context, tuple(caution.tag for caution in self.view.to_ask))
            self._load(self._options)
        except StretchCoachError as error:
            self.program.tell(error)

    def action_wrong(self) -> None:
        """Show the danger signs."""
        self.app.push_screen(DangerScreen(in_session=False), self._take_sign)

    def _take_sign(self, sign: Sign | None) -> None:
        if sign == "emergency" or sign == "clinician":  # noqa: PLR1714  mypy narrows only this form
            self._leave(ReadyAnswer(sign, self._options))

    def go_back(self) -> None:
        """Do not start."""
        self._leave(ReadyAnswer("back", self._options))

    def _leave(self, answer: ReadyAnswer) -> None:
        """Go, and let those who steer wait for the session where one begins."""
        self._is_left = True
        if answer.what == "start":
            self.context.steering.let_go()
        self.dismiss(answer)

    # What is asked from outside

    def _open_doors(self) -> None:
        if not self._is_left:
            self.context.steering.open(_SteeredReady(self))

    def steer(self, action: str) -> str:
        """Do what is asked for: start as Enter does, or leave; return why not, in one sentence, "" when it is done."""
        if action not in (*STARTS, "stop"):
            return f"Not now: {self.routine} has not started. `stretch-coach ctl play` starts it."
        waits_for = self._waits_for() if action in STARTS else self._covered_by()
        if waits_for:
            return f"Not now: {text.lowered(waits_for)}."
        if action == "stop":
            self.go_back()
            return ""
        self.action_start()
        return "" if self._is_left else f"Not now: {text.lowered(QUESTION)}."

    def _covered_by(self) -> str:
        """Return what is on the screen above this one and has to be left first, "" for nothing."""
        above = self.app.screen
        return "" if above is self else QUESTION if isinstance(above, Dialog) else SOMETHING_ELSE

    def _waits_for(self) -> str:
        """Return why Enter would not start the session, "" where it would."""
        covered = self._covered_by()
        if covered or self.view is None:
            return covered or SOMETHING_ELSE
        if self.view.nothing_due:
            return f"Nothing of {self.routine} is due today"
        return "" if self.check_action("start", ()) else "The screen asks something first"

    def state(self) -> SessionState:
        """Return what is known from outside."""
        if self._is_left:
            return ENDED
        view = self.view
        first = next((row.title for row in view.rows if row.dose is not None), "") if view else ""
        return ready_state(self.routine, view.minutes if view else 0, first, self._waits_for() or TO_START)


class _SteeredReady:
    """Ready as it is steered from outside. Satisfies `OnScreen`."""

    def __init__(self, screen: ReadyScreen) -> None:
        self._screen = screen
        self._app = screen.program

    def post(self, call: Callable[[], object], *, at_once: bool) -> None:
        """Have it called by the app, which stays when the screen goes."""
        del at_once
        self._app.call_later(call)

    def do(self, action: str) -> str:
        """Start, or leave."""
        return self._screen.steer(action)

    def look(self) -> Callable[[], SessionState]:
        """Return what is on the screen."""
        state = self._screen.state()
        return lambda: state


def _ask_sore(view: ReadyView) -> str:
    """Return the question after sore joints, with what to do then; "" where no new exercise loads one."""
    asked = sore_question(view.joints)
    return f"{asked} Choose the exercise, then s." if asked else ""


def _ask_first(view: ReadyView) -> Content | str:
    if not view.to_ask:
        return ""
    said = "You ticked these. Please ask a doctor or physiotherapist before you start."
    cautions = (Content.assemble(("• ", "$kind-rest"), choice.text) for choice in view.to_ask)
    return Content("\n").join([Content(said), *cautions, key_link("y", "I have asked, or I accept", "screen.accept")])
