# ruff: noqa: INP001  a script next to the pages it draws for, not a package
"""Draws docs/ramp-habits.svg: twenty habits, each practised for half a year, and where the ramp took them.

Run it from anywhere; the same numbers come out each time. The tests load it and hold its promises: no cap is ever
passed, and every habit that keeps at it reaches its target.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.ramp.prescribe import prescribe
from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.ramp.simulate import simulated_session
from stretch_coach.record.lines import Screened
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Caps, Exercise, Routine, Step
from stretch_coach.routine.schedule import Schedule

if TYPE_CHECKING:
    from stretch_coach.record.lines import Line

FIRST = date(2026, 1, 5)
DAYS = 182
DAILY, THREE, TWO = Schedule("daily"), Schedule("weekdays", ("mon", "wed", "fri")), Schedule("per_week", count=2)


class Habit(NamedTuple):
    """How someone practises. Chances are per day of practice."""

    words: str
    schedule: Schedule = DAILY
    comes: float = 1.0
    hard: float = 0.0
    amber: float = 0.0
    red: float = 0.0
    unfinished: float = 0.0
    unrated: float = 0.0
    away: tuple[tuple[int, int], ...] = ()
    """Stretches of days away: the first day, and how many."""
    keeps: bool = True
    """Whether someone with this habit keeps at it, and so must reach the target."""


HABITS = (
    Habit("every day, all good"),
    Habit("every day, one in six hard", hard=1 / 6),
    Habit("every day, one in four hard", hard=1 / 4),
    Habit("every day, pain 4 now and then", amber=0.08),
    Habit("every day, pain 6 once a month", red=1 / 30),
    Habit("every day, one in five unfinished", unfinished=0.2),
    Habit("every day, rates every other day", unrated=0.5),
    Habit("misses one day in five", comes=0.8),
    Habit("misses two days in five", comes=0.6),
    Habit("mon, wed, fri, all good", THREE),
    Habit("mon, wed, fri, one in six hard", THREE, hard=1 / 6),
    Habit("mon, wed, fri, misses one in ten", THREE, comes=0.9),
    Habit("twice a week", TWO),
    Habit("a week away each month", away=tuple((day, 7) for day in range(25, DAYS, 30))),
    Habit("three weeks away in spring", away=((80, 21),)),
    Habit("five weeks away in spring", away=((80, 35),)),
    Habit("a good start, then once a fortnight", away=tuple((day, 13) for day in range(20, DAYS, 14)), keeps=False),
    Habit("two weeks on, four weeks off", away=tuple((day, 28) for day in range(14, DAYS, 42)), keeps=False),
    Habit("half of the days hard", hard=0.5, keeps=False),
    Habit("pain 4 on half of the days", amber=0.5, keeps=False),
)


def routine(schedule: Schedule) -> Routine:
    """Return a routine with one stretch, and one hold that its cap stops before the target."""
    knee = Exercise("knee-to-chest", "Knee to chest", "stretch", "on your back", ("Draw one knee in.",))
    plank = Exercise("plank", "Plank", "isometric", "forearms", ("Hold.",), caps=Caps(30_000, 3, 1))
    steps = (
        Step("knee-to-chest", knee, Dose(5_000, 2, 1, 50), Dose(30_000, 3, 1, 100), "each", 5_000, 0),
        Step("plank", plank, Dose(10_000, 2, 1, 100), Dose(60_000, 3, 1, 100), "none", 30_000, 0),
    )
    return Routine("habits", "Habits", steps, schedule=schedule)


@cache
def half_a_year(habit: Habit, seed: int) -> list[dict[str, PrescribedStep]]:
    """Return what each of 182 days prescribed to someone with this habit."""
    chance = Random(seed)  # noqa: S311  a picture, not a secret
    of = routine(habit.schedule)
    lines: list[Line] = []
    days: list[dict[str, PrescribedStep]] = []
    for number in range(DAYS):
        today = FIRST + timedelta(days=number)
        asked = prescribe(of, lines, today, level="stiff")
        steps = {s.step.id: s for s in asked.steps if isinstance(s, PrescribedStep)}
        days.append(steps)
        if any(item.state == "paused" for item in steps.values()):
            lines.append(Screened(f"screened-{number}", today, "clear"))
            continue
        if practises(habit, number, chance) and asked.due:
            lines.append(simulated_session(asked, today, **how_it_was(habit, chance)))  # type: ignore[arg-type]  # its own words
    return days


def practises(habit: Habit, number: int, chance: Random) -> bool:
    """Say whether there is practice on a day, counted from 0."""
    if any(first <= number < first + many for first, many in habit.away):
        return False
    if habit.schedule == THREE and number % 7 not in (0, 2, 4):
        return False
    if habit.schedule == TWO and number % 7 not in (1, 4):
        return False
    return chance.random() < habit.comes


def how_it_was(habit: Habit, chance: Random) -> dict[str, object]:
    """Return what is said after a session."""
    roll = chance.random()
    chances: tuple[tuple[float, dict[str, object]], ...] = (
        (habit.red, {"pain_before": 2, "pain_after": 6}),
        (habit.amber, {"pain_before": 2, "pain_after": 4}),
        (habit.hard, {"felt": "hard"}),
        (habit.unfinished, {"share": 0.6}),
        (habit.unrated, {"felt": None, "pain_after": None}),
    )
    for share, said in chances:
        if roll < share:
            return said
        roll -= share
    return {}


_WIDE, _HIGH, _COLUMNS = 212, 92, 4
_PLOT_WIDE, _PLOT_HIGH = 182, 52


def svg() -> str:
    """Return the chart: for each habit the share of the way to the target, day by day."""
    wide, high = _WIDE * _COLUMNS, _HIGH * -(-len(HABITS) // _COLUMNS)
    box = f'viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="10" role="img"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}>',
        "<title>Twenty habits over half a year: how far each has come to its target dose</title>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
    ]
    for number, habit in enumerate(HABITS):
        left, top = number % _COLUMNS * _WIDE + 15, number // _COLUMNS * _HIGH + 24
        points = []
        for day, steps in enumerate(half_a_year(habit, number)):
            item = steps["knee-to-chest"]
            points.append(f"{left + day},{top + _PLOT_HIGH - round(item.rung * _PLOT_HIGH / (item.rungs - 1))}")
        frame = f"M{left},{top}h{_PLOT_WIDE}M{left},{top + _PLOT_HIGH}h{_PLOT_WIDE}"
        colour = "#2a6f77" if habit.keeps else "#b5651d"
        parts += [
            f'<text x="{left}" y="{top - 8}" fill="#333333">{habit.words}</text>',
            f'<path d="{frame}" stroke="#cccccc" fill="none"/>',
            f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="1.5"/>',
        ]
    return "\n".join([*parts, "</svg>", ""])


def main() -> int:
    """Write the chart next to this script."""
    Path(__file__).with_name("ramp-habits.svg").write_text(svg(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
