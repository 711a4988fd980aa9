"""What the record keeps next to its lines for the doses says what the lines say, whatever happens to either."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.history.conftest import make_session
from tests.history.test_damage import TODAY, opened, path_in

from stretch_coach.history.journal import Journal
from stretch_coach.history.migrations import MIGRATIONS
from stretch_coach.record.entries import entries_of
from stretch_coach.record.kinds import PLAYED
from stretch_coach.record.lines import Activity, Line, Place, Screened, Session

Deed = tuple[Literal["put", "delete", "undo"], Line]


def _lines(number: int, days: int, kind: int, rung: int) -> Line:
    day, line_id = TODAY - timedelta(days=days), f"20261101T070000.{number:03}Z-x"
    made: list[Line] = [
        replace(make_session(day, held=rung / 10), id=line_id),
        replace(make_session(day, routine="other", felt="hard", speed=1.0 + rung), id=line_id),
        Place(line_id, day, "basics", "knee", rung),
        Screened(line_id, day, "clear"),
        Activity(line_id, day, "walking", rung),
    ]
    return made[kind]


deeds: st.SearchStrategy[list[Deed]] = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "put", "delete", "undo"]),
        st.builds(_lines, st.integers(0, 5), st.integers(0, 3), st.integers(0, 4), st.integers(0, 9)),
    ),
    max_size=12,
)


def _do(journal: Journal, deed: Deed) -> None:
    what, line = deed
    if what == "undo":
        journal.undo()
    elif journal.line(line.id) is None:
        journal.append(line, "put")
    elif what == "put":
        journal.replace(line)
    else:
        journal.delete(line.id)


@given(deeds)
@settings(max_examples=40)
def test_after_any_deeds_the_entries_are_those_of_the_lines_and_nothing_else_is_kept(done: list[Deed]) -> None:
    with TemporaryDirectory(prefix="stretch-coach-") as folder, opened(Path(folder)) as journal:
        for deed in done:
            _do(journal, deed)
            assert journal.entries() == entries_of(journal.lines())
        unused = "SELECT count(*) FROM content WHERE number NOT IN (SELECT content FROM entry)"
        assert journal._connection.execute(unused).fetchone() == (0,)


def test_fields_that_doses_depend_on_are_those_that_the_last_migration_filled() -> None:
    """Records hold these fields. With another one a migration is needed that fills `entry` again: add its number."""
    fields = "routine status felt pain_before pain_after pain_next_morning level first_side speed steps"
    assert [field.name for field in PLAYED.fields] == fields.split()
    assert max(migration.number for migration in MIGRATIONS if migration.refill) == 5


def test_what_is_played_again_and_again_is_kept_once_and_is_one_value(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        for back in range(5):
            journal.append(make_session(TODAY - timedelta(days=back)))
        assert len({id(entry.what) for entry in journal.entries()}) == 1
        assert journal._connection.execute("SELECT count(*) FROM content").fetchone() == (1,)


SPOILT = (
    "DELETE FROM entry",
    "DELETE FROM entry WHERE day = (SELECT max(day) FROM entry)",
    "DELETE FROM content WHERE number = 1",
    "INSERT INTO entry SELECT day + 1, moment, id, content, crc FROM entry LIMIT 1",
    "UPDATE entry SET day = day + 5 WHERE day = (SELECT max(day) FROM entry)",
    "UPDATE entry SET day = 'x' WHERE day = (SELECT max(day) FROM entry)",
    "UPDATE entry SET content = 2",
    "UPDATE entry SET crc = crc + 1",
    "UPDATE content SET crc = crc + 1",
    "UPDATE content SET body = replace(body, '60000', '66000')",
    "UPDATE content SET body = x'ff'",
    "UPDATE content SET body = '{', crc = 0",
)


@pytest.mark.parametrize("or_read", [False, True])
@pytest.mark.parametrize("statement", SPOILT)
def test_what_no_longer_agrees_with_the_lines_is_made_of_them_again(
    statement: str, tmp_path: Path, seal: Callable[[Path], None], *, or_read: bool
) -> None:
    with opened(tmp_path) as journal:
        journal.append(make_session(TODAY - timedelta(days=2), held=0.5))
        journal.append(make_session(TODAY - timedelta(days=1)))
        journal.append(Screened("s", TODAY, "clear"))
        expected = entries_of(journal.lines())
        journal.back_up()
    with closing(sqlite3.connect(path_in(tmp_path), isolation_level=None)) as connection:
        connection.execute(statement)
    if or_read:
        seal(tmp_path)
    with opened(tmp_path, or_read=or_read) as journal:
        assert journal.entries() == expected
        assert journal.warnings == []


@pytest.mark.parametrize("read", [Journal.lines, Journal.entries, lambda journal: tuple(journal.iter_lines())])
def test_what_another_program_writes_while_the_record_is_read_is_no_damage(
    read: Callable[[Journal], tuple[object, ...]], tmp_path: Path
) -> None:
    days = iter(range(1, 100))

    def write(statement: str) -> None:
        if statement.startswith("SELECT"):
            other.append(make_session(date(2026, 1, 1) + timedelta(days=next(days))))

    with opened(tmp_path) as journal, opened(tmp_path) as other:
        other.append(make_session(TODAY))
        journal._connection.set_trace_callback(write)
        found = read(journal)
        journal._connection.set_trace_callback(None)
        assert found
        assert next(days) > 1
        assert journal.warnings == []
        assert not list(tmp_path.glob("*damaged*"))
        assert all(isinstance(line, Session) for line in journal.lines())


def test_a_line_written_while_another_program_mends_the_same_damage_stays(tmp_path: Path) -> None:
    """A row that is taken out leaves its number to the next line."""
    new = Activity("new", TODAY, "walking", 5)

    def mend_first(statement: str) -> None:
        if statement.startswith("BEGIN IMMEDIATE"):
            slow._connection.set_trace_callback(None)
            quick.lines()
            quick.append(new)

    with opened(tmp_path) as slow, opened(tmp_path) as quick:
        quick.append(make_session(TODAY))
        with closing(sqlite3.connect(path_in(tmp_path), isolation_level=None)) as connection:
            connection.execute("UPDATE line SET body = 'x'")
        slow._connection.set_trace_callback(mend_first)
        assert slow.lines() == (new,)
        assert quick.lines() == (new,)


def test_an_index_that_lacks_a_line_is_damage_though_every_line_can_be_read(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.append(make_session(TODAY))
        journal.append(Activity("before", TODAY, "walking", 5))
        journal.back_up()
    of_index = "FROM sqlite_master WHERE name = 'line_other'"
    for change in ("DELETE", "line", "INSERT"):  # the index is out of sight while a line is written
        with closing(sqlite3.connect(path_in(tmp_path), isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            if change == "DELETE":
                index = connection.execute(f"SELECT * {of_index}").fetchone()
                connection.execute(f"DELETE {of_index}")
            elif change == "INSERT":
                connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", index)
            else:
                line = "SELECT 'after', kind, day, moment, routine, replace(body, 'before', 'after'), NULL FROM line"
                connection.execute(f"INSERT INTO line {line} WHERE id = 'before'")
    with opened(tmp_path) as journal:
        assert journal.entries() == entries_of(journal.lines())
        assert len(journal.lines()) == 3
        assert "was set aside" in " ".join(journal.warnings)
