"""The words, bounds and value types of the fields: which choices there are, and how each scalar is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stretch_coach.routine.areas import AREAS, area_words
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.findings import FieldError, Findings
from stretch_coach.routine.format import seconds
from stretch_coach.routine.model import RangeMark
from stretch_coach.routine.nodes import MappingNode, Node, ScalarNode, SequenceNode
from stretch_coach.routine.scalars import (
    NAME_PATTERN,
    read_choice,
    read_count,
    read_duration,
    read_flag,
    read_from,
    read_hold,
    read_image,
    read_language,
    read_link,
    read_name,
    read_pair,
    read_percent,
    read_ramp,
    read_schedule,
    read_text,
    read_weekday,
    weekdays,
)
from stretch_coach.routine.schedule import WEEKDAYS, Schedule
from stretch_coach.routine.schema_types import Listing, Scalar, Shape

KINDS = ("stretch", "isometric", "movement", "passive", "breathing", "walking")
PHASES = ("relief", "loosen", "strengthen", "upkeep")
SIDES = ("none", "each", "alternate")
STEP_SIDES = (*SIDES, "left", "right")
WORDS = ("full", "brief", "tones")
NEEDS = ("mat", "chair", "wall", "strap", "step", "cushion", "counter")
PURPOSES = ("back", "general")
PACES = ("calm", "brisk")

LONGEST_HOLD_MS = 30 * 60_000
MOST_REPS = 100
MOST_SETS = 20

DURATION = r"([0-9]{1,4}m)?[0-9]{1,5}s|[0-9]{1,4}m|[0-9]{1,4}:[0-5][0-9]|[0-9]{1,5}"
BREATHS = r"[0-9]{1,2} breaths?"
COUNT = r"[0-9]{1,6}"
PERCENT = r"(100|[1-9][0-9]?) ?%"
_ARROW = " *-> *"


def words(longest: int, example: str) -> Scalar:
    """Return the shape of words to be shown or spoken."""
    return Scalar(
        "text",
        lambda text: read_text(text, longest),
        {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": longest},
        example,
    )


def choice(known: tuple[str, ...], example: str, also: Mapping[str, str] | None = None) -> Scalar:
    """Return the shape of one word out of a few; `also` are other words people write, and which of these they mean."""
    listed = ", ".join(f"`{word}`" for word in known)
    return Scalar(f"one of {listed}", lambda text: read_choice(text, known, also=also), {"enum": list(known)}, example)


def duration(low_ms: int, high_ms: int, example: str) -> Scalar:
    """Return the shape of a time between two bounds."""
    schema = {
        "type": ["string", "integer"],
        "pattern": f"^({DURATION})$",
        "minimum": low_ms // 1000,
        "maximum": high_ms // 1000,
    }
    return Scalar(
        f"a time from {seconds(low_ms)} to {seconds(high_ms)}",
        lambda text: read_duration(text, low_ms, high_ms),
        schema,
        example,
    )


def ramped(one: Scalar, pattern: str, example: str) -> Scalar:
    """Return the shape of `start -> target`, or one value, of another shape. Its value is always a pair."""
    read = one.read
    assert read is not None  # noqa: S101  a scalar shape has a reader; this tells the type checker
    schema = {**one.schema(), "pattern": f"^({pattern})({_ARROW}({pattern}))?$"}
    if "string" not in schema["type"]:
        schema["type"] = ["string", schema["type"]]
    return Scalar(f"{one.expected}, or `start -> target`", lambda text: read_pair(text, read), schema, example)


HOLD = duration(1000, LONGEST_HOLD_MS, "30s")
STEP_HOLD = Scalar(
    f"{HOLD.expected}, or breaths as in `5 breaths`",
    lambda text: read_hold(text, 1000, LONGEST_HOLD_MS),
    {**HOLD.schema(), "pattern": f"^({DURATION}|{BREATHS})$"},
    "30s",
)
REST = duration(0, 10 * 60_000, "5s")
BREATH = duration(2000, 10_000, "4s")
REPS = Scalar(
    f"a number from 1 to {MOST_REPS}",
    lambda text: read_count(text, 1, MOST_REPS),
    {"type": "integer", "minimum": 1, "maximum": MOST_REPS},
    "3",
)
SETS = Scalar(
    f"a number from 1 to {MOST_SETS}",
    lambda text: read_count(text, 1, MOST_SETS),
    {"type": "integer", "minimum": 1, "maximum": MOST_SETS},
    "2",
)
RANGE = Scalar("a share from 1% to 100%", read_percent, {"type": "string", "pattern": f"^{PERCENT}$"}, "50%")
NAME = Scalar(
    "a name",
    read_name,
    {"type": ["string", "integer"], "pattern": NAME_PATTERN, "maxLength": 60},
    "bird-dog",
)
EXERCISE_NAME = Scalar(
    "the name of an exercise",
    lambda text: read_text(text, 80),
    {"type": ["string", "integer"], "pattern": NAME_PATTERN, "maxLength": 60},
    "bird-dog",
)
"""Read as any words, so that a title that was written for a name can be looked up."""
SENTENCE = words(200, "Breathe easily.")
PHRASE = words(80, "Knee to chest")
LONG = words(600, "A gentle floor routine.")


def described(words: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON Schema of one word out of a few, each with its meaning for an editor to show."""
    return {"anyOf": [{"const": word, "description": meaning} for word, meaning in words.items()]}


