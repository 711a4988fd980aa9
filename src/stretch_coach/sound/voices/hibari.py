"""The voice of the extra [speech]: hibari-tts, a small neural voice that needs no network.

Its one shipped voice only: any other name would be fetched. The model is loaded with the first sentence, and given back
after a while without one.
"""

from __future__ import annotations

import ctypes
import gc
import importlib.util
import sys
from array import array
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from stretch_coach.sound.clips import RATE, Clip
from stretch_coach.sound.voices import UnsayableError, VoiceError, VoiceOptions
from stretch_coach.sound.voices.pronunciation import TABLE_ID, respelled

_PACE = 0.95
"""Its own pace is a little quick for instructions."""
_SEED = 0
"""With one thread, the same words always give the same samples."""


class HibariVoice:
    """hibari-tts with the voice it brings along."""

    name = "hibari"

    def __init__(self, options: VoiceOptions) -> None:
        if not options.language.startswith("en"):
            message = f"hibari speaks no {options.language}"
            raise VoiceError(message)
        if importlib.util.find_spec("hibari") is None or importlib.util.find_spec("onnxruntime") is None:
            message = "not installed (the extra [speech] brings it)"
            raise VoiceError(message)
        try:
            found = version("hibari-tts")
        except PackageNotFoundError:
            message = "the package hibari is not hibari-tts"
            raise VoiceError(message) from None
        if options.name is not None:
            message = "hibari has one voice here; others would have to be fetched"
            raise VoiceError(message)
        self._speed = round(_PACE * options.speed, 3)
        self._model: Any = None
        self.identity = f"hibari|{found}|{self._speed}"
        """Voice, version and speed, without the table of pronunciations."""
        self.key = f"{self.identity}|{TABLE_ID}"

    @property
    def is_loaded(self) -> bool:
        """Whether a sentence can be spoken without loading the model first."""
        return self._model is not None

    def speak(self, text: str) -> Clip[int]:
        """Return the words as a clip; the first ones load the model. Raises VoiceError."""
        try:
            if self._model is None:
                self._model = _loaded()
            sound = self._model(respelled(text), speed=self._speed, seed=_SEED)
        except Exception as problem:  # noqa: BLE001  a broken model or library raises whatever it likes
            message = (
                f"hibari failed ({str(problem).splitlines()[0][:100] if str(problem) else type(problem).__name__})"
            )
            raise VoiceError(message, is_final=self._model is None) from None
        if len(sound) == 0:
            message = "hibari has no sound for any of it"
            raise UnsayableError(message)
        return resampled(sound, self._model.sample_rate)

    def release(self) -> None:
        """Give the model's memory back."""
        self._model = None
        gc.collect()
        if sys.platform == "linux":
            try:
                ctypes.CDLL(None).malloc_trim(0)
            except (OSError, AttributeError):
                return  # another C library than glibc


def _loaded() -> Any:  # noqa: ANN401  the library has no types
    from hibari import Hibari  # noqa: PLC0415  slow, and not installed everywhere

    return Hibari(threads=1)


def resampled(sound: Any, rate: int) -> Clip[int]:  # noqa: ANN401  an array of numpy, which is not always installed
    """Return samples from -1 to 1 at `rate` as a clip, by cutting off the spectrum above half of the lower rate."""
    import numpy as np  # noqa: PLC0415  slow, and not installed everywhere

    count = max(1, round(len(sound) * RATE / rate))
    spectrum = np.fft.rfft(np.asarray(sound, dtype=np.float64))
    kept = np.zeros(count // 2 + 1, dtype=complex)
    shared = min(len(kept), len(spectrum))
    kept[:shared] = spectrum[:shared]
    samples = np.fft.irfft(kept, count) * (count / len(sound)) * 32_767
    return array("h", np.clip(np.round(samples), -32_768, 32_767).astype("<i2").tobytes())
