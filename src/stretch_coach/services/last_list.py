"""The rows of the last `list`, kept in the cache folder: a row still holds while nothing it was made of has changed.

A row is made of its file, the exercise files, the record, the safety answers, the settings and the practice day.
Called by `listing`. A cache that is gone, broken or cannot be written only costs time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from stretch_coach import __version__
from stretch_coach.paths import ANSWERS, RECORD, SETTINGS
from stretch_coach.routine.folders import EXERCISES, exercise_files
from stretch_coach.settings import Settings

Stamp = list[int] | None

_FILE = "list.json"


class LastList:
    """The rows of the last list that still hold at `now`."""

    def __init__(self, settings: Settings, folders: Iterable[str], now: datetime) -> None:
        self._path = os.path.join(settings.paths.cache, _FILE)
        self._settings = settings
        self._folders = tuple(folders)
        self._now = now
        self._state = self._made_of()
        self._rows = self._still_true()

    def row(self, path: str) -> list[Any] | None:
        """Return the row of a routine's file, None where it has to be made anew."""
        kept = self._rows.get(path)
        return kept[1] if isinstance(kept, list) and kept[:1] == [_stamp(path)] else None

    def keep(self, rows: Mapping[str, Sequence[object]], until: datetime) -> None:
        """Keep rows by the paths of their files, true until a moment; not if anything changed while they were made."""
        if self._made_of() != self._state:
            return
        kept = {
            "state": self._state,
            "from": self._now.timestamp(),
            "until": until.astimezone(UTC).timestamp(),
            "rows": {path: [_stamp(path), list(row)] for path, row in rows.items()},
        }
        new = f"{self._path}.{os.getpid()}.new"
        try:
            os.makedirs(os.path.dirname(self._path), exist_ok=True)
            with open(new, "w", encoding="utf-8") as file:
                file.write(json.dumps(kept))  # `json.dump` would take ten times as long
            os.replace(new, self._path)
        except OSError:
            return

    def _still_true(self) -> dict[str, Any]:
        try:
            with open(self._path, encoding="utf-8") as file:
                kept = json.load(file)
            if kept["state"] != self._state or not kept["from"] <= self._now.timestamp() < kept["until"]:
                return {}
            rows: dict[str, Any] = kept["rows"]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return rows

    def _made_of(self) -> list[object]:
        """Everything but the routine's own file that a row is made of, as JSON gives it back."""
        paths, offset = self._settings.paths, self._now.utcoffset()
        record = os.path.join(paths.data, RECORD)
        exercises = exercise_files(os.path.join(folder, EXERCISES) for folder in self._folders)
        return [
            __version__,
            None if offset is None else offset.total_seconds(),
            [_stamp(record), _stamp(f"{record}-wal")],
            _stamp(os.path.join(paths.data, ANSWERS)),
            _stamp(os.path.join(paths.config, SETTINGS)),
            [[path, _stamp(path)] for path in exercises.values()],
        ]


def _stamp(path: str) -> Stamp:
    """A file's time of change and size, None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return [found.st_mtime_ns, found.st_size]
