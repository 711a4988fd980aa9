"""The command line as a whole: what is answered at once, what is imported, and how each kind of error ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from stretch_coach import __version__
from stretch_coach.cli import app
from stretch_coach.cli.app import answer
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit, ProblemsError, SafetyLockError, StorageError, StretchCoachError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def program(*arguments: str, **run: object) -> subprocess.CompletedProcess[str]:
    """Run the program in its own process."""
    options: dict[str, object] = {"capture_output": True, "text": True, "stdin": subprocess.DEVNULL, **run}
    return subprocess.run([sys.executable, "-m", "stretch_coach", *arguments], check=False, **options)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[argparse.Namespace], int]], None]:
    """Put a command `try --number N` into the table that does what the test says."""

    def arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--number", type=int)

    def install(run: Callable[[argparse.Namespace], int]) -> None:
        module = ModuleType("stretch_coach.cli.trying")
        module.__dict__["COMMANDS"] = {"try": CommandSpec(arguments, run)}
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(app, "COMMANDS", {**app.COMMANDS, "try": ("trying", "try something")})

    return install


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_the_version_is_one_word_and_a_number(flag: str) -> None:
    assert program(flag).stdout == f"stretch-coach {__version__}\n"


@pytest.mark.parametrize("flag", ["--help", "-h", "help"])
def test_help_lists_every_command_with_its_line(flag: str) -> None:
    lines = program(flag).stdout.splitlines()
    for name, (_, summary) in app.COMMANDS.items():
        assert any(line.split() == [name, *summary.split()] for line in lines), name
    assert max(map(len, lines)) <= 100


def test_a_command_gets_its_arguments_and_its_code_is_returned(
    command: Callable[[Callable[[argparse.Namespace], int]], None],
) -> None:
    command(lambda arguments: arguments.number)
    assert answer(["try", "--number", "7"]) == 7


def test_help_for_a_command_can_be_asked_both_ways(
    command: Callable[[Callable[[argparse.Namespace], int]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(lambda _: 0)
    for arguments in (["try", "--help"], ["help", "try"]):
        with pytest.raises(SystemExit) as left:
            answer(arguments)
        assert left.value.code == 0
        shown = capsys.readouterr().out
        assert shown.startswith("usage: stretch-coach try [-h] [--number NUMBER]")
        assert "Try something." in shown


def test_an_argument_may_not_be_shortened(command: Callable[[Callable[[argparse.Namespace], int]], None]) -> None:
    command(lambda _: 0)
    with pytest.raises(SystemExit) as left:
        answer(["try", "--num", "7"])
    assert left.value.code == Exit.USAGE


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("chek", "There is no command `chek`. Did you mean check?"),
        ("LIST", "There is no command `LIST`. Did you mean list?"),
        ("frobnicate", "There is no command `frobnicate`. See: stretch-coach --help"),
        ("--verson", "There is no option --verson here. See: stretch-coach --help"),
        ("", "There is no command ``. See: stretch-coach --help"),
    ],
)
def test_an_unknown_command_is_answered_with_the_nearest(asked: str, message: str) -> None:
    result = program(asked)
    assert (result.returncode, result.stdout, result.stderr) == (Exit.USAGE, "", f"{message}\n")


def test_today_without_a_terminal_says_what_to_do() -> None:
    result = program()
    assert result.returncode == Exit.USAGE
    assert result.stderr == "Today needs a terminal. Without one, try: stretch-coach play basics --plain\n"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StretchCoachError, Exit.COULD_NOT),
        (UsageError, Exit.USAGE),
        (ProblemsError, Exit.PROBLEMS),
        (SafetyLockError, Exit.SAFETY_LOCK),
        (StorageError, Exit.COULD_NOT),
    ],
)
def test_an_error_meant_for_the_person_is_its_message_and_its_code(
    error: type[StretchCoachError], code: Exit, capsys: pytest.CaptureFixture[str]
) -> None:
    message = "The cellar is locked."

    def fail() -> int:
        sys.stdout.write("some data\n")
        raise error(message)

    assert app.guarded(fail) == code
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("some data\n", f"{message}\n")


def test_what_the_system_refuses_is_named_without_calling_it_our_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing"
    assert app.guarded(lambda: len(missing.read_text())) == Exit.COULD_NOT
    assert capsys.readouterr().err == f"{missing}: No such file or directory.\n"


def test_an_interrupt_is_130_and_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt() -> int:
        raise KeyboardInterrupt

    assert app.guarded(interrupt) == Exit.INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_a_mistake_of_ours_is_one_line_and_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def stumble() -> int:
        return 1 // 0

    assert app.guarded(stumble) == Exit.COULD_NOT
    path = tmp_path / "home" / "cache" / "stretch-coach-crash.txt"
    assert capsys.readouterr().err == (
        "Something went wrong inside Stretch Coach (ZeroDivisionError); this is our mistake, not yours. "
        f"The details are in {path}\n"
    )
    story = path.read_text()
    assert story.startswith(f"Stretch Coach {__version__}, Python ")
    assert "ZeroDivisionError: integer division or modulo by zero" in story
    assert "in stumble" in story


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_the_story_of_a_mistake_never_follows_a_planted_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    path = tmp_path / "home" / "cache" / "stretch-coach-crash.txt"
    path.parent.mkdir(parents=True)
    path.symlink_to(victim)

    def stumble() -> int:
        return 1 // 0

    assert app.guarded(stumble) == Exit.COULD_NOT
    assert victim.read_text() == "precious"
    assert "ZeroDivisionError" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_debug_shows_the_whole_story(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("STRETCH_COACH_DEBUG", "1")

    def stumble() -> int:
        return 1 // 0

    assert app.guarded(stumble) == Exit.COULD_NOT
    assert "Traceback" in capsys.readouterr().err


def test_without_a_writable_cache_the_story_goes_to_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def stumble() -> int:
        return 1 // 0

    assert app.guarded(stumble) == Exit.COULD_NOT
    assert str(tmp_path / "stretch-coach-crash.txt") in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX system: pipes that break")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_a_reader_that_goes_away_is_no_error(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        result = program(*arguments, capture_output=False, stdout=write, stderr=subprocess.PIPE)
    finally:
        os.close(write)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a file that is always full")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_output_that_cannot_be_written_is_said(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        result = program(*arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == Exit.COULD_NOT
    assert result.stderr == "The output could not be written: No space left on device.\n"


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_raise_nothing(closed: str) -> None:
    result = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m stretch_coach --help {closed}', sys.executable],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("plan basics --days x", "argument --days: expected a whole number, found x"),
        ("log walking long", "argument MINUTES: expected a whole number, found long"),
        ("timeline basics --day " + "9" * 5000, "argument --day: expected a day from 1 on, found " + "9" * 40),
        ("play basics --plain --day " + "9" * 5000, "argument --day: expected a day from 1 on, found " + "9" * 40),
        ("pack ice --speed fast", "argument --speed: expected a number from 0.1 to 1000, found fast"),
        ("new", "the following arguments are required: NAME"),
    ],
    ids=lambda text: text[:24],
)
def test_what_is_wrong_with_an_argument_is_said_in_plain_words(
    line: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        app.run_command(line.split())
    assert ended.value.code == Exit.USAGE
    assert capsys.readouterr().err.endswith(f"error: {message}\n")


@pytest.mark.parametrize("columns", ["9" * 5000, "-5", "0", "wide"])
def test_a_width_that_is_none_stops_no_command(columns: str) -> None:
    result = program("history", "--help", env={**os.environ, "COLUMNS": columns})
    assert (result.returncode, result.stderr) == (Exit.FINE, "")


def test_a_narrow_encoding_spoils_a_letter_but_not_the_answer() -> None:
    result = program("chök", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert result.returncode == Exit.USAGE
    assert result.stderr == "There is no command `ch\\xf6k`. Did you mean check?\n"


def _with_path() -> dict[str, str]:
    """Return an environment in which the package is found without the `site` module and what that imports."""
    source = str(Path(app.__file__).absolute().parents[2])
    return {**os.environ, "PYTHONPATH": source}
