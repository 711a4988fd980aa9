"""The words of the help pages (pure): one sentence a screen, and what each of its keys does.

The keys themselves come from the screens, so a key that somebody has changed is shown as it is now.
"""

from __future__ import annotations

from typing import NamedTuple

MeaningOf = dict[str, str]
"""Action → what it does. Actions with the same words share a line; `action(value)` stands before `action`."""

SCROLL = "read on"
CHOOSE = "choose"
BACK = "back to where you were"
PAIN = "how much it hurts; t is ten"


class About(NamedTuple):
    """What is told about one screen."""

    title: str
    says: str
    meaning: MeaningOf
    more: tuple[tuple[str, str], ...] = ()
    """Rows that are no single key."""
    moves: bool = False
    """Whether a session is played here, or one key away: then what is fine and what is not is told as well."""


ABOUT: dict[str, About] = {
    "PlayerScreen": About(
        "While a session plays",
        "Nothing needs a key until the end. Whatever you press by accident only pauses.",
        {
            "pause": "pause, and go on after a short get-ready",
            "resume": "pause, and go on after a short get-ready",
            "go_on": "go on to the next stretch of time; ends a pause, too",
            "next": "next step, back, this step again",
            "back": "next step, back, this step again",
            "again": "next step, back, this step again",
            "longer": "hold five seconds longer, on both sides, never past the cap",
            "hurts": "this hurts: stops the step at once and asks what now",
            "skip": "after that: skip it, easier, end here, pressed by mistake",
            "easier": "after that: skip it, easier, end here, pressed by mistake",
            "end_here": "after that: skip it, easier, end here, pressed by mistake",
            "mistake": "after that: skip it, easier, end here, pressed by mistake",
            "wrong": "something is wrong: the danger signs",
            "mute": "mute",
            "words": "full words, brief words, tones only",
            "end": "end the session; asks first",
            "confirm_end": "yes, end it here",
        },
        (("any other key", "pauses"),),
        moves=True,
    ),
    "TodayScreen": About(
        "Today",
        "What is due, and how it has been. Choose a routine, and one key starts it.",
        {
            "move": "choose a routine",
            "start": "start it",
            "details": "the routine in full",
            "plan": "the coming 21 days",
            "edit": "the routine's file in your own editor",
            "follow": "follow it, or stop following it",
            "history": "history: days, sessions and charts",
            "library": "all exercises, found as you type",
            "morning": "pain this morning, where it is asked; t is ten",
            "correct": "correct the last rating",
            "settings": "all settings",
            "tour": "the first minute: how a session works",
            "resume": "a session that was cut off: resume it, keep it as partial, discard it",
            "keep": "a session that was cut off: resume it, keep it as partial, discard it",
            "discard": "a session that was cut off: resume it, keep it as partial, discard it",
            "acknowledge": "take a piece of advice away",
            "walk": "whether you can walk for five minutes, where it is asked",
            "leave": "leave",
        },
        moves=True,
    ),
    "ReadyScreen": About(
        "Before a session",
        "Today's doses with their reasons. One key starts; the question may be left open.",
        {
            "start": "start, without an answer",
            "answer": "how much it hurts now, and start; t is ten",
            "accept": "you have asked somebody about it, or accept it",
            "wrong": "something is wrong: the danger signs",
            "line": SCROLL,
            "back": "back to Today",
        },
        moves=True,
    ),
    "DetailsScreen": About(
        "A routine in full",
        "Every step with its picture, its dose, where it stands on its way, and how it is done.",
        {
            "start": "start it",
            "plan": "its coming 21 days",
            "follow": "have Today offer it, or no longer",
            "unfollow": "have Today offer it, or no longer",
            "line": SCROLL,
            "back": BACK,
        },
        moves=True,
    ),
    "PlanScreen": About(
        "The coming days",
        "What each step asks for if all goes well. What-ifs only play with it; a place set by hand is written down.",
        {
            "move": "choose a step",
            "what_if": "what if: a good day, a hard day, a day with pain, three days away",
            "undo": "without the what-ifs again",
            "place": "set the chosen step's place by hand",
            "rung": "a lower or a higher place",
            "set_place": "write that place down",
            "leave_place": "leave the place as it was",
            "unplace": "take back what was set by hand",
            "back": BACK,
        },
    ),
    "HistoryScreen": About(
        "History",
        "Every day of the record, with charts. Nothing here changes it.",
        {
            "move": "choose a day",
            "month": "a month back, a month on",
            "today": "to today",
            "open": "the chosen day alone",
            "show": "the year, or one month",
            "tab": "the next chart, the one before",
            "choose": "a chart by its number",
            "span": "more days in the chart, or fewer",
            "exercise": "another exercise in the chart",
            "back": BACK,
        },
    ),
    "LibraryScreen": About(
        "Exercises",
        "Type to find one. While you read it, letters are keys.",
        {
            "move": "choose an exercise; read on in one",
            "read": "read it",
            "step": "the next one, the one before",
            "find": "back to the search",
            "variant": "its easier way, its harder way",
            "copy": "copy it as a step, to paste into a routine",
            "add": "put it at the end of a routine of yours",
            "back": BACK,
        },
    ),
    "AddStepScreen": About(
        "Add to a routine",
        "The exercise becomes the last step of the routine you choose.",
        {"move": CHOOSE, "take": "take the chosen routine", "back": "add it to none"},
    ),
    "SettingsScreen": About(
        "Settings",
        "What you change is written at once; every other line of the file stays as it is.",
        {
            "move": "choose a setting",
            "step": "the value before, the next value",
            "change": "change it; then type, or press the key you want",
            "reset": "as it comes: takes the line out of your file",
            "back": BACK,
        },
    ),
    "SummaryScreen": About(
        "After a session",
        "What you held against the plan. Each answer is stored at once, and can be left open.",
        {"felt": "how it felt: easy, ok, hard", "pain": PAIN, "line": SCROLL, "finish": "to Today"},
    ),
    "RatingScreen": About(
        "Correct a rating",
        "The two questions of a session once more. Each answer is stored at once.",
        {"felt": "how it felt: easy, ok, hard", "pain": PAIN, "line": SCROLL, "finish": "back to Today"},
    ),
    "UnfinishedScreen": About(
        "A session that was cut off",
        "Nothing is marked complete by itself.",
        {
            "decide('resume')": "go on where it stopped",
            "decide('keep')": "keep what was done, as partial",
            "decide('discard')": "forget it",
            "decide": BACK,
        },
    ),
    "DangerScreen": About(
        "Something is wrong",
        "A sign you choose stops the program and says what to do. None of them leads back.",
        {
            "choose('emergency')": "one of the first list: get help now",
            "choose('clinician')": "one of the second list: have it checked",
            "choose('none')": "none of these",
            "line": SCROLL,
        },
    ),
    "SafetyScreen": About(
        "The questions before you start",
        "Not sure counts as yes. The answers stay on this machine.",
        {
            "move": "the question above, the question below",
            "tick": "tick, or take a tick away",
            "go_on": "the next question; at the end, done",
            "done": "done, from anywhere",
            "back": "leave without an answer",
        },
        (("y  n", "yes and no"), ("0 to 9, t", PAIN)),
    ),
}
"""Screen → what is told about it. A screen that is not here tells what its foot shows."""

TITLE = "Keys"
ANYWHERE = "Anywhere"
ANYWHERE_KEYS = (
    ("page up, down", "a page up or down; home and end go to its ends"),
    ("ctrl+p", "all commands and routines by name"),
    ("ctrl+q", "leave; a session that plays asks first"),
    ("mouse", "every row, choice and key can be clicked, also the keys above"),
)
GENTLE_TITLE = "What is fine, and what is not"
TOUR = "the first minute: try the keys of a session"
CLOSE = "close"
"""The label of the key that leaves the page."""
