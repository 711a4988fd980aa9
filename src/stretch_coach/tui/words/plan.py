"""The words of the plan (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.tui.words import common

if TYPE_CHECKING:
    from datetime import date

    from stretch_coach.services.upcoming import PlanStep, WhatIf

TITLE = "Plan"
IF_WELL = "The coming days if all goes well"
CHART = "Seconds of a hold, day by day"
AND_IF = "after"
WHAT_IF: dict[WhatIf, str] = {
    "good": "a good day",
    "hard": "a hard day",
    "pain": "a day with pain 6",
    "away": "three days away",
}
KEYS_WHAT_IF: tuple[tuple[str, WhatIf, str], ...] = (
    ("g", "good", "a good day"),
    ("h", "hard", "a hard day"),
    ("p", "pain", "pain 6"),
    ("a", "away", "3 days away"),
)
UNDO = "as it is"
PLACE = "set by hand"
UNPLACE = "take back by hand"
HIGHER = "higher"
LOWER = "lower"
SET = "set it"
LEAVE = "leave it"
CHOOSE = "step"
BACK = "back"
KEYS = "keys"
PLAYING_WITH = "What if: nothing here touches the record."
PLACING = "The ramp goes on from the place you choose. It is written into the record, and can be taken back."
TAKEN_BACK = "Taken back. The record decides again."
EMPTY = "Nothing is due in the coming days."


def standing(step: PlanStep, today: date) -> str:
    """Say where a step stands, and whether a person put it there."""
    if not step.ladder:
        return ""
    place = f"Step {step.rung + 1} of {len(step.ladder)}"
    return f"{place} · set by hand {common.near_date(step.by_hand, today)}" if step.by_hand else place


def placing(step: PlanStep, rung: int, times: str) -> str:
    """Show the place that would be set."""
    return f"{step.title}: step {rung + 1} of {len(step.ladder)}, {dose_on(step, rung, times)}"


def placed(step: PlanStep, rung: int, times: str) -> str:
    """Confirm."""
    return f"{step.title} goes on from step {rung + 1}: {dose_on(step, rung, times)}."


def dose_on(step: PlanStep, rung: int, times: str) -> str:
    """Return the dose of a rung."""
    return common.dose(step.ladder[rung], step.sides, times)
