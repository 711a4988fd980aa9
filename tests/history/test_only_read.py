"""A record that can only be read, as on a backup: it is read like any other, and writing is refused in words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from stretch_coach.errors import StorageError
from stretch_coach.history.journal import Journal
from stretch_coach.history.migrations import NEWEST
from stretch_coach.history.writer import RecorderThread
from stretch_coach.record.lines import Excused, Session

Play = Callable[..., Session]
Now = Callable[[], datetime]
Seal = Callable[[Path], None]


OLD = Path(__file__).parent / "old"
TODAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path, now: Now, play: Play) -> Path:
    """A record of five days in its own folder."""
    with Journal(str(tmp_path / "data"), now) as journal:
        journal.merge([play(TODAY - timedelta(days=n)) for n in range(5)])
    return tmp_path / "data"


def test_it_is_said_in_words_unless_reading_is_enough(folder: Path, now: Now, seal: Seal) -> None:
    seal(folder)
    with pytest.raises(StorageError, match="cannot be"):
        Journal(str(folder), now)
    with Journal(str(folder), now, or_read=True) as journal:
        assert "Check who owns it" in journal.unwritable
        assert journal.habit_stats().streak == 5
        assert len(journal.lines()) == 5
        assert journal.unfinished() == ()
        with pytest.raises(StorageError, match="cannot be written to"):
            journal.append(Excused("x", TODAY))
        assert journal.line("x") is None


def test_reading_leaves_nothing_behind(folder: Path, now: Now, seal: Seal) -> None:
    before = sorted(Path(folder).iterdir())
    seal(folder)
    with Journal(str(folder), now, or_read=True) as journal:
        assert journal.lines()
    assert sorted(Path(folder).iterdir()) == before


@pytest.mark.parametrize("left_out", ["none", "-shm"])
def test_what_lies_in_the_log_is_read_too(  # noqa: PLR0913  fixtures
    left_out: str, tmp_path: Path, folder: Path, now: Now, play: Play, *, seal: Seal
) -> None:
    copied = tmp_path / "copied"
    copied.mkdir()
    with Journal(str(folder), now) as journal:
        journal.append(play(TODAY - timedelta(days=5)))
        for file in folder.glob("record.sqlite3*"):  # as a backup does while a session plays
            if not file.name.endswith(left_out):
                (copied / file.name).write_bytes(file.read_bytes())
    seal(copied)
    with Journal(str(copied), now, or_read=True) as journal:
        assert journal.habit_stats().streak == 6


@pytest.mark.parametrize("number", range(1, NEWEST))
def test_older_tables_are_brought_up_to_date_in_memory_alone(number: int, tmp_path: Path, now: Now, seal: Seal) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(OLD / f"{number}.sqlite3", data / "record.sqlite3")
    before = (data / "record.sqlite3").read_bytes()
    seal(data)
    with Journal(str(data), now, or_read=True) as journal:
        assert journal.habit_stats().streak == 12
        with pytest.raises(StorageError, match="cannot be written to"):
            journal.append(Excused("x", TODAY))
    assert (data / "record.sqlite3").read_bytes() == before


@pytest.mark.parametrize("log", [b"", b"spoilt"])
def test_one_that_is_damaged_is_reported_and_left_as_it_is(log: bytes, folder: Path, now: Now, seal: Seal) -> None:
    (folder / "record.sqlite3").write_bytes(b"SQLite format 3\0" + b"?" * 4096)
    (folder / "record.sqlite3-wal").write_bytes(log)
    seal(folder)
    with pytest.raises(StorageError, match="is damaged"):
        Journal(str(folder), now, or_read=True)


def test_a_session_on_it_says_that_it_cannot_be_saved(folder: Path, now: Now, play: Play, seal: Seal) -> None:
    seal(folder)
    recorder = RecorderThread(str(folder), now)
    recorder.close_session(play(TODAY - timedelta(days=9)))
    assert not recorder.close(10)
    assert "cannot be" in recorder.error()
