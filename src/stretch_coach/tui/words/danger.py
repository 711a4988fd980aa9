"""The words of the danger signs in mid-session (pure). The signs themselves come from the safety room."""

from __future__ import annotations

TITLE = "Something is wrong"
PAUSED = "The session is paused. Is one of these new?"
ASK = "Is one of these new?"
EMERGENCY = "Get help now"
CLINICIAN = "Have it checked before you go on"
CHOOSE_EMERGENCY = "yes, one of these"
CHOOSE_CLINICIAN = "yes, one of these"
NONE = "none of these"
NONE_IN_SESSION = "none of these, back to the session"
