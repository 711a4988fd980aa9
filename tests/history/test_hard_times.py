"""Killed while writing, two writers at once, a full disk, a read-only folder: nothing acknowledged is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime, timedelta
from io import FileIO
from pathlib import Path
from threading import Barrier

import pytest
from tests.sound.processes import wait_until

from stretch_coach.errors import StorageError
from stretch_coach.history.database import FILE, connect
from stretch_coach.history.journal import Journal
from stretch_coach.history.writer import RecorderThread
from stretch_coach.record.lines import Excused, Session

Play = Callable[..., Session]
Now = Callable[[], datetime]


TODAY = date(2026, 11, 22)
KILLS = 8
"""In the suite; `python -m benchmarks.kills` does a hundred."""
FIRST_OPENINGS = 20
"""About every second pair used to fail."""

WRITES = """
import sys
from datetime import UTC, date, datetime
from stretch_coach.history.database import connect
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Excused
with Journal(sys.argv[1], lambda: datetime(2026, 11, 22, 12, tzinfo=UTC)) as journal:
    for number in range(int(sys.argv[3])):
        name = f"{sys.argv[2]}-{number}"
        journal.append(Excused(name, date(2026, 11, 22)), "rest")
        print(name, flush=True)
"""


def writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    """Start a process that adds lines and prints the id of each as soon as it is acknowledged."""
    command = [sys.executable, "-c", WRITES, str(folder), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def found(folder: Path, now: Now) -> set[str]:
    """Return the ids on record, of a database that hangs together."""
    with Journal(str(folder), now) as journal:
        assert journal.warnings == []
        assert journal._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {line.id for line in journal.lines()}


def test_killed_at_any_moment_all_that_was_acknowledged_is_there(tmp_path: Path, now: Now) -> None:
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        process = writer(tmp_path, str(kill), 100_000)
        assert process.stdout is not None
        for _ in range(kill * 3 + 1):
            acknowledged.add(process.stdout.readline().strip())
        process.kill()
        rest, _ = process.communicate()
        acknowledged.update(rest.split("\n")[:-1])  # what it wrote before it died; the last may be cut off
    kept = found(tmp_path, now)
    assert len(acknowledged) >= KILLS
    assert acknowledged - kept == set()
    assert len(kept - acknowledged) <= KILLS  # written, and killed before it could say so


def test_two_programs_write_at_once_and_neither_loses_a_line(tmp_path: Path, now: Now) -> None:
    writers = [writer(tmp_path, name, 60) for name in ("one", "other")]
    reported = {name for process in writers for name in process.communicate()[0].split()}
    assert [process.returncode for process in writers] == [0, 0]
    assert len(reported) == 120
    assert found(tmp_path, now) == reported


def test_two_programs_that_make_the_record_at_the_same_moment_both_get_it(tmp_path: Path) -> None:
    """The change to a write-ahead log is refused at once while another does the same, whatever the busy timeout."""
    for number in range(FIRST_OPENINGS):
        together = Barrier(2)

        def opened(path: str = str(tmp_path / f"{number}.sqlite3"), together: Barrier = together) -> str:
            together.wait()
            with closing(connect(path)) as connection:
                (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
                return str(mode)

        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(opened) for _ in range(2)]
            assert [one.result() for one in both] == ["wal", "wal"]


def test_what_one_program_opens_twice_no_other_takes_for_closed(tmp_path: Path) -> None:
    """A program that comes and goes, such as a prompt's, would fold the log away: what came after would be lost."""
    path = str(tmp_path / "record.sqlite3")
    query = "SELECT x FROM t"
    script = f"import sqlite3; c = sqlite3.connect({path!r}); print(*c.execute({query!r})); c.close()"
    with closing(connect(path)) as one:
        one.execute("CREATE TABLE t (x)")
        with closing(connect(path)):
            subprocess.run([sys.executable, "-c", script], check=True)
            one.execute("INSERT INTO t VALUES (7)")
            seen = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert seen == "(7,)\n"


