"""Where the style sheets are."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def sheet(name: str) -> Path:
    """Return the path of a style sheet, so that a screen finds it from wherever it is subclassed."""
    return _HERE / f"{name}.tcss"
