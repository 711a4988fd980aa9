"""The field tables: everything a routine or exercise file may say, once.

The reader, the JSON Schemas, the reference page and the did-you-mean are all made from these tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.findings import Mistake
from stretch_coach.routine.model import RangeMark, Schedule, Variant
from stretch_coach.routine.nodes import Entries, Items, Text
from stretch_coach.routine.scalars import (
    WEEKDAYS,
    read_choice,
    read_count,
    read_days,
    read_duration,
    read_from,
    read_language,
    read_name,
    read_pair,
    read_percent,
    read_schedule,
    read_text,
    read_weekday,
    seconds,
    weekdays,
)
from stretch_coach.routine.shapes import Converted, Either, Field, Listing, Named, Plain, Scalar, Shape, Table, plain

if TYPE_CHECKING:
    from stretch_coach.routine.findings import Findings
    from stretch_coach.routine.nodes import Node

KINDS = ("stretch", "isometric", "movement", "passive", "breathing", "walking")
PHASES = ("relief", "loosen", "strengthen", "upkeep")
SIDES = ("none", "each", "alternate")
WORDS = ("full", "brief", "tones")

LONGEST_HOLD_MS = 30 * 60_000
MOST_REPS = 100
MOST_SETS = 20
MOST_STEPS = 200

_DURATION = r"([0-9]{1,4}m)?[0-9]{1,5}s|[0-9]{1,4}m|[0-9]{1,4}:[0-5][0-9]|[0-9]{1,5}"
_COUNT = r"[0-9]{1,6}"
_PERCENT = r"(100|[1-9][0-9]?) ?%"
_ARROW = " *-> *"


def words(longest: int, example: str) -> Scalar:
    """Return the shape of words to be shown or spoken."""
    return Scalar("text", lambda text: read_text(text, longest),
                  {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": longest}, example)  # fmt: skip


def choice(known: tuple[str, ...], example: str) -> Scalar:
    """Return the shape of one word out of a few."""
    listed = ", ".join(f"`{word}`" for word in known)
    return Scalar(f"one of {listed}", lambda text: read_choice(text, known), {"enum": list(known)}, example)


def duration(low_ms: int, high_ms: int, example: str) -> Scalar:
    """Return the shape of a time between two bounds."""
    schema = {
        "type": ["string", "integer"],
        "pattern": f"^({_DURATION})$",
        "minimum": low_ms // 1000,
        "maximum": high_ms // 1000,
    }
    return Scalar(f"a time from {seconds(low_ms)} to {seconds(high_ms)}",
                  lambda text: read_duration(text, low_ms, high_ms), schema, example)  # fmt: skip


def ramped(one: Scalar, pattern: str, example: str) -> Scalar:
    """Return the shape of `start -> target`, or one value, of another shape. Its value is always a pair."""
    read = one.read
    assert read is not None  # noqa: S101  a scalar shape has a reader; this tells the type checker
    schema = {**one.schema(), "pattern": f"^({pattern})({_ARROW}({pattern}))?$"}
    if "string" not in schema["type"]:
        schema["type"] = ["string", schema["type"]]
    return Scalar(f"{one.expected}, or `start -> target`", lambda text: read_pair(text, read), schema, example)


HOLD = duration(1000, LONGEST_HOLD_MS, "30s")
REST = duration(0, 10 * 60_000, "5s")
REPS = Scalar(f"a number from 1 to {MOST_REPS}", lambda text: read_count(text, 1, MOST_REPS),
              {"type": "integer", "minimum": 1, "maximum": MOST_REPS}, "3")  # fmt: skip
SETS = Scalar(f"a number from 1 to {MOST_SETS}", lambda text: read_count(text, 1, MOST_SETS),
              {"type": "integer", "minimum": 1, "maximum": MOST_SETS}, "2")  # fmt: skip
RANGE = Scalar("a share from 1% to 100%", read_percent, {"type": "string", "pattern": f"^{_PERCENT}$"}, "50%")
NAME = Scalar(
    "a name", read_name, {"type": "string", "pattern": "^[^\\W_A-Z]+(-[^\\W_A-Z]+)*$", "maxLength": 60}, "bird-dog"
)
SENTENCE = words(200, "Breathe easily.")
PHRASE = words(80, "Knee to chest")
LONG = words(600, "A gentle floor routine.")
CAUTION = Scalar("a caution", lambda text: read_choice(text, CAUTIONS, "unknown-caution", "caution"),
                 {"enum": list(CAUTIONS)}, "osteoporosis")  # fmt: skip


class _Cue(Shape):
    """What the range feels like: one text, or a text for each of some shares."""

    expected = "text, or shares of the range with a text each"
    example = "The first clear pull."

    def take(self, node: Node, findings: Findings) -> tuple[RangeMark, ...] | None:
        """Return the marks, with their percent rising."""
        if isinstance(node, Text):
            text = SENTENCE.take(node, findings)
            return None if text is None else (RangeMark(100, text),)
        if not isinstance(node, Entries):
            self.refuse(node, findings)
            return None
        marks: list[RangeMark] = []
        for name, child in node.entries.items():
            text = SENTENCE.take(child, findings)
            try:
                percent = read_percent(name)
            except Mistake as mistake:
                findings.within(child.key or child, mistake)
                continue
            if text is not None:
                marks.append(RangeMark(percent, text))
        return tuple(sorted(marks, key=lambda mark: mark.percent))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema: a text, or texts by percent."""
        marks = {
            "type": "object",
            "patternProperties": {f"^{_PERCENT}$": SENTENCE.schema()},
            "additionalProperties": False,
        }
        return {"anyOf": [SENTENCE.schema(), marks]}


