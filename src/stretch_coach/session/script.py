"""Prescription → Timeline: the whole session laid out in time, with every tone and every word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.dose import Dose, Side
from stretch_coach.routine.model import Group, RestStep, Section
from stretch_coach.session import words
from stretch_coach.session.layout import (
    LONG_HOLD_MS,
    PACES,
    UnplacedSegment,
    closing_segment,
    longest_hold_ms,
    other,
    rest_segment,
    step_segments,
)
from stretch_coach.session.timeline import Cue, Segment, StepContext, Timeline
from stretch_coach.session.voiceover import GAP_MS, beats_in_silence, fits_lesson
from stretch_coach.text import sentence

_LEFT_WORTH_SAYING = 2
_LONG_KINDS = ("hold", "rest", "set_rest")
_WITH_TONES = ("stretch", "isometric")
"""Kinds that move in, hold and come back by tones."""
_FIRST_POSTURE = frozenset(("standing",))


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a step, or a rest, before it is laid out."""

    item: PrescribedStep | RestStep
    context: StepContext


def build_timeline(prescription: Prescription) -> Timeline:
    """Lay out a prescription. Nothing due gives a timeline without segments."""
    visits = visits_of(prescription)
    if not visits:
        return Timeline(prescription, ())
    laid = [_segments_of(visit) for visit in visits]
    closing = closing_segment(prescription.routine.words)
    if prescription.routine.words != "tones":
        length_ms = sum(segment.length_ms for of_visit in laid for segment in of_visit) + closing.length_ms
        visits[0] = opened(visits[0], prescription, length_ms)
        laid[0] = _segments_of(visits[0])
    segments: list[Segment] = []
    for number, (visit, of_visit) in enumerate(zip(visits, laid, strict=True)):
        _lay(segments, visit.item, of_visit, visit=number, eased=0)
    _lay(segments, None, [closing], visit=len(visits), eased=0)
    return Timeline(prescription, tuple(segments), contexts=tuple(visit.context for visit in visits))


Lengths = dict[tuple[str, Dose | None, StepContext], int]
"""Known lengths of visits in ms, by the step's id, its dose and its context."""


def total_ms(prescription: Prescription, known: Lengths | None = None) -> int:
    """Return how long the timeline of a prescription is, without giving every cue its place.

    `known` keeps the lengths of visits from one call to the next, for prescriptions with the same steps.
    """
    visits = visits_of(prescription)
    if not visits:
        return 0
    known = {} if known is None else known
    lengths = [visit_ms(visit, known) for visit in visits]
    closing_ms = closing_segment(prescription.routine.words).length_ms
    if prescription.routine.words != "tones":
        lengths[0] = visit_ms(opened(visits[0], prescription, sum(lengths) + closing_ms), known)
    return sum(lengths) + closing_ms


def visit_ms(visit: Visit, known: Lengths) -> int:
    """Return how long one visit is, in ms."""
    if isinstance(visit.item, RestStep):
        return visit.item.rest_ms
    key = visit.item.step.id, visit.item.dose, visit.context
    if key not in known:
        known[key] = sum(segment.length_ms for segment in _segments_of(visit))
    return known[key]


def opened(visit: Visit, prescription: Prescription, length_ms: int) -> Visit:
    """Return the first visit with the words that open the session: its title, its length and what it needs.

    `length_ms` is the length of the session without these words; a session that was fitted has the minutes asked for.
    """
    title, needs = prescription.routine.title, words.needs(item.step.exercise for item in prescription.due)
    said = [text for text in (words.opening(title, length_ms), needs) if text]
    length_ms += sum(words.estimate_ms(text) + GAP_MS for text in said)
    if prescription.minutes is not None:
        length_ms = prescription.minutes * 60_000
    said[0] = words.opening(title, length_ms)
    preface = (*said, *visit.context.preface)
    return replace(visit, context=replace(visit.context, preface=preface))


def with_longer_hold(timeline: Timeline, index: int, holds: Mapping[tuple[int, int], int]) -> Timeline:
    """Give single reps of the visit at `index` their own hold (ms), by (set, rep), from that segment on.

    What lies before `index` stays as it was played; what follows the visit moves back in time.
    """
    first, end = _span(timeline, index)
    at = timeline.segments[index]
    item = timeline.prescribed_at(at)
    laid = step_segments(item, timeline.contexts[at.visit], holds)
    segments = list(timeline.segments[:index])
    _lay(segments, item, laid[index - first : end - first], visit=at.visit, eased=at.eased)
    _append(segments, timeline.segments[end:])
    return replace(timeline, segments=tuple(segments))


