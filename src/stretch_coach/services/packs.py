"""Ice and heat packs: whether one may begin now, and its session."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from stretch_coach.awake import inhibit_sleep
from stretch_coach.errors import StorageError, UsageError
from stretch_coach.packs.onset import Onset, known_onset, parse_onset
from stretch_coach.packs.rules import (
    MOST_MINUTES,
    PRESET_MINUTES,
    Kind,
    Verdict,
    before_start,
    judge,
    last_pack,
    pack_line,
)
from stretch_coach.packs.timeline import noted_text, pack_timeline, words_of
from stretch_coach.record.done import held_ms
from stretch_coach.record.lines import Session
from stretch_coach.runner import Runner
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.sessions import blank_session
from stretch_coach.session.events import Command, Event
from stretch_coach.session.player import Player

_NS = 1_000_000
_SLEPT_MS = 1000
_REFUSED = frozenset((Command.BACK, Command.AGAIN, Command.LONGER))
"""Commands that would leave a pack on the skin for longer than it was meant to be."""


@dataclass(frozen=True, slots=True)
class PackGate:
    """Whether a pack may begin now, and what to say before it does."""

    kind: Kind
    onset: Onset | None
    """When it began to hurt, as far as that is known."""
    verdict: Verdict
    before: tuple[str, ...]
    """What is said before every pack: the cloth first."""


def pack_gate(context: AppContext, kind: Kind, began: str = "") -> PackGate:
    """Judge whether a pack fits now; `began` is what the user says of when it began to hurt.

    Raises `UsageError` for a `began` that cannot be understood.
    """
    now, lines = context.clock.now(), context.lines()
    onset = parse_onset(began, now) if began else known_onset(context.answers(), lines, now)
    if began and onset is None:
        message = f"--began: expected a time ago or a date, as in 36h, 2d, yesterday or 2026-01-31, found “{began}”."
        raise UsageError(message)
    return PackGate(kind, onset, judge(kind, onset, last_pack(kind, lines), now), before_start(kind))


def check_minutes(minutes: int) -> None:
    """Raise `UsageError` for a length that no pack may have."""
    if not 1 <= minutes <= MOST_MINUTES:
        message = (
            f"--minutes: expected a whole number from 1 to {MOST_MINUTES}, found {minutes}. "
            f"{MOST_MINUTES} minutes are the most that the skin should take at a time."
        )
        raise UsageError(message)


def start_pack(
    context: AppContext,
    kind: Kind,
    *,
    minutes: int = PRESET_MINUTES,
    onset: Onset | None = None,
    options: PlayOptions | None = None,
) -> PackRunner:
    """Make the session of a pack; it is put on record when it comes off.

    `onset` is when it began to hurt, if the user said so just now. Raises `UsageError` where the rules refuse it.
    """
    check_minutes(minutes)
    given = options or PlayOptions()
    now, lines = context.clock.now(), context.lines()
    known = onset or known_onset(context.answers(), lines, now)
    verdict = judge(kind, known, last_pack(kind, lines), now)
    if verdict.refusal:
        raise UsageError(verdict.refusal)
    timeline = pack_timeline(kind, minutes * 60_000)
    sound = context.sound.take(given, "en")
    sound.prepare(words_of(timeline))
    awake = ExitStack()
    awake.enter_context(inhibit_sleep())
    return PackRunner(
        Player(timeline, easier=lambda _: None),
        context.clock,
        blank_session(context, timeline.prescription.routine.name, given.speed),
        recorder=PackRecorder(context, kind, known, rehearsal=given.rehearsal),
        sound=sound,
        speed=given.speed,
        words=context.settings.sound.words,
        at_end=awake.close,
    )


class PackRunner(Runner):
    """Plays a pack. It stays on the skin while the machine sleeps, so the time goes on; it is never made longer."""

    @property
    def noted(self) -> str:
        """What to tell the user once it is over; "" where it could not be put on record."""
        return self._recorder.noted if isinstance(self._recorder, PackRecorder) else ""

    def command(self, command: Command) -> bool:
        """Carry out a command; those that would make it longer are refused."""
        return False if command in _REFUSED else super().command(command)

    def _look(self) -> tuple[Event, ...]:
        now_ns = self._clock.monotonic_ns()
        slept_ns = self._clock.boot_ns() - now_ns
        suspended_ns = slept_ns - self._slept_ns
        self._looked_ns, self._slept_ns = now_ns, slept_ns
        slept = suspended_ns > _SLEPT_MS * _NS
        if slept:
            self._start_ns -= suspended_ns
        events = self.player.advance(self._session_ms(now_ns))
        if slept:
            self._send_new_epoch(events)
        return events


class PackRecorder:
    """Notes a pack as an activity when it comes off: `runner.Recorder` without its own journal."""

    def __init__(self, context: AppContext, kind: Kind, onset: Onset | None, *, rehearsal: bool) -> None:
        self._context = context
        self._kind = kind
        self._onset = onset
        self._rehearsal = rehearsal
        self._error = ""
        self._done = False
        self.noted = ""
        """What to tell the user once it is over."""

    def checkpoint(self, session: Session, progress: Mapping[str, object], mark: int = 0) -> None:
        """Note the moment at which it has been on for its whole time, and put it on record there and then."""
        del progress, mark
        planned = sum(step.planned_ms for step in session.steps)
        if planned and held_ms(session.steps) >= planned:
            self._note(session)

    def close_session(self, session: Session, mark: int = 0) -> None:
        """Put it on record as long as it was on."""
        del mark
        self._note(session)

    def saved(self) -> tuple[()]:
        """A pack has no parts that are saved one by one."""
        return ()

    def warnings(self) -> tuple[str, ...]:
        """The context reports what happened to the record."""
        return ()

    def error(self) -> str:
        """Say why it could not be noted."""
        return self._error

    def close(self, timeout: float) -> bool:
        """Nothing is left to write."""
        del timeout
        return True

    def _note(self, session: Session) -> None:
        if self._done:
            return
        self._done = True
        if self._rehearsal:
            self.noted = "A rehearsal: it is not noted."
            return
        held, now = held_ms(session.steps), self._context.clock.now()
        line = pack_line(session.id, self._kind, session.practice_day, ended=now, held_ms=held, onset=self._onset)
        if line is None:
            self.noted = "It was on for less than a minute, so it is not noted."
            return
        try:
            self._context.journal.append(line, f"pack {self._kind}")
            self.noted = noted_text(self._kind, line.minutes)
        except StorageError as error:
            self._error = str(error)
