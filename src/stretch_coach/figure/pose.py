"""A figure in one moment: angles between its poses become joints (pure). Called for every frame."""

from __future__ import annotations

from collections.abc import Sequence

from stretch_coach.figure.body import ARM, INDEX, LEG, joints
from stretch_coach.figure.model import Figure, Joints
from stretch_coach.routine.dose import Side

_PAIRS = tuple((INDEX[f"near_{part}"], INDEX[f"far_{part}"]) for part in ARM + LEG)


def pose(  # noqa: PLR0913  all that moves a body, by name
    figure: Figure,
    share: float,
    side: Side | None = None,
    phase: float = 0.0,
    *,
    breath: float = 0.0,
    turned: float = 0.0,
) -> Joints:
    """Place the body `share` of the way (0 to 1) from start to hold; of a loop, at `phase` (0 to 1) of one round.

    A range of 60 % is a share of at most 0.6: the knees go 60 % of the way. `side` None is drawn as the file draws it.
    `breath` (0 to 1) fills the chest; `turned` turns the whole picture, in degrees, at a switch of sides.
    """
    numbers = angles(figure, share, phase)
    other = side is not None and side != figure.drawn
    if other and figure.other == "swap":
        numbers = _swapped(numbers)
    points = joints(numbers, figure.view, figure.anchor)
    mirrored = other and figure.other == "mirror"
    if mirrored:
        wide, high = (1, -1) if figure.view == "above" else (-1, 1)  # from above, the head stays where it is
        points = {name: (x * wide, y * high, z) for name, (x, y, z) in points.items()}
    return Joints(points, mirrored, turned, numbers[INDEX["fingers"]], breath)


def angles(figure: Figure, share: float, phase: float = 0.0) -> Sequence[float]:
    """Return the numbers of a pose: between two poses every angle goes its own way evenly."""
    share = min(1.0, max(0.0, share))
    if figure.loop:
        return _mixed(figure.poses[0], _around(figure.loop, (phase % 1.0) * len(figure.loop)), share)
    return _between(figure.poses, share * (len(figure.poses) - 1))


def _between(poses: Sequence[Sequence[float]], place: float) -> Sequence[float]:
    first = int(place)
    return _mixed(poses[first], poses[min(first + 1, len(poses) - 1)], place - first)


def _around(poses: Sequence[Sequence[float]], place: float) -> Sequence[float]:
    """A place on a closed way: smooth through all its poses, resting a moment at each end if it goes to and fro."""
    count, first = len(poses), int(place) % len(poses)
    part = place - int(place)
    a, b = poses[first], poses[(first + 1) % count]
    if count < 3:  # noqa: PLR2004  to and fro
        return _mixed(a, b, part * part * (3 - 2 * part))
    before, after = poses[first - 1], poses[(first + 2) % count]
    squared, cubed = part * part, part * part * part
    weights = (
        (-cubed + 2 * squared - part) / 2,
        (3 * cubed - 5 * squared + 2) / 2,
        (-3 * cubed + 4 * squared + part) / 2,
        (cubed - squared) / 2,
    )  # Catmull and Rom's curve, which bends as a person does and meets every pose
    return tuple(
        sum(w * n for w, n in zip(weights, four, strict=True)) for four in zip(before, a, b, after, strict=True)
    )


def _mixed(a: Sequence[float], b: Sequence[float], part: float) -> Sequence[float]:
    if part <= 0:
        return a
    return b if part >= 1 else tuple(x + (y - x) * part for x, y in zip(a, b, strict=True))


def _swapped(numbers: Sequence[float]) -> Sequence[float]:
    swapped = list(numbers)
    for near, far in _PAIRS:
        swapped[near : near + 2], swapped[far : far + 2] = numbers[far : far + 2], numbers[near : near + 2]
    return swapped
