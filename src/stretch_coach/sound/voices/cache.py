"""Rendered words on disk, so that a sentence is spoken once and played for years.

One WAV a sentence, named by a hash of everything its sound depends on: voice, version, speed and text. Written next to
and moved into place; a file that is broken is rendered again; the oldest are removed when the folder is full. A folder
that cannot be written is replaced by one that lasts as long as the program.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

from stretch_coach.sound.clips import BrokenClipError, Clip, load_wav, save_wav
from stretch_coach.sound.scratch import scratch_folder

MAX_BYTES = 100_000_000
"""About 38 minutes of speech."""

_FORM = "2"
"""Changed when the same words are to sound different: older files are then no longer used."""


class ClipCache:
    """A folder of rendered words."""

    def __init__(self, folder: str, max_bytes: int = MAX_BYTES) -> None:
        self.warning = ""
        """Why the folder cannot be used, "" while it can."""
        self._max_bytes = max_bytes
        self._folder = folder
        self._written = 0
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
            probe = Path(folder, f".{os.getpid()}.part")
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as problem:
            self._use_scratch(problem)
        self.shrink()

    def path(self, key: str, text: str) -> str:
        """Return where these words are, or will be."""
        name = hashlib.sha256(json.dumps([_FORM, key, text]).encode()).hexdigest()[:40]
        return str(Path(self._folder, f"{name}.wav"))

    def has(self, path: str) -> bool:
        """Return whether a usable clip is there, and note that it was wanted again."""
        if not Path(path).exists():
            return False
        try:
            load_wav(path)
        except BrokenClipError:
            with contextlib.suppress(OSError):
                Path(path).unlink()
            return False
        with contextlib.suppress(OSError):
            os.utime(path)
        return True

    def put(self, path: str, clip: Clip[int]) -> str:
        """Keep a clip and return where it now is, which is elsewhere when the folder went bad. Raises OSError."""
        try:
            save_wav(path, clip)
        except OSError as problem:
            self._use_scratch(problem)
            path = str(Path(self._folder, Path(path).name))
            save_wav(path, clip)
        self._written += 2 * len(clip)
        if self._written > self._max_bytes // 10:
            self._written = 0
            self.shrink()
        return path

    def shrink(self) -> None:
        """Take away the clips that were not wanted for longest, until the rest fits."""
        found = []
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    stat = entry.stat()
                    found.append((stat.st_mtime, stat.st_size, entry.path))
        too_much = sum(size for _, size, _ in found) - self._max_bytes
        for _, size, path in sorted(found):
            if too_much <= 0:
                return
            with contextlib.suppress(OSError):
                Path(path).unlink()
                too_much -= size

    def _use_scratch(self, problem: OSError) -> None:
        if not self.warning:
            self.warning = f"Spoken words cannot be kept in {self._folder} ({problem.strerror or problem})."
        self._folder = scratch_folder()
