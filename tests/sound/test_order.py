"""Which outputs are tried, in which order."""

from __future__ import annotations

import pytest

from stretch_coach.sound.outputs.order import chain

SSH = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}
ALL = ("simpleaudio", "miniaudio", "player", "bell", "silence")
BELL_FIRST = ("bell", "simpleaudio", "miniaudio", "player", "silence")
NO_BELL = ("simpleaudio", "miniaudio", "player", "silence")


@pytest.mark.parametrize(
    ("wanted", "environment", "can_ring", "expected"),
    [
        ("auto", {}, True, ALL),
        ("auto", {}, False, NO_BELL),
        ("auto", SSH, True, BELL_FIRST),
        ("auto", {"SSH_TTY": "/dev/pts/1"}, True, BELL_FIRST),
        ("auto", SSH, False, NO_BELL),
        ("auto", {**SSH, "PULSE_SERVER": "tcp:localhost"}, True, ALL),
        ("auto", {**SSH, "PIPEWIRE_REMOTE": "x"}, True, ALL),
        ("auto", {**SSH, "PULSE_SERVER": ""}, True, BELL_FIRST),
        ("miniaudio", SSH, True, ("miniaudio", "silence")),
        ("bell", {}, True, ("bell", "silence")),
        ("silence", {}, True, ("silence",)),
    ],
)
def test_the_order_follows_the_setting_the_place_and_the_terminal(
    wanted: str, environment: dict[str, str], expected: tuple[str, ...], *, can_ring: bool
) -> None:
    assert chain(wanted, environment, can_ring=can_ring) == expected
