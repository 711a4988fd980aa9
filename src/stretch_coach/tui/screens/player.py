"""Plays one session: shows what the runner says, and tells it what the user asks.

The screen keeps no time of its own. One timer wakes at the next visible change, takes the runner's view, hands it to
the widgets, and sets itself again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from stretch_coach import text
from stretch_coach.errors import StretchCoachError
from stretch_coach.routine.model import Step
from stretch_coach.runner import Runner
from stretch_coach.services import swapping
from stretch_coach.services.screening import Sign
from stretch_coach.session.events import Command, Event, Phase, PlayerView
from stretch_coach.session.timeline import CueName, SegmentKind
from stretch_coach.settings import USUAL_KEYS
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.screens.danger import DangerScreen
from stretch_coach.tui.screens.session_dialogs import EndScreen, HurtsScreen
from stretch_coach.tui.widgets import pacer
from stretch_coach.tui.widgets.big_text import PIXEL_ROWS, can_spell, clock_text, columns_of
from stretch_coach.tui.widgets.figure_animator import FigureAnimator
from stretch_coach.tui.widgets.figure_view import SessionFigure
from stretch_coach.tui.widgets.key_footer import KeyFooter
from stretch_coach.tui.widgets.step_progress import StepProgressBar
from stretch_coach.tui.widgets.view_text import BigViewText, ViewText

if TYPE_CHECKING:  # loaded when it is opened
    from stretch_coach.tui.screens.swap import SwapAnswer

Ended = Literal["ended", "emergency", "clinician"]

FLASH_S = 0.35
NOTE_S = 2.5
"""How long an answer to a key, or the word for a tone, is shown."""
LONGEST_SLEEP_S = 60.0
MAX_EVENTS = 8
"""Events of one look that are shown; of a longer backlog only the newest still matter to the eye."""
LAST_SECONDS = 3
MINUTE_MS = 60_000
WARNING_S = 15
MOST_PIPS = 12
MOVING: tuple[Phase, ...] = ("playing", "getting ready")
APP_KEYS = ("ctrl+q", "ctrl+p", "ctrl+l", "tab", "shift+tab")
"""Keys of the app, which are no "other key" that pauses."""

TINTS: dict[SegmentKind, str] = {
    "ready": "ready", "move_in": "move", "hold": "hold", "move_out": "move",
    "cycle": "hold", "rest": "rest", "switch": "switch", "set_rest": "rest",
}  # fmt: skip
ALL_TINTS = ("ready", "move", "hold", "rest", "switch", "hurt", "still")
PHASE_WORDS: dict[SegmentKind, str] = {
    "ready": "READY", "move_in": "EASE IN", "hold": "HOLD", "move_out": "EASE OUT",
    "cycle": "MOVE", "rest": "REST", "switch": "SWITCH", "set_rest": "REST",
}  # fmt: skip
TWINS: dict[CueName, str] = {"half": "half-way", "rep": "rep done", "set": "set done", "switch": "other side"}
"""Words shown for a moment when a tone sounds that begins no segment of its own."""
WORD_LEVELS = {"full": "full words", "brief": "brief words", "tones": "tones only"}


# What is shown, as functions of the view


def phase_word(view: PlayerView) -> str:
    """Return the word for what is going on: what the body does, not what the clock does."""
    if view.phase in ("paused", "getting ready", "hurt"):
        return {"paused": "PAUSED", "getting ready": "RESUMING", "hurt": "STOPPED"}[view.phase]
    segment = view.segment
    if segment is None:
        return ""
    if segment.step is None:
        return "DONE"
    if segment.kind == "hold" and (view.kind in ("breathing", "passive") or view.rhythm is not None):
        return "REST" if view.kind == "passive" and view.rhythm is None else "BREATHE"
    if segment.kind in ("hold", "cycle") and view.kind == "walking":
        return view.title.split()[0].upper().removesuffix("ING")
    return PHASE_WORDS[segment.kind]


def tint(view: PlayerView) -> str:
    """Return which of the theme's colours belongs to what is going on."""
    if view.phase == "hurt":
        return "hurt"
    if view.phase == "paused" or view.segment is None:
        return "still"
    return "ready" if view.phase == "getting ready" else TINTS[view.segment.kind]


