"""Whatever happens to the file, only what is spoilt is lost, and what is lost is said."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from stretch_coach.history import backup
from stretch_coach.history.journal import Journal
from stretch_coach.history.line_check import ASIDE
from stretch_coach.history.writer import RecorderThread
from stretch_coach.record.lines import Activity, Excused, Line, Session

Play = Callable[..., Session]
Seal = Callable[[Path], None]
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORD = b'"activity":"walking"'


def opened(folder: Path, moment: datetime = NOON, *, or_read: bool = False) -> Journal:
    """Open the record at a moment."""
    return Journal(str(folder), lambda: moment, or_read=or_read)


def path_in(folder: Path) -> Path:
    """Return the record's file."""
    return folder / "record.sqlite3"


def spoil(path: Path, found: bytes, spoilt: bytes) -> None:
    """Change bytes of the file, as a disk may."""
    data = path.read_bytes()
    assert found in data
    assert len(found) == len(spoilt)
    path.write_bytes(data.replace(found, spoilt))


def execute(folder: Path, statement: str) -> None:
    """Change the record behind the program's back."""
    with closing(sqlite3.connect(path_in(folder), isolation_level=None)) as connection:
        connection.execute(statement)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def zero_page_of(folder: Path, name: str) -> None:
    """Zero the first page of a table or an index."""
    path = path_in(folder)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(data)


def swap_pages_of(folder: Path, one: str, other: str) -> None:
    """Let the first pages of two tables change places."""
    path = path_in(folder)
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name IN (?, ?)"
        first, second = (page for (page,) in connection.execute(query, (one, other)))
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(path.read_bytes())
    pages = [slice((page - 1) * size, page * size) for page in (first, second)]
    data[pages[0]], data[pages[1]] = data[pages[1]], data[pages[0]]
    path.write_bytes(data)


def swap_leaves_of(folder: Path, index: str) -> None:
    """Let two pages of an index change places, so that its order goes back at their border."""
    path = path_in(folder)
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(path.read_bytes())
    top = (root - 1) * size
    assert data[top] == 2, "the index is so small that it has one page"
    cells = [int.from_bytes(data[top + at : top + at + 2]) for at in (12, 14)]
    leaves = [int.from_bytes(data[top + cell : top + cell + 4]) for cell in cells]
    places = [slice((leaf - 1) * size, leaf * size) for leaf in leaves]
    data[places[0]], data[places[1]] = data[places[1]], data[places[0]]
    path.write_bytes(data)


@pytest.fixture
def folder(tmp_path: Path, play: Play) -> Path:
    """A record of a walk and four sessions, without a copy."""
    with opened(tmp_path) as journal:
        journal.append(Activity("walk", TODAY, "walking", 5), "log walking 5")
        journal.merge([play(TODAY - timedelta(days=n)) for n in range(4)])
    return tmp_path


SPOILT_LINES = {
    "no UTF-8": b'"activity":"w\xfflking"',
    "no JSON": b'"activity":"walking#',
    "a field less": b'"actjvity":"walking"',
    "another word": b'"activity":"talking"',
}


@pytest.mark.parametrize("spoilt", [SPOILT_LINES[name] for name in ("no UTF-8", "no JSON")], ids=["utf-8", "json"])
def test_a_line_that_cannot_be_read_is_left_out_and_reported_once_with_its_id(folder: Path, spoilt: bytes) -> None:
    spoil(path_in(folder), WORD, spoilt)
    reported: list[str] = []
    with Journal(str(folder), lambda: NOON, on_warning=reported.append) as journal:
        assert len(journal.lines()) == 4
        assert journal.habit_stats().streak == 4
    (sentence,) = reported
    assert "1 line did not come back and is left out: walk." in sentence
    assert str(folder / ASIDE) in sentence
    assert spoilt in (folder / ASIDE).read_bytes()
    with opened(folder) as journal:
        assert len(journal.lines()) == 4
        assert journal.warnings == []


