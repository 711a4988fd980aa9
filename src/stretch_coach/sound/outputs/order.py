"""Which outputs are tried, in which order (pure: reads only what it is given)."""

from __future__ import annotations

from collections.abc import Mapping

from stretch_coach.sound.port import OutputName

AUTO: tuple[OutputName, ...] = ("simpleaudio", "miniaudio", "player", "bell", "silence")


def chain(wanted: str, environment: Mapping[str, str], *, can_ring: bool) -> tuple[OutputName, ...]:
    """Return the outputs to try, first choice first; the last is always silence.

    A forced one is followed by silence alone: who asks for one thing does not want another. Over SSH without a
    forwarded sound server the sound would come out where nobody is, so the bell, which is forwarded, comes first.
    """
    if wanted != "auto":
        forced: tuple[OutputName, ...] = tuple(name for name in AUTO if name == wanted and name != "silence")
        return (*forced, "silence")
    if can_ring and is_remote(environment):
        return ("bell", *(name for name in AUTO if name != "bell"))
    return tuple(name for name in AUTO if can_ring or name != "bell")


def is_remote(environment: Mapping[str, str]) -> bool:
    """Return whether this runs over SSH without a forwarded sound server."""
    over_ssh = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
    return over_ssh and not any(environment.get(name) for name in ("PULSE_SERVER", "PIPEWIRE_REMOTE", "AUDIOSERVER"))
