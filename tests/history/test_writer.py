"""The recorder never holds a session up, and says in words why something cannot be saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from stretch_coach.history import database
from stretch_coach.history.journal import Journal
from stretch_coach.history.writer import RecorderThread
from stretch_coach.record.lines import Excused, Session

Play = Callable[..., Session]
Now = Callable[[], datetime]
TODAY = date(2026, 11, 22)


def test_what_is_handed_over_is_on_disk_when_it_closes(tmp_path: Path, now: Now, play: Play) -> None:
    recorder = RecorderThread(str(tmp_path), now)
    for number in range(50):
        recorder.checkpoint(play(TODAY, number / 50), {"segment": number})
    recorder.append(Excused("x", TODAY))
    assert recorder.close(10)
    assert recorder.error() == ""
    with Journal(str(tmp_path), now) as journal:
        assert journal.lines() == (Excused("x", TODAY),)
        # This process still plays it; once it has let go, it is offered with its last state.
        row = journal._connection.execute("SELECT progress FROM running").fetchone()
        assert row == ('{"segment":49}',)


def test_a_closed_session_is_a_line(tmp_path: Path, now: Now, play: Play) -> None:
    recorder = RecorderThread(str(tmp_path), now)
    recorder.checkpoint(play(TODAY, 0.2), {})
    recorder.close_session(play(TODAY))
    assert recorder.close(10)
    with Journal(str(tmp_path), now) as journal:
        assert (journal.lines(), journal.unfinished()) == ((play(TODAY),), ())


def test_a_folder_that_cannot_be_used_is_reported_and_the_calls_return(tmp_path: Path, now: Now, play: Play) -> None:
    (tmp_path / "file").write_text("")
    recorder = RecorderThread(str(tmp_path / "file"), now)
    recorder.checkpoint(play(TODAY), {})
    recorder.close_session(play(TODAY))
    assert not recorder.close(10)
    assert recorder.error().startswith(f"The record cannot be kept in {tmp_path / 'file'}")


@pytest.mark.slow
def test_what_failed_is_tried_again_with_what_comes_next(
    tmp_path: Path, now: Now, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program holds the database for longer than we wait, then lets go: nothing is missing in the end."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with Journal(str(tmp_path), now):
        pass
    other = sqlite3.connect(tmp_path / "record.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    recorder = RecorderThread(str(tmp_path), now)
    recorder.close_session(play(TODAY))
    while not recorder.error():
        pass
    assert "locked" in recorder.error()
    other.execute("COMMIT")
    other.close()
    recorder.append(Excused("x", TODAY))
    assert recorder.close(10)
    with Journal(str(tmp_path), now) as journal:
        assert {line.id for line in journal.lines()} == {"x", play(TODAY).id}


def test_whatever_happens_in_the_thread_is_reported_and_ends_nothing(tmp_path: Path, now: Now, play: Play) -> None:
    """A name that no database takes used to end the thread without a word, and the session was lost."""
    recorder = RecorderThread(str(tmp_path), now)
    recorder.checkpoint(play(TODAY), {"no JSON": object()})
    recorder.close_session(play(TODAY, routine="\udcff"))
    recorder.append(Excused("x", TODAY))
    assert not recorder.close(10)
    assert recorder.error().startswith("Something went wrong inside (TypeError: ")
    with Journal(str(tmp_path), now) as journal:
        assert journal.lines() == (Excused("x", TODAY),)


def test_a_name_that_is_no_text_is_refused_in_words(tmp_path: Path, now: Now, play: Play) -> None:
    recorder = RecorderThread(str(tmp_path), now)
    recorder.close_session(play(TODAY, routine="a\udcffb", session_id="s"))
    assert not recorder.close(10)
    assert recorder.error() == (
        "a\N{REPLACEMENT CHARACTER}b: this name is not UTF-8 text, so it cannot be put on record. Rename the file."
    )


def test_what_is_saved_is_said_once_it_is_on_disk(tmp_path: Path, now: Now, play: Play) -> None:
    recorder = RecorderThread(str(tmp_path), now)
    recorder.checkpoint(play(TODAY, 0.2), {}, 1000)
    recorder.close_session(play(TODAY), 2000)
    assert recorder.close(10)
    marks = [saved.mark for saved in recorder.saved()]
    assert marks in ([1000, 2000], [2000])
    assert recorder.saved() == ()
