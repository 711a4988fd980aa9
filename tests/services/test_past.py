"""A long record is not read whole by what asks for today, and says the same as if it were."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from stretch_coach.history.journal import Journal
from stretch_coach.ramp.kept import _PLAIN
from stretch_coach.ramp.simulate import simulated_session
from stretch_coach.record.lines import Line, Place, Screened, Session
from stretch_coach.services import past
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.listing import listed
from stretch_coach.services.prescriptions import Prescriber
from stretch_coach.services.sessions import rate_session
from stretch_coach.services.today import today_view
from stretch_coach.services.upcoming import next_time_view, plan_view
from stretch_coach.settings import load_settings
from stretch_coach.testing import FakeClock

_YEARS = 2


def _record(context: AppContext) -> list[Line]:
    """Two years of sessions of three routines, with good days, hard days, pain, screenings and places."""
    chance = Random("two years")  # noqa: S311  chances, not secrets
    today = context.practice_day()
    prescriber = Prescriber(context, anybody=True)
    routines = [context.routines.load(name) for name in ("basics", "evening", "relief")]
    of_day = [[prescriber.on_day(routine, day) for day in range(1, 40)] for routine in routines]
    lines: list[Line] = []
    for back in range(_YEARS * 365, 0, -1):
        day = today - timedelta(days=back)
        for number, prescriptions in enumerate(of_day):
            if chance.random() < 0.2:
                continue
            session = simulated_session(
                chance.choice(prescriptions),
                day,
                felt=chance.choice(("easy", "ok", "ok", "hard")),
                pain_after=chance.choice((None, 0, 0, 1, 2, 3, 5, 8 if back > 60 else 2)),
            )
            at = f"{day}T{6 + number:02}:00:00Z"
            lines.append(replace(session, id=f"s{back}-{number}", started_at=at, level="stiff"))
        if back % 50 == 0:
            lines.append(Screened(f"screened-{back}", day, "clear"))
        if back % 90 == 0:
            lines.append(Place(f"place-{back}", day, "basics", "knee-to-chest", 2, "set by hand"))
    day = today - timedelta(days=28)
    pain = simulated_session(of_day[2][20], day, pain_after=9)  # nothing has opened the routine again
    return [*lines, replace(pain, id="pain", started_at=f"{day}T12:00:00Z", level="stiff")]


@pytest.fixture
def long_record(screened: AppContext) -> AppContext:
    """A context with two years on record."""
    for line in screened.journal.lines_of_kind("screened"):
        screened.journal.delete(line.id)  # it would open again whatever pain of old has closed
    screened.journal.merge(_record(screened))
    assert screened.journal.count() > past.WORTH
    return screened


def _said(context: AppContext) -> list[object]:
    return [
        today_view(context),
        listed(context),
        [plan_view(context, name, moves) for name in ("basics", "relief") for moves in ((), ("pain", "good"))],
        next_time_view(context, "basics"),
        context.safety(),
    ]


def _whole(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is said by the whole record, folded from its first line."""
    with monkeypatch.context() as here:
        here.setattr(past, "_rules", lambda: "")
        return _said(context)


def _file(context: AppContext) -> Path:
    return Path(context.settings.paths.cache, past.FILE)


def test_what_was_kept_says_what_the_whole_record_does_without_reading_it(
    long_record: AppContext, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _whole(long_record, monkeypatch)
    assert _said(long_record) == said
    assert _file(long_record).stat().st_mode & 0o77 == 0 or os.name == "nt"
    monkeypatch.setattr(Journal, "lines", lambda _: pytest.fail("the whole record was read"))
    with AppContext(load_settings(os.environ), clock) as other:
        assert _said(other) == said


def _an_old_line_is_edited(context: AppContext) -> None:
    line = context.journal.line("s30-0") or context.journal.line("s31-0")
    assert isinstance(line, Session)
    context.journal.replace(replace(line, pain_after=9))


def _an_old_line_is_deleted(context: AppContext) -> None:
    context.journal.delete("pain")


def _a_day_long_ago_is_added(context: AppContext) -> None:
    line = context.journal.last_session()
    assert line is not None
    day = date(2020, 1, 1)
    context.journal.append(replace(line, id="long-ago", practice_day=day, started_at=f"{day}T07:00:00Z"))


def _the_last_session_is_rated(context: AppContext) -> None:
    line = context.journal.last_session()
    assert line is not None
    rate_session(context, line.id, felt="hard", pain_after=6)


def _the_file_is_spoilt(context: AppContext) -> None:
    text = _file(context).read_text()
    _file(context).write_text(text[: len(text) // 2])


def _its_folds_are_spoilt(context: AppContext) -> None:
    text = _file(context).read_text()
    _file(context).write_text(text.replace('"steps"', '"stops"'))


def _the_rules_have_changed(context: AppContext) -> None:
    kept = json.loads(_file(context).read_text())
    kept["rules"] = f"0{kept['rules']}"
    for fold in kept["folds"].values():
        for plain, *_ in fold["steps"].values():
            plain[_PLAIN.index("paused")] = context.practice_day().toordinal() - 40
    _file(context).write_text(json.dumps(kept))


def _a_step_of_the_routine_changes(context: AppContext) -> None:
    shipped = Path(context.routines.path("basics")).read_text(encoding="utf-8")
    folder = Path(context.settings.paths.routines)
    folder.mkdir(parents=True, exist_ok=True)
    changed = shipped.replace("schedule:", "ramp: 60 days\nschedule:", 1)
    folder.joinpath("basics.stretch.yaml").write_text(changed, encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        _an_old_line_is_edited, _an_old_line_is_deleted, _a_day_long_ago_is_added, _the_last_session_is_rated,
        _the_file_is_spoilt, _its_folds_are_spoilt, _the_rules_have_changed, _a_step_of_the_routine_changes,
    ],
)  # fmt: skip
def test_whatever_changes_is_seen(
    change: Callable[[AppContext], None], long_record: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    _said(long_record)
    change(long_record)
    assert _said(long_record) == _whole(long_record, monkeypatch)


def test_weeks_later_it_still_says_the_same(
    long_record: AppContext, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _said(long_record)
    clock.jump(40 * 24 * 3600 * 1000)
    with AppContext(load_settings(os.environ), clock) as later:
        assert _said(later) == _whole(later, monkeypatch)


def test_a_short_record_and_another_day_than_today_have_no_past(long_record: AppContext) -> None:
    _said(long_record)
    today = long_record.practice_day()
    assert past.past_of(long_record, today) is not None
    assert past.past_of(long_record, today - timedelta(days=1)) is None


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(long_record: AppContext) -> None:
    cache = Path(long_record.settings.paths.cache)
    cache.parent.mkdir(parents=True, exist_ok=True)
    if cache.is_dir():
        cache.rename(cache.with_name("old"))
    cache.write_text("a file where the folder would be")
    assert today_view(long_record).routines
    assert long_record.warnings == ()
