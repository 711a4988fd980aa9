"""The words of the plan (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretch_coach.wiring_views import WhatIf

TITLE = "Plan"
IF_WELL = "The coming days if all goes well"
CHART = "Seconds of a hold, day by day"
AND_IF = "after"
WHAT_IF: dict[WhatIf, str] = {
    "good": "a good day",
    "hard": "a hard day",
    "pain": "a day with pain 6",
    "away": "three days away",
}
KEYS_WHAT_IF: tuple[tuple[str, WhatIf, str], ...] = (
    ("g", "good", "a good day"),
    ("h", "hard", "a hard day"),
    ("p", "pain", "pain 6"),
    ("a", "away", "3 days away"),
)
UNDO = "as it is"
HIGHER = "set higher by hand"
LOWER = "set lower by hand"
CHOOSE = "step"
BACK = "back"
KEYS = "keys"
PLAYING_WITH = "What if: nothing here touches the record."
PLACED = "Set by hand. It is a line of the record, and can be set again."
EMPTY = "Nothing is due in the coming days."
