"""What a session came to, for the summary."""

from __future__ import annotations

from dataclasses import dataclass

from stretch_coach.record.lines import Outcome, Status


@dataclass(frozen=True, slots=True)
class SummaryStep:
    """One step as it was played, both sides together. `held_ms` is never above `planned_ms`."""

    title: str
    planned_ms: int
    held_ms: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What was done against what was planned; made by `Runner.summary()` after the end."""

    session_id: str
    name: str
    title: str
    status: Status
    planned_ms: int
    held_ms: int
    steps: tuple[SummaryStep, ...]
    rehearsal: bool
    error: str = ""
    """Why it could not be saved."""
