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
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.history import History
from stretch_coach.services.today import today_view
from stretch_coach.settings import load_settings
from stretch_coach.testing import FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.place import Place

_NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


def rows(_: Place) -> Iterator[Row]:
    """Time both with nothing read before, and the history as it is opened from Today."""
    with tempfile.TemporaryDirectory(prefix="stretch-coach-history-") as home:
        settings = load_settings({"STRETCH_COACH_HOME": home})
        with Journal(settings.paths.data, lambda: _NOW) as journal:
            journal.merge(session(n) for n in range(1, TEN_YEARS) if n % 9)

        def opened(first: Callable[[AppContext], object], then: Callable[[AppContext], object] | None = None) -> float:
            """Return the seconds of the last of these, with a context that has read nothing before."""
            context = AppContext(settings, FakeClock(_NOW, zone="UTC"))
            began = time.perf_counter()
            first(context)
            if then is not None:
                began = time.perf_counter()
                then(context)
            took = time.perf_counter() - began
            context.close()
            return took

        opened(_today, _history)  # what is imported only now counts for neither
        ratio = paired(lambda: opened(_history), lambda: opened(_today), rounds=5)
        warm = min(opened(_today, _history) for _ in range(5)) * 1000
        note = f"of Today, both read afresh; {warm:.0f} ms from Today"
        yield Row("history screen on ten years", 1.5, "×", ratio, note)


def _today(context: AppContext) -> object:
    return today_view(context)


def _history(context: AppContext) -> object:
    opened = History(context)
    return opened.view, opened.day(opened.view.today), opened.curve("minutes")
