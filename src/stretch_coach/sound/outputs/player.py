"""The system's own player, one process a clip: pw-play, paplay, aplay, afplay, or winsound on Windows.

A player is used only after it has played a moment of silence to its end: one without a sound server would otherwise
fail for every cue.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from stretch_coach.sound.clips import RATE, Clip, save_wav
from stretch_coach.sound.mix import YIELDING
from stretch_coach.sound.outputs import NoOutputError

if TYPE_CHECKING:
    from stretch_coach.session.timeline import Cue
    from stretch_coach.sound.outputs import ClipOutput

PLAYERS: tuple[tuple[str, ...], ...] = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
_PROBE_S = 3.0
_GRACE_S = 5.0
"""How much longer than its clip a player may run before it is taken for stuck."""


def open_player() -> ClipOutput:
    """Return the first player that plays. Raises NoOutputError that names what was tried."""
    if sys.platform == "win32":
        return WinsoundOutput()
    folder = tempfile.mkdtemp(prefix="stretch-coach-")
    quiet = os.path.join(folder, "silence.wav")
    save_wav(quiet, Clip("h", bytes(RATE // 20 * 2)))
    failed = []
    for words in PLAYERS:
        program = shutil.which(words[0])
        if program is None:
            continue
        trouble = _trouble_of([program, *words[1:], quiet])
        if not trouble:
            return PlayerOutput([program, *words[1:]], folder)
        failed.append(f"{words[0]}: {trouble}")
    shutil.rmtree(folder, ignore_errors=True)
    message = "; ".join(failed) or f"none of {', '.join(words[0] for words in PLAYERS)} is installed"
    raise NoOutputError(message)


def _trouble_of(command: list[str]) -> str:
    """Return "" when the command ends well, else one reason."""
    try:
        ended = subprocess.run(  # noqa: S603  a player found on the PATH, and our own file
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=_PROBE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"did not answer within {_PROBE_S:.0f} seconds"
    except OSError as problem:
        return problem.strerror or str(problem)
    if ended.returncode == 0:
        return ""
    words = ended.stderr.decode("utf-8", "replace").strip().splitlines()
    return words[-1][:100] if words else f"ended with {ended.returncode}"


class PlayerOutput:
    """Starts the player once for every clip."""

    def __init__(self, command: list[str], folder: str) -> None:
        self._command = command
        self._folder = folder
        self._written: dict[int, str] = {}
        self._running: list[tuple[float, subprocess.Popen[bytes]]] = []
        self.detail = command[0]

    def play(self, cue: Cue, clip: Clip[int]) -> None:
        """Begin to sound."""
        self._reap()
        key = hash(clip.tobytes())
        if key not in self._written:
            path = os.path.join(self._folder, f"{cue.name}-{len(self._written)}.wav")
            save_wav(path, clip)
            self._written[key] = path
        process = subprocess.Popen(  # noqa: S603  as in the probe
            [*self._command, self._written[key]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._running.append((time.monotonic() + len(clip) / RATE + _GRACE_S, process))

    def stop(self) -> None:
        """End every player that runs."""
        for _, process in self._running:
            process.kill()
        self._reap()

    def close(self) -> None:
        """Stop, and take the written clips away."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _reap(self) -> None:
        now = time.monotonic()
        for ends, process in self._running:
            if now > ends:
                process.kill()
        self._running = [item for item in self._running if item[1].poll() is None]


class WinsoundOutput:
    """Windows' own: one sound at a time, a new one takes the place of the last."""

    detail = "winsound, one sound at a time"

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="stretch-coach-")
        self._written: dict[int, str] = {}
        self._words_end = 0.0

    def play(self, cue: Cue, clip: Clip[int]) -> None:
        """Begin to sound, except for tones that would end the words they fall into."""
        now = time.monotonic()
        if cue.name in YIELDING and now < self._words_end:
            return
        self._words_end = now + len(clip) / RATE if cue.name == "words" else 0.0
        key = hash(clip.tobytes())
        if key not in self._written:
            path = os.path.join(self._folder, f"{cue.name}-{len(self._written)}.wav")
            save_wav(path, clip)
            self._written[key] = path
        self._sound(self._written[key])

    def stop(self) -> None:
        """End what sounds."""
        self._sound(None)

    def close(self) -> None:
        """Stop, and take the written clips away."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _sound(self, path: str | None) -> None:
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(path, winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
