"""Other widgets in the place of those that a box has."""

from __future__ import annotations

from textual.widget import Widget


async def refill(box: Widget, *widgets: Widget) -> None:
    """Put other widgets into a box; nothing where its screen is gone by then, as when the program is left at once."""
    await box.remove_children()
    if box.is_attached:
        await box.mount(*widgets)
