"""The player screen: plays one session, tells the runner what the person asks, and shows what the runner says.

Pushed by `flow`; dismissed with how it ended. It holds no time of its own: one timer wakes at the runner's next
visible change, looks, redraws what changed and sets itself again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, cast

from textual import getters
from textual.binding import Binding
from textual.geometry import Region
from textual.screen import Screen

from stretch_coach.session.events import Command
from stretch_coach.tui.keyboard import changed
from stretch_coach.tui.pages import pacer
from stretch_coach.tui.pages import player as page
from stretch_coach.tui.widgets.canvas import Canvas
from stretch_coach.tui.widgets.figure_view import FigureView
from stretch_coach.tui.widgets.key_bar import KeyBar
from stretch_coach.tui.words import player as words

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content
    from textual.timer import Timer

    from stretch_coach.services.ports import RunnerPort
    from stretch_coach.services.screening import Sign
    from stretch_coach.session.events import Event, Phase, PlayerView
    from stretch_coach.tui.app import StretchApp
    from stretch_coach.tui.demonstrator import Demonstrator
    from stretch_coach.tui.glyphs import Glyphs

Ended = Literal["ended", "emergency", "clinician"]
FLASH_S = 0.35
TWIN_S = 1.6
FLASHES: dict[str, str] = {
    "ready": "-ready", "move_in": "-move", "hold": "-hold", "move_out": "-move",
    "cycle": "-hold", "rest": "-rest", "switch": "-switch", "set_rest": "-rest",
}  # fmt: skip
LONGEST_SLEEP_S = 60.0
HEEDED = 8
"""Events of one look that are shown; of a longer backlog only the newest still matter to the eye."""
PLAYING_ACTIONS = frozenset(
    ("pause", "resume", "hurts", "wrong", "go_on", "next", "back", "again", "longer", "mute", "words", "end", "keys")
)
HURT_ACTIONS = frozenset(("skip", "easier", "end_here", "wrong", "mistake", "keys"))
ASKING_ACTIONS = frozenset(("confirm_end", "go_on", "resume", "wrong", "keys"))
ALL_ACTIONS = PLAYING_ACTIONS | HURT_ACTIONS | ASKING_ACTIONS
MOVING = ("playing", "getting ready")
KEPT_KEYS = ("ctrl+q", "ctrl+p", "ctrl+c")
"""The app's own keys, which are no "other key" that pauses."""

FRAME_MS = 125
"""Eight pictures a second are enough for dots, and leave the processor alone."""
LARGE_FRAME_MS = 150
"""The same for pictures of more than `LARGE` characters, which cost more."""
LARGE = 700

SLACK_MS = 5
"""A timer that wakes so much too early has woken for this picture."""


class Drawn(NamedTuple):
    """What the figure shows: where in the session it was drawn, and where it will look different."""

    scene: object = None
    at_ms: int = 0
    due_ms: int | None = None


