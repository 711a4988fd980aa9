"""JSON Schemas of the two kinds of file, made from the field tables, for editors that check while one types.

A schema says less than the reader: it knows neither caps nor which of two doses is the larger, and it proposes the
library's names without insisting on them. Whatever it refuses, the reader refuses too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from stretch_coach.routine.fields import EXERCISE, ROUTINE

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What the language servers of today's editors know."""


def routine_schema(exercises: Iterable[str] = ()) -> dict[str, Any]:
    """Return the schema of a routine file. `exercises` are the names an editor proposes for a step."""
    schema = {"$schema": DIALECT, "title": "Stretch Coach routine", **ROUTINE.schema()}
    names = sorted(exercises)
    if names:
        schema["properties"]["steps"]["items"]["properties"]["exercise"]["examples"] = names
    return schema


def exercise_schema() -> dict[str, Any]:
    """Return the schema of an exercise file."""
    return {"$schema": DIALECT, "title": "Stretch Coach exercise", **EXERCISE.schema()}


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema as a file has it: indented, with a line feed at its end."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
