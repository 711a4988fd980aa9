"""JSON Schemas of the two kinds of file, made from the field tables, for editors that check while one types.

Called by the `schema` command. A schema says less than the reader: it knows neither the library nor caps nor which
of two doses is the larger; whatever it refuses, the reader refuses too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.routine.fields import EXERCISE, ROUTINE

if TYPE_CHECKING:
    from typing import Any

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What the language servers of today's editors know."""


def routine_schema() -> dict[str, Any]:
    """Return the schema of a routine file."""
    return {"$schema": DIALECT, "title": "Stretch Coach routine", **ROUTINE.schema()}


def exercise_schema() -> dict[str, Any]:
    """Return the schema of an exercise file."""
    return {"$schema": DIALECT, "title": "Stretch Coach exercise", **EXERCISE.schema()}