def _dose(hold: Scalar, reps: Scalar, sets: Scalar, share: Scalar, what: str) -> Table:
    return Table(
        what,
        (
            Field("hold", hold, "How long one hold lasts; for passive kinds, breathing and walking the whole time.",
                  also=("duration", "time", "seconds", "length")),
            Field("reps", reps, "How often it is done on one side before the next set.",
                  also=("repetitions", "rep", "times", "repeats", "count")),
            Field("sets", sets, "How many rounds of reps."),
            Field("range", share, "The share of the comfortable range.", also=("percent", "rom")),
        ),
        example="{hold: 5s, reps: 2, range: 50%}",
    )  # fmt: skip


DOSE = _dose(HOLD, REPS, SETS, RANGE, "a dose")
CAPS = _dose(HOLD, REPS, SETS, RANGE, "the caps")
VARIANT = Table(
    "a variant",
    (
        Field("exercise", NAME, "The exercise of the library that is the easier or harder way."),
        Field("text", SENTENCE, "The way in words.", required=True),
    ),
    example="{exercise: bird-dog, text: Reach with the arm as well.}",
)
_VARIANT = Either(
    Converted(SENTENCE, Variant),
    Converted(VARIANT, lambda values: Variant(values.get("text", ""), values.get("exercise"))),
    "text, or an exercise and a text",
)
_TAGS = Listing(CAUTION, "a list of cautions", "[osteoporosis, late-pregnancy]")

