"""The files of routines and exercises: where they are, which has precedence, and how they are read.

The only module of this package that touches files. A broken or unreadable file is an entry with problems and never
hides the others.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from stretch_coach.data import data_path
from stretch_coach.errors import ProblemsError, UsageError
from stretch_coach.routine.decode import MAX_BYTES
from stretch_coach.routine.exercise_hints import BrokenExerciseError
from stretch_coach.routine.findings import FieldError
from stretch_coach.routine.folders import EXERCISE_SUFFIX, EXERCISES, SUFFIX, exercise_files, name_of, routine_files
from stretch_coach.routine.model import Exercise, Problem, Routine
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.routine.reader import ExerciseResult, ReadResult, read_exercise, read_routine
from stretch_coach.routine.report import counted, in_full
from stretch_coach.routine.routine_builder import MOST_EXTENDED
from stretch_coach.routine.scalars import made_name, read_name


class Entry(NamedTuple):
    """One routine file, sound or not."""

    name: str
    """The file's name. The routine's own is the one the record goes by: for a file from elsewhere `record_name`."""
    path: str
    shipped: bool
    routine: Routine | None
    problems: tuple[Problem, ...]


class Library(Mapping[str, "Exercise"]):
    """The exercises by name, each read from its file when it is first asked for.

    The folders are tried in their order: the user's own exercise comes before the shipped one of that name.
    Asking for an exercise whose file has errors raises `BrokenExerciseError`.
    """

    def __init__(self, *folders: str) -> None:
        self._folders = folders
        self._read: dict[str, ExerciseResult] = {}
        self._paths: dict[str, str] | None = None
        self._extending: list[str] = []
        """The exercises that are being read, each because the one before extends it."""

    @property
    def paths(self) -> dict[str, str]:
        """The file of each exercise, by name."""
        if self._paths is None:
            self._paths = exercise_files(self._folders)
        return self._paths

    def result(self, name: str) -> ExerciseResult:
        """Return what became of an exercise's file, problems and all. Raises KeyError for an unknown name."""
        result = self._read.get(name)
        if result is not None:
            return result
        path = self.paths[name]
        if name in self._extending or len(self._extending) >= MOST_EXTENDED:
            message = f"one that extends too many others, or itself, {path}"
            raise BrokenExerciseError(message)
        self._extending.append(name)
        try:
            result = self._read[name] = load_exercise(path, self)
        finally:
            self._extending.pop()
        return result

    def __getitem__(self, name: str) -> Exercise:
        result = self.result(name)
        if result.exercise is None:
            first = result.problems[0]
            message = f"a mistake in its file, {first.path}:{first.line}: {first.message}"
            raise BrokenExerciseError(message)
        return result.exercise

    def __contains__(self, name: object) -> bool:
        return name in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


