"""Old records are brought up to date, each step whole or not at all; a newer program's record is left alone."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stretch_coach.errors import StorageError
from stretch_coach.history import backup, database
from stretch_coach.history.database import NewerError
from stretch_coach.history.journal import Journal
from stretch_coach.history.migrations import MIGRATIONS, NEWEST, Migration
from stretch_coach.record.lines import Excused

Now = Callable[[], datetime]


OLD = Path(__file__).parent / "old"


def tables(path: Path) -> dict[str, str]:
    """Return every table and index of a database with its text."""
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def test_migrations_are_numbered_without_gaps_and_each_older_one_has_a_saved_file() -> None:
    assert [migration.number for migration in MIGRATIONS] == list(range(1, NEWEST + 1))
    assert sorted(path.name for path in OLD.glob("*.sqlite3")) == [f"{n}.sqlite3" for n in range(1, NEWEST)]


@pytest.mark.parametrize("number", range(1, NEWEST))
def test_a_saved_old_record_becomes_todays_with_nothing_lost(number: int, tmp_path: Path, now: Now) -> None:
    data, fresh = tmp_path / "data", tmp_path / "fresh"
    data.mkdir()
    shutil.copy(OLD / f"{number}.sqlite3", data / "record.sqlite3")
    with closing(sqlite3.connect(data / "record.sqlite3")) as connection:
        before = connection.execute("SELECT id, body FROM line ORDER BY id").fetchall()
    with Journal(str(data), now) as journal:
        after = journal._connection.execute("SELECT id, body FROM line ORDER BY id").fetchall()
        assert after == before
        assert len(before) == 16
        assert journal.habit_stats().streak == 12
        assert journal.habit_stats().days[-1].state == "rest"  # the day after pain 7
        assert [left.progress for left in journal.unfinished()] == ['{"segment":3}']
        assert journal.undo() == ("log walking 25", 1)
    Journal(str(fresh), now).close()
    assert tables(data / "record.sqlite3") == tables(fresh / "record.sqlite3")
    (copy,) = backup.backups(str(data))
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT max(number) FROM migration").fetchone() == (number,)


def test_a_newer_programs_record_is_refused_in_words_and_not_touched(tmp_path: Path, now: Now) -> None:
    Journal(str(tmp_path), now).close()
    path = tmp_path / "record.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO migration VALUES (?, 'from the future', '')", (NEWEST + 1,))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    with pytest.raises(NewerError, match=r"newer Stretch Coach.*left untouched.*Please update"):
        Journal(str(tmp_path), now)
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_record_as_it_was(
    tmp_path: Path, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal(str(tmp_path), now) as journal:
        journal.append(_excused())
    broken = Migration(NEWEST + 1, "broken", ("CREATE TABLE half (x)", "CREATE TABLE half (x)"))
    with monkeypatch.context() as patch:
        patch.setattr(database, "MIGRATIONS", (*MIGRATIONS, broken))
        patch.setattr(database, "NEWEST", NEWEST + 1)
        with pytest.raises(StorageError, match="half already exists"):
            Journal(str(tmp_path), now)
    assert "half" not in tables(tmp_path / "record.sqlite3")
    with Journal(str(tmp_path), now) as journal:
        assert journal.lines() == (_excused(),)


def _excused() -> Excused:
    return Excused("x", date(2026, 11, 22))


def test_two_programs_that_open_a_new_record_at_once_make_it_once(tmp_path: Path) -> None:
    with Journal(str(tmp_path), lambda: datetime(2026, 11, 22, tzinfo=UTC)) as one:
        with Journal(str(tmp_path), lambda: datetime(2026, 11, 22, tzinfo=UTC)) as other:
            one.append(_excused())
            assert other.lines() == (_excused(),)
        (count,) = one._connection.execute("SELECT count(*) FROM migration").fetchone()
    assert count == NEWEST


def test_a_record_that_two_programs_begin_at_once_is_no_damage(tmp_path: Path, now: Now) -> None:
    def begin(statement: str) -> None:
        if "sqlite_master" in statement:
            Journal(str(tmp_path), now).close()

    with closing(database.connect(str(tmp_path / "record.sqlite3"))) as connection:
        connection.set_trace_callback(begin)
        assert database.version(connection) in (0, NEWEST)
