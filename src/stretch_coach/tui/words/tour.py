"""The words of the first minute (pure): what is asked, seen and heard, and what to remember of it.

`{key}` is the key as it is called where it is shown, or as it is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from stretch_coach.tui.tour import Lesson


class Asked(NamedTuple):
    """One thing that is asked for, after the key: in full, in few words, and as it is said."""

    full: str
    brief: str
    said: str


NAME = "The first minute"
OFFER = "First time here? A minute that shows how it works; it counts for nothing."
OFFER_KEY = "show me"
FOLLOW = ("Nothing here counts. Do what the page says, as gently as you like.", "Nothing here counts.")
ASKED: dict[Lesson, Asked] = {
    "pause": Asked("pauses, whenever you like. Try it now.", "pauses. Try it.", "Press {key} to pause."),
    "resume": Asked("again goes on, after three, two, one.", "again goes on.", "Press {key} again to go on."),
    "longer": Asked(
        "holds five seconds longer, if it feels good.", "holds 5 s longer.", "Press {key} to hold five seconds longer."
    ),
    "hurts": Asked(
        "says that this hurts, and stops at once. Try it now.",
        "says: this hurts.",
        "If something hurts, press {key}. Try it now.",
    ),
    "mistake": Asked("takes that back: pressed by mistake.", "by mistake: go on.", "Press {key}: pressed by mistake."),
    "wrong": Asked(
        "shows the danger signs, when something is seriously wrong.",
        "something is wrong.",
        "{key}: something is seriously wrong.",
    ),
    "end": Asked("ends a session; it asks first.", "ends; it asks first.", "{key} ends a session."),
    "confirm": Asked("ends it here; the other key goes on.", "ends it here.", "Press {key} to end it here."),
}
DONE = ("That is all there is to it. It ends by itself.", "That is all there is to it.")
SAID_KEYS = {
    "space": "the space bar",
    "enter": "Enter",
    "exclamation_mark": "the exclamation mark",
    "question_mark": "the question mark",
}
ONLY_LOOKING = "Only looking around? Then choose the last line. The other two stop the program for real."
TITLE = "That was it"
REMEMBER_TITLE = "Four things to remember"
REMEMBER = (
    ("pause", "pauses, and goes on again. A key hit by accident pauses, too."),
    ("hurts", "this hurts: stops at once and asks what now. Less is always fine."),
    ("wrong", "something is wrong: numb, dizzy, sharp down the leg. Stop, get help."),
    ("keys", "shows every key of a page. All of them can be clicked, too."),
)
"""Action of the player, and what to remember of its key."""
NOTHING_KEPT = "Nothing of this minute was counted or kept."
AGAIN = "You can see it again whenever you like: {key} on Today."
TO_TODAY = "to Today"
LEAVE = "leave"


def said(lesson: Lesson, key: str, display: str) -> str:
    """Return a request as it is said, with the key's name for the ear."""
    text = ASKED[lesson].said.format(key=SAID_KEYS.get(key, display.upper() if len(display) == 1 else display))
    return text[0].upper() + text[1:]
