"""What the quick commands must not import: a few of these would cost more than their bars (benchmarks/startup.py)."""

from __future__ import annotations

import subprocess
import sys

import pytest

SLOW = {
    "ast", "asyncio", "bz2", "calendar", "concurrent", "ctypes", "dataclasses", "dis", "email", "hashlib", "hmac",
    "html", "http", "importlib.metadata", "importlib.resources", "inspect", "logging", "lzma", "multiprocessing",
    "pathlib", "platform", "platformdirs", "random", "rich", "secrets", "shutil", "socket", "subprocess", "tempfile",
    "textual", "threading", "tokenize", "typing", "unittest", "urllib", "uuid", "zipfile", "zoneinfo",
}  # fmt: skip
LIVE = {"stretch_coach.runner", "stretch_coach.session.player", "stretch_coach.sound", "stretch_coach.tui"}
RECORD = {"json", "sqlite3", "stretch_coach.history", "stretch_coach.record"}
ROUTINES = {"yaml", "stretch_coach.session"}

COMMANDS: list[tuple[str, set[str]]] = [
    ("check basics", RECORD | LIVE),
    ("list", LIVE),
    ("plan basics", LIVE | {"stretch_coach.session"}),
    ("timeline basics", LIVE),
    ("history", LIVE | ROUTINES),
    ("log walking 10", LIVE | ROUTINES),
]
"""A command line, and what else it has no use for."""


@pytest.mark.parametrize(("line", "useless"), COMMANDS, ids=[line for line, _ in COMMANDS])
def test_a_quick_command_imports_nothing_slow_and_nothing_useless(line: str, useless: set[str]) -> None:
    _run("log walking 10")  # a record, as everybody has after the first day
    assert not (SLOW | useless) & _run(line)


def test_what_is_compiled_later_is_compiled_when_it_is_asked_for() -> None:
    found = _python(
        "import re, stretch_coach.routine.parser\n"
        "assert type(re.compile).__name__ == 'function'\n"
        "import yaml\n"
        "assert type(yaml.reader.Reader.NON_PRINTABLE).__name__ == '_Later'\n"
        "print(yaml.load('a: [1, yes, 2026-01-31]', yaml.SafeLoader))"
    )
    assert found == "{'a': [1, True, datetime.date(2026, 1, 31)]}\n"


def _run(line: str) -> set[str]:
    """Return what a command imports in an interpreter of its own."""
    output = _python(
        "import sys; before = set(sys.modules); from stretch_coach.__main__ import answer\n"
        f"code = answer({line.split()!r}); print(); print(code, *sorted(set(sys.modules) - before))"
    )
    code, *modules = output.splitlines()[-1].split()
    assert code == "0", output
    return set(modules)


def _python(script: str) -> str:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
