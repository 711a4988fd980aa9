"""Streams that are full, closed or speak little: each trouble is reported once, and nothing is a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.faults.homes import Home

FULL = "/dev/full"


@pytest.mark.parametrize("command", [("list",), ("play", "short", "--plain", "--speed", "100", "--mute")])
def test_output_that_cannot_be_written_is_reported_once(home: Home, command: tuple[str, ...]) -> None:
    home.routine(reps=1)
    with Path(FULL).open("wb") as full:
        process = home.start(*command, stdout=full)
        _, reported = process.communicate(timeout=60)
    assert process.returncode == 4
    assert reported.count(b"The output could not be written") == 1


@pytest.mark.parametrize("command", [("new", "evening"), ("edit", "short"), ("plan", "short", "--set", "reach", "0")])
def test_words_that_cannot_be_written_change_no_exit_code(home: Home, command: tuple[str, ...]) -> None:
    path = home.folder / "routines" / f"{home.routine(reps=1)}.stretch.yaml"
    with Path(FULL).open("wb") as full:
        env = home.env | {"EDITOR": "sed -i s/Short/Long/"}
        found = subprocess.run([*home.program, *command], env=env, stdin=subprocess.DEVNULL, stderr=full, check=False)
    assert found.returncode == 0
    assert (path.with_name("evening.stretch.yaml").exists(), "Long" in path.read_text()) == (
        command[0] == "new", command[0] == "edit"
    )  # fmt: skip


def test_a_session_that_cannot_be_saved_says_so_once(home: Home) -> None:
    home.record.mkdir()
    found = home.run("play", home.routine(reps=1), "--plain", "--speed", "100", "--mute")
    assert found.returncode == 4
    assert (found.stdout + found.stderr).count(b"This session cannot be saved") == 1


def test_a_record_that_is_removed_while_a_session_plays_is_written_again_and_said_once(home: Home) -> None:
    process = home.start("play", home.routine(reps=1), "--plain", "--mute", "--events", "--speed", "10")
    assert process.stdout is not None
    assert any(b'"saved"' in line for line in iter(process.stdout.readline, b""))
    shutil.rmtree(home.data)
    _, reported = process.communicate(timeout=60)
    assert process.returncode == 0
    assert reported.count(b"was removed while it was open. It was written again, whole.") == 1


@pytest.mark.parametrize("command", [("show", "basics"), ("status",), ("handout", "basics", "--format", "md")])
def test_a_locale_that_knows_ascii_alone_shows_the_rest_as_escapes(home: Home, command: tuple[str, ...]) -> None:
    found = home.run(*command, LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert found.returncode == 0, found.stderr
    assert found.stdout.isascii()


def test_commands_in_another_encoding_do_not_end_those_that_follow(home: Home) -> None:
    found = home.run("play", home.routine(hold="60s"), "--plain", "--mute", stdin=b"\xff\xfe\nend\n", seconds=30)
    assert found.returncode == 0, found.stderr
    assert b"Ended." in found.stdout
    assert b"Traceback" not in found.stderr


def test_a_routine_whose_file_name_is_no_text_plays_says_that_it_is_not_saved_and_stops_nothing_else(
    home: Home,
) -> None:
    name = os.fsdecode(b"\xff")
    routines = home.folder / "routines"
    try:
        shutil.copy(routines / f"{home.routine(reps=1)}.stretch.yaml", routines / f"{name}.stretch.yaml")
    except OSError:
        pytest.skip("this system takes no such names")
    played = home.run("play", name, "--plain", "--mute", "--speed", "100")
    assert played.returncode == 4
    assert b"This session cannot be saved" in played.stdout + played.stderr
    followed = home.run("follow", name)
    assert followed.returncode == 2
    assert b"not UTF-8" in followed.stderr
    for command in (("list",), ("status",), ("history",)):
        found = home.run(*command)
        assert (found.returncode, b"Traceback" in found.stderr) == (0, False), command


@pytest.mark.parametrize("command", [("status",), ("list",), ("play", "short", "--plain", "--mute", "--speed", "100")])
def test_a_zone_that_no_place_has_is_said_and_taken_for_utc(home: Home, command: tuple[str, ...]) -> None:
    home.routine(reps=1)
    found = home.run(*command, TZ="ABC-167:59:59")
    assert found.returncode == 0, found.stderr
    assert b"TZ=ABC-167:59:59 is no time zone" in found.stderr


@pytest.mark.parametrize("command", [("list",), ("safety",), ("play", "short", "--plain", "--mute", "--speed", "100")])
def test_answers_that_were_lost_are_said_to_be(home: Home, command: tuple[str, ...]) -> None:
    home.routine(reps=1)
    (home.data / "screening.json").write_bytes(b"")
    found = home.run(*command)
    assert found.returncode == 0, found.stderr
    assert found.stderr.count(b"cannot be understood, so the questions come again") == 1


def test_what_cannot_be_read_is_named(home: Home) -> None:
    found = home.run("add", "/dev/null", "--yes")
    assert (found.returncode, found.stderr) == (4, b"/dev/null: it is not a regular file.\n")


@pytest.mark.parametrize("command", [("status",), ("history",), ("list",), ("log", "walking", "5")])
def test_a_record_that_may_not_be_read_is_said_to_be_so(home: Home, command: tuple[str, ...]) -> None:
    home.run("log", "walking", "5")
    home.record.chmod(0)
    if os.access(home.record, os.R_OK):  # root reads everything, unless it gives that up
        if not shutil.which("setpriv"):
            pytest.skip("root reads everything here")
        home.program = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--", *home.program]
    found = home.run(*command)
    assert found.returncode == (0 if command == ("list",) else 4)
    assert f"{home.record} cannot be read. Check who owns it".encode() in found.stderr
    assert b"written to" not in found.stderr
