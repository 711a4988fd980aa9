"""Prescription → Timeline: the whole session laid out in time, with every tone and every word (pure).

Called by `wiring`, by the commands that show a timeline, and by the player when a person changes it in mid-session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.dose import Side
from stretch_coach.routine.model import RestStep
from stretch_coach.session import words
from stretch_coach.session.layout import Draft, Scene, closing_draft, rest_draft, step_drafts
from stretch_coach.session.timeline import Cue, Segment, Timeline

_LEFT_WORTH_SAYING = 2


def build_timeline(prescription: Prescription) -> Timeline:
    """Lay out a prescription. Nothing due gives a timeline without segments."""
    items = _played(prescription)
    if not items:
        return Timeline(prescription, ())
    segments: list[Segment] = []
    for item, drafts in zip(items, _all_drafts(prescription, items), strict=True):
        _lay(segments, item, drafts, eased=0)
    _lay(segments, None, [closing_draft(prescription.routine.words)], eased=0)
    return Timeline(prescription, tuple(segments))


def total_ms(prescription: Prescription) -> int:
    """Return how long the timeline of a prescription is."""
    return build_timeline(prescription).total_ms


def _all_drafts(prescription: Prescription, items: list[PrescribedStep | RestStep]) -> list[list[Draft]]:
    """The drafts of every item. The first one also says how long the whole will take."""
    scenes = _scenes(prescription, items)
    drafts = [_drafts(item, scene) for item, scene in zip(items, scenes, strict=True)]
    if prescription.routine.words != "tones":
        rest_of_it = sum(draft.length_ms for of_item in drafts for draft in of_item)
        drafts[0] = _drafts(items[0], _opened(scenes[0], prescription, rest_of_it))
    return drafts


def _opened(scene: Scene, prescription: Prescription, length_ms: int) -> Scene:
    """The first scene with the words that say how long the whole, so far without them, will take."""
    opening = words.opening(prescription.routine.title, length_ms + words.estimate_ms(words.FINISHED))
    return scene._replace(preface=(opening, *scene.preface))


def with_longer_hold(timeline: Timeline, index: int, holds: Mapping[tuple[int, int], int]) -> Timeline:
    """Give single reps of the step at `index` a hold of their own (ms), by (set, rep), from that segment on.

    What lies before `index` stays as it was played; what follows the step moves back in time.
    """
    first, end = _span(timeline, index)
    item, eased = timeline.prescribed_at(timeline.segments[index]), timeline.segments[index].eased
    scene = _scene_of(timeline, first)
    segments = list(timeline.segments[:index])
    _lay(segments, item, step_drafts(item, scene, holds)[index - first : end - first], eased=eased)
    _append(segments, timeline.segments[end:])
    return replace(timeline, segments=tuple(segments))


def with_easier(timeline: Timeline, index: int, easier: PrescribedStep) -> Timeline:
    """Put an easier way in the place of what is left of the step at `index`, beginning with its own `ready`.

    Sides that are done stay done, and there are no more reps and sets than were left.
    """
    at = timeline.segments[index]
    original = timeline.prescribed_at(at)
    end = index
    while end < len(timeline.segments) and timeline.segments[end].step == at.step:
        end += 1
    easier, first_side, one_side = _what_is_left(timeline, timeline.segments[index:end], original, easier)
    level = 1 + sum(item.step.id == at.step for item in timeline.eased)
    same = easier.step.exercise.name == original.step.exercise.name
    words_ = timeline.prescription.routine.words
    scene = Scene(first_side, words_, "Easier: ", eased=True, settled=same, one_side=one_side)
    segments = list(timeline.segments[:index])
    _lay(segments, easier, step_drafts(easier, scene), eased=level)
    _append(segments, timeline.segments[end:])
    return replace(timeline, segments=tuple(segments), eased=(*timeline.eased, easier))


def _what_is_left(
    timeline: Timeline, left: tuple[Segment, ...], original: PrescribedStep, easier: PrescribedStep
) -> tuple[PrescribedStep, Side, bool]:
    """The easier step with no more sets and reps than are left, its first side, and whether that is the only one."""
    first_side = timeline.prescription.first_side
    if original.dose is None or easier.dose is None:
        return easier, first_side, False
    holds = [s for s in left if s.counts_as_held and s.eased == left[0].eased] or [left[0]]
    to_come = holds[0]
    sets = original.dose.sets - (to_come.set or 1) + 1
    reps = original.dose.reps if sets > 1 else original.dose.reps - (to_come.rep or 1) + 1
    dose = replace(easier.dose, sets=min(easier.dose.sets, sets), reps=min(easier.dose.reps, reps))
    sides = {s.side for s in holds}
    one_side = easier.step.sides == "each" and len(sides) == 1 and to_come.side is not None
    if one_side and to_come.side is not None:
        first_side = to_come.side
    return replace(easier, dose=dose), first_side, one_side


def _scene_of(timeline: Timeline, first: int) -> Scene:
    """The scene a laid out step was written with, as far as it bears on anything but the step's own `ready`."""
    ready = timeline.segments[first]
    sides = {s.side for s in timeline.segments[first : _span(timeline, first)[1]]}
    side = ready.side or timeline.prescription.first_side
    one_side = timeline.prescribed_at(ready).step.sides == "each" and len(sides) == 1
    return Scene(side, timeline.prescription.routine.words, eased=ready.eased > 0, one_side=one_side)


