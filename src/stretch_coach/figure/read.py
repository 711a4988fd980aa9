"""`figure:` of an exercise file → Figure, with a clear error for the first thing that does not fit (pure).

Called by `wiring` when an exercise is shown and by `check`. The reader of routine files hands it over as plain
mappings, lists and texts; docs/figures.md describes the fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Never, cast

from stretch_coach.figure.body import ARM, INDEX, JOINTS, LEG, SIZE, View
from stretch_coach.figure.make import Trace, finished
from stretch_coach.figure.model import PROPS, Camera, Figure, Other, Prop, PropName
from stretch_coach.routine.model import Side

FIELDS = (
    "view", "drawn", "other", "anchor", "camera", "pace", "props", "trace", "show", "start", "way", "hold", "loop",
)  # fmt: skip
POSE_FIELDS = (
    "at", "back", "head", "arm", "near_arm", "far_arm", "leg", "near_leg", "far_leg", "twist", "shrug", "fingers",
)  # fmt: skip
EXTRAS = ("towel", "breath")
MOST_POSES = 12
_VIEWS = ("side", "front", "above")
_TURNS = 720.0
_PLACES = 200.0


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
    view = cast("View", _choice(fields.get("view", "side"), ("view",), _VIEWS))
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
    camera = _numbers(
        fields.get("camera", "0 0"), ("camera",), 2, 90.0, "two angles, walked round and looked down: `20 10`"
    )
    figure = Figure(
        view=view,
        drawn=cast("Side", _choice(fields.get("drawn", "right"), ("drawn",), ("left", "right"))),
        other=cast("Other", _choice(fields.get("other", "mirror"), ("other",), ("mirror", "swap"))),
        anchor=_choice(fields.get("anchor", "hips"), ("anchor",), JOINTS),
        camera=Camera(*camera),
        poses=tuple(poses),
        loop=tuple(loop),
        pace_ms=_pace(fields.get("pace", "4s")),
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
    """The pose that a start is told apart from: standing, arms hanging, at the middle of the picture."""
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
        if field in _NUMBERS:
            names, most, expected = _NUMBERS[field]
            values = _numbers(fields[field], (*path, field), len(names), most, expected)
            for name, number in zip(names, values, strict=True):
                numbers[INDEX[name]] = number
        elif field == "fingers":
            share = str(fields[field]).removesuffix("%")
            numbers[INDEX[field]] = _number(share, (*path, field), 100.0, "a share: `100%`") / 100
        else:
            for parts in _PARTS[field]:
                _direct(numbers, parts, fields[field], (*path, field), first=first)
    return tuple(numbers)


_PARTS = {
    "back": (("waist", "chest"),),
    "head": (("neck", "look"),),
} | {
    f"{prefix}{limb}": tuple(tuple(f"{side}_{part}" for part in parts) for side in sides)
    for limb, parts in (("arm", ARM), ("leg", LEG))
    for prefix, sides in (("", ("near", "far")), ("near_", ("near",)), ("far_", ("far",)))
}
_NUMBERS = {
    "at": (("at_x", "at_y"), _PLACES, "two places: `0 26`"),
    "twist": (("shoulders", "hips"), 180.0, "two angles, of the shoulders and the hips: `-60 0`"),
    "shrug": (("forward", "up"), 10.0, "two lengths, forward and up: `4 0`"),
}


def _direct(
    numbers: list[float], parts: Sequence[str], value: object, path: tuple[str | int, ...], *, first: bool
) -> None:
    """Turn the parts of a limb. A first pose stands as it is written; later ones go the shorter way round."""
    names = ", ".join(part.removeprefix("near_").removeprefix("far_") for part in parts)
    words = _words(value, path, len(parts), f"{len(parts)} directions in degrees ({names})")
    for word, part in zip(words, parts, strict=True):
        turn, out = _direction(word, path)
        if not first:
            turn += 360.0 * round((numbers[INDEX[part]] - turn) / 360.0)
        numbers[INDEX[part] : INDEX[part] + 2] = turn, out


def _direction(value: str, path: tuple[str | int, ...]) -> tuple[float, float]:
    turn, slash, out = value.partition("/")
    expected = "a direction in degrees: `90`, or `90/30` with 30 toward the one who looks"
    return _number(turn, path, _TURNS, expected), _number(out, path, _TURNS, expected) if slash else 0.0


def _number(value: object, path: tuple[str | int, ...], most: float, expected: str) -> float:
    text = str(value).strip()
    try:
        if not text or text.strip("+-0123456789.") or isinstance(value, dict | list):
            _refuse(path, expected, value)
        number = float(text)
    except ValueError:
        _refuse(path, expected, value)
    if abs(number) > most:
        _refuse(path, f"{expected}, at most {most:g}", value)
    return number


def _refuse(path: tuple[str | int, ...], expected: str, found: object) -> Never:
    raise FigureError(path, expected, found)


def _numbers(value: object, path: tuple[str | int, ...], count: int, most: float, expected: str) -> tuple[float, ...]:
    return tuple(_number(word, path, most, expected) for word in _words(value, path, count, expected))


def _words(value: object, path: tuple[str | int, ...], count: int, expected: str) -> list[str]:
    """Split a text at its blanks."""
    if isinstance(value, dict | list):
        raise FigureError(path, expected, value)
    words = str(value).split()
    if len(words) != count:
        raise FigureError(path, expected, value)
    return words


def _thing(value: object, path: tuple[str | int, ...]) -> Prop | str:
    """A prop with its place, facing and height, `chair 34 left 20`, or a towel or breath, which follow the body."""
    words = str(value).split()
    expected = f"a thing ({', '.join((*PROPS, *EXTRAS))}) and where it stands: `chair 34`"
    if isinstance(value, dict | list) or not words or words[0] not in (*PROPS, *EXTRAS) or len(words) > 4:  # noqa: PLR2004
        raise FigureError(path, expected, value)
    if words[0] in EXTRAS:
        return words[0]
    x = _number(words[1], path, _PLACES, expected) if len(words) > 1 else 0.0
    facing = _choice(words[2], path, ("left", "right")) if len(words) > 2 else "right"  # noqa: PLR2004  its third word
    seat = _number(words[3], path, 60.0, expected) if len(words) > 3 else 24.0  # noqa: PLR2004  its fourth
    return Prop(cast("PropName", words[0]), x, 1 if facing == "right" else -1, seat)


def _trace(value: object, path: tuple[str | int, ...]) -> Trace:
    """A joint whose way is drawn, how far beyond it, moved how far right and up, and seen turned by how much."""
    words = str(value).split()
    expected = "a joint, a distance, how far aside, and turned: `near_knee 6` or `hips 0 0 12`"
    if isinstance(value, dict | list) or len(words) not in (1, 2, 4, 5):
        raise FigureError(path, expected, value)
    numbers = [_number(word, path, 60.0, expected) for word in words[1:]]
    return Trace(_choice(words[0], path, JOINTS), *numbers)


def _pace(value: object) -> int:
    text = str(value)
    seconds = _number(text.removesuffix("s"), ("pace",), 60.0, "seconds: `1.5s`")
    if seconds < 0.5:  # noqa: PLR2004  quicker than a person moves
        raise FigureError(("pace",), "at least half a second", value)
    return round(seconds * 1000)


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
