"""Choosing a voice: the names of `[voice] name` in the settings, what speaks of them here, and their own voices."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from shutil import which

SYSTEMS: dict[str, str] = {
    "hibari": "a natural voice, American English (the extra [speech])",
    "say": "the voices of macOS",
    "sapi": "the voices of Windows",
    "espeak-ng": "espeak-ng, where it is installed",
    "espeak-library": "espeak-ng without an installation (the extra [speech])",
    "flite": "flite, where it is installed; English",
    "phrases": "the shipped clips alone; English",
}
"""Name in the settings → what it is. All but the user's own command."""

SPEEDS = (0.8, 1.2)
"""The slowest and the fastest speech."""

_ASK_S = 10.0


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """One voice that can be chosen."""

    name: str
    what: str
    spoken_by: str
    """"" where it cannot speak here."""
    reason: str
    """Why not, "" where it can."""
    is_used: bool


def split_name(chosen: str | None) -> tuple[str | None, str | None]:
    """Return system and the voice's own name in it: `say:Samantha`, `hibari`; a bare name means any system's."""
    if not chosen:
        return None, None
    system, found, name = chosen.partition(":")
    if system in SYSTEMS:
        return system, (name.strip() or None) if found else None
    return None, chosen


def voice_choices(probed: Sequence[tuple[str, str, str]], chosen: str | None) -> tuple[VoiceChoice, ...]:
    """Return every voice as it was found, in the order in which they are tried.

    `probed` has (name in the chain, voice, why not) of each. The one in use is the chosen one or else the first.
    """
    system, _ = split_name(chosen)
    speaking = [name for name, spoken_by, _ in probed if spoken_by]
    used = next((name for name in ("command", system) if name in speaking), next(iter(speaking), ""))
    return tuple(
        VoiceChoice(name, SYSTEMS.get(name, "your own command, [voice] command"), spoken_by, reason, name == used)
        for name, spoken_by, reason in probed
    )


def own_voices(system: str) -> tuple[str, ...]:
    """Return the names of the voices that a system has, () where it has one or cannot be asked."""
    if system not in _LISTS:
        return ()
    command, read = _LISTS[system]
    program = which(command[0])
    if program is None or (system == "say") != (sys.platform == "darwin"):
        return ()
    try:
        listed = subprocess.run([program, *command[1:]], capture_output=True, timeout=_ASK_S, check=False)  # noqa: S603  the system's own program
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(dict.fromkeys(read(listed.stdout.decode("utf-8", "replace"))))


def _say_names(listed: str) -> list[str]:
    """Read `Samantha            en_US    # Hello, my name is Samantha.`."""
    return re.findall(r"^(\S.*?)\s+[a-z]{2,3}[_-]\w+\s+#", listed, re.MULTILINE)


def _espeak_names(listed: str) -> list[str]:
    """Read the second column of `espeak-ng --voices`."""
    return [columns[1] for line in listed.splitlines()[1:] if len(columns := line.split()) > 1]


def _flite_names(listed: str) -> list[str]:
    """Read `Voices available: kal awb slt`."""
    return listed.partition(":")[2].split()


_SAPI = (
    "Add-Type -AssemblyName System.Speech; (New-Object System.Speech.Synthesis.SpeechSynthesizer)"
    ".GetInstalledVoices() | ForEach-Object { $_.VoiceInfo.Name }"
)
_LISTS: dict[str, tuple[tuple[str, ...], Callable[[str], list[str]]]] = {
    "say": (("say", "-v", "?"), _say_names),
    "sapi": (("powershell", "-NoProfile", "-NonInteractive", "-Command", _SAPI), str.splitlines),
    "espeak-ng": (("espeak-ng", "--voices"), _espeak_names),
    "flite": (("flite", "-lv"), _flite_names),
}