class RoutineRepository:
    """All routines: the user's own before the shipped ones."""

    def __init__(self, own: str | None, shipped: str | None = None) -> None:
        """Take the user's folder (it need not exist) and, for tests, another place for the shipped files."""
        self._shipped = data_path("routines") if shipped is None else shipped
        self._folders = ([own] if own else []) + [self._shipped]
        self._held: dict[str, Routine] = {}
        self.library = Library(*(str(Path(folder, EXERCISES)) for folder in self._folders))

    def paths(self) -> dict[str, str]:
        """Return the file of each routine by name, in the order of the names."""
        return routine_files(self._folders)

    def hold(self, routine: Routine) -> None:
        """Keep a routine that is in no file, such as a mixed one: `entry` and `load` find it by its name."""
        self._held[routine.name] = routine

    def entries(self) -> tuple[Entry, ...]:
        """Read every routine."""
        return tuple(self._entry(name, path) for name, path in self.paths().items())

    def entry(self, routine: str) -> Entry:
        """Read one routine by its name or its path. Raises UsageError where there is none."""
        if routine in self._held:
            return Entry(routine, "", shipped=False, routine=self._held[routine], problems=())
        path = self.path(routine)
        return self._entry(name_of(path), path)

    def load(self, routine: str) -> Routine:
        """Return one routine by its name or its path.

        Raises UsageError where there is none, ProblemsError where it has errors.
        """
        entry = self.entry(routine)
        if entry.routine is None:
            errors = [problem for problem in entry.problems if problem.severity == "error"]
            listed = "\n".join(in_full(problem) for problem in errors)
            message = f"{listed}\n{entry.path} cannot be played: {counted(errors)}."
            raise ProblemsError(message)
        return entry.routine

    def read(self, path: str) -> ReadResult:
        """Read one routine file; whatever keeps it from being read is a problem in the result."""
        data = read_bytes(path)
        if isinstance(data, Problem):
            return ReadResult(None, (data,), "", None, [])
        return read_routine(data, name=name_of(path), path=path, library=self.library)

    def path(self, routine: str) -> str:
        """Return the file of a routine given by name or path. Raises UsageError where there is none."""
        if _is_path(routine):
            if not os.path.lexists(routine):
                message = f"There is no file {routine}."
                raise UsageError(message)
            return routine
        paths = self.paths()
        found = paths.get(routine)
        if found is None:
            hint = (
                self._nearly_named(routine)
                or suggestion(nearest(routine, paths))
                or "`stretch-coach list` names them all."
            )
            message = f"There is no routine `{routine[:60]}`. {hint}"
            raise UsageError(message)
        return found

    def _nearly_named(self, routine: str) -> str:
        """Return the hint for a file that would be this routine, had it the right ending; "" where there is none."""
        for ending in (".yaml", ".stretch.yml", ".yml", ".stretch.yaml.txt"):
            path = Path(self._folders[0], routine + ending)
            if path.is_file():
                return f"Call {path} `{routine}{SUFFIX}`, and it is one."
        return ""

    def _entry(self, name: str, path: str) -> Entry:
        result = self.read(path)
        routine = result.routine
        if routine is not None and not self._holds(path):
            routine = replace(routine, name=routine.record_name())
        return Entry(name, path, path.startswith(self._shipped), routine, result.problems)

    def _holds(self, path: str) -> bool:
        """Tell whether a file lies in one of the folders, by whose names the record goes."""
        folder = os.path.realpath(Path(path).parent)
        return any(folder == os.path.realpath(known) for known in self._folders)


def load_exercise(path: str, library: Mapping[str, Exercise] | None = None) -> ExerciseResult:
    """Read one exercise file; whatever keeps it from being read is a problem in the result."""
    data = read_bytes(path)
    if isinstance(data, Problem):
        return ExerciseResult(None, (data,), "")
    name = Path(path).name.removesuffix(EXERCISE_SUFFIX)
    try:
        read_name(name)
    except FieldError as error:
        hint = f"Call the file `{made_name(name) or 'my-exercise'}{EXERCISE_SUFFIX}`, so that steps can name it."
        message = error.message.replace("a name", "a file's name", 1)
        return ExerciseResult(None, (Problem(path, 1, 1, 2, "error", error.code, message, hint),), "")
    return read_exercise(data, name=name, path=path, library=library)


def read_bytes(path: str) -> bytes | Problem:
    """Return a file's bytes, at most a little more than the limit, or the problem that keeps it from being read.

    Folders, devices and pipes are refused before they are opened, so that nothing waits or reads without end.
    """
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            what = "a folder" if Path(path).is_dir() else "something else"
            return _unreadable(path, f"expected a file, found {what}")
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        if Path(path).is_symlink():
            return _unreadable(path, "expected a file, found a link that leads nowhere")
        return _unreadable(path, "expected a file, found none: it is gone")
    except PermissionError:  # pragma: no cover  root, as which tests may run, reads everything
        return _unreadable(path, "expected a file that may be read, found one that may not", "Change its permissions.")
    except (OSError, ValueError) as error:  # links in a circle, names too long, a failing disk, a NUL in the name
        what = f"an obstacle: {(getattr(error, 'strerror', None) or str(error)).lower()}"
        if Path(path).is_symlink() and getattr(error, "errno", None) == errno.ELOOP:
            what = "a link that leads in a circle"
        return _unreadable(path, f"expected a file, found {what}")


def _unreadable(path: str, message: str, hint: str = "") -> Problem:
    return Problem(path, 1, 1, 2, "error", "unreadable", message, hint)


def _is_path(routine: str) -> bool:
    return os.sep in routine or "/" in routine or routine.endswith((".yaml", ".yml"))
