"""Plays a session in real time.

It advances the player, hands out what happened, stores every segment as it ends, and sends cues to sound ahead of
time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from queue import SimpleQueue
from typing import Protocol

from stretch_coach.clock import Clock
from stretch_coach.history.writer import Saved
from stretch_coach.record.done import session_status
from stretch_coach.record.lines import Outcome, Session
from stretch_coach.record.moments import in_utc
from stretch_coach.record.outcome import outcome_of
from stretch_coach.routine.model import Words
from stretch_coach.session.events import Command, DueCue, Event, PlayerView
from stretch_coach.session.player import Player, Reply
from stretch_coach.session.resume import progress_of
from stretch_coach.session.speech_slots import first_gap
from stretch_coach.session.summary import SessionSummary, SummaryStep
from stretch_coach.session.timeline import Cue
from stretch_coach.session.view import player_view
from stretch_coach.sound.port import ScheduledCue, SoundPort
from stretch_coach.text import utc_text

AHEAD_MS = 10_000
"""How far ahead cues are sent to sound, on the player's clock."""
LOOK_MS = 1000
"""The longest anybody waits between two looks at the clock while a session plays."""
GAP_MS = LOOK_MS + 1500
"""A longer silence between two looks means that the machine slept or was stopped."""
SLEPT_MS = 1000
"""The boot clock ran on by this much more than the monotonic one: the machine was suspended."""
SAVE_S = 5.0
"""How long the end of a session waits for a disk."""
_NS = 1_000_000
_LEVELS: tuple[Words, ...] = ("full", "brief", "tones")


class Recorder(Protocol):
    """Where the runner leaves a session. Non-blocking; the first failure is kept as a sentence in `error`."""

    def checkpoint(self, session: Session, progress: Mapping[str, object], mark: int = 0) -> None:
        """Store the session as it is; the first call begins it."""

    def close_session(self, session: Session, mark: int = 0) -> None:
        """Store the session as ended."""

    def saved(self) -> Sequence[Saved]:
        """What is on disk since the last call: the newest mark among what was written each time."""

    def warnings(self) -> Sequence[str]:
        """What happened to the record on the way, in whole sentences."""

    def error(self) -> str:
        """Why the record cannot be written, "" while it can."""

    def close(self, timeout: float) -> bool:
        """Write what is left; False where that was not done within `timeout` seconds."""


@dataclass(frozen=True, slots=True)
class TimedEvent:
    """An event with the real time, in ms since the start, at which it was noticed."""

    event: Event
    wall_ms: int


class Companion(Protocol):
    """Something that goes along with a session, such as media keys. Nothing here may block or raise."""

    def begin(self, runner: Runner) -> None:
        """The session starts."""

    def note(self, events: Sequence[Event]) -> None:
        """This has happened, in this order."""

    def warning(self) -> str:
        """A sentence that the user has not been shown yet, "" as a rule."""

    def close(self) -> None:
        """The session is over."""


