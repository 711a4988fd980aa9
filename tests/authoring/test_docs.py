"""What the authoring pages say is so: the reference, the cookbook, and the tutorial by its own commands."""

from __future__ import annotations

import io
import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from tests.every import every

from stretch_coach.authoring.console import Console
from stretch_coach.authoring.draft import SCHEMA_FILE, SCHEMA_LINE
from stretch_coach.authoring.editing import Hands, edit
from stretch_coach.authoring.examining import examine
from stretch_coach.cli.app import answer, guarded
from stretch_coach.data import data_path
from stretch_coach.routine.repository import Library, RoutineRepository
from stretch_coach.settings import load_settings

DOCS = Path(__file__).parent.parent.parent / "docs"
LIBRARY = Library(data_path("routines", "exercises"))
COOKBOOK = (DOCS / "cookbook.md").read_text("utf-8")
RECIPES = re.findall(r"^## (\d+\. .+?)$.*?^```yaml\n(.*?)^```$", COOKBOOK, re.MULTILINE | re.DOTALL)
TUTORIAL = (DOCS / "first-routine.md").read_text("utf-8")
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_reference_is_the_one_the_script_makes_from_the_tables() -> None:
    made = runpy.run_path(str(DOCS / "make_reference.py"))["page"]()
    assert made == (DOCS / "routine-reference.md").read_text("utf-8"), "run: python docs/make_reference.py"


def test_the_cookbooks_recipes_are_numbered() -> None:
    assert [title.split(".")[0] for title, _ in RECIPES] == [str(number) for number in range(1, len(RECIPES) + 1)]
    assert len(RECIPES) > 30
    assert COOKBOOK.count("```yaml") == len(RECIPES)


@every(("title", "text"), RECIPES)
def test_a_recipe_has_nothing_to_complain_about(title: str, text: str) -> None:
    found = examine(text, name="recipe", path=f"{title}.stretch.yaml", library=LIBRARY)
    assert found.problems == ()


def test_the_tutorials_commands_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command in its order, from an empty folder; every line of output shown is really there."""
    monkeypatch.chdir(tmp_path)
    file = Path(load_settings(os.environ).paths.routines) / "wind-down.stretch.yaml"
    said = edited = ""
    ran = 0
    for language, block in FENCED.findall(TUTORIAL):
        if language == "yaml":
            edited = _edited(file, f"{SCHEMA_LINE}{SCHEMA_FILE}\n{block}")
        elif language == "sh":
            said = ""
            for line in block.splitlines():
                ran += 1
                said += _do(shlex.split(line), file, capsys)
        else:
            missing = [line for line in block.splitlines() if line not in f"{said}\n{edited}".splitlines()]
            assert missing == [], said
    assert ran > 12


def _edited(file: Path, text: str) -> str:
    """Edit as the tutorial does: with two mistakes, Enter, and without them. Returns all that is on the terminal."""
    turns = [text, text.replace("40 sec", "40s").replace("twst", "twist")]
    terminal = io.StringIO()
    console = Console(io.StringIO("\n"), terminal)

    def type_it(path: str) -> int:
        Path(path).write_text(turns.pop(0))
        return 0

    edit("wind-down", RoutineRepository(str(file.parent)), str(file.parent), Hands(type_it, console.ask, console.tell))
    assert turns == []
    assert file.with_name(f"{file.name}.bak").is_file()
    return "\n".join(line.rstrip() for line in terminal.getvalue().splitlines())


def _do(words: list[str], file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Do one line of the tutorial, and return what was said."""
    assert words[0] == "stretch-coach"
    command = words[1:]
    if "--watch" in command:
        return ""
    if command[0] == "edit":
        assert file.is_file()
        return ""
    if command[0] == "play":
        command = ["timeline", command[1]]
    code = guarded(lambda: answer(command))
    out, err = capsys.readouterr()
    assert code == ("error[" in out), err
    return out + err


def test_the_snippets_for_editors_can_be_read() -> None:
    page = (DOCS / "editors.md").read_text("utf-8")
    blocks = {
        language: [text for found, text in FENCED.findall(page) if found == language] for language in ("json", "toml")
    }
    assert all(json.loads(text) for text in blocks["json"])
    assert all(tomllib.loads(text) for text in blocks["toml"])
    assert f"{SCHEMA_LINE}{SCHEMA_FILE}" in page


def test_the_task_for_vs_code_finds_the_place_of_a_mistake() -> None:
    page = (DOCS / "editors.md").read_text("utf-8")
    task = json.loads(next(text for _, text in FENCED.findall(page) if "problemMatcher" in text))["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]
    found = re.match(pattern["regexp"], "/a b/x.stretch.yaml:4:11: error[number] expected a whole number, found `5x`")
    assert found is not None
    assert [found[pattern[part]] for part in ("file", "line", "column", "severity", "code")] == [
        "/a b/x.stretch.yaml",
        "4",
        "11",
        "error",
        "number",
    ]


def test_vims_errorformat_finds_the_place_of_a_mistake(tmp_path: Path) -> None:
    vim = shutil.which("vim")
    if vim is None:
        pytest.skip("vim is not installed")
    page = (DOCS / "editors.md").read_text("utf-8")
    lines = next(text for language, text in FENCED.findall(page) if language == "vim").splitlines()
    form = next(line.split("setlocal ")[1] for line in lines if "errorformat" in line)
    routine = tmp_path / "x.stretch.yaml"
    routine.write_text("title: T\nsteps:\n  - exercise: cat-camal\n")
    (tmp_path / "out").write_text(f"{routine}:3:15: error[unknown-exercise] expected x\n3 |   - exercise\n\n")
    script = (
        f"set {form}\ncgetfile {tmp_path}/out\n"
        f"call writefile([json_encode(filter(getqflist(), 'v:val.valid'))], '{tmp_path}/found')\nqall!\n"
    )
    (tmp_path / "s.vim").write_text(script)
    command = [vim, "-u", "NONE", "-i", "NONE", "-n", "-es", "-S", str(tmp_path / "s.vim")]
    subprocess.run(command, stdin=subprocess.DEVNULL, timeout=60, check=False)
    found = json.loads((tmp_path / "found").read_text())
    assert [(one["lnum"], one["col"], one["type"]) for one in found] == [(3, 15, "e")]
