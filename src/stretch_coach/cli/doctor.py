"""`doctor`: what works on this machine, each line tried in this very run."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from stretch_coach import __version__
from stretch_coach.errors import Exit, StorageError, warn
from stretch_coach.history.backup import is_begun
from stretch_coach.history.journal import Journal
from stretch_coach.paths import SETTINGS
from stretch_coach.remote.endpoints import EndpointError, runtime_folder
from stretch_coach.remote.media_helper import PACKAGES, probe
from stretch_coach.remote.media_keys import BusError, open_bus
from stretch_coach.services.session_sound import make_voice, make_worker
from stretch_coach.settings import Settings
from stretch_coach.sound.outputs.order import chain, is_remote
from stretch_coach.text import printable

_OPEN_S, _SPEAK_S = 15.0, 60.0
_GOOD, _BAD, _NOTE = "ok", "no", "--"


class Finding(NamedTuple):
    """One thing that was tried."""

    mark: str
    what: str
    found: str

    def line(self) -> str:
        """Return it as it is printed."""
        return printable(f"{self.mark:<3} {self.what:<22} {self.found}")


def examine(settings: Settings) -> int:
    """Try everything and print what was found. Exit 1 when a session would be without sound or without a record."""
    outputs = list(_outputs(settings))
    voices = list(_voices(settings))
    folders = [*_folders(settings), *_record(settings)]
    remote = list(_remote())
    for title, findings in (
        ("This program", list(_program(settings))),
        ("Sound, first choice first", outputs),
        ("Voices, first choice first", voices),
        ("Control without the screen", remote),
        ("Folders and record", folders),
    ):
        print(title)
        for finding in findings:
            print(f"  {finding.line()}")
    advice = list(_advice(outputs, voices, folders))
    print("What would help" if advice else "All is well.")
    for words in advice:
        print(f"  {words}")
    heard = any(finding.mark == _GOOD for finding in outputs)
    return Exit.FINE if heard and all(f.mark != _BAD for f in folders) else Exit.PROBLEMS


def _program(settings: Settings) -> Iterator[Finding]:

    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(_GOOD, "Stretch Coach", f"{__version__} on Python {version}, {sys.platform}")
    path = Path(settings.paths.config, SETTINGS)
    yield Finding(_GOOD if path.exists() else _NOTE, "settings", str(path) if path.exists() else f"none in {path}")
    for problem in settings.problems:
        yield Finding(_BAD, "settings", problem)
    if sys.stdout.isatty():
        size = os.get_terminal_size(sys.stdout.fileno())
        yield Finding(_GOOD, "terminal", f"{size.columns} × {size.lines}, {os.environ.get('TERM', 'no TERM')}")
    else:
        yield Finding(_NOTE, "terminal", "the output is no terminal; sessions can be played with --plain")


def _outputs(settings: Settings) -> Iterator[Finding]:
    """Open one output after the other, each in its own worker."""
    names = chain(settings.sound.output, os.environ, can_ring=sys.stderr.isatty())
    if settings.sound.output != "auto":
        yield Finding(_NOTE, "setting", f"[sound] output = “{settings.sound.output}”: a session tries no other")
    elif is_remote(os.environ):
        yield Finding(_NOTE, "over SSH", "no sound server is forwarded, so the terminal's bell comes first")
    used = False
    for name in names:
        if name == "silence":
            continue
        only = replace(settings, sound=replace(settings.sound, output=name))
        worker = make_worker(only, voice=False, language="en")
        try:
            worker.wait_ready(_OPEN_S)
            opened = worker.status().output == name
            if opened:
                role = "could be used" if used else "is used"
                used = True
                yield Finding(_GOOD, name, f"{role}: {worker.supervisor.detail}")
            else:
                yield Finding(_BAD, name, worker.supervisor.refused.get(name, "did not open"))
        finally:
            worker.close()
    if not used:
        yield Finding(_BAD, "silence", "nothing can be heard; sessions play on the screen alone")


def _voices(settings: Settings) -> Iterator[Finding]:
    """Have every voice say one word."""
    voice = make_voice(settings, language="en")
    voice.start(lambda _text, _path: None)
    try:
        used = False
        for name, spoken_by, reason in voice.probe(_SPEAK_S):
            if spoken_by:
                yield Finding(_GOOD, name, f"{'could speak' if used else 'speaks'}: {spoken_by}")
                used = True
            else:
                yield Finding(_BAD if name == "command" else _NOTE, name, reason)
        if not used:
            _, reason = voice.status()
            yield Finding(_BAD, "no voice", reason or "words are on the screen only")
    finally:
        voice.close()


def _remote() -> Iterator[Finding]:
    """See whether sessions can be steered from outside."""
    try:
        yield Finding(_GOOD, "ctl", runtime_folder(os.environ))
    except EndpointError as problem:
        yield Finding(_NOTE, "ctl", str(problem))
    if sys.platform in PACKAGES:
        reason = probe(_OPEN_S)
        found = f"off: {reason}" if reason else "through the system's own service, in a helper process"
        yield Finding(_NOTE if reason else _GOOD, "media keys", found)
        return
    try:
        open_bus().close()
    except BusError as problem:
        yield Finding(_NOTE, "media keys", f"off: {problem}")
    else:
        yield Finding(_GOOD, "media keys", "through MPRIS on the session bus")


def _folders(settings: Settings) -> Iterator[Finding]:
    """Write a file into each folder that sessions write to."""
    for what, folder in (("record", settings.paths.data), ("spoken words", settings.paths.cache)):
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as problem:
            yield Finding(_BAD, what, f"{folder} cannot be written: {problem.strerror or problem}")
        else:
            yield Finding(_GOOD, what, folder)


def _record(settings: Settings) -> Iterator[Finding]:
    """Read every line of the record. Damage is mended on the way, and reported."""
    folder = settings.paths.data
    if not is_begun(folder):
        yield Finding(_NOTE, "lines", "nothing is on record yet")
        return
    try:
        with Journal(folder, lambda: datetime.now(UTC).astimezone(), or_read=True, on_warning=warn) as journal:
            count = journal.check()
            found = " ".join(journal.warnings)
    except StorageError as problem:
        yield Finding(_BAD, "lines", str(problem))
    else:
        yield Finding(_BAD if found else _GOOD, "lines", found or f"{count} on record, each of them read")


def _advice(outputs: list[Finding], voices: list[Finding], folders: list[Finding]) -> Iterator[str]:
    heard = [finding.what for finding in outputs if finding.mark == _GOOD]
    if not heard:
        yield "Sound: start a sound server (PipeWire or PulseAudio), or connect a speaker, then try again."
    elif heard[0] == "bell":
        yield "Sound: only the bell rings. Forward a sound server, or play on a machine in front of you."
    speaking = [finding.what for finding in voices if finding.mark == _GOOD]
    if not speaking or speaking[0] == "phrases":
        yield "Voice: for whole sentences install espeak-ng, or stretch-coach[speech]."
    for finding in folders:
        if finding.mark == _BAD and " cannot" in finding.found and finding.what != "lines":
            yield f"Folder: make {finding.found.split(' cannot')[0]} writable, or set STRETCH_COACH_HOME."
