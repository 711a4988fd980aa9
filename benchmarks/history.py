"""The history screen: opened on ten years of record, against Today on the same."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.measure import paired
from benchmarks.record import TEN_YEARS, TODAY, session
from benchmarks.table import Row
from stretch_coach.history.journal import Journal
from stretch_coach.services.coach import Coach
from stretch_coach.settings import load_settings
from stretch_coach.testing import FakeClock
from stretch_coach.tui.glyphs import UNICODE
from stretch_coach.tui.pages import history, today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.place import Place

_NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
_WIDTH, _HEIGHT = 118, 40


def rows(_: Place) -> Iterator[Row]:
    """Time both with nothing read before, and the history as it is opened from Today."""
    with tempfile.TemporaryDirectory(prefix="stretch-coach-history-") as home:
        settings = load_settings({"STRETCH_COACH_HOME": home})
        with Journal(settings.paths.data, lambda: _NOW) as journal:
            journal.merge(session(n) for n in range(1, TEN_YEARS) if n % 9)

        def opened(first: Callable[[Coach], object], then: Callable[[Coach], object] | None = None) -> float:
            """Return the seconds of the last of these, with a coach that has read nothing before."""
            coach = Coach(settings, FakeClock(_NOW, zone="UTC"))
            began = time.perf_counter()
            first(coach)
            if then is not None:
                began = time.perf_counter()
                then(coach)
            took = time.perf_counter() - began
            coach.close()
            return took

        opened(_today, _history)  # what is imported only now counts for neither
        ratio = paired(lambda: opened(_history), lambda: opened(_today), rounds=5)
        warm = min(opened(_today, _history) for _ in range(5)) * 1000
        note = f"of Today, both read afresh and painted; {warm:.0f} ms from Today, which has read the record"
        yield Row("history screen on ten years", 1.5, "×", ratio, note)


def _today(coach: Coach) -> object:
    return today.page(coach.today(), 0, _WIDTH, UNICODE)


def _history(coach: Coach) -> object:
    opened = coach.history()
    view = opened.view
    look = history.Look(view, view.today, opened.day(view.today), tab="minutes", curve=opened.curve("minutes"))
    return history.body(look, _WIDTH, _HEIGHT, UNICODE)
