"""What became of a step: one outcome for all of its parts (both sides, and its easier ways)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretch_coach.record.lines import Outcome


def outcome_of(parts: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a step from those of its parts.

    Pain comes first (`hurt` before `eased`). Otherwise a step is `done` or `skipped` where all of its parts are, and
    `partial` in between. A step without parts was skipped.
    """
    found = set(parts)
    if "hurt" in found:
        return "hurt"
    if "eased" in found:
        return "eased"
    if found == {"done"}:
        return "done"
    return "skipped" if found <= {"skipped"} else "partial"
