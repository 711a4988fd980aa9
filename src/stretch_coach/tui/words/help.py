"""The words of the help screen (pure)."""

from __future__ import annotations

TITLE = "Keys"
PLAYER = "While a session plays"
PLAYER_KEYS = (
    ("space", "pause, and go on after a short get-ready"),
    ("enter", "go on to the next stretch of time; ends a pause, too"),
    ("n  b  r", "next step, back, this step again"),
    ("l", "hold five seconds longer, on both sides, never past the cap"),
    ("x", "this hurts: stops the step at once and asks what now"),
    ("!", "something is wrong: the danger signs"),
    ("m", "mute"),
    ("w", "full words, brief words, tones only"),
    ("q", "end the session; asks first"),
    ("any other key", "pauses"),
)
TODAY = "On Today"
TODAY_KEYS = (
    ("up  down", "choose a routine"),
    ("enter", "start it"),
    ("d", "the routine in full"),
    ("p", "the coming 21 days"),
    ("e", "the routine's file in your own editor"),
    ("f", "follow it, or stop following it"),
    ("h", "history: days, sessions and charts"),
    ("/", "all exercises, found as you type"),
    ("0 to 9, t", "pain this morning, where it is asked; t is ten"),
    ("c", "correct the last rating"),
    ("s", "all settings"),
    ("q", "leave"),
)
ANYWHERE = "Anywhere"
ANYWHERE_KEYS = (
    ("ctrl+p", "all commands and routines by name"),
    ("ctrl+q", "leave; a session that plays asks first"),
    ("mouse", "every key at the foot of a screen can be clicked"),
)
GENTLE_TITLE = "What is fine, and what is not"
GENTLE = (
    "Move slowly to the first gentle pull. Less is fine.",
    "Dull, stretchy, easing while you hold: fine.",
    "Sharp, electric, spreading down the leg, numb, dizzy: stop now.",
)
CLOSE = "close"
"""The label of the key that leaves the page."""
SCOPE = (
    "This program guides gentle movement. It cannot examine you. If something feels seriously wrong, "
    "stop and get medical help."
)
