"""JSON Schemas of the two kinds of file, made from the field tables, for editors that check while one types.

A schema says less than the reader: it knows neither caps nor which of two doses is the larger, and it proposes the
library's names without insisting on them. Whatever it refuses, the reader refuses too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from stretch_coach.routine.exercise_hints import BrokenExerciseError
from stretch_coach.routine.fields import EXERCISE, ROUTINE
from stretch_coach.routine.model import Exercise

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What the language servers of today's editors know."""


_SNIPPETS = [
    {"label": "step", "description": "an exercise with a dose", "body": {"exercise": "$1", "hold": "${2:30s}"}},
    {"label": "rest", "description": "a pause", "body": {"rest": "${1:30s}"}},
    {"label": "section", "description": "a heading", "body": {"section": "$1"}},
    {
        "label": "group",
        "description": "steps in rounds",
        "body": {"group": {"rounds": "${1:3}", "steps": [{"exercise": "$2"}]}},
    },
]
"""What editors that know `defaultSnippets` offer for a new item of `steps`."""


def routine_schema(exercises: Iterable[str] | Mapping[str, Exercise] = ()) -> dict[str, Any]:
    """Return the schema of a routine file.

    `exercises` are the names an editor proposes for a step; of a library, each with a line about its card.
    """
    schema = {"$schema": DIALECT, **ROUTINE.schema(), "title": "Stretch Coach routine"}
    step = schema["properties"]["steps"]["items"]
    step["defaultSnippets"] = _SNIPPETS
    named = [{"const": name, **_described(exercises, name)} for name in sorted(exercises)]
    if named:
        inner = step["properties"]["group"]["properties"]["steps"]["items"]
        for properties in (step["properties"], inner["properties"]):
            any_name = properties["exercise"]
            meaning = any_name.pop("description")
            own = {**any_name, "description": "One of this file's own `exercises`."}
            properties["exercise"] = {"description": meaning, "anyOf": [*named, own]}
    return schema


def _described(exercises: Iterable[str] | Mapping[str, Exercise], name: str) -> dict[str, str]:
    """Return the line an editor shows next to an exercise; nothing where there are names alone, or a broken card."""
    if not isinstance(exercises, Mapping):
        return {}
    try:
        card: Exercise = exercises[name]
    except BrokenExerciseError:
        return {}
    return {"description": f"{card.title}: {card.kind}, {', '.join(card.areas)}; {card.position}"}


def exercise_schema() -> dict[str, Any]:
    """Return the schema of an exercise file."""
    return {"$schema": DIALECT, **EXERCISE.schema(), "title": "Stretch Coach exercise"}


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema as a file has it: indented, with a line feed at its end."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
