"""The program as a person has it: the wheel, installed in its own environment, away from the checkout."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import sysconfig
import time
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pty = pytest.importorskip("pty", reason="needs a POSIX system: pseudo-terminals")

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

ROOT = Path(__file__).parent.parent.parent

SHORT = """\
title: Short
about: A routine as short as it may be.
sound: {words: tones}
steps:
  - exercise: reach
    hold: 2s
    reps: 1
    sides: SIDES
exercises:
  reach:
    title: Reach
    kind: stretch
    position: sitting tall
    do: [Reach up with one arm]
    move_in: 1s
    move_out: 1s
"""


@dataclass(frozen=True)
class Program:
    """The installed program with a home folder and its own working folder."""

    path: str
    folder: Path

    @property
    def home(self) -> Path:
        """The folder that holds settings, record, cache and own routines."""
        return self.folder / "home"

    @property
    def env(self) -> dict[str, str]:
        """The environment of a process that knows nothing of the checkout."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return {**kept, "STRETCH_COACH_HOME": str(self.home), "STRETCH_COACH_SOUND": "silence"}

    def run(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, with no terminal and nothing to read."""
        return subprocess.run(
            [self.path, *arguments],
            cwd=self.folder,
            env=self.env | env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def json(self, *arguments: str) -> Any:  # noqa: ANN401  whatever the command answers
        """Run a command that must succeed and return the JSON it prints."""
        result = self.run(*arguments)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def played(self, *arguments: str) -> list[Mapping[str, Any]]:
        """Play what must play to its end, and return the events printed."""
        result = self.run("play", *arguments, "--plain", "--events")
        assert result.returncode == 0, result.stderr
        return [json.loads(line) for line in result.stdout.splitlines()]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command whose output can be read line by line."""
        return subprocess.Popen(
            [self.path, *arguments],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def terminal(self, *arguments: str) -> Terminal:
        """Run a command in its own terminal."""
        return Terminal(self, *arguments)

    def sessions(self) -> list[dict[str, Any]]:
        """Return the sessions on record."""
        return [line for line in self.json("history", "--json") if line.get("kind", "session") == "session"]

    def routine(self, name: str, text: str) -> Path:
        """Put a routine among the person's own."""
        path = self.home / "routines" / f"{name}.stretch.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def short_routine(self, sides: str = "none") -> str:
        """Put a routine of a few seconds among the person's own and return its name."""
        self.routine("short", SHORT.replace("SIDES", sides))
        return "short"


class Terminal:
    """A program in its own terminal: what it shows can be waited for, and keys can be pressed."""

    def __init__(self, program: Program, *arguments: str) -> None:
        self._parent, child = pty.openpty()
        self._process = subprocess.Popen(
            [program.path, *arguments],
            cwd=program.folder,
            env=program.env,
            stdin=child,
            stdout=child,
            stderr=child,
            start_new_session=True,
        )
        os.close(child)
        self.shown = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._parent)

    def wait_for(self, text: str, timeout: float = 60) -> None:
        """Read until `text` is shown; fail with all that was shown if it never is."""
        deadline = time.monotonic() + timeout
        while text not in self.shown:
            ready, _, _ = select.select([self._parent], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"never showed {text!r}, but: {self.shown}"
            assert self._more(), f"ended without showing {text!r}, but: {self.shown}"

    def press(self, keys: str) -> None:
        """Type, and forget what was shown before."""
        self.shown = ""
        os.write(self._parent, keys.encode())

    def send_signal(self, number: int) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def runs(self) -> bool:
        """Whether the program is still there."""
        return self._process.poll() is None

    def end(self) -> int:
        """Wait for the program to end by itself and return its exit code.

        What it still writes is read meanwhile: a terminal that nobody reads is full after a page or two, and stops it.
        """
        deadline = time.monotonic() + 60
        while self.runs() and time.monotonic() < deadline:
            ready, _, _ = select.select([self._parent], [], [], 0.1)
            if ready and not self._more():
                break
        return self._process.wait(timeout=max(1.0, deadline - time.monotonic()))

    def _more(self) -> bool:
        """Read on; False where nothing more will come."""
        try:
            data = os.read(self._parent, 4096)
        except OSError:  # what Linux says when the other end has gone
            data = b""
        self.shown += data.decode("utf-8", "replace")
        return bool(data)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> str:
    """Install the wheel as pip does; return the path of the program.

    The dependencies come from the environment of the tests, so that no network is needed. The checkout's own
    entry there is not followed: a `.pth` file names folders only.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    ours = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    Path(paths["purelib"], "dependencies.pth").write_text("\n".join(ours), encoding="utf-8")
    python = str(Path(paths["scripts"], Path(sys.executable).name))
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([*install, "--ignore-installed"], check=True, capture_output=True)
    return str(Path(paths["scripts"], "stretch-coach"))


@pytest.fixture
def program(installed: str, tmp_path: Path) -> Program:
    """Return the installed program in a new home."""
    return Program(installed, tmp_path)
