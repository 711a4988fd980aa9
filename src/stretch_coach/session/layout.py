"""The segments of one step before they have a place in time. Called by `script`, which lays them end to end.

The order of a step: `ready`, then per set and side `move in → hold → move out` with `rest` between reps,
`switch` between sides and `set_rest` between sets. Both sides get their own, equal clocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.routine.dose import Dose, Side
from stretch_coach.routine.model import RestStep, Words
from stretch_coach.session import words
from stretch_coach.session.timeline import Cue, SegmentKind
from stretch_coach.session.voiceover import (
    COUNT_MS,
    GAP_MS,
    WORDS_AT_MS,
    after_words,
    count_in,
    hold_cues,
    say_in_turn,
    tone,
)

READY_MIN_MS = 6000
"""Time to turn over and find the position, however few the words."""
ARRIVE_MS = 15_000
"""The least time before a step for which a sore back has to get up, down or round first."""
READY_MAX_MS = 25_000
"""From here on, what can wait is told before the second go of a step."""
SWITCH_MIN_MS = 6000
TURN_MIN_MS = 4000
"""Between the sides of an exercise that takes them in turn."""
SETTLE_MS = 2000
"""The least time to let go after the last rep of a side."""
TEACH_BELOW_RUNG = 3
"""A step counts as new, and is explained in full, on its first three rungs."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A segment without its place: cues count from its own start."""

    kind: SegmentKind
    length_ms: int
    say: str
    cues: tuple[Cue, ...] = ()
    side: Side | None = None
    set: int | None = None
    rep: int | None = None


class Scene(NamedTuple):
    """What a step needs to know about the session around it."""

    first_side: Side
    level: Words
    lead: str = "Next: "
    preface: tuple[str, ...] = ()
    """Sentences said before the announcement: the opening, how many exercises are left."""
    gentle: bool = False
    """Whether to remind that less is fine, before the first stretch of a session."""
    eased: bool = False
    settled: bool = False
    """Whether the person is in position already: an easier way of the same exercise."""
    arrives: bool = False
    """Whether the posture is another one than in the step before."""
    one_side: bool = False
    """Whether only `first_side` is left to do."""


def other(side: Side) -> Side:
    """The other side."""
    return "right" if side == "left" else "left"


def step_drafts(
    prescribed: PrescribedStep, scene: Scene, holds: Mapping[tuple[int, int], int] | None = None
) -> list[Draft]:
    """Lay out one step. `holds` gives a longer hold (ms) to single reps, by (set, rep), on both sides."""
    return _Writer(prescribed, scene, holds or {}).write()


def teaches(prescribed: PrescribedStep, scene: Scene) -> bool:
    """Whether a step is explained in full: while it is new, and in every easier way."""
    return scene.level == "full" and (prescribed.rung < TEACH_BELOW_RUNG or scene.eased)


def ready_ms(scene: Scene, words_end_ms: int) -> int:
    """The length of `ready`: time to get there, to hear the words and to be counted in."""
    return max(ARRIVE_MS if scene.arrives else READY_MIN_MS, _round_up(words_end_ms + COUNT_MS))


