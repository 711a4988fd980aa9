"""The player: a timeline, commands and time go in, events come out. It reads no clock and makes no sound (pure).

Driven by `runner`, by the tests and by nothing else. `now` is in ms from the session's start and never goes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.session import words
from stretch_coach.session.agenda import after, agenda_of, from_start
from stretch_coach.session.easing import easier_way
from stretch_coach.session.events import Command, DueCue, Event
from stretch_coach.session.ledger import Ledger
from stretch_coach.session.script import prescribed_at, with_easier, with_longer_hold
from stretch_coach.session.states import TRANSITIONS
from stretch_coach.session.timeline import Cue

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretch_coach.ramp.prescription import PrescribedStep
    from stretch_coach.session.events import EventName, Phase
    from stretch_coach.session.timeline import Segment, Timeline

LEAD_MS = 3000
"""The get-ready after a pause."""
LONGER_MS = 5000
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
        easier: Callable[[PrescribedStep], PrescribedStep | None] = easier_way,
    ) -> None:
        """Begin at segment `first` (a session taken up again), at the `ready` that belongs to it."""
        self.timeline = timeline
        self._easier_way = easier
        self.ledger = Ledger(timeline)
        self.phase: Phase = "waiting"
        self._agenda = agenda_of(timeline)
        self._cursor = 0
        self._now = 0
        self._origin = 0
        """The moment on the player's clock at which offset 0 of the timeline would have been."""
        self._at = timeline.segments[self._block(first)].start_ms if timeline.segments else 0
        """The offset while time stands still: paused, getting ready, hurt, ended."""
        self._lead_from = 0
        self._lead_cursor = 0
        self._longer: dict[tuple[str, bool], dict[tuple[int, int], int]] = {}

    # Time

    def start(self, now: int) -> tuple[Event, ...]:
        """Begin to play."""
        if self.phase != "waiting":
            return ()
        self._now = now
        if not self.timeline.segments:
            self.phase = "finished"
            return (Event("finished", 0, now),)
        self._cursor = from_start(self._agenda, self._at)
        self._play_on(now)
        return self.advance(now)

    def advance(self, now: int) -> tuple[Event, ...]:
        """Return every event due up to `now` and not returned before, in order, each with the moment it was due."""
        self._now = max(now, self._now)
        events: list[Event] = []
        if self.phase == "getting ready":
            events += self._advance_lead()
        if self.phase == "playing":
            events += self._advance_timeline()
        return tuple(events)

    def _advance_lead(self) -> list[Event]:
        events = []
        while self._lead_cursor < len(_LEAD) and self._lead_from + _LEAD[self._lead_cursor] <= self._now:
            due = self._lead_from + _LEAD[self._lead_cursor]
            events.append(Event("cue", self._at, due, self.segment, Cue(self._at, "count")))
            self._lead_cursor += 1
        end = self._lead_from + LEAD_MS
        if end <= self._now:
            events.append(Event("resumed", self._at, end, self.segment))
            self._play_on(end)
            events.append(Event("cue", self._at, end, self.segment, Cue(self._at, "start")))
        return events

    def _advance_timeline(self) -> list[Event]:
        events = []
        while self._cursor < len(self._agenda):
            due = self._agenda[self._cursor]
            now_ms = due.at_ms + self._origin
            if now_ms > self._now:
                break
            self._cursor += 1
            held = None
            if due.name == "segment_end" and due.segment.counts_as_held:
                held = due.segment.length_ms
                self.ledger.credit(due.segment, held)
            events.append(Event(due.name, due.at_ms, now_ms, due.segment, due.cue, held))
        if self._cursor == len(self._agenda):
            self._at = self.timeline.total_ms
            self.phase = "finished"
            events.append(Event("finished", self._at, self._at + self._origin))
        return events

    def interrupted(self, last_good: int, now: int) -> tuple[Event, ...]:
        """Pause as of `last_good`: nobody looked at the clock from then to `now`, and time away is never credited."""
        away = now - last_good
        if self.phase not in ("playing", "getting ready") or away <= 0:
            return self.advance(now)
        events = list(self.advance(last_good))
        if self.phase in ("playing", "getting ready"):
            self._hold_still(last_good)
            self.phase = "paused"
            events.append(Event("interrupted", self._at, last_good, self.segment, away_ms=away))
            events.append(Event("paused", self._at, last_good, self.segment))
        self._now = max(now, self._now)
        return tuple(events)

    # Where it stands

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
        return self.timeline.segments[self._index()]

    @property
    def remaining_ms(self) -> int:
        """What is left of the segment, or of the get-ready while there is one."""
        if self.phase == "getting ready":
            return self._lead_from + LEAD_MS - self._now
        segment = self.segment
        return segment.end_ms - self.at_ms if segment else 0

    def ahead(self, horizon_ms: int) -> tuple[DueCue, ...]:
        """The cues due within `horizon_ms` from now if nobody touches a key."""
        until = self._now + horizon_ms
        found: list[DueCue] = []
        origin = self._origin
        if self.phase == "getting ready":
            end = self._lead_from + LEAD_MS
            found += [DueCue(self._lead_from + at, Cue(self._at, "count")) for at in _LEAD[self._lead_cursor :]]
            found.append(DueCue(end, Cue(self._at, "start")))
            origin = end - self._at
        elif self.phase != "playing":
            return ()
        for due in self._agenda[self._cursor :]:
            if due.at_ms + origin > until:
                break
            if due.cue is not None:
                found.append(DueCue(due.at_ms + origin, due.cue))
        return tuple(cue for cue in found if cue.now_ms <= until)

    def next_due(self) -> int | None:
        """The moment of the next event on the player's clock, None while time stands still."""
        if self.phase == "getting ready":
            pending = _LEAD[self._lead_cursor] if self._lead_cursor < len(_LEAD) else LEAD_MS
            return self._lead_from + pending
        if self.phase == "playing":
            return self._agenda[self._cursor].at_ms + self._origin
        return None

    # Commands

    def allows(self, command: Command) -> bool:
        """Whether a command would do anything now."""
        if command not in TRANSITIONS[self.phase]:
            return False
        if command is Command.LONGER:
            return self._longer_hold() is not None
        return command is not Command.EASIER or self._easier_step() is not None

    def command(self, command: Command, now: int) -> Reply:
        """Bring time up to `now`, then do what is asked. What does not apply changes nothing."""
        events = self.advance(now)
        if not self.allows(command):
            return Reply(accepted=False, events=events)
        return Reply(accepted=True, events=events + tuple(self._doers()[command]()))

    def _doers(self) -> dict[Command, Callable[[], list[Event]]]:
        return {
            Command.PAUSE: self._pause,
            Command.RESUME: self._resume,
            Command.GO_ON: self._go_on,
            Command.NEXT: lambda: self._jump(self._next_block()),
            Command.BACK: lambda: self._jump(self._block(self._block(self._index()) - 1)),
            Command.AGAIN: lambda: self._jump(self._block(self._index())),
            Command.LONGER: self._do_longer,
            Command.HURTS: self._hurts,
            Command.SKIP_IT: self._skip_it,
            Command.EASIER: self._easier,
            Command.END_HERE: self._end_here,
            Command.MISTAKE: self._resume,
            Command.STOP: self._stop,
        }

    def _pause(self) -> list[Event]:
        self._hold_still(self._now)
        self.phase = "paused"
        return [self._event("paused")]

    def _resume(self) -> list[Event]:
        segment = self.segment
        if segment is None or segment.kind not in _NEEDS_LEAD or self._at == segment.end_ms:
            return self._play_at_once()
        self.phase = "getting ready"
        self._lead_from = self._now
        self._lead_cursor = 0
        return [self._event("get_ready"), *self.advance(self._now)]

    def _go_on(self) -> list[Event]:
        if self.phase == "paused":
            return self._resume()
        if self.phase == "getting ready":
            return self._play_at_once()
        return self._jump(self._index() + 1)

    def _play_at_once(self) -> list[Event]:
        self._play_on(self._now)
        return [self._event("resumed"), *self.advance(self._now)]

    def _hurts(self) -> list[Event]:
        self._hold_still(self._now)
        self._credit_attempt()
        self.phase = "hurt"
        said = Cue(self._at, "words", words.HURTS, "Stopped.")
        return [
            self._event("hurt"),
            Event("cue", self._at, self._now, self.segment, Cue(self._at, "hurts")),
            Event("cue", self._at, self._now, self.segment, said),
        ]

    def _skip_it(self) -> list[Event]:
        self._note_hurt(ended=False)
        return self._jump(self._next_block(), credit=False)

    def _easier(self) -> list[Event]:
        segment, easier = self.segment, self._easier_step()
        if segment is None or segment.step is None or easier is None:
            return []
        self.ledger.eased(segment.step)
        self.timeline = with_easier(self.timeline, segment.index, easier)
        self._agenda = agenda_of(self.timeline)
        self.ledger.plan(self.timeline, self.timeline.segments[segment.index :])
        self._at = segment.start_ms
        self._cursor = from_start(self._agenda, self._at)
        self._play_on(self._now)
        return [self._event("eased"), *self.advance(self._now)]

    def _easier_step(self) -> PrescribedStep | None:
        segment = self.segment
        if segment is None or segment.exercise is None:
            return None
        return self._easier_way(prescribed_at(self.timeline, segment))

    def _end_here(self) -> list[Event]:
        self._note_hurt(ended=True)
        self.phase = "stopped"
        return [self._event("stopped")]

    def _stop(self) -> list[Event]:
        if self.phase == "playing":
            self._hold_still(self._now)
        self._credit_attempt()
        self.phase = "stopped"
        return [self._event("stopped")]

    def _do_longer(self) -> list[Event]:
        segment, hold_ms = self.segment, self._longer_hold()
        if segment is None or segment.step is None or hold_ms is None:
            return []
        at = self.at_ms
        longer = self._longer.setdefault((segment.step, segment.eased), {})
        longer[segment.set or 1, segment.rep or 1] = hold_ms
        self.timeline = with_longer_hold(self.timeline, segment.index, longer)
        self._agenda = agenda_of(self.timeline)
        self._cursor = after(self._agenda, at)
        return [self._event("longer")]

    def _longer_hold(self) -> int | None:
        """The length of this hold with five seconds more, None where there is no hold or no room under the cap."""
        segment = self.segment
        if segment is None or segment.kind != "hold":
            return None
        caps = prescribed_at(self.timeline, segment).step.exercise.caps
        longest = caps.hold_ms if caps else segment.length_ms + LONGER_MS
        hold_ms = min(segment.length_ms + LONGER_MS, longest)
        return hold_ms if hold_ms > segment.length_ms else None

    # Moving about

    def _play_on(self, now: int) -> None:
        """Let time run again from where it stood."""
        self.phase = "playing"
        self._origin = now - self._at

    def _jump(self, index: int, *, credit: bool = True) -> list[Event]:
        """Go to the start of a segment; past the last one, to the end."""
        still = self.phase == "paused"
        if self.phase == "playing":
            self._hold_still(self._now)
        if credit:
            self._credit_attempt()
        index = max(0, index)
        past_end = index >= len(self.timeline.segments)
        self._at = self.timeline.total_ms if past_end else self.timeline.segments[index].start_ms
        self._cursor = len(self._agenda) if past_end else from_start(self._agenda, self._at)
        if still and not past_end:
            return [self._event("jumped")]
        self._play_on(self._now)
        return [self._event("jumped"), *self.advance(self._now)]

    def _hold_still(self, now: int) -> None:
        if self.phase == "playing":
            self._at = now - self._origin

    def _credit_attempt(self) -> None:
        segment = self.segment
        if segment is not None:
            self.ledger.credit(segment, self._at - segment.start_ms)

    def _note_hurt(self, *, ended: bool) -> None:
        segment = self.segment
        if segment is not None and segment.exercise is not None and segment.step is not None:
            self.ledger.hurt(segment.step, ended=ended)

    def _event(self, name: EventName) -> Event:
        return Event(name, self.at_ms, self._now, self.segment)

    def _index(self) -> int:
        at = self.at_ms
        low, high = 0, len(self.timeline.segments) - 1
        while low < high:
            middle = (low + high) // 2
            if self.timeline.segments[middle].end_ms <= at:
                low = middle + 1
            else:
                high = middle
        return low

    def _block(self, index: int) -> int:
        """The first segment of the step that a segment belongs to: its `ready`, or a rest between steps."""
        index = max(0, index)
        while index > 0 and self._continues(index):
            index -= 1
        return index

    def _next_block(self) -> int:
        index = self._index() + 1
        while index < len(self.timeline.segments) and self._continues(index):
            index += 1
        return index

    def _continues(self, index: int) -> bool:
        before, at = self.timeline.segments[index - 1], self.timeline.segments[index]
        return before.step == at.step and at.kind != "ready"
