"""What a routine or exercise file may say, as one page of text, made from the field tables and the library.

It is docs/routine-reference.md, and what `stretch-coach help routine` shows: all that an author, or a language model,
needs to write a routine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stretch_coach.routine.areas import AREAS
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.decode import MAX_BYTES
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.doses import QUICKEST_BREATH_MS, SLOWEST_BREATH_MS
from stretch_coach.routine.exercise_hints import BrokenExerciseError
from stretch_coach.routine.fields import (
    CAPS,
    DOSE,
    EXERCISE,
    GROUP,
    MOST_STEPS,
    PACER,
    REP_PHASE,
    ROUTINE,
    SOUND,
    STEP,
    VARIANT,
)
from stretch_coach.routine.figure_fields import EXTRAS, FIGURE, JOINTS, POSE, PROPS
from stretch_coach.routine.format import seconds
from stretch_coach.routine.kinds import HARD_CAPS, KIND_CAPS, KIND_START, KIND_TARGET, REST_MS, SET_REST_MS
from stretch_coach.routine.model import Caps, Exercise, Kind
from stretch_coach.routine.nodes import MAX_DEPTH
from stretch_coach.routine.routine_builder import LONGEST_MS
from stretch_coach.routine.tables import Field, Table

_HOUR_MS = 3_600_000

_HEAD = """# What a routine file may say

Made from the field tables of the reader by `docs/make_reference.py`; change the tables, not this page. The program has
it, too: `stretch-coach help routine`.

A routine is one text file, `NAME.stretch.yaml`, in plain YAML. Its name is the routine's name. Your own routines are in
the folder that `stretch-coach new` names when it writes one; a file there comes before a shipped routine of the same
name. What `stretch-coach check` accepts can be played: both are the same reader.

If you have never written one, begin with [your first routine](first-routine.md); the [cookbook](cookbook.md) has many
to take from. [Problems](problems.md) has every message of `check`.

**How values are written**

| what | like this |
|---|---|
| a time | `30s`, `2m`, `1m30s`, `1:30` or `90`, which are seconds |
| a hold in breaths | `5 breaths`, each as long as `breath` says: 4 s in and 6 s out where it says nothing |
| a share of the comfortable range | `50%`; 100% is the first comfortable pull, never more |
| start and target | `5s -> 30s`: the first day's dose, and where it grows to; one value stays as it is |
| text | as it is; in quotes where it begins with a mark, or has a `: `, a ` #` or braces in it |
| a side in a text | `{side}` is the side worked, `{other}` the opposite one: `"{other} hand on your {side} thigh"` |
| a list | `[one, two]`, or a line with `- ` for each |

A word such as `no` or `on`, and a number such as `010`, is never turned into something else. Quotes, comments, block
texts and lists are YAML's; anchors, merge keys, tags and second documents are refused, and so is a field that is there
twice.
"""
EXAMPLE = """title: Loosen
about: A gentle floor routine for a stiff back.
for: back                          # or general: whether backs and pain are spoken of
schedule: daily                    # or [mon, wed, fri], or 3 per week
ramp: 25 days                      # the fewest good days to the target; none keeps every dose
phase: loosen
cautions: [osteoporosis]

steps:
  - exercise: cat-camel            # from the library: its own start and target
  - exercise: knee-to-chest
    sides: each
    hold: 5s -> 30s                # start -> target
    reps: 2 -> 3
    range: 50% -> 100%
  - exercise: bird-dog
    from: day 4                    # after three good days
    reps: 4 -> 6
  - rest: 30s
  - section: On the mat
  - exercise: hamstring-lying      # one rep in phases
    reps: 2
    phases: [{say: Press the heel away, hold: 6s}, {say: Let go, hold: 3s}, {say: A little further, hold: 20s}]
  - group:                         # two rounds of two exercises
      rounds: 2
      steps: [{exercise: hip-bridge, reps: 5}, {exercise: plank-knees, reps: 1, hold: 20s}]
  - exercise: neck-roll            # defined below
    hold: 3 breaths
    say: Stop if it tingles.
  - exercise: long-bridge

