"""The words of the question about a session that was cut off (pure)."""

from __future__ import annotations

TITLE = "Before you go on"
EXPLAIN = "Nothing is marked complete by itself. What would you like to do with it?"
RESUME = "resume where it stopped"
KEEP = "keep as partial"
DISCARD = "discard"
BACK = "back"
