"""Another exercise in the place of one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

from benchmarks.sessions import shipped
from tests.every import every
from tests.session.makers import exercise, prescription, step

from stretch_coach.data import data_path
from stretch_coach.ramp.prescribe import prescribe, prescription_of_day
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.ramp.simulate import simulated_session
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Exercise
from stretch_coach.routine.repository import Library
from stretch_coach.safety.cautions import decide
from stretch_coach.session import words
from stretch_coach.session.events import Command
from stretch_coach.session.player import Player
from stretch_coach.session.resume import progress_of, taken_up
from stretch_coach.session.script import build_timeline
from stretch_coach.session.swap import alternatives, swapped_item, swapped_routine, without

LIBRARY = Library(data_path("routines", "exercises"))
BASICS = next(routine for routine in shipped() if routine.name == "basics")
TODAY = date(2026, 3, 2)


@every("name", sorted(LIBRARY))
def test_alternatives_work_on_an_area_of_the_exercise_and_are_never_itself(name: str) -> None:
    found = alternatives(LIBRARY[name], LIBRARY)
    assert len(found) <= 3
    assert name not in {other.name for other in found}
    assert all(set(other.areas) & set(LIBRARY[name].areas) for other in found)


def test_the_most_alike_come_first() -> None:
    found = [other.name for other in alternatives(LIBRARY["bird-dog"], LIBRARY)]
    assert "bird-dog-leg" in found
    assert all("low back" in LIBRARY[name].areas or "belly" in LIBRARY[name].areas for name in found)


def test_cautions_and_never_are_respected() -> None:
    first = alternatives(LIBRARY["knee-to-chest"], LIBRARY)
    left = alternatives(LIBRARY["knee-to-chest"], LIBRARY, never=[first[0].name])
    assert first[0] not in left
    for caution in ("osteoporosis", "late-pregnancy", "knee", "disc"):
        for other in alternatives(LIBRARY["knee-to-chest"], LIBRARY, [caution]):
            assert decide(other, [caution], ()).kind in ("allowed", "capped")


def test_nothing_alike_is_no_alternative() -> None:
    alone = replace(exercise("alone"), areas=("feet",))
    assert (
        alternatives(alone, {"other": replace(exercise("other", start=Dose(5000, 1, 1, 100)), areas=("neck",))}) == ()
    )


def _swapped(made: Prescription, step: str, new: Exercise) -> Prescription:
    """Return a prescription with another exercise in one step, for today."""
    steps = tuple(
        swapped_item(item, new, made.level) if isinstance(item, PrescribedStep) and item.step.id == step else item
        for item in made.steps
    )
    return replace(made, steps=steps)


def test_a_swap_for_today_starts_where_the_level_says_and_plays() -> None:
    made = prescription_of_day(BASICS, 1, level="stiff")
    new = alternatives(LIBRARY["knee-to-chest"], LIBRARY)[0]
    changed = _swapped(made, "knee-to-chest", new)
    item = next(item for item in changed.due if item.step.id == "knee-to-chest")
    assert item.step.exercise == new
    assert item.reason.endswith("instead of Knee to chest")
    assert new.caps is None or (item.dose is not None and item.dose.hold_ms <= new.caps.hold_ms)
    line = build_timeline(changed)
    assert {s.exercise for s in line.segments if s.step == "knee-to-chest"} == {new.name}
    others = [i for i in made.steps if i not in changed.steps]
    assert len(others) == 1


def test_walking_instead_of_marching_takes_as_long() -> None:
    made = prescription_of_day(BASICS, 1, level="stiff")
    changed = _swapped(made, "marching", LIBRARY["walking"])
    before, after = (next(i for i in day.due if i.step.id == "marching").dose for day in (made, changed))
    assert before is not None
    assert after is not None
    assert before.hold_ms == after.hold_ms


def test_a_swap_for_today_leaves_the_ladder_of_the_step_alone() -> None:
    made = prescribe(BASICS, [], TODAY, level="stiff")
    new = alternatives(LIBRARY["knee-to-chest"], LIBRARY)[0]
    played = simulated_session(_swapped(made, "knee-to-chest", new), TODAY)
    after = prescribe(BASICS, [played], TODAY + timedelta(days=1), level="stiff")
    before = {item.step.id: item.rung for item in made.due}
    assert {i.step.id: i.rung - before[i.step.id] for i in after.due if i.step.id != "marching"} == {
        "seated-twist": 1, "knee-to-chest": 0, "lying-twist": 1, "hip-bridge": 1, "bird-dog": 1,
    }  # fmt: skip


def test_a_swap_for_always_climbs_a_ladder_of_its_own() -> None:
    new = alternatives(LIBRARY["knee-to-chest"], LIBRARY)[0]
    routine = swapped_routine(BASICS, {"knee-to-chest": new})
    lines = [simulated_session(prescribe(BASICS, [], TODAY), TODAY)]
    item = next(i for i in prescribe(routine, lines, TODAY + timedelta(days=1)).due if i.step.id == "knee-to-chest")
    assert (item.step.exercise, item.rung) == (new, 0)


def test_what_is_never_wanted_is_left_out_with_its_reason() -> None:
    made = prescription(step(exercise("one")), step(exercise("two")))
    kept = without(made, {"two"})
    assert [item.step.id for item in kept.due] == ["one"]
    assert kept.steps[1] == replace(made.due[1], dose=None, state="left out", reason="you never want this exercise")


def _paused_in(hold: int) -> Player:
    made = Player(build_timeline(prescription(*STEPS)), swap=_swap)
    made.start(0)
    at = [s for s in made.timeline.segments if s.kind == "hold"][hold].start_ms + 3000
    made.command(Command.PAUSE, at)
    return made


NEW = exercise("new", start=Dose(8000, 2, 1, 50))
STEPS = (step(exercise("one", sides="each"), hold=10, reps=2), step(exercise("two"), hold=10))


def _swap(prescribed: PrescribedStep, name: str) -> PrescribedStep | None:
    return swapped_item(prescribed, NEW) if name == "new" else None


def test_while_paused_what_is_left_of_a_step_is_swapped_and_stays_planned() -> None:
    made = _paused_in(1)
    reply = made.swap("new", made.now + 500)
    assert reply.accepted
    assert [(e.name, e.cue.say if e.cue else "") for e in reply.events] == [("swapped", ""), ("cue", words.SWAPPED)]
    assert made.phase == "paused"
    made.command(Command.RESUME, made.now)
    made.advance(10**7)
    lines = [(line.exercise, line.side, line.planned_ms, line.held_ms, line.outcome) for line in made.ledger.lines()]
    assert lines[:2] == [("one", "left", 13_000, 13_000, "partial"), ("one", "right", 0, 0, "skipped")]
    assert lines[2:] == [("new", None, 8000, 8000, "done"), ("two", None, 20_000, 20_000, "done")]
    said = [c.say for s in made.timeline.segments if s.exercise == "new" and s.kind == "ready" for c in s.cues if c.say]
    assert said[0] == "Instead. New."


def test_what_was_swapped_in_and_is_passed_over_stays_planned() -> None:
    made = _paused_in(1)
    made.swap("new", made.now)
    made.command(Command.RESUME, made.now)
    made.command(Command.NEXT, made.now)
    lines = [(line.planned_ms, line.held_ms, line.outcome) for line in made.ledger.lines() if line.exercise == "new"]
    assert lines == [(8000, 0, "skipped")]


def test_what_is_swapped_while_it_is_played_does_not_grow_the_step_it_replaces() -> None:
    made = prescribe(BASICS, [], TODAY, level="stiff")
    player = Player(build_timeline(made), swap=lambda item, _: swapped_item(item, NEW))
    player.start(0)
    at = next(s for s in player.timeline.segments if s.step == "knee-to-chest" and s.kind == "rest")
    player.command(Command.PAUSE, at.start_ms + 100)
    assert player.swap("new", player.now).accepted
    player.command(Command.RESUME, player.now)
    player.advance(10**7)
    session = replace(simulated_session(made, TODAY), steps=player.ledger.lines())
    after = prescribe(BASICS, [session], TODAY + timedelta(days=1), level="stiff")
    grew = {i.step.id: i.rung - b.rung for i, b in zip(after.due, made.due, strict=True)}
    assert (grew["knee-to-chest"], grew["seated-twist"]) == (0, 1)


def test_only_a_step_can_be_swapped_and_only_while_it_is_paused() -> None:
    made = _paused_in(0)
    assert made.can_swap
    made.command(Command.RESUME, made.now)
    assert [made.can_swap] == [False]
    alone = Player(build_timeline(prescription(*STEPS)))
    alone.start(0)
    alone.command(Command.PAUSE, 1000)
    assert not alone.can_swap


def test_a_swap_is_made_only_while_paused_and_only_to_what_there_is() -> None:
    made = _paused_in(0)
    assert not made.swap("nothing", made.now).accepted
    made.command(Command.RESUME, made.now)
    assert not made.swap("new", made.now).accepted


def test_a_swap_is_made_again_when_a_session_is_taken_up() -> None:
    made = _paused_in(1)
    made.swap("new", made.now)
    progress = json.loads(json.dumps(progress_of(made)))
    again = taken_up(build_timeline(prescription(*STEPS)), progress, swap=_swap)
    assert again.timeline == made.timeline
    assert again.ledger.lines() == made.ledger.lines()