def test_a_record_that_stays_locked_while_it_is_opened_is_reported(tmp_path: Path) -> None:
    path = str(tmp_path / "record.sqlite3")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE kept (value)")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="Another program has held"):
            connect(path, patience_s=0.2)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 512 KB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("its own small disk needs Linux and root")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)], check=False)  # noqa: S607  found on PATH
    if mounted.returncode:
        pytest.skip("a small disk could not be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S607  found on PATH


def test_on_a_full_disk_what_was_acknowledged_stays_and_the_rest_is_reported(
    small_disk: Path, now: Now, play: Play
) -> None:
    reported: list[int] = []
    with Journal(str(small_disk), now) as journal:
        with pytest.raises(StorageError, match=r"is full\. Free some space"):
            _fill(journal, reported, play)
        assert reported
        assert len(journal.lines()) == len(reported)
        assert journal.habit_stats().streak == len(reported)
    with Journal(str(small_disk), now) as journal:
        assert "could not be copied" in " ".join(journal.warnings)  # no room for the weekly copy either
        assert journal._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(journal.lines()) == len(reported)
    assert not list(small_disk.rglob("*.part"))


def _fill(journal: Journal, reported: list[int], play: Play) -> None:
    for number in range(2000):
        journal.append(play(TODAY - timedelta(days=number)))
        reported.append(number)


def test_a_session_on_a_full_disk_says_that_it_cannot_be_saved_and_saved_once_there_is_room(
    small_disk: Path, now: Now, play: Play
) -> None:
    with Journal(str(small_disk), now) as journal:
        journal.append(play(TODAY - timedelta(days=1)))
    filler = _fill_up(small_disk)
    recorder = RecorderThread(str(small_disk), now)
    recorder.checkpoint(play(TODAY, 0.5), {})
    assert wait_until(lambda: bool(recorder.error()))
    assert "full" in recorder.error()
    filler.unlink()
    recorder.close_session(play(TODAY))
    assert recorder.close(20)
    assert len(found(small_disk, now)) == 2


@pytest.mark.parametrize("has_log", [False, True])
def test_a_record_on_a_full_disk_is_read(small_disk: Path, now: Now, play: Play, *, has_log: bool) -> None:
    with Journal(str(small_disk), now) as journal:
        journal.append(play(TODAY))
        log = Path(f"{journal.path}-wal").read_bytes()
    if has_log:  # as a program that was killed leaves it
        Path(f"{journal.path}-wal").write_bytes(log)
    _fill_up(small_disk)
    for _ in range(2):
        with Journal(str(small_disk), now, or_read=True) as journal:
            assert len(journal.lines()) == 1
            assert journal.warnings == []
            assert "full" in journal.unwritable


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe_in_the_place_of_the_record_is_named(tmp_path: Path, now: Now) -> None:
    os.mkfifo(tmp_path / FILE)
    with pytest.raises(StorageError, match=r"record\.sqlite3 is a pipe"):
        Journal(str(tmp_path), now, or_read=True)


def _fill_up(disk: Path) -> Path:
    """Leave no room on a disk, and return the file that takes it."""
    filler = disk / "filler"
    with closing(filler.open("wb", buffering=0)) as file:
        while _written(file):
            pass
    return filler


def _written(file: FileIO) -> bool:
    try:
        return file.write(b"x" * 4096) > 0
    except OSError:
        return False


def test_a_read_only_disk_is_reported_in_words(small_disk: Path, now: Now, play: Play) -> None:
    with Journal(str(small_disk), now) as journal:
        journal.append(play(TODAY))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)  # noqa: S607  found on PATH
    with pytest.raises(StorageError, match="read-only"):
        Journal(str(small_disk), now)
    recorder = RecorderThread(str(small_disk), now)
    recorder.close_session(play(TODAY - timedelta(days=1)))
    assert not recorder.close(10)
    assert "read-only" in recorder.error()


def test_ten_thousand_sessions_at_once_are_no_trouble(tmp_path: Path, now: Now, play: Play) -> None:
    with Journal(str(tmp_path), now) as journal:
        journal.merge(play(TODAY - timedelta(days=n % 1000), session_id=f"s{n}") for n in range(10_000))
        assert journal.habit_stats().streak == 1000
        journal.append(Excused("x", TODAY))
        assert len(journal.facts().days) == 1000
