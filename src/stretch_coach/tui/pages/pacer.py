"""The breathing pacer on the player's page: which way to breathe, for how long, and dots that swell with the breath.

Called by `player` for its lines, and by the player's screen for when they change. A step with a pacer has room for it
from its first stretch to its last, so that nothing jumps when its hold begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.words import player as words

if TYPE_CHECKING:
    from stretch_coach.session.breath import Breath
    from stretch_coach.session.events import PlayerView
    from stretch_coach.tui.glyphs import Glyphs

STEPS = 8
"""Dots to either side of the middle one: twice a second one more, with four seconds of breathing in."""
TALL = 3
"""Rows of a shape that is seen from the floor."""
SPREAD = 2 * (2 * STEPS + 1) - 1
"""Columns of all dots with a blank between them."""
BESIDE = 2
"""Blanks between the word and dots that stand in one line with it."""
FEWEST = 3
"""Fewer dots to either side show no breath."""


def breath(view: PlayerView) -> Breath | None:
    """Return the breath of this moment, None outside of a hold with a pacer."""
    segment = view.segment
    if view.rhythm is None or segment is None or segment.kind != "hold":
        return None
    return view.rhythm.at(view.at_ms - segment.start_ms)


def seen(view: PlayerView, *, still: bool) -> object:
    """Return what is to be seen of it, which differs only where the page does."""
    now = breath(view)
    if now is None or still:
        return now and (now.way, now.number > 0)
    return now.way, now.number > 0, -(-now.left_ms // 1000), now.fullness(STEPS)


def next_ms(view: PlayerView, *, still: bool) -> int | None:
    """Return how long until it looks different, None if it stays as it is: paused, or all breathed."""
    now, segment = breath(view), view.segment
    if now is None or segment is None or view.rhythm is None or view.phase != "playing":
        return None
    if still or now.way == "easy":
        return now.left_ms or None
    swell = view.rhythm.swells_in_ms(view.at_ms - segment.start_ms, STEPS)
    return min(now.left_ms % 1000 or 1000, swell or 1000)


def lines(view: PlayerView, width: int, rows: int, brush: Brush, *, still: bool) -> list[Content]:
    """Paint it in at most so many rows; blank where the step has a pacer and this stretch is no hold."""
    if view.rhythm is None or rows < 1:
        return []
    now = breath(view)
    word = _word(now, brush.tint)
    if still:
        return [lay.centred(word, width)]
    if rows == 1:
        across = (width - words.BREATH_WIDTH - BESIDE - 1) // 2
        dots = [_dots(now, across, 0, brush)] if across >= FEWEST else []
        return [lay.centred(Content(" " * BESIDE).join((word, *dots)), width)]
    brush = brush._replace(between=" " if width >= SPREAD else "")
    tall = TALL if rows > TALL else 1
    shape = [_dots(now, (width - 1) // 2, abs(row - tall // 2), brush) for row in range(tall)]
    return [lay.centred(line, width) for line in (word, *shape)]


class Brush(NamedTuple):
    """What dots are painted with: a colour, the marks, and what stands between two of them."""

    tint: str
    glyphs: Glyphs
    between: str = ""


def _word(now: Breath | None, tint: str) -> Content:
    """Paint the word and its seconds, always as wide, so that nothing moves but what changes."""
    if now is None or now.number == 0:
        return lay.text(" " * words.BREATH_WIDTH)
    if now.way == "easy":
        return lay.text(words.BREATH[now.way].ljust(words.BREATH_WIDTH), lay.QUIET)
    seconds = str(-(-now.left_ms // 1000))
    word = words.BREATH[now.way].ljust(words.BREATH_WIDTH - 2)
    return Content.assemble((word, lay.TITLE), (seconds.rjust(2), f"bold {tint}"))


def _dots(now: Breath | None, across: int, row: int, brush: Brush) -> Content:
    """Paint one row of a shape that grows from its middle dot; the rows above and below the middle are shorter."""
    if now is None:
        return lay.BLANK
    across = min(STEPS, across)
    reach, full = across - 2 * row, round(now.fullness(STEPS) * across / STEPS) - 2 * row
    between, glyphs = brush.between, brush.glyphs
    if full < 0:
        return lay.text(between.join(glyphs.coming * (2 * reach + 1)), lay.QUIET)
    beside = reach - full
    return Content.assemble(
        ((glyphs.coming + between) * beside, lay.QUIET),
        (between.join(glyphs.pip * (2 * full + 1)), brush.tint),
        ((between + glyphs.coming) * beside, lay.QUIET),
    )
