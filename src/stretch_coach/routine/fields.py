"""The field tables: everything a routine or exercise file may say, once.

The reader, the JSON Schemas, the reference page and the did-you-mean are all made from these tables.
"""

from __future__ import annotations

from typing import Any

from stretch_coach.routine.field_types import (
    AREA,
    BREATH,
    BREATHS,
    CAUTION,
    COUNT,
    DURATION,
    EXERCISE_NAME,
    FLAG,
    FROM_DAY,
    HOLD,
    IMAGE,
    KINDS,
    LANGUAGE,
    LINK,
    LONG,
    NAME,
    NEED,
    PACES,
    PERCENT,
    PHASES,
    PHRASE,
    PURPOSES,
    RAMP,
    RANGE,
    REPS,
    REST,
    ROUNDS,
    SENTENCE,
    SETS,
    SIDES,
    STEP_HOLD,
    STEP_SIDES,
    TIMES,
    UNTIL_DAY,
    WORDS,
    Cue,
    ScheduleShape,
    choice,
    duration,
    ramped,
    words,
)
from stretch_coach.routine.figure_fields import FigureShape
from stretch_coach.routine.findings import Findings
from stretch_coach.routine.foreign_words import FOREIGN_TO_EXERCISES, FOREIGN_TO_ROUTINES, FOREIGN_TO_STEPS
from stretch_coach.routine.format import shown
from stretch_coach.routine.model import Variant
from stretch_coach.routine.nodes import MappingNode, Node, ScalarNode, SequenceNode, UnreadNode
from stretch_coach.routine.scalars import made_name
from stretch_coach.routine.schema_types import Converted, Either, Listing, Scalar, Shape
from stretch_coach.routine.tables import Field, Named, Table

MOST_STEPS = 200
_SIDES_MEANT = {
    "both": "each",
    "both sides": "each",
    "two": "each",
    "alternating": "alternate",
    "no": "none",
    "off": "none",
    "false": "none",
}
"""What people write of sides, and what they mean."""
_NOTHING = frozenset(("null", "~"))
"""How YAML writes that there is nothing."""
_WORDS_MEANT = {"none": "tones", "no": "tones", "off": "tones", "beeps": "tones", "short": "brief", "all": "full"}


def _dose(hold: Scalar, reps: Scalar, sets: Scalar, share: Scalar, what: str) -> Table:
    return Table(
        what,
        (
            Field(
                "hold",
                hold,
                "How long one hold lasts; for passive kinds, breathing and walking the whole time.",
                also=("duration", "time", "seconds", "length"),
            ),
            Field(
                "reps",
                reps,
                "How often it is done on one side before the next set.",
                also=("repetitions", "rep", "times", "repeats", "count"),
            ),
            Field("sets", sets, "How many rounds of reps."),
            Field("range", share, "The share of the comfortable range.", also=("percent", "rom")),
        ),
        example="{hold: 5s, reps: 2, range: 50%}",
    )


DOSE = _dose(HOLD, REPS, SETS, RANGE, "a dose")
CAPS = _dose(HOLD, REPS, SETS, RANGE, "the caps")
VARIANT = Table(
    "a variant",
    (
        Field("exercise", NAME, "The exercise of the library that is the easier or harder way."),
        Field("text", SENTENCE, "The way in words.", required=True, example="Reach with the arm as well."),
    ),
    example="{exercise: bird-dog, text: Reach with the arm as well.}",
)
PACER = Table(
    "a pacer",
    (
        Field("in", BREATH, "How long a breath in lasts.", required=True, also=("inhale", "breathe-in")),
        Field("out", BREATH, "And a breath out.", required=True, also=("exhale", "breathe-out"), example="6s"),
    ),
    example="{in: 4s, out: 6s}",
    foreign=dict.fromkeys(
        ("hold", "pause", "retain", "hold_in", "hold_out", "rest"),
        "A pacer has no pause, so that nobody is led to hold the breath; take it out.",
    ),
)
_VARIANT = Either(
    Converted(SENTENCE, Variant),
    Converted(VARIANT, lambda values: Variant(values.get("text", ""), values.get("exercise"))),
    "text, or an exercise and a text",
)
_TAGS = Listing(CAUTION, "a list of cautions", "[osteoporosis, late-pregnancy]")