EXERCISE = Table(
    "an exercise",
    (
        Field("title", PHRASE, "Its name as it is shown and spoken.", required=True, also=("name",)),
        Field("kind", choice(KINDS, "stretch"),
              "What kind of exercise it is; a movement counts cycles and has no hold.", required=True, also=("type",)),
        Field("position", SENTENCE, "The starting position, as a phrase.", required=True, also=("pos", "start-position")),
        Field("body", Listing(words(40, "hips"), "a list of body parts", "[lower back, hips]"), "The parts of the body it is for."),
        Field("phase", choice(PHASES, "loosen"), "The phase of recovery it belongs to."),
        Field("sides", choice(SIDES, "each"), "`each` does all reps left, then all right; `alternate` swaps after each rep.",
              also=("side",)),
        Field("do", Listing(SENTENCE, "a list of sentences", "[Draw the knee in, Pause, Lower slowly]"),
              "The movement in short sentences, in order.", required=True, also=("steps", "instructions", "movement")),
        Field("breathe", SENTENCE, "How to breathe.", also=("breath", "breathing")),
        Field("cue", _Cue(), "What the range feels like, as one text or by share: `50%: half way to the first clear pull`."),
        Field("errors", Listing(SENTENCE, "a list of sentences", "[Lifting the head]"), "Common slips.",
              also=("mistakes",)),
        Field("avoid", _TAGS, "The cautions under which it is left out or limited.", also=("contraindications", "no")),
        Field("easier", _VARIANT, "An easier way."),
        Field("harder", _VARIANT, "A harder way."),
        Field("caps", CAPS, "The most that is ever played, whatever a routine or the ramp asks for.",
              also=("cap", "max", "limits")),
        Field("start", DOSE, "The dose on the first day, where the routine says nothing else."),
        Field("target", DOSE, "The dose it grows to, where the routine says nothing else.", also=("goal", "end")),
        Field("cycle", duration(1000, 60_000, "4s"), "How long one cycle of a movement lasts."),
        Field("move_in", duration(0, 60_000, "3s"), "The time to move into the hold."),
        Field("move_out", duration(0, 60_000, "3s"), "The time to move out of it."),
        Field("figure", Plain(), "The figure's poses.", also=("picture", "image")),
        Field("sources", Listing(words(300, "Mayo Clinic, Back exercises in 15 minutes a day"), "a list of sources", "[Mayo Clinic]"),
              "Where its facts come from.", also=("source",)),
        Field("author", PHRASE, "Who wrote it."),
        Field("licence", PHRASE, "Under which licence it may be shared.", also=("license",)),
    ),
)  # fmt: skip

STEP = Table(
    "a step",
    (
        Field("exercise", NAME, "An exercise of the library, or of this file's `exercises`.", also=("name", "pose", "stretch", "move")),
        Field("id", NAME, "The step's own name in the record; without it the exercise's name."),
        Field("hold", ramped(HOLD, _DURATION, "5s -> 30s"), "How long one hold lasts, as `start -> target` or one value.",
              also=("duration", "time", "seconds", "length")),
        Field("reps", ramped(REPS, _COUNT, "2 -> 3"), "How often, per side and set.",
              also=("repetitions", "rep", "times", "repeats", "count")),
        Field("sets", ramped(SETS, _COUNT, "1 -> 2"), "How many rounds of reps."),
        Field("sides", choice(SIDES, "each"), "`none`, `each` (all left, then all right) or `alternate`.", also=("side",)),
        Field("range", ramped(RANGE, _PERCENT, "50% -> 100%"), "The share of the comfortable range.", also=("percent", "rom")),
        Field("rest", REST, "The rest between reps; in a step without an exercise, a pause of that length.",
              also=("pause", "break", "wait")),
        Field("set_rest", REST, "The rest between sets."),
        Field("from", Scalar("a day, as in `day 4`", read_from, {"type": "string", "pattern": "^day [0-9]{1,3}$"}, "day 4"),
              "The step joins after the good days before this one.", also=("starting", "since", "after", "begin")),
        Field("say", SENTENCE, "Words of the author's own, said before the first rep.", also=("text", "note", "words", "comment")),
    ),
    example="- exercise: bird-dog",
)  # fmt: skip

SOUND = Table(
    "the sound",
    (Field("words", choice(WORDS, "brief"), "How much is spoken: `full`, `brief` or only `tones`."),),
    example="{words: brief}",
)


