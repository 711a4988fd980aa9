"""Values as a routine file writes them."""

from __future__ import annotations


def seconds(value_ms: int) -> str:
    """Write a duration: `30s`, `2m`, `1m30s`."""
    minutes, rest = divmod(value_ms // 1000, 60)
    return f"{minutes}m{rest}s" if minutes and rest else f"{minutes}m" if minutes else f"{rest}s"


def shown(text: str) -> str:
    """Return what was found as a message names it: in back-ticks, on one line, never long."""
    if not text:
        return "nothing"
    if len(text) > 40:  # noqa: PLR2004  a message stays one line
        text = text[:39] + "…"
    return f"`{text}`" if text.isprintable() else f"`{text.encode('unicode_escape').decode('ascii')}`"
