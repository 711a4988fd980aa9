# ruff: noqa: INP001  a script next to the pages it writes, not a package
"""Write docs/routine-reference.md and the schemas in assets/schema from the reader's field tables and the library.

Run it after changing a table or a card: `python docs/make_reference.py`. Tests compare them with the tables.
"""

from __future__ import annotations

import sys
from pathlib import Path

from stretch_coach.routine.reference import reference
from stretch_coach.routine.repository import Library
from stretch_coach.routine.schema import as_text, exercise_schema, routine_schema

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = Library(str(ROOT / "routines" / "exercises"))


def page() -> str:
    """Return the whole page."""
    return reference(LIBRARY)


def main() -> int:
    """Write the page and the schemas."""
    schemas = ROOT / "assets" / "schema"
    texts = {
        ROOT / "docs" / "routine-reference.md": page(),
        schemas / "routine.schema.json": as_text(routine_schema(LIBRARY)),
        schemas / "exercise.schema.json": as_text(exercise_schema()),
    }
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
