"""Copies are made by themselves, and a damaged file is never the end of a record."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from stretch_coach.errors import StorageError
from stretch_coach.history import backup
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Excused, Session

Play = Callable[..., Session]
Now = Callable[[], datetime]


TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def opened(folder: Path, moment: datetime = NOON) -> Journal:
    """Open the record at a moment."""
    return Journal(str(folder), lambda: moment)


def filled(folder: Path, play: Play, days: int = 300) -> None:
    """Write a record of some days."""
    with opened(folder) as journal:
        journal.merge([play(TODAY - timedelta(days=n)) for n in range(days)])


def test_a_copy_is_made_once_a_week_and_seven_are_kept(tmp_path: Path, play: Play) -> None:
    filled(tmp_path, play, 1)
    for day in range(70):
        opened(tmp_path, NOON + timedelta(days=day)).close()
    copies = backup.backups(str(tmp_path))
    made = [backup.made_at(path) for path in copies]
    assert made == [NOON + timedelta(days=63 - 7 * n) for n in range(7)]
    assert all(backup.is_sound(path) for path in copies)


def test_an_empty_record_is_not_copied_and_neither_is_a_fresh_one_twice(tmp_path: Path, play: Play) -> None:
    opened(tmp_path).close()
    assert backup.backups(str(tmp_path)) == ()
    filled(tmp_path, play, 1)
    opened(tmp_path).close()
    opened(tmp_path, NOON + timedelta(days=6)).close()
    assert len(backup.backups(str(tmp_path))) == 1


def test_a_copy_that_cannot_be_made_stops_nothing_and_is_reported(tmp_path: Path, play: Play) -> None:
    filled(tmp_path, play, 1)
    (tmp_path / "backups").write_text("in the way")
    with opened(tmp_path) as journal:
        assert "could not be copied" in " ".join(journal.warnings)
        assert len(journal.lines()) == 1


def test_programs_that_copy_at_the_same_moment_do_not_meet(tmp_path: Path, play: Play) -> None:
    filled(tmp_path, play, 40)
    together = Barrier(4, timeout=20)

    def copied() -> str:
        with opened(tmp_path) as journal:
            together.wait()
            return journal.back_up()

    with ThreadPoolExecutor(4) as pool:
        copies = [one.result() for one in [pool.submit(copied) for _ in range(4)]]
    assert all(backup.is_sound(copy) for copy in copies)
    assert not list((tmp_path / "backups").glob("*.part"))


def test_what_is_left_of_a_copy_cut_off_long_ago_is_swept_away(tmp_path: Path, play: Play) -> None:
    filled(tmp_path, play, 1)
    folder = tmp_path / "backups"
    folder.mkdir()
    for stamp in ("20261120T120000Z", "20261122T115900Z"):
        (folder / f"record-{stamp}.sqlite3.0badcafe.part").write_bytes(b"half")
    with opened(tmp_path) as journal:
        journal.back_up()
    assert [file.name for file in folder.glob("*.part")] == ["record-20261122T115900Z.sqlite3.0badcafe.part"]


def test_one_can_go_back_to_a_copy_and_forth_again(tmp_path: Path, play: Play) -> None:
    filled(tmp_path, play, 3)
    with opened(tmp_path) as journal:
        (copy,) = backup.backups(str(tmp_path))
    with opened(tmp_path, NOON + timedelta(seconds=5)) as journal:
        journal.append(Excused("x", TODAY))
        journal.restore(copy)
        assert len(journal.lines()) == 3
        newest, _ = backup.backups(str(tmp_path))
    with opened(tmp_path, NOON + timedelta(seconds=9)) as journal:
        journal.restore(newest)
        assert len(journal.lines()) == 4


def test_going_back_to_the_oldest_of_seven_copies_works(tmp_path: Path, play: Play) -> None:
    filled(tmp_path, play, 1)
    for week in range(7):
        with opened(tmp_path, NOON + timedelta(weeks=week)) as journal:
            journal.append(Excused(f"x{week}", TODAY))
    oldest = backup.backups(str(tmp_path))[-1]
    with opened(tmp_path, NOON + timedelta(weeks=6, days=1)) as journal:
        journal.restore(oldest)
        assert [line.id for line in journal.lines()] == ["basics-2026-11-22"]


def test_what_is_no_copy_is_refused(tmp_path: Path, play: Play) -> None:
    filled(tmp_path, play, 1)
    (tmp_path / "letter.txt").write_text("Dear record, " * 100)
    with opened(tmp_path) as journal:
        with pytest.raises(StorageError, match="cannot be read as a copy"):
            journal.restore(str(tmp_path / "letter.txt"))
        assert len(journal.lines()) == 1


def scribble(path: Path, where: slice) -> None:
    """Damage a file."""
    data = bytearray(path.read_bytes())
    start, stop, _ = where.indices(len(data))
    data[start:stop] = b"\x99" * (stop - start)
    path.write_bytes(data)


def test_a_file_that_is_no_database_any_more_is_set_aside_for_the_newest_good_copy(tmp_path: Path, play: Play) -> None:
    filled(tmp_path, play, 3)
    opened(tmp_path).close()
    (good,) = backup.backups(str(tmp_path))
    bad = tmp_path / "backups" / "record-20261122T120005Z.sqlite3"
    bad.write_bytes(b"not a copy")
    scribble(tmp_path / "record.sqlite3", slice(0, 4096))
    with opened(tmp_path) as journal:
        assert len(journal.lines()) == 3
        aside = tmp_path / "record.damaged-20261122T120000Z.sqlite3"
        assert aside.exists()
        assert str(aside) in " ".join(journal.warnings)
        assert "The newest good copy, of 2026-11-22 12:00, has taken its place." in " ".join(journal.warnings)
        assert "what was written after the copy may be" in " ".join(journal.warnings)
    with opened(tmp_path) as journal:
        assert journal.warnings == []
    assert Path(good).exists()


def test_damage_deep_inside_is_noticed_when_it_is_met_and_what_can_be_read_is_saved(tmp_path: Path, play: Play) -> None:
    filled(tmp_path, play, 300)
    opened(tmp_path).close()
    with opened(tmp_path) as journal:
        journal.merge([play(TODAY - timedelta(days=n)) for n in range(300, 600)])
    path = tmp_path / "record.sqlite3"
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'line_in_order'").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    scribble(path, slice((page - 1) * size, page * size))
    with opened(tmp_path) as journal:
        assert len(journal.lines()) == 600  # 300 of the copy, the others from the damaged file
        assert (
            "300 lines more came back from the damaged file. The record has 600 lines now. No line is missing."
            in " ".join(journal.warnings)
        )
        assert journal.habit_stats().streak == 600


def test_a_damaged_file_without_a_copy_begins_a_new_record_with_all_that_can_be_read(
    tmp_path: Path, play: Play
) -> None:
    filled(tmp_path, play, 1)
    scribble(tmp_path / "record.sqlite3", slice(0, 100))
    with opened(tmp_path) as journal:
        assert journal.lines() == ()
        assert "There was no good copy of it, so a new record was begun." in " ".join(journal.warnings)
        journal.append(play(TODAY))


def test_the_weekly_copy_is_not_made_of_a_damaged_file(tmp_path: Path, play: Play) -> None:
    filled(tmp_path, play, 300)
    opened(tmp_path).close()
    path = tmp_path / "record.sqlite3"
    scribble(path, slice(path.stat().st_size // 2, path.stat().st_size // 2 + 4096))
    with opened(tmp_path, NOON + timedelta(days=8)) as journal:
        assert "is damaged" in " ".join(journal.warnings)
        assert len(journal.lines()) == 300
    assert all(backup.is_sound(copy) for copy in backup.backups(str(tmp_path)))
