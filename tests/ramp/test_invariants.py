"""What holds for every record: 120 random days, with all that can happen on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from stretch_coach.ramp.fold import Fold, days_of
from stretch_coach.ramp.ladder import step_ladder
from stretch_coach.ramp.prescribe import prescribe
from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.ramp.simulate import simulated_session
from stretch_coach.record.lines import Screened
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Caps, Exercise, Routine, Step
from stretch_coach.routine.schedule import Schedule

if TYPE_CHECKING:
    from random import Random

    from stretch_coach.ramp.prescription import Prescription
    from stretch_coach.record.lines import Line, Session


FIRST = date(2026, 3, 2)


def step(name: str, kind: Any, start: Dose, target: Dose, caps: Caps, *, from_day: int = 1) -> Step:  # noqa: PLR0913, ANN401  a Kind
    return Step(name, Exercise(name, name, kind, "lying", ("Move.",), caps=caps), start, target, "each", 0, 0, from_day)


STEPS = (
    step("knee-to-chest", "stretch", Dose(5_000, 2, 1, 50), Dose(30_000, 3, 1, 100), Caps(30_000, 5, 2)),
    step("bird-dog", "isometric", Dose(3_000, 4, 1, 100), Dose(30_000, 6, 2, 100), Caps(10_000, 8, 3), from_day=4),
    step("plank", "isometric", Dose(10_000, 2, 1, 100), Dose(60_000, 5, 1, 100), Caps(30_000, 5, 3)),
    step("wall", "passive", Dose(30_000, 1, 1, 100), Dose(300_000, 1, 1, 100), Caps(120_000, 1, 1)),
    step("cat", "movement", Dose(4_000, 5, 1, 40), Dose(4_000, 8, 1, 100), Caps(4_000, 20, 3)),
)

routines = st.builds(
    lambda schedule, days: Routine("r", "R", STEPS, schedule=schedule, ramp_days=days),
    st.sampled_from([Schedule("daily"), Schedule("weekdays", ("mon", "wed", "fri")), Schedule("per_week", count=3)]),
    st.sampled_from([None, 10, 25, 40]),
)
scores = st.none() | st.sampled_from([0, 0, 0, 1, 2, 3, 3, 4, 5, 6, 8])


class Played(NamedTuple):
    """One thing that happens on a day."""

    said: dict[str, Any]
    skipped: str | None


played = st.builds(
    Played,
    st.fixed_dictionaries(
        {
            "felt": st.sampled_from(["easy", "ok", "ok", "ok", "hard", None]),
            "pain_before": st.sampled_from([0, 0, 1, 2, 3, None]),
            "pain_after": scores,
            "pain_next_morning": st.none() | st.integers(0, 6),
            "share": st.sampled_from([1.0, 1.0, 1.0, 0.85, 0.5]),
            "hurt": st.sampled_from([(), (), (), (), ("plank",), ("cat",)]),
        }
    ),
    st.sampled_from([None, None, None, "wall"]),
)
good = st.just(Played({}, None))
day_plans = st.lists(
    st.one_of(
        good.map(lambda p: [p]),
        good.map(lambda p: [p]),
        st.lists(played, min_size=1, max_size=2),
        st.just([]),
        st.integers(1, 30),  # days away
        st.just("screened"),
    ),
    min_size=20,
    max_size=60,
)


def session_of(what: Played, prescription: Prescription, day: date, number: int) -> Session:
    session = simulated_session(prescription, day, **what.said)
    steps = tuple(
        replace(s, held_ms=0, outcome="skipped") if s.step == what.skipped and s.outcome != "hurt" else s
        for s in session.steps
    )
    return replace(session, id=f"{day}-{number}", started_at=f"{day}T0{number}:00:00Z", steps=steps)


def live(routine: Routine, plan: list[Any]) -> tuple[list[Line], list[tuple[date, Prescription, list[Session]]]]:
    """Live through a plan for at most 120 days, each session with the doses that were prescribed for it."""
    lines: list[Line] = []
    diary: list[tuple[date, Prescription, list[Session]]] = []
    today = FIRST
    for what in plan:
        if isinstance(what, int):
            today += timedelta(days=what)
            continue
        if what == "screened":
            lines.append(Screened(f"screened-{len(lines)}", today, "clear"))
            continue
        sessions: list[Session] = []
        asked = prescribe(routine, lines, today)
        for number, one in enumerate(what):
            again = prescribe(routine, lines, today)
            check_second(asked, again)
            sessions.append(session_of(one, again, today, number))
            lines.append(sessions[-1])
        diary.append((today, asked, sessions))
        today += timedelta(days=1)
        if (today - FIRST).days > 120:
            break
    return lines, diary


def by_step(prescription: Prescription) -> dict[str, PrescribedStep]:
    return {s.step.id: s for s in prescription.steps if isinstance(s, PrescribedStep)}


def check_second(first: Prescription, again: Prescription) -> None:
    """A second session on a day asks for no more than the first did."""
    for name, item in by_step(again).items():
        earlier = by_step(first)[name]
        assert item.rung <= earlier.rung
        assert item.dose is None or earlier.dose is not None


def parts(dose: Dose) -> tuple[int, int, int, int]:
    return (dose.hold_ms, dose.reps, dose.sets, dose.range)


@settings(max_examples=60, deadline=None)
@given(routines, day_plans)
def test_what_a_day_does_to_the_next_dose(routine: Routine, plan: list[Any]) -> None:
    _, diary = live(routine, plan)
    last: dict[str, Day] = {}
    for day, asked, sessions in diary:
        for name, item in by_step(asked).items():
            assert (item.dose is not None) == (item.state == "due")
            assert item.reason
            if item.dose is None:
                continue
            assert item.dose == step_ladder(item.step, routine.ramp_days).dose(item.rung), "never above its rung"
            caps = item.step.exercise.caps or Caps(0, 0, 0)
            assert parts(item.dose) <= (caps.hold_ms, *parts(item.dose)[1:])
            assert (item.dose.reps, item.dose.sets) <= (caps.reps, caps.sets)
            if name in last:
                check_after(last[name], day, item)
            here = [s for s in sessions if any(x.step == name and (x.held_ms or x.outcome == "hurt") for x in s.steps)]
            if here:
                last[name] = Day(day, item.dose, item.rung, here)


class Day(NamedTuple):
    """The last day on which a step was played."""

    day: date
    dose: Dose
    rung: int
    sessions: list[Session]


def check_after(before: Day, day: date, item: PrescribedStep) -> None:
    """Hold one day's dose against the day before it."""
    dose, name = item.dose or before.dose, item.step.id
    risen = [new > old for new, old in zip(parts(dose), parts(before.dose), strict=True)]
    assert sum(risen) <= 1, "hold or reps, and range, never rise together"
    assert item.rung <= before.rung + 1, "at most one place up a day"
    if is_bad(before.sessions, name):
        assert not any(risen), "nothing rises after hard, amber or red"
    if is_amber(before.sessions) or is_red(before.sessions, name):
        assert dose != before.dose or dose == item.step.start, "strictly smaller, unless it is the smallest"
    if is_red(before.sessions, name):
        assert day > before.day + timedelta(days=1), "a red day is followed by a date without it"


