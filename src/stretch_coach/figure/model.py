"""The values of a figure. Made by `read`, posed by `pose`, drawn by `draw` and `svg`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stretch_coach.figure.body import Points, View
from stretch_coach.routine.dose import Side

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in percents of the body's height."""
Other = Literal["mirror", "swap"]
PropName = Literal["floor", "mat", "wall", "chair", "counter", "pillow", "stool"]
PROPS: tuple[PropName, ...] = ("floor", "mat", "wall", "chair", "counter", "pillow", "stool")


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing next to the body and where it is, from left to right; -1 faces left, 1 right."""

    name: PropName
    x: float = 0.0
    facing: int = 1
    seat: float = 24.0
    """How high one sits on it."""


@dataclass(frozen=True, slots=True)
class Camera:
    """From where the body is seen: degrees walked round it, and degrees looked down on it."""

    turn: float = 0.0
    lift: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One exercise as poses. A pose is a tuple of numbers in the order of `body.INDEX`."""

    view: View
    drawn: Side
    """The side whose exercise is drawn; the other one is its mirror image, or has near and far limbs swapped."""
    other: Other
    anchor: str
    """The joint that `at` places; it holds still unless a pose moves it."""
    camera: Camera
    poses: tuple[tuple[float, ...], ...]
    """The start, the way points and the hold; of a loop the start, to which a smaller range shrinks it."""
    loop: tuple[tuple[float, ...], ...] = ()
    """What a movement goes round, again and again; empty for an exercise that is held."""
    pace_ms: int = 4000
    """How long one round takes where no cycle of the session says it: walking."""
    props: tuple[Prop, ...] = ()
    traces: tuple[tuple[tuple[float, float], ...], ...] = ()
    """The ways that chosen joints go over the whole range, as seen: arrows next to the body."""
    box: Box = (-50.0, 0.0, 50.0, 100.0)
    """What the picture shows: all that any pose covers, so that a moving figure never changes its size."""
    pieces: tuple[str, ...] = ("trunk", "head", "arm", "leg")
    """What of the body is drawn: close up, only what reaches into the picture."""
    fingers: bool = False
    """True where hands open and close, and so are drawn with fingers."""
    towel: bool = False
    """True where a towel goes from the near hand round the near foot."""
    breath: bool = False
    """True where the breath is drawn before the face."""


@dataclass(frozen=True, slots=True)
class Joints:
    """A body in one moment: where its joints lie, already mirrored or swapped for its side."""

    points: Points
    mirrored: bool = False
    turned: float = 0.0
    """Degrees the whole picture is turned about the upright, at a switch of sides."""
    fingers: float = 0.0
    breath: float = 0.0
    """How full of air the body is, 0 to 1."""


def picture_box(figure: Figure, *, mirrored: bool) -> Box:
    """Return the box of a figure, mirrored or not."""
    left, bottom, right, top = figure.box
    if not mirrored:
        return figure.box
    return (left, -top, right, -bottom) if figure.view == "above" else (-right, bottom, -left, top)
