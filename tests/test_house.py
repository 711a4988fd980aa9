"""The rules of the house (CONTRIBUTING.md), kept by tests rather than by habit."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.every import every

from stretch_coach.cli.app import COMMANDS, load_module

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "stretch_coach"
SOURCES = sorted(PACKAGE.rglob("*.py"))

PURE_ROOMS = ("routine", "record", "safety", "care", "ramp", "session", "figure", "reporting", "views")
DOORS = {"routine/repository.py"}
"""Modules in pure rooms that may touch files: the one place where routines are read."""

THE_WORLD = ("textual", "sqlite3", "_sqlite3", "subprocess", "threading", "asyncio", "socket")
CLOCK_MODULES = {"time", "_time", "sched", "timeit"}
CLOCK_CALLS = {"now", "today", "utcnow", "fromtimestamp", "localtime"}
FILE_CALLS = {"open", "input", "print"}


def name(path: Path) -> str:
    """Return a source file's name as the house calls it."""
    return path.relative_to(PACKAGE).as_posix()


def tree(path: Path) -> ast.Module:
    """Return the parsed source."""
    return ast.parse(path.read_text("utf-8"))


def pure_sources() -> list[Path]:
    """Return the sources of the rooms that know nothing of the world."""
    return [path for path in SOURCES if path.relative_to(PACKAGE).parts[0] in PURE_ROOMS and name(path) not in DOORS]


def module(path: Path) -> str:
    """Return the dotted name of a source file."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@every("path", SOURCES)
def test_every_module_says_why_it_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("room", [room for room in PURE_ROOMS if (PACKAGE / room).is_dir()])
def test_a_pure_room_imports_nothing_of_the_world(room: str) -> None:
    modules = [module(path) for path in pure_sources() if path.relative_to(PACKAGE).parts[0] == room]
    script = "; ".join(
        [
            "import sys",
            *(f"import {name}" for name in modules),
            f"print(*sorted(set(sys.modules) & {set(THE_WORLD)!r}))",
        ]
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []


@every("path", pure_sources())
def test_a_pure_module_reads_no_clock(path: Path) -> None:
    found = [clock for node in ast.walk(tree(path)) if (clock := _clock(node))]
    assert found == []


@every("path", pure_sources())
def test_a_pure_module_touches_no_file_and_no_screen(path: Path) -> None:
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert [call.id for call in calls if isinstance(call, ast.Name) and call.id in FILE_CALLS] == []


@every("path", [path for path in SOURCES if name(path).split("/")[0] != "cli"])
def test_only_commands_print_and_exit(path: Path) -> None:
    if name(path) == "__main__.py" or name(path).startswith("sound/worker"):
        return  # the front door, and the program on the far end of the sound pipe, which talks by printing
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert {ast.unparse(call) for call in calls} & {"print", "exit", "quit", "sys.exit"} == set()


def test_rooms_import_only_from_rooms_to_their_left() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    if not program.exists():
        pytest.skip("import-linter is not installed next to this Python")
    result = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_every_package_is_in_the_contract() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    layers = {part.strip() for layer in contract["layers"] for part in layer.strip("()").split("|")}
    rooms = {f"stretch_coach.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")}
    assert rooms <= layers


def test_every_command_is_where_the_table_says() -> None:
    for command, (module_name, summary) in COMMANDS.items():
        assert command in load_module(module_name), command
        assert summary == summary.strip().rstrip("."), command


def test_no_file_names_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607  whichever git there is
    if listed.returncode:
        pytest.skip("not a git checkout")
    homes = re.compile(r"(?<![\w.:/$~}-])/(?:root|work|home/\w+|Users/\w+|tmp/w)/")
    found = []
    for file in listed.stdout.splitlines():
        path = ROOT / file
        if path.suffix in {".wav", ".png", ".db", ".ico"} or path == Path(__file__) or not path.is_file():
            continue
        text = path.read_text("utf-8", errors="replace")
        found += [f"{file}: {match.group()}" for match in homes.finditer(text)]
    assert found == []


def _clock(node: ast.AST) -> str | None:
    """Return what reads a clock in this node, if anything does."""
    if isinstance(node, ast.Import):
        return next((alias.name for alias in node.names if alias.name in CLOCK_MODULES), None)
    if isinstance(node, ast.ImportFrom) and node.module in CLOCK_MODULES:
        return node.module
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS:
        return f".{node.func.attr}()"
    return None
