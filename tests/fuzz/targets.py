"""What is fuzzed: each takes any bytes and raises only where something does not hold."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from stretch_coach.authoring.examining import examine
from stretch_coach.data import data_path
from stretch_coach.errors import StorageError
from stretch_coach.paths import ANSWERS, SETTINGS, SWAPS, Paths
from stretch_coach.record.jsonl import from_text, read_bytes, to_text
from stretch_coach.routine.model import Problem
from stretch_coach.routine.reader import read_exercise
from stretch_coach.routine.report import as_fields, for_github, in_full, in_one_line
from stretch_coach.routine.repository import Library
from stretch_coach.screening_store import load_answers, save_answers
from stretch_coach.settings import read_settings
from stretch_coach.swap_store import load_swaps
from stretch_coach.text import is_printable

LIBRARY = Library(data_path("routines", "exercises"))
_FOLDER = tempfile.TemporaryDirectory(prefix="stretch-coach-fuzz-")


def _sound(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.line >= 1
        assert 1 <= problem.column < problem.end_column
        assert problem.message
        assert as_fields(problem)
        for text in (in_full(problem), in_one_line(problem), for_github(problem)):
            assert is_printable(text.replace("\n", " ").replace("\t", " ")), repr(text)


def routine(data: bytes) -> None:
    """A routine is read, or has errors."""
    found = examine(data, name="fuzzed", path="fuzzed.stretch.yaml", library=LIBRARY)
    _sound(found.problems)
    assert (found.routine is None) == bool(found.errors)


def exercise(data: bytes) -> None:
    """An exercise is read, or has errors."""
    found = read_exercise(data, name="fuzzed", path="fuzzed.yaml", library=LIBRARY)
    _sound(found.problems)
    assert found.exercise is not None or any(problem.severity == "error" for problem in found.problems)


def record(data: bytes) -> None:
    """Each line of an import is taken or refused with words; what is taken comes back the same when it is written."""
    reading = read_bytes(data, "fuzzed.jsonl")
    assert len(reading.lines) + len(reading.faults) == sum(bool(row.strip()) for row in _rows(data))
    for fault in reading.faults:
        assert fault.message
        assert is_printable(fault.message), repr(fault.message)
    for line in reading.lines:
        text = to_text(line)
        assert is_printable(text), repr(text)
        again = from_text(text)
        assert again == line
        assert to_text(again) == text


def _rows(data: bytes) -> list[bytes]:
    return data.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def settings(data: bytes) -> None:
    """Settings of any content are settings, and what is wrong with them can be shown."""
    folder = _FOLDER.name
    Path(folder, SETTINGS).write_bytes(data)
    found = read_settings(Paths(folder, folder, folder, folder), {})
    for problem in found.problems:
        assert is_printable(problem), repr(problem)


def answers(data: bytes) -> None:
    """Answers of any content are answers or none; what is understood is stored again as it is."""
    folder = _FOLDER.name
    Path(folder, ANSWERS).write_bytes(data)
    found = load_answers(folder)
    if found is not None:
        save_answers(folder, found)
        assert load_answers(folder) == found
        Path(folder, ANSWERS).unlink()


def swaps(data: bytes) -> None:
    """Swaps of any content are swaps, or cannot be understood."""
    folder = _FOLDER.name
    Path(folder, SWAPS).write_bytes(data)
    with suppress(StorageError):
        load_swaps(folder)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "routine": routine, "exercise": exercise, "record": record, "settings": settings, "answers": answers,
    "swaps": swaps,
}  # fmt: skip
