"""Steering a session from outside: the meaning of the keys, one clear line for rubbish, and nobody else gets in."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.remote.stage import Playing, do, own_runtime
from tests.test_runner import _started

from stretch_coach.cli.app import guarded, run_command
from stretch_coach.remote.client import ask
from stretch_coach.remote.endpoints import HAS_UNIX, EndpointError, home_id, running, runtime_folder
from stretch_coach.remote.media_keys import playback
from stretch_coach.remote.requests import (
    ACTIONS,
    NOTHING_PLAYS,
    Request,
    RequestError,
    read_reply,
    read_request,
    reply,
    state_of,
)
from stretch_coach.remote.server import RemoteServer
from stretch_coach.settings import load_settings


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A runtime folder of the test's own, short enough for sockets."""
    return own_runtime(monkeypatch)


@pytest.fixture(params=[True, False] if HAS_UNIX else [False], ids=lambda unix: "socket" if unix else "port")
def server(request: pytest.FixtureRequest, tmp_path: Path) -> RemoteServer:
    """A server, through each kind of place."""
    return RemoteServer(str(tmp_path), unix=request.param)


@pytest.fixture
def playing(server: RemoteServer) -> Iterator[Playing]:
    """A session that can be steered."""
    with Playing(server) as session:
        yield session


def test_each_action_means_what_its_key_means(playing: Playing, tmp_path: Path) -> None:
    assert do(tmp_path, "pause")[0].phase == "paused"
    assert do(tmp_path, "pause") == (do(tmp_path, "status")[0], "Not now.")
    assert do(tmp_path, "resume")[0].phase in ("getting ready", "playing")
    assert do(tmp_path, "hurts")[0].phase == "hurt"
    assert do(tmp_path, "resume")[1] == "Not now."
    assert do(tmp_path, "toggle")[0].phase == "hurt"
    assert do(tmp_path, "skip")[1] == ""
    assert playing.phase != "hurt"
    assert do(tmp_path, "stop")[0].phase == "paused"
    assert playing.asked_to_end.is_set()
    assert do(tmp_path, "end")[0].phase == "stopped"


@pytest.mark.usefixtures("playing")
def test_a_pause_is_carried_out_at_once(tmp_path: Path) -> None:
    before = time.monotonic()
    assert do(tmp_path, "pause")[0].phase == "paused"
    assert time.monotonic() - before < 0.5


def test_the_status_says_what_is_done_now(playing: Playing, tmp_path: Path) -> None:
    state, error = do(tmp_path, "status")
    assert error == ""
    assert (state.routine, state.exercise, state.kind) == ("Short", "Knee to chest", "ready")
    assert 0 < state.remaining_ms <= state.total_ms
    assert playing.phase == "playing"


def test_following_gives_a_line_at_each_change_and_ends_with_the_session(playing: Playing, tmp_path: Path) -> None:
    answers = ask(str(tmp_path), "status", follow=True)
    first = next(answers)[0]
    assert first.phase == "playing"
    do(tmp_path, "pause")
    assert any(state.phase == "paused" for state, _ in islice(answers, 5))
    do(tmp_path, "end")
    assert [state.phase for state, _ in answers][-1] == "stopped"
    assert playing.wait_for(lambda: playing.runner.ended)


def test_nothing_plays_is_no_answer_and_what_a_killed_session_left_is_removed(
    server: RemoteServer, tmp_path: Path
) -> None:
    assert list(ask(str(tmp_path), "status")) == []
    with Playing(server):
        folder = Path(runtime_folder(os.environ))
        [place] = folder.iterdir()
        saved = place.read_bytes() if place.suffix == ".json" else None
    assert list(folder.iterdir()) == []
    if saved is None:
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(str(place))
    else:
        place.write_bytes(saved)
    assert list(ask(str(tmp_path), "pause")) == []
    assert list(folder.iterdir()) == []