class _Writer:
    """Writes the drafts of one step, top to bottom."""

    def __init__(self, prescribed: PrescribedStep, scene: Scene, holds: Mapping[tuple[int, int], int]) -> None:
        if prescribed.dose is None:
            message = f"{prescribed.step.id} is not due and has no dose to lay out"
            raise ValueError(message)
        self.step = prescribed.step
        self.exercise = prescribed.step.exercise
        self.dose: Dose = prescribed.dose
        self.scene = scene
        self.holds = holds
        self.teach = teaches(prescribed, scene)
        self.drafts: list[Draft] = []
        self.pending: Cue | None = None
        self.later = ""
        self.line = words.sentence(self.step.say) or " ".join(words.sentence(s) for s in self.exercise.do[:2])
        """The movement in one line."""
        self.with_breath = " ".join((self.line, words.sentence(self.exercise.breathe))).strip()
        self.hold_line = self._hold_line()
        self.sides: tuple[Side | None, ...] = (None,)
        if self.step.sides != "none":
            self.sides = (scene.first_side, other(scene.first_side))[: 1 if scene.one_side else 2]

    def write(self) -> list[Draft]:
        self._ready(self.sides[0])
        for set_number in range(1, self.dose.sets + 1):
            if set_number > 1:
                self._set_rest(set_number, self.sides[0])
            if self.step.sides == "alternate":
                self._in_turn(set_number)
            else:
                self._side_by_side(set_number)
        return self.drafts

    def _side_by_side(self, set_number: int) -> None:
        for i, side in enumerate(self.sides):
            if i:
                self._switch(set_number, side)
            for rep in range(1, self.dose.reps + 1):
                self._rep(set_number, rep, side, last=rep == self.dose.reps)
                if rep < self.dose.reps:
                    self._rest(set_number, rep + 1, side)

    def _in_turn(self, set_number: int) -> None:
        for rep in range(1, self.dose.reps + 1):
            for i, side in enumerate(self.sides):
                last = rep == self.dose.reps and i == len(self.sides) - 1
                if (rep, i) != (1, 0) and self.exercise.kind != "movement":
                    self._turn(set_number, rep, side)
                self._rep(set_number, rep, side, last=last)

    def _add(self, draft: Draft) -> None:
        if draft.length_ms <= 0:
            return
        if self.pending is not None:
            by = GAP_MS if draft.length_ms > GAP_MS else 0
            moved = (replace(c, at_ms=by) if c.at_ms == 0 and c.name != "count" else c for c in draft.cues)
            draft = replace(draft, cues=(self.pending, *sorted(moved, key=lambda c: c.at_ms)))
            self.pending = None
        self.drafts.append(draft)

    def _hold_ms(self, set_number: int, rep: int) -> int:
        return self.holds.get((set_number, rep), self.dose.hold_ms)

    def _hold_line(self) -> str:
        if self.exercise.kind in ("walking", "breathing", "passive"):
            return self.with_breath
        how_far = words.range_words(self.exercise, self.dose.range)
        told = (f"Hold, {how_far}" if how_far else "Hold", self.exercise.breathe)
        return " ".join(words.sentence(s) for s in told if s)

    def _ready(self, side: Side | None) -> None:
        spoken = [] if self.scene.level == "tones" else say_in_turn(WORDS_AT_MS, self._introduction(side))
        length = ready_ms(self.scene, after_words(spoken))
        say = f"{words.position(self.step)} {self.line}"
        self._add(Draft("ready", length, say, (tone(0, "ready"), *spoken, *count_in(length)), side, 1, 1))

    def _introduction(self, side: Side | None) -> list[tuple[str, str | None]]:
        """The sentences before a step, each with its short form: what comes first is needed first."""
        step, dose, hold_ms = self.step, self.dose, self._hold_ms(1, 1)
        short = words.short_announcement(step, side, hold_ms, dose.reps)
        sentences: list[tuple[str, str | None]] = [(text, None) for text in self.scene.preface]
        if self.scene.level == "brief":
            return [*sentences, (short, None), (words.position(step) if self.scene.arrives else "", None)]
        if not self.teach:
            sentences.append((words.announcement(self.scene.lead, step, dose, side, hold_ms), short))
            if self.scene.arrives:
                sentences.append((words.position(step), None))
        else:
            sentences.append((words.new_step(self.scene.lead, step, side), short))
            if not self.scene.settled:
                sentences.append((words.position(step), ""))
            dose_line = (words.dose_in_full(step, dose, hold_ms, feel=self._goes_twice()), "")
            gentle = words.GENTLE if self.scene.gentle else ""
            needed = [*sentences[len(self.scene.preface) :], dose_line, (gentle, "")]
            room = READY_MAX_MS - COUNT_MS - after_words(say_in_turn(WORDS_AT_MS, needed))
            sentences += [(self._explain(room), ""), dose_line]
        return [*sentences, (words.GENTLE if self.scene.gentle else "", "")]

    def _explain(self, room_ms: int) -> str:
        """How to move and breathe, as much as there is room for; the rest is told before the second go, if any."""
        told = [*words.movement(self.step), words.sentence(self.exercise.breathe)]
        told = [sentence for sentence in told if sentence]
        now = len(told)
        while self._goes_twice() and now > 1 and words.estimate_ms(" ".join(told[:now])) + GAP_MS > room_ms:
            now -= 1
        self.later = " ".join(told[now:])
        return " ".join(told[:now])

    def _goes_twice(self) -> bool:
        """Whether there is a second go before which something can still be told."""
        return self.exercise.kind != "movement" and (self.dose.reps > 1 or len(self.sides) > 1)

    def _told_later(self) -> list[tuple[str, str | None]]:
        """What there was no room for before the first go, once."""
        later, self.later = self.later, ""
        return [(later, "")]

    def _rep(self, set_number: int, rep: int, side: Side | None, *, last: bool) -> None:
        if self.exercise.kind == "movement":
            self._cycle(set_number, rep, side, last=last)
            return
        self._add(
            Draft(
                "move_in",
                self.exercise.move_in_ms,
                self.line,
                (tone(0, "start"),),
                side,
                set_number,
                rep,
            )
        )
        length = self._hold_ms(set_number, rep)
        begin = tone(0, "hold" if self.exercise.move_in_ms > 0 else "start")
        pacer = self.exercise.pacer
        cues = (begin, *hold_cues(self.exercise.kind, length, self.scene.level, first=rep == 1, pacer=pacer))
        self._add(Draft("hold", length, self.hold_line, cues, side, set_number, rep))
        self.pending = tone(0, "set" if last else "rep")
        ends_side = rep == self.dose.reps
        out_ms = max(self.exercise.move_out_ms, SETTLE_MS) if ends_side else self.exercise.move_out_ms
        back = words.way_back(self.step)
        spoken: list[Cue] = []
        if self.teach and (set_number, rep) == (1, 1) and self.exercise.move_out_ms > 0:
            spoken = say_in_turn(WORDS_AT_MS, [(back, "")])
            out_ms = max(out_ms, _round_up(after_words(spoken) - GAP_MS))
        self._add(Draft("move_out", out_ms, back, tuple(spoken), side, set_number, rep))

    def _cycle(self, set_number: int, rep: int, side: Side | None, *, last: bool) -> None:
        length = self.dose.hold_ms
        text = words.number(rep).capitalize() + "."
        if self.step.sides == "alternate" and side:
            text = f"{words.side_words(side).capitalize()}."
        elif rep == self.dose.reps > 1:
            text = words.LAST_ONE
        spoken = _fitting(say_in_turn(WORDS_AT_MS, [(text, "")]), length) if self.scene.level == "full" else []
        first = rep == 1 and (side in (None, self.scene.first_side) or self.step.sides == "each")
        begin = tone(0, "start") if first else tone(0, "rep")
        cues = (begin, *spoken)
        self._add(Draft("cycle", length, self.with_breath, cues, side, set_number, rep))
        if rep == self.dose.reps and (last or self.step.sides != "alternate"):
            self.pending = tone(0, "set")
            out_ms = max(self.exercise.move_out_ms, SETTLE_MS)
            self._add(Draft("move_out", out_ms, "Let the movement settle.", (), side, set_number, rep))

    def _rest(self, set_number: int, rep: int, side: Side | None) -> None:
        if self.exercise.kind == "movement":
            return
        text = (
            words.LAST_ONE
            if rep == self.dose.reps
            else f"{words.number(rep).capitalize()} of {words.number(self.dose.reps)}."
        )
        hold_ms = self._hold_ms(set_number, rep)
        if hold_ms != self._hold_ms(set_number, rep - 1):
            text = f"{text[:-1]}, {words.duration(hold_ms)}."
        told_later = self._told_later()
        spoken = [] if self.scene.level == "tones" else say_in_turn(WORDS_AT_MS, [(text, ""), *told_later])
        length = self.step.rest_ms
        if told_later[0][0]:
            length = max(length, _round_up(after_words(spoken)))
        if length <= 0:
            self._say_in_move_out(spoken)
            return
        line = "Rest. Then the last one." if rep == self.dose.reps else f"Rest. Then {text[0].lower()}{text[1:]}"
        self._add(Draft("rest", length, line, tuple(_fitting(spoken, length)), side, set_number, rep))

    def _say_in_move_out(self, spoken: list[Cue]) -> None:
        """Put the rep count where there is no rest: into the move out, unless words are there already."""
        last = self.drafts[-1]
        if last.kind == "move_out" and not any(c.name == "words" for c in last.cues):
            self.drafts[-1] = replace(last, cues=(*last.cues, *_fitting(spoken, last.length_ms)))

    def _switch(self, set_number: int, side: Side | None) -> None:
        short = words.switch_sides(self.step, side, self._hold_ms(set_number, 1), self.dose.reps)
        spoken = [] if self.scene.level == "tones" else say_in_turn(WORDS_AT_MS, [(short, None), *self._told_later()])
        length = max(SWITCH_MIN_MS, _round_up(after_words(spoken) + COUNT_MS))
        cues = (tone(0, "switch"), *spoken, *count_in(length))
        self._add(Draft("switch", length, f"Change to the {side} side.", cues, side, set_number, 1))

    def _turn(self, set_number: int, rep: int, side: Side | None) -> None:
        hold_ms = self._hold_ms(set_number, rep)
        text = f"{words.side_words(side).capitalize()}."
        if side == self.scene.first_side:
            which = "last one" if rep == self.dose.reps else f"{words.number(rep)} of {words.number(self.dose.reps)}"
            text = f"{text[:-1]}, {which}."
            if hold_ms != self._hold_ms(set_number, rep - 1):
                text = f"{text[:-1]}, {words.duration(hold_ms)}."
        elif rep == 1:
            text = f"{text[:-1]}, {words.duration(hold_ms)}."
        spoken: list[Cue] = []
        if self.scene.level == "full":
            spoken = say_in_turn(WORDS_AT_MS, [(text, f"{words.side_words(side)}.".capitalize()), *self._told_later()])
        elif self.scene.level == "brief":
            spoken = say_in_turn(WORDS_AT_MS, [(f"{words.side_words(side)}.".capitalize(), None)])
        length = max(TURN_MIN_MS, self.step.rest_ms, _round_up(after_words(spoken)))
        cues = (tone(0, "switch"), *spoken)
        self._add(Draft("switch", length, f"Change to the {side} side.", cues, side, set_number, rep))

    def _set_rest(self, set_number: int, side: Side | None) -> None:
        length = self.step.set_rest_ms
        last = set_number == self.dose.sets
        which = "the last set" if last else f"set {words.number(set_number)} of {words.number(self.dose.sets)}"
        line = f"Rest, {words.duration(length)}. Then {which}." if length > 0 else f"{which.capitalize()}."
        again = words.short_announcement(self.step, side, self._hold_ms(set_number, 1), self.dose.reps)
        spoken: list[Cue] = []
        if self.scene.level != "tones":
            spoken = say_in_turn(WORDS_AT_MS, [(again, None)])
        if side is not None:
            length = max(length, SWITCH_MIN_MS, _round_up(after_words(spoken) + COUNT_MS))
        spoken = _fitting(spoken, length - COUNT_MS - GAP_MS)
        if spoken:
            at = length - COUNT_MS - GAP_MS - words.estimate_ms(again)
            first = say_in_turn(WORDS_AT_MS, [(line, f"Rest, {words.duration(length)}.")])
            first = _fitting(first, at - GAP_MS)
            spoken = [*first, replace(spoken[0], at_ms=at)]
        self._add(Draft("set_rest", length, line, (*spoken, *count_in(length)), side, set_number, 1))