class PlayerScreen(Screen[Ended]):
    """One running session."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pause", "pause", id="player.pause"),
        Binding("space", "resume", "go on", id="player.resume"),
        Binding("x", "hurts", "this hurts", id="player.hurts"),
        Binding("exclamation_mark", "wrong", "something is wrong", id="player.wrong"),
        Binding("s", "skip", "skip it", id="player.skip"),
        Binding("e", "easier", "easier", id="player.easier"),
        Binding("q", "end_here", "end here", id="player.end_here"),
        Binding("p", "mistake", "pressed by mistake", id="player.mistake"),
        Binding("y", "confirm_end", "end here", id="player.confirm_end"),
        Binding("enter", "go_on", "go on", id="player.go_on"),
        Binding("n", "next", "next", id="player.next"),
        Binding("b", "back", "back", id="player.back"),
        Binding("r", "again", "again", id="player.again"),
        Binding("l", "longer", "longer", id="player.longer"),
        Binding("m", "mute", "mute", id="player.mute"),
        Binding("w", "words", "words", id="player.words"),
        Binding("q", "end", "end", id="player.end"),
        Binding("question_mark", "keys", "keys", id="player.keys"),
        Binding("escape", "go_on", "go on", show=False),
    ]
    DANGER_NOTE: ClassVar[str] = ""
    """What is said above the danger signs, beside what always is."""
    stage = getters.query_one("#stage", Canvas)
    figure = getters.query_one("#figure", FigureView)

    def __init__(self, runner: RunnerPort, routine: str, glyphs: Glyphs, demonstrator: Demonstrator) -> None:
        super().__init__()
        self._demonstrator = demonstrator
        self._room: page.Room | None = None
        self._drawn = Drawn()
        """What the figure shows, and when it will look different."""
        self._runner = runner
        self._glyphs = glyphs
        self._shown = page.Shown(routine, still=demonstrator.still)
        self._wake: Timer | None = None
        self._phase: Phase = "waiting"
        self._index = -1
        self._seen: object = None
        """What the page shows of the session; it is painted again only when this changes."""
        self._over = False

    def compose(self) -> ComposeResult:
        """One canvas for the page, one line for the keys."""
        yield Canvas(self._paint, id="stage")
        yield FigureView(id="figure")
        yield KeyBar()

    def _paint(self, width: int, height: int) -> list[Content]:
        return page.page(self._runner.view(), self._shown, width, height, self._glyphs)

    # Time

    def on_mount(self) -> None:
        """Begin as soon as the page is drawn."""
        app = cast("StretchApp", self.app)
        if app.keys:
            self._shown = self._shown._replace(keys=changed(app, PlayerScreen, app.keys))
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._runner.wake = lambda: self.call_later(self.look)  # called from other threads
        self._runner.ask_to_end = self.action_end
        self._heed(self._runner.start())
        self.look()

    def look(self) -> None:
        """Look at the clock now, show what came of it, and wake again at the next change."""
        if self._over:
            return
        self._heed(self._runner.tick())
        view = self._runner.view()
        self._show(view)
        if self._phase in ("finished", "stopped"):
            self._end("ended")
            return
        if self._wake is not None:
            self._wake.stop()
        wake_ms = self._runner.next_wake_ms()
        if self._drawn.due_ms is not None:
            wake_ms = min(wake_ms, max(0, self._drawn.due_ms - view.at_ms))
        breath_ms = pacer.next_ms(view, still=self._shown.still)
        if breath_ms is not None:
            wake_ms = min(wake_ms, breath_ms)
        self._wake = self.set_timer(min(LONGEST_SLEEP_S, max(0.001, wake_ms / 1000)), self.look)

    def _heed(self, events: tuple[Event, ...]) -> None:
        for event in events[-HEEDED:]:
            if event.name == "cue" and event.cue is not None and event.cue.name in words.TWIN:
                self._say(words.TWIN[event.cue.name])

    def _show(self, view: PlayerView) -> None:
        trouble = self._runner.trouble()
        if trouble:
            self._shown = self._shown._replace(trouble=trouble)
        if view.phase != self._phase:
            self._phase = view.phase
            self.refresh_bindings()
            if view.phase == "hurt":
                self._flash("-hurt")
        index = view.segment.index if view.segment else -1
        if index != self._index:
            self._index = index
            if view.segment is not None and view.phase == "playing":
                self._flash(FLASHES[view.segment.kind])
        self._shown = self._shown._replace(figure=self._demonstrator.figure(view) is not None)
        breath = pacer.seen(view, still=self._shown.still)
        seen = (view.phase, index, -(-view.remaining_ms // 1000), view.total_ms, breath, self._shown)
        if seen != self._seen:
            self._seen = seen
            self.stage.repaint()
            self._make_room(view)
        self._demonstrate(view)

    def _make_room(self, view: PlayerView) -> None:
        """Find out where the page has left room for the figure."""
        size = self.stage.size
        self._room = page.figure_room(view, self._shown, size.width, size.height, self._glyphs) if size else None

    def _demonstrate(self, view: PlayerView) -> None:
        """Show the figure in its room, if it looks different by now."""
        room = self._room
        scene = (room, view.phase, self._index, view.total_ms)
        drawn = self._drawn
        if scene == drawn.scene and (drawn.due_ms is None or drawn.at_ms <= view.at_ms < drawn.due_ms - SLACK_MS):
            return
        picture = self._demonstrator.picture(view, room.columns, room.rows) if room else None
        due_ms = None
        if room is not None and picture is not None and picture.next_ms is not None:
            frame_ms = LARGE_FRAME_MS if room.columns * room.rows > LARGE else FRAME_MS
            due_ms = view.at_ms + max(frame_ms, picture.next_ms)
        self._drawn = Drawn(scene, view.at_ms, due_ms)
        self.figure.set_class(picture is not None, "-shown")
        if room is not None and picture is not None:
            self.figure.stand(Region(*room))
            self.figure.show(picture.frame)

    def on_canvas_grown(self) -> None:
        """Find the figure its new place: the terminal has another size."""
        if self._phase != "waiting" and not self._over:
            view = self._runner.view()
            self._make_room(view)
            self._demonstrate(view)

    def _flash(self, name: str) -> None:
        """Tint the page for a moment: the twin of a tone, seen from the corner of an eye."""
        for ground in (self.stage, self.figure):
            ground.remove_class(*FLASHES.values(), "-hurt").add_class(name)
            self.set_timer(FLASH_S, partial(ground.remove_class, name))

    def _say(self, twin: str) -> None:
        self._shown = self._shown._replace(twin=twin)
        self.set_timer(TWIN_S, self._unsay)

    def _unsay(self) -> None:
        self._shown = self._shown._replace(twin="")
        if not self._over:
            self._show(self._runner.view())

    def _end(self, how: Ended) -> None:
        if not self._over:
            self._over = True
            if self._wake is not None:
                self._wake.stop()
            self.dismiss(how)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys apply now, so that the foot of the screen shows those and no others."""
        del parameters
        if self._phase == "hurt":
            applying = HURT_ACTIONS
        elif self._shown.asking_end:
            applying = ASKING_ACTIONS
        else:
            applying = PLAYING_ACTIONS - {"resume" if self._phase in MOVING else "pause"}
        return action in applying or action not in ALL_ACTIONS

    def on_key(self, event: events.Key) -> None:
        """Pause on any key that means nothing else, so that a slap at the keyboard always stops the clock."""
        bound = self.active_bindings.get(event.key)
        if event.key in KEPT_KEYS or (bound is not None and bound.binding.action in ALL_ACTIONS):
            return
        event.stop()
        if self._phase in MOVING and not self._shown.asking_end:
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
        self._stop_asking()
        self._do(Command.RESUME)

    def action_go_on(self) -> None:
        """Go on: end a pause, or go to the next stretch of time."""
        if self._shown.asking_end:
            self.action_resume()
            return
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
        if not self._do(Command.LONGER):
            segment = self._runner.view().segment
            holds = segment is not None and segment.kind == "hold"
            self._say(words.NOT_LONGER if holds else words.LONGER_IS_FOR_HOLDS)
            self._show(self._runner.view())

    def action_hurts(self) -> None:
        """Stop this step at once, and ask."""
        self._do(Command.HURTS)

    def action_skip(self) -> None:
        """Leave the step that hurts."""
        self._do(Command.SKIP_IT)

    def action_easier(self) -> None:
        """Go on with a smaller dose."""
        self._do(Command.EASIER)

    def action_end_here(self) -> None:
        """End the session because it hurts."""
        self._do(Command.END_HERE)

    def action_mistake(self) -> None:
        """Nothing hurts after all."""
        self._do(Command.MISTAKE)

    def action_end(self) -> None:
        """Pause, and ask whether to end."""
        self._runner.command(Command.PAUSE)
        self._shown = self._shown._replace(asking_end=True)
        self.look()
        self.refresh_bindings()

    def ask_to_end(self) -> bool:
        """Ask whether to end; False when that was asked already."""
        if self._shown.asking_end:
            return False
        self.action_end()
        return True

    def action_confirm_end(self) -> None:
        """End the session."""
        self._do(Command.STOP)

    def _stop_asking(self) -> None:
        if self._shown.asking_end:
            self._shown = self._shown._replace(asking_end=False)
            self.refresh_bindings()

    def action_mute(self) -> None:
        """Silence sound, or bring it back."""
        self._shown = self._shown._replace(muted=self._runner.toggle_mute())
        self.look()

    def action_words(self) -> None:
        """Go from full words to brief ones to tones only."""
        self._shown = self._shown._replace(words=self._runner.cycle_words())
        self.look()

    def action_wrong(self) -> None:
        """Pause, and show the danger signs."""
        from stretch_coach.tui.screens.danger import DangerScreen

        self._runner.command(Command.PAUSE)
        self.look()
        if not self._over:
            self.app.push_screen(DangerScreen(self._glyphs, in_session=True, note=self.DANGER_NOTE), self._heed_sign)

    def _heed_sign(self, sign: Sign | None) -> None:
        if sign in ("emergency", "clinician"):
            self._runner.command(Command.STOP)
            self._runner.tick()
            self._end(sign)

    def action_keys(self) -> None:
        """Pause, and show what every key does."""
        from stretch_coach.tui.screens.help import show_help

        self._runner.command(Command.PAUSE)
        self.look()
        show_help(self, self._glyphs)
