"""The repository: shipped routines and the person's own, whatever state their files are in."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from stretch_coach.data import data_path
from stretch_coach.errors import ProblemsError, UsageError
from stretch_coach.routine.exercise_hints import BrokenExerciseError
from stretch_coach.routine.folders import name_of
from stretch_coach.routine.repository import Library, RoutineRepository, load_exercise, read_bytes

EXERCISE = "title: {title}\nkind: movement\nposition: p\ndo: [d]\nstart: {{reps: 5}}\n"
ROUTINE = "title: {title}\nsteps:\n  - exercise: circles\n"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A folder as the wheel carries it, with one exercise and two routines."""
    return folder(tmp_path / "shipped", alpha="Alpha", beta="Beta")


def folder(path: Path, **routines: str) -> Path:
    """Write routines by name and title, and the exercise they name."""
    (path / "exercises").mkdir(parents=True)
    (path / "exercises" / "circles.yaml").write_text(EXERCISE.format(title=f"Circles of {path.name}"))
    for name, title in routines.items():
        (path / f"{name}.stretch.yaml").write_text(ROUTINE.format(title=title))
    return path


def test_everything_that_is_shipped_is_sound() -> None:
    """All routines and exercises of the package are read without a problem."""
    repository = RoutineRepository(None)
    entries = repository.entries()
    assert {"basics", "relief", "loosen"} <= {entry.name for entry in entries}
    assert [(entry.name, entry.problems) for entry in entries if entry.problems] == []
    assert [name for name in repository.library if repository.library.result(name).problems] == []
    assert all(entry.shipped and entry.path.startswith(data_path("routines")) for entry in entries)


def test_a_persons_file_comes_before_the_shipped_one(shipped: Path, tmp_path: Path) -> None:
    """Routines and exercises alike; the others stay."""
    own = folder(tmp_path / "own", beta="My beta", gamma="Gamma")
    repository = RoutineRepository(str(own), str(shipped))
    titles = {entry.name: (entry.routine.title, entry.shipped) for entry in repository.entries() if entry.routine}
    assert titles == {"alpha": ("Alpha", True), "beta": ("My beta", False), "gamma": ("Gamma", False)}
    assert repository.library["circles"].title == "Circles of own"


def test_a_broken_file_hides_neither_the_others_nor_itself(shipped: Path, tmp_path: Path) -> None:
    """It is an entry with its problems, and comes before the shipped file of its name even so."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "beta.stretch.yaml").write_text("titel: Beta\n")
    alpha, beta = RoutineRepository(str(own), str(shipped)).entries()
    assert alpha.routine is not None
    assert beta.routine is None
    assert beta.problems[0].code == "unknown-key"
    assert not beta.shipped


def test_a_folder_that_is_not_there_is_empty(shipped: Path, tmp_path: Path) -> None:
    """Nobody has to make one."""
    assert len(RoutineRepository(str(tmp_path / "nowhere"), str(shipped)).entries()) == 2


def test_routines_are_found_by_name_and_by_path(shipped: Path, tmp_path: Path) -> None:
    """A path is whatever has a slash or a suffix of a routine file."""
    repository = RoutineRepository(None, str(shipped))
    elsewhere = tmp_path / "mine.stretch.yaml"
    elsewhere.write_text(ROUTINE.format(title="Mine"))
    assert repository.load("alpha").title == "Alpha"
    assert repository.load(str(elsewhere)).title == "Mine"


def test_a_file_from_elsewhere_has_a_record_of_its_own(shipped: Path, tmp_path: Path) -> None:
    """Its name and a hash of its steps: neither a file of the folders, nor another with other doses, shares it."""
    own = folder(tmp_path / "own", mine="Mine")
    repository = RoutineRepository(str(own), str(shipped))
    elsewhere = tmp_path / "mine.stretch.yaml"
    elsewhere.write_text(ROUTINE.format(title="Mine, from a friend"))
    first = repository.load(str(elsewhere)).name
    assert repository.load(str(own / "mine.stretch.yaml")).name == repository.load("mine").name == "mine"
    assert re.fullmatch("mine-[0-9a-f]{8}", first)
    elsewhere.write_text(ROUTINE.format(title="Another title"))
    assert repository.load(str(elsewhere)).name == first
    elsewhere.write_text(ROUTINE.format(title="Mine") + "    reps: 3\n")
    assert repository.load(str(elsewhere)).name != first


@pytest.mark.parametrize(
    ("asked", "reported"),
    [
        ("alhpa", "There is no routine `alhpa`. Did you mean `alpha`?"),
        ("nothing", "There is no routine `nothing`. `stretch-coach list` names them all."),
        ("./gone.stretch.yaml", "There is no file ./gone.stretch.yaml."),
    ],
)
def test_an_unknown_routine_is_wrong_usage_with_the_nearest_names(asked: str, reported: str, shipped: Path) -> None:
    """The message says what there is."""
    with pytest.raises(UsageError) as caught:
        RoutineRepository(None, str(shipped)).load(asked)
    assert str(caught.value) == reported
    assert caught.value.exit_code == 2


def test_a_routine_with_errors_is_not_loaded_and_all_of_them_are_reported(shipped: Path) -> None:
    """With place, caret and hint, and how many there are."""
    (shipped / "alpha.stretch.yaml").write_text("title: A\nstep:\n  - exercise: circles\nphase: x\n")
    with pytest.raises(ProblemsError) as caught:
        RoutineRepository(None, str(shipped)).load("alpha")
    message = str(caught.value)
    assert "alpha.stretch.yaml:2:1: error[unknown-key]" in message
    assert "alpha.stretch.yaml:4:8: error[choice]" in message
    assert message.endswith("cannot be played: 2 errors.")
    assert caught.value.exit_code == 1


def test_a_routine_that_names_a_broken_exercise_says_where_it_is_broken(shipped: Path) -> None:
    """The exercise's own file and line are in the message."""
    (shipped / "exercises" / "circles.yaml").write_text("title: C\nkind: circle\nposition: p\ndo: [d]\n")
    repository = RoutineRepository(None, str(shipped))
    (problem,) = repository.entry("alpha").problems
    assert problem.code == "broken-exercise"
    assert f"{shipped / 'exercises' / 'circles.yaml'}:2" in problem.message
    with pytest.raises(BrokenExerciseError):
        repository.library["circles"]
    with pytest.raises(KeyError):
        repository.library["squares"]


