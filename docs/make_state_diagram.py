# ruff: noqa: INP001  a script next to the page it writes, not a package
"""Writes the state diagram of docs/session.md from the table the player obeys: `python docs/make_state_diagram.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from stretch_coach.session.events import mermaid

PAGE = Path(__file__).with_name("session.md")
BEGIN, END = "```mermaid\n", "```\n"


def with_diagram(page: str) -> str:
    """Return the page with the diagram of today in the place of the one it has."""
    before, found, rest = page.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not found or not closed:
        message = f"expected a mermaid block in {PAGE.name}, found none"
        raise ValueError(message)
    return f"{before}{BEGIN}{mermaid()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_diagram(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stderr.write(f"{PAGE.name} is up to date\n")
