"""Rendered words on disk, so that a sentence is spoken once and played for years.

One WAV a sentence, named by a hash of everything its sound depends on. Written beside and moved into place; a file that
is broken is rendered again; the oldest go when the folder is full. A folder that cannot be written is replaced by one
that lasts as long as the program.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile

from stretch_coach.sound.clips import BrokenClipError, Clip, load_wav, save_wav

MOST_BYTES = 50_000_000
"""About eighteen minutes of speech."""

_FORM = "1"
"""Raised when the same words are to sound different: older files are then not used any more."""


class ClipCache:
    """A folder of rendered words."""

    def __init__(self, folder: str, most_bytes: int = MOST_BYTES) -> None:
        self.trouble = ""
        """Why the folder cannot be used, "" while it can."""
        self._most_bytes = most_bytes
        self._folder = folder
        self._written = 0
        try:
            os.makedirs(folder, exist_ok=True)
            probe = os.path.join(folder, f".{os.getpid()}.part")
            with open(probe, "wb"):
                pass
            os.unlink(probe)
        except OSError as problem:
            self._stand_in(problem)

    def path(self, key: str, text: str) -> str:
        """Return where these words are, or will be."""
        name = hashlib.sha256(json.dumps([_FORM, key, text]).encode()).hexdigest()[:40]
        return os.path.join(self._folder, f"{name}.wav")

    def has(self, path: str) -> bool:
        """Return whether a usable clip is there, and note that it was wanted again."""
        if not os.path.exists(path):
            return False
        try:
            load_wav(path)
        except BrokenClipError:
            with contextlib.suppress(OSError):
                os.unlink(path)
            return False
        with contextlib.suppress(OSError):
            os.utime(path)
        return True

    def put(self, path: str, clip: Clip[int]) -> str:
        """Keep a clip and return where it now is, which is elsewhere when the folder went bad. Raises OSError."""
        try:
            save_wav(path, clip)
        except OSError as problem:
            self._stand_in(problem)
            path = os.path.join(self._folder, os.path.basename(path))
            save_wav(path, clip)
        self._written += 2 * len(clip)
        if self._written > self._most_bytes // 10:
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
        too_much = sum(size for _, size, _ in found) - self._most_bytes
        for _, size, path in sorted(found):
            if too_much <= 0:
                return
            with contextlib.suppress(OSError):
                os.unlink(path)
                too_much -= size

    def _stand_in(self, problem: OSError) -> None:
        if not self.trouble:
            self.trouble = f"Spoken words cannot be kept in {self._folder} ({problem.strerror or problem})."
        self._folder = tempfile.mkdtemp(prefix="stretch-coach-")
