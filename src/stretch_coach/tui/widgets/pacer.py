"""The breathing pacer: which way to breathe and for how long, large, over a band that swells with the breath."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from stretch_coach.session.breath import Breath, Way
from stretch_coach.session.events import PlayerView
from stretch_coach.tui.widgets.big_text import drawn, fitting_rows

STEPS = 16
"""Steps of the band from empty to full: with four seconds of breathing in, four a second."""
WORDS: dict[Way, str] = {"in": "IN", "out": "OUT", "easy": ""}
PLAIN: dict[Way, str] = {"in": "breathe in", "out": "breathe out", "easy": "breathe easily"}
TEMPLATE = "OUT 6"
_TALL_FROM = 7
"""Rows from which the words are large."""


def breath(view: PlayerView) -> Breath | None:
    """Return the breath of this moment, None outside of a hold with a pacer."""
    segment = view.segment
    if view.rhythm is None or segment is None or segment.kind != "hold":
        return None
    return view.rhythm.at(view.at_ms - segment.start_ms)


def is_paced(view: PlayerView) -> bool:
    """Tell whether the breath leads this moment, and the pacer is in the place of the clock."""
    now = breath(view)
    return now is not None and (now.way != "easy" or now.number == 0)


def next_ms(view: PlayerView, *, still: bool) -> int | None:
    """Return in how many ms the pacer looks different, None if it stays the same: paused, or all breathed."""
    now, segment = breath(view), view.segment
    if now is None or segment is None or view.rhythm is None or view.phase != "playing":
        return None
    if still or now.way == "easy":
        return now.left_ms or None
    swell = view.rhythm.swells_in_ms(view.at_ms - segment.start_ms, STEPS)
    return min(now.left_ms % 1000 or 1000, swell or 1000)


class Pacer(Widget):
    """`IN 4`, `IN 3` … over a band that fills from its middle; `still` shows the word alone."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"pacer--band", "pacer--track"}
    DEFAULT_CSS = """
    Pacer { width: 1fr; height: 1fr; }
    Pacer > .pacer--band { color: $kind-hold; }
    Pacer > .pacer--track { color: $foreground 20%; }
    """
    view: reactive[PlayerView | None] = reactive(None, repaint=False)

    def __init__(self, *, still: bool = False, id: str | None = None) -> None:  # noqa: A002  Textual\'s own name
        super().__init__(id=id)
        self._still = still
        self._seen: object = None
        self._lines: list[tuple[str, str]] = []

    def watch_view(self, view: PlayerView | None) -> None:
        """Draw again only where the breath looks different."""
        now = breath(view) if view else None
        still = self._still
        seen = now and (now.way, now.number > 0, *(() if still else (-(-now.left_ms // 1000), now.fullness(STEPS))))
        if seen != self._seen:
            self._seen = seen
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lay out the word and the band once for each change."""
        now = breath(self.view) if self.view else None
        self._lines = self._layout(now) if now is not None and now.number else []
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of them."""
        width, height = self.size
        ground = self.visual_style.rich_style
        at = y - (height - len(self._lines)) // 2
        if not 0 <= at < len(self._lines):
            return Strip.blank(width, ground)
        text, track = self._lines[at]
        left = max(0, (width - len(text)) // 2)
        parts = [Segment(" " * left, ground)]
        if track:
            around = (len(track) - len(text)) // 2
            rail, band = self._style("track"), self._style("band")
            parts = [
                Segment(" " * (left - around), ground),
                Segment(track[:around], rail),
                Segment(text, band),
                Segment(track[around + len(text) :], rail),
            ]
        else:
            parts.append(Segment(text, ground))
        return Strip(parts).adjust_cell_length(width, ground)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"pacer--{name}")

    def _layout(self, now: Breath) -> list[tuple[str, str]]:
        """Return each line with the track behind it, "" for the lines of the word."""
        width, height = self.size
        seconds = "" if self._still else str(-(-now.left_ms // 1000))
        if height < _TALL_FROM or now.way == "easy":
            word = [(f"{PLAIN[now.way]} {seconds}".strip() if now.way != "easy" else PLAIN["easy"], "")]
        else:
            rows = fitting_rows(TEMPLATE, width, height - height // 3 - 1)
            word = [(line, "") for line in drawn(f"{WORDS[now.way]} {seconds}".strip(), rows)]
        if self._still or now.way == "easy" or height <= len(word):
            return word
        high = min(height - len(word) - (height > len(word) + 1), max(1, height // 4))
        reach = max(1, (min(width, 60) - 2) // 2)
        band = []
        for row in range(high):
            cut = abs(2 * row - (high - 1)) // 2
            half = max(0, round(reach * now.fullness(STEPS) / STEPS) - cut)
            band.append(("█" * (2 * half + 1), "░" * (2 * max(half, reach - cut) + 1)))
        gap = [("", "")] if height > len(word) + high else []
        return [*word, *gap, *band]
