"""Keeps the JSON Schema of routines next to the user's own, for their editor."""

from __future__ import annotations

import contextlib
from pathlib import Path

from stretch_coach.authoring.draft import SCHEMA_FILE
from stretch_coach.data import data_path
from stretch_coach.errors import StorageError
from stretch_coach.files import read_file, write_file
from stretch_coach.routine.folders import EXERCISES
from stretch_coach.routine.repository import Library
from stretch_coach.routine.schema import as_text, routine_schema

_LARGEST = 1 << 22


def keep_schema(folder: str | Path) -> None:
    """Put the schema next to the user's routines, where their first line says it is; a newer one takes its place.

    It proposes the names of all exercises there are, the user's own among them. An editor can do without it, so a
    folder that refuses it is no error.
    """
    target = Path(folder, SCHEMA_FILE)
    library = Library(str(Path(folder, EXERCISES)), data_path("routines", EXERCISES))
    schema = as_text(routine_schema(library)).encode()
    with contextlib.suppress(OSError):
        if read_file(target, _LARGEST) == schema:
            return
    with contextlib.suppress(StorageError):
        write_file(target, schema)
