"""The voice of the extra [speech]: the package espeakng-loader, called by ctypes in the voice process.

Kept out of the program's other processes because the library is not safe to share and has its own licence.
"""

from __future__ import annotations

import ctypes
from array import array
from typing import Any

from stretch_coach.sound.clips import Clip, resampled
from stretch_coach.sound.voices import VoiceError, VoiceOptions
from stretch_coach.sound.voices.programs import espeak_voice

_SYNCHRONOUS = 2
_UTF8 = 1
_RATE, _WORD_GAP = 1, 7
_EVENTS_END = 0
_GAP = 2
"""Ten-millisecond units between words."""


class EspeakLibraryVoice:
    """espeak-ng as a library."""

    def __init__(self, options: VoiceOptions) -> None:
        try:
            import espeakng_loader  # noqa: PLC0415  not installed everywhere
        except ImportError:
            message = "not installed (the extra [speech] brings it)"
            raise VoiceError(message) from None
        try:
            self._library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
            data = str(espeakng_loader.get_data_path()).encode()
        except (OSError, RuntimeError) as problem:
            message = f"cannot be loaded ({problem})"
            raise VoiceError(message) from None
        rate = self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0)
        if rate <= 0:
            message = "cannot find its data"
            raise VoiceError(message)
        self._rate = int(rate)
        self._heard: array[int] = array("h")
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
        self._callback = kind(self._take)  # kept: the library holds only its address
        self._library.espeak_SetSynthCallback(self._callback)
        voice = options.name or espeak_voice(options.language)
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:  # otherwise the last voice would go on speaking
            message = f"has no voice {voice}"
            raise VoiceError(message)
        self._library.espeak_SetParameter(_RATE, options.rate, 0)
        self._library.espeak_SetParameter(_WORD_GAP, _GAP, 0)
        self._library.espeak_Info.restype = ctypes.c_char_p
        version = (self._library.espeak_Info(None) or b"").decode("ascii", "replace")
        self.name = "espeak-ng (the extra [speech])"
        self.key = f"espeakng-loader|{version}|{voice}|{options.rate}"

    def speak(self, text: str) -> Clip[int]:
        """Return the words as a clip."""
        self._heard = array("h")
        data = text.encode()
        size = ctypes.c_size_t(len(data) + 1)
        code = self._library.espeak_Synth(data, size, 0, 1, 0, _UTF8, None, None)
        if code != 0:
            message = f"refused the words (code {code})"
            raise VoiceError(message)
        return resampled(self._heard, self._rate)

    def _take(self, samples: Any, count: int, events: object) -> int:  # noqa: ANN401, ARG002  the library's own form
        if samples and count > 0:
            self._heard.frombytes(ctypes.string_at(samples, count * 2))
        return _EVENTS_END
