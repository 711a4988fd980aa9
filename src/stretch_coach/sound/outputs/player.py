"""The system's own player, one process a clip: pw-play, paplay, aplay, afplay, or winsound on Windows.

A player is used only after it has played a moment of silence to its end: one without a sound server would otherwise
fail for every cue.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from stretch_coach.session.timeline import Cue
from stretch_coach.sound.clips import RATE, Clip, save_wav
from stretch_coach.sound.mix import YIELDING
from stretch_coach.sound.outputs import ClipOutput, NoOutputError
from stretch_coach.sound.scratch import scratch_folder

PLAYERS: tuple[tuple[str, ...], ...] = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
_PROBE_S = 3.0
_GRACE_S = 5.0
"""How much longer than its clip a player may run before it counts as stuck."""


class _ClipFiles:
    """Each clip as a WAV file, written once."""

    def __init__(self) -> None:
        self.folder = scratch_folder()
        self._written: dict[int, str] = {}

    def path(self, clip: Clip[int]) -> str:
        """Return the file of a clip."""
        key = hash(clip.tobytes())
        if key not in self._written:
            path = str(Path(self.folder, f"{len(self._written)}.wav"))
            save_wav(path, clip)
            self._written[key] = path
        return self._written[key]

    def remove(self) -> None:
        """Remove all of them."""
        shutil.rmtree(self.folder, ignore_errors=True)


def open_player() -> ClipOutput:
    """Return the first player that plays. Raises NoOutputError that names what was tried."""
    if sys.platform == "win32":
        return WinsoundOutput()
    files = _ClipFiles()
    quiet = files.path(Clip("h", bytes(RATE // 20 * 2)))
    failed = []
    for words in PLAYERS:
        program = shutil.which(words[0])
        if program is None:
            continue
        reason = _failure([program, *words[1:], quiet])
        if not reason:
            return PlayerOutput([program, *words[1:]], files)
        failed.append(f"{words[0]}: {reason}")
    files.remove()
    message = "; ".join(failed) or f"none of {', '.join(words[0] for words in PLAYERS)} is installed"
    raise NoOutputError(message)


def _failure(command: list[str]) -> str:
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

    def __init__(self, command: list[str], files: _ClipFiles) -> None:
        self._command = command
        self._files = files
        self._running: list[tuple[float, subprocess.Popen[bytes]]] = []
        self.detail = command[0]

    def play(self, cue: Cue, clip: Clip[int]) -> None:  # noqa: ARG002  every cue sounds alike here
        """Begin to sound."""
        self._reap()
        process = subprocess.Popen(  # noqa: S603  as in the probe
            [*self._command, self._files.path(clip)],
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
        """Stop, and remove the written clips."""
        self.stop()
        self._files.remove()

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
        self._files = _ClipFiles()
        self._words_end = 0.0

    def play(self, cue: Cue, clip: Clip[int]) -> None:
        """Begin to sound, except for tones that would end the words they fall into."""
        now = time.monotonic()
        if cue.name in YIELDING and now < self._words_end:
            return
        self._words_end = now + len(clip) / RATE if cue.name == "words" else 0.0
        self._sound(self._files.path(clip))

    def stop(self) -> None:
        """End what sounds."""
        self._sound(None)

    def close(self) -> None:
        """Stop, and remove the written clips."""
        self.stop()
        self._files.remove()

    def _sound(self, path: str | None) -> None:
        if sys.platform == "win32":
            import winsound  # noqa: PLC0415  on Windows alone

            winsound.PlaySound(path, winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