_DOSE_BELOW = f"A dose is written below `start` and `target`, as in `start: {DOSE.example}`."
EXERCISE = Table(
    "an exercise",
    (
        Field("title", PHRASE, "Its name as it is shown and spoken.", required=True, also=("name",)),
        Field(
            "kind",
            choice(KINDS, "stretch"),
            "What kind of exercise it is; a movement counts cycles and has no hold.",
            required=True,
            also=("type",),
        ),
        Field(
            "position",
            SENTENCE,
            "The starting position, as a phrase.",
            required=True,
            also=("pos", "start-position"),
            example="on your back, knees bent",
        ),
        Field(
            "areas",
            Listing(AREA, "a list of areas", "[low back, hips]"),
            "The areas of the body it works on.",
            also=("area", "muscles", "targets", "parts"),
        ),
        Field(
            "body",
            Listing(words(40, "hips"), "a list of body parts", "[low back, hips]"),
            "The older name of `areas`, in any words.",
        ),
        Field(
            "needs",
            Listing(NEED, "a list of things", "[mat, chair]"),
            "What has to be at hand; said before the routine begins.",
            also=("need", "equipment", "props", "requires", "kit"),
        ),
        Field("phase", choice(PHASES, "loosen"), "The phase of recovery it belongs to."),
        Field(
            "sides",
            choice(SIDES, "each", _SIDES_MEANT),
            "`each` does all reps left, then all right; `alternate` swaps after each rep.",
            also=("side",),
        ),
        Field(
            "do",
            Listing(SENTENCE, "a list of sentences", "[Draw the knee in, Pause, Lower slowly]"),
            "Getting there in short sentences, in order; all of it is said before the first hold.",
            required=True,
            also=("steps", "instructions", "movement"),
        ),
        Field(
            "during",
            Listing(SENTENCE, "a list of sentences", "[Breathe into the stretch]"),
            "What is said while it is held: refinements, what to feel.",
            also=("while", "holding", "hints"),
        ),
        Field(
            "back", SENTENCE, "The way out, in one sentence.", also=("return", "release"), example="Come back slowly"
        ),
        Field(
            "go",
            words(24, "turn"),
            "One to three words for moving in, spoken as in `And turn.`; without it, `go`.",
            also=("move", "verb"),
        ),
        Field("breathe", SENTENCE, "How to breathe, in words.", also=("breathing",)),
        Field(
            "pacer",
            PACER,
            "The rhythm in which to breathe through a hold, heard and shown in whole breaths. A breathing exercise has "
            "4s in and 6s out where it says nothing.",
            also=("pace", "breath-pacer", "breathing-pacer", "rhythm"),
        ),
        Field("breath", PACER, "The same as `pacer`, by the name that a step has for it."),
        Field(
            "cue",
            Cue(),
            "What the range feels like, as one text or by share: `50%: half way to the first clear pull`.",
        ),
        Field(
            "errors",
            Listing(SENTENCE, "a list of sentences", "[Lifting the head]"),
            "Common slips.",
            also=("mistakes",),
        ),
        Field("avoid", _TAGS, "The cautions under which it is left out or limited.", also=("contraindications", "no")),
        Field("easier", _VARIANT, "An easier way."),
        Field("harder", _VARIANT, "A harder way."),
        Field(
            "caps",
            CAPS,
            "The most that is ever played, whatever a routine or the ramp asks for.",
            also=("cap", "max", "limits"),
        ),
        Field("start", DOSE, "The dose on the first day, where the routine says nothing else."),
        Field("target", DOSE, "The dose it grows to, where the routine says nothing else.", also=("goal", "end")),
        Field("cycle", duration(1000, 60_000, "4s"), "How long one cycle of a movement lasts."),
        Field("move_in", duration(0, 60_000, "3s"), "The time to move into the hold."),
        Field("move_out", duration(0, 60_000, "3s"), "The time to move out of it."),
        Field("figure", FigureShape(), "The figure that is drawn of it: poses, things and arrows."),
        Field(
            "image",
            IMAGE,
            "Your own picture, by the name of its file next to this one.",
            also=("picture", "photo", "img"),
        ),
        Field("link", LINK, "A film or page about it; shown on card and handout.", also=("url", "video", "film")),
        Field(
            "extends",
            NAME,
            "An exercise of which this one takes whatever it does not say itself.",
            also=("extend", "based-on", "base", "like"),
        ),
        Field(
            "sources",
            Listing(
                words(300, "Mayo Clinic, Back exercises in 15 minutes a day"), "a list of sources", "[Mayo Clinic]"
            ),
            "Where its facts come from.",
            also=("source",),
        ),
        Field("author", PHRASE, "Who wrote it."),
        Field("licence", PHRASE, "Under which licence it may be shared.", also=("license",)),
    ),
    complete_with="extends",
    foreign={**dict.fromkeys(("hold", "reps", "sets", "range"), _DOSE_BELOW), **FOREIGN_TO_EXERCISES},
)


