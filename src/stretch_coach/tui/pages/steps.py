"""Steps with their doses and reasons, as ready, summary and details show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.words import common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.services.prescriptions import StepRow
    from stretch_coach.tui.glyphs import Glyphs

TITLE_WIDTH = 24
ALIGNED = 54
"""Columns from which the doses stand below each other."""
STATE_STYLES = {"due": "bold $kind-hold", "rest": "$kind-rest", "paused": "$kind-hurt"}


def dose_lines(rows: Sequence[StepRow], width: int, glyphs: Glyphs) -> list[Content]:
    """Return each step with its dose and, below, the words for its range and its reason."""
    lines: list[Content] = []
    for row in rows:
        dose = common.row_state(row, glyphs.times)
        style = STATE_STYLES.get(row.state, lay.QUIET)
        title = lay.text(row.title, lay.TITLE if row.dose else lay.QUIET)
        if width >= ALIGNED:
            name = title.truncate(TITLE_WIDTH - 1, ellipsis=True)
            lines.append(Content.assemble(name, " " * (TITLE_WIDTH - name.cell_length), (dose, style)))
        elif title.cell_length + len(dose) + 2 <= width:
            lines.append(lay.spread(title, lay.text(dose, style), width))
        else:
            lines += [title.truncate(width, ellipsis=True), *lay.wrap(dose, width, indent=2, style=style)]
        lines += lay.wrap(common.reason(row), width, indent=2, style=lay.QUIET)
    return lines


def pain_scale(chosen: int | None, width: int, glyphs: Glyphs) -> list[Content]:
    """Return the eleven scores as keys that can be clicked, the chosen one marked, and what they mean."""
    cells = []
    for score in range(11):
        key = "t" if score == 10 else str(score)  # noqa: PLR2004  ten has a letter
        mark = f"[{score}]" if score == chosen else f" {score} "
        style = "bold $ground on $kind-hold" if score == chosen else "bold $foreground on $surface"
        cells.append(lay.press(lay.text(mark, style), key))
    gap = " " if width >= 11 * 4 + 1 else ""
    line = Content(gap).join(cells)
    lines = [line] if line.cell_length <= width else [Content("").join(cells[:6]), Content("").join(cells[6:])]
    hint = common.PAIN_HINT if width >= 76 else common.PAIN_HINT_SHORT  # noqa: PLR2004  the length of the hint
    return [*lines, *lay.wrap(hint if glyphs.dot != "-" else hint.replace("·", "-"), width, style=lay.QUIET)]
