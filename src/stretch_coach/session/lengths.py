"""How long a step takes, without laying it out: for the lists of routines. Called by `script`.

A list asks for thousands of steps, many of them alike. The drafts of one are written once and only their lengths kept.
"""

from __future__ import annotations

from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.routine.model import Exercise
from stretch_coach.session import words
from stretch_coach.session.layout import Scene, ready_ms, step_drafts, teaches
from stretch_coach.session.voiceover import GAP_MS, WORDS_AT_MS

_LENGTHS: dict[tuple[object, ...], tuple[int, int, Exercise]] = {}
_MOST_LENGTHS = 4096


def step_ms(prescribed: PrescribedStep, scene: Scene) -> int:
    """How long the drafts of a step are in all (ms), without writing those of a step that many routines have.

    The preface, which bears on nothing but the length of `ready`, is reckoned in here.
    """
    told_ms, after_ready_ms = _lengths(prescribed, scene)
    if scene.level != "tones":
        told_ms += sum(words.estimate_ms(sentence) + GAP_MS for sentence in scene.preface if sentence)
    return ready_ms(scene, WORDS_AT_MS + told_ms if told_ms else 0) + after_ready_ms


def _lengths(prescribed: PrescribedStep, scene: Scene) -> tuple[int, int]:
    """How long the words in `ready` are but for the preface, and how long all that follows it (ms)."""
    step, dose = prescribed.step, prescribed.dose
    teach = teaches(prescribed, scene)
    # An exercise is known by its identity, which is quicker than its thirty fields; what is kept keeps it alive.
    # Where a step is explained its position is told in any case, and `arrives` makes no difference to the words.
    key = (
        id(step.exercise), dose and (dose.hold_ms, dose.reps, dose.sets, dose.range), step.sides, step.rest_ms,
        step.set_rest_ms, step.say, teach, scene.first_side, scene.level, scene.lead,
        scene.gentle, scene.eased, scene.settled, scene.arrives and not teach, scene.one_side,
    )  # fmt: skip
    known = _LENGTHS.get(key)
    if known is None:
        ready, *others = step_drafts(prescribed, scene._replace(preface=()) if scene.preface else scene)
        told_ms = sum(words.estimate_ms(cue.say) + GAP_MS for cue in ready.cues if cue.say)
        if len(_LENGTHS) >= _MOST_LENGTHS:
            _LENGTHS.clear()
        known = _LENGTHS[key] = (told_ms, sum(draft.length_ms for draft in others), step.exercise)
    return known[:2]