def is_bad(sessions: list[Session], name: str) -> bool:
    return any(s.felt == "hard" for s in sessions) or is_amber(sessions) or is_red(sessions, name)


def is_amber(sessions: list[Session]) -> bool:
    return any((s.pain_after or 0) >= 4 for s in sessions)


def is_red(sessions: list[Session], name: str) -> bool:
    return any(
        (s.pain_after or 0) >= 6 or any(x.step == name and x.outcome == "hurt" for x in s.steps) for s in sessions
    )


HURTS = ("this hurts, here", "this hurts, there", "pain there")


@settings(max_examples=60, deadline=None)
@given(routines, day_plans, st.integers(0, 59), st.sampled_from(HURTS))
def test_nothing_grows_on_a_day_that_hurt_in_this_routine_or_another(
    routine: Routine, plan: list[Any], after: int, how: str
) -> None:
    """A day that would let all grow, but for one thing: so each way to hurt is met in many states of the ladder."""
    here = Played({"hurt": ("cat",)} if how == HURTS[0] else {}, None)
    lines, diary = live(routine, [*plan[: after % len(plan)], [here]])
    day, asked, sessions = diary[-1]
    if not sessions or not sessions[0].steps:
        return
    if how == HURTS[0] and not any(line.outcome == "hurt" for line in sessions[0].steps):
        return  # what hurt the day before rests
    if how != HURTS[0]:
        outcome: Any = "hurt" if how == HURTS[1] else "done"
        there = tuple(replace(line, step="there", outcome=outcome) for line in sessions[0].steps[:1])
        pain = 7 if how == HURTS[2] else 0
        lines.append(replace(sessions[0], id="there", routine="there", level="fine", steps=there, pain_after=pain))
    states = Fold(routine).take(days_of(routine.name, lines, day.toordinal())).states
    played = {line.step for session in sessions for line in session.steps if line.held_ms}
    assert all(states[name].place <= by_step(asked)[name].rung for name in played)


@settings(max_examples=25, deadline=None)
@given(routines, day_plans, st.randoms(use_true_random=False))
def test_replay_is_deterministic_whatever_the_order_of_the_lines(
    routine: Routine, plan: list[Any], chance: Random
) -> None:
    lines, diary = live(routine, plan)
    today = (diary[-1][0] if diary else FIRST) + timedelta(days=1)
    shuffled = list(lines)
    chance.shuffle(shuffled)
    assert prescribe(routine, shuffled, today) == prescribe(routine, lines, today)


@settings(max_examples=25, deadline=None)
@given(routines, day_plans)
def test_gaps_never_raise_anything(routine: Routine, plan: list[Any]) -> None:
    lines, diary = live(routine, plan)
    last = diary[-1][0] if diary else FIRST
    states = Fold(routine).take(days_of(routine.name, lines, last.toordinal())).states
    for days in (1, 2, 3, 4, 7, 8, 14, 15, 28, 29, 60):
        later = by_step(prescribe(routine, lines, last + timedelta(days=days)))
        assert all(item.rung <= states[name].place for name, item in later.items())


@settings(max_examples=25, deadline=None)
@given(routines, day_plans)
def test_a_repeated_line_changes_nothing(routine: Routine, plan: list[Any]) -> None:
    lines, diary = live(routine, plan)
    today = (diary[-1][0] if diary else FIRST) + timedelta(days=1)
    assert prescribe(routine, [*lines, *lines[-1:]], today).due == prescribe(routine, lines, today).due