def test_of_two_sessions_the_newer_one_is_steered_and_then_the_older_one(tmp_path: Path) -> None:
    program = (
        "import sys; from tests.remote.stage import Playing; from stretch_coach.remote.server import RemoteServer\n"
        "with Playing(RemoteServer(sys.argv[1]), title='Other'): print('on', flush=True); sys.stdin.read()"
    )
    root = str(Path(__file__).parents[2])
    with Playing(RemoteServer(str(tmp_path))):
        other = subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=root,
            env={**os.environ, "PYTHONPATH": f"{root}/src:{root}"},
        )
        assert other.stdout is not None
        assert other.stdout.readline() == b"on\n"
        assert do(tmp_path, "status")[0].routine == "Other"
        other.communicate(b"")
        assert do(tmp_path, "status")[0].routine == "Short"


def test_another_home_is_not_steered(playing: Playing, tmp_path: Path) -> None:
    assert list(ask(str(tmp_path / "other"), "pause")) == []
    assert playing.phase == "playing"


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_nobody_else_can_reach_it(playing: Playing, runtime: Path) -> None:
    folder = runtime / "stretch-coach"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [place.stat().st_mode & 0o777 for place in folder.iterdir()] == [0o600]
    assert playing.phase == "playing"
    folder.chmod(0o755)
    with pytest.raises(EndpointError, match="is not a folder of this user alone"):
        runtime_folder(os.environ)


def test_a_port_answers_only_who_has_read_its_token(tmp_path: Path) -> None:
    with Playing(RemoteServer(str(tmp_path), unix=False)) as playing:
        for connection, endpoint in running(runtime_folder(os.environ), home_id(str(tmp_path))):
            with connection:
                connection.sendall(read_request(b'{"do": "end", "token": "guess"}').line())
                answer = connection.makefile("rb").readline()
            assert endpoint.token
        assert read_reply(answer)[1] == "This session belongs to another user."
        assert playing.phase == "playing"


@pytest.mark.parametrize(
    "rubbish",
    [
        b"rubbish\n",
        b"{}\n",
        b'{"do": "dance"}\n',
        b'{"do": 1}\n',
        b"\xff\xfe\n",
        b"[" * 4000 + b"\n",
        b"x" * 9000 + b"\n",
        b'{"do": "status", "token": "\\ud800"}\n',
    ],
)
@pytest.mark.usefixtures("playing")
def test_rubbish_gets_one_clear_line_and_the_session_goes_on(tmp_path: Path, rubbish: bytes) -> None:
    for connection, _ in running(runtime_folder(os.environ), home_id(str(tmp_path))):
        with connection:
            connection.sendall(rubbish)
            answer = read_reply(connection.makefile("rb").readline())
        assert answer[1].startswith("Expected one ") or answer[1].startswith("This session belongs")
    assert do(tmp_path, "status")[0].phase == "playing"


@pytest.mark.parametrize(
    ("name", "value"), [("phase", 7), ("line", []), ("rep", "x"), ("at_ms", 1.5), ("reps", None), ("set", True)]
)
def test_an_answer_with_values_of_other_kinds_is_not_understood(name: str, value: object) -> None:
    answer = json.loads(reply(NOTHING_PLAYS))
    answer["state"][name] = value
    with pytest.raises(RequestError, match="cannot be understood"):
        read_reply(json.dumps(answer).encode())


@pytest.mark.parametrize("content", [b"[" * 4000, b"x", None])
def test_what_lies_in_the_place_of_an_endpoint_and_is_none_is_passed_over(
    tmp_path: Path, runtime: Path, content: bytes | None
) -> None:
    planted = Path(runtime_folder(os.environ), f"{home_id(str(tmp_path))}-1.json")
    if content is not None:
        planted.write_bytes(content)
    elif sys.platform == "win32":
        pytest.skip("there are no such pipes here")
    else:
        os.mkfifo(planted)
    assert runtime.exists()
    assert list(ask(str(tmp_path), "status")) == []


def test_a_session_that_is_asked_by_too_many_says_so(playing: Playing, tmp_path: Path) -> None:
    held = [next(running(runtime_folder(os.environ), home_id(str(tmp_path))))[0] for _ in range(8)]
    try:
        assert playing.wait_for(lambda: [state.phase for state, _ in ask(str(tmp_path), "status")] == ["busy"])
        [(_, error)] = ask(str(tmp_path), "pause")
        assert error == "Too many programs ask this session at once."
    finally:
        for connection in held:
            connection.close()