def _span(timeline: Timeline, index: int) -> tuple[int, int]:
    """The first segment of the step at `index` and the one after its last."""
    at = timeline.segments[index]
    first = end = index
    while first > 0 and _same_part(timeline.segments[first - 1], at):
        first -= 1
    while end < len(timeline.segments) and _same_part(timeline.segments[end], at):
        end += 1
    return first, end


def _same_part(one: Segment, two: Segment) -> bool:
    return one.step == two.step and one.eased == two.eased


def _played(prescription: Prescription) -> list[PrescribedStep | RestStep]:
    """What is laid out: the due steps, and the rests that stand between two of them."""
    items: list[PrescribedStep | RestStep] = []
    for item in prescription.steps:
        if isinstance(item, PrescribedStep):
            if item.dose is not None:
                items.append(item)
        elif items and isinstance(items[-1], PrescribedStep):
            items.append(item)
    while items and not isinstance(items[-1], PrescribedStep):
        items.pop()
    return items


def _scenes(prescription: Prescription, items: list[PrescribedStep | RestStep]) -> list[Scene]:
    level = prescription.routine.words
    scenes = []
    left = sum(isinstance(item, PrescribedStep) for item in items)
    total, reminded = left, False
    posture = ""
    for item in items:
        preface: tuple[str, ...] = ()
        gentle = arrives = False
        if isinstance(item, PrescribedStep):
            before, posture = posture, words.posture(item.step)
            arrives = before not in ("", posture)
            if left == _LEFT_WORTH_SAYING < total and level == "full":
                preface = (words.to_go(left),)
            gentle = item.step.exercise.kind == "stretch" and not reminded
            reminded = reminded or gentle
            left -= 1
        lead = "The last exercise: " if not left and total > 1 else "Next: "
        scenes.append(Scene(prescription.first_side, level, lead, preface, gentle, arrives=arrives))
    if level != "tones":
        scenes[0] = scenes[0]._replace(lead="First: ")
    return scenes


def _drafts(item: PrescribedStep | RestStep, scene: Scene) -> list[Draft]:
    if isinstance(item, PrescribedStep):
        return step_drafts(item, scene)
    return [rest_draft(item, scene.level)]


def _lay(
    segments: list[Segment], item: PrescribedStep | RestStep | None, drafts: Iterable[Draft], *, eased: int
) -> None:
    """Give drafts their place after the last segment."""
    step = exercise = range_ = None
    if isinstance(item, PrescribedStep):
        step, exercise = item.step.id, item.step.exercise.name
        range_ = item.dose.range if item.dose else None
    elif item is not None:
        step = item.id
    for draft in drafts:
        start = segments[-1].end_ms if segments else 0
        segments.append(
            Segment(
                index=len(segments),
                start_ms=start,
                end_ms=start + draft.length_ms,
                kind=draft.kind,
                step=step,
                exercise=exercise,
                side=draft.side,
                set=draft.set,
                rep=draft.rep,
                range=range_,
                say=draft.say,
                cues=_moved(draft.cues, start),
                eased=eased,
            )
        )


def _moved(cues: tuple[Cue, ...], by_ms: int) -> tuple[Cue, ...]:
    """Move cues in time; written out, because a timeline has hundreds and `replace` would be half of laying it out."""
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
