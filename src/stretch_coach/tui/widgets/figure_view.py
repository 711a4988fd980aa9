"""Draws figures on the screen, in characters or as real pictures, and keeps the one of a running session moving."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import ClassVar, NamedTuple

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ScreenStackError
from textual.color import Color
from textual.dom import NoScreen
from textual.errors import NoWidget
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from stretch_coach.figure.cells import LEVELS, SHADES, Frame, Line, Run
from stretch_coach.figure.draw import draw
from stretch_coach.session.events import PlayerView
from stretch_coach.tui.drawing import Drawing
from stretch_coach.tui.figure_picture import PictureColours, PictureError, draw_picture, own_picture
from stretch_coach.tui.pictures import Encoded, Pictures
from stretch_coach.tui.widgets.figure_animator import FigureAnimator, Pose

FRAME_MS = 120
"""Eight pictures a second are enough, and leave the processor alone."""
SLACK_MS = 5
"""A timer that wakes so much too early has woken for this picture."""
MOST_KEPT = 96
"""Frames of a movement that are kept: a round of four seconds and the way in and out of it."""
_LARGEST_PICTURE = 1000
"""Pixels across or down; xterm cuts what is larger."""
_SHADED = ("octant", "sextant")
_FEWER = {"256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}
_FIRST, _FULL = 0x2800, 0xFF
_SOLID = 5
"""Dots of a cell from which it is painted solid, with its missing dots in the colour of the ground."""


class FigureView(Widget):
    """A drawn body: near limbs, far limbs, arrows and props have a shade each.

    In braille, too, cells of the body have two colours: a mostly full one is filled, and only its gaps are drawn as
    dots. So a body looks solid, and keeps every detail of the dots.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"figure--{name}" for name in SHADES}
    DEFAULT_CSS = """
    FigureView { width: 1fr; height: 1fr; }
    FigureView > .figure--near { color: $foreground; }
    FigureView > .figure--far { color: $quiet; }
    FigureView > .figure--trace { color: $kind-switch; }
    FigureView > .figure--prop { color: $foreground 50%; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._pose: Pose | None = None
        self._frame: Frame = ()
        self._styles: dict[Run, tuple[Style, Style]] = {}
        self._lines: dict[Line, Line] = {}
        """Each kept line once: most are the same in many frames."""
        self._strips: dict[int, tuple[Line, Strip]] = {}
        """Lines as Textual wants them, by the identity of the kept line."""
        self._kept: dict[Hashable, Frame | Encoded] = {}
        self._movement: Hashable = None
        self._refused: set[str] = set()
        """Pictures of the user's own that could not be shown; said once."""
        self._place: tuple[int, int, int, int] | None = None
        """Where a picture is shown; None where there are characters."""

    def show_pose(self, pose: Pose | None) -> None:
        """Show a body, or nothing."""
        if pose is not None and pose.own in self._refused:
            pose = pose.without_own()
        movement = pose and pose.movement
        if movement != self._movement:
            self._movement = movement
            self._forget()
        self._pose = pose
        self._redraw()

    # Characters

    def _redraw(self) -> None:
        pose, (columns, rows) = self._pose, self.size
        style = self._drawing.style
        if style in _SHADED and self.app.current_theme.ansi:
            style = "braille"  # the terminal's own colours cannot be mixed to shades
        if pose is None or not columns or not rows or style is None:
            self._hide_picture()
            self._show(())
        elif not self._show_picture(pose):
            self._hide_picture()
            if pose.figure is None:
                self._show(())
                return
            key = (pose.key, columns, rows, style)
            frame = self._kept.get(key)
            if not isinstance(frame, tuple) or isinstance(frame, Encoded):
                drawn = draw(pose.figure, pose.joints(), columns, rows, style)
                frame = tuple(self._lines.setdefault(line, line) for line in drawn)
                self._keep(key, frame)
            self._show(frame)

    def _show(self, frame: Frame) -> None:
        """Show other characters; only the lines that differ are drawn."""
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
        width = self.size.width
        if y >= len(self._frame):
            return Strip.blank(width, self.visual_style.rich_style)
        line = self._frame[y]
        kept = self._strips.get(id(line))
        if kept is None or kept[0] is not line or kept[1].cell_length != width:
            segments = [
                Segment(text, self._style(run)[solid])
                for run in line
                for text, solid in (_two_colours(run.text) if run.shade == "near" else ((run.text, False),))
            ]
            strip = Strip(segments, sum(len(run.text) for run in line))
            kept = self._strips[id(line)] = line, strip.adjust_cell_length(width, self.visual_style.rich_style)
        return kept[1]

    def _style(self, run: Run) -> tuple[Style, Style]:
        """Return the style of a run, and the same with both colours exchanged."""
        key = run._replace(text="")
        if key not in self._styles:
            shade, under = self._colour(run.shade), self._colour(run.under)
            ink, paper = (
                (under.blend(shade, level / LEVELS) if level else under).rich_color for level in (run.ink, run.paper)
            )
            solid = Style(color=paper, bgcolor=ink)
            if ink.is_default or paper.is_default:  # only the terminal knows which colours it exchanges
                solid = Style(color=ink, bgcolor=paper, reverse=True)
            self._styles[key] = (Style(color=ink, bgcolor=paper), solid)
        return self._styles[key]

    def _colour(self, shade: str | None) -> Color:
        ground = self.background_colors[1]
        if shade is None:
            return ground
        styles = self.get_component_styles(f"figure--{shade}")
        return ground + styles.color

    def notify_style_update(self) -> None:
        """Look the colours up again: another theme, or a flash."""
        self._styles = {}
        self._strips = {}
        super().notify_style_update()
        if self._place is not None:
            self.call_later(self._redraw)

    # What is kept

    def _keep(self, key: Hashable, drawn: Frame | Encoded) -> None:
        if len(self._kept) >= MOST_KEPT:
            self._forget()
        self._kept[key] = drawn

    def _forget(self) -> None:
        pictures = self._pictures
        for drawn in self._kept.values():
            if pictures is not None and isinstance(drawn, Encoded):
                pictures.forget(drawn)
        self._kept = {}
        self._lines = {}
        self._strips = {}

    # Real pictures

    @property
    def shows_pictures(self) -> bool:
        """Whether the terminal can show real pictures."""
        return self._pictures is not None

    @property
    def _drawing(self) -> Drawing:
        return getattr(self.app, "drawing", None) or Drawing()

    @property
    def _pictures(self) -> Pictures | None:
        return getattr(self.app, "pictures", None)

    def _room(self) -> tuple[int, int, int, int] | None:
        """Return the cells for a picture; None while any of them is covered or scrolled away."""
        try:
            screen = self.screen
            if self.app.screen is not screen or not screen.is_active or not self.display:
                return None
            found = screen.find_widget(self)
        except (NoScreen, NoWidget, ScreenStackError):
            return None
        region = found.region
        if found.visible_region != region or not screen.region.contains_region(region) or not region.area:
            return None
        return region.x, region.y, region.width, region.height

    def _show_picture(self, pose: Pose) -> bool:
        """Show a pose as a picture; whether that could be done."""
        pictures, cell = self._pictures, getattr(self.app, "cell", (0, 0))
        place = self._room() if pictures is not None and all(cell) else None
        if pictures is None or place is None:
            return False
        size = place[2] * cell[0], place[3] * cell[1]
        if max(size) > _LARGEST_PICTURE:
            share = _LARGEST_PICTURE / max(size)
            if pictures.is_exact:
                return False
            size = int(size[0] * share), int(size[1] * share)
        near, far, trace, prop = (self._colour(shade).rgb for shade in ("near", "far", "trace", "prop"))
        colours = PictureColours(near, far, trace, prop, self._ground)
        key = (pose.key, size, colours)
        picture = self._kept.get(key)
        if not isinstance(picture, Encoded):
            try:
                picture = pictures.encode(_painted(pose, size, colours))
            except PictureError as error:
                self.notify(str(error), severity="warning", markup=False)
                self._refused.add(pose.own)
                self._pose = pose.without_own()
                return pose.figure is not None and bool(pose.own) and self._show_picture(self._pose)
            except Exception as error:  # noqa: BLE001  characters do as well, whatever Pillow lacks here
                said = f"Pictures cannot be drawn here ({type(error).__name__}): {error}. Figures are of characters."
                self.notify(said, severity="warning", markup=False)
                self._hide_picture()
                self.app.pictures = None  # type: ignore[attr-defined]
                return False
            self._keep(key, picture)
        if self._place is None:
            self._frame = ()
            self.refresh()
        self._place = place
        pictures.show(id(self) % 1_000_000 + 1, picture, place)
        if pictures.keeps:
            self._kept[key] = picture._replace(data=b"")
        return True

    @property
    def _ground(self) -> tuple[int, int, int]:
        """The ground of the screen as the terminal shows it: one with fewer colours has the nearest of its own."""
        ground = self._colour(None).rich_color
        system = _FEWER.get(self.app.console.color_system or "")
        return (ground.downgrade(system) if system else ground).get_truecolor()

    def _hide_picture(self) -> None:
        if self._place is not None:
            self._place = None
            if self._pictures is not None:
                self._pictures.hide(id(self) % 1_000_000 + 1)
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; a picture over them is sent again when they are on the screen, or gives way to characters."""
        if self._pose is not None and self._pictures is not None:
            self.call_after_refresh(self._place_again)
        return super().render_lines(crop)

    def _place_again(self) -> None:
        if self._pose is not None and (self._place is not None or self._room() is not None):
            self._redraw()

    def take_away(self) -> None:
        """Hide the picture: something else is shown in its place."""
        self._hide_picture()

    def on_hide(self) -> None:
        """Hide the picture with the widget."""
        self._hide_picture()

    def on_unmount(self) -> None:
        """Leave no picture behind."""
        self._hide_picture()
        self._forget()


def _painted(pose: Pose, size: tuple[int, int], colours: PictureColours):  # type: ignore[no-untyped-def]  # noqa: ANN202  Pillow's image
    if pose.own:
        return own_picture(pose.own, size, colours.ground)
    if pose.figure is None:
        message = "There is nothing to draw."
        raise PictureError(message)
    return draw_picture(pose.figure, pose.joints(), size, colours)


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

    DEFAULT_CSS = """
    SessionFigure.-pictured { background: $background; }
    """
    view: reactive[PlayerView | None] = reactive(None, repaint=False)

    def __init__(self, animator: FigureAnimator, real_ms: Callable[[], int], *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        """`real_ms` is a clock that goes on while the session is paused."""
        super().__init__(id=id)
        self._animator = animator
        self._real_ms = real_ms
        self._paused_at: int | None = None
        self._drawn = _Drawn()

    def on_mount(self) -> None:
        """Keep a picture's ground when the screen is tinted for a moment: it would be gone until it is drawn again."""
        self.set_class(self.shows_pictures, "-pictured")

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
        self._forget()
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
        pose = self._animator.pose(view, at_ms - view.at_ms) if columns and rows else None
        due_ms = None
        if pose is not None and pose.next_ms is not None:
            due_ms = at_ms + max(FRAME_MS, pose.next_ms)
        self._drawn = _Drawn(scene, at_ms, due_ms)
        self.show_pose(pose)