def rest_draft(step: RestStep, level: Words) -> Draft:
    """Lay out a plain pause between two steps."""
    line = f"Rest, {words.duration(step.rest_ms)}."
    spoken = [] if level == "tones" else _fitting(say_in_turn(WORDS_AT_MS, [(line, None)]), step.rest_ms)
    return Draft("rest", step.rest_ms, line, (tone(0, "set"), *spoken))


def closing_draft(level: Words) -> Draft:
    """Lay out the end of a session: the finish tone and a kind word."""
    spoken = [] if level == "tones" else say_in_turn(1400, [(words.FINISHED, "Done.")])
    return Draft("rest", max(3000, _round_up(after_words(spoken))), words.FINISHED, (tone(0, "finish"), *spoken))


def _fitting(spoken: list[Cue], length_ms: int) -> list[Cue]:
    """The words that end before the stretch does, in their short form if only that fits."""
    return list(_fit(spoken, length_ms))


def _fit(spoken: list[Cue], length_ms: int) -> Iterator[Cue]:
    for cue in spoken:
        for text in (cue.say, cue.short):
            if text and cue.at_ms + words.estimate_ms(text) <= length_ms:
                yield cue if text == cue.say else replace(cue, say=text, short=None)
                break


def _round_up(ms: int) -> int:
    return -(-ms // 500) * 500