@pytest.mark.parametrize("spoilt", SPOILT_LINES.values(), ids=SPOILT_LINES)
def test_a_spoilt_line_comes_back_from_a_copy(folder: Path, spoilt: bytes) -> None:
    opened(folder).close()
    spoil(path_in(folder), WORD, spoilt)
    with opened(folder) as journal:
        assert journal.line("walk") == Activity("walk", TODAY, "walking", 5)
        assert "1 line came back from a copy: walk." in journal.warnings[0]
    assert spoilt in (folder / ASIDE).read_bytes()


def test_a_line_that_can_be_read_but_was_changed_by_the_disk_is_kept_and_reported_once(folder: Path) -> None:
    spoil(path_in(folder), WORD, SPOILT_LINES["another word"])
    with opened(folder) as journal:
        assert journal.line("walk") == Activity("walk", TODAY, "talking", 5)
        assert "may have been changed by the disk" in journal.warnings[0]
    with opened(folder) as journal:
        journal.lines()
        assert journal.warnings == []


def test_a_line_whose_id_was_changed_by_the_disk_keeps_it_and_is_reported(folder: Path) -> None:
    spoil(path_in(folder), b'"id":"walk"', b'"id":"w,lk"')
    with opened(folder) as journal:
        assert journal.line("walk") == Activity("walk", TODAY, "walking", 5)
        assert len(journal.lines()) == 5
        assert "may have been changed by the disk" in journal.warnings[0]
        assert "walk" in journal.warnings[0]


def test_a_line_whose_id_was_changed_in_a_damaged_file_keeps_it_too(folder: Path) -> None:
    spoil(path_in(folder), b'"id":"walk"', b'"id":"w,lk"')
    zero_page_of(folder, "line_other")
    with opened(folder) as journal:
        assert {line.id for line in journal.lines()} >= {"walk"}
        assert len(journal.lines()) == 5
        assert "not as written: walk" in journal.warnings[0]


def test_a_checksum_that_was_changed_by_the_disk_is_mended_without_a_word(folder: Path) -> None:
    opened(folder).close()
    execute(folder, "UPDATE line SET crc = crc + 1 WHERE id = 'walk'")
    with opened(folder) as journal:
        assert journal.line("walk") == Activity("walk", TODAY, "walking", 5)
        assert journal.warnings == []


def test_deleting_restoring_undoing_and_copying_do_not_stop_at_a_line_that_cannot_be_read(
    folder: Path, play: Play
) -> None:
    opened(folder).close()
    (copy,) = backup.backups(str(folder))
    for number, word in enumerate((SPOILT_LINES["no UTF-8"], SPOILT_LINES["no JSON"])):
        spoil(path_in(folder), WORD, word)
        with opened(folder, NOON + timedelta(seconds=number)) as journal:
            journal.delete(play(TODAY).id)
            journal.undo()
            journal.append(Excused("x", TODAY))
            journal.restore(copy)
            assert journal.line("walk") == Activity("walk", TODAY, "walking", 5)


def test_a_copy_is_only_made_once_every_line_was_read(folder: Path) -> None:
    spoil(path_in(folder), WORD, SPOILT_LINES["no UTF-8"])
    with opened(folder, NOON + timedelta(days=8)) as journal:
        assert "left out: walk" in journal.warnings[0]
    (copy,) = backup.backups(str(folder))
    assert backup.is_readable(copy)


def test_copies_with_lines_that_cannot_be_read_do_not_count_among_the_seven(folder: Path) -> None:
    for week in range(7):
        opened(folder, NOON + timedelta(weeks=week)).close()
    for copy in backup.backups(str(folder))[:3]:
        spoil(Path(copy), WORD, SPOILT_LINES["no JSON"])
    opened(folder, NOON + timedelta(weeks=7)).close()
    copies = backup.backups(str(folder))
    assert len(copies) == 8
    assert [backup.is_readable(copy) for copy in copies] == [True, False, False, False, True, True, True, True]


def test_on_a_disk_that_is_read_only_the_other_lines_are_read(folder: Path, seal: Seal) -> None:
    spoil(path_in(folder), WORD, SPOILT_LINES["no UTF-8"])
    before = path_in(folder).read_bytes()
    seal(folder)
    with opened(folder, or_read=True) as journal:
        assert len(journal.lines()) == 4
        assert "left out: walk" in journal.warnings[0]
    assert path_in(folder).read_bytes() == before
    assert not (folder / ASIDE).exists()