class _Schedule(Shape):
    """Daily, named weekdays, or so many days a week."""

    expected = "`daily`, `[mon, wed, fri]` or `3 per week`"
    example = "daily"
    read = staticmethod(read_schedule)

    def take(self, node: Node, findings: Findings) -> Schedule | None:
        """Return the schedule."""
        if not isinstance(node, Items):
            schedule: Schedule | None = super().take(node, findings)
            return schedule
        days = Listing(_WEEKDAY, self.expected, "[mon, wed, fri]").take(node, findings)
        if days is None:
            return None
        try:
            return weekdays(list(days))
        except Mistake as mistake:
            findings.within(node, mistake)
            return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema: the word, the count, or the list."""
        text = {"type": "string", "pattern": "^(daily|[1-7] per week)$"}
        days = {"type": "array", "items": _WEEKDAY.schema(), "minItems": 1, "uniqueItems": True}
        return {"anyOf": [text, days]}


_WEEKDAY = Scalar("a day of the week", read_weekday, {"enum": list(WEEKDAYS)}, "mon")


class _Steps(Shape):
    """The steps of a routine, each with its node, so that later checks can point at it."""

    expected = "a list of steps"
    code = "expected-list"
    example = "- exercise: pelvic-tilt"

    def take(self, node: Node, findings: Findings) -> list[tuple[Entries, dict[str, Any]]] | None:
        """Return node and values of each step."""
        if not isinstance(node, Items):
            self.refuse(node, findings)
            return None
        if not node.items and node.end is not None:
            findings.on(node, "no-steps", "expected at least one step, found none", "Add `- exercise: pelvic-tilt`.")
            return None
        if len(node.items) > MOST_STEPS:
            findings.on(node.items[MOST_STEPS], "too-many-steps",
                        f"expected at most {MOST_STEPS} steps, found {len(node.items)}", "Make two routines of it.")  # fmt: skip
            return None
        steps: list[tuple[Entries, dict[str, Any]]] = []
        for item in node.items:
            if item.__class__ is Text and item.text:  # type: ignore[union-attr]  its class was just compared
                name = str(plain(item))[:40]
                findings.on(item, "step-as-text", f"expected the fields of a step, found the text `{name}`",
                            _step_hint(name))  # fmt: skip
                continue
            values = STEP.take(item, findings)
            if values is not None and isinstance(item, Entries):
                steps.append((item, values))
        return steps

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema: a list of steps."""
        step = STEP.schema()
        step["anyOf"] = [{"required": ["exercise"]}, {"required": ["rest"]}]
        return {"type": "array", "items": step, "minItems": 1, "maxItems": MOST_STEPS}


def _step_hint(text: str) -> str:
    name, _, value = text.partition(" ")
    if name.rstrip(":") in STEP.fields and value:
        return f"Write `- {name.rstrip(':')}: {value}`."
    return f"Write `- exercise: {'-'.join(text.lower().split())}`."


ROUTINE = Table(
    "a routine",
    (
        Field("title", PHRASE, "The routine's name as it is shown.", required=True, also=("name",)),
        Field("about", LONG, "What it is for, in a sentence or two.", also=("description", "desc", "info")),
        Field("language", Scalar("a language tag", read_language, {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}, "en"),
              "The language of its words.", also=("lang",)),
        Field("schedule", _Schedule(), "When it is due: `daily`, `[mon, wed, fri]` or `3 per week`.",
              also=("days", "when", "every")),
        Field("ramp", Scalar("a number of days, as in `25 days`", read_days, {"type": "string", "pattern": "^[0-9]{1,3} days?$"}, "25 days"),
              "The fewest good days to the target.", also=("ramp-up", "progress")),
        Field("phase", choice(PHASES, "loosen"), "The phase of recovery it is for."),
        Field("cautions", _TAGS, "Shown before the first start.", also=("caution", "avoid", "warnings")),
        Field("sound", SOUND, "How much is spoken.", also=("audio", "voice")),
        Field("steps", _Steps(), "What is done, in order.", required=True, also=("exercise", "step", "moves")),
        Field("exercises", Named(EXERCISE, read_name, "exercises by name"), "Exercises for this file alone."),
    ),
)  # fmt: skip
