"""Which files there are, by the names of routines and exercises, without reading any."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

SUFFIX = ".stretch.yaml"
EXERCISE_SUFFIX = ".yaml"
EXERCISES = "exercises"
"""The folder of exercises inside a folder of routines."""


def routine_files(folders: Iterable[str]) -> dict[str, str]:
    """Return the file of each routine by name, in the order of the names; the first folder that has one wins."""
    return dict(sorted(_files(folders, SUFFIX).items()))


def exercise_files(folders: Iterable[str]) -> dict[str, str]:
    """Return the file of each exercise by name, from the folders themselves; the first that has one wins."""
    return _files(folders, EXERCISE_SUFFIX)


def name_of(path: str) -> str:
    """Return the name a routine file gives its routine: the file's name without its suffix."""
    base = Path(path).name
    for suffix in (SUFFIX, ".stretch.yml", ".yaml", ".yml"):
        if base.endswith(suffix) and base != suffix:
            return base.removesuffix(suffix)
    return base


def draft_path(path: str) -> str:
    """Return where `edit` keeps a routine's draft: hidden next to it, under a name that editors know as ours."""
    return str(Path(path).with_name(f".{name_of(path)}.draft{SUFFIX}"))


def _files(folders: Iterable[str], suffix: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in folders:
        for name in _listed(folder, suffix):
            found.setdefault(name, str(Path(folder, name + suffix)))
    return found


def _listed(folder: str, suffix: str) -> list[str]:
    """Return the names of a folder's files with a suffix; a folder that is not there or may not be read has none."""
    try:
        found = [file.name for file in Path(folder).iterdir()]
    except OSError:
        return []
    return sorted(
        name.removesuffix(suffix)
        for name in found
        if name.endswith(suffix) and name != suffix and not name.startswith(".")
    )
