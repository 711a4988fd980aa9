"""`sound test`: every cue and a sentence, named on the screen as it is heard."""

from __future__ import annotations

import time

from stretch_coach.errors import Exit
from stretch_coach.services.session_sound import make_worker
from stretch_coach.session.timeline import Cue, CueName
from stretch_coach.settings import Settings
from stretch_coach.sound.port import ScheduledCue

MEANINGS: dict[CueName, str] = {
    "ready": "get ready for the next exercise",
    "start": "begin to move",
    "hold": "hold from here on",
    "count": "three, two, one",
    "half": "half of a long hold is over",
    "beat": "a step or a cycle begins",
    "breathe_in": "a breath in begins",
    "breathe_out": "a breath out begins",
    "rep": "the hold is over",
    "switch": "change sides",
    "set": "the set is over",
    "finish": "the session is over",
    "hurts": "stopped, because you said that it hurts",
    "words": "and this is the voice",
}
SENTENCE = "Next, left side. Hold ten seconds."
_LEAD_S, _APART_S, _LONG_S = 0.4, 1.2, 2.0
_OPEN_S, _SPEAK_S = 15.0, 20.0


def hear_everything(settings: Settings) -> int:
    """Play each cue and print its name as it sounds. Exit 4 where nothing can be heard."""
    sound = make_worker(settings, voice=True, language="en")
    try:
        sound.prepare([SENTENCE])
        sound.wait_ready(_OPEN_S)
        sound.wait_voice([SENTENCE], _SPEAK_S)
        status = sound.status()
        if status.warning:
            print(status.warning)
        if status.output == "silence":
            print("Nothing can be heard here. `stretch-coach doctor` says what is missing.")
            return Exit.COULD_NOT
        print(f"Through {status.output} ({sound.supervisor.detail}), voice: {status.voice or 'none'}. What sounds:")
        due = time.monotonic() + _LEAD_S
        width = max(map(len, MEANINGS))
        for name, meaning in MEANINGS.items():
            cue = Cue(0, name, SENTENCE if name == "words" else None)
            sound.schedule(0, [ScheduledCue(int(due * 1e9), cue)])
            time.sleep(max(0.0, due - time.monotonic()))
            said = f": “{SENTENCE}”" if name == "words" else ""
            print(f"  {name.replace('_', ' '):<{width}} {meaning}{said}", flush=True)
            due += _LONG_S if name in ("finish", "hurts") else _APART_S
        time.sleep(_LONG_S)
    finally:
        sound.close()
    return Exit.FINE
