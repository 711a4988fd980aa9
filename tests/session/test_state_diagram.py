"""The page about sessions shows the table the player obeys."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).parents[2] / "docs"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_state_diagram", DOCS / "make_state_diagram.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_diagram_in_the_docs_is_current() -> None:
    page = (DOCS / "session.md").read_text(encoding="utf-8")
    assert _script().with_diagram(page) == page, "run `python docs/make_state_diagram.py`"


def test_a_page_without_a_place_for_it_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a mermaid block"):
        _script().with_diagram("# A page\n")
