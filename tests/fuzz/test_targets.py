"""Every file a person may have, with anything in it: read or refused with words, never a crash.

Some cases in every run; many by `python -m tests.fuzz --cases 100000`. What was once found stays in `corpus/`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz.strategies import CORPUS, cases
from tests.fuzz.targets import TARGETS

FOUND = sorted(path for path in CORPUS.iterdir() if path.suffix == ".case")


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_once_found_holds(path: Path) -> None:
    TARGETS[path.stem.partition("-")[0]](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_content_is_read_or_refused_with_words(target: str, data: st.DataObject) -> None:
    TARGETS[target](data.draw(cases(target)))
