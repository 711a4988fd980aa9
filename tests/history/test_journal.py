"""The journal keeps lines exactly, in order, and gives back what was changed."""

from __future__ import annotations

import random
import sqlite3
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.history.gathering import gather

from stretch_coach.errors import StorageError, UsageError
from stretch_coach.history.days import DayFact, Facts
from stretch_coach.history.journal import Journal
from stretch_coach.history.resting import rests_of
from stretch_coach.record.lines import Activity, Excused, Follow, FollowedRoutine, Line, OtherLine, Screened, Session
from stretch_coach.record.order import order_of

Play = Callable[..., Session]
Now = Callable[[], datetime]
TODAY = date(2026, 11, 22)


def test_lines_come_back_as_they_went_in_and_in_their_order(tmp_path: Path, now: Now, play: Play) -> None:
    lines: list[Line] = [
        play(TODAY, felt="ok", before=2, after=1),
        Excused("20261121T080000.000Z-1", TODAY - timedelta(days=1), "“flu” ☂"),
        Follow("20261121T070000.000Z-1", TODAY - timedelta(days=1), (FollowedRoutine("basics", "daily"),)),
        OtherLine("new", TODAY, "mood", {"score": [1, None]}),
        play(TODAY + timedelta(days=400)),
    ]
    with Journal(str(tmp_path), now) as journal:
        for line in lines:
            assert journal.append(line)
        assert journal.lines() == tuple(sorted(lines, key=order_of))
    with Journal(str(tmp_path), now) as journal:
        assert journal.lines() == tuple(sorted(lines, key=order_of))
        assert journal.line("new") == lines[3]
        assert journal.session("basics-2026-11-22") == lines[0]
        assert journal.session("new") is None
        assert journal.last_session() == lines[0]


def test_the_same_line_twice_is_one_and_another_under_its_id_is_refused(tmp_path: Path, now: Now) -> None:
    line = Excused("x", TODAY, "travel")
    with Journal(str(tmp_path), now) as journal:
        assert [journal.append(line), journal.append(line)] == [True, False]
        with pytest.raises(StorageError, match="with other content"):
            journal.append(replace(line, reason="flu"))
        assert journal.lines() == (line,)


def test_a_merge_adds_what_is_new_and_reports_what_differs(tmp_path: Path, now: Now) -> None:
    ours, theirs = Excused("x", TODAY, "ours"), Excused("x", TODAY, "theirs")
    other = Excused("y", TODAY)
    with Journal(str(tmp_path), now) as journal:
        journal.append(ours)
        assert journal.merge([theirs, other, other], "import") == ((other,), 1, (theirs,))
        assert journal.lines() == (ours, other)
        assert journal.merge([theirs, other], "import", take_theirs=True) == ((), 1, (theirs,))
        assert journal.line("x") == theirs
        assert journal.undo() == ("import", 1)
        assert journal.line("x") == ours
        assert journal.undo() == ("import", 1)
        assert journal.lines() == (ours,)


def test_edits_deletes_and_whole_stretches_are_taken_back_the_last_first(tmp_path: Path, now: Now, play: Play) -> None:
    session = play(TODAY)
    days = [Excused(f"e{n}", TODAY - timedelta(days=n)) for n in range(3)]
    with Journal(str(tmp_path), now) as journal:
        journal.append(session)  # played, not a deed
        journal.replace(replace(session, felt="hard"), "rate")
        journal.merge(days, "rest")
        journal.delete(session.id)
        assert journal.session(session.id) is None
        assert journal.undo() == ("delete", 1)
        assert journal.undo() == ("rest", 3)
        assert journal.lines() == (replace(session, felt="hard"),)
        assert journal.undo() == ("rate", 1)
        assert journal.lines() == (session,)
        assert journal.undo() is None


def test_an_undo_that_would_lose_a_later_change_is_refused(tmp_path: Path, now: Now) -> None:
    with Journal(str(tmp_path), now) as journal:
        journal.append(Excused("x", TODAY), "rest")
        journal.replace(Excused("x", TODAY, "later"), "")
        with pytest.raises(StorageError, match="has changed since"):
            journal.undo()
        assert journal.line("x") == Excused("x", TODAY, "later")


def test_what_is_not_there_cannot_be_changed(tmp_path: Path, now: Now, play: Play) -> None:
    with Journal(str(tmp_path), now) as journal:
        for change in (
            lambda: journal.replace(play(TODAY)),
            lambda: journal.delete("x"),
            lambda: journal.keep("x"),
            lambda: journal.discard("x"),
        ):
            with pytest.raises(UsageError):
                change()


