"""The record: a durable segment, ten years of it, and what a hundred kills take away."""

from __future__ import annotations

import json
import os
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.kills import KILLS, lost_in
from benchmarks.measure import paired
from benchmarks.table import Row
from stretch_coach.history.journal import Journal
from stretch_coach.record.jsonl import to_text
from stretch_coach.record.lines import Session, StepLine
from stretch_coach.routine.dose import Dose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.place import Place

TODAY = date(2026, 11, 22)
TEN_YEARS = 3652
_STEPS = 12
_COMMITS = 100
_MS = 1000.0


def session(days_ago: int) -> Session:
    """Return a session of twelve steps."""
    day = TODAY - timedelta(days=days_ago)
    steps = tuple(
        StepLine(f"step-{n}", f"exercise-{n}", "left", 30_000, 29_000, "done", Dose(10_000, 3, 1, 80))
        for n in range(_STEPS)
    )
    return Session(
        f"s{days_ago}", "basics", day, f"{day}T07:00:00Z", f"{day}T07:12:00Z", 60, "Europe/Berlin", 4, "done", steps,
        felt="ok", pain_before=1, pain_after=1,
    )  # fmt: skip


def rows(_: Place) -> Iterator[Row]:
    """Measure what the record costs."""
    with tempfile.TemporaryDirectory(prefix="stretch-coach-record-") as folder:
        yield _segment(Path(folder) / "segment")
        yield from _ten_years(str(Path(folder) / "years"))
        acknowledged, found, lost = lost_in(Path(folder) / "kills", KILLS)
        note = f"{acknowledged} acknowledged, {found} found"
        yield Row(f"lines lost in {KILLS} kills", 0, "lines", lost, note)


def _segment(folder: Path) -> Row:
    """Compare a checkpoint with appending as many bytes and one fdatasync."""
    running = session(0)
    size = len(to_text(running))
    with Journal(str(folder), _now) as journal, (folder / "plain").open("ab", buffering=0) as plain:

        def checkpoints() -> float:
            return _timed(lambda: journal.checkpoint(running, '{"segment":12}'), _COMMITS)

        def syncs() -> float:
            def append() -> None:
                plain.write(b"x" * size)
                os.fdatasync(plain.fileno())

            return _timed(append, _COMMITS)

        ratio = paired(checkpoints, syncs)
    return Row("record a segment durably", 2, "×", ratio, f"{size} bytes, against one fdatasync of as many")


def _ten_years(folder: str) -> Iterator[Row]:
    with Journal(folder, _now) as journal:
        journal.merge(session(n) for n in range(TEN_YEARS) if n % 9)
    with Journal(folder, _now) as journal:
        at = journal.habit_stats()
        made = _best(lambda: _fresh(journal).habit_stats())
        yield Row("ten-year streak and score", 100, "ms", made, f"{len(at.days)} days, read from the record")
        texts = [to_text(line) for line in journal.lines()]
        ratio = paired(
            lambda: _timed(lambda: Journal.lines(_fresh(journal)), 1),
            lambda: _timed(lambda: [json.loads(text) for text in texts], 1),
            rounds=5,
        )
        yield Row("every line of ten years as values", 3, "×", ratio, "of json.loads of the same text")


def _fresh(journal: Journal) -> Journal:
    journal._cache = journal._days = None  # noqa: SLF001  what a new process would find
    return journal


def _best(work: Callable[[], object], rounds: int = 15) -> float:
    return min(_timed(work, 1) for _ in range(rounds)) * _MS


def _timed(work: Callable[[], object], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        work()
    return time.perf_counter() - began


def _now() -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
