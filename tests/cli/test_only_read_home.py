"""A home that cannot be written to, as on a backup: whatever only looks says what it says elsewhere."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.cli.app import answer, guarded
from stretch_coach.history.days import practice_day
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Activity, Excused, Follow, FollowedRoutine, Session, StepLine
from stretch_coach.services.factory import create_context
from stretch_coach.services.today import today_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretch_coach.services.today import TodayView

Capture = pytest.CaptureFixture[str]
ROUTINE = """title: Calm
schedule: daily
steps:
  - exercise: knee-to-chest
    id: knee
    hold: 5s -> 20s
    reps: 2
"""


def now() -> datetime:
    """Return the moment, in the zone of the test."""
    return datetime.now(UTC).astimezone()


@pytest.fixture
def today() -> date:
    """The practice day of this moment."""
    return practice_day(now(), 4)


@pytest.fixture
def home(today: date) -> Path:
    """A home with a routine of one's own that was done on five days, and with what else a record holds."""
    home = Path(os.environ["STRETCH_COACH_HOME"])
    (home / "routines").mkdir(parents=True)
    (home / "routines" / "calm.stretch.yaml").write_text(ROUTINE)
    step = StepLine("knee", "knee-to-chest", None, 10_000, 10_000, "done", None)
    with Journal(str(home / "data"), now) as journal:
        journal.append(Follow("f", today - timedelta(days=9), (FollowedRoutine("calm", "daily"),), 2, 4))
        journal.merge(
            Session(f"s{back}", "calm", today - timedelta(days=back), "", "", 60, "", 4, "done", (step,))
            for back in range(1, 6)
        )
        journal.append(Excused("e", today - timedelta(days=6), "travel"))
        journal.append(Activity("a", today, "walking", 20))
    return home


@pytest.mark.parametrize(
    "words",
    [
        "status",
        "status --json",
        "history",
        "history --json",
        "history --csv",
        "history export -",
        "history restore",
        "plan calm",
        "plan calm --past",
        "list --json",
        "show calm",
        "timeline calm",
        "report --since {since}",
        "handout calm --format md",
    ],
)
def test_what_only_looks_says_the_same(
    words: str, home: Path, today: date, seal: Callable[[Path], None], capfd: Capture
) -> None:
    arguments = words.format(since=today - timedelta(days=9)).split()
    assert guarded(lambda: answer(arguments)) == 0
    before = capfd.readouterr()
    seal(home)
    assert guarded(lambda: answer(arguments)) == 0
    assert capfd.readouterr() == before


@pytest.mark.parametrize(
    "words",
    [
        "log walking 10",
        "rest",
        "rate --felt ok",
        "history delete s1",
        "history undo",
        "follow basics",
        "plan calm --set knee 1",
    ],
)
def test_what_writes_says_that_it_cannot(words: str, home: Path, seal: Callable[[Path], None], capfd: Capture) -> None:
    seal(home)
    assert guarded(lambda: answer(words.split())) == 4
    out, err = capfd.readouterr()
    assert out == ""
    assert "Check who owns it" in err


def test_playing_says_beforehand_and_once_that_it_cannot_be_saved(
    home: Path, seal: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    seal(home)
    monkeypatch.setattr("sys.stdin", StringIO())
    assert guarded(lambda: answer(["play", "calm", "--plain", "--speed", "1000"])) == 4
    out, err = capfd.readouterr()
    assert (out + err).count("This session cannot be saved: ") == 1
    assert err.index("This session cannot be saved: ") < err.index("A rehearsal")


def test_today_opens_as_ever_and_says_that_nothing_can_be_kept(home: Path, seal: Callable[[Path], None]) -> None:
    def shown() -> TodayView:
        context = create_context()
        try:
            return today_view(context)
        finally:
            context.close()

    before = shown()
    seal(home)
    after = shown()
    assert before.streak.streak == 5
    assert before.warnings == ()
    assert "Check who owns it" in " ".join(after.warnings)
    assert replace(after, warnings=()) == before
