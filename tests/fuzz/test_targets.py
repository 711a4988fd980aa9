"""Every file a person may have, with anything in it: read or refused with words, never a crash.

Some cases in every run; many by `python -m tests.fuzz --cases 100000`. What was once found stays in `corpus/`.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.fuzz.strategies import CORPUS, cases
from tests.fuzz.targets import TARGETS, Outcome

FOUND = sorted(path for path in CORPUS.iterdir() if path.suffix == ".case")
IN_PARTS = ("record", "settings")
"""What is made of parts of which some may be used without the others."""


def allowed(target: str) -> set[Outcome]:
    """Return what may become of a file for a target."""
    return {Outcome.READ, Outcome.REFUSED, *([Outcome.IN_PART] if target in IN_PARTS else [])}


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_once_found_holds(path: Path) -> None:
    target = path.stem.partition("-")[0]
    assert TARGETS[target](path.read_bytes()) in allowed(target)


@pytest.mark.parametrize("target", TARGETS)
def test_any_content_is_read_or_refused_with_words(target: str) -> None:
    seen = Counter[Outcome]()

    @settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(data=cases(target))
    def fuzz(data: bytes) -> None:
        seen[TARGETS[target](data)] += 1

    fuzz()
    assert seen.keys() == allowed(target), "the cases are so rough, or so mild, that one of the ways is never gone"
