"""The segments of one visit of a step before they have a place in time.

The order: `ready`, then per set and side `move in → hold → move out` with `rest` between reps, `switch` between sides
and `set_rest` between sets. Both sides get their own, equal clocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.routine.dose import Dose, Side
from stretch_coach.routine.model import Exercise, Pace, RestStep, Words
from stretch_coach.routine.templates import fill
from stretch_coach.session import words
from stretch_coach.session.timeline import Cue, SegmentKind, StepContext
from stretch_coach.session.voiceover import (
    BREATHE_AT_MS,
    COUNT_FROM_MS,
    COUNT_MS,
    GAP_MS,
    WORDS_AT_MS,
    after_words,
    count_in,
    hold_cues,
    lesson,
    said_of,
    say_in_turn,
    tone,
)
from stretch_coach.text import number_word, sentence, spoken_duration


class PaceTimes(NamedTuple):
    """The least times of a pace, in ms."""

    ready: int
    """To settle, however few the words."""
    travel: int
    """To change the position."""
    to_floor: int
    """To get down to the floor, or up from it."""
    switch: int
    """Between the sides."""
    turn: int
    """Between the sides of an exercise that takes them in turn."""
    settle: int
    """To let go after the last rep of a side."""


PACES: dict[Pace, PaceTimes] = {
    "calm": PaceTimes(ready=5000, travel=8000, to_floor=14_000, switch=4000, turn=2000, settle=2000),
    "brisk": PaceTimes(ready=4000, travel=6000, to_floor=10_000, switch=3000, turn=1500, settle=1000),
}
WHOLE_RANGE = 100
EXPLAINED_MS = 12_000
"""Longer than this nobody should listen before the first hold of an exercise."""
LONG_HOLD_MS = 20_000
"""A hold of at least this length has room for a reminder about what follows."""
MOST_IN_RESTS = 2
"""The most sentences of a visit that are said in rests, which they make longer."""
_STARTS_EASILY = ("movement", "walking", "breathing", "passive")
"""Kinds that need no 3-2-1: one begins with them when the words are over."""


@dataclass(frozen=True, slots=True)
class UnplacedSegment:
    """A segment without its place: cues count from its own start."""

    kind: SegmentKind
    length_ms: int
    say: str
    cues: tuple[Cue, ...] = ()
    side: Side | None = None
    set: int | None = None
    rep: int | None = None
    range: int | None = None
    """Percent, None where the dose's own holds."""
    phase: int = 0


def other(side: Side) -> Side:
    """Return the other side."""
    return "right" if side == "left" else "left"


def step_segments(
    prescribed: PrescribedStep, context: StepContext, holds: Mapping[tuple[int, int], int] | None = None
) -> list[UnplacedSegment]:
    """Lay out one visit of a step. `holds` gives a longer hold (ms) to single reps, by (set, rep), on both sides."""
    return _StepBuilder(prescribed, context, holds or {}).build()


def beat_ms(exercise: Exercise) -> int:
    """Return how long one step of walking takes as its figure shows it, 0 for any other kind."""
    figure = exercise.figure
    pace = figure.get("pace") if exercise.kind == "walking" and isinstance(figure, Mapping) else None
    if not isinstance(pace, str):
        return 0
    try:
        return round(float(pace.removesuffix("s")) * 500)
    except ValueError:
        return 0


def longest_hold_ms(prescribed: PrescribedStep) -> int:
    """Return the length of a step's holds, 0 for a movement and for a step in phases."""
    if prescribed.dose is None or prescribed.step.exercise.kind == "movement" or prescribed.step.phases:
        return 0
    return prescribed.dose.hold_ms


