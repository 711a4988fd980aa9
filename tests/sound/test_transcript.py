"""The transcript in the docs is what is heard."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_transcript_of_basics_is_what_its_timeline_says() -> None:
    spec = importlib.util.spec_from_file_location("make_transcript", DOCS / "make_transcript.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (DOCS / "transcript.md").read_text(encoding="utf-8") == module.transcript()
