"""Keeping the machine awake, with a stand-in for the system's program that writes down what it was asked."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from typing import TYPE_CHECKING

import pytest

from stretch_coach.awake import inhibit_sleep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX system: the stand-in is a shell script")

_LONGEST_WAIT_S = 10.0

STAND_IN = """\
    #!/bin/sh
    echo "$$ $*" >> {log}
    case "$*" in *"{refuses}"*) exit 1;; esac
    while [ "${{1#-}}" != "$1" ]; do shift; done
    "$@"
    echo "ended" >> {log}
    """


def wait_for(condition: Callable[[], bool]) -> None:
    """Return as soon as `condition` holds; fail if it never does."""
    deadline = time.monotonic() + _LONGEST_WAIT_S
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


class Machine:
    """A machine whose PATH holds one stand-in."""

    def __init__(self, folder: Path, name: str, refuses: str = "nothing at all") -> None:
        self.log = folder / "log"
        self.bin = folder / "bin"
        self.bin.mkdir()
        program = self.bin / name
        program.write_text(textwrap.dedent(STAND_IN).format(log=self.log, refuses=refuses))
        program.chmod(0o755)
        (self.bin / "cat").symlink_to(shutil.which("cat") or "/bin/cat")

    @property
    def env(self) -> dict[str, str]:
        return {"PATH": str(self.bin)}

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.mark.parametrize(
    ("platform", "name", "asked"),
    [
        ("linux", "systemd-inhibit", "--what=idle:sleep --who=Stretch Coach --why=A session is playing cat"),
        ("linux", "elogind-inhibit", "--what=idle:sleep --who=Stretch Coach --why=A session is playing cat"),
        ("darwin", "caffeinate", "-di cat"),
    ],
)
def test_the_systems_own_program_runs_exactly_as_long_as_the_block(
    tmp_path: Path, platform: str, name: str, asked: str
) -> None:
    machine = Machine(tmp_path, name)
    with inhibit_sleep(machine.env, platform):
        wait_for(lambda: len(machine.lines()) == 1)
    pid, _, arguments = machine.lines()[0].partition(" ")
    assert arguments == asked
    assert machine.lines()[1:] == ["ended"]
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_where_blocking_sleep_is_refused_falling_asleep_is_still_blocked(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "systemd-inhibit", refuses="idle:sleep")
    with inhibit_sleep(machine.env, "linux"):
        wait_for(lambda: len(machine.lines()) == 2)
    assert "--what=idle --who=Stretch Coach" in machine.lines()[1]
    assert machine.lines()[2:] == ["ended"]


def test_without_any_means_the_block_simply_runs(tmp_path: Path) -> None:
    ran = False
    with inhibit_sleep({"PATH": str(tmp_path)}, "linux"):
        ran = True
    assert ran


def test_a_means_that_fails_at_once_disturbs_nothing(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "systemd-inhibit", refuses="idle")
    with inhibit_sleep(machine.env, "linux"):
        wait_for(lambda: len(machine.lines()) == 2)
    assert "ended" not in machine.lines()


def test_an_error_in_the_block_passes_through_and_leaves_no_child(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "caffeinate")

    def session() -> None:
        with inhibit_sleep(machine.env, "darwin"):
            wait_for(lambda: len(machine.lines()) == 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        session()
    assert machine.lines()[1:] == ["ended"]


def test_killing_the_session_ends_the_child_too(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "systemd-inhibit")
    session = textwrap.dedent(f"""
        import sys
        from stretch_coach.awake import inhibit_sleep
        with inhibit_sleep({machine.env!r}, "linux"):
            sys.stdin.read()
        """)
    with subprocess.Popen([sys.executable, "-c", session], stdin=subprocess.PIPE) as process:
        wait_for(lambda: len(machine.lines()) == 1)
        process.send_signal(signal.SIGKILL)
    wait_for(lambda: machine.lines()[1:] == ["ended"])
