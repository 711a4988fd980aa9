"""Voices that are programs: the user's own command, and what the system brings along.

Text never becomes an option or markup: it goes through a file or the program's input, except where the user's own
command asks for `{text}`, which then is one argument, never a line for a shell.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stretch_coach.processes import kill_group
from stretch_coach.sound.clips import BrokenClipError, Clip, load_wav
from stretch_coach.sound.scratch import scratch_folder
from stretch_coach.sound.voices import VoiceError, VoiceOptions

_ASK_S = 5.0
"""A program that takes longer than this to say what it is hangs."""

_PLATFORM: str = sys.platform


class CommandVoice:
    """The program in `[voice] command`."""

    def __init__(self, options: VoiceOptions) -> None:
        if not options.command:
            message = "no command is set"
            raise VoiceError(message)
        try:
            self._words = shlex.split(options.command, posix=os.name != "nt")
        except ValueError as problem:
            message = f"voice.command cannot be read ({problem})"
            raise VoiceError(message) from None
        if not any("{out}" in word for word in self._words):
            message = "voice.command has no {out}, the file it is to write"
            raise VoiceError(message)
        self.name = f"your command ({Path(self._words[0]).name})"
        self.key = f"command|{options.command}|{options.rate}|{options.language}"
        self._options = options

    def speak(self, text: str) -> Clip[int]:
        """Run the command."""
        with _scratch() as out:
            named = {
                "{out}": out,
                "{text}": text,
                "{rate}": str(self._options.rate),
                "{language}": self._options.language,
            }
            words = [_filled(word, named) for word in self._words]
            has_text = any("{text}" in word for word in self._words)
            _run(words, "" if has_text else text, self._options.patience_s)
            return _result(out, "voice.command")


def _filled(word: str, named: dict[str, str]) -> str:
    """Return a word with its names replaced, each once, so that braces in the text stay what they are."""
    for name, value in named.items():
        before, found, after = word.partition(name)
        if found:
            return before + value + _filled(after, named)
    return word


class EspeakVoice:
    """espeak-ng, or its forerunner espeak, on the PATH."""

    def __init__(self, options: VoiceOptions) -> None:
        self._patience_s = options.patience_s
        self._program = _found("espeak-ng", "espeak")
        voice = options.name or espeak_voice(options.language)
        self._words = [self._program, "-v", voice, "-s", str(options.rate), "-g", "2", "--stdin"]
        self.name = Path(self._program).name
        self.key = f"{self.name}|{_version(self._program)}|{voice}|{options.rate}"

    def speak(self, text: str) -> Clip[int]:
        """Write the words to a file."""
        with _scratch() as out:
            _run([*self._words, "-w", out], text, self._patience_s)
            return _result(out, self.name)


class FliteVoice:
    """flite, which knows English alone."""

    def __init__(self, options: VoiceOptions) -> None:
        self._patience_s = options.patience_s
        self._program = _found("flite")
        if not options.language.startswith("en"):
            message = f"flite speaks no {options.language}"
            raise VoiceError(message)
        self._words = [self._program, "-voice", options.name or "slt"]
        self.name = "flite"
        self.key = f"flite|{options.name or 'slt'}"

    def speak(self, text: str) -> Clip[int]:
        """Write the words to a file."""
        with _scratch() as out:
            source = _written(f"{out}.txt", text)
            _run([*self._words, "-f", source, "-o", out], "", self._patience_s)
            return _result(out, self.name)


class SayVoice:
    """The voice of macOS."""

    def __init__(self, options: VoiceOptions) -> None:
        self._patience_s = options.patience_s
        if _PLATFORM != "darwin":
            message = "only on macOS"
            raise VoiceError(message)
        self._words = [_found("say"), "-r", str(options.rate), "--data-format=LEI16@22050"]
        if options.name:
            self._words += ["-v", options.name]
        elif not options.language.startswith("en"):
            self._words += ["-v", _say_voice(self._words[0], options.language)]
        self.name = "say"
        self.key = f"say|{self._words[3:]}|{options.rate}"

    def speak(self, text: str) -> Clip[int]:
        """Write the words to a file."""
        with _scratch() as out:
            _run(
                [*self._words, "-o", out, "-f", "-"], text.replace("[[", "[ ["), self._patience_s
            )  # "[[" begins a command
            return _result(out, self.name)


class SapiVoice:
    """The voice of Windows, through PowerShell."""

    _SCRIPT = (
        "Add-Type -AssemblyName System.Speech;"
        "$s = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
        "$s.Rate = [int]$env:STRETCH_COACH_RATE;"
        "if ($env:STRETCH_COACH_VOICE) { $s.SelectVoice($env:STRETCH_COACH_VOICE) }"
        "else { $s.SelectVoiceByHints('NotSet', 'NotSet', 0, "
        "(New-Object Globalization.CultureInfo $env:STRETCH_COACH_LANGUAGE)) };"
        "$f = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo(22050, 'Sixteen', 'Mono');"
        "$s.SetOutputToWaveFile($env:STRETCH_COACH_OUT, $f);"
        "$s.Speak([IO.File]::ReadAllText($env:STRETCH_COACH_TEXT, [Text.Encoding]::UTF8)); $s.Dispose()"
    )

    def __init__(self, options: VoiceOptions) -> None:
        self._patience_s = options.patience_s
        if _PLATFORM != "win32":
            message = "only on Windows"
            raise VoiceError(message)
        self._program = _found("powershell", "pwsh")
        self._settings = {
            "STRETCH_COACH_RATE": str(max(-10, min(10, round((options.rate - 180) / 15)))),
            "STRETCH_COACH_VOICE": options.name or "",
            "STRETCH_COACH_LANGUAGE": options.language
            if "-" in options.language
            else _CULTURES.get(options.language, options.language),
        }
        self.name = "the voice of Windows"
        self.key = f"sapi|{sorted(self._settings.items())}"

    def speak(self, text: str) -> Clip[int]:
        """Write the words to a file."""
        with _scratch() as out:
            source = _written(f"{out}.txt", text)
            named = {**os.environ, **self._settings, "STRETCH_COACH_OUT": out, "STRETCH_COACH_TEXT": source}
            _run(
                [self._program, "-NoProfile", "-NonInteractive", "-Command", self._SCRIPT], "", self._patience_s, named
            )
            return _result(out, self.name)


_CULTURES = {"en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "pt": "pt-BR", "nl": "nl-NL"}


def espeak_voice(language: str) -> str:
    """Return espeak's name of a voice for a language."""
    return {"en": "en-us", "en-gb": "en-gb-x-rp", "pt": "pt-br"}.get(language.lower(), language.lower())


