"""How far a session is: its steps as blocks in proportion to their time, with their names above."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from stretch_coach.session.events import PlayerView, StepProgress
from stretch_coach.text import shortened

NAMED_FROM = 10
"""Columns that most blocks need before all are named; otherwise only the present step is."""
_PARTS = ("done", "now", "to-come", "hurt", "skipped", "name", "name-now")
_LITTLE = ("a", "and", "at", "behind", "for", "from", "in", "of", "on", "the", "to", "with")
_FULL, _TRACK = "▆", "▂"


class Block(NamedTuple):
    """The columns of one step on the bar."""

    step: StepProgress
    left: int
    width: int


class StepProgressBar(Widget):
    """Names in the upper row and blocks in the lower; in a single row the blocks alone."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"steps--{part}" for part in _PARTS}
    DEFAULT_CSS = """
    StepProgressBar { height: 2; width: 1fr; padding: 0 1; }
    StepProgressBar > .steps--done { color: $kind-hold; }
    StepProgressBar > .steps--now { color: $foreground; }
    StepProgressBar > .steps--to-come { color: $foreground 22%; }
    StepProgressBar > .steps--hurt { color: $kind-hurt; }
    StepProgressBar > .steps--skipped { color: $foreground 45%; }
    StepProgressBar > .steps--name { color: $foreground 65%; }
    StepProgressBar > .steps--name-now { color: $foreground; text-style: bold; }
    """
    view: reactive[PlayerView | None] = reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._seen: object = None

    def watch_view(self, view: PlayerView | None) -> None:
        """Draw again where a block has grown by a cell, or a step has changed its state."""
        if view is None:
            return
        blocks = self._blocks(view)
        seen = tuple((b.left, b.width, b.step.state, _filled(b, view.at_ms)) for b in blocks)
        if seen != self._seen:
            self._seen = seen
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the names or the blocks."""
        width, height = self.content_size
        ground = self.visual_style.rich_style
        blocks = self._blocks(self.view) if self.view else []
        if not blocks or y >= height:
            return Strip.blank(width, ground)
        parts = self._names(blocks, width) if height > 1 and y == 0 else self._bar(blocks)
        segments = [Segment(text, self.get_component_rich_style(f"steps--{part}")) for part, text in parts]
        return Strip(segments).adjust_cell_length(width, ground)

    def _blocks(self, view: PlayerView) -> list[Block]:
        steps = view.steps
        room = self.content_size.width - (len(steps) - 1)
        total = sum(step.end_ms - step.start_ms for step in steps)
        if not steps or total <= 0 or room < len(steps):
            return []
        blocks: list[Block] = []
        passed, used = 0, 0
        for number, step in enumerate(steps):
            passed += step.end_ms - step.start_ms
            to_come = len(steps) - number - 1
            cells = max(1, min(round(room * passed / total) - used, room - used - to_come))
            blocks.append(Block(step, used + number, cells))
            used += cells
        return blocks

    def _names(self, blocks: list[Block], width: int) -> list[tuple[str, str]]:
        """Name the present step in full, and of the others as many words as fit over their blocks."""
        number = next((n for n, block in enumerate(blocks) if block.step.state == "now"), None)
        placed: list[tuple[int, str, str]] = []
        if sum(block.width >= NAMED_FROM for block in blocks) * 2 > len(blocks):
            placed = [(block.left, "name", _words(block.step.title, block.width)) for block in blocks]
        if number is not None:
            name = shortened(blocks[number].step.title, width - 8)
            count = "" if placed else f"  {number + 1} of {len(blocks)}"
            left = max(0, min(blocks[number].left, width - len(name) - len(count)))
            end = left + len(name)
            placed = [each for each in placed if each[0] + len(each[2]) < left or each[0] > end]
            placed += [(left, "name-now", name), (end, "name", count)]
        parts: list[tuple[str, str]] = []
        at = 0
        for left, part, name in sorted(placed):
            parts += [("name", " " * (left - at)), (part, name)]
            at = left + len(name)
        return parts

    def _bar(self, blocks: list[Block]) -> list[tuple[str, str]]:
        at_ms = self.view.at_ms if self.view else 0
        parts = []
        for block in blocks:
            filled, state = _filled(block, at_ms), block.step.state
            shown = {"to come": "to-come", "partial": "done"}.get(state, state)
            mark = _FULL if state in ("done", "partial", "now") else "╌" if state == "skipped" else _TRACK
            parts += [
                (shown, mark * filled),
                ("to-come", _TRACK * (block.width - filled)),
                ("to-come", " "),
            ]
        return parts


def _filled(block: Block, at_ms: int) -> int:
    """Return the cells of a block that are painted as its state says; the others are still to come."""
    step = block.step
    if step.state == "to come":
        return 0
    if step.state != "now":
        return block.width
    return min(block.width, max(0, int((at_ms - step.start_ms) / max(1, step.end_ms - step.start_ms) * block.width)))


def _words(title: str, width: int) -> str:
    """Return as many whole words as fit, without a little one at the end."""
    if len(title) <= width:
        return title
    words = title[: width + 1].split(" ")[:-1]
    while words and words[-1] in _LITTLE:
        words.pop()
    return " ".join(words)
