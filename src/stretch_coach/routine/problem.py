"""One problem in a file: where it is, what was expected, what was found, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Positions count from 1; `end_column` is the column after the last offending character."""

    path: str
    line: int
    column: int
    end_column: int
    severity: Severity
    code: str
    """Stable, kebab-case: `unknown-key`, `hold-over-cap`."""
    message: str
    """In the form "expected … found …" wherever something was expected."""
    hint: str = ""
    source: str = ""
    """The source line, for the caret."""