def test_a_running_session_that_cannot_be_read_is_reported_and_stops_nothing(tmp_path: Path, play: Play) -> None:
    with opened(tmp_path) as journal:
        journal.open_session(play(TODAY, 0.4), "{}")
        journal.append(play(TODAY - timedelta(days=1)))
    execute(tmp_path, "UPDATE running SET body = 'x'")
    with opened(tmp_path) as journal:
        assert journal.unfinished() == () or journal.warnings
    with opened(tmp_path) as journal:
        assert len(journal.lines()) == 1


def test_damage_that_is_met_by_reading_is_reported_with_what_came_back_and_what_did_not(
    tmp_path: Path, play: Play
) -> None:
    with opened(tmp_path) as journal:
        journal.merge([play(TODAY - timedelta(days=n)) for n in range(400)])
    path = path_in(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(path.read_bytes())
    at = data.index(b'"id":"basics-2026-06-01"') // size * size
    data[at : at + size] = bytes(size)
    path.write_bytes(data)
    reported: list[str] = []
    with Journal(str(tmp_path), lambda: NOON, on_warning=reported.append) as journal:
        left = len(journal.lines())
        (sentence,) = reported
        assert 380 < left < 400
        assert f"{left} lines more came back from the damaged file" in sentence
        assert f"{400 - left} lines did not come back: basics-2026-0" in sentence
        assert "cannot be known" not in sentence
        assert sentence.isprintable()


def test_damage_that_only_writing_meets_is_mended_and_what_was_to_be_written_is_written(
    folder: Path, play: Play
) -> None:
    opened(folder).close()
    with opened(folder) as journal:
        journal.append(play(TODAY - timedelta(days=9)))
    zero_page_of(folder, "deed")
    with opened(folder) as journal:
        assert len(journal.lines()) == 6
        journal.append(Excused("x", TODAY), "rest")
        assert "is damaged" in journal.warnings[0]
        assert "No line is missing" in journal.warnings[0]
        assert len(journal.lines()) == 7
        assert journal.undo() == ("rest", 1)


@pytest.mark.parametrize(
    "ask", [Journal.followed, Journal.last_session, Journal.today, Journal.habit_stats, Journal.lines]
)
def test_damage_that_is_met_on_the_way_to_an_answer_is_mended_and_answered(
    folder: Path, ask: Callable[[Journal], object]
) -> None:
    with opened(folder) as journal:
        answer = ask(journal)
    zero_page_of(folder, "line_other")  # read to know which day it is
    with opened(folder) as journal:
        assert ask(journal) == answer
        assert journal.count() == 5


def test_an_edit_and_a_deletion_since_the_copy_are_not_taken_back_by_a_recovery(folder: Path, play: Play) -> None:
    opened(folder).close()
    with opened(folder) as journal:
        journal.replace(Activity("walk", TODAY, "walking", 55))
        journal.delete(play(TODAY).id)
    zero_page_of(folder, "line_in_order")
    with opened(folder) as journal:
        assert {line.id for line in journal.lines()} == {
            "walk",
            *(f"basics-{TODAY - timedelta(days=n)}" for n in (1, 2, 3)),
        }
        assert journal.line("walk") == Activity("walk", TODAY, "walking", 55)


def test_an_unfinished_session_survives_a_recovery(tmp_path: Path, play: Play) -> None:
    with opened(tmp_path) as journal:
        journal.append(play(TODAY - timedelta(days=1)))
        journal.open_session(play(TODAY, 0.4), "{}")
    zero_page_of(tmp_path, "line_in_order")
    with opened(tmp_path) as journal:
        assert len(journal.lines()) == 1
        journal.close_session(play(TODAY, 0.4))
        assert len(journal.lines()) == 2
        (count,) = journal._connection.execute("SELECT count(*) FROM running").fetchone()
        assert count == 0


@pytest.mark.parametrize("content", [b"", b"\0", None], ids=["0 bytes", "1 byte", "missing"])
def test_an_emptied_or_missing_record_next_to_copies_comes_back_and_is_reported(
    folder: Path, content: bytes | None
) -> None:
    opened(folder).close()
    path = path_in(folder)
    path.unlink() if content is None else path.write_bytes(content)
    with opened(folder) as journal:
        assert len(journal.lines()) == 5
        (sentence,) = journal.warnings
        assert "The newest good copy, of 2026-11-22 12:00, has taken its place." in sentence
        assert "The record has 5 lines now." in sentence
    with opened(folder) as journal:
        assert journal.warnings == []


def test_an_empty_record_without_copies_is_a_new_one(tmp_path: Path) -> None:
    path_in(tmp_path).write_bytes(b"")
    with opened(tmp_path) as journal:
        assert (journal.lines(), journal.warnings) == ((), [])


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA application_id = 7",
        "DELETE FROM migration",
        "DROP TABLE migration",
        "DROP TABLE change",
        "DROP INDEX line_in_order",
        "ALTER TABLE line RENAME COLUMN moment TO instant",
    ],
)
def test_lost_marks_and_tables_are_damage_and_no_line_is_lost(folder: Path, statement: str) -> None:
    opened(folder).close()
    execute(folder, statement)
    with opened(folder) as journal:
        journal.append(Excused("x", TODAY), "rest")
        assert len(journal.lines()) == 6
        assert journal.warnings == [] or "is damaged" in journal.warnings[0]


