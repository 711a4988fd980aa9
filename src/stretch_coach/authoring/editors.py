"""Which editor a user has, and opening it."""

from __future__ import annotations

import contextlib
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from stretch_coach.errors import StorageError, UsageError

_USUAL = ("nano", "vim", "vi")
_USUAL_ON_WINDOWS = ("notepad",)
_NEED_A_TERMINAL = frozenset(
    ("vi", "vim", "nvim", "nano", "pico", "emacs", "hx", "helix", "kak", "micro", "joe", "mcedit", "ne", "jed")
)
_ADVICE = "Set EDITOR to one, as in `EDITOR=nano stretch-coach edit evening`, or open the file yourself: {path}"


def editor_command(
    env: Mapping[str, str], path: str, *, terminal: bool, which: Callable[[str], str | None] = shutil.which
) -> list[str]:
    """Return the command of the user's editor: $VISUAL, $EDITOR, else a usual one that is here.

    `path` is the file, for the message. Raises UsageError where there is no editor, or none that can be used
    without a terminal.
    """
    said = next((name for name in ("VISUAL", "EDITOR") if env.get(name, "").strip()), None)
    if said:
        command = _split(env[said])
        if command and which(command[0]) is None:
            message = f"There is no program `{command[0]}`, which {said} names as your editor. {_ADVICE}"
            raise UsageError(message.format(path=path))
    else:
        usual = _USUAL_ON_WINDOWS if sys.platform == "win32" else _USUAL
        command = next(([found] for name in usual if (found := which(name))), [])
    if not command:
        message = f"No editor was found here. {_ADVICE}".format(path=path)
        raise UsageError(message)
    name = Path(command[0]).name.lower().removesuffix(".exe")
    if not terminal and name in _NEED_A_TERMINAL:
        message = f"`{name}` needs a terminal, and there is none here. Open the file yourself: {path}"
        raise UsageError(message)
    return command


def opener(command: Sequence[str]) -> Callable[[str], int]:
    """Return what opens a file in this editor, waits until it is closed, and returns its exit code.

    What it returns raises StorageError where the editor cannot be started.
    """

    def open_editor(path: str) -> int:
        try:
            with _interrupts_are_the_editors():
                return subprocess.run([*command, path], check=False).returncode  # noqa: S603  the user's own editor
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            message = f"`{command[0]}` could not be started: {reason}."
            raise StorageError(message) from error

    return open_editor


@contextlib.contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Leave Ctrl-C to the editor: a terminal sends it to both, and it must not end the editor while it is in use.

    A handler that does nothing, and not "ignore", which the editor would inherit.
    """
    try:
        before = signal.signal(signal.SIGINT, lambda *_: None)
    except ValueError:  # not the main thread, which alone hears of interrupts
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _split(text: str) -> list[str]:
    try:
        words = shlex.split(text, posix=sys.platform != "win32")
    except ValueError:  # a quote that is never closed
        words = text.split()
    return [word.strip('"') for word in words] if sys.platform == "win32" else words
