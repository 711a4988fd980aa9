"""The words of the routine's details (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.tui.words import common

if TYPE_CHECKING:
    from stretch_coach.ramp.prescription import PrescribedStep
    from stretch_coach.routine.model import Step
    from stretch_coach.services.details import DetailsView

START = "start"
PLAN = "plan"
FOLLOW = "follow"
STOP_FOLLOWING = "stop following"
BACK = "back"
KEYS = "keys"
STEPS = "Steps"
CAUTIONS = "Ask first"
WARNINGS = "Worth a look in the file"
BREATHE = "Breathing"
POSITION = "Starting position"
MOVEMENT = "Movement"
AVOID = "Watch out for"
EASIER = "Easier"
HARDER = "Harder"
SOURCES = "From"
ABOUT = "About"
FOLLOWED = "Today offers it"
NOT_FOLLOWED = "not among the routines of Today"
SHIPPED = "file"
RESTS = "rest"


def facts(view: DetailsView) -> str:
    """Return schedule, length and ramp in one line."""
    routine = view.routine
    grows = f", growing to {view.minutes_at_target}" if view.minutes_at_target > view.minutes else ""
    parts = [routine.schedule.text(), f"{view.minutes} min today{grows}"]
    if routine.ramp_days:
        parts.append(f"ramp of at least {routine.ramp_days} good days")
    parts.append(FOLLOWED if view.followed else NOT_FOLLOWED)
    return " · ".join(parts)


def growth(step: Step, times: str, arrow: str) -> str:
    """Return the dose a step starts at and the one it grows to."""
    start = common.dose(step.start, step.sides, times)
    if step.start == step.target:
        return start
    return f"{common.dose(step.start, 'none', times)} {arrow} {common.dose(step.target, step.sides, times)}"


def place(rung: int, rungs: int) -> str:
    """Return where a step stands on its ladder."""
    return f"step {rung + 1} of {rungs}" if rungs > 1 else ""


def joins(step: Step) -> str:
    """Return what brings a step in."""
    return f"joins after {common.count(step.from_day - 1, 'good day')}" if step.from_day > 1 else ""


def why(item: PrescribedStep) -> str:
    """Return today's dose with its reason."""
    return f"today {item.reason}" if item.dose else item.reason


def sentences(*parts: str) -> str:
    """Return phrases as whole sentences."""
    return " ".join(f"{part[0].upper()}{part[1:].rstrip('.')}." for part in parts if part)
