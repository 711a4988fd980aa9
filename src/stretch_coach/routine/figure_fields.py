"""The fields of `figure:`: what each pose, thing and arrow of a drawn figure may say.

The reader checks a figure by this table and keeps it as plain mappings, lists and texts; `figure.read` makes the
drawing of them, with the same readers of numbers and words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from stretch_coach.routine.findings import FieldError, Findings
from stretch_coach.routine.format import shown
from stretch_coach.routine.nodes import MappingNode, Node, SequenceNode
from stretch_coach.routine.scalars import read_choice
from stretch_coach.routine.schema_types import Listing, Scalar, Shape, plain
from stretch_coach.routine.tables import Field, Table

T = TypeVar("T")

VIEWS = ("side", "front", "above")
PROPS = ("floor", "mat", "wall", "chair", "counter", "pillow", "stool")
EXTRAS = ("towel", "breath")
_ONE_OF_A_KIND = ("hips", "waist", "shoulders", "head", "nose")
_OF_A_SIDE = (
    "shoulder", "elbow", "wrist", "fingers", "hip", "knee", "ankle", "toe",
)  # fmt: skip
JOINTS = (*_ONE_OF_A_KIND, *(f"{side}_{joint}" for side in ("near", "far") for joint in _OF_A_SIDE))
MOST_POSES = 12
TURNS, PLACES = 720.0, 200.0
DIRECTION = "a direction in degrees: `90`, or `90/30` with 30 toward the one who looks"
THING = f"a thing ({', '.join((*PROPS, *EXTRAS))}) and where it is: `chair 34`"
TRACE = "a joint, a distance, how far aside, and turned: `near_knee 6` or `hips 0 0 12`"
CAMERA = "two angles, walked round and looked down: `20 10`"
AT = "two places: `0 26`"
TWIST = "two angles, of the shoulders and the hips: `-60 0`"
SHRUG = "two lengths, forward and up: `4 0`"


def _wrong(expected: str, found: str, hint: str = "") -> FieldError:
    example = expected.rpartition(": ")[2]
    return FieldError("figure", f"expected {expected}, found {shown(found)}", hint or f"Write it like {example}.")


def read_number(text: str, most: float, expected: str) -> float:
    """Read a number between `-most` and `most`."""
    text = text.strip()
    try:
        number = float(text) if text and not text.strip("+-0123456789.") else None
    except ValueError:
        number = None
    if number is None:
        raise _wrong(expected, text)
    if abs(number) > most:
        expected = f"{expected}, at most {most:g}"
        raise _wrong(expected, text, f"Write a number from {-most:g} to {most:g}.")
    return number


def read_words(text: str, count: int, expected: str) -> list[str]:
    """Split a text at its blanks into `count` words."""
    words = text.split()
    if len(words) != count:
        raise _wrong(expected, text)
    return words


def read_numbers(text: str, count: int, most: float, expected: str) -> tuple[float, ...]:
    """Read `count` numbers with blanks between them."""
    return tuple(read_number(word, most, expected) for word in read_words(text, count, expected))


def read_directions(text: str, parts: tuple[str, ...]) -> tuple[tuple[float, float], ...]:
    """Read a direction for each part of a limb: how far it is turned, and how far it points out of the picture."""
    names = ", ".join(part.removeprefix("near_").removeprefix("far_") for part in parts)
    expected = f"{len(parts)} directions in degrees ({names})"
    example = "`" + " ".join(("180", "95", "0")[: len(parts)]) + "`"
    if len(text.split()) != len(parts):
        raise _wrong(expected, text, f"Write it like {example}.")
    return tuple(_direction(word) for word in text.split())


def _direction(word: str) -> tuple[float, float]:
    turn, slash, out = word.partition("/")
    return read_number(turn, TURNS, DIRECTION), read_number(out, TURNS, DIRECTION) if slash else 0.0


def read_share(text: str) -> float:
    """Read `100%` as 1."""
    return read_number(text.removesuffix("%"), 100.0, "a share: `100%`") / 100


def read_pace(text: str) -> int:
    """Read how long one round lasts, `1.5s`, in milliseconds."""
    number = read_number(text.removesuffix("s"), 60.0, "seconds: `1.5s`")
    if number < 0.5:  # noqa: PLR2004  quicker than a person moves
        expected = "at least half a second"
        raise _wrong(expected, text, "Write `0.5s` or more.")
    return round(number * 1000)


def read_thing(text: str) -> tuple[str, float, int, float]:
    """Read a thing: its name, where it is, which way it faces (1 right, -1 left) and how high its seat is."""
    words = text.split()
    if not words or words[0] not in (*PROPS, *EXTRAS) or len(words) > 4:  # noqa: PLR2004  its four words
        raise _wrong(THING, text)
    x = read_number(words[1], PLACES, THING) if len(words) > 1 else 0.0
    facing = read_choice(words[2], ("left", "right"), "figure") if len(words) > 2 else "right"  # noqa: PLR2004
    seat = read_number(words[3], 60.0, THING) if len(words) > 3 else 24.0  # noqa: PLR2004
    return words[0], x, 1 if facing == "right" else -1, seat


def read_trace(text: str) -> tuple[str, tuple[float, ...]]:
    """Read a joint whose way is drawn, and how far beyond it, moved right and up, and seen turned."""
    words = text.split()
    if len(words) not in (1, 2, 4, 5):
        raise _wrong(TRACE, text)
    numbers = tuple(read_number(word, 60.0, TRACE) for word in words[1:])
    return read_joint(words[0]), numbers


def read_joint(text: str) -> str:
    """Read the name of a joint."""
    return read_choice(text, JOINTS, "figure", also={"near_hand": "near_fingers", "far_hand": "far_fingers"})


def _scalar(expected: str, read: Callable[[str], T], example: str) -> Scalar:
    return Scalar(expected, read, {"type": ["string", "number"]}, example)


def _limb(parts: tuple[str, ...], example: str) -> Scalar:
    return _scalar(f"{len(parts)} directions in degrees", lambda text: read_directions(text, parts), example)


def _word(known: tuple[str, ...], example: str) -> Scalar:
    listed = ", ".join(f"`{word}`" for word in known)
    return Scalar(f"one of {listed}", lambda text: read_choice(text, known, "figure"), {"enum": list(known)}, example)


ARM, LEG = ("upper_arm", "forearm", "hand"), ("thigh", "shin", "foot")
_ARM, _LEG = _limb(ARM, "0 10 20"), _limb(LEG, "90 5 20")
_JOINT = Scalar("the name of a joint", read_joint, {"enum": list(JOINTS)}, "near_knee")
POSE = Table(
    "a pose",
    (
        Field("at", _scalar(AT, lambda text: read_numbers(text, 2, PLACES, AT), "0 26"), "Where the anchor is."),
        Field("back", _limb(("waist", "chest"), "180 180"), "The directions of waist and chest."),
        Field("head", _limb(("neck", "look"), "175 95"), "The directions of the neck and of the look."),
        Field("arm", _ARM, "Both arms: upper arm, forearm, hand."),
        Field("near_arm", _ARM, "The arm nearer to the one who looks."),
        Field("far_arm", _ARM, "The other arm."),
        Field("leg", _LEG, "Both legs: thigh, shin, foot."),
        Field("near_leg", _LEG, "The leg nearer to the one who looks."),
        Field("far_leg", _LEG, "The other leg."),
        Field(
            "twist",
            _scalar(TWIST, lambda text: read_numbers(text, 2, 180.0, TWIST), "-60 0"),
            "How far shoulders and hips are turned about the spine.",
        ),
        Field(
            "shrug",
            _scalar(SHRUG, lambda text: read_numbers(text, 2, 10.0, SHRUG), "4 0"),
            "How far the shoulders are moved.",
        ),
        Field("fingers", _scalar("a share: `100%`", read_share, "100%"), "How far the fingers are spread."),
    ),
    example="{arm: 5 32 30, near_leg: 90 5 20}",
)
FIGURE = Table(
    "a figure",
    (
        Field("view", _word(VIEWS, "side"), "From where the body is seen; without it from the side."),
        Field("drawn", _word(("left", "right"), "right"), "The side whose exercise is drawn."),
        Field("other", _word(("mirror", "swap"), "mirror"), "How the other side is made of it."),
        Field("anchor", _JOINT, "The joint that `at` places; without it the hips."),
        Field(
            "camera",
            _scalar(CAMERA, lambda text: read_numbers(text, 2, 90.0, CAMERA), "20 10"),
            "Degrees walked round the body, and looked down on it.",
        ),
        Field("pace", _scalar("seconds: `1.5s`", read_pace, "4s"), "How long one round lasts where nothing else says."),
        Field(
            "props", Listing(_scalar(THING, read_thing, "mat"), "a list of things", "[mat, chair 34]"), "What is there."
        ),
        Field(
            "trace",
            Listing(_scalar(TRACE, read_trace, "near_knee 6"), "a list of joints", "[near_knee 6]"),
            "Joints whose way is drawn as an arrow.",
        ),
        Field("show", Listing(_JOINT, "a list of joints", "[near_wrist]"), "What of the body is shown, close up."),
        Field("start", POSE, "The pose it begins with.", required=True),
        Field("way", Listing(POSE, "a list of poses", "[{arm: 5 32 30}]"), "Poses between start and hold."),
        Field("hold", POSE, "The pose that is held."),
        Field("loop", Listing(POSE, "a list of poses", "[{arm: 5 32 30}]"), "The poses a movement goes round."),
    ),
    example="{start: {}, hold: {arm: 90 90 90}}",
)


class FigureShape(Shape):
    """A figure: checked by its table, and kept as plain mappings, lists and texts."""

    expected = FIGURE.expected
    code = "expected-fields"
    example = FIGURE.example

    def take(self, node: Node, findings: Findings) -> Any:  # noqa: ANN401  plain data
        """Return the plain form; None where something in it is wrong."""
        before = len(findings.problems)
        if FIGURE.take(node, findings) is None or not isinstance(node, MappingNode):
            return None
        _check_poses(node, findings)
        return None if len(findings.problems) > before else plain(node)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the fields."""
        return FIGURE.schema()


def _check_poses(node: MappingNode, findings: Findings) -> None:
    """Report a figure that is held and goes round, and one with too many poses."""
    loop, hold = node.entries.get("loop"), node.entries.get("hold")
    if loop is not None and hold is not None:
        message = "expected either `hold` or `loop`, found both"
        findings.add_at_node(loop.key or loop, "figure", message, "Take one of them out.")
    lists = [child for name in ("way", "loop") if isinstance(child := node.entries.get(name), SequenceNode)]
    poses = sum(len(one.items) for one in lists) + ("start" in node.entries) + (hold is not None)
    if poses > MOST_POSES and lists:
        message = f"expected at most {MOST_POSES} poses, found {poses}"
        findings.add_at_node(lists[-1].key or lists[-1], "figure", message, "Take some poses out.")
