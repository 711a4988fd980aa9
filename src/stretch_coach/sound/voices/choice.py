"""Choosing a voice: the names of the settings, `[voice] name`."""

from __future__ import annotations

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


def split_name(chosen: str | None) -> tuple[str | None, str | None]:
    """Return system and the voice's own name in it: `say:Samantha`, `hibari`; a bare name means any system's."""
    if not chosen:
        return None, None
    system, found, name = chosen.partition(":")
    if system in SYSTEMS:
        return system, (name.strip() or None) if found else None
    return None, chosen