def test_connections_that_say_nothing_keep_nobody_out_for_long(playing: Playing, tmp_path: Path) -> None:
    held = []
    for _ in range(12):
        found = next(running(runtime_folder(os.environ), home_id(str(tmp_path))), None)
        held += [found[0]] if found is not None else []  # the system itself may refuse the last ones
    for connection in held:
        connection.close()
    assert playing.wait_for(lambda: [state.phase for state, _ in ask(str(tmp_path), "status")] == ["playing"])


def test_a_session_that_cannot_listen_says_so_and_plays(tmp_path: Path, runtime: Path) -> None:
    (runtime / "stretch-coach").write_text("in the way")
    with Playing(RemoteServer(str(tmp_path))) as playing:
        assert playing.runner.warning().startswith("`ctl` cannot reach this session: ")
        assert playing.runner.warning() == ""
        assert playing.phase == "playing"


@given(st.sampled_from((*ACTIONS, "status")), st.booleans(), st.text(max_size=40))
def test_a_request_is_read_as_it_was_written(action: str, follow: bool, token: str) -> None:  # noqa: FBT001  drawn
    assert read_request(Request(action, follow, token).line()) == Request(action, follow, token)


@given(st.binary(max_size=200))
def test_no_line_does_any_harm(line: bytes) -> None:
    for read in (read_request, read_reply):
        try:
            read(line)
        except RequestError:
            continue


def test_an_answer_is_read_as_it_was_written() -> None:
    state = replace(NOTHING_PLAYS, phase="playing", exercise="Knee to chest", remaining_ms=5)
    assert read_reply(reply(state, "Not now.")) == (state, "Not now.")


# -- the command


@pytest.fixture
def home() -> Path:
    """The record's folder of the command's own home."""
    return Path(load_settings(os.environ).paths.data)


def test_the_command_steers_and_shows(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Playing(RemoteServer(str(home))) as playing:
        assert run_command(["ctl", "pause"]) == 0
        assert playing.phase == "paused"
        assert run_command(["ctl", "status", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["phase"] == "paused"
        assert run_command(["ctl", "status"]) == 0
        assert capsys.readouterr().out.startswith("Knee to chest, left side · 0:")
        assert guarded(lambda: run_command(["ctl", "pause"])) == 4
        assert capsys.readouterr().err == "Not now.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "out", "err"),
    [
        (["pause"], 4, "", "No session is playing or ready here.\n"),
        (["status"], 0, "No session is playing.\n", ""),
        (["status", "--follow"], 0, "No session is playing.\n", ""),
        (["pause", "--json"], 2, "", "--json and --follow go with status.\n"),
    ],
)
def test_where_nothing_plays_it_refuses_politely(
    arguments: list[str], code: int, out: str, err: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(lambda: run_command(["ctl", *arguments])) == code
    reported = capsys.readouterr()
    assert (reported.out, reported.err) == (out, err)


def test_the_times_of_a_hold_stay_while_it_gets_ready_to_go_on() -> None:
    stage = _started()
    found = []
    for _ in range(2):
        stage.play(6000)
        stage.runner.toggle_pause()
        paused = state_of(stage.runner.view(), "Short")
        stage.runner.toggle_pause()
        ready = state_of(stage.runner.view(), "Short")
        assert paused.phase == "paused"
        assert (ready.spent_ms, ready.remaining_ms) == (paused.spent_ms, paused.remaining_ms)
        _, name = playback(ready)["Metadata"][1]["mpris:trackid"]
        assert name == playback(paused)["Metadata"][1]["mpris:trackid"][1]
        assert re.fullmatch(r"(/\w+)+", name), "the bus closes the connection for any other name"
        found.append((ready.phase, ready.kind))
        stage.play(stage.runner.player.remaining_ms)
    assert ("getting ready", "hold") in found
