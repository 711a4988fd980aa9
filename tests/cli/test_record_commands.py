"""`history`, `follow`, `rate`, `rest` and `log`: what a person says to the record, and what comes out of it."""

from __future__ import annotations

import csv
import io
import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from stretch_coach.cli.app import answer
from stretch_coach.errors import StretchCoachError, UsageError
from stretch_coach.history.days import practice_day
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Activity, Excused, Follow, Line, Measure, Session, StepLine

Capture = pytest.CaptureFixture[str]


def now() -> datetime:
    """Return the moment, in the zone of the test."""
    return datetime.now(UTC).astimezone()


TODAY = practice_day(datetime.now(ZoneInfo("Europe/Berlin")), 4)  # the zone every test runs in
FAR = ("0001-01-02", "9999-12-31")


def record() -> tuple[Line, ...]:
    """Return all that is on record."""
    with Journal(str(Path(os.environ["STRETCH_COACH_HOME"]) / "data"), now) as journal:
        return journal.lines()


def keep(*lines: Line) -> None:
    """Put lines on record, as played."""
    with Journal(str(Path(os.environ["STRETCH_COACH_HOME"]) / "data"), now) as journal:
        journal.merge(lines)


def session(day: date = TODAY, session_id: str = "s1-played") -> Session:
    """Return a session of one step."""
    step = StepLine("knee", "knee", "left", 60_000, 45_000, "partial", None)
    return Session(
        session_id, "basics", day, f"{day}T07:00:00Z", f"{day}T07:12:00Z", 60, "Europe/Berlin", 4, "partial", (step,)
    )


def test_rate_corrects_the_last_session_and_can_be_taken_back(capsys: Capture) -> None:
    keep(session(TODAY - timedelta(days=1), "older"), session())
    assert answer(["rate", "--felt", "hard", "--pain", "4"]) == 0
    assert answer(["rate", "--morning", "0", "--before", "3"]) == 0
    _, rated = record()
    assert isinstance(rated, Session)
    assert (rated.felt, rated.pain_before, rated.pain_after, rated.pain_next_morning) == ("hard", 3, 4, 0)
    assert (
        capsys.readouterr().err.splitlines()[-1] == f"basics of {TODAY}: felt hard, pain before 3, after 4, morning 0."
    )
    assert answer(["history", "undo"]) == 0
    assert answer(["history", "undo"]) == 0
    assert record()[1] == session()


def test_rate_without_a_session_says_so() -> None:
    with pytest.raises(UsageError, match="no session to rate"):
        answer(["rate", "--felt", "ok"])


def test_rest_excuses_a_day_or_a_stretch_once_and_undo_takes_it_back_whole(capsys: Capture) -> None:
    first, last = TODAY - timedelta(days=3), TODAY + timedelta(days=1)
    assert answer(["rest"]) == 0
    assert answer(["rest", "--date", first.isoformat(), "--until", "tomorrow", "--reason", "flu"]) == 0
    days = [(line.practice_day, line.reason) for line in record() if isinstance(line, Excused)]
    assert days == [(first + timedelta(days=n), "" if n == 3 else "flu") for n in range((last - first).days + 1)]
    assert answer(["rest", "--date", "today"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == f"{TODAY} is excused already."
    assert answer(["history", "undo"]) == 0
    assert [line.practice_day for line in record()] == [TODAY]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rest", "--date", "someday"], "--date: expected a date such as"),
        (["rest", "--date", "2026-05-02", "--until", "2026-05-01"], "--until 2026-05-01 is before --date 2026-05-02."),
        (["rest", "--date", "2025-01-01", "--until", "2026-05-01"], "more than a year"),
        (["log", " ", "5"], "Please say what it was"),
        (["log", "yoga", "0"], "MINUTES: expected a whole number from 1 to 1440, found 0."),
        (["history", "delete", "nope"], "There is no line nope on record."),
        (["history", "undo"], "There is nothing to undo."),
        (["history", "import", "nope.jsonl"], "There is no file nope.jsonl."),
        (["history", "restore", "3"], "There is no copy 3."),
        (["history", "edit", "last", "felt=ok"], "There is no session on record yet."),
        (["history", "add", "basics", "--date", "tomorrow"], "has not come yet"),
        (["follow", "basicks"], "Did you mean `basics`?"),
        (["follow", "evening", "--stop"], "`evening` is not followed. Followed: basics."),
    ],
)
def test_a_mistake_is_reported_and_changes_nothing(arguments: list[str], message: str) -> None:
    with pytest.raises(StretchCoachError) as error:
        answer(arguments)
    assert message in str(error.value)
    assert record() == ()