class _OfStep(Shape):
    """Fields inside a step, each kept with its node so that later checks can point at it."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.expected = table.expected
        self.example = table.example

    def take(self, node: Node, findings: Findings) -> tuple[MappingNode, dict[str, Any]] | None:
        """Return node and values."""
        values = self.table.take(node, findings)
        return (node, values) if values is not None and isinstance(node, MappingNode) else None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the fields."""
        return self.table.schema()


REP_PHASE = Table(
    "a phase",
    (
        Field(
            "say",
            SENTENCE,
            "The words with which it begins.",
            required=True,
            also=("text", "do", "name"),
            example="Press",
        ),
        Field("hold", STEP_HOLD, "How long it lasts.", required=True, also=("duration", "time", "for"), example="6s"),
        Field("range", RANGE, "Its share of the comfortable range, where it is not the step's.", also=("percent",)),
    ),
    example="{say: Press the heel down, hold: 6s}",
)

_STEP_FIELDS = (
    Field(
        "exercise",
        EXERCISE_NAME,
        "An exercise of the library, or of this file's `exercises`.",
        also=("name", "pose", "stretch", "move"),
    ),
    Field("id", NAME, "The step's own name in the record; without it the exercise's name."),
    Field(
        "hold",
        ramped(STEP_HOLD, f"{DURATION}|{BREATHS}", "5s -> 30s"),
        "How long one hold lasts, as `start -> target` or one value.",
        examples=("30s", "5s -> 30s", "5 breaths"),
        also=("duration", "time", "seconds", "length"),
    ),
    Field(
        "reps",
        ramped(REPS, COUNT, "2 -> 3"),
        "How often, per side and set.",
        examples=(3, "2 -> 3"),
        also=("repetitions", "rep", "times", "repeats", "count"),
    ),
    Field("sets", ramped(SETS, COUNT, "1 -> 2"), "How many rounds of reps.", examples=(2, "1 -> 2")),
    Field(
        "sides",
        choice(STEP_SIDES, "each", _SIDES_MEANT),
        "`none`, `each` (all left, then all right), `alternate`, or one side alone: `left` or `right`.",
        also=("side",),
    ),
    Field(
        "breath",
        PACER,
        "The rhythm in which to breathe through its holds; `hold: 5 breaths` counts these.",
        also=("pacer", "breathing", "rhythm"),
    ),
    Field(
        "phases",
        Listing(_OfStep(REP_PHASE), "a list of phases", "[{say: Press, hold: 6s}, {say: Let go, hold: 20s}]"),
        "The parts of one rep, each with a word and a time: contract, let go, further.",
        also=("phase", "parts", "stages"),
    ),
    Field(
        "fixed",
        FLAG,
        "`true` keeps the dose as it is, where the exercise's own would grow.",
        also=("constant", "static"),
    ),
    Field(
        "range",
        ramped(RANGE, PERCENT, "50% -> 100%"),
        "The share of the comfortable range.",
        examples=("100%", "50% -> 100%"),
        also=("percent", "rom"),
    ),
    Field(
        "rest",
        REST,
        "The rest between reps; in a step without an exercise, a pause of that length.",
        examples=("5s",),
        also=("pause", "break", "wait"),
    ),
    Field("set_rest", REST, "The rest between sets."),
    Field(
        "from",
        FROM_DAY,
        "The step joins after the good days before this one.",
        examples=("day 4",),
        also=("starting", "since", "after", "begin"),
    ),
    Field(
        "until",
        UNTIL_DAY,
        "The step leaves again on this day.",
        examples=("day 9",),
        also=("to", "till", "end", "before"),
    ),
    Field(
        "say",
        SENTENCE,
        "Words of the author's own, said each time before the first rep.",
        also=("text", "note", "words", "comment"),
    ),
)

