"""A session for the tests of the screens: the real Player, on a clock that the test moves, without sound and record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.fake_routine import basics_today

from stretch_coach.session.events import Command
from stretch_coach.session.player import Player
from stretch_coach.session.script import build_timeline
from stretch_coach.session.summary import SessionSummary, SummaryStep
from stretch_coach.session.view import player_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretch_coach.ramp.prescription import Prescription
    from stretch_coach.session.events import Event, PlayerView


class Clock:
    """Milliseconds that only move when told to."""

    def __init__(self) -> None:
        self.ms = 0

    def __call__(self) -> int:
        """Return now."""
        return self.ms


class FakeRunner:
    """The runner's part without sound and record: a real Player and the clock that is given."""

    def __init__(self, now: Callable[[], int], prescription: Prescription | None = None) -> None:
        self.now = now
        self.player = Player(build_timeline(prescription or basics_today()))
        self.commands: list[Command] = []
        self.closed = False
        self.wake: Callable[[], None] = lambda: None
        self.ask_to_end: Callable[[], None] = lambda: None
        self.said = ""
        self.spoken: list[str] = []
        self._base = 0
        self._muted = False
        self._words = 0

    def _time(self) -> int:
        return self.now() - self._base

    def start(self) -> tuple[Event, ...]:
        """Begin."""
        self._base = self.now()
        return self.player.start(0)

    def tick(self) -> tuple[Event, ...]:
        """Advance to now."""
        return self.player.advance(self._time())

    def next_wake_ms(self) -> int:
        """Return the time to the next second of the countdown or the next event."""
        if self.player.phase not in ("playing", "getting ready"):
            return 60_000
        edge = self.player.remaining_ms % 1000 or 1000
        due = self.player.next_due()
        return min(edge, due - self.player.now if due is not None else edge)

    def view(self) -> PlayerView:
        """Show where the player stands."""
        return player_view(self.player)

    def command(self, command: Command) -> bool:
        """Pass a command on."""
        self.commands.append(command)
        reply = self.player.command(command, self._time())
        return reply.accepted

    def toggle_pause(self) -> None:
        """Pause or resume."""
        playing = self.player.phase in ("playing", "getting ready")
        self.command(Command.PAUSE if playing else Command.RESUME)

    def toggle_mute(self) -> bool:
        """Mute or unmute."""
        self._muted = not self._muted
        return self._muted

    def cycle_words(self) -> str:
        """Change the words."""
        self._words = (self._words + 1) % 3
        return ("full", "brief", "tones")[self._words]

    def say(self, sentence: str) -> None:
        """Remember what was said beside the timeline."""
        self.spoken.append(sentence)

    def trouble(self) -> str:
        """Say what a test wants said, once."""
        said, self.said = self.said, ""
        return said

    def summary(self) -> SessionSummary:
        """Return a session done in part."""
        finished = self.player.phase == "finished"
        return SessionSummary(
            session_id="s1",
            name="basics",
            title="Basics",
            status="done" if finished else "stopped",
            planned_ms=133_000,
            held_ms=128_000 if finished else 40_000,
            steps=(
                SummaryStep("Pelvic tilt", 25_000, 25_000, "done"),
                SummaryStep("Knee to chest", 40_000, 40_000 if finished else 15_000, "done" if finished else "partial"),
                SummaryStep("Hip bridge", 30_000, 30_000 if finished else 0, "done" if finished else "skipped"),
                SummaryStep("Bird dog", 24_000, 19_000 if finished else 0, "hurt" if finished else "skipped"),
                SummaryStep("Lying twist", 24_000, 24_000 if finished else 0, "eased" if finished else "skipped"),
            ),
            rehearsal=False,
        )

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True


def view_at(ms: int, *commands: Command) -> PlayerView:
    """Play the fake day to a moment, then give commands; what there is to see."""
    clock = Clock()
    runner = FakeRunner(clock)
    runner.start()
    clock.ms = ms
    runner.tick()
    for command in commands:
        runner.command(command)
    return runner.view()
