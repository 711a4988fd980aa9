"""The plain mappings, lists and texts of `figure:` → Figure. docs/figures.md describes the fields.

The reader of exercise files has checked them by the table in `routine.figure_fields`; here the same readers make
numbers of them. Plain data that was not checked ends in a `FigureError` for the first thing that does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from stretch_coach.figure.body import ARM, INDEX, JOINTS, LEG, SIZE, View
from stretch_coach.figure.make import Trace, finished
from stretch_coach.figure.model import Camera, Figure, Other, Prop, PropName
from stretch_coach.routine.dose import Side
from stretch_coach.routine.figure_fields import (
    AT,
    CAMERA,
    EXTRAS,
    FIGURE,
    MOST_POSES,
    PLACES,
    POSE,
    SHRUG,
    TWIST,
    VIEWS,
    read_directions,
    read_numbers,
    read_pace,
    read_share,
    read_thing,
    read_trace,
)
from stretch_coach.routine.findings import FieldError

FIELDS, POSE_FIELDS = tuple(FIGURE.fields), tuple(POSE.fields)
T = TypeVar("T")


class FigureError(ValueError):
    """Something in a figure that cannot be drawn: where, what was expected, what was found."""

    def __init__(self, path: tuple[str | int, ...], expected: str, found: object) -> None:
        self.path = path
        """The keys and list places (from 0) that lead to it, from the figure down."""
        self.expected = expected
        self.found = _shown(found)
        where = ".".join(str(part + 1) if isinstance(part, int) else part for part in ("figure", *path))
        super().__init__(f"{where}: expected {expected}, found {self.found}")


def read_figure(data: object) -> Figure:
    """Read a figure from plain mappings, lists and texts. Raises `FigureError`."""
    fields = _mapping(data, (), FIELDS, "the fields of a figure")
    view = cast("View", _choice(fields.get("view", "side"), ("view",), VIEWS))
    if "start" not in fields:
        raise FigureError((), "the field `start`, the pose it begins with", "none")
    if "hold" in fields and "loop" in fields:
        raise FigureError(("loop",), "either `hold` or `loop`", "both")
    start = _pose(fields["start"], ("start",), _standing(view), first=True)
    poses = [start]
    for place, pose in enumerate(_listed(fields.get("way", []), ("way",), "a list of poses")):
        poses.append(_pose(pose, ("way", place), poses[-1]))
    if "hold" in fields:
        poses.append(_pose(fields["hold"], ("hold",), poses[-1]))
    loop: list[tuple[float, ...]] = []
    for place, pose in enumerate(_listed(fields.get("loop", []), ("loop",), "a list of poses")):
        loop.append(_pose(pose, ("loop", place), loop[-1] if loop else start))
    if len(poses) + len(loop) > MOST_POSES:
        raise FigureError((), f"at most {MOST_POSES} poses", len(poses) + len(loop))
    things = [
        _thing(item, ("props", place))
        for place, item in enumerate(_listed(fields.get("props", []), ("props",), "a list of things"))
    ]
    camera = _scalar(fields.get("camera", "0 0"), ("camera",), lambda text: read_numbers(text, 2, 90.0, CAMERA))
    figure = Figure(
        view=view,
        drawn=cast("Side", _choice(fields.get("drawn", "right"), ("drawn",), ("left", "right"))),
        other=cast("Other", _choice(fields.get("other", "mirror"), ("other",), ("mirror", "swap"))),
        anchor=_choice(fields.get("anchor", "hips"), ("anchor",), JOINTS),
        camera=Camera(*camera),
        poses=tuple(poses),
        loop=tuple(loop),
        pace_ms=_scalar(fields.get("pace", "4s"), ("pace",), read_pace),
        props=tuple(thing for thing in things if isinstance(thing, Prop)),
        fingers=_spreads(fields),
        towel="towel" in things,
        breath="breath" in things,
    )
    show = [
        _choice(item, ("show", place), JOINTS)
        for place, item in enumerate(_listed(fields.get("show", []), ("show",), "a list of joints"))
    ]
    traced = [
        _trace(item, ("trace", place))
        for place, item in enumerate(_listed(fields.get("trace", []), ("trace",), "a list of joints"))
    ]
    return finished(figure, show, traced)


def _standing(view: str) -> tuple[float, ...]:
    """The pose that a start is compared with: standing, arms hanging, at the middle of the picture."""
    numbers = [0.0] * SIZE
    facing = (0.0, 90.0) if view != "side" else (0.0, 0.0)
    for part, turn in (("waist", 90.0), ("chest", 90.0), ("neck", 90.0)):
        numbers[INDEX[part]] = turn
    numbers[INDEX["look"] : INDEX["look"] + 2] = facing
    for side, slant in (("near", 6.0), ("far", -6.0)):
        for part in (*ARM, "thigh", "shin"):
            numbers[INDEX[f"{side}_{part}"]] = 270.0 + (slant if view != "side" else 0.0)
        numbers[INDEX[f"{side}_foot"]] = 0.0 if view == "side" else 270.0
    numbers[INDEX["at_y"]] = 46.0
    return tuple(numbers)


def _pose(
    data: object, path: tuple[str | int, ...], before: Sequence[float], *, first: bool = False
) -> tuple[float, ...]:
    """Read one pose: what it does not say is as in the pose before, and every angle goes the shorter way from there."""
    fields = _mapping(data, path, POSE_FIELDS, "the fields of a pose")
    numbers = list(before)
    for field in (name for name in POSE_FIELDS if name in fields):  # `arm` before `near_arm`, which may differ
        at, value = (*path, field), fields[field]
        if field in _NUMBERS:
            names, read = _NUMBERS[field]
            for name, number in zip(names, _scalar(value, at, read), strict=True):
                numbers[INDEX[name]] = number
        elif field == "fingers":
            numbers[INDEX[field]] = _scalar(value, at, read_share)
        else:
            for parts in _PARTS[field]:
                _direct(numbers, parts, value, at, first=first)
    return tuple(numbers)


_PARTS = {
    "back": (("waist", "chest"),),
    "head": (("neck", "look"),),
} | {
    f"{prefix}{limb}": tuple(tuple(f"{side}_{part}" for part in parts) for side in sides)
    for limb, parts in (("arm", ARM), ("leg", LEG))
    for prefix, sides in (("", ("near", "far")), ("near_", ("near",)), ("far_", ("far",)))
}
_NUMBERS: Mapping[str, tuple[tuple[str, ...], Callable[[str], tuple[float, ...]]]] = {
    "at": (("at_x", "at_y"), lambda text: read_numbers(text, 2, PLACES, AT)),
    "twist": (("shoulders", "hips"), lambda text: read_numbers(text, 2, 180.0, TWIST)),
    "shrug": (("forward", "up"), lambda text: read_numbers(text, 2, 10.0, SHRUG)),
}


def _direct(
    numbers: list[float], parts: tuple[str, ...], value: object, path: tuple[str | int, ...], *, first: bool
) -> None:
    """Turn the parts of a limb. A first pose stays as it is written; later ones go the shorter way round."""
    for (turn, out), part in zip(_scalar(value, path, lambda text: read_directions(text, parts)), parts, strict=True):
        if not first:
            turn += 360.0 * round((numbers[INDEX[part]] - turn) / 360.0)  # noqa: PLW2901  the same angle, nearer
        numbers[INDEX[part] : INDEX[part] + 2] = turn, out


def _scalar(value: object, path: tuple[str | int, ...], read: Callable[[str], T]) -> T:
    """Read one text by the same reader that checks it in a file."""
    try:
        return read(str(value) if not isinstance(value, dict | list) else "")
    except FieldError as error:
        expected, _, found = error.message.removeprefix("expected ").rpartition(", found ")
        raise FigureError(path, expected, found.strip("`") if isinstance(value, str) else value) from None


def _thing(value: object, path: tuple[str | int, ...]) -> Prop | str:
    """A prop with its place, facing and height, `chair 34 left 20`, or a towel or breath, which follow the body."""
    name, x, facing, seat = _scalar(value, path, read_thing)
    return name if name in EXTRAS else Prop(cast("PropName", name), x, facing, seat)


def _trace(value: object, path: tuple[str | int, ...]) -> Trace:
    """A joint whose way is drawn, how far beyond it, moved how far right and up, and seen turned by how much."""
    joint, numbers = _scalar(value, path, read_trace)
    return Trace(joint, *numbers)


def _spreads(fields: Mapping[str, Any]) -> bool:
    poses = [fields["start"], fields.get("hold", {}), *fields.get("way", []), *fields.get("loop", [])]
    return any("fingers" in pose for pose in poses)


def _choice(value: object, path: tuple[str | int, ...], names: Sequence[str]) -> str:
    if not isinstance(value, str) or value not in names:
        raise FigureError(path, f"one of {', '.join(names)}", value)
    return value


def _listed(value: object, path: tuple[str | int, ...], expected: str) -> list[object]:
    if not isinstance(value, list | tuple):
        raise FigureError(path, expected, value)
    return list(value)


def _mapping(value: object, path: tuple[str | int, ...], names: Sequence[str], expected: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FigureError(path, expected, value)
    for name in value:
        if name not in names:
            raise FigureError((*path, str(name)), f"one of {', '.join(names)}", name)
    return value


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "fields"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"`{text[:40]}`" if text else "nothing"
