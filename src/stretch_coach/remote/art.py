"""Pictures of exercises for media widgets: a file for each figure and side, made once and kept in the cache folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

from stretch_coach.errors import StretchCoachError
from stretch_coach.figure.png import png
from stretch_coach.figure.pose import pose
from stretch_coach.figure.read import read_figure
from stretch_coach.files import write_file
from stretch_coach.routine.dose import Side
from stretch_coach.session.events import PlayerView

MOST_FILES = 300
"""Twice what the shipped exercises need; about 2 MB."""
_SIZE, _MARGIN = 512, 40
_FORM = "1"
"""Changed when the same figure is to look different: older files are then no longer used."""


class ArtFiles:
    """A folder of pictures. Files stay: a widget may still show one, and the next session wants them again."""

    def __init__(self, folder: Path, most: int = MOST_FILES) -> None:
        self._folder = folder
        self._most = most
        self._known: dict[tuple[str, Side | None], str] = {}

    def of(self, view: PlayerView) -> str:
        """Return the `file:` address of a picture of what is done, "" where there is none or it cannot be kept."""
        if view.figure is None:
            return ""
        return self._address(view.figure, view.segment.side if view.segment is not None else None)

    def _address(self, data: object, side: Side | None) -> str:
        try:
            key = json.dumps([_FORM, data], sort_keys=True, default=str), side
        except (TypeError, ValueError, RecursionError):
            return ""
        if key not in self._known:
            self._known[key] = self._made(data, side, hashlib.sha256(f"{key}".encode()).hexdigest()[:32])
        return self._known[key]

    def _made(self, data: object, side: Side | None, name: str) -> str:
        path = self._folder / f"{name}.png"
        try:
            if path.exists():
                os.utime(path)
            else:
                figure = read_figure(data)
                self._folder.mkdir(parents=True, exist_ok=True)
                write_file(path, png(figure, pose(figure, 1.0, side), _SIZE, margin=_MARGIN))
                self._shrink(keep=path)
            return path.absolute().as_uri()
        except (OSError, ValueError, StretchCoachError):
            return ""

    def _shrink(self, keep: Path) -> None:
        """Remove the pictures that were not wanted for longest."""
        with contextlib.suppress(OSError):
            found = sorted(self._folder.glob("*.png"), key=lambda path: path.stat().st_mtime)
            for path in found[: max(0, len(found) - self._most)]:
                if path != keep:
                    path.unlink(missing_ok=True)