exercises:
  neck-roll:
    title: Neck roll
    kind: stretch
    position: sitting tall
    sides: each
    areas: [neck]
    do: ["Let the {side} ear sink toward the {side} shoulder"]
    during: [Breathe into the long side of your neck]
    back: Come back slowly
  long-bridge:
    extends: hip-bridge            # all that is not said here is the library's
    caps: {hold: 45s}
    target: {hold: 40s, reps: 2}
"""
_RULES = f"""## What else holds

- **A dose that is written stays as written.** A step that gives only single values does not grow: what it leaves out
  is its exercise's target, in one set. With an arrow somewhere, it grows: what it leaves out goes from the exercise's
  start to its target. A step that gives no dose at all takes both from its exercise.
- `fixed: true` in a step, and `ramp: none` in a routine, keep every dose: the exercise's target, in one set, where none
  is written.
- A step is called by its `id` in the record and on the plan, else by its exercise's name; the second of a name has `-2`
  behind it. Its place between start and target belongs to that name: give an `id` where you mean to change the order
  of two steps with the same exercise.
- Where no `rest` is named, the one between reps is {{rests}}; the `set_rest` between sets
  is {seconds(SET_REST_MS)}.
- No dose is above the exercise's caps; the cap always wins. Your own exercise may raise them: `extends` with
  `caps`, up to the bound of its kind.
- `from: day 4` brings a step in after three good days of this routine, never later than the `ramp` lasts;
  `until: day 9` takes it out again: the last day with it is the eighth.
- A movement counts rounds and has no `hold`; how long a round lasts is its exercise's `cycle`.
- One rep of a step with `phases` is one pass through them, each within the cap of a hold.
- In a group the n-th round is the n-th set of each of its steps, so they have no `sets`. All rounds together stay
  within the cap of an exercise's reps times its sets. With `sides: each` all rounds are played on one side, then all on
  the other; an exercise without sides is then done on both ways through.
- A breath lasts {seconds(QUICKEST_BREATH_MS)} to {seconds(SLOWEST_BREATH_MS)}, in and out.
- An exercise of the file's own comes before one of the library with the same name. What is under `exercises` and named
  by no step is pointed out.
