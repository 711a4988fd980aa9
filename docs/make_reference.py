# ruff: noqa: INP001  a script beside the pages it writes, not a package
"""Write docs/routine-reference.md, all that a routine or exercise file may say, from the reader's field tables.

Run by whoever changes a table: `python docs/make_reference.py`. A test compares the page with the tables.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.decode import MAX_BYTES
from stretch_coach.routine.fields import CAPS, DOSE, EXERCISE, MOST_STEPS, PACER, ROUTINE, SOUND, STEP, VARIANT
from stretch_coach.routine.format import seconds
from stretch_coach.routine.kinds import REST_MS, SET_REST_MS
from stretch_coach.routine.nodes import MAX_DEPTH
from stretch_coach.routine.reader import LONGEST_MS

if TYPE_CHECKING:
    from stretch_coach.routine.tables import Field, Table

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "routine-reference.md"
_HOUR_MS = 3_600_000

HEAD = """# What a routine file may say

Made from the field tables of the reader by `docs/make_reference.py`; change the tables, not this page.

A routine is one text file, `NAME.stretch.yaml`, in plain YAML. Its name is the routine's name. Your own routines are in
the folder that `stretch-coach new` names when it writes one; a file there stands before a shipped routine of the same
name. What `stretch-coach check` accepts can be played: both are the same reader.

If you have never written one, begin with [your first routine](first-routine.md); the [cookbook](cookbook.md) has twenty
to take from. [Problems](problems.md) has every message of `check`.

**How values are written**

| what | like this |
|---|---|
| a time | `30s`, `2m`, `1m30s`, `1:30` or `90`, which are seconds |
| a share of the comfortable range | `50%`; 100% is the first comfortable pull, never more |
| start and target | `5s -> 30s`: the first day's dose, and where it grows to; one value stays as it is |
| text | as it is; in quotes where it begins with a mark, or has a `: ` or ` #` in it |
| a list | `[one, two]`, or a line with `- ` for each |

A word such as `no` or `on`, and a number such as `010`, is never turned into something else. Quotes, comments, block
texts and lists are YAML's; anchors, merge keys, tags and second documents are refused, and so is a field that is there
twice.
"""
RULES = f"""## What else holds

- A step is called by its `id` in the record and on the plan, else by its exercise's name; the second of a name has `-2`
  behind it. Its place between start and target belongs to that name: give an `id` where you mean to change the order
  of two steps with the same exercise.
- Where no `rest` is named, the one between reps is {{rests}}; the `set_rest` between sets
  is {seconds(SET_REST_MS)}.
- A step that says nothing of a part of its dose takes it from the exercise's own `start` and `target`.
- No dose is above the exercise's caps; the cap always wins.
- `from: day 4` brings a step in after three good days of this routine, never later than the `ramp` lasts.
- A movement counts rounds and has no `hold`; how long a round lasts is its exercise's `cycle`.
- An exercise of the file's own stands before one of the library with the same name. What is under `exercises` and named
  by no step is pointed out.
- A file has at most {MAX_BYTES:,} bytes, {MOST_STEPS} steps and {MAX_DEPTH} levels, and a routine lasts at most
  {LONGEST_MS // _HOUR_MS} hours.
"""


def page() -> str:
    """Return the whole page."""
    parts = [
        HEAD,
        _section("The routine", ROUTINE, "The outermost fields of `NAME.stretch.yaml`."),
        _section(
            "A step",
            STEP,
            "One line of `steps`: an exercise with its dose, or a pause, which is `rest` alone: `- rest: 30s`.",
        ),
        _section("The sound", SOUND, "Below `sound`."),
        RULES.replace("{rests}", _rests()),
        _section(
            "An exercise",
            EXERCISE,
            "Below its name under `exercises`, for one file alone; or as a file of its own, "
            "`exercises/NAME.yaml` in your routine folder, for all of them.",
        ),
        _section("A dose", DOSE, "Below `start` and `target` of an exercise."),
        _section("The caps", CAPS, "Below `caps` of an exercise."),
        _section("A pacer", PACER, "Below `pacer` of an exercise. It has no pause: nobody is led to hold the breath."),
        _section("A variant", VARIANT, "Below `easier` and `harder` of an exercise; a plain text will do as well."),
        _cautions(),
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


def _cautions() -> str:
    lines = ["## The cautions", "", "For `cautions` of a routine and `avoid` of an exercise.", ""]
    lines += ["| caution | for whom |", "|---|---|"]
    lines += [f"| `{tag}` | {_cell(title)} |" for tag, title in CAUTIONS.items()]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