def test_following_the_same_again_writes_nothing(tmp_path: Path, now: Now) -> None:
    with Journal(str(tmp_path), now) as journal:
        follow = replace(journal.followed(), id="f", practice_day=TODAY)
        assert not journal.follow(follow)  # what holds before any choice
        assert journal.follow(replace(follow, grace=1))
        assert not journal.follow(replace(follow, id="g", grace=1))
        assert [line.id for line in journal.lines()] == ["f"]


@pytest.mark.skipif(sys.platform == "win32", reason="file modes of another kind")
def test_the_record_is_for_its_owner_alone(tmp_path: Path, now: Now, play: Play) -> None:
    folder = tmp_path / "data"
    with Journal(str(folder), now) as journal:
        journal.append(play(TODAY))
        journal.back_up()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
    assert len(modes) >= 3
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def _random_lines(seed: int, play: Play) -> list[Line]:
    chance = random.Random(seed)  # noqa: S311  any record will do
    lines: list[Line] = []
    for number in range(120):
        day = TODAY - timedelta(days=chance.randrange(90))
        kind = chance.randrange(10)
        if kind == 0:
            lines.append(Excused(f"x{number}", day))
        elif kind == 1:
            lines.append(Activity(f"x{number}", day, "walking", chance.randrange(1, 60)))
        elif kind == 2:
            schedule = chance.choice(["daily", "mon, wed", "3 per week"])
            followed = (FollowedRoutine(chance.choice(["basics", "evening"]), schedule),)
            lines.append(Follow(f"x{number}", day, followed, chance.randrange(4)))
        elif kind == 3:
            lines.append(Screened(f"x{number}", day, chance.choice(["clear", "clinician"])))
        else:
            lines.append(
                play(
                    day, chance.choice([0.0, 0.5, 0.8, 1.0]), session_id=f"x{number}",
                    routine=chance.choice(["basics", "evening"]), before=chance.choice([0, 2]),
                    after=chance.choice([0, 2, 4, 6, 8]),
                    hurt=chance.random() < 0.1, speed=chance.choice([1.0, 1.0, 1.0, 2.0]),
                )
            )  # fmt: skip
    return lines


def _saying_something(facts: Facts) -> dict[int, DayFact]:
    return {day: fact for day, fact in facts.days.items() if fact != DayFact()}


@pytest.mark.parametrize("seed", range(12))
def test_the_database_adds_up_what_the_lines_say(seed: int, tmp_path: Path, now: Now, play: Play) -> None:
    with Journal(str(tmp_path), now) as journal:
        journal.merge(_random_lines(seed, play))
        for routine in (None, "basics", "evening"):
            for until in (None, TODAY - timedelta(days=40)):
                lines = [line for line in journal.lines() if until is None or line.practice_day <= until]
                reported, counted = journal.facts(until, routine), gather(lines, routine)
                assert (reported.follows, reported.first, reported.rests) == (
                    counted.follows,
                    counted.first,
                    rests_of(lines),
                )
                assert _saying_something(reported) == _saying_something(counted)


def test_future_lines_are_kept_and_count_when_their_day_has_come(tmp_path: Path, play: Play) -> None:
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    with Journal(str(tmp_path), lambda: moment) as journal:
        journal.append(play(TODAY))
        journal.append(play(TODAY + timedelta(days=1)))
        assert (journal.habit_stats().streak, len(journal.lines())) == (1, 2)
        moment += timedelta(days=1)
        assert journal.habit_stats().streak == 2
        assert journal.habit_stats(as_of=TODAY).streak == 1


def test_a_clock_set_back_loses_nothing(tmp_path: Path, play: Play) -> None:
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    with Journal(str(tmp_path), lambda: moment) as journal:
        for back in range(3):
            journal.append(play(TODAY - timedelta(days=back)))
        moment -= timedelta(days=1000)
        assert (journal.habit_stats().streak, journal.habit_stats().state_today) == (0, "pending")
        journal.append(Excused("x", journal.today()))
        moment += timedelta(days=1000)
        assert journal.habit_stats().streak == 3


def test_the_rollover_hour_that_was_chosen_decides_which_day_it_is(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 22, 5, tzinfo=UTC)
    with Journal(str(tmp_path), lambda: moment) as journal:
        assert journal.today() == TODAY
        journal.append(Follow("f", TODAY - timedelta(days=3), (), 2, 6))
        assert journal.today() == TODAY - timedelta(days=1)


def test_a_folder_that_cannot_be_made_is_reported_in_words(tmp_path: Path, now: Now) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="The record cannot be kept in"):
        Journal(str(tmp_path / "file" / "data"), now)


def test_another_programs_database_is_left_alone(tmp_path: Path, now: Now) -> None:
    path = tmp_path / "record.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="not made by Stretch Coach"):
        Journal(str(tmp_path), now)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    connection.close()
    assert len(path.read_bytes()) == len(before)
    assert [file.name for file in tmp_path.iterdir()] == ["record.sqlite3"]