def _say_voice(say: str, language: str) -> str:
    """Return the first voice of macOS for a language. Raises VoiceError."""
    listed = subprocess.run([say, "-v", "?"], capture_output=True, timeout=_ASK_S, check=False)  # noqa: S603  the system's own program
    wanted = language.lower().replace("-", "_")
    for line in listed.stdout.decode("utf-8", "replace").splitlines():
        head, _, _ = line.partition("#")
        name, _, code = head.strip().rpartition(" ")
        if code.lower().startswith(wanted):
            return name.strip()
    message = f"say has no voice for {language}"
    raise VoiceError(message)


def _found(*programs: str) -> str:
    """Return the full path of the first of these that is installed. Raises VoiceError."""
    for program in programs:
        path = shutil.which(program)
        if path:
            return path
    message = "not installed"
    raise VoiceError(message)


def _version(program: str) -> str:
    try:
        asked = subprocess.run([program, "--version"], capture_output=True, timeout=_ASK_S, check=False)  # noqa: S603  found on the PATH
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout[:60].decode("utf-8", "replace").split("Data at")[0].strip()


@contextmanager
def _scratch() -> Iterator[str]:
    """Give the name of a file to be written, in a folder that is removed afterwards."""
    folder = scratch_folder()
    try:
        yield str(Path(folder, "words.wav"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _written(path: str, text: str) -> str:
    """Write a text for a program that reads it from a file; the file's name."""
    Path(path).write_text(text, encoding="utf-8")
    return path


_RUNNING: set[subprocess.Popen[bytes]] = set()


def kill_running() -> None:
    """Kill the programs that are still speaking, with all that they have started."""
    for process in tuple(_RUNNING):
        kill_group(process)


def _run(words: list[str], text: str, patience_s: float, environment: dict[str, str] | None = None) -> None:
    """Run a program to its end with a text on its input. Raises VoiceError when it fails or hangs.

    It gets its own session, so that what it has started ends with it when it fails or hangs.
    """
    name = Path(words[0]).name
    try:
        with tempfile.TemporaryFile() as given:
            given.write(text.encode())
            given.seek(0)
            process = subprocess.Popen(  # noqa: S603  the user's own command, or a program found on the PATH
                words,
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=environment,
                start_new_session=True,
            )
    except (OSError, ValueError) as problem:
        message = f"{name} cannot be run ({getattr(problem, 'strerror', None) or problem})"
        raise VoiceError(message) from None
    said = _Tail(process)
    _RUNNING.add(process)
    try:
        code = process.wait(patience_s)
    except subprocess.TimeoutExpired:
        kill_group(process)
        process.wait()
        message = f"{name} did not finish within {patience_s:.0f} seconds"
        raise VoiceError(message) from None
    finally:
        _RUNNING.discard(process)
    if code != 0:
        kill_group(process)
        last = said.last_line()
        message = f"{name} failed" + (f": {last}" if last else f" with code {code}")
        raise VoiceError(message)


class _Tail:
    """The end of what a program writes to stderr; the rest is read and forgotten, however much it is."""

    _KEPT = 4_096
    _JOIN_S = 0.5
    """A program's child may keep stderr open; it is not waited for longer than this."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._pipe = process.stderr
        self._kept = b""
        self._thread = threading.Thread(target=self._read, name="voice-stderr", daemon=True)
        self._thread.start()

    def last_line(self) -> str:
        """Return the last line, at most 100 characters of it, all printable."""
        self._thread.join(self._JOIN_S)
        lines = self._kept.decode("utf-8", "replace").strip().splitlines()
        return "".join(c if c.isprintable() else " " for c in lines[-1][:100]) if lines else ""

    def _read(self) -> None:
        if self._pipe is None:
            return
        with self._pipe, contextlib.suppress(OSError, ValueError):
            while chunk := os.read(self._pipe.fileno(), 65_536):
                self._kept = (self._kept + chunk)[-self._KEPT :]


def _result(path: str, name: str) -> Clip[int]:
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            message = f"{name} wrote no regular file"
            raise VoiceError(message)
        return load_wav(path)
    except FileNotFoundError:
        message = f"{name} wrote no file"
        raise VoiceError(message) from None
    except BrokenClipError as problem:
        message = f"{name} wrote no usable WAV file ({problem})"
        raise VoiceError(message) from None
