"""A coach in folders of its own, with a clock the test moves."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from stretch_coach.services.app_context import AppContext
from stretch_coach.services.screening import SafetyAnswers, screen
from stretch_coach.settings import load_settings
from stretch_coach.testing import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def clock() -> FakeClock:
    """Half past seven on a Sunday morning in Berlin."""
    return FakeClock(datetime(2026, 11, 22, 7, 30, tzinfo=ZoneInfo("Europe/Berlin")), zone="Europe/Berlin")


@pytest.fixture
def context(clock: FakeClock) -> Iterator[AppContext]:
    """A coach that nobody has asked anything yet."""
    made = AppContext(load_settings(os.environ), clock)
    yield made
    made.close()


@pytest.fixture
def fresh(clock: FakeClock) -> Iterator[AppContext]:
    """The same home as another process sees it."""
    made = AppContext(load_settings(os.environ), clock)
    yield made
    made.close()


@pytest.fixture
def screened(context: AppContext) -> AppContext:
    """A context whose person has answered the safety questions with nothing to report."""
    assert screen(context, CLEAR) is None
    return context


CLEAR = SafetyAnswers(sign="none", cautions=(), onset="weeks", rest_pain=1, walks=True)
