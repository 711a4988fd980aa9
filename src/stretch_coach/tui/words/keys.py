"""Short forms of the labels at the foot of a screen, for where the long ones do not fit (pure)."""

from __future__ import annotations

REFUSED = "The key {key} has another meaning in a session, so “{label}” keeps its own."
SHORT = {
    "this hurts": "hurts",
    "something is wrong": "wrong",
    "pressed by mistake": "mistake",
    "keep as partial": "keep",
    "correct rating": "correct",
    "copy as a step": "copy",
    "add to a routine": "add",
    "get help now": "help now",
    "have it checked before you go on": "check it",
    "none of these": "none",
}
