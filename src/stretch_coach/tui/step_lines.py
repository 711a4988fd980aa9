"""Lines for the steps of a day: name, how much of it, and a reason that is said once where several share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from textual.content import Content

from stretch_coach import text
from stretch_coach.services.prescriptions import StepRow
from stretch_coach.tui.link import spread

STATES = {"rest": "rests", "paused": "paused", "not yet": "joins later", "left out": "left out"}


def reason_of(row: StepRow) -> str:
    """Return why a step asks for this, without its dose; "" the first time, when how you are decides."""
    if row.is_new and row.dose is not None:
        return ""
    return row.reason.partition(": ")[2] or row.reason


def commonest_reason(rows: Sequence[StepRow]) -> str:
    """Return the reason that most steps share, to be said once for all of them; "" where none do."""
    counted = Counter(reason_of(row) for row in rows if row.dose is not None)
    reason, times = counted.most_common(1)[0] if counted else ("", 0)
    return reason if times > 1 else ""


def is_too_wide(rows: Sequence[StepRow], width: int) -> bool:
    """Tell whether some step needs the short form of its dose to fit a line."""
    return any(len(row.title) + len(row.words) + 2 > width for row in rows)


def step_line(row: StepRow, width: int, *, said: str, short: bool) -> Content:
    """Return a step's name and dose, and its reason below unless that is `said` already."""
    if row.dose is None:
        title, right = Content.styled(row.title, "$quiet"), Content.styled(STATES.get(row.state, ""), "$kind-rest")
    else:
        title, right = Content.styled(row.title, "bold"), Content(row.short if short else row.words)
    fits = title.cell_length + right.cell_length + 2 <= width
    lines = [spread(title, right, width)] if fits else [title, Content.assemble("  ", right)]
    reason = reason_of(row)
    if reason and reason != said:
        lines.append(Content.styled(f"  {text.sentence(reason)}", "$quiet"))
    return Content("\n").join(lines)