@pytest.mark.parametrize("other", ["day", "deed", "change", "running"])
def test_pages_that_changed_places_are_damage_and_not_a_newer_programs_record(folder: Path, other: str) -> None:
    with opened(folder) as journal:
        lines = journal.lines()
        journal.append(Activity("another", TODAY, "yoga", 5), "log yoga 5")  # so that no table is empty
        journal.delete("another")
    swap_pages_of(folder, "migration", other)
    with opened(folder) as journal:
        assert journal.lines() == lines
        assert "damaged" in " ".join(journal.warnings)
        journal.append(Activity("later", TODAY, "walking", 5))


@pytest.mark.parametrize("has_copy", [True, False])
@pytest.mark.parametrize(
    ("written", "spoilt"),
    [(b"line_otherline", b"l\xbbne_otherline"), (b"CREATE INDEX line_other", b"CREATX INDEX line_other")],
)
def test_a_spoilt_schema_is_damage_and_costs_no_line(
    folder: Path, written: bytes, spoilt: bytes, *, has_copy: bool
) -> None:
    if has_copy:
        opened(folder).close()
        with opened(folder) as journal:
            journal.back_up()
    spoil(path_in(folder), written, spoilt)
    with opened(folder) as journal:
        assert len(journal.lines()) == 5
        assert "damaged" in journal.warnings[0]
        journal.append(Activity("later", TODAY, "walking", 5))


@pytest.mark.parametrize("read", [Journal.iter_lines, Journal.lines], ids=["one by one", "at once"])
def test_an_index_that_is_out_of_order_is_damage_and_leads_nobody_in_a_circle(
    tmp_path: Path, play: Play, read: Callable[[Journal], Iterable[Line]]
) -> None:
    with opened(tmp_path) as journal:
        journal.merge([play(TODAY - timedelta(days=n)) for n in range(400)])
        journal.back_up()  # with one of this week nothing is checked when it is opened
        written = journal.lines()
    swap_leaves_of(tmp_path, "line_in_order")
    told: list[str] = []
    with Journal(str(tmp_path), lambda: NOON, on_warning=told.append) as journal:
        assert tuple(islice(read(journal), 1000)) == written
    (sentence,) = told
    assert "its index is out of order" in sentence
    assert "No line is missing." in sentence


def test_a_copy_that_lacks_what_the_damaged_record_lacks_is_no_way_back(folder: Path) -> None:
    execute(folder, "DROP INDEX line_in_order")
    for _ in range(2):  # the first opening makes a copy, as none is there
        with opened(folder) as journal:
            assert len(journal.lines()) == 5


