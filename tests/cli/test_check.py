"""`check` and `schema` as other programs see them: output, exit codes, and what a PATH may be."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.cli.app import answer
from stretch_coach.data import data_path
from stretch_coach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    Said = Callable[..., tuple[int, str, str]]

GOOD = "title: T\nsteps:\n  - exercise: cat-camel\n"
BAD = "title: T\nsteps:\n  - exercise: cat-camal\n    reps: 5x\n"
UNWISE = "title: T\nsteps:\n  - exercise: knee-to-chest\n    hold: 30s\n"
FIELDS = ["path", "line", "column", "end_column", "severity", "code", "message", "hint"]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command line and return its exit code, its output and its words."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = answer(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def file(folder: Path, text: str, name: str = "evening.stretch.yaml") -> str:
    """Write a file and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return str(path)


def test_the_text_form_points_at_each_mistake(said: Said, tmp_path: Path) -> None:
    """Place, code, message, the line, a caret under the slip, and a hint; no colour where nobody looks."""
    path = file(tmp_path, BAD)
    code, out, err = said("check", path)
    assert code == 1
    assert out == (
        f"{path}:3:15: error[unknown-exercise] "
        "expected an exercise of the library or of this file, found `cat-camal`\n"
        "3 |   - exercise: cat-camal\n"
        "  |               ^^^^^^^^^\n"
        "  hint: Did you mean `cat-camel`?\n\n"
        f"{path}:4:11: error[number] expected a whole number, found `5x`\n"
        "4 |     reps: 5x\n"
        "  |           ^^\n"
        "  hint: Write `5`.\n\n"
    )
    assert err == "2 errors in one file.\n"


def test_the_json_form_has_the_fields_other_programs_rely_on(said: Said, tmp_path: Path) -> None:
    """In their order, positions from 1, and nothing else on stdout."""
    path = file(tmp_path, BAD)
    code, out, err = said("check", path, "--format", "json")
    first, second = json.loads(out)
    assert (code, err) == (1, "")
    assert list(first) == FIELDS
    assert [first[name] for name in FIELDS[:6]] == [path, 3, 15, 24, "error", "unknown-exercise"]
    assert second["hint"] == "Write `5`."


def test_the_github_form_annotates_the_line(said: Said, tmp_path: Path) -> None:
    """What has a meaning in a workflow command is escaped."""
    path = file(tmp_path, "title: T\nsteps:\n  - exercise: cat-camel\n    range: 50\n")
    code, out, _ = said("check", path, "--format", "github")
    assert code == 1
    assert out == (
        f"::error file={path},line=4,col=12,endColumn=14,title=unit::"
        "expected percent, as in `50%25`, found `50`. Write `50%25`.\n"
    )


def test_nothing_to_say_is_an_empty_list(said: Said, tmp_path: Path) -> None:
    """Exit 0, and JSON all the same."""
    path = file(tmp_path, GOOD)
    assert said("check", path, "--format", "json") == (0, "[]\n", "")
    assert said("check", path, "--format", "github") == (0, "", "")
    assert said("check", path) == (0, "", "No problems in one file.\n")


def test_warnings_refuse_a_file_only_when_asked_to(said: Said, tmp_path: Path) -> None:
    """`--strict` makes them count."""
    path = file(tmp_path, UNWISE)
    assert said("check", path)[0] == 0
    code, out, err = said("check", path, "--strict")
    assert (code, err) == (1, "1 warning in one file.\n")
    assert "warning[no-warm-up]" in out


def test_a_folder_means_all_routines_and_exercises_below_it(said: Said, tmp_path: Path) -> None:
    """Hidden files and other files are no concern of ours; a link in a circle ends somewhere."""
    bad = file(tmp_path / "a" / "b", BAD)
    file(tmp_path, GOOD)
    file(tmp_path, BAD, ".hidden.stretch.yaml")
    file(tmp_path, BAD, "other.yaml")
    exercise = file(tmp_path / "exercises", "title: X\n", "x.yaml")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    code, out, _ = said("check", str(tmp_path), "--format", "json")
    assert code == 1
    assert {problem["path"] for problem in json.loads(out)} == {bad, exercise}


def test_names_of_routines_and_exercises_will_do(said: Said) -> None:
    """As for every command that takes a ROUTINE; an exercise's name means its file."""
    assert said("check", "basics", "bird-dog") == (0, "", "No problems in 2 files.\n")


def test_a_file_given_twice_is_read_once(said: Said, tmp_path: Path) -> None:
    """Its problems are not reported twice."""
    path = file(tmp_path, BAD)
    assert len(json.loads(said("check", path, path, "--format", "json")[1])) == 2


@pytest.mark.parametrize("path", ["evning", "gone.stretch.yaml", "{folder}"])
def test_a_path_that_means_nothing_is_wrong_usage(path: str, tmp_path: Path) -> None:
    """Unknown names, files that are not there, folders without routines."""
    with pytest.raises(UsageError):
        answer(["check", path.format(folder=tmp_path)])


def test_a_path_that_means_nothing_hides_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="There is no file") as error:
        answer(["check", str(tmp_path / "nope.stretch.yaml"), file(tmp_path, BAD), "nobody", "--format", "json"])
    assert len(str(error.value).splitlines()) == 2
    assert [problem["line"] for problem in json.loads(capsys.readouterr().out)] == [3, 4]


def test_an_unreadable_file_is_a_problem_like_any_other(said: Said, tmp_path: Path) -> None:
    """The others are checked all the same."""
    link = tmp_path / "dead.stretch.yaml"
    link.symlink_to(tmp_path / "gone")
    code, out, _ = said("check", str(link), file(tmp_path, GOOD), "--format", "json")
    assert (code, [problem["code"] for problem in json.loads(out)]) == (1, ["unreadable"])


def test_everything_shipped_passes_strictly(said: Said) -> None:
    """No error and no warning in any routine or exercise of the package."""
    code, out, _ = said("check", data_path("routines"), "--strict")
    assert (code, out) == (0, "")


@pytest.mark.parametrize("kind", ["routine", "exercise"])
def test_the_shipped_schemas_are_those_of_the_tables(kind: str, said: Said) -> None:
    """`schema` prints what is shipped, and both are made from the field tables."""
    shipped = Path(data_path("assets", "schema", f"{kind}.schema.json")).read_text("utf-8")
    assert said("schema", kind) == (0, shipped, "")


def test_schema_means_the_routines_schema_and_proposes_every_exercise_there_is(said: Said) -> None:
    """The person's own among them."""
    own = Path(os.environ["STRETCH_COACH_HOME"]) / "routines" / "exercises"
    own.mkdir(parents=True)
    (own / "neck-roll.yaml").write_text("title: Neck roll\n")
    schema = json.loads(said("schema")[1])
    assert schema["title"] == "Stretch Coach routine"
    names = schema["properties"]["steps"]["items"]["properties"]["exercise"]["anyOf"]
    assert {"neck-roll", "cat-camel"} <= {one.get("const") for one in names}


def test_a_draft_that_waits_is_mentioned(said: Said, tmp_path: Path) -> None:
    """What is checked is the routine; a user with a draft of it is looking for that."""
    path = tmp_path / "evening.stretch.yaml"
    path.write_text("title: Evening\nsteps:\n  - exercise: cat-camel\n")
    assert "draft" not in said("check", str(path))[2]
    (tmp_path / ".evening.draft.stretch.yaml").write_text("title: Evening\n")
    code, out, err = said("check", str(path))
    assert (code, out) == (0, "")
    assert f"A draft of evening waits: stretch-coach edit {path}\n" in err
