"""One long-lived stream through miniaudio, filled with what the mixer mixed.

The back ends are named, because the library would otherwise open one that plays to nobody and call it success.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Generator
from typing import Any

from stretch_coach.sound.clips import RATE, Clip
from stretch_coach.sound.outputs import NoOutputError

_BACKENDS = ("WASAPI", "DSOUND", "WINMM", "COREAUDIO", "SNDIO", "AUDIO4", "PULSEAUDIO", "ALSA", "JACK", "OSS")
_SERVER_NS = 14_000_000
"""From the middle of the buffer until it is heard, as found by recording a sink, the same for 50, 80 and 100 ms."""


class MiniaudioOutput:
    """The package `miniaudio`."""

    def __init__(self, buffer_ms: int) -> None:
        try:
            import miniaudio  # noqa: PLC0415  not installed everywhere
        except ImportError as problem:
            message = f"the package miniaudio is not installed ({problem})"
            raise NoOutputError(message) from None
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=buffer_ms,
                backends=[getattr(miniaudio.Backend, name) for name in _BACKENDS],
                app_name="Stretch Coach",
            )
        except miniaudio.MiniaudioError as problem:
            sys.stderr.write(f"miniaudio: {problem}\n")  # the numbers are for the log, not for the user
            message = "no sound device was found"
            raise NoOutputError(message) from None
        got_ms = _granted_ms(self._device) or buffer_ms
        self.latency_ns = got_ms * 500_000 + _SERVER_NS
        self.detail = f"{self._device.backend}, buffer asked for {buffer_ms} ms, got {got_ms} ms"

    def start(self, fill: Callable[[int], Clip[int] | None]) -> None:
        """Play what `fill` gives."""
        feed = _feed(fill)
        next(feed)
        self._device.start(feed)

    def close(self) -> None:
        """Close the device; without this the interpreter would hang at its exit."""
        self._device.close()


def _feed(fill: Callable[[int], Clip[int] | None]) -> Generator[Any, int, None]:
    """Give the library samples; while nothing sounds, always the same silent block."""
    silence = array("h")
    count = yield silence
    while True:
        samples = fill(count)
        if samples is None:
            if len(silence) != count:
                silence = array("h", bytes(2 * count))
            samples = silence
        count = yield samples


def _granted_ms(device: Any) -> int:  # noqa: ANN401  the library has no types
    """Return the buffer that the system granted, 0 when the library does not tell."""
    try:
        playback = device._device.playback  # noqa: SLF001  the library keeps the granted size nowhere else
        frames = int(playback.internalPeriodSizeInFrames)
        return round(frames * 1000 / int(playback.internalSampleRate))
    except (AttributeError, ZeroDivisionError, TypeError):
        return 0