@pytest.mark.parametrize("at", [18, 19], ids=["format of writing", "format of reading"])
def test_a_header_that_forbids_to_write_is_damage_and_no_line_is_lost(folder: Path, at: int) -> None:
    data = bytearray(path_in(folder).read_bytes())
    data[at] = 9
    path_in(folder).write_bytes(data)
    with opened(folder) as journal:
        journal.append(Excused("x", TODAY), "rest")
        assert len(journal.lines()) == 6
        assert any("is damaged" in warning for warning in journal.warnings)
    with opened(folder) as journal:
        assert journal.warnings == []


def test_another_programs_database_is_left_alone_and_next_to_copies_set_aside(folder: Path) -> None:
    opened(folder).close()
    path_in(folder).unlink()
    with closing(sqlite3.connect(path_in(folder), isolation_level=None)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with opened(folder) as journal:
        assert len(journal.lines()) == 5
        assert "another program's database" in journal.warnings[0]
    assert len(list(folder.glob("record.damaged-*.sqlite3"))) == 1


# The file in mid-session


def test_a_record_that_is_removed_while_it_is_open_is_written_again_whole(folder: Path, play: Play) -> None:
    with opened(folder) as journal:
        running = play(TODAY, 0.4, session_id="now")
        journal.open_session(running, "{}")
        for path in folder.glob("*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        folder.rmdir()
        journal.checkpoint(running, '{"segment":2}')
        assert "was removed while it was open. It was written again, whole." in journal.warnings[0]
        with opened(folder) as other:
            assert other.unfinished() == ()  # it is still being played
        journal.close_session(running)
    with opened(folder) as journal:
        assert len(journal.lines()) == 6
        assert journal.warnings == []


def test_a_record_that_is_replaced_while_it_is_open_gets_the_session_whole(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, play: Play
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with opened(elsewhere) as other:
        other.append(Excused("theirs", TODAY))
    with opened(folder) as journal:
        running = play(TODAY, 0.4, session_id="now")
        journal.open_session(running, "{}")
        Path(path_in(elsewhere)).replace(path_in(folder))
        for ending in ("-wal", "-shm"):
            Path(f"{path_in(folder)}{ending}").unlink(missing_ok=True)
        journal.close_session(running)
        assert "was replaced while it was open" in journal.warnings[0]
    with opened(folder) as journal:
        assert {line.id for line in journal.lines()} == {"theirs", "now"}


def test_one_that_closes_a_replaced_record_leaves_the_new_ones_log_alone(folder: Path) -> None:
    first = opened(folder)
    first.lines()
    for path in folder.glob("record.sqlite3*"):
        path.rename(folder / f"old-{path.name}")
    with opened(folder) as second:
        second.append(Excused("x", TODAY))
        first.close()
        assert Path(f"{path_in(folder)}-wal").exists()
    with opened(folder) as journal:
        assert "x" in {line.id for line in journal.lines()}


def test_the_recorder_tells_of_a_record_that_was_removed_and_saves_the_session(folder: Path, play: Play) -> None:
    reported: list[str] = []
    recorder = RecorderThread(str(folder), lambda: NOON, on_warning=reported.append)
    recorder.checkpoint(play(TODAY, 0.2, session_id="now"), {})
    while not recorder.saved():
        pass
    path_in(folder).unlink()
    recorder.close_session(play(TODAY, session_id="now"))
    assert recorder.close(10)
    assert "was removed while it was open" in reported[0]
    with opened(folder) as journal:
        assert len(journal.lines()) == 6


# What it costs


def test_an_import_keeps_each_line_once(tmp_path: Path, play: Play) -> None:
    session = play(TODAY)
    with opened(tmp_path) as journal:
        journal.append(session, "import file")
    kept = path_in(tmp_path).read_bytes().count(b'"rollover_hour":4')
    assert kept == 1
    with opened(tmp_path) as journal:
        assert journal.undo() == ("import file", 1)
        assert journal.lines() == ()


def test_an_addition_that_was_changed_since_is_not_undone(tmp_path: Path, play: Play) -> None:
    with opened(tmp_path) as journal:
        journal.append(play(TODAY), "import file")
        journal.close_session(play(TODAY, 0.5))
        with pytest.raises(Exception, match="has changed since"):
            journal.undo()
