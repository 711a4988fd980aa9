"""The page of all exercises (docs/exercises.md) is what the cards say."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_the_page_is_the_one_the_script_makes_from_the_cards(root: Path) -> None:
    made = runpy.run_path(str(root / "docs" / "make_exercises.py"))["page"]()
    assert made == (root / "docs" / "exercises.md").read_text(encoding="utf-8"), "run: python docs/make_exercises.py"
