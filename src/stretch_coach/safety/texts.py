"""What the program says about safety: stop texts, advice cards, danger signs. One place, plain words.

Nothing here claims to know what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

from stretch_coach.text import joined

SCOPE = (
    "This program guides gentle movement. It cannot examine you. "
    "If something feels seriously wrong, stop and get medical help."
)
FIRST_TITLE = "Before your first session"
FIRST_ASIDE = "one question, asked once"
AGAIN_TITLE = "Before this session"
SHORT_QUESTION = "Does any of this fit you today?"
NOT_SURE = "Not sure counts as yes."
SHORT_NO = "No, none of it – start"
SHORT_YES = "Yes or not sure – tell me more"
PRIVACY = "Your answer stays on this machine."
HOW_MUCH = "How much does it hurt at rest now, from 0 to 10?"
CAN_WALK = "Can you walk for five minutes?"

EMERGENCY_LINE = "your local emergency number"
"""Where the settings name no number."""

DANGER = (
    "Stop for: numbness between the legs, new bladder or bowel trouble, weak or numb legs, chest pain, a bad fall.",
    "See someone first for: fever, pain that eases in no position or wakes you, pain or weakness below the knee.",
)
"""The danger signs in two lines, for the ready screen and for stderr."""

STOP_WORDS = ("sharp", "electric", "spreading down the leg", "numb", "dizzy")
"""Any of these: stop now."""
FINE_WORDS = ("dull", "stretchy", "easing as you hold")
BEFORE_STRETCH = "Move slowly to the first gentle pull. Less is fine."
GENTLE = (
    BEFORE_STRETCH,
    f"{', '.join(FINE_WORDS).capitalize()}: fine.",
    f"{', '.join(STOP_WORDS).capitalize()}: stop now.",
)
"""What is fine and what is not, for the help page."""

PAIN_SCALE = {
    0: "none",
    3: "noticeable, but easy to ignore",
    5: "hard to ignore",
    6: "had to stop or change something",
    10: "the worst you can imagine",
}

RELIEF = (
    "While you wait: lie on your back with your calves on a chair, or on your side with a pillow between your knees.",
    "Stand up and walk a few easy steps now and then, as far as it is comfortable.",
)
"""Text only: nothing to play while a lock is set."""

AFTER_72_HOURS = "Three days on and not easing? Please ask a pharmacist, physiotherapist or doctor."
AFTER_14_DAYS = "Two weeks and no better? Please let a physiotherapist or doctor have a look."
AFTER_6_WEEKS = "Back pain that lasts beyond six weeks is worth a medical opinion, even if it is mild."
PAUSED = (
    "This was too much twice, or very strong once. The exercise is paused until you have answered the safety "
    "questions again. Please have it looked at if it does not ease."
)
ICE = (
    "Wrap it in cloth, never on bare skin, 20 minutes at most, then 90 minutes off. Leave it out if you cannot feel "
    "cold well, have poor circulation or Raynaud's. Don't fall asleep on it."
)
HEAT = "Warm, not hot: a low setting for 15 to 20 minutes, awake, and not on fresh swelling."


def emergency(number: str) -> tuple[str, ...]:
    """Return the stop text for an emergency sign, as paragraphs; `number` is who to call."""
    return (
        "Stop here.",
        "What you said can, rarely, mean that nerves in your spine are being squeezed, or something as urgent.",
        f"Call {number or EMERGENCY_LINE} or go to an emergency department now.",
        "Don't exercise, and don't drive yourself.",
    )


def clinician() -> tuple[str, ...]:
    """Return the stop text for a sign that should be looked at, as paragraphs."""
    return (
        "Let a doctor or physiotherapist look at this before you exercise.",
        "Most causes are harmless, but these signs deserve a check within a day or so.",
        "When a clinician has checked it, answer the questions again and say so.",
    )


def pain_day(score: int) -> str:
    """Return what is said after a day that its scores make red."""
    return (
        f"You marked {score} out of 10. Tomorrow is a rest day for these exercises; short walks and the relief routine "
        "are fine. They come back shorter and smaller."
    )


def hurt_day(titles: Sequence[str]) -> str:
    """Return what is said after a day on which some exercises were stopped because they hurt."""
    rest = "it" if len(titles) == 1 else "them"
    return (
        f"You said that {joined(titles)} hurt. Tomorrow is a rest day for {rest}; short walks and the relief routine "
        f"are fine. {'It comes' if len(titles) == 1 else 'They come'} back shorter and smaller."
    )
