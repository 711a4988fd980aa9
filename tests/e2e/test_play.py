"""A routine played without a screen: the events are the timeline, and every way it can go wrong ends as promised."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import pytest

from stretch_coach.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from tests.e2e.conftest import Program

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

SPEED = 120
NEAR_MS = 20
ATTEMPTS = 3
"""Another program may take the processor from ours for longer than `NEAR_MS`; not three times in a row."""

PLACE = ("segment", "step", "exercise", "side", "set", "rep")


def place(row: Mapping[str, Any]) -> tuple[object, ...]:
    """Return where in the session a row of the timeline or an event is."""
    return tuple(row[name] for name in PLACE)


def test_basics_plays_exactly_as_its_timeline_says(program: Program) -> None:
    timeline = program.json("timeline", "basics", "--format", "json")
    late = float("inf")
    for _ in range(ATTEMPTS):
        events = program.played("basics", "--speed", str(SPEED), "--mute")
        segments = [event for event in events if event["event"] == "segment"]
        assert [(event["at_ms"], *place(event)) for event in segments] == [
            (row["start_ms"], *place(row)) for row in timeline
        ]
        assert events[-1]["event"] == "finished"
        assert events[-1]["at_ms"] == timeline[-1]["end_ms"]
        planned = {row["start_ms"] for row in timeline} | {row["end_ms"] for row in timeline}
        planned |= {cue["at_ms"] for row in timeline for cue in row["cues"]}
        played = [event for event in events if event["event"] != "saved"]  # that names what is on disk
        assert {event["at_ms"] for event in played} <= planned
        late = min(late, max(abs(event["wall_ms"] - event["at_ms"] / SPEED) for event in played))
        if late <= NEAR_MS:
            break
    assert late <= NEAR_MS


def test_a_rehearsal_counts_for_nothing(program: Program) -> None:
    program.played(program.short_routine(), "--speed", str(SPEED), "--mute")
    assert [session["speed"] for session in program.sessions()] == [SPEED]
    status = program.json("status", "--json")
    assert (status["streak"], status["score"], status["today"]) == (0, 0, "pending")


@pytest.mark.slow
def test_a_session_at_real_speed_is_on_record(program: Program) -> None:
    program.played(program.short_routine(sides="each"), "--mute")
    (session,) = program.sessions()
    assert (session["routine"], session["status"], session["screened"]) == ("short", "done", False)
    assert [(step["side"], step["outcome"], step["held_ms"]) for step in session["steps"]] == [
        ("left", "done", 2000),
        ("right", "done", 2000),
    ]
    status = program.json("status", "--json")
    assert (status["streak"], status["today"]) == (1, "done")


def test_the_danger_signs_are_shown_where_nothing_can_be_asked(program: Program) -> None:
    result = program.run("play", program.short_routine(), "--plain", "--events", "--speed", "100", "--mute")
    assert result.returncode == Exit.FINE
    assert len(result.stderr.strip().splitlines()) >= 2
    assert all(line.startswith("{") for line in result.stdout.splitlines())


def test_words_go_to_stdout_without_events_and_carry_no_colour(program: Program) -> None:
    result = program.run("play", program.short_routine(), "--plain", "--speed", "100", "--mute", TERM="dumb")
    assert result.returncode == Exit.FINE
    assert "Reach" in result.stdout
    assert "\x1b" not in result.stdout + result.stderr


def test_an_unknown_routine_is_answered_with_the_nearest(program: Program) -> None:
    for arguments in (["play", "basic", "--plain"], ["timeline", "basic"], ["show", "basic"]):
        result = program.run(*arguments)
        assert (result.returncode, result.stdout) == (Exit.USAGE, "")
        assert "basics" in result.stderr
        assert "Traceback" not in result.stderr


def test_a_broken_routine_shows_its_problems_and_the_others_still_work(program: Program) -> None:
    path = program.routine("broken", "title: Broken\nsteps:\n  - exercise: knee-to-chest\n    hodl: 5s\n")
    result = program.run("play", "broken", "--plain")
    assert result.returncode == Exit.PROBLEMS
    assert f"{path}:4:5" in result.stderr
    assert "hold" in result.stderr
    listed = program.json("list", "--json")
    assert {"basics", "broken"} <= {row["name"] for row in listed}


def test_where_the_record_cannot_be_written_the_session_still_plays(program: Program) -> None:
    name = program.short_routine()
    (program.home / "data").write_text("a file where the folder should be")
    result = program.run("play", name, "--plain", "--events", "--mute", "--speed", "100")
    assert result.returncode == Exit.COULD_NOT
    assert json.loads(result.stdout.splitlines()[-1])["event"] == "finished"
    assert "save" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.slow
def test_killed_in_a_hold_the_session_goes_on_at_the_next_start(program: Program) -> None:
    name = program.short_routine(sides="each")
    with program.start("play", name, "--plain", "--events", "--mute") as process:
        assert process.stdout is not None
        holds = (event for line in process.stdout if is_hold(event := json.loads(line)))
        assert [next(holds)["side"], next(holds)["side"]] == ["left", "right"]
        process.send_signal(signal.SIGKILL)
    assert program.sessions() == []

    with program.terminal("play", name, "--plain", "--mute") as terminal:
        terminal.wait_for("Short was cut off")
        terminal.wait_for("r go on with it")
        terminal.press("r\n")
        terminal.wait_for("How did it feel?")
        terminal.press("e")
        terminal.wait_for("Pain now?")
        terminal.press("2")
        assert terminal.end() == Exit.FINE
    (session,) = program.sessions()
    assert (session["status"], session["felt"], session["pain_after"]) == ("done", "easy", 2)
    assert [(step["side"], step["held_ms"]) for step in session["steps"]] == [("left", 2000), ("right", 2000)]


@pytest.mark.slow
def test_killed_and_kept_the_session_is_partly_done_with_every_finished_hold(program: Program) -> None:
    name = program.short_routine(sides="each")
    with program.start("play", name, "--plain", "--events", "--mute") as process:
        assert process.stdout is not None
        next(event for line in process.stdout if (event := json.loads(line))["kind"] == "switch")
        process.send_signal(signal.SIGKILL)
    with program.terminal("play", name, "--plain", "--mute") as terminal:
        terminal.wait_for("k keep as it is")
        terminal.press("k\n")
        while not program.sessions():  # the last session is put on record before the next is asked about
            assert terminal.runs()
    (session,) = program.sessions()
    assert session["status"] == "partial"
    assert [(step["side"], step["held_ms"]) for step in session["steps"]] == [("left", 2000), ("right", 0)]


def test_what_is_left_out_is_said_after_the_questions_that_decide_it(program: Program) -> None:
    with program.terminal("play", "before-bed", "--plain", "--mute", "--minutes", "5") as terminal:
        terminal.wait_for("n none of it")
        terminal.press("n\n")
        terminal.wait_for("Sore wrist or knee?")
        terminal.press("k\n")
        for _ in range(3):
            terminal.wait_for("Enter nothing:")
            terminal.press("\n")
        terminal.wait_for("How are you?")
        terminal.press("2\n")
        terminal.wait_for("space pause")
        said = terminal.shown
    assert "Cat and camel: " in said
    assert "Lying twist: left out" not in said, "it is what is played first"


def is_hold(event: Mapping[str, Any]) -> bool:
    """Whether an event is the start of a hold."""
    return (event["event"], event["kind"]) == ("segment", "hold")
