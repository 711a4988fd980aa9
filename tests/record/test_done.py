"""The one predicate for done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stretch_coach.record.done import (
    counts_as_done,
    held_ms,
    is_done,
    is_pack,
    is_rehearsal,
    pain_left_nothing,
    planned_ms,
    session_status,
)
from stretch_coach.record.lines import Activity, Outcome, Session, Status, StepLine


def step(planned: int, held: int, outcome: Outcome = "done", name: str = "a") -> StepLine:
    """Return one side of a step, in whole seconds."""
    return StepLine(name, name, None, planned * 1000, held * 1000, outcome, None)


def session(*steps: StepLine, status: Status = "partial", speed: float | None = 1.0) -> Session:
    """Return a session of these steps."""
    return Session("s", "basics", date(2026, 1, 1), "", "", 0, "", 4, status, steps, speed=speed)


@pytest.mark.parametrize(
    ("steps", "planned", "held", "done"),
    [
        ((), 0, 0, False),
        ((step(100, 80),), 100, 80, True),
        ((step(100, 79),), 100, 79, False),
        ((step(100, 500),), 100, 100, True),
        # More of one step makes up for nothing of another.
        ((step(100, 200), step(100, 0, name="b")), 200, 100, False),
        # What pain took out of a step is not asked for, on both of its sides; what it left is.
        ((step(100, 10, "hurt"), step(100, 0, "skipped")), 10, 10, True),
        ((step(100, 10, "hurt"), step(100, 0, "skipped", "b")), 110, 10, False),
        ((step(100, 100), step(100, 0, "hurt", "b")), 100, 100, True),
        ((step(0, 0, "hurt"),), 0, 0, False),
        # An easier way is chosen because it hurt: what was left undone of the step is not asked for either.
        ((step(100, 10, "eased"), step(50, 50)), 60, 60, True),
        ((step(100, 10, "eased"), step(100, 0, "skipped", "b")), 110, 10, False),
    ],
)
def test_done_is_eighty_percent_of_what_was_planned_hold_by_hold(
    steps: tuple[StepLine, ...], planned: int, held: int, *, done: bool
) -> None:
    assert (planned_ms(steps), held_ms(steps), is_done(steps)) == (planned * 1000, held * 1000, done)
    assert session_status(steps, stopped=True) == ("done" if done else "stopped")
    assert session_status(steps, stopped=False) == ("done" if done else "partial")


@pytest.mark.parametrize(
    ("played", "counts"),
    [
        (session(step(10, 9), status="stopped"), True),  # the steps decide, not the word
        (session(step(10, 5), status="done"), False),
        (session(status="done"), True),  # nothing is known but the word
        (session(status="partial"), False),
        (session(step(10, 10), speed=2), False),
        (replace(session(step(10, 10)), extra={"rehearsal": True}), False),
    ],
)
def test_a_session_counts_by_its_steps_and_a_rehearsal_never(played: Session, *, counts: bool) -> None:
    assert counts_as_done(played) is counts


def test_pain_can_leave_nothing_to_do() -> None:
    assert pain_left_nothing(session(step(10, 0, "hurt"), step(0, 0, "skipped", "b")))
    assert not pain_left_nothing(session(step(10, 5, "hurt")))
    assert not pain_left_nothing(session(step(10, 0, "skipped")))
    assert not pain_left_nothing(session(step(10, 0, "hurt"), speed=4))


def test_another_speed_or_another_day_of_the_ramp_is_a_rehearsal() -> None:
    assert [is_rehearsal(session(speed=speed)) for speed in (1, None, 0.5, 60)] == [False, False, True, True]


@pytest.mark.parametrize(("name", "pack"), [("ice pack", True), ("heat pack", True), ("walk", False), ("ice", False)])
def test_ice_and_heat_are_packs_and_no_practice(name: str, *, pack: bool) -> None:
    assert is_pack(Activity("a", date(2026, 1, 1), name, 10)) == pack