def with_easier(timeline: Timeline, index: int, easier: PrescribedStep, *, lead: str = "Easier.") -> Timeline:
    """Replace what is left of the step at `index` by an easier way, beginning with its own `ready` and `lead`.

    Sides that are done stay done, and there are no more reps and sets than were left. In a group the later rounds are
    easier, too.
    """
    at = timeline.segments[index]
    original = timeline.prescribed_at(at)
    level = 1 + sum(item.step.id == at.step for item in timeline.eased)
    segments = list(timeline.segments[:index])
    contexts = list(timeline.contexts)
    played: PrescribedStep | None = None
    for begin, end in _visits_from(timeline, index):
        segment = timeline.segments[begin]
        if segment.step != at.step or segment.eased != at.eased:
            _append(segments, timeline.segments[begin:end])
            continue
        here, context = _what_is_left(timeline, timeline.segments[begin:end], original, easier)
        context = replace(context, lead=lead)
        played = played or here
        contexts.append(context)
        _lay(segments, played, step_segments(played, context), visit=len(contexts) - 1, eased=level)
    kept = (*timeline.eased, played) if played is not None else timeline.eased
    return replace(timeline, segments=tuple(segments), eased=kept, contexts=tuple(contexts))


def _visits_from(timeline: Timeline, index: int) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each visit from the one at `index` on, which begins there.

    Outside of a group a step's easier ways belong to its visit.
    """
    at = timeline.segments[index]
    in_group = timeline.contexts[at.visit].round is not None
    end = index
    while end < len(timeline.segments):
        begin, end = end, _span(timeline, end)[1]
        while not in_group and end < len(timeline.segments) and timeline.segments[end].step == at.step:
            end += 1
        yield begin, end


def without_later_rounds(timeline: Timeline, index: int) -> Timeline:
    """Take the later visits of the step at `index` out of the session: those in the rounds of its group to come."""
    at = timeline.segments[index]
    if at.exercise is None or timeline.contexts[at.visit].round is None:
        return timeline
    end = _span(timeline, index)[1]
    segments = list(timeline.segments[:end])
    _append(segments, (s for s in timeline.segments[end:] if s.step is None or s.step != at.step))
    return replace(timeline, segments=tuple(segments))


def _what_is_left(
    timeline: Timeline, left: Sequence[Segment], original: PrescribedStep, easier: PrescribedStep
) -> tuple[PrescribedStep, StepContext]:
    """Return the easier step with no more sets and reps than are left of a visit, and how it is laid out."""
    old = timeline.contexts[left[0].visit]
    same = easier.step.exercise.name == original.step.exercise.name
    context = replace(
        old, lead="Easier.", preface=(), gentle=False, gentle_ahead=False, lesson=False, lesson_ahead=False,
        wait=False, explain=True, again=False, position=not same, travel_ms=0 if same else old.travel_ms,
    )  # fmt: skip
    if easier.step.sides == "none":
        context = replace(context, sides=(None,))
    elif context.sides == (None,):
        context = replace(context, sides=(timeline.prescription.first_side, other(timeline.prescription.first_side)))
    assert original.dose is not None  # noqa: S101  it was laid out
    assert easier.dose is not None  # noqa: S101  nothing else is offered
    holds = [s for s in left if s.counts_as_held] or [left[0]]
    to_come = holds[0]
    sets_left = sum(number >= (to_come.set or 1) for number in old.sets)
    reps = original.dose.reps if sets_left > 1 else original.dose.reps - (to_come.rep or 1) + 1
    sets = min(easier.dose.sets, sets_left)
    dose = replace(easier.dose, sets=sets, reps=min(easier.dose.reps, reps))
    numbers = (old.round,) if old.round is not None else tuple(range(1, sets + 1))
    if easier.step.sides == "each" and len({s.side for s in holds}) == 1 and to_come.side is not None:
        context = replace(context, sides=(to_come.side,))
    return replace(easier, dose=dose), replace(context, sets=numbers)


def _span(timeline: Timeline, index: int) -> tuple[int, int]:
    """Return the first segment of the visit at `index` and the one after its last."""
    at = timeline.segments[index]
    first = end = index
    while first > 0 and _same_visit(timeline.segments[first - 1], at):
        first -= 1
    while end < len(timeline.segments) and _same_visit(timeline.segments[end], at):
        end += 1
    return first, end


def _same_visit(one: Segment, two: Segment) -> bool:
    return one.visit == two.visit and one.step == two.step


# What is visited, in order


def visits_of(prescription: Prescription) -> list[Visit]:
    """Return what is laid out: the due steps, in groups round by round, and the rests between them."""
    visits = [_placed(visit, prescription) for visit in _trimmed(_in_order(prescription))]
    return list(_in_context(visits, prescription))


def _in_order(prescription: Prescription) -> Iterator[Visit]:
    groups = {step.id: item for item in prescription.routine.items if isinstance(item, Group) for step in item.steps}
    sections = _sections(prescription)
    items = {_id_of(item): item for item in prescription.steps}
    done: set[int] = set()
    pending: tuple[str, ...] = ()
    for item in prescription.steps:
        step_id = _id_of(item)
        pending = (*pending, *sections.get(step_id, ()))
        group = groups.get(step_id)
        if group is None:
            of_item = [_plain(item, prescription)]
        elif id(group) in done:
            continue
        else:
            done.add(id(group))
            of_item = list(_of_group(group, items, prescription))
        for visit in of_item:
            if isinstance(visit.item, RestStep):
                yield visit
            elif visit.item.dose is not None:
                yield replace(visit, context=replace(visit.context, preface=pending))
                pending = ()


def _sections(prescription: Prescription) -> dict[str, tuple[str, ...]]:
    """Return the section titles said before a step, by its id."""
    found: dict[str, tuple[str, ...]] = {}
    pending: tuple[str, ...] = ()
    for item in prescription.routine.items:
        if isinstance(item, Section):
            pending = (*pending, sentence(item.title))
        else:
            first = item.steps[0] if isinstance(item, Group) else item
            found[first.id] = pending
            pending = ()
    return found


def _id_of(item: PrescribedStep | RestStep) -> str:
    return item.step.id if isinstance(item, PrescribedStep) else item.id


def _plain(item: PrescribedStep | RestStep, prescription: Prescription) -> Visit:
    if isinstance(item, RestStep) or item.dose is None:
        return Visit(item, StepContext((None,)))
    sides = _sides(item, prescription.first_side)
    return Visit(item, StepContext(sides, sets=tuple(range(1, item.dose.sets + 1))))


def _sides(item: PrescribedStep, first_side: Side) -> tuple[Side | None, ...]:
    played = item.step.played_sides
    return played if len(played) == 1 else (first_side, other(first_side))


def _of_group(
    group: Group, items: Mapping[str, PrescribedStep | RestStep], prescription: Prescription
) -> Iterator[Visit]:
    """Yield the visits of a group: one side through all rounds, then the other, where it has sides."""
    first = prescription.first_side
    ways: tuple[Side | None, ...] = (first, other(first)) if group.sides == "each" else (None,)
    members = [items[step.id] for step in group.steps if step.id in items]
    for way in range(len(ways)):
        for number in range(1, group.rounds + 1):
            for item in members:
                if isinstance(item, RestStep):
                    yield Visit(item, StepContext((None,)))
                elif item.dose is not None:
                    yield from _of_round(item, item.dose, number, way, ways, first_side=first)


def _of_round(  # noqa: PLR0913  where in its group a step is played
    item: PrescribedStep, dose: Dose, number: int, way: int, ways: Sequence[Side | None], *, first_side: Side
) -> Iterator[Visit]:
    """Yield the visit of a step in a round; none where its sets are fewer than the rounds."""
    side = ways[way]
    both_ways = item.step.sides == "none" and len(ways) > 1
    rounds = dose.sets // len(ways) if both_ways else dose.sets
    if number > rounds:
        return
    set_number = number + way * rounds if both_ways else number
    sides = (side,) if side is not None and item.step.sides != "none" else _sides(item, first_side)
    again = number > 1 or (way > 0 and both_ways)
    yield Visit(item, StepContext(sides, sets=(set_number,), round=set_number, again=again))


def _trimmed(visits: Iterable[Visit]) -> list[Visit]:
    """Leave out rests that do not lie between two steps."""
    kept: list[Visit] = []
    for visit in visits:
        if isinstance(visit.item, PrescribedStep) or (kept and isinstance(kept[-1].item, PrescribedStep)):
            kept.append(visit)
    while kept and not isinstance(kept[-1].item, PrescribedStep):
        kept.pop()
    return kept


def _placed(visit: Visit, prescription: Prescription) -> Visit:
    """Return a visit with what the routine says of words and pace."""
    item, routine = visit.item, prescription.routine
    explain = isinstance(item, PrescribedStep) and not item.known and not visit.context.again
    context = replace(visit.context, words=routine.words, pace=routine.pace, explain=explain)
    return replace(visit, context=context)


def _in_context(visits: Sequence[Visit], prescription: Prescription) -> Iterator[Visit]:
    """Yield the visits with what the ones before them decide: positions, reminders, what is left."""
    steps = [visit.item for visit in visits if isinstance(visit.item, PrescribedStep)]
    left = len(dict.fromkeys(item.step.id for item in steps))
    total, met = left, set[str]()
    gentle_at = _reminder(steps)
    taught = prescription.first_ever and prescription.routine.words == "full"
    lesson_at = _lesson(steps) if taught else (-1, "")
    before, number, on_the_floor = _FIRST_POSTURE, -1, False
    times = PACES[prescription.routine.pace]
    for visit in visits:
        item, context = visit.item, visit.context
        if isinstance(item, RestStep):
            yield visit
            continue
        number += 1
        new = item.step.id not in met
        met.add(item.step.id)
        postures = words.postures(item.step.exercise)
        moves = not (before & postures) if number else postures != _FIRST_POSTURE
        to_floor = moves and any(map(words.is_on_the_floor, postures)) != any(map(words.is_on_the_floor, before))
        preface = context.preface
        if new and left == 1 < total:
            preface = (*preface, "The last exercise.")
        elif new and left == _LEFT_WORTH_SAYING < total and context.words == "full":
            preface = (*preface, words.to_go(left))
        wait = prescription.first_ever and to_floor and not on_the_floor and number > 0
        on_the_floor = on_the_floor or to_floor
        yield replace(
            visit,
            context=replace(
                context,
                preface=preface,
                position=moves or (number == 0 and context.explain),
                travel_ms=(times.to_floor if to_floor else times.travel) if moves and number else 0,
                wait=wait,
                gentle=gentle_at == (number, "ready"),
                gentle_ahead=gentle_at == (number, "hold"),
                lesson=lesson_at == (number, "ready"),
                lesson_ahead=lesson_at == (number, "hold"),
            ),
        )
        left -= new
        before = (before & postures) or postures


def _reminder(steps: Sequence[PrescribedStep]) -> tuple[int, str]:
    """Return where the reminder before the first stretch is said: in a long hold before it, else in its `ready`."""
    first = next((i for i, item in enumerate(steps) if item.step.exercise.kind == "stretch"), None)
    if first is None:
        return -1, ""
    if first and longest_hold_ms(steps[first - 1]) >= LONG_HOLD_MS:
        return first - 1, "hold"
    return first, "ready"


def _lesson(steps: Sequence[PrescribedStep]) -> tuple[int, str]:
    """Return where the tones are explained: before the first step that has all three, if possible in a long hold.

    Where a session begins with that step, its own long hold or the next step explains them, so that it begins soon.
    """
    first = next((i for i, item in enumerate(steps) if item.step.exercise.kind in _WITH_TONES), None)
    if first is None:
        return -1, ""
    before = max(0, first - 1)
    if steps[before].step.breath is None and fits_lesson(longest_hold_ms(steps[before])):
        return before, "hold"
    return max(first, min(1, len(steps) - 1)), "ready"


def _segments_of(visit: Visit) -> list[UnplacedSegment]:
    if isinstance(visit.item, PrescribedStep):
        return step_segments(visit.item, visit.context)
    return [rest_segment(visit.item, visit.context.words)]


# Giving segments their place


def _lay(
    segments: list[Segment],
    item: PrescribedStep | RestStep | None,
    laid: Iterable[UnplacedSegment],
    *,
    visit: int,
    eased: int,
) -> None:
    """Give segments their place after the last one."""
    step = exercise = range_ = None
    if isinstance(item, PrescribedStep):
        step, exercise = item.step.id, item.step.exercise.name
        range_ = item.dose.range if item.dose else None
    elif item is not None:
        step = item.id
    for new in laid:
        start = segments[-1].end_ms if segments else 0
        beats = beats_in_silence(new.cues, new.length_ms) if new.kind in _LONG_KINDS else []
        cues = sorted((*new.cues, *beats), key=lambda cue: cue.at_ms) if beats else new.cues
        segments.append(
            Segment(
                index=len(segments),
                start_ms=start,
                end_ms=start + new.length_ms,
                kind=new.kind,
                step=step,
                exercise=exercise,
                side=new.side,
                set=new.set,
                rep=new.rep,
                range=new.range or range_,
                say=new.say,
                cues=_moved(cues, start),
                eased=eased,
                phase=new.phase,
                visit=visit,
            )
        )


def _moved(cues: Iterable[Cue], by_ms: int) -> tuple[Cue, ...]:
    """Move cues in time."""
    return tuple(Cue(cue.at_ms + by_ms, cue.name, cue.say, cue.short) for cue in cues)


def _append(segments: list[Segment], later: Iterable[Segment]) -> None:
    """Move segments so that they follow the last one."""
    for segment in later:
        start = segments[-1].end_ms if segments else 0
        by = start - segment.start_ms
        segments.append(
            replace(
                segment,
                index=len(segments),
                start_ms=start,
                end_ms=segment.end_ms + by,
                cues=_moved(segment.cues, by),
            )
        )