SOUND = Table(
    "the sound",
    (Field("words", choice(WORDS, "brief", _WORDS_MEANT), "How much is spoken: `full`, `brief` or only `tones`."),),
    example="{words: brief}",
)


class _Steps(Shape):
    """Steps, each with its node, so that later checks can point at it."""

    expected = "a list of steps"
    code = "expected-list"
    example = "- exercise: pelvic-tilt"

    def __init__(self, table: Table) -> None:
        self.table = table

    def take(self, node: Node, findings: Findings) -> list[tuple[MappingNode, dict[str, Any]]] | None:
        """Return node and values of each step."""
        if not isinstance(node, SequenceNode):
            self.refuse(node, findings)
            return None
        if not node.items:
            findings.add_at_node(node, "no-steps", "expected at least one step, found none", self.advice)
        elif len(node.items) > MOST_STEPS:
            message = f"expected at most {MOST_STEPS} steps, found {len(node.items)}"
            findings.add_at_node(node.items[MOST_STEPS], "too-many-steps", message, "Make two routines of it.")
            return None
        steps = ((item, self._step(item, findings)) for item in node.items)
        return [(item, values) for item, values in steps if values is not None and isinstance(item, MappingNode)]

    def _step(self, item: Node, findings: Findings) -> dict[str, Any] | None:
        if item.__class__ is not ScalarNode:
            return self.table.take(item, findings)
        if item.text and item.text not in _NOTHING:
            message = f"expected the fields of a step, found the text {shown(item.text)}"
            findings.add_at_node(item, "step-as-text", message, f"Write `- {_field_meant(item.text)}`.")
        else:
            found = shown(item.text) if item.text else "a `-` alone"
            hint = f"Write an exercise, as in `{self.example}`, or take the line out."
            findings.add_at_node(item, "empty-step", f"expected the fields of a step, found {found}", hint)
        return None

    def refuse(self, node: Node, findings: Findings) -> None:
        """Report what is no list: nothing at all, fields whose dash was forgotten, or something else."""
        if isinstance(node, ScalarNode) and not node.text and not isinstance(node, UnreadNode):
            findings.add_at_node(node.key or node, "no-steps", "expected at least one step, found none", self.advice)
        elif isinstance(node, MappingNode) and not STEP.fields.keys().isdisjoint(node.entries):
            first = next(iter(node.entries))
            message = f"expected `- ` before the first field of a step, found {shown(first)}"
            place = node.entries[first].key or node
            findings.add_at_node(
                place, "missing-dash", message, f"Write `- {first}:`, and the step's other fields under it."
            )
        elif isinstance(node, MappingNode) and node.entries:
            first = next(iter(node.entries))
            message = f"expected a list of steps, found the field {shown(first)}"
            hint = f"Write each step as `- exercise: {made_name(first)}`, with its own fields below it."
            findings.add_at_node(node.entries[first].key or node, self.code, message, hint)
        else:
            super().refuse(node, findings)

    @property
    def advice(self) -> str:
        """What to write instead."""
        return f"Put each step on its own line below `steps:`, as in `{self.example}`."

    def added(self, name: str, _: str) -> str:
        """Return the hint that adds the steps."""
        return f"Add `{name}:` and below it a line for each step, as in `{self.example}`."

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema: a list of steps."""
        step = self.table.schema()
        step["anyOf"] = [
            {"required": [name]} for name in ("exercise", "rest", "section", "group") if name in self.table.fields
        ]
        return {"type": "array", "items": step, "minItems": 1, "maxItems": MOST_STEPS}


INNER_STEP = Table(
    "a step of a group",
    tuple(field for field in _STEP_FIELDS if field.name not in {"sets", "set_rest"}),
    example="- exercise: bird-dog",
    foreign={
        "sets": "The group's `rounds` are the sets; take it out.",
        "set_rest": "Between two rounds there is a rest where you write one, as in `- rest: 30s`.",
        "group": "A group holds exercises and rests; put this one behind it.",
        "section": "A section comes before or after a group.",
        **{word: hint for word, hint in FOREIGN_TO_STEPS.items() if word != "rounds"},
    },
)
"""A step inside a group."""
GROUP = Table(
    "a group",
    (
        Field(
            "rounds", ROUNDS, "How often its steps are gone through.", required=True, also=("times", "sets", "repeat")
        ),
        Field(
            "sides",
            choice(("none", "each"), "each", _SIDES_MEANT),
            "`each` plays all rounds on the left, then all on the right.",
            also=("side",),
        ),
        Field(
            "steps",
            _Steps(INNER_STEP),
            "Exercises and rests, in order.",
            required=True,
            also=("exercises", "step", "moves"),
        ),
    ),
    example="{rounds: 3, steps: [{exercise: hip-bridge}, {exercise: plank-knees}]}",
)
STEP = Table(
    "a step",
    (
        *_STEP_FIELDS,
        Field(
            "section",
            PHRASE,
            "A heading, shown and spoken; it has no other fields.",
            also=("heading", "part", "block"),
            example="Upper body",
        ),
        Field(
            "group",
            _OfStep(GROUP),
            "Steps that are played in rounds; it has no other fields.",
            also=("circuit", "superset", "loop"),
        ),
    ),
    example="- exercise: bird-dog",
    foreign=FOREIGN_TO_STEPS,
)


def _field_meant(text: str) -> str:
    """Return the field that was meant by `rest; 30s`, `exercise:cat-camel` or `Cat camel` for a step."""
    rests = dict.fromkeys(("rest", *STEP.fields["rest"].also), "rest")
    for between in (":", "=", ";", ",", " "):
        name, found, value = text.partition(between)
        name = name.strip().lower()
        name = rests.get(name, name)
        if found and name in STEP.fields and value.strip():
            return f"{name}: {value.strip()[:40]}"
    if text.lower().strip(" .,;") in rests:
        return "rest: 30s"
    words = text.replace(",", " ").split()
    amount = next((index for index, word in enumerate(words) if word[0].isdigit()), len(words))
    return f"exercise: {made_name(' '.join(words[:amount] or words))}"


ROUTINE = Table(
    "a routine",
    (
        Field("title", PHRASE, "The routine's name as it is shown.", required=True, also=("name",), example="Evening"),
        Field("about", LONG, "What it is for, in a sentence or two.", also=("description", "desc", "info")),
        Field(
            "language",
            LANGUAGE,
            "The language of its words.",
            also=("lang",),
        ),
        Field(
            "for",
            choice(PURPOSES, "general", {"backs": "back", "pain": "back", "all": "general", "everyone": "general"}),
            "`back` or `general`: whether backs and their pain are spoken of. A routine with a `phase` is for `back`.",
            also=("purpose", "audience"),
        ),
        Field(
            "schedule",
            ScheduleShape(),
            "When it is due: `daily`, `[mon, wed, fri]` or `3 per week`.",
            examples=("daily", "3 per week", ["mon", "wed", "fri"]),
            also=("days", "when", "every"),
        ),
        Field(
            "times",
            TIMES,
            "How often on a day that it is due; once is enough for the streak.",
            also=("per-day", "times-a-day", "daily"),
        ),
        Field(
            "ramp",
            RAMP,
            "The fewest good days to the target; `none` keeps every dose as it is written.",
            examples=("25 days", "none"),
            also=("ramp-up", "progress"),
        ),
        Field(
            "pace",
            choice(
                PACES, "brisk", {"fast": "brisk", "quick": "brisk", "slow": "calm", "normal": "calm", "easy": "calm"}
            ),
            "How much time there is for getting ready and turning over: `calm`, or `brisk`.",
            also=("speed", "tempo"),
        ),
        Field("phase", choice(PHASES, "loosen"), "The phase of recovery it is for."),
        Field("cautions", _TAGS, "Shown before the first start.", also=("caution", "avoid", "warnings")),
        Field("sound", SOUND, "How much is spoken.", also=("audio", "voice")),
        Field("steps", _Steps(STEP), "What is done, in order.", required=True, also=("exercise", "step", "moves")),
        Field("exercises", Named(EXERCISE, "exercises by name"), "Exercises for this file alone."),
        Field("author", PHRASE, "Who wrote it.", also=("by",)),
        Field("licence", PHRASE, "Under which licence it may be shared.", also=("license",), example="CC0"),
        Field("source", words(300, "NHS, Back exercises"), "Where it comes from.", also=("sources", "from", "url")),
        Field("version", words(40, "1"), "Which edition of it this is."),
    ),
    foreign=FOREIGN_TO_ROUTINES,
)
