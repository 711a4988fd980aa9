"""What is fuzzed: each takes any bytes, says what became of them, and raises only where something does not hold."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from enum import StrEnum
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
from stretch_coach.settings import SECTIONS, TABLE, Settings, read_settings
from stretch_coach.swap_store import load_swaps, save_swaps
from stretch_coach.text import is_printable

LIBRARY = Library(data_path("routines", "exercises"))
_FOLDER = tempfile.TemporaryDirectory(prefix="stretch-coach-fuzz-")


class Outcome(StrEnum):
    """What became of a file. Anything else is a finding."""

    READ = "read"
    """It was understood, and nothing is wrong with it that would keep it from being used."""
    IN_PART = "read in part"
    """What could be understood is used, and what was left out is told."""
    REFUSED = "refused"
    """Nothing of it is used, and why is told, or it counts as absent."""


def _sound(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.line >= 1
        assert 1 <= problem.column < problem.end_column
        assert problem.message
        assert as_fields(problem)
        for text in (in_full(problem), in_one_line(problem), for_github(problem)):
            assert is_printable(text.replace("\n", " ").replace("\t", " ")), repr(text)


def routine(data: bytes) -> Outcome:
    """A routine is read, or has errors."""
    found = examine(data, name="fuzzed", path="fuzzed.stretch.yaml", library=LIBRARY)
    _sound(found.problems)
    assert (found.routine is None) == bool(found.errors)
    return Outcome.REFUSED if found.errors else Outcome.READ


def exercise(data: bytes) -> Outcome:
    """An exercise is read, or has errors."""
    found = read_exercise(data, name="fuzzed", path="fuzzed.yaml", library=LIBRARY)
    _sound(found.problems)
    errors = [problem for problem in found.problems if problem.severity == "error"]
    assert found.exercise is not None or errors
    return Outcome.REFUSED if errors else Outcome.READ


def record(data: bytes) -> Outcome:
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
    if reading.faults:
        return Outcome.IN_PART if reading.lines else Outcome.REFUSED
    return Outcome.READ


def _rows(data: bytes) -> list[bytes]:
    return data.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def settings(data: bytes) -> Outcome:
    """Settings of any content are settings, each of which fits its rule; what is wrong with them can be shown."""
    folder = _FOLDER.name
    Path(folder, SETTINGS).write_bytes(data)
    paths = Paths(folder, folder, folder, folder)
    found = read_settings(paths, {})
    for problem in found.problems:
        assert problem
        assert is_printable(problem), repr(problem)
    for row in TABLE:
        value = _value(found, row.section, row.key)
        assert value == _value(Settings(paths), row.section, row.key) or row.accepts(value), (row, value)
    if not found.problems:
        return Outcome.READ
    is_default = all(getattr(found, name) == getattr(Settings(paths), name) for name in SECTIONS)
    return Outcome.REFUSED if is_default else Outcome.IN_PART


def _value(found: Settings, section: str, key: str) -> object:
    values = getattr(found, section)
    return values.get(key) if isinstance(values, Mapping) else getattr(values, key)


def answers(data: bytes) -> Outcome:
    """Answers of any content are answers, or are said not to be understood; what is understood is stored as it is.

    A file that is there never counts as none: that would open what the answers keep locked, without a word.
    """
    folder = _FOLDER.name
    Path(folder, ANSWERS).write_bytes(data)
    why = ""
    try:
        found = load_answers(folder)
    except StorageError as error:
        why = str(error)
    if why:
        assert is_printable(why), repr(why)
        return Outcome.REFUSED
    assert found is not None
    save_answers(folder, found)
    assert load_answers(folder) == found
    return Outcome.READ


def swaps(data: bytes) -> Outcome:
    """Swaps of any content are swaps, or cannot be understood; what is understood is stored again as it is."""
    folder = _FOLDER.name
    Path(folder, SWAPS).write_bytes(data)
    why = ""
    try:
        found = load_swaps(folder)
    except StorageError as error:
        why = str(error)
    if why:
        assert is_printable(why), repr(why)
        return Outcome.REFUSED
    save_swaps(folder, found)
    assert load_swaps(folder) == found
    return Outcome.READ


TARGETS: Mapping[str, Callable[[bytes], Outcome]] = {
    "routine": routine, "exercise": exercise, "record": record, "settings": settings, "answers": answers,
    "swaps": swaps,
}  # fmt: skip
