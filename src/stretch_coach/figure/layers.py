"""A posed figure as dots, one layer for each shade (pure)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from stretch_coach.figure.model import Figure, Joints, picture_box
from stretch_coach.figure.raster import Dots, Grid, Ink, fit, widened
from stretch_coach.figure.shapes import Part, body
from stretch_coach.figure.things import arrows, breath, ground, things


def layers(figure: Figure, joints: Joints, width: int, height: int, over: int = 1) -> Dots:
    """Draw a body as large as fits on `width` × `height` dots, of which `over` × `over` are averaged later."""
    still = _still(figure, joints.mirrored, width, height, over)
    dots = Dots(fit(picture_box(figure, mirrored=joints.mirrored), width, height), over)
    dots.prop = still.props
    for part in (*body(figure, joints), *breath(figure, joints)):
        dots.add(part)
    dots.put("prop", still.ground)
    if not joints.turned:  # while it turns, arrows would point astray
        dots.clear(still.around)
        dots.put("trace", still.arrows)
    return dots


class _Still(NamedTuple):
    """What is the same in every frame: things, the ground under them, arrows, and the gap around those."""

    props: Ink
    ground: Ink
    arrows: Ink
    around: Ink


@lru_cache(maxsize=8)
def _still(figure: Figure, mirrored: bool, width: int, height: int, over: int) -> _Still:  # noqa: FBT001  a cache knows no names
    dots = Dots(fit(picture_box(figure, mirrored=mirrored), width, height), over)
    for part in ground(figure, mirrored=mirrored):
        dots.add(part)
    below = dots.prop
    for part in (*things(figure, mirrored=mirrored), *arrows(figure, mirrored=mirrored)):
        dots.add(_upright(part._replace(apart=False), dots.grid))
    return _Still(dots.prop, below, dots.trace, widened(dots.trace, dots.grid.stride, max(1, over // 2)))


def _upright(part: Part, grid: Grid) -> Part:
    """Move upright lines to the middle of a dot, so that the legs of a table are equally thick."""
    rods = [
        (x := (round(x0 * grid.scale + grid.dx) - grid.dx) / grid.scale, y0, r0, x, y1, r1) if x0 == x1 else rod
        for rod in part.rods
        for x0, y0, r0, x1, y1, r1 in (rod,)
    ]
    return part._replace(rods=tuple(rods))
