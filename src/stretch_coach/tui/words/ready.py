"""The words of the ready screen (pure). The danger signs and the reasons come from their own rooms."""

from __future__ import annotations

TITLE = "Ready"
DOSES = "Today's doses"
PAIN = "How much does it hurt now?"
PAIN_HOW = "A digit answers and starts; t is ten. Enter starts without an answer."
DANGER = "Before you start"
NOTES = "Good to know"
NOTHING = "Nothing of this routine is due today. The reasons are beside each step."
ASK_FIRST = "Ask first"
ASK_FIRST_LINE = "You ticked these. Please ask a doctor or physiotherapist before this routine."
ACCEPT = "I have asked, or I accept"
START = "start"
WRONG = "something is wrong"
BACK = "back"
KEYS = "keys"
TEN = "t"


def minutes(number: int) -> str:
    """Return how long it takes."""
    return f"about {number} min"