def test_log_notes_an_activity(capsys: Capture) -> None:
    assert answer(["log", "tai  chi", "25", "--date", "yesterday"]) == 0
    (line,) = record()
    assert line == Activity(line.id, TODAY - timedelta(days=1), "tai chi", 25)
    assert capsys.readouterr() == ("", f"Noted: tai chi, 25 min on {TODAY - timedelta(days=1)}.\n")


def test_follow_writes_what_is_due_from_today_on_and_stop_takes_it_off() -> None:
    assert answer(["follow", "evening"]) == 0
    assert answer(["follow", "evening"]) == 0  # nothing new
    assert answer(["follow", "basics", "--stop"]) == 0
    found = [line for line in record() if isinstance(line, Follow)]
    assert [[f.routine for f in line.routines] for line in found] == [["basics", "evening"], ["evening"]]
    assert all(line.practice_day == TODAY and line.routines[-1].schedule for line in found)


def test_following_a_file_elsewhere_says_is_refused_with_the_way_to_have_it(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "mine.stretch.yaml"
    path.write_text("title: Mine\nsteps:\n  - exercise: cat-camel\n", encoding="utf-8")
    with pytest.raises(UsageError, match="is not in your folder, so Today cannot offer it"):
        answer(["follow", str(path)])
    routines = Path(os.environ["STRETCH_COACH_HOME"]) / "routines"
    routines.mkdir()
    path.rename(routines / path.name)
    assert answer(["follow", "mine"]) == 0
    assert capsys.readouterr().err == "mine is followed from today: daily.\n"


def test_whatever_is_said_is_said_by_the_schedules_and_settings_of_now() -> None:
    """What is due is a fact of the record, so a line that is written never follows an outdated one."""
    home = Path(os.environ["STRETCH_COACH_HOME"])
    own = home / "routines" / "mine.stretch.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("title: Mine\nsteps:\n  - exercise: cat-camel\n", encoding="utf-8")
    assert answer(["follow", "mine"]) == 0
    own.write_text("title: Mine\nschedule: [mon, thu]\nsteps:\n  - exercise: cat-camel\n", encoding="utf-8")
    assert answer(["follow", "basics", "--stop"]) == 0
    (home / "settings.toml").write_text("[practice]\ngrace = 0\n", encoding="utf-8")
    assert answer(["log", "walking", "5"]) == 0
    (home / "settings.toml").write_text("[practice]\ngrace = 1\n", encoding="utf-8")
    assert answer(["rest"]) == 0
    follows = [
        ([(r.routine, r.schedule) for r in line.routines], line.grace) for line in record() if isinstance(line, Follow)
    ]
    assert follows == [
        ([("basics", "daily"), ("mine", "daily")], 2),
        ([("mine", "mon, thu")], 2),
        ([("mine", "mon, thu")], 0),
        ([("mine", "mon, thu")], 1),
    ]


@pytest.mark.parametrize("arguments", [["log", "walking", "5"], ["rest"], ["follow", "evening"]])
def test_a_damaged_record_is_reported_once_by_the_command_that_finds_it(arguments: list[str], capsys: Capture) -> None:
    data = Path(os.environ["STRETCH_COACH_HOME"]) / "data"
    data.mkdir(parents=True)
    (data / "record.sqlite3").write_bytes(b"no database" * 1000)
    assert answer(arguments) == 0
    assert capsys.readouterr().err.count("set aside") == 1


def test_a_day_can_be_entered_afterwards(capsys: Capture) -> None:
    assert answer(["history", "add", "basics"]) == 0
    assert answer(["status", "--format", "{streak} {today}"]) == 0
    assert capsys.readouterr().out == "1 pending\n"
    (line,) = record()
    assert line.practice_day == TODAY - timedelta(days=1)
    assert line.extra == {"entered": "afterwards"}
    assert isinstance(line, Session)
    assert (line.screened, line.started_at, line.utc_offset_minutes) == (None, "", None)  # nobody knows


def test_edit_checks_like_the_reader_and_leaves_an_undo() -> None:
    keep(session())
    assert (
        answer(["history", "edit", "s1-p", "felt=ok", "pain_after=2", f"practice_day={TODAY - timedelta(days=1)}"]) == 0
    )
    (line,) = record()
    assert isinstance(line, Session)
    assert (line.felt, line.pain_after, line.practice_day) == ("ok", 2, TODAY - timedelta(days=1))
    for wrong in ("felt=great", "pain_after=11", "id=x", "steps=[]", "nonsense", "colour=red"):
        with pytest.raises(UsageError):
            answer(["history", "edit", "last", wrong])
    assert record() == (line,)
    assert answer(["history", "edit", "last", "felt=null"]) == 0
    assert answer(["history", "undo"]) == 0
    assert answer(["history", "undo"]) == 0
    assert record() == (session(),)


def test_a_beginning_of_an_id_must_mean_one_line() -> None:
    keep(session(), session(session_id="s1-played-again"))
    with pytest.raises(UsageError, match="2 lines begin with s1-p"):
        answer(["history", "delete", "s1-p"])
    assert answer(["history", "delete", "s1-played"]) == 0
    assert answer(["history", "delete", "last"]) == 0
    assert record() == ()


def test_export_and_import_round_trip_and_twice_adds_nothing(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(session(), Excused("20261122T080000.000Z-x", TODAY, "flu ☂"))
    out = tmp_path / "all.jsonl"
    assert answer(["history", "export", str(out)]) == 0
    assert answer(["history", "import", str(out)]) == 0
    assert capsys.readouterr().err.splitlines() == [f"2 lines written to {out}.", "0 lines added, 2 on record already."]
    here = record()
    monkeypatch.setenv("STRETCH_COACH_HOME", str(tmp_path / "other"))
    assert answer(["history", "import", str(out)]) == 0
    assert record() == here
    assert answer(["history", "export", "-"]) == 0
    assert capsys.readouterr().out == out.read_text(encoding="utf-8")


def test_two_machines_are_kept_in_step_by_their_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    homes = [tmp_path / "one", tmp_path / "other"]
    for number, home in enumerate(homes):
        monkeypatch.setenv("STRETCH_COACH_HOME", str(home))
        keep(session(TODAY - timedelta(days=number), f"s{number}"))
        answer(["log", "walking", str(10 + number)])
        answer(["history", "export", str(tmp_path / f"{number}.jsonl")])
    records = []
    for home in homes:
        monkeypatch.setenv("STRETCH_COACH_HOME", str(home))
        for number in range(2):
            answer(["history", "import", str(tmp_path / f"{number}.jsonl")])
        records.append(record())
    assert records[0] == records[1]
    assert len(records[0]) == 4


def test_an_import_takes_what_it_can_and_reports_the_rest(tmp_path: Path, capsys: Capture) -> None:
    keep(session())
    later = (TODAY + timedelta(days=9)).isoformat()
    file = tmp_path / "mixed.jsonl"
    file.write_text(
        f'{{"id": "s1-played", "routine": "basics", "practice_day": "{TODAY}"}}\n'
        f'{{"kind": "excused", "id": "y", "practice_day": "{later}"}}\n'
        '{"kind": "excused", "id": 5}\n'
        '{"kind": "exc',
        encoding="utf-8",
    )
    assert answer(["history", "import", str(file)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "1 line added, 0 on record already.",
        "1 of them after today: kept, and counted when their day has come.",
        "2 lines could not be taken, left out:",
        f"  {file}:3: id: expected a text, found 5",
        f"  {file}:4: the file ends in the middle of this line (not JSON: Unterminated string starting at column 10)",
        "1 line not as on record; the record's own was kept; --theirs takes the file's:",
        f"  s1-played of {TODAY}",
    ]
    assert [line.id for line in record()] == ["s1-played", "y"]
    assert record()[0] == session()
    assert answer(["history", "import", "--theirs", str(file)]) == 1
    assert record()[0] != session()
    assert answer(["history", "undo"]) == 0
    assert record()[0] == session()


def test_a_day_nobody_has_lived_is_refused_wherever_it_comes_from(tmp_path: Path, capsys: Capture) -> None:
    keep(session())
    file = tmp_path / "slips.jsonl"
    lines = [f'{{"kind": "excused", "id": "{day}", "practice_day": "{day}"}}' for day in FAR]
    file.write_text(
        "\n".join(["half", lines[0], lines[1], f'{{"kind": "excused", "id": "e", "practice_day": "{TODAY}"}}'])
    )
    assert answer(["history", "import", str(file)]) == 1
    expected = "expected a day from 1970-01-01 to 2199-12-31, found"
    assert capsys.readouterr().err.splitlines() == [
        "1 line added, 0 on record already.",
        "3 lines could not be taken, left out:",
        f"  {file}:1: not JSON: Expecting value at column 1",
        f"  {file}:2: practice_day: {expected} {FAR[0]}",
        f"  {file}:3: practice_day: {expected} {FAR[1]}",
    ]
    for far in FAR:
        for option, words in (
            ("--date", f"rest --date {far}"),
            ("--until", f"rest --until {far}"),
            ("--date", f"log walking 10 --date {far}"),
            ("--date", f"history add basics --date {far}"),
            ("practice_day", f"history edit s1-played practice_day={far}"),
        ):
            with pytest.raises(UsageError, match=f"^{option}: {expected} {far}"):
                answer(words.split())
    assert {line.id for line in record()} == {"s1-played", "e"}


def test_history_is_a_table_json_or_csv(capsys: Capture) -> None:
    assert answer(["history"]) == 0
    assert capsys.readouterr().out == "Nothing is on record yet.\n"
    keep(session(), Activity("20261101T080000.000Z-w", TODAY - timedelta(days=40), "walking", 20))
    assert answer(["history"]) == 0
    heading, walk, played = capsys.readouterr().out.splitlines()
    assert heading.split() == ["DAY", "WHAT", "HOW", "IT", "WENT", "HELD", "PAIN", "ID"]
    assert walk.split()[:4] == [str(TODAY - timedelta(days=40)), "walking", "20", "min"]
    assert played.split() == [str(TODAY), "basics", "partial", "0:45", "of", "1:00", "s1-played"]
    assert answer(["history", "--json", "--since", str(TODAY - timedelta(days=1))]) == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["kind"], line["id"], line["steps"][0]["held_ms"]) == ("session", "s1-played", 45_000)
    assert answer(["history", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["kind"], row["activity"], row["planned_ms"], row["held_ms"]) for row in rows] == [
        ("activity", "walking", "", ""),
        ("session", "", "60000", "45000"),
    ]


def test_the_table_cuts_a_long_cell_and_no_other_row_grows_by_it(capsys: Capture) -> None:
    long = "a" * 90_000
    keep(session(), Activity("w", TODAY - timedelta(days=40), long, 20), Excused("x", TODAY, long))
    assert answer(["history"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert max(map(len, rows)) < 240
    assert "".join(rows).count("a…") == 2
    for form in ("--json", "--csv"):
        assert answer(["history", form]) == 0
        assert capsys.readouterr().out.count(long) == 2


def test_history_as_json_is_one_array_whatever_is_in_it(capsys: Capture) -> None:
    assert answer(["history", "--json"]) == 0
    assert capsys.readouterr().out == "[]\n"
    keep(session(), Excused("x", TODAY, "a\\nb"))
    assert answer(["history", "--json"]) == 0
    out = capsys.readouterr().out
    assert out == json.dumps(json.loads(out), ensure_ascii=False, indent=1) + "\n"
    assert [line["id"] for line in json.loads(out)] == [line.id for line in record()]


def test_an_import_without_end_is_refused_and_nothing_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "endless.jsonl"
    file.write_bytes(b'{"kind":"excused","id":"x","practice_day":"2026-11-01"}\n' + bytes(2 << 20))
    with pytest.raises(UsageError, match=r"endless\.jsonl:2: longer than a megabyte"):
        answer(["history", "import", str(file)])
    assert record() == ()


def test_restore_lists_the_copies_and_goes_back_to_one(capsys: Capture) -> None:
    keep(session())
    assert answer(["history", "restore"]) == 0  # opening the record has made the week's copy
    (copy,) = capsys.readouterr().out.splitlines()
    assert copy.startswith("1  ")
    assert answer(["history", "delete", "last"]) == 0
    assert answer(["history", "restore", copy.split()[-1]]) == 0
    assert record() == (session(),)


@pytest.mark.parametrize("typed", [("60", "--side", "left"), ("--side", "left", "60")])
def test_a_measured_value_is_noted_wherever_its_side_is_given(typed: tuple[str, ...]) -> None:
    answer(["measure", "neck-turn", *typed])
    (line,) = record()
    assert isinstance(line, Measure)
    assert (line.value, line.side) == (60, "left")
