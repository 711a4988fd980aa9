"""A session that was cut off is found again, asked about, and never counted by itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Timer

import pytest
from filelock import FileLock

from stretch_coach.errors import StorageError
from stretch_coach.history import session_lock
from stretch_coach.history.journal import Journal
from stretch_coach.history.running import Unfinished
from stretch_coach.record.jsonl import to_text
from stretch_coach.record.lines import Session

Play = Callable[..., Session]
Now = Callable[[], datetime]
TODAY = date(2026, 11, 22)

PLAYS = """
import sys
from datetime import UTC, date, datetime
from stretch_coach.history.journal import Journal
from stretch_coach.record.jsonl import from_text
session = from_text(sys.argv[2])
journal = Journal(sys.argv[1], lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
journal.open_session(session, '{"segment": 1}')
journal.checkpoint(session, '{"segment": 2}')
print("playing", flush=True)
sys.stdin.read()
"""


def play_elsewhere(folder: Path, session: Session) -> subprocess.Popen[str]:
    """Let another process play a session, and return it once it does."""
    command = [sys.executable, "-c", PLAYS, str(folder), to_text(session)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "playing\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    """Kill a process as nothing can prevent."""
    process.kill()
    process.communicate()


def test_a_session_of_a_killed_process_is_offered_with_its_last_checkpoint(
    tmp_path: Path, now: Now, play: Play
) -> None:
    session = play(TODAY, 0.4)
    process = play_elsewhere(tmp_path, session)
    with Journal(str(tmp_path), now) as journal:
        assert journal.unfinished() == ()  # it is alive and plays
        with pytest.raises(StorageError, match="still being played in another window"):
            journal.open_session(session, "")
        end(process)
        assert journal.unfinished() == (Unfinished(session, '{"segment": 2}', now()),)
        assert journal.lines() == ()
        assert journal.habit_stats().state_today == "pending"


def test_it_can_be_gone_on_with_and_closed(tmp_path: Path, now: Now, play: Play) -> None:
    end(play_elsewhere(tmp_path, play(TODAY, 0.4)))
    with Journal(str(tmp_path), now) as journal:
        (left,) = journal.unfinished()
        journal.open_session(left.session, left.progress)
        assert journal.unfinished() == ()
        done = play(TODAY, 1.0)
        journal.close_session(done)
        assert (journal.lines(), journal.unfinished()) == ((done,), ())
    assert sorted(path.name for path in tmp_path.glob("playing*")) == []


def test_it_can_be_kept_as_far_as_it_went(tmp_path: Path, now: Now, play: Play) -> None:
    end(play_elsewhere(tmp_path, replace(play(TODAY, 0.4), status="done")))
    with Journal(str(tmp_path), now) as journal:
        kept = journal.keep(journal.unfinished()[0].session.id)
        assert kept.status == "partial"
        assert (journal.lines(), journal.unfinished()) == ((kept,), ())
        assert journal.habit_stats().state_today == "partial"


def test_it_can_be_forgotten(tmp_path: Path, now: Now, play: Play) -> None:
    end(play_elsewhere(tmp_path, play(TODAY)))
    with Journal(str(tmp_path), now) as journal:
        journal.discard(journal.unfinished()[0].session.id)
        assert (journal.lines(), journal.unfinished()) == ((), ())


@pytest.mark.parametrize(
    ("later", "can"),
    [
        (timedelta(0), True),
        (timedelta(hours=2), True),
        (timedelta(hours=2, seconds=1), False),
        (timedelta(minutes=-5), True),  # the clock was set back a little
        (timedelta(days=-1), False),
    ],
)
def test_it_can_be_resumed_within_two_hours(play: Play, later: timedelta, *, can: bool) -> None:
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert Unfinished(play(TODAY), "", moment).can_resume(moment + later) is can


def test_it_cannot_be_resumed_on_another_practice_day(play: Play) -> None:
    moment = datetime(2026, 11, 23, 3, 59, tzinfo=UTC)
    left = Unfinished(play(TODAY), "", moment)
    assert left.can_resume(moment)
    assert not left.can_resume(moment + timedelta(minutes=2))


def test_another_program_that_asks_whether_a_session_plays_keeps_nobody_from_going_on_with_it(tmp_path: Path) -> None:
    path = session_lock.lock_path(str(tmp_path), "s")
    asking = FileLock(path, timeout=0, thread_local=False)
    asking.acquire()
    Timer(0.05, asking.release).start()
    assert session_lock.hold(path)
    session_lock.release(path)