- A file that is played from outside your routine folder has its own record.
- A file has at most {MAX_BYTES:,} bytes, {MOST_STEPS} steps and {MAX_DEPTH} levels, and a routine lasts at most
  {LONGEST_MS // _HOUR_MS} hours.
"""


_ABOUT_PACER = "Below `pacer` of an exercise and `breath` of a step. It has no pause: nobody is led to hold the breath."
_ABOUT_CAUTIONS = "For `cautions` of a routine and `avoid` of an exercise."
_AREA_WORDS = {area: ", ".join(words) for area, words in AREAS.items()}


def reference(library: Mapping[str, Exercise]) -> str:
    """Return the whole page, with the exercises of a library."""
    parts = [
        _HEAD,
        f"**One whole routine**\n\n```yaml\n{EXAMPLE}```\n",
        _section("The routine", ROUTINE, "The outermost fields of `NAME.stretch.yaml`."),
        _section(
            "A step",
            STEP,
            "One item of `steps`: an exercise with its dose; or a pause, which is `rest` alone: `- rest: 30s`; or a "
            "`section` alone, a heading; or a `group` alone.",
        ),
        _section("A group", GROUP, "Below `group`. Its steps are exercises and pauses."),
        _section("A phase", REP_PHASE, "One item of `phases` of a step."),
        _section("The sound", SOUND, "Below `sound`."),
        _RULES.replace("{rests}", _rests()),
        _section(
            "An exercise",
            EXERCISE,
            "Below its name under `exercises`, for one file alone; or as its own file, "
            "`exercises/NAME.yaml` in your routine folder, for all of them. With `extends` nothing else is needed.",
        ),
        _section("A dose", DOSE, "Below `start` and `target` of an exercise."),
        _section("The caps", CAPS, "Below `caps` of an exercise."),
        _kinds(),
        _section("A pacer", PACER, _ABOUT_PACER),
        _section("A variant", VARIANT, "Below `easier` and `harder` of an exercise; a plain text will do as well."),
        _section("A figure", FIGURE, "Below `figure` of an exercise; [the figures page](figures.md) shows how."),
        _section("A pose", POSE, "Below `start`, `hold`, and in the lists `way` and `loop` of a figure."),
        f"Things: {_ticked((*PROPS, *EXTRAS))}.\n\nJoints: {_ticked(JOINTS)}.\n",
        _words("The areas", "For `areas` of an exercise.", ("area", "other words for it"), _AREA_WORDS),
        _words("The cautions", _ABOUT_CAUTIONS, ("caution", "for whom"), CAUTIONS),
        _library(library),
    ]
    return "\n".join(parts)


def _section(title: str, table: Table, about: str) -> str:
    lines = [f"## {title}", "", about, "", "| field | value | example | meaning |", "|---|---|---|---|"]
    lines += [_row(field) for field in table.fields.values()]
    return "\n".join(lines) + "\n"


def _row(field: Field) -> str:
    name = f"**`{field.name}`** (needed)" if field.required else f"`{field.name}`"
    example = f"`{_cell(field.example)}`" if field.example else ""
    return f"| {name} | {_cell(field.shape.expected)} | {example} | {_cell(field.help)} |"


def _rests() -> str:
    by_length: dict[int, list[str]] = {}
    for kind, rest in REST_MS.items():
        by_length.setdefault(rest, []).append(kind)
    return ", ".join(f"{seconds(rest) if rest else 'none'} for {_and(kinds)}" for rest, kinds in by_length.items())


def _and(words: list[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _kinds() -> str:
    lines = [
        "## The kinds",
        "",
        "What your own exercise has where its card names no caps and no doses, and the most its caps may allow.",
        "",
        "| kind | start | target | caps | at most |",
        "|---|---|---|---|---|",
    ]
    for kind in KIND_CAPS:
        doses = (_dose(kind, KIND_START[kind]), _dose(kind, KIND_TARGET[kind]))
        caps = (_caps(kind, KIND_CAPS[kind]), _caps(kind, HARD_CAPS[kind]))
        lines.append(f"| `{kind}` | {' | '.join((*doses, *caps))} |")
    return "\n".join(lines) + "\n"


def _dose(kind: Kind, dose: Dose) -> str:
    hold = "" if kind == "movement" else f"{seconds(dose.hold_ms)}, "
    times = f"{dose.reps} reps" if dose.reps > 1 else "once"
    sets = f", {dose.sets} sets" if dose.sets > 1 else ""
    return f"{hold}{times}{sets}, {dose.range}%"


def _caps(kind: Kind, caps: Caps) -> str:
    hold = "" if kind == "movement" else f"{seconds(caps.hold_ms)}, "
    return f"{hold}{caps.reps} reps, {caps.sets} sets"


def _words(title: str, about: str, columns: tuple[str, str], words: Mapping[str, str]) -> str:
    lines = [f"## {title}", "", about, "", f"| {' | '.join(columns)} |", "|---|---|"]
    lines += [f"| `{word}` | {_cell(meaning)} |" for word, meaning in words.items()]
    return "\n".join(lines) + "\n"


def _library(library: Mapping[str, Exercise]) -> str:
    lines = [
        "## The exercises of the library",
        "",
        "Each with its kind, its sides, its caps, and the dose of its first day and its target.",
        "",
        "| exercise | kind | sides | areas | caps | start | target |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in sorted(library):
        try:
            card = library[name]
        except BrokenExerciseError:
            continue
        if card.caps is None or card.start is None or card.target is None:
            continue
        doses = f"{_dose(card.kind, card.start)} | {_dose(card.kind, card.target)}"
        areas = ", ".join(card.areas)
        lines.append(f"| `{name}` | {card.kind} | {card.sides} | {areas} | {_caps(card.kind, card.caps)} | {doses} |")
    return "\n".join(lines) + "\n"


def _ticked(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
