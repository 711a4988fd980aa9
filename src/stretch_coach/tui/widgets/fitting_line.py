"""One line of facts, of which as many are shown as fit whole."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Static

DOT = " · "


class FittingLine(Static):
    """Facts with dots between them; the last ones go first where there is no room."""

    DEFAULT_CSS = "FittingLine { width: 1fr; height: 1; text-wrap: nowrap; }"

    def __init__(self, parts: Sequence[str] = (), *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(markup=False, id=id)
        self._parts = tuple(parts)

    def show(self, parts: Sequence[str]) -> None:
        """Show other facts."""
        self._parts = tuple(parts)
        self.on_resize()

    def on_resize(self) -> None:
        """Show what fits now."""
        self.update(fitting(self._parts, self.size.width), layout=False)


def fitting(parts: Sequence[str], width: int) -> str:
    """Return the first parts that fit into `width` columns together; "" where not even one does."""
    for most in range(len(parts), 0, -1):
        line = DOT.join(parts[:most])
        if len(line) <= width:
            return line
    return ""
