"""Hooks: what they get, ended when they hang, and their failures reported once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.remote.stage import Playing
from tests.sound.processes import is_gone, wait_until

from stretch_coach.remote.hooks import HOOKS, Hooks
from stretch_coach.session.events import Command

WRITES = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"


@pytest.fixture
def command(tmp_path: Path) -> Callable[[str], str]:
    """Makes a command line of some Python; its argument is the log."""

    def make(source: str) -> str:
        path = tmp_path / f"hook-{len(list(tmp_path.iterdir()))}.py"
        path.write_text(source)
        return f'"{sys.executable}" "{path}" "{tmp_path / "log"}"'

    return make


def test_every_hook_gets_what_happens_as_one_line_of_json(command: Callable[[str], str], tmp_path: Path) -> None:
    hooks = Hooks(dict.fromkeys(HOOKS, command(WRITES)), "Short")
    with Playing(companions=[hooks]) as playing:
        runner = playing.runner

        def to_the_hold() -> None:
            while runner.player.segment is not None and runner.player.segment.kind != "hold":
                runner.command(Command.GO_ON)
            runner.command(Command.HURTS)
            runner.command(Command.END_HERE)

        runner.post(to_the_hold)
        assert playing.wait_for(lambda: runner.ended)
        log = tmp_path / "log"
        assert playing.wait_for(lambda: log.exists() and len(log.read_text().splitlines()) == 5)
    reported = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["hook"] for line in reported] == ["start", "step", "hold", "hurt", "end"]
    assert all(line["routine"] == "Short" for line in reported)
    hold = reported[2]
    assert (hold["exercise"], hold["side"], hold["hold_ms"]) == ("knee-to-chest", "left", 5000)
    assert reported[4]["how"] == "stopped"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("raise SystemExit(3)", "it ended with code 3"),
        ("import time; time.sleep(60)", "it did not end within 0.3 seconds"),
    ],
)
def test_a_hook_that_fails_or_hangs_is_reported_once_and_the_session_goes_on(
    command: Callable[[str], str], source: str, reason: str
) -> None:
    with Playing(
        companions=[Hooks({"start": command(source), "step": command(source)}, "Short", patience_s=0.3)]
    ) as playing:
        found: list[str] = []

        def reported() -> bool:
            found.append(playing.runner.warning())
            return len([sentence for sentence in found if sentence]) == 2

        assert playing.wait_for(reported)
        said = [sentence for sentence in found if sentence]
        assert said == [f"The hook {name} failed: {reason}. The session goes on." for name in ("start", "step")]
        assert playing.phase == "playing"


def test_a_hook_that_cannot_be_started_says_why() -> None:
    hooks = Hooks({"start": "/nowhere/hook", "step": "'"}, "Short")
    with Playing(companions=[hooks]) as playing:
        found: set[str] = set()

        def reported() -> bool:
            found.add(playing.runner.warning())
            return len(found - {""}) == 2

        assert playing.wait_for(reported)
    assert "The hook start failed: No such file or directory. The session goes on." in found
    assert any(sentence.startswith("The hook step failed: No closing quotation") for sentence in found)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of another kind there")
def test_no_shell_reads_a_hook_and_one_that_reads_nothing_is_no_trouble(tmp_path: Path) -> None:
    with Playing(companions=[Hooks({"start": f"true > {tmp_path / 'written'}"}, "Short")]) as playing:
        threading.Event().wait(0.3)
        assert playing.runner.warning() == ""
    assert not (tmp_path / "written").exists()


def test_a_hanging_hook_does_not_hold_up_the_end(command: Callable[[str], str]) -> None:
    with Playing(companions=[Hooks({"start": command("import time; time.sleep(60)")}, "Short")]) as playing:
        playing.runner.post(lambda: playing.runner.command(Command.STOP))
        assert playing.wait_for(lambda: playing.runner.ended)
        before = time.monotonic()
    assert time.monotonic() - before < 3


LEAVES = """
import sys
from stretch_coach.remote.hooks import Hooks
from tests.remote.stage import Playing
from stretch_coach.session.events import Command
with Playing(companions=[Hooks({"end": sys.argv[1]}, "Short", patience_s=2.5)]) as playing:
    playing.runner.post(lambda: playing.runner.command(Command.STOP))
    playing.wait_for(lambda: playing.runner.ended)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("seconds", "ends"), [(1.5, True), (60, False)])
def test_a_hook_of_the_end_has_its_time_and_no_more_when_the_program_ends(
    command: Callable[[str], str], tmp_path: Path, seconds: float, *, ends: bool
) -> None:
    source = (
        "import os, sys, time; open(sys.argv[1], 'a').write(str(os.getpid()))\n"
        f"time.sleep({seconds}); open(sys.argv[1], 'a').write(' done')"
    )
    program = [sys.executable, "-c", LEAVES, command(source)]
    subprocess.run(program, check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    pid, *rest = (tmp_path / "log").read_text().split()
    assert rest == ["done"] * ends
    assert wait_until(lambda: is_gone(int(pid)), 10)