CAUTION = Scalar(
    "a caution",
    lambda text: read_choice(text, CAUTIONS, "unknown-caution", "caution"),
    described(CAUTIONS),
    "osteoporosis",
)
LANGUAGE = Scalar(
    "a language tag",
    read_language,
    {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
    "en",
)
FROM_DAY = Scalar("a day, as in `day 4`", read_from, {"type": "string", "pattern": "^day [0-9]{1,3}$"}, "day 4")
UNTIL_DAY = Scalar(
    "a day, as in `day 9`",
    lambda text: read_from(text, "leaves"),
    {"type": "string", "pattern": "^day [0-9]{1,3}$"},
    "day 9",
)
RAMP = Scalar(
    "a number of days, as in `25 days`, or `none`",
    read_ramp,
    {"type": "string", "pattern": "^([0-9]{1,3} days?|none)$"},
    "25 days",
)
TIMES = Scalar(
    "a number from 1 to 6", lambda text: read_count(text, 1, 6), {"type": "integer", "minimum": 1, "maximum": 6}, "2"
)
ROUNDS = Scalar(
    f"a number from 2 to {MOST_SETS}",
    lambda text: read_count(text, 2, MOST_SETS),
    {"type": "integer", "minimum": 2, "maximum": MOST_SETS},
    "3",
)
FLAG = Scalar("`true` or `false`", read_flag, {"type": "boolean"}, "true")
AREA = Scalar(
    "an area of the body",
    lambda text: read_choice(text, AREAS, "unknown-area", "area", area_words()),
    described({area: f"also: {', '.join(words)}" for area, words in AREAS.items()}),
    "hips",
)
_NEEDS_MEANT = {
    "yoga mat": "mat", "floor": "mat", "carpet": "mat", "rug": "mat", "stool": "chair", "bench": "chair",
    "sofa": "chair", "door": "wall", "doorway": "wall", "door frame": "wall", "belt": "strap", "towel": "strap",
    "band": "strap", "scarf": "strap", "stairs": "step", "stair": "step", "block": "step", "pillow": "cushion",
    "bolster": "cushion", "blanket": "cushion", "table": "counter", "desk": "counter", "worktop": "counter",
}  # fmt: skip
NEED = choice(NEEDS, "mat", _NEEDS_MEANT)
IMAGE = Scalar("the name of a picture next to the file", read_image, {"type": "string"}, "neck-roll.svg")
LINK = Scalar(
    "an address that begins with `https://`",
    read_link,
    {"type": "string", "pattern": "^https?://"},
    "https://example.org/film",
)


class Cue(Shape):
    """What the range feels like: one text, or a text for each of some shares."""

    expected = "text, or shares of the range with a text each"
    example = "The first clear pull."

    def take(self, node: Node, findings: Findings) -> tuple[RangeMark, ...] | None:
        """Return the marks, with their percent rising."""
        if isinstance(node, ScalarNode):
            text = SENTENCE.take(node, findings)
            return None if text is None else (RangeMark(100, text),)
        if not isinstance(node, MappingNode):
            self.refuse(node, findings)
            return None
        marks: list[RangeMark] = []
        for name, child in node.entries.items():
            text = SENTENCE.take(child, findings)
            try:
                percent = read_percent(name)
            except FieldError as error:
                findings.add_at_part(child.key or child, error)
                continue
            if text is not None:
                marks.append(RangeMark(percent, text))
        return tuple(sorted(marks, key=lambda mark: mark.percent))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema: a text, or texts by percent."""
        marks = {
            "type": "object",
            "patternProperties": {f"^{PERCENT}$": SENTENCE.schema()},
            "additionalProperties": False,
        }
        return {"anyOf": [SENTENCE.schema(), marks]}


class ScheduleShape(Shape):
    """Daily, named weekdays, or a number of days a week."""

    expected = "`daily`, `[mon, wed, fri]` or `3 per week`"
    example = "daily"
    read = staticmethod(read_schedule)

    def take(self, node: Node, findings: Findings) -> Schedule | None:
        """Return the schedule."""
        if not isinstance(node, SequenceNode):
            schedule: Schedule | None = super().take(node, findings)
            return schedule
        days = Listing(_WEEKDAY, self.expected, "[mon, wed, fri]").take(node, findings)
        if days is None:
            return None
        try:
            return weekdays(list(days))
        except FieldError as error:
            findings.add_at_part(node, error)
            return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema: the word, the count, or the list."""
        text = {
            "type": "string",
            "pattern": "^(daily|[1-7] per week)$",
            "patternErrorMessage": f"expected {self.expected}",
        }
        days = {"type": "array", "items": _WEEKDAY.schema(), "minItems": 1, "uniqueItems": True}
        return {"anyOf": [text, days]}


_WEEKDAY = Scalar("a day of the week", read_weekday, {"enum": list(WEEKDAYS)}, "mon")