class _StepBuilder:
    """Writes the segments of one visit, from top to bottom."""

    def __init__(self, prescribed: PrescribedStep, context: StepContext, holds: Mapping[tuple[int, int], int]) -> None:
        if prescribed.dose is None:
            message = f"{prescribed.step.id} is not due and has no dose to lay out"
            raise ValueError(message)
        self.step = prescribed.step
        self.exercise = prescribed.step.exercise
        self.dose: Dose = prescribed.dose
        self.context = context
        self.times = PACES[context.pace]
        self.holds = holds
        self.explain = context.explain and context.words == "full"
        self.segments: list[UnplacedSegment] = []
        self.pending: Cue | None = None
        self.breath_on_the_way = self._breath_on_the_way()
        self.refinements: list[str] = self._refinements()
        self.gentle_ahead = context.gentle_ahead
        self.lesson_ahead = context.lesson_ahead
        self.lines: dict[Side | None, str] = {}
        self.hold_lines: dict[Side | None, str] = {}
        self.rests: dict[tuple[int, int], int] = {}
        """Rests (ms) that were made longer for words, by set and rep: the other side gets the same."""

    def build(self) -> list[UnplacedSegment]:
        self._ready(self.context.sides[0])
        for set_number in self.context.sets:
            if set_number != self.context.sets[0]:
                self._set_rest(set_number, self.context.sides[0])
            if self.step.sides == "alternate" and len(self.context.sides) > 1:
                self._in_turn(set_number)
            else:
                self._side_by_side(set_number)
        return self.segments

    def _side_by_side(self, set_number: int) -> None:
        for i, side in enumerate(self.context.sides):
            if i:
                self._switch(set_number, side)
            for rep in range(1, self.dose.reps + 1):
                self._rep(set_number, rep, side, last=rep == self.dose.reps)
                if rep < self.dose.reps:
                    self._rest(set_number, rep + 1, side)

    def _in_turn(self, set_number: int) -> None:
        for rep in range(1, self.dose.reps + 1):
            for i, side in enumerate(self.context.sides):
                last = rep == self.dose.reps and i == len(self.context.sides) - 1
                if (rep, i) != (1, 0) and self.exercise.kind != "movement":
                    self._turn(set_number, rep, side)
                self._rep(set_number, rep, side, last=last)

    def _add(self, segment: UnplacedSegment) -> None:
        if segment.length_ms <= 0:
            return
        if self.pending is not None:
            by = GAP_MS if segment.length_ms > GAP_MS else 0
            moved = (Cue(by, c.name, c.say, c.short) if c.at_ms == 0 and c.name != "count" else c for c in segment.cues)
            segment = replace(segment, cues=(self.pending, *sorted(moved, key=lambda c: c.at_ms)))
            self.pending = None
        self.segments.append(segment)

    # What is said

    def _refinements(self) -> list[str]:
        """Return what is said inside holds, sides still to be named; of a familiar step only how far to go."""
        exercise, context = self.exercise, self.context
        how_far = words.range_sentence(exercise, self.dose.range)
        if not self.explain:
            return [how_far] if how_far and self.dose.range < WHOLE_RANGE and not context.again else []
        breathe = "" if self.breath_on_the_way else sentence(exercise.breathe)
        return [text for text in (how_far, breathe, *exercise.during) if text]

    def _breath_on_the_way(self) -> str:
        """Return how to breathe where it is said on the way in, `Breathe out as you lean in`: not the first time."""
        exercise = self.exercise
        comes_again = self.dose.reps > 1 or len(self.context.sides) > 1
        if not (self.explain and comes_again) or exercise.kind != "stretch" or self.step.phases:
            return ""
        said = sentence(exercise.breathe)
        return said if WORDS_AT_MS + words.estimate_ms(said) <= exercise.move_in_ms else ""

    def _line(self, side: Side | None) -> str:
        """Return the movement in one line, for the screen."""
        if side not in self.lines:
            said = (*words.movement(self.step, side), words.own_words(self.step, side))
            self.lines[side] = " ".join(p for p in said if p)
        return self.lines[side]

    def _hold_line(self, side: Side | None) -> str:
        if side not in self.hold_lines:
            self.hold_lines[side] = self._made_hold_line(side)
        return self.hold_lines[side]

    def _made_hold_line(self, side: Side | None) -> str:
        if self.exercise.kind in ("walking", "breathing", "passive", "movement"):
            return " ".join((self._line(side), sentence(self.exercise.breathe))).strip()
        how_far = words.range_words(self.exercise, self.dose.range)
        parts = (f"Hold, {how_far}" if how_far else "Hold", self.exercise.breathe)
        return " ".join(sentence(s) for s in parts if s)

    def _introduction(self, side: Side | None) -> list[tuple[str, str | None]]:
        """Return the sentences before a step, each with its short form: what is needed first comes first."""
        step, context = self.step, self.context
        name, amount = words.name_of(context.lead, step, side), self._amount()
        position = self._position(name, amount) if context.position else ""
        said: list[tuple[str, str | None]] = [(text, None) for text in context.preface]
        said += [(name, None), (position, None if context.travel_ms else "")]
        if context.wait:
            said.append((words.SPACE_WAITS, ""))
        if self.explain:
            said += [(text, "") for text in words.movement(step, side)]
        if not context.again:
            said.append((words.own_words(step, side), None))
        said.append((amount, None))
        if context.gentle:
            said.append((words.GENTLE, ""))
        if context.words == "full":
            return said
        return [(text if short is None else short, None) for text, short in said]

    def _position(self, *others: str) -> str:
        """Return the position; without its details where there would be too much to say before the first hold.

        Where the way there begins with it, with its side, it is not said twice.
        """
        sided = words.sided_position(self.step, self.context.sides[0])
        if sided:
            return "" if self.explain else sided
        whole = words.position(self.step)
        said = (*others, whole, *(words.movement(self.step, self.context.sides[0]) if self.explain else ()))
        if sum(words.estimate_ms(text) + GAP_MS for text in said) <= EXPLAINED_MS:
            return whole
        return sentence(words.posture(self.exercise))

    def _amount(self) -> str:
        dose = replace(self.dose, sets=len(self.context.sets)) if self.context.round is None else self.dose
        if self.context.round is not None:
            dose = replace(dose, sets=1)
        return words.amount_of(self.step, dose, self._hold_ms(self.context.sets[0], 1))

    def _hold_ms(self, set_number: int, rep: int) -> int:
        return self.holds.get((set_number, rep), self.dose.hold_ms)

    # The segments

    def _ready(self, side: Side | None) -> None:
        tones_level = self.context.words == "tones"
        spoken = [] if tones_level else say_in_turn(WORDS_AT_MS, self._introduction(side))
        if self.context.lesson and not tones_level:
            spoken += lesson(after_words(spoken) or WORDS_AT_MS)
        end_ms = max((cue.at_ms + GAP_MS for cue in spoken), default=0)
        least_ms = max(self.times.ready, self.context.travel_ms)
        counted = self.exercise.kind not in _STARTS_EASILY
        length = max(least_ms, _round_up(max(end_ms, after_words(spoken)) + (COUNT_MS if counted else 0)))
        position = "" if words.sided_position(self.step, side) else words.position(self.step)
        say = f"{position} {self._line(side)}".strip()
        set_number = self.context.sets[0]
        cues = (tone(0, "ready"), *spoken, *(count_in(length) if counted else ()))
        self._add(UnplacedSegment("ready", length, say, cues, side, set_number, 1))

    def _rep(self, set_number: int, rep: int, side: Side | None, *, last: bool) -> None:
        if self.exercise.kind == "movement":
            self._cycle(set_number, rep, side, last=last)
            return
        first = (set_number, rep) == (self.context.sets[0], 1)
        self._move_in(set_number, rep, side, first=first)
        self._holds(set_number, rep, side, first=first)
        self.pending = tone(0, "set" if last else "rep")
        self._move_out(set_number, rep, side, first=first)

    def _move_in(self, set_number: int, rep: int, side: Side | None, *, first: bool) -> None:
        length = self.exercise.move_in_ms
        spoken = self._word(words.go(self.step), first=first)
        if self.breath_on_the_way and not (first and side == self.context.sides[0]):
            spoken = say_in_turn(WORDS_AT_MS, [(fill(self.breath_on_the_way, side), "")])
            self.breath_on_the_way = ""
        if length > 0:
            length = max(length, _round_up(after_words(spoken) - GAP_MS) if spoken else 0)
        cues = (tone(0, "start"), *spoken)
        self._add(UnplacedSegment("move_in", length, self._line(side), cues, side, set_number, rep))

    def _word(self, text: str, *, first: bool) -> list[Cue]:
        """Return the word for a change: in the first rep of a side it is spoken, later a tone is enough."""
        spoken = first and self.context.words == "full" and not self.context.again
        return say_in_turn(WORDS_AT_MS, [(text, "")]) if spoken else []

    def _holds(self, set_number: int, rep: int, side: Side | None, *, first: bool) -> None:
        length = self._hold_ms(set_number, rep)
        if self.step.phases:
            self._phases(set_number, rep, side, length)
            return
        begin = tone(0, "hold" if self.exercise.move_in_ms > 0 else "start")
        refinements = tuple(sentence(fill(text, side)) for text in self.refinements)
        late = words.GENTLE_AHEAD if self.gentle_ahead and length >= LONG_HOLD_MS else ""
        cues = hold_cues(
            self.exercise.kind,
            length,
            self.context.words,
            first=rep == 1,
            pacer=self.step.breath,
            opening=self._opening(first=first),
            refinements=refinements,
            late=late,
            teach_tones=self.lesson_ahead,
            beat_ms=beat_ms(self.exercise),
        )
        del self.refinements[: said_of(refinements, cues)]
        self.lesson_ahead = self.gentle_ahead = False
        line = self._hold_line(side)
        self._add(UnplacedSegment("hold", length, line, (begin, *cues), side, set_number, rep))

    def _opening(self, *, first: bool) -> str:
        if not first or self.context.words != "full" or self.context.again or self.step.breath:
            return ""
        if self.exercise.move_in_ms <= 0:
            return words.go(self.step)
        return words.REST_HERE if self.exercise.kind == "passive" else words.HOLD

    def _phases(self, set_number: int, rep: int, side: Side | None, length_ms: int) -> None:
        """Write the holds of a rep in phases; they share its length as the step has it."""
        whole = sum(phase.hold_ms for phase in self.step.phases)
        left_ms = length_ms
        for i, phase in enumerate(self.step.phases):
            last = i == len(self.step.phases) - 1
            length = left_ms if last else phase.hold_ms * length_ms // whole
            left_ms -= length
            say = sentence(fill(phase.say, side))
            spoken = [] if self.context.words == "tones" else _fitting(say_in_turn(WORDS_AT_MS, [(say, None)]), length)
            cues = hold_cues(self.exercise.kind, length, "tones", pacer=self.step.breath)
            words_end = after_words(spoken)
            quiet = [cue for cue in cues if cue.at_ms >= words_end or cue.name != "count"]
            begin = tone(0, "hold" if i or self.exercise.move_in_ms > 0 else "start")
            together = (begin, *sorted((*spoken, *quiet), key=lambda cue: cue.at_ms))
            self._add(UnplacedSegment("hold", length, say, together, side, set_number, rep, phase.range, i))

    def _move_out(self, set_number: int, rep: int, side: Side | None, *, first: bool) -> None:
        out_ms = self.exercise.move_out_ms
        if rep == self.dose.reps:
            out_ms = max(out_ms, self.times.settle)
        back = words.way_back(self.step, side, explain=self.explain)
        moves = self.exercise.move_out_ms > 0 or (self.explain and self.exercise.back)
        spoken = self._word(back, first=first) if moves else []
        if spoken:  # both sides get the longer time of the two
            ways = (words.way_back(self.step, each, explain=self.explain) for each in self.step.played_sides)
            longest_ms = max(words.estimate_ms(way) for way in ways)
            out_ms = max(out_ms, _round_up(WORDS_AT_MS + longest_ms))
        line = words.way_back(self.step, side).removeprefix("And ")
        self._add(UnplacedSegment("move_out", out_ms, sentence(line), tuple(spoken), side, set_number, rep))

    def _cycle(self, set_number: int, rep: int, side: Side | None, *, last: bool) -> None:
        length = self.dose.hold_ms
        first_side = side in (None, self.context.sides[0])
        first = rep == 1 and (first_side or self.step.sides != "alternate")
        spoken = self._counted(rep, side, length, first=first) if self.context.words == "full" else []
        begin = tone(0, "start") if first else tone(0, "rep")
        beat = [tone(length // 2, "beat")] if length // 2 > GAP_MS else []
        cues = (begin, *sorted((*spoken, *beat), key=lambda cue: cue.at_ms))
        self._add(UnplacedSegment("cycle", length, self._hold_line(side), cues, side, set_number, rep))
        if rep == self.dose.reps and (last or self.step.sides != "alternate"):
            self.pending = tone(0, "set")
            back = words.way_back(self.step, side, explain=self.explain)
            ends = self._word(back, first=set_number == self.context.sets[-1]) if self.exercise.back else []
            out_ms = max(self.exercise.move_out_ms, self.times.settle)
            if ends:
                out_ms = max(out_ms, _round_up(after_words(ends) - GAP_MS))
            line = "Let the movement settle."
            self._add(UnplacedSegment("move_out", out_ms, line, tuple(ends), side, set_number, rep))

    def _counted(self, rep: int, side: Side | None, length_ms: int, *, first: bool) -> list[Cue]:
        """Return the words of a cycle: its number or side, and while it is new a refinement where one has room."""
        in_turn = self.step.sides == "alternate" and side is not None
        text = sentence(side or "") if in_turn else sentence(number_word(rep))
        if first and not self.context.again:
            text = words.go(self.step)
        elif not in_turn and rep == self.dose.reps > 1:
            text = words.LAST_ONE
        elif self.refinements and not in_turn:
            refined = sentence(fill(self.refinements[0], side))
            if WORDS_AT_MS + words.estimate_ms(refined) <= length_ms:
                del self.refinements[0]
                text = refined
            else:
                self.refinements.append(self.refinements.pop(0))
        return _fitting(say_in_turn(WORDS_AT_MS, [(text, "")]), length_ms)

    def _rest(self, set_number: int, rep: int, side: Side | None) -> None:
        if self.exercise.kind == "movement":
            return
        text = self._which(set_number, rep)
        number = sentence(number_word(rep))
        spoken = [] if self.context.words == "tones" else say_in_turn(WORDS_AT_MS, [(text, number)])
        length = self.step.rest_ms
        if length <= 0:
            self._say_in_move_out(spoken)
            return
        refined = self._refinement_for_rest(set_number, rep, side)
        if refined:
            spoken = say_in_turn(WORDS_AT_MS, [(refined, number)])
            length = self.rests[set_number, rep] = max(length, _round_up(after_words(spoken)))
        length = max(length, self.rests.get((set_number, rep), 0))
        line = "Rest. Then the last one." if rep == self.dose.reps else f"Rest. Then {text[0].lower()}{text[1:]}"
        self._add(UnplacedSegment("rest", length, line, tuple(_fitting(spoken, length)), side, set_number, rep))

    def _refinement_for_rest(self, set_number: int, rep: int, side: Side | None) -> str:
        """Take what is new and has no room in holds so short; "" where it has, and before the last rep is announced."""
        if not (self.explain and self.refinements) or self.step.phases:
            return ""
        if rep == self.dose.reps or len(self.rests) == MOST_IN_RESTS:
            return ""
        refined = sentence(fill(self.refinements[0], side))
        hold_ms = self._hold_ms(set_number, rep)
        if self.exercise.kind == "isometric":
            hold_ms = min(hold_ms, BREATHE_AT_MS)
        room_ms = hold_ms - WORDS_AT_MS - GAP_MS
        if words.estimate_ms(refined) <= room_ms or self._hold_ms(set_number, rep) >= COUNT_FROM_MS:
            return ""
        del self.refinements[0]
        return refined

    def _which(self, set_number: int, rep: int) -> str:
        """Return which rep comes: `Two of three.`, `Last one.`, with its length where that is new."""
        text = words.LAST_ONE
        if rep < self.dose.reps:
            text = f"{number_word(rep).capitalize()} of {number_word(self.dose.reps)}."
        hold_ms = self._hold_ms(set_number, rep)
        if hold_ms != self._hold_ms(set_number, rep - 1):
            text = f"{text[:-1]}, {spoken_duration(hold_ms)}."
        return text

    def _say_in_move_out(self, spoken: list[Cue]) -> None:
        """Put the rep count where there is no rest: into the move out, unless words are there already."""
        last = self.segments[-1]
        if last.kind == "move_out" and not any(c.name == "words" for c in last.cues):
            self.segments[-1] = replace(last, cues=(*last.cues, *_fitting(spoken, last.length_ms)))

    def _switch(self, set_number: int, side: Side | None) -> None:
        first = set_number == self.context.sets[0]
        said: list[tuple[str, str | None]] = [(sentence(words.side_words(side)), None)]
        if self.explain and first:
            said += [(text, "") for text in words.sided_movement(self.step, side)]
        else:
            said.append((words.sided_position(self.step, side), ""))
        if self.context.words == "brief":
            said = said[:1]
        spoken = [] if self.context.words == "tones" else say_in_turn(WORDS_AT_MS, said)
        length = max(self._least_switch_ms(), _round_up(after_words(spoken)))
        cues = (tone(0, "switch"), *spoken)
        line = f"{sentence(words.side_words(side))} {self._line(side)}"
        self._add(UnplacedSegment("switch", length, line, cues, side, set_number, 1))

    def _least_switch_ms(self) -> int:
        """Return the least time between two sides: more where one turns over, or puts a strap round the other foot."""
        turns_over = words.sided_position(self.step, "left") or "strap" in self.exercise.needs
        return self.times.travel if turns_over else self.times.switch

    def _turn(self, set_number: int, rep: int, side: Side | None) -> None:
        named = sentence(side or "")
        said: list[tuple[str, str | None]] = [(named, None)]
        if side == self.context.sides[0] and rep == self.dose.reps:
            said = [(sentence(f"{side}, last one"), named)]
        elif self.explain and set_number == self.context.sets[0] and rep == 1:
            said = [(sentence(words.side_words(side)), named)]
            said += [(text, "") for text in words.sided_movement(self.step, side)]
        if self._hold_ms(set_number, rep) != self._hold_ms(set_number, max(1, rep - 1)):
            said.append((sentence(spoken_duration(self._hold_ms(set_number, rep))), ""))
        if self.context.words == "brief":
            said = [(short or text, None) for text, short in said[:1]]
        spoken = [] if self.context.words == "tones" else say_in_turn(WORDS_AT_MS, said)
        length = max(self.times.turn, _round_up(after_words(spoken) - GAP_MS))
        if side == self.context.sides[0]:
            length = max(length, self.step.rest_ms)
        cues = (tone(0, "switch"), *spoken)
        line = f"{sentence(words.side_words(side))} {self._line(side)}"
        self._add(UnplacedSegment("switch", length, line, cues, side, set_number, rep))

    def _set_rest(self, set_number: int, side: Side | None) -> None:
        length = self.step.set_rest_ms
        last = set_number == self.context.sets[-1]
        of = number_word(len(self.context.sets))
        which = "the last set" if last else f"set {number_word(set_number)} of {of}"
        line = f"Rest, {spoken_duration(length)}. Then {which}." if length > 0 else f"{which.capitalize()}."
        again = sentence(words.side_words(side)) if side else ""
        again = (
            f"{again} {words.amount_of(self.step, replace(self.dose, sets=1), self._hold_ms(set_number, 1))}".strip()
        )
        spoken: list[Cue] = []
        if self.context.words != "tones":
            spoken = say_in_turn(WORDS_AT_MS, [(again, None)])
        if side is not None:
            length = max(length, self._least_switch_ms(), _round_up(after_words(spoken) + COUNT_MS))
        spoken = _fitting(spoken, length - COUNT_MS - GAP_MS)
        if spoken:
            at = length - COUNT_MS - GAP_MS - words.estimate_ms(again)
            first = say_in_turn(WORDS_AT_MS, [(line, f"Rest, {spoken_duration(length)}.")])
            first = _fitting(first, at - GAP_MS)
            spoken = [*first, replace(spoken[0], at_ms=at)]
        self._add(UnplacedSegment("set_rest", length, line, (*spoken, *count_in(length)), side, set_number, 1))


def rest_segment(step: RestStep, level: Words) -> UnplacedSegment:
    """Lay out a plain pause between two steps."""
    line = f"Rest, {spoken_duration(step.rest_ms)}."
    spoken = [] if level == "tones" else _fitting(say_in_turn(WORDS_AT_MS, [(line, None)]), step.rest_ms)
    return UnplacedSegment("rest", step.rest_ms, line, (tone(0, "set"), *spoken))


def closing_segment(level: Words) -> UnplacedSegment:
    """Lay out the end of a session: the finish tone and a kind word."""
    spoken = [] if level == "tones" else say_in_turn(1400, [(words.FINISHED, "Done.")])
    length = max(3000, _round_up(after_words(spoken)))
    return UnplacedSegment("rest", length, words.FINISHED, (tone(0, "finish"), *spoken))


def _fitting(spoken: Sequence[Cue], length_ms: int) -> list[Cue]:
    """Return the words that end before the stretch does, in their short form if only that fits."""
    return list(_fit(spoken, length_ms))


def _fit(spoken: Sequence[Cue], length_ms: int) -> Iterator[Cue]:
    for cue in spoken:
        for text in (cue.say, cue.short):
            if text and cue.at_ms + words.estimate_ms(text) <= length_ms:
                yield cue if text == cue.say else replace(cue, say=text, short=None)
                break


def _round_up(ms: int) -> int:
    return -(-ms // 500) * 500