def test_the_library_reads_only_what_is_asked_for(shipped: Path) -> None:
    """Names are known from the folder; a file is read once."""
    library = Library(str(shipped / "exercises"))
    assert ("circles" in library, "squares" in library, list(library), len(library)) == (True, False, ["circles"], 1)
    first = library["circles"]
    (shipped / "exercises" / "circles.yaml").unlink()
    assert library["circles"] is first


@pytest.mark.parametrize(
    "kind", ["a folder", "a dead link", "a circle of links", "nothing", "a pipe", "a NUL in the name"]
)
def test_what_cannot_be_read_is_one_clear_problem(kind: str, tmp_path: Path) -> None:
    """No exception, no waiting, no traceback."""
    path = tmp_path / "x.stretch.yaml"
    if kind == "a folder":
        path.mkdir()
    elif kind == "a dead link":
        path.symlink_to(tmp_path / "gone")
    elif kind == "a circle of links":
        path.symlink_to(tmp_path / "y")
        (tmp_path / "y").symlink_to(path)
    elif kind == "a pipe":
        if sys.platform == "win32":
            pytest.skip("no pipes in folders there")
        os.mkfifo(path)
    elif kind == "a NUL in the name":
        path = Path("x\0.stretch.yaml")
    result = RoutineRepository(None).read(str(path))
    assert result.routine is None
    (problem,) = result.problems
    assert (problem.code, problem.line, problem.column) == ("unreadable", 1, 1)
    assert load_exercise(str(path)).problems[0].code == "unreadable"


def test_no_more_of_a_huge_file_is_read_than_shows_that_it_is_huge(tmp_path: Path) -> None:
    """Fifty megabytes cost no more than one."""
    path = tmp_path / "x.stretch.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    data = read_bytes(str(path))
    assert isinstance(data, bytes)
    assert len(data) == 1_000_001
    assert [problem.code for problem in RoutineRepository(None).read(str(path)).problems] == ["too-large"]


@pytest.mark.parametrize(
    ("path", "name"),
    [("a/loosen.stretch.yaml", "loosen"), ("x.yaml", "x"), ("y.stretch.yml", "y"), ("my back.stretch.yaml", "my back")],
)
def test_a_routine_has_the_name_of_its_file(path: str, name: str) -> None:
    """Without the suffix."""
    assert name_of(path) == name


@pytest.mark.parametrize("ending", [".yaml", ".stretch.yml", ".stretch.yaml.txt"])
def test_a_file_whose_name_ends_otherwise_is_answered_with_how_to_be_a_routine(
    ending: str, shipped: Path, tmp_path: Path
) -> None:
    """Somebody wrote it and looks for it."""
    own = tmp_path / "own"
    own.mkdir()
    (own / f"evening{ending}").write_text(ROUTINE.format(title="Evening"))
    with pytest.raises(UsageError, match=r"evening.*Call .* `evening\.stretch\.yaml`"):
        RoutineRepository(str(own), str(shipped)).path("evening")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_a_circle_is_reported_as_one(tmp_path: Path) -> None:
    """And not in the words of the system."""
    path = tmp_path / "a.stretch.yaml"
    path.symlink_to(path.name)
    problem = read_bytes(str(path))
    assert not isinstance(problem, bytes)
    assert problem.message == "expected a file, found a link that leads in a circle"


def test_an_exercise_whose_file_no_step_can_name_is_answered_with_how_to_call_it(tmp_path: Path) -> None:
    """A step's `exercise` has small letters and hyphens, so the file must, too."""
    path = tmp_path / "Neck Roll.yaml"
    path.write_text(EXERCISE.format(title="Neck roll"))
    (problem,) = load_exercise(str(path)).problems
    assert problem.code == "name"
    assert problem.hint.startswith("Call the file `neck-roll.yaml`")


def test_exercise_files_that_extend_each_other_in_a_circle_end_somewhere(tmp_path: Path) -> None:
    """Each is broken, and says why; a chain of a few is read."""
    folder = tmp_path / "exercises"
    folder.mkdir()
    for name, other in (("a", "b"), ("b", "a"), ("one", "two"), ("two", "three")):
        (folder / f"{name}.yaml").write_text(f"extends: {other}\ntitle: {name}\n")
    (folder / "three.yaml").write_text(EXERCISE.format(title="Three"))
    library = Library(str(folder))
    assert [problem.code for problem in library.result("a").problems] == ["broken-exercise"]
    assert (library["one"].title, library["one"].kind, library["one"].start) == (
        "one",
        "movement",
        library["three"].start,
    )