def side_word(view: PlayerView) -> str:
    """Return `LEFT`, `RIGHT` or ""."""
    return view.side_text.removesuffix(" side").upper()


def countdown(view: PlayerView) -> str:
    """Return what is left of the segment."""
    return clock_text(-(-view.remaining_ms // 1000)) if view.segment is not None else ""


def countdown_template(view: PlayerView) -> str:
    """Return the widest countdown of the segment, so that the digits keep their size while they count."""
    length_ms = max(view.remaining_ms, view.segment.length_ms if view.segment else 0)
    return "0:00" if length_ms > MINUTE_MS else "00"


def counts(view: PlayerView) -> Content:
    """Return rep and set where there are several, how far to go, and the clock where the breath has its place."""
    ready = view.segment is not None and view.segment.kind == "ready"
    parts = []
    if ready:
        parts += [f"{view.reps} reps"] if view.reps > 1 else []
        parts += [f"{view.sets} sets"] if view.sets > 1 else []
    else:
        parts += [f"rep {view.rep} of {view.reps}"] if view.reps > 1 and view.rep else []
        parts += [f"set {view.set} of {view.sets}"] if view.sets > 1 and view.set else []
    if pacer.is_paced(view):
        parts.append(f"{text.clock(view.remaining_ms)} left")
    if view.range_text and view.range_text not in view.line:
        parts.append(view.range_text)
    said = Content(" · ".join(parts))
    if ready or not view.rep or not 1 < view.reps <= MOST_PIPS:
        return said
    return Content.assemble(said, "  ", ("●" * view.rep, "$kind-hold"), ("○" * (view.reps - view.rep), "$text-muted"))


def title(view: PlayerView) -> str:
    """Return the title of what is played."""
    return view.title


def line(view: PlayerView) -> str:
    """Return what to do now; it stays while the session is paused."""
    return view.line


def left(view: PlayerView) -> str:
    """Return the time left of the session."""
    return f"{text.clock(view.total_ms - view.at_ms)} left"


def coming(view: PlayerView) -> str:
    """Return the step after this one."""
    return f"next: {view.next_title} · " if view.next_title else ""


def _bound(action: str, label: str, tooltip: str = "", *, method: str = "", show: bool = False) -> Binding:
    """Bind the usual key of an action of a session."""
    name = method or action
    return Binding(USUAL_KEYS[action], name, label, id=f"player.{name}", show=show, tooltip=tooltip)


class PlayerScreen(StretchScreen[Ended]):
    """One running session."""

    CSS_PATH = "player.tcss"
    AUTO_FOCUS = ""
    HELP = """
    # While a session plays

    Any key not listed here just pauses. Nothing has to be pressed until the end.

    **This hurts** stops the step at once and asks what you would like to do.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _bound("pause", "pause", show=True),
        _bound("pause", "resume", method="resume", show=True),
        _bound("hurts", "this hurts", show=True),
        _bound("next", "next", "step", show=True),
        _bound("end", "end", "the session; asks first", show=True),
        _bound("wrong", "something is wrong"),
        _bound("go_on", "skip ahead", "also resumes"),
        _bound("back", "back", "to the step before"),
        _bound("again", "again", "from the start of this step"),
        _bound("longer", "longer", "+5 s, both sides, up to the safe limit"),
        _bound("swap", "swap", "while paused: another exercise instead", show=True),
        _bound("mute", "mute"),
        _bound("words", "words", "full, brief, or tones only"),
        Binding("escape,ctrl+c", "leave", "pause and ask", show=False),
        _bound("keys", "keys", show=True),
    ]
    DANGER_NOTE: ClassVar[str] = ""
    """A sentence above the danger signs, in a session that is only a try."""
    HURTS_HINT: ClassVar[str] = ""
    END_HINT: ClassVar[str] = ""
    """What to try in a dialog."""

    view: reactive[PlayerView | None] = reactive(None, repaint=False)
    figure = getters.query_one(SessionFigure)

    def __init__(self, runner: Runner, routine: str, animator: FigureAnimator) -> None:
        super().__init__()
        self._runner = runner
        self._routine = routine
        self._animator = animator
        self._wake: Timer | None = None
        self._phase: Phase = "waiting"
        self._index = -1
        self._asking = False
        self._muted = False
        self._words = ""
        self._note = ""
        self._note_timer: Timer | None = None
        self._over = False

    def compose(self) -> ComposeResult:
        """Steps at the top; the figure and what to do at the left, side, time and phase at the right."""
        yield StepProgressBar().data_bind(PlayerScreen.view)
        yield Static(id="lesson", markup=False)
        with Horizontal(id="stage"):
            with Vertical(id="how"):
                yield BigViewText(title, id="title", most_rows=6, wrap=True).data_bind(PlayerScreen.view)
                yield SessionFigure(self._animator, self._real_ms, id="figure").data_bind(PlayerScreen.view)
                yield ViewText(line, id="line").data_bind(PlayerScreen.view)
            with Vertical(id="now"):
                yield BigViewText(side_word, template=_right, id="side", most_rows=9).data_bind(PlayerScreen.view)
                with Container(id="time"):
                    yield BigViewText(countdown, template=countdown_template, id="clock").data_bind(PlayerScreen.view)
                    yield pacer.Pacer(still=self._animator.still, id="breath").data_bind(PlayerScreen.view)
                yield BigViewText(phase_word, id="phase", most_rows=6).data_bind(PlayerScreen.view)
                yield ViewText(counts, id="counts").data_bind(PlayerScreen.view)
                yield Static(id="note", markup=False)
        with Horizontal(id="foot"):
            yield KeyFooter()
            yield ViewText(coming, id="coming").data_bind(PlayerScreen.view)
            yield ViewText(left, id="left").data_bind(PlayerScreen.view)

    # Time

    def on_mount(self) -> None:
        """Begin as soon as the screen is drawn."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._runner.wake = self._look_soon
        self._runner.ask_to_end = self.action_end
        self._handle_events(self._runner.start())
        self.look()

    def _close_dialogs(self, phase: Phase) -> None:
        """Take away what was asked in a phase that is over: the answer came from outside.

        The danger signs stay until they are answered.
        """
        while self._is_answered(phase) and self in self.app.screen_stack:
            self.app.screen.dismiss(None)

    def _is_answered(self, phase: Phase) -> bool:
        above = self.app.screen
        if above is self or self._asks_signs:
            return False
        if isinstance(above, HurtsScreen):
            return phase != "hurt"
        return phase in ("finished", "stopped") or (isinstance(above, EndScreen) and phase in MOVING)

    @property
    def _asks_signs(self) -> bool:
        return isinstance(self.app.screen, DangerScreen)

    def _look_soon(self) -> None:
        """Look from the screen's own thread: remote control calls this from others."""
        self.call_later(self.look)

    def _real_ms(self) -> int:
        return self.context.clock.monotonic_ns() // 1_000_000

    def look(self) -> None:
        """Look at the clock now, show what came of it, and wake again at the next change."""
        if self._over or not self.is_mounted:  # a key may come before the screen is there
            return
        self._handle_events(self._runner.tick())
        view = self._runner.view()
        self._close_dialogs(view.phase)
        self._show(view)
        if view.phase in ("finished", "stopped"):
            if not self._asks_signs:
                self._end("ended")
            return
        if self._wake is not None:
            self._wake.stop()
        waits = (
            self._runner.next_wake_ms(),
            self.figure.next_ms(),
            pacer.next_ms(view, still=self._animator.still),
        )
        wait_ms = min(wait for wait in waits if wait is not None)
        self._wake = self.set_timer(min(LONGEST_SLEEP_S, max(0.001, wait_ms / 1000)), self.look)

    def _handle_events(self, events: tuple[Event, ...]) -> None:
        for event in events[-MAX_EVENTS:]:
            if event.name == "cue" and event.cue is not None and event.cue.name in TWINS:
                self.answer(TWINS[event.cue.name])

    def _show(self, view: PlayerView) -> None:
        warning = self._runner.warning()
        if warning:
            self.notify(warning, severity="warning", timeout=WARNING_S, markup=False)
        before, self._phase = self._phase, view.phase
        index = view.segment.index if view.segment else -1
        if (view.phase, index) != (before, self._index):
            self._index = index
            self._enter(view)
        if view.phase != before:
            self.refresh_bindings()
            if view.phase == "hurt":
                self.app.push_screen(HurtsScreen(view.title, self.HURTS_HINT), self._choose)
        last = view.phase == "playing" and 0 < view.remaining_ms <= LAST_SECONDS * 1000
        self.query_one("#clock").set_class(last, "-last")
        self.view = view
        self.figure.look()

    def _enter(self, view: PlayerView) -> None:
        """Give the screen the colour and the parts of a new segment or phase."""
        stage = self.query_one("#stage")
        was, stage_was = self.classes, stage.classes
        now = tint(view)
        for name in ALL_TINTS:
            stage.set_class(name == now, f"-{name}", update=False)
        if view.phase == "hurt" or (view.phase == "playing" and view.segment is not None):
            self._flash(stage)
        drawn = self._animator.pose(view) is not None
        room = self.query_one("#title").size.width
        for name, holds in {
            "-figure": drawn,
            "-bare": not drawn,
            "-paced": pacer.is_paced(view) and view.phase != "getting ready",
            "-sided": bool(view.side_text),
            "-long": can_spell(view.title) and columns_of(view.title, PIXEL_ROWS) > room > 0,
        }.items():
            self.set_class(holds, name, update=False)
        if self.classes != was:  # one look at the style sheet for all of them
            self.update_node_styles()
        elif stage.classes != stage_was:
            stage.update_node_styles()

    def _flash(self, stage: Widget) -> None:
        """Tint the screen for a moment: the twin of a tone, seen from the corner of an eye."""
        stage.add_class("-flash", update=False)
        self.set_timer(FLASH_S, partial(stage.remove_class, "-flash"))

    def answer(self, words: str) -> None:
        """Show a short answer to a key, or the word for a tone, for a moment."""
        self._note = words
        self._show_note()
        if self._note_timer is not None:
            self._note_timer.stop()
        self._note_timer = self.set_timer(NOTE_S, self._clear_note)

    def _clear_note(self) -> None:
        self._note = ""
        self._show_note()

    def _show_note(self) -> None:
        """Show the newest answer, else what stays so: muted, or fewer words."""
        lasting = [
            *(["muted"] if self._muted else []),
            *([WORD_LEVELS[self._words]] if self._words not in ("", "full") else []),
        ]
        note = self._note or " · ".join(lasting)
        self.query_one("#note", Static).update(note, layout=False)
        self.query_one("#now").set_class(bool(note), "-noted")

    def _end(self, how: Ended) -> None:
        if not self._over:
            self._over = True
            if self._wake is not None:
                self._wake.stop()
            self.dismiss(how)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which of the two meanings of the pause key applies now."""
        del parameters
        if action in ("pause", "resume"):
            return (action == "pause") == (self._phase in MOVING)
        if action == "swap":
            return self._runner.player.can_swap
        return True

    def on_key(self, event: Key) -> None:
        """Pause on any key that means nothing else, so that a slap at the keyboard always stops the clock."""
        if event.key in APP_KEYS or event.key in self.active_bindings:
            return
        event.stop()
        if self._phase in MOVING:
            self._do(Command.PAUSE)

    def _do(self, command: Command) -> bool:
        done = self._runner.command(command)
        self.look()
        return done

    def action_pause(self) -> None:
        """Pause."""
        self._do(Command.PAUSE)

    def action_resume(self) -> None:
        """Go on after a pause."""
        self._do(Command.RESUME)

    def action_go_on(self) -> None:
        """End a pause, or skip ahead to the next segment."""
        self._do(Command.GO_ON)

    def action_next(self) -> None:
        """Go to the next step."""
        self._do(Command.NEXT)

    def action_back(self) -> None:
        """Go to the step before."""
        self._do(Command.BACK)

    def action_again(self) -> None:
        """Do this step again."""
        self._do(Command.AGAIN)

    def action_longer(self) -> None:
        """Hold five seconds longer."""
        if self._do(Command.LONGER):
            self.answer("+5 s")
            return
        segment = self.view.segment if self.view else None
        self.answer("as long as it gets" if segment is not None and segment.kind == "hold" else "+5 s is for holds")

    def action_swap(self) -> None:
        """Offer other exercises for the one that is paused."""
        item = self._runner.player.present_step
        if item is None:
            return
        try:
            found = swapping.candidates_in(self.context, self._runner.player.timeline.prescription.routine, item.step)
        except StretchCoachError as error:
            self.program.tell(error)
            return
        from stretch_coach.tui.screens.swap import SwapScreen  # noqa: PLC0415  when it is first shown

        self.app.push_screen(SwapScreen(item.step.exercise, found), partial(self._swap, item.step))

    def _swap(self, step: Step, answer: SwapAnswer | None) -> None:
        """Play what was chosen from here on; it stays paused."""
        if answer is None:
            return
        try:
            if answer.instead is None:
                swapping.never(self.context, step.exercise.name)
            elif not self._runner.swap(answer.instead.name):
                return
            else:
                routine = self._runner.player.timeline.prescription.routine
                swapping.keep_swap(self.context, routine, step.id, answer.instead.name, always=answer.always)
        except StretchCoachError as error:
            self.program.tell(error)
        if answer.instead is None:
            self._runner.command(Command.NEXT)
        self.look()
        self.notify(answer.text(step.exercise), markup=False)

    def action_hurts(self) -> None:
        """Stop this step at once, and ask."""
        self._do(Command.HURTS)

    def _choose(self, answer: str | None) -> None:
        """Do what was chosen after "this hurts"."""
        commands = {
            "skip": Command.SKIP_IT, "easier": Command.EASIER,
            "end_here": Command.END_HERE, "mistake": Command.MISTAKE,
        }  # fmt: skip
        if answer == "wrong":
            self.action_wrong()
        elif answer in commands:
            self._do(commands[answer])

    def action_leave(self) -> None:
        """Hide the keys if they are shown, else pause and ask."""
        if not self.program.close_help():
            self.action_end()

    def action_end(self) -> None:
        """Pause, and ask whether to end."""
        self._runner.command(Command.PAUSE)
        self.look()
        if not self._over and not self._asking and self._phase != "hurt":
            self._asking = True
            self.app.push_screen(EndScreen(hint=self.END_HINT), self._ended)

    def _ended(self, answer: str | None) -> None:
        self._asking = False
        if answer == "end":
            self._do(Command.STOP)
        elif answer == "resume":
            self._do(Command.RESUME)

    def ask_to_end(self) -> bool:
        """Ask whether to end; False when that was asked already."""
        if self._asking:
            return False
        self.action_end()
        return True

    def action_mute(self) -> None:
        """Silence sound, or bring it back."""
        self._muted = self._runner.toggle_mute()
        self.look()
        self.answer("muted" if self._muted else "sound on")

    def action_words(self) -> None:
        """Go from full words to brief ones to tones only."""
        self._words = self._runner.cycle_words()
        self.look()
        self.answer(WORD_LEVELS[self._words])

    def action_wrong(self) -> None:
        """Pause, and show the danger signs."""
        self._runner.command(Command.PAUSE)
        self.look()
        if not self._over:
            self.app.push_screen(DangerScreen(in_session=True, note=self.DANGER_NOTE), self._take_sign)

    def _take_sign(self, sign: Sign | None) -> None:
        if sign in ("emergency", "clinician"):
            self._runner.command(Command.STOP)
            self._runner.tick()
            self._end(sign)
        elif self._phase == "hurt":
            self.app.push_screen(HurtsScreen(self.view.title if self.view else "", self.HURTS_HINT), self._choose)
        else:
            self.look()

    def action_keys(self) -> None:
        """Pause, and show what every key does; or hide it again."""
        if self.program.close_help():
            return
        self._runner.command(Command.PAUSE)
        self.look()
        self.program.action_show_help_panel()


def _right(view: PlayerView) -> str:
    return "RIGHT" if view.side_text else ""
