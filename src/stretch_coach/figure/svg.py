"""The same shapes as SVG, for handouts and the pages of docs (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from stretch_coach.figure.body import Rod, outline
from stretch_coach.figure.model import Figure, Joints, picture_box
from stretch_coach.figure.shapes import Part, body
from stretch_coach.figure.things import arrows, breath, ground, things

_HALO = 0.009
"""How wide a gap between limbs is, as a part of the picture's width: close up it is no wider than elsewhere."""


class Ink(NamedTuple):
    """The colours of a picture."""

    near: str = "#17685a"
    far: str = "#93b0a8"
    prop: str = "#b5ad9c"
    trace: str = "#b4540f"
    ground: str = "#ffffff"
    """What lies behind: gaps between limbs show it."""


PAPER = Ink()


def panel(figure: Figure, joints: Joints, place: tuple[float, float, float, float]) -> str:
    """Return a picture to be inside another SVG: `place` is its x, y, width and height."""
    left, bottom, right, top = picture_box(figure, mirrored=joints.mirrored)
    x, y, width, height = place
    view = f"{_n(left)} {_n(-top)} {_n(right - left)} {_n(top - bottom)}"
    parts = (
        *things(figure, mirrored=joints.mirrored),
        *body(figure, joints),
        *breath(figure, joints),
        *ground(figure, mirrored=joints.mirrored),
        *arrows(figure, mirrored=joints.mirrored),
    )
    halo = _HALO * (right - left)
    drawn = "".join(_part(part, halo) for part in parts)
    return f'<svg x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" viewBox="{view}">{drawn}</svg>'


def _part(part: Part, gap: float) -> str:
    colour: str = getattr(PAPER, part.shade)
    if part.shade in ("trace", "prop"):
        halo = _strokes(part.rods, gap, PAPER.ground) if part.apart else ""
        return halo + _strokes(part.rods, 0.0, colour)
    join = "" if part.join is None else _path((part.join,), colour)
    holes = _path(part.holes, PAPER.ground) if part.holes else ""
    rods = (*part.rods, *part.fine)
    return _path(rods, colour, PAPER.ground, 2 * gap if part.apart else 0.0) + join + holes


def _path(rods: Iterable[Rod], fill: str, stroke: str = "", width: float = 0.0) -> str:
    """Bars as one filled shape; a stroke is painted under it, so that it shows around the whole only."""
    rim = f' stroke="{stroke}" stroke-width="{_n(width)}" paint-order="stroke"' if width else ""
    return f'<path fill="{fill}"{rim} d="{"".join(_outlines(rods))}"/>'


def _strokes(rods: Iterable[Rod], more: float, colour: str) -> str:
    """Thin bars of an even thickness as strokes."""
    ways: dict[float, str] = {}
    last: dict[float, tuple[float, float]] = {}
    for x0, y0, radius, x1, y1, _ in rods:
        start = "" if last.get(radius) == (x0, y0) else f"M{_n(x0)} {_n(-y0)}"
        ways[radius] = ways.get(radius, "") + f"{start}L{_n(x1)} {_n(-y1)}"
        last[radius] = (x1, y1)
    return "".join(
        f'<path fill="none" stroke="{colour}" stroke-width="{_n(2 * (radius + more))}" '
        f'stroke-linecap="round" d="{way}"/>'
        for radius, way in ways.items()
    )


def _outlines(rods: Iterable[Rod]) -> Iterator[str]:
    """Yield each bar with round ends as a closed way; all go round the same way, so that they fill as one."""
    for x0, up0, a, x1, up1, b in rods:
        touching = outline((x0, -up0, a, x1, -up1, b))
        if not touching:
            x, y, radius = (x1, -up1, b) if b > a else (x0, -up0, a)
            yield f"M{_n(x - radius)} {_n(y)}{_half(radius, 1)}{_half(radius, -1)}z"
            continue
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = touching
        far_arc = 1 if a < b else 0
        yield (
            f"M{_n(ax)} {_n(ay)}L{_n(bx)} {_n(by)}A{_n(b)} {_n(b)} 0 {far_arc} 1 {_n(cx)} {_n(cy)}"
            f"L{_n(dx)} {_n(dy)}A{_n(a)} {_n(a)} 0 {1 - far_arc} 1 {_n(ax)} {_n(ay)}z"
        )


def _half(radius: float, way: int) -> str:
    """Half of a disc's edge, to the right or back to the left."""
    return f"a{_n(radius)} {_n(radius)} 0 1 1 {_n(2 * way * radius)} 0"


def _n(number: float) -> str:
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
