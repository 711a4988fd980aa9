"""How far a session is: its steps as proportional blocks, and as a list where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from stretch_coach.tui.pages import layout as lay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.session.events import PlayerView, StepProgress
    from stretch_coach.tui.glyphs import Glyphs

LIST_WIDTH = 34


def blocks(view: PlayerView, width: int, glyphs: Glyphs) -> Content:
    """Paint the steps as blocks in proportion to their time, filled up to where the session is."""
    steps = view.steps
    room = width - 2 - (len(steps) - 1)
    total = sum(step.end_ms - step.start_ms for step in steps)
    if not steps or total <= 0 or room < len(steps):
        return lay.BLANK
    parts: list[Content] = []
    passed, used = 0, 0
    for number, step in enumerate(steps):
        passed += step.end_ms - step.start_ms
        left_over = len(steps) - number - 1
        cells = max(1, min(round(room * passed / total) - used, room - used - left_over))
        used += cells
        parts.append(_block(step, view.at_ms, cells, glyphs))
    return Content.assemble(" ", Content(" ").join(parts))


def _block(step: StepProgress, at_ms: int, cells: int, glyphs: Glyphs) -> Content:
    if step.state == "now":
        share = (at_ms - step.start_ms) / max(1, step.end_ms - step.start_ms)
        filled = min(cells, max(0, int(share * cells)))
        return Content.assemble((glyphs.full * filled, "$foreground"), (glyphs.track * (cells - filled), "$quiet"))
    if step.state == "to come":
        return lay.text(glyphs.track * cells, "$quiet")
    if step.state == "skipped":
        return lay.text(glyphs.skipped * cells, "$quiet")
    if step.state == "hurt":
        return lay.text((glyphs.hurt + glyphs.skipped * cells)[:cells], "$kind-hurt")
    return lay.text(glyphs.full * cells, "$kind-hold")


def step_list(steps: Sequence[StepProgress], room: int, glyphs: Glyphs) -> list[Content]:
    """Paint the steps one below the other, each with a mark of how it stands; the present one stays in sight."""
    marks = {
        "done": (glyphs.done, "$kind-hold"),
        "partial": (glyphs.day("partial"), "$kind-rest"),
        "skipped": (glyphs.skipped, "$quiet"),
        "hurt": (glyphs.hurt, "$kind-hurt"),
        "now": (glyphs.now, "bold $foreground"),
        "to come": (glyphs.coming, "$quiet"),
    }
    first = 0
    for number, step in enumerate(steps):
        if step.state == "now":
            first = max(0, min(number - room // 2, len(steps) - room))
    lines = []
    for step in steps[first : first + room]:
        mark, style = marks[step.state]
        body = "bold $foreground" if step.state == "now" else "$quiet"
        lines.append(
            Content.assemble(("│ " if glyphs.full != "#" else "| ", "$line"), (mark, style), " ", (step.title, body))
            .truncate(LIST_WIDTH, ellipsis=True)
        )  # fmt: skip
    return lines
