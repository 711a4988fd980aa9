"""A session played one millisecond at a time, written from the design and the table of states, not from the player.

It knows no agenda, no cursor and no arithmetic with origins: each millisecond it asks what is at this offset.
Slow and plain, so that it can be believed; the player must agree with it.
"""

from __future__ import annotations

from stretch_coach.session import words
from stretch_coach.session.events import TRANSITIONS, Command, Event, Phase
from stretch_coach.session.regression import easier_step
from stretch_coach.session.script import with_easier, with_longer_hold
from stretch_coach.session.timeline import Cue, Segment, Timeline

COUNTED = (3, 2, 1)
MOVING = ("move_in", "hold", "move_out", "cycle")
Held = tuple[str | None, str | None, int, int | None, int | None]


class Stepper:
    """Plays a timeline ms by ms; `events` is everything that happened."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.phase: Phase = "waiting"
        self.now = 0
        self.at = 0
        self.events: list[Event] = []
        self.held: dict[Held, int] = {}
        self._planned = {self._key(s): s.length_ms for s in timeline.segments if s.counts_as_held}
        self._attempt: dict[Held, int] = {}
        self._waited = 0
        self._longer: dict[tuple[str | None, int], dict[tuple[int, int], int]] = {}
        self._stands: dict[int, list[tuple[str, Segment, Cue | None]]] = {}
        self._note()

    def start(self) -> None:
        """Begin at 0."""
        self.phase = "playing"
        self._arrive()

    def pass_time(self, ms: int) -> None:
        """Let time go by."""
        for _ in range(ms):
            self.now += 1
            if self.phase == "playing":
                self._play_one()
            elif self.phase == "getting ready":
                self._wait_one()
            elif self.phase == "hurt":
                self._waited += 1
                if self._waited == 700:
                    easier = self._easier() is not None
                    self._tell("cue", cue=Cue(self.at, "words", words.hurts(easier=easier), "Stopped."))

    def ask(self, command: Command) -> bool:  # noqa: C901  one branch a command, to be read from top to bottom
        """Do what a person asks, if it can be done now."""
        if command not in TRANSITIONS[self.phase]:
            return False
        here = self._here()
        if command is Command.PAUSE:
            self.phase = "paused"
            self._tell("paused")
        elif command in (Command.RESUME, Command.MISTAKE):
            self._resume()
        elif command is Command.GO_ON:
            self._go_on()
        elif command is Command.NEXT:
            self._go(self._past(here))
        elif command is Command.AGAIN:
            self._go(self._head(here))
        elif command is Command.BACK:
            head = self._head(here)
            self._go(self._head(head - 1) if head else 0)
        elif command is Command.LONGER:
            return self._lengthen()
        elif command is Command.HURTS:
            self.phase = "hurt"
            self._waited = 0
            self._tell("hurt")
            self._tell("cue", cue=Cue(self.at, "hurts"))
        elif command is Command.SKIP_IT:
            self._go(self._past(here))
        elif command is Command.EASIER:
            return self._ease()
        else:
            self.phase = "stopped"
            self._tell("stopped")
        return True

    # One millisecond

    def _play_one(self) -> None:
        segment = self.timeline.segments[self._here()]
        self.at += 1
        if segment.counts_as_held:
            key = self._key(segment)
            self._attempt[key] = self._attempt.get(key, 0) + 1
            best = max(self.held.get(key, 0), min(self._attempt[key], self._planned[key]))
            self.held[key] = best
        for name, owner, cue in self._stands.get(self.at, ()):
            held = owner.length_ms if name == "segment_end" and owner.counts_as_held else None
            self.events.append(Event(name, self.at, self.now, owner, cue, held))  # type: ignore[arg-type]  # three names
        self._maybe_finish()

    def _wait_one(self) -> None:
        self._waited += 1
        if self._waited in (1000, 2000):
            self._tell("cue", cue=Cue(self.at, "count"))
        if self._waited == 1000 * len(COUNTED):
            self._tell("resumed")
            self.phase = "playing"
            self._tell("cue", cue=Cue(self.at, "start"))

    # What a command does

    def _resume(self) -> None:
        if self.timeline.segments[self._here()].kind in MOVING:
            self.phase = "getting ready"
            self._waited = 0
            self._tell("get_ready")
            self._tell("cue", cue=Cue(self.at, "count"))
        else:
            self._play_at_once()

    def _play_at_once(self) -> None:
        self.phase = "playing"
        self._tell("resumed")
        if not any(
            e.segment == self.timeline.segments[self._here()] and e.name == "segment" for e in self._since_jump()
        ):
            self._arrive()

    def _since_jump(self) -> list[Event]:
        """What happened since the last jump or change of the timeline."""
        since: list[Event] = []
        for event in self.events:
            since = [] if event.name == "jumped" else [*since, event]
        return since

    def _go_on(self) -> None:
        if self.phase == "paused":
            self._resume()
        elif self.phase == "getting ready":
            self._play_at_once()
        else:
            self._go(self._here() + 1)

    def _go(self, index: int) -> None:
        still = self.phase == "paused"
        self._attempt.clear()
        past = index >= len(self.timeline.segments)
        self.at = self.timeline.total_ms if past else self.timeline.segments[index].start_ms
        if not still or past:
            self.phase = "playing"
        self._tell("jumped")
        if past:
            self._maybe_finish()
        elif not still:
            self._arrive()

    def _lengthen(self) -> bool:
        segment = self.timeline.segments[self._here()]
        if segment.kind != "hold":
            return False
        caps = self.timeline.prescribed_at(segment).step.exercise.caps
        longer = min(segment.length_ms + 5000, caps.hold_ms if caps else segment.length_ms + 5000)
        if longer <= segment.length_ms:
            return False
        own = self._longer.setdefault((segment.step, segment.eased), {})
        own[segment.set or 1, segment.rep or 1] = longer
        self.timeline = with_longer_hold(self.timeline, segment.index, own)
        self._note()
        self._tell("longer")
        return True

    def _easier(self) -> object:
        segment = self.timeline.segments[self._here()]
        return easier_step(self.timeline.prescribed_at(segment)) if segment.exercise else None

    def _ease(self) -> bool:
        segment = self.timeline.segments[self._here()]
        if segment.exercise is None:
            return False
        easier = easier_step(self.timeline.prescribed_at(segment))
        if easier is None:
            return False
        self.timeline = with_easier(self.timeline, segment.index, easier)
        self._note()
        for later in self.timeline.segments:
            if later.counts_as_held:
                self._planned.setdefault(self._key(later), later.length_ms)
        self._attempt.clear()
        self.at = segment.start_ms
        self.phase = "playing"
        self._tell("eased")
        self._arrive()
        return True

    # Where things are

    def _note(self) -> None:
        """Write down what is at which offset: at one instant an end before a start before a cue."""
        self._stands = {}
        for segment in self.timeline.segments:
            self._stands.setdefault(segment.start_ms, []).append(("segment", segment, None))
            for cue in segment.cues:
                self._stands.setdefault(cue.at_ms, []).append(("cue", segment, cue))
            self._stands.setdefault(segment.end_ms, []).append(("segment_end", segment, None))

    def _arrive(self) -> None:
        """Tell what begins here; what ended here belongs to what was left."""
        for name, owner, cue in self._stands.get(self.at, ()):
            if name != "segment_end":
                self.events.append(Event(name, self.at, self.now, owner, cue))  # type: ignore[arg-type]  # two names

    def _maybe_finish(self) -> None:
        if self.at == self.timeline.total_ms:
            self.phase = "finished"
            self.events.append(Event("finished", self.at, self.now))

    def _here(self) -> int:
        for segment in self.timeline.segments:
            if segment.start_ms <= self.at < segment.end_ms:
                return segment.index
        return len(self.timeline.segments) - 1

    def _head(self, index: int) -> int:
        """The beginning of what a segment belongs to: the step's `ready` (or its easier way's), or a rest."""
        segments = self.timeline.segments
        while segments[index].kind != "ready" and index > 0 and segments[index - 1].step == segments[index].step:
            index -= 1
        return index

    def _past(self, index: int) -> int:
        """The first segment after it."""
        head = self._head(index)
        later = index + 1
        while later < len(self.timeline.segments) and self._head(later) == head:
            later += 1
        return later

    def _key(self, segment: Segment) -> Held:
        return (segment.step, segment.side, segment.eased, segment.set, segment.rep)

    def _tell(self, name: str, cue: Cue | None = None) -> None:
        segment = None if self.phase == "finished" else self.timeline.segments[self._here()]
        self.events.append(Event(name, self.at, self.now, segment, cue))  # type: ignore[arg-type]  # a name of events
