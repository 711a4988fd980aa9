"""Draws figures on the screen, and keeps the one of a running session moving."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from stretch_coach.figure.draw import Frame
from stretch_coach.session.events import PlayerView
from stretch_coach.tui.widgets.figure_animator import FigureAnimator

SHADES = ("near", "far", "trace", "prop")
FRAME_MS = 125
"""Eight pictures a second are enough for dots, and leave the processor alone."""
LARGE_FRAME_MS = 190
LARGE = 700
"""Characters from which a picture costs more, and is drawn less often."""
SLACK_MS = 5
"""A timer that wakes so much too early has woken for this picture."""
_FIRST, _FULL = 0x2800, 0xFF
_SOLID = 5
"""Dots of a cell from which it is painted solid, with its missing dots in the colour of the ground."""


class FigureView(Widget):
    """A drawn body: near limbs, far limbs, arrows and props have a shade each.

    Cells of the body have two colours: a mostly full one is filled, and only its gaps are drawn as dots. So a body
    looks solid, and keeps every detail of the dots.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"figure--{name}" for name in SHADES}
    DEFAULT_CSS = """
    FigureView { width: 1fr; height: 1fr; }
    FigureView > .figure--near { color: $foreground; }
    FigureView > .figure--far { color: $foreground 60%; }
    FigureView > .figure--trace { color: $kind-switch; }
    FigureView > .figure--prop { color: $foreground 35%; }
    """

    def __init__(self, frame: Frame = (), *, id: str | None = None) -> None:  # noqa: A002  Textual\'s own name
        super().__init__(id=id)
        self._frame = frame
        self._shades: dict[str, tuple[Style, Style]] | None = None

    def show(self, frame: Frame) -> None:
        """Show another picture; only the lines that differ are drawn."""
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
        shades = self._shades or self._look_up()
        segments = [
            Segment(text, shades[run.shade][solid])
            for run in self._frame[y]
            for text, solid in (_two_colours(run.text) if run.shade == "near" else ((run.text, False),))
        ]
        width = sum(len(run.text) for run in self._frame[y])
        return Strip(segments, width).adjust_cell_length(self.size.width, base)

    def _look_up(self) -> dict[str, tuple[Style, Style]]:
        """Return the style of each shade, and the same with both colours exchanged."""
        shades = {}
        for name in SHADES:
            style = self.get_component_rich_style(f"figure--{name}")
            shades[name] = (style, Style(color=style.bgcolor, bgcolor=style.color))
        self._shades = shades
        return shades

    def notify_style_update(self) -> None:
        """Look the colours up again: another theme, or a flash."""
        self._shades = None
        super().notify_style_update()


@lru_cache(maxsize=2048)
def _two_colours(text: str) -> tuple[tuple[str, bool], ...]:
    """Split braille into stretches to be drawn as they are, and stretches to be drawn solid with their gaps as dots."""
    parts: list[tuple[str, bool]] = []
    for character in text:
        dots = ord(character) - _FIRST
        solid = 0 <= dots <= _FULL and dots.bit_count() >= _SOLID
        shown = " " if dots == _FULL else chr(_FIRST + (_FULL & ~dots)) if solid else character
        if parts and parts[-1][1] == solid:
            parts[-1] = (parts[-1][0] + shown, solid)
        else:
            parts.append((shown, solid))
    return tuple(parts)


class _Drawn(NamedTuple):
    """What is shown: where in the session it was drawn, and where it will look different."""

    scene: object = None
    at_ms: int = 0
    due_ms: int | None = None


class SessionFigure(FigureView):
    """The figure of what is played; it goes on moving while the session is paused."""

    view: reactive[PlayerView | None] = reactive(None, repaint=False)

    def __init__(self, animator: FigureAnimator, real_ms: Callable[[], int], *, id: str | None = None) -> None:  # noqa: A002  Textual\'s own name
        """`real_ms` is a clock that goes on while the session is paused."""
        super().__init__(id=id)
        self._animator = animator
        self._real_ms = real_ms
        self._paused_at: int | None = None
        self._drawn = _Drawn()

    def watch_view(self, view: PlayerView | None) -> None:
        """Draw this moment of the session."""
        if view is None:
            return
        if view.phase != "paused":
            self._paused_at = None
        elif self._paused_at is None:
            self._paused_at = self._real_ms()
        self._draw(view)

    def look(self) -> None:
        """Draw again if the picture is due: time also passes in a pause, in which the view stays the same."""
        if self.view is not None:
            self._draw(self.view)

    def on_resize(self, event: events.Resize) -> None:
        """Draw at the new size."""
        del event
        self._drawn = _Drawn()
        self.look()

    def next_ms(self) -> int | None:
        """Return in how many ms the picture will look different; None while it will not."""
        view, due = self.view, self._drawn.due_ms
        return None if view is None or due is None else max(0, due - self._at(view))

    def _at(self, view: PlayerView) -> int:
        return view.at_ms if self._paused_at is None else view.at_ms + self._real_ms() - self._paused_at

    def _draw(self, view: PlayerView) -> None:
        columns, rows = self.size
        scene = (columns, rows, view.phase, view.segment and view.segment.index, view.total_ms)
        at_ms, drawn = self._at(view), self._drawn
        if scene == drawn.scene and (drawn.due_ms is None or drawn.at_ms <= at_ms < drawn.due_ms - SLACK_MS):
            return
        picture = self._animator.picture(view, columns, rows, at_ms - view.at_ms) if columns and rows else None
        due_ms = None
        if picture is not None and picture.next_ms is not None:
            due_ms = at_ms + max(LARGE_FRAME_MS if columns * rows > LARGE else FRAME_MS, picture.next_ms)
        self._drawn = _Drawn(scene, at_ms, due_ms)
        self.show(picture.frame if picture else ())
