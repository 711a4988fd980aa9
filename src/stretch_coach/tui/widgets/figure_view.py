"""The widget that shows a figure over the page, and redraws only the lines of it that change."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from rich.style import Style

    from stretch_coach.figure.draw import Frame


SHADES = ("near", "far", "trace", "prop")


class FigureView(Widget):
    """A drawn body. Near limbs, far limbs, arrows and things have a shade each, and a shape each where none is seen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"figure--{name}" for name in SHADES}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._frame: Frame = ()
        self._place = Region(0, 0, 0, 0)
        self._shades: dict[str, Style] | None = None

    def stand(self, region: Region) -> None:
        """Take a place on the screen."""
        if region != self._place:
            self._place = region
            self.styles.offset = (region.x, region.y)
            self.styles.width, self.styles.height = region.width, region.height

    def show(self, frame: Frame) -> None:
        """Show another picture."""
        before, self._frame = self._frame, frame
        if len(before) != len(frame):
            self.refresh()
            return
        changed = [y for y, (old, new) in enumerate(zip(before, frame, strict=True)) if old != new]
        if changed:
            width = self.size.width
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        base = self.visual_style.rich_style
        if y >= len(self._frame):
            return Strip.blank(self.size.width, base)
        if self._shades is None:
            self._shades = {name: self.get_component_rich_style(f"figure--{name}") for name in SHADES}
        shades = self._shades
        line = self._frame[y]
        strip = Strip([Segment(run.text, shades[run.shade]) for run in line], sum(len(run.text) for run in line))
        return strip.adjust_cell_length(self.size.width, base)

    def notify_style_update(self) -> None:
        """Look the colours up again: another theme, or the flash of a tone."""
        self._shades = None
        super().notify_style_update()
