"""The player: a timeline, commands and time go in, events come out. It reads no clock and makes no sound.

`now` is in ms from the session's start and never goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.session import words
from stretch_coach.session.editing import Edit, EditableTimeline, Swap, after, from_start
from stretch_coach.session.events import TRANSITIONS, Command, DueCue, Event, EventName, Phase
from stretch_coach.session.ledger import Ledger
from stretch_coach.session.regression import easier_step
from stretch_coach.session.timeline import Cue, Segment, Timeline
from stretch_coach.session.voiceover import WORDS_AT_MS

LEAD_MS = 3000
"""The get-ready after a pause."""
_LEAD = (0, 1000, 2000)
"""When 3-2-1 sounds in it."""
_NEEDS_LEAD = ("move_in", "hold", "move_out", "cycle")


class Reply(NamedTuple):
    """What came of a command: whether it applied, and every event up to now with those it caused."""

    accepted: bool
    events: tuple[Event, ...]


class Player:
    """Plays one timeline. Any chopping of time into calls of `advance` gives the same events."""

    def __init__(
        self,
        timeline: Timeline,
        *,
        first: int = 0,
        easier: Callable[[PrescribedStep], PrescribedStep | None] = easier_step,
        swap: Swap | None = None,
    ) -> None:
        """Begin at segment `first` (a session taken up again), at the `ready` that belongs to it."""
        self.phase: Phase = "waiting"
        self._edited = EditableTimeline(timeline, easier, swap)
        self._cursor = 0
        self._now = 0
        self._origin = 0
        """The moment on the player's clock at which offset 0 of the timeline would have been."""
        self._at = 0
        """The offset while time does not pass: paused, getting ready, hurt, ended."""
        self._aside: tuple[DueCue, ...] = ()
        """Cues still to come that are in no timeline: the count of a get-ready, the choices after "this hurts"."""
        self._lead_end = 0
        self.begin_at(first)

    def begin_at(self, index: int) -> None:
        """Before the start: begin where the step of a segment begins."""
        if self.phase == "waiting" and self.timeline.segments:
            self._at = self.timeline.segments[self.timeline.block_start(index)].start_ms

    def redo(self, edits: Iterable[Edit]) -> None:
        """Before the start: make the changes of an earlier sitting again, as far as they fit."""
        if self.phase == "waiting":
            self._edited.redo(edits)

    # Time

    def start(self, now: int) -> tuple[Event, ...]:
        """Begin to play."""
        if self.phase != "waiting":
            return ()
        self._now = now
        self._cursor = from_start(self._edited.agenda, self._at)
        self._play_on(now)
        return self.advance(now)

    def advance(self, now: int) -> tuple[Event, ...]:
        """Return every event due up to `now` and not returned before, in order, each with the moment it was due."""
        self._now = max(now, self._now)
        events = self._advance_aside()
        if self.phase == "playing":
            events += self._advance_timeline()
        return tuple(events)

    def _advance_aside(self) -> list[Event]:
        at, segment, end = self._at, self.segment, self._lead_end
        due_now = [due for due in self._aside if due.now_ms <= self._now]
        self._aside = self._aside[len(due_now) :]
        events = [Event("cue", at, due.now_ms, segment, due.cue) for due in due_now]
        if self.phase == "getting ready" and end <= self._now:
            self._play_on(end)
            events += [Event("resumed", at, end, segment), Event("cue", at, end, segment, Cue(at, "start"))]
        return events

    def _advance_timeline(self) -> list[Event]:
        events = []
        while self._cursor < len(self._edited.agenda):
            due = self._edited.agenda[self._cursor]
            now_ms = due.at_ms + self._origin
            if now_ms > self._now:
                break
            self._cursor += 1
            held = None
            if due.name == "segment_end" and due.segment.counts_as_held:
                held = due.segment.length_ms
                self.ledger.credit(due.segment, held)
            events.append(Event(due.name, due.at_ms, now_ms, due.segment, due.cue, held))
        if self._cursor == len(self._edited.agenda):
            self._at = self.timeline.total_ms
            self.phase = "finished"
            events.append(Event("finished", self._at, self._at + self._origin))
        return events

    def interrupted(self, last_good: int, now: int) -> tuple[Event, ...]:
        """Pause as of `last_good`: nobody looked at the clock from then to `now`, and time away is never credited."""
        last_good = max(last_good, self._now)
        away = now - last_good
        if self.phase not in ("playing", "getting ready") or away <= 0:
            return self.advance(now)
        events = list(self.advance(last_good))
        if self.phase in ("playing", "getting ready"):
            self._hold_still("paused")
            events.append(Event("interrupted", self._at, last_good, self.segment, away_ms=away))
            events.append(Event("paused", self._at, last_good, self.segment))
        self._now = max(now, self._now)
        return tuple(events)

    # Where it is

    @property
    def timeline(self) -> Timeline:
        """The timeline as the user has shaped it."""
        return self._edited.timeline

    @property
    def ledger(self) -> Ledger:
        """What was planned and what was held."""
        return self._edited.ledger

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The changes the user made to the timeline, in order."""
        return tuple(self._edited.edits)

    @property
    def now(self) -> int:
        """The player's clock at the last call, in ms."""
        return self._now

    @property
    def at_ms(self) -> int:
        """The offset in the timeline."""
        return self._now - self._origin if self.phase == "playing" else self._at

    @property
    def segment(self) -> Segment | None:
        """The segment at the present offset, None before the start and after the end."""
        if self.phase in ("waiting", "finished") or not self.timeline.segments:
            return None
        return self.timeline.segments[self.timeline.index_at(self.at_ms)]

    @property
    def remaining_ms(self) -> int:
        """What is left of the segment, or of the get-ready while there is one."""
        if self.phase == "getting ready":
            return self._lead_end - self._now
        segment = self.segment
        return segment.end_ms - self.at_ms if segment else 0

    def ahead(self, horizon_ms: int) -> tuple[DueCue, ...]:
        """The cues due within `horizon_ms` from now if nobody touches a key."""
        until = self._now + horizon_ms
        found = [due for due in self._aside if due.now_ms <= until]
        origin = self._origin
        if self.phase == "getting ready":
            if self._lead_end > until:
                return tuple(found)
            found.append(DueCue(self._lead_end, Cue(self._at, "start")))
            origin = self._lead_end - self._at
        elif self.phase != "playing":
            return tuple(found)
        for due in self._edited.agenda[self._cursor :]:
            if due.at_ms + origin > until:
                break
            if due.cue is not None:
                found.append(DueCue(due.at_ms + origin, due.cue))
        return tuple(found)

    def next_due(self) -> int | None:
        """The moment of the next event on the player's clock, None while time does not pass."""
        if self._aside:
            return self._aside[0].now_ms
        if self.phase == "getting ready":
            return self._lead_end
        if self.phase == "playing":
            return self._edited.agenda[self._cursor].at_ms + self._origin
        return None

    # Commands

    def allows(self, command: Command) -> bool:
        """Whether a command would do anything now."""
        if command not in TRANSITIONS[self.phase]:
            return False
        if command is Command.LONGER:
            return self._edited.longer_hold(self._index) is not None
        return command is not Command.EASIER or self._edited.easier_step(self._index) is not None

    def command(self, command: Command, now: int) -> Reply:
        """Bring time up to `now`, then do what is asked. What does not apply changes nothing."""
        events = self.advance(now)
        if not self.allows(command):
            return Reply(accepted=False, events=events)
        return Reply(accepted=True, events=events + tuple(self._doers()[command]()))

    @property
    def can_swap(self) -> bool:
        """Whether a step is paused that could be replaced by another exercise."""
        return self.phase == "paused" and self.present_step is not None and self._edited.can_swap

    @property
    def present_step(self) -> PrescribedStep | None:
        """The step that is played, with its present exercise; None in a rest between steps."""
        segment = self.segment
        if segment is None or segment.exercise is None:
            return None
        return self.timeline.prescribed_at(segment)

    def swap(self, exercise: str, now: int) -> Reply:
        """While paused, replace what is left of the present step by another exercise; it begins after a resume."""
        events = self.advance(now)
        swapped = self._edited.swapped_step(self._index, exercise) if self.phase == "paused" else None
        if swapped is None:
            return Reply(accepted=False, events=events)
        index = self._index
        self._credit_attempt()
        self._edited.make_swap(index, swapped)
        self._at = self.timeline.segments[index].start_ms
        self._cursor = from_start(self._edited.agenda, self._at)
        self._aside = (DueCue(self._now, Cue(self._at, "words", words.SWAPPED, words.SWAPPED_SHORT)),)
        return Reply(accepted=True, events=(*events, self._event("swapped"), *self.advance(self._now)))

    def _doers(self) -> dict[Command, Callable[[], list[Event]]]:
        return {
            Command.PAUSE: self._pause,
            Command.RESUME: self._resume,
            Command.GO_ON: self._go_on,
            Command.NEXT: lambda: self._jump(self.timeline.block_end(self._index)),
            Command.BACK: lambda: self._jump(self.timeline.block_start(self._again() - 1)),
            Command.AGAIN: lambda: self._jump(self._again()),
            Command.LONGER: self._longer,
            Command.HURTS: self._hurts,
            Command.SKIP_IT: self._skip_it,
            Command.EASIER: self._easier,
            Command.END_HERE: self._end_here,
            Command.MISTAKE: self._resume,
            Command.STOP: self._stop,
        }

    def _pause(self) -> list[Event]:
        self._hold_still("paused")
        return [self._event("paused")]

    def _resume(self) -> list[Event]:
        segment = self.segment
        if segment is None or segment.kind not in _NEEDS_LEAD:
            return self._play_at_once()
        self.phase = "getting ready"
        self._aside = tuple(DueCue(self._now + at, Cue(self._at, "count")) for at in _LEAD)
        self._lead_end = self._now + LEAD_MS
        return [self._event("get_ready"), *self.advance(self._now)]

    def _go_on(self) -> list[Event]:
        if self.phase == "paused":
            return self._resume()
        if self.phase == "getting ready":
            return self._play_at_once()
        return self._jump(self._index + 1)

    def _play_at_once(self) -> list[Event]:
        self._play_on(self._now)
        return [self._event("resumed"), *self.advance(self._now)]

    def _hurts(self) -> list[Event]:
        self._hold_still("hurt")
        self._credit_attempt()
        easier = self.allows(Command.EASIER)
        said = Cue(self._at, "words", words.hurts(easier=easier), "Stopped.")
        self._aside = (DueCue(self._now, Cue(self._at, "hurts")), DueCue(self._now + WORDS_AT_MS, said))
        return [self._event("hurt"), *self.advance(self._now)]

    def _skip_it(self) -> list[Event]:
        self._edited.confirm_hurt(self._index)
        self._edited.skip_later_rounds(self._index)
        return self._jump(self.timeline.block_end(self._index))

    def _easier(self) -> list[Event]:
        index = self._index
        easier = self._edited.easier_step(index)
        assert easier is not None  # noqa: S101  `allows` has asked
        self._edited.confirm_hurt(index, eased=True)
        self._edited.make_easier(index, easier)
        self._at = self.timeline.segments[index].start_ms
        self._cursor = from_start(self._edited.agenda, self._at)
        self._play_on(self._now)
        return [self._event("eased"), *self.advance(self._now)]

    def _end_here(self) -> list[Event]:
        self._edited.confirm_hurt(self._index, ended=True)
        self._hold_still("stopped")
        return [self._event("stopped")]

    def _stop(self) -> list[Event]:
        self._hold_still("stopped")
        self._credit_attempt()
        return [self._event("stopped")]

    def _longer(self) -> list[Event]:
        index, at = self._index, self.at_ms
        hold_ms = self._edited.longer_hold(index)
        assert hold_ms is not None  # noqa: S101  `allows` has asked
        self._edited.make_longer(index, hold_ms)
        self._cursor = after(self._edited.agenda, at)
        return [self._event("longer")]

    # Moving about

    @property
    def _index(self) -> int:
        return self.timeline.index_at(self.at_ms)

    def _again(self) -> int:
        return self.timeline.block_start(self._index)

    def _play_on(self, now: int) -> None:
        """Let time run again from where it stood."""
        self.phase = "playing"
        self._aside = ()
        self._origin = now - self._at

    def _hold_still(self, phase: Phase) -> None:
        self._at = self.at_ms
        self._aside = ()
        self.phase = phase

    def _jump(self, index: int) -> list[Event]:
        """Go to the start of a segment; past the last one, to the end."""
        still = self.phase == "paused"
        self._hold_still("paused")
        self._credit_attempt()
        past_end = index >= len(self.timeline.segments)
        self._at = self.timeline.total_ms if past_end else self.timeline.segments[index].start_ms
        self._cursor = from_start(self._edited.agenda, self._at)
        if still and not past_end:
            return [self._event("jumped")]
        self._play_on(self._now)
        return [self._event("jumped"), *self.advance(self._now)]

    def _credit_attempt(self) -> None:
        segment = self.segment
        assert segment is not None  # noqa: S101  no command is allowed where there is none
        self.ledger.credit(segment, self._at - segment.start_ms)

    def _event(self, name: EventName) -> Event:
        return Event(name, self.at_ms, self._now, self.segment)