class Runner:
    """One running session."""

    def __init__(  # noqa: PLR0913  joins all parts of a session, by name
        self,
        player: Player,
        clock: Clock,
        header: Session,
        *,
        recorder: Recorder,
        sound: SoundPort,
        speed: float = 1.0,
        origin: Mapping[str, object] | None = None,
        words: Words | None = None,
        at_end: Callable[[], None] = lambda: None,
        companions: Sequence[Companion] = (),
    ) -> None:
        """Prepare a session.

        `header` is its line without steps and end; `origin` is kept with its progress, for a resume; `words` comes
        before the routine's own level; `at_end` is called once by `close`.
        """
        self.player = player
        self.header = header
        self._clock = clock
        self._recorder = recorder
        self._sound = sound
        self._speed = speed
        self._origin = origin or {}
        self._start_ns = 0
        self._looked_ns = 0
        self._slept_ns = 0
        self._epoch = 0
        self._sent_until = -1
        self._level: Words = words or player.timeline.prescription.routine.words
        self._at_end = at_end
        self._muted = False
        self._reported: set[str] = set()
        self._unreported: list[str] = []
        self._closed = False
        self._timed: list[TimedEvent] = []
        self._companions = companions
        self._calls: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self.wake: Callable[[], object] = lambda: None
        """Set by what drives the session; called from another thread when `tick` has something to do at once."""
        self.ask_to_end: Callable[[], object] = lambda: None
        """Set by what drives the session: asks the user whether to end."""

    # Time

    def start(self) -> tuple[Event, ...]:
        """Begin the first segment now."""
        self._start_ns = self._looked_ns = self._clock.monotonic_ns()
        self._slept_ns = self._clock.boot_ns() - self._start_ns
        events = self.player.start(0)
        self._store(ended=self.ended)
        self._send_new_epoch(events)
        for companion in self._companions:
            companion.begin(self)
        return self._note(events)

    def post(self, call: Callable[[], object], *, at_once: bool = True) -> None:
        """Have something called on the thread that plays: at once, or with the next look, within a second."""
        self._calls.put(call)
        if at_once:
            self.wake()

    def tick(self) -> tuple[Event, ...]:
        """Look at the clock; return what happened since the last look, in order."""
        while not self._calls.empty():
            self._calls.get()()
        events = self._look()
        self._send_ahead(events)
        if any(e.name in ("segment_end", "finished") for e in events):
            self._store(ended=self.ended)
        return self._note(events)

    def next_wake_ms(self) -> int:
        """Real ms until the next visible or due change: the next event or second edge, at most a second away."""
        due = self.player.next_due()
        if due is None:
            return LOOK_MS
        now = self._session_ms(self._clock.monotonic_ns())
        edge = now + ((self.player.remaining_ms - (now - self.player.now)) % 1000 or 1000)
        wait = (min(due, edge if self._speed == 1 else due) - now) / self._speed
        return max(0, min(LOOK_MS, -int(-wait // 1)))

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.player.phase in ("finished", "stopped")

    def view(self) -> PlayerView:
        """Everything to show, as of the last look."""
        return player_view(self.player)

    def take_events(self) -> tuple[TimedEvent, ...]:
        """What happened since the last call, with the real time of each: for `--events`."""
        for saved in self._recorder.saved():
            self._note((Event("saved", saved.mark, self.player.now),))
        timed, self._timed = tuple(self._timed), []
        return timed

    # Commands

    def command(self, command: Command) -> bool:
        """Carry out a command; False when it does not apply now."""
        before = self._look()
        return self._take(before, self.player.command(command, self.player.now))

    def swap(self, exercise: str) -> bool:
        """While paused, replace what is left of the step by another exercise; False where that cannot be."""
        before = self._look()
        return self._take(before, self.player.swap(exercise, self.player.now))

    def toggle_pause(self) -> None:
        """Pause, or resume."""
        self.command(Command.PAUSE if self.player.allows(Command.PAUSE) else Command.RESUME)

    def toggle_mute(self) -> bool:
        """Mute or unmute; True when it is muted now."""
        self._muted = not self._muted
        self._sound.set_muted(muted=self._muted)
        return self._muted

    def cycle_words(self) -> str:
        """Full → brief → tones → full; the level it is now."""
        self._level = _LEVELS[(_LEVELS.index(self._level) + 1) % len(_LEVELS)]
        self.tick()
        self._send_new_epoch(())
        return self._level

    def say(self, sentence: str) -> None:
        """Say a sentence that is in no timeline, between those that do; a command leaves it unsaid."""
        due = DueCue(first_gap(self.player, sentence), Cue(self.player.at_ms, "words", sentence))
        self._sound.schedule(self._epoch, self._scheduled([due]))

    def warning(self) -> str:
        """A sentence about saving or sound that was not returned before, else ""."""
        self._unreported += [
            *self._recorder.warnings(),
            self._unsaved(),
            self._sound.status().warning,
            *(companion.warning() for companion in self._companions),
        ]
        while self._unreported:
            sentence = self._unreported.pop(0)
            if sentence and sentence not in self._reported:
                self._reported.add(sentence)
                return sentence
        return ""

    def summary(self) -> SessionSummary:
        """What was done against what was planned."""
        session = self._session(ended=True)
        titles = {p.step.id: p.step.exercise.title for p in self.player.timeline.prescription.due}
        steps: dict[str, list[tuple[int, int, Outcome]]] = {}
        for line in session.steps:
            steps.setdefault(line.step, []).append((line.planned_ms, line.held_ms, line.outcome))
        rows = tuple(
            SummaryStep(
                titles[step], sum(s[0] for s in sides), sum(s[1] for s in sides), outcome_of(s[2] for s in sides)
            )
            for step, sides in steps.items()
        )
        routine = self.player.timeline.prescription.routine
        return SessionSummary(
            session_id=session.id,
            name=routine.name,
            title=routine.title,
            status=session.status,
            planned_ms=sum(row.planned_ms for row in rows),
            held_ms=sum(row.held_ms for row in rows),
            steps=rows,
            rehearsal=self._speed != 1 or bool(session.extra.get("rehearsal")),
            error=self._unsaved(),
        )

    def close(self) -> None:
        """Store what is left and end sound. A session that was not ended stays unfinished, to be asked about."""
        if self._closed:
            return
        self._closed = True
        for companion in self._companions:
            companion.close()
        self._sound.close()
        self._recorder.close(SAVE_S)
        self._at_end()

    # Inside

    def _take(self, before: tuple[Event, ...], reply: Reply) -> bool:
        """Hand on what the player made of a command, after what was due before it."""
        if reply.accepted:
            self._send_new_epoch(reply.events)
            self._store(ended=self.ended)
        else:
            self._send_ahead(before)
        self._note((*before, *reply.events))
        return reply.accepted

    def _unsaved(self) -> str:
        reason = self._recorder.error()
        return f"This session cannot be saved: {reason}" if reason else ""

    def _session_ms(self, ns: int) -> int:
        return int((ns - self._start_ns) * self._speed) // _NS

    def _look(self) -> tuple[Event, ...]:
        now_ns = self._clock.monotonic_ns()
        slept_ns = self._clock.boot_ns() - now_ns
        gap_ms = (now_ns - self._looked_ns) // _NS
        suspended_ms = (slept_ns - self._slept_ns) // _NS
        last_good, now = self._session_ms(self._looked_ns), self._session_ms(now_ns)
        self._looked_ns, self._slept_ns = now_ns, slept_ns
        if gap_ms <= GAP_MS and suspended_ms <= SLEPT_MS:
            return self.player.advance(now)
        events = self.player.interrupted(last_good, max(now, last_good + 1))
        if any(e.name == "interrupted" for e in events):
            self._send_new_epoch(())
            self._store(ended=False)
        away_ms = gap_ms + max(0, suspended_ms)
        return tuple(replace(e, away_ms=away_ms) if e.name == "interrupted" else e for e in events)

    def _note(self, events: Iterable[Event]) -> tuple[Event, ...]:
        noted = tuple(events)
        if noted:
            wall_ms = (self._clock.monotonic_ns() - self._start_ns) // _NS
            self._timed += [TimedEvent(event, wall_ms) for event in noted]
            for companion in self._companions:
                companion.note(noted)
        return noted

    def _send_new_epoch(self, events: Iterable[Event]) -> None:
        """What is to come has changed: drop what was sent, send what is due now and from now on."""
        self._epoch += 1
        self._sent_until = self.player.now + AHEAD_MS
        at_once = [DueCue(e.now_ms, e.cue) for e in events if e.cue is not None]
        cues = self._scheduled([*at_once, *self.player.ahead(AHEAD_MS)])
        if cues:
            self._sound.schedule(self._epoch, cues)
        else:
            self._sound.silence(self._epoch)

    def _send_ahead(self, events: Iterable[Event]) -> None:
        late = [DueCue(e.now_ms, e.cue) for e in events if e.cue is not None and e.now_ms > self._sent_until]
        fresh = [due for due in self.player.ahead(AHEAD_MS) if due.now_ms > self._sent_until]
        if late or fresh:
            self._sound.schedule(self._epoch, self._scheduled([*late, *fresh]))
        self._sent_until = max(self._sent_until, self.player.now + AHEAD_MS)

    def _scheduled(self, cues: Iterable[DueCue]) -> list[ScheduledCue]:
        scheduled = []
        for due in cues:
            cue = self._worded(due.cue)
            if cue is not None:
                scheduled.append(ScheduledCue(self._start_ns + int(due.now_ms * _NS / self._speed), cue))
        return scheduled

    def _worded(self, cue: Cue) -> Cue | None:
        """The cue as the chosen level of words wants it, None for silence."""
        if cue.name != "words" or self._level == "full":
            return cue
        if self._level == "tones":
            return None
        if cue.short is None:
            return cue
        return replace(cue, say=cue.short, short=None) if cue.short else None

    def _session(self, *, ended: bool) -> Session:
        steps = self.player.ledger.lines()
        status = session_status(steps, stopped=self.player.phase == "stopped") if ended else "partial"
        return replace(self.header, ended_at=self._ended_at(), steps=steps, status=status)

    def _ended_at(self) -> str:
        """The moment of now; where the clock was set back meanwhile, the start and the time that has passed since."""
        now = utc_text(self._clock.now())
        began = in_utc(self.header.started_at)
        if began is None or now >= self.header.started_at:
            return now
        passed = timedelta(milliseconds=(self._clock.monotonic_ns() - self._start_ns) // _NS)
        return utc_text(began + passed)

    def _store(self, *, ended: bool) -> None:
        session = self._session(ended=ended)
        if ended:
            self._recorder.close_session(session, self.player.at_ms)
            return
        progress = {**self._origin, **progress_of(self.player)}
        self._recorder.checkpoint(session, progress, self.player.at_ms)
