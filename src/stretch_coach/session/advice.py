"""What is allowed but unwise in a routine once its time is known: warnings for the author."""

from __future__ import annotations

from stretch_coach.ramp.ladder import ladder, shortest_ramp
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.findings import EnoughError, Findings
from stretch_coach.routine.format import seconds
from stretch_coach.routine.model import Problem, RestStep, Routine, Step
from stretch_coach.routine.reader import ReadResult
from stretch_coach.session.script import build_timeline
from stretch_coach.session.timeline import Timeline
from stretch_coach.session.voiceover import WORDS_AT_MS
from stretch_coach.session.words import estimate_ms

LONG_MS = 25 * 60_000
"""Longer routines are rarely kept up."""
LONG_WORDS_MS = 30_000
"""Nobody lies waiting longer than this for a step to be explained."""
_COUNT_WORDS = "Seven."
"""The longest of what is usually said between two reps."""


def advise_on_time(result: ReadResult) -> tuple[Problem, ...]:
    """Return the warnings about ramp, words and length of a routine that was read without errors."""
    routine = result.routine
    if routine is None:
        return ()
    findings = Findings(routine.path, result.text)
    try:
        _ramp(routine, result, findings)
        _words(routine, result, findings)
        _length(routine, result, findings)
    except EnoughError:
        pass
    return findings.sorted()


def _ramp(routine: Routine, result: ReadResult, findings: Findings) -> None:
    """Warn of a ramp too short for a step's ladder, with the smallest that fits all steps."""
    if routine.ramp_days is None:
        return
    needed = shortest_ramp(routine)
    step, most = max(needed, key=lambda pair: pair[1])
    place = result.node(None, "ramp")
    if most > routine.ramp_days and place is not None:
        findings.add_at_node(
            place,
            "ramp-too-short",
            f"expected at least {most} days for the rises of `{step.id}`, found {routine.ramp_days}",
            f"Write `{most} days`; until then the step takes its own time.",
            "warning",
        )


def _words(routine: Routine, result: ReadResult, findings: Findings) -> None:
    """Warn of words that make one wait, and of rests in which the words between reps have no room."""
    if routine.words == "tones":
        return
    own_words = {
        step.id
        for index, step in enumerate(routine.steps)
        if isinstance(step, Step) and (result.field(index, "say") is not None or result.defines(step.exercise.name))
    }
    taught = {
        segment.step: segment.length_ms
        for segment in (_timeline(routine, at_target=False).segments if own_words else ())
        if segment.kind == "ready"
    }
    least_ms = -(-(WORDS_AT_MS + estimate_ms(_COUNT_WORDS)) // 1000) * 1000
    for index, step in enumerate(routine.steps):
        place = result.node(index, "say")
        if isinstance(step, RestStep) or place is None:
            continue
        if step.id in own_words and taught.get(step.id, 0) > LONG_WORDS_MS:
            findings.add_at_node(
                place,
                "words-too-long",
                f"expected words of at most {seconds(LONG_WORDS_MS)} before a step, found {seconds(taught[step.id])}",
                "Say it in fewer and shorter sentences.",
                "warning",
            )
        rest = result.field(index, "rest")
        if rest is not None and 0 < step.rest_ms < least_ms and step.target.reps > 1:
            findings.add_at_node(
                rest,
                "words-too-long",
                f"expected a rest of {seconds(least_ms)}, in which the count of reps can be said, "
                f"found {seconds(step.rest_ms)}",
                f"Write `{seconds(least_ms)}`, or leave `rest` out.",
                "warning",
            )


def _length(routine: Routine, result: ReadResult, findings: Findings) -> None:
    """Warn of a routine longer than most people will keep up."""
    total_ms = _timeline(routine, at_target=True).total_ms
    place = result.node(None, "title")
    if total_ms > LONG_MS and place is not None:
        findings.add_at_node(
            place,
            "long-routine",
            f"expected at most {LONG_MS // 60_000} minutes at the targets, found about {-(-total_ms // 60_000)}",
            "A shorter routine is done more often; make two of it.",
            "warning",
        )


def _timeline(routine: Routine, *, at_target: bool) -> Timeline:
    """Lay the whole routine out, its late steps too: at its first doses, explained in full, or at its targets."""
    steps: list[PrescribedStep | RestStep] = []
    for step in routine.steps:
        if not isinstance(step, Step):
            steps.append(step)
        elif at_target:
            last = ladder(step).last
            steps.append(PrescribedStep(step, step.target, "due", last, last + 1, ""))
        else:
            steps.append(PrescribedStep(step, step.start, "due", 0, 1, ""))
    return build_timeline(Prescription(routine, tuple(steps)))
