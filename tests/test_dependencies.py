"""What the program and its tests need is pinned, with hashes; what comes with the program is named, with licences."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (ROOT / "requirements-dev.lock").read_text("utf-8")
PINS = {found[1]: found[0] for found in re.finditer(r"^([a-z0-9-]+)==.*(?:\n .*)*", LOCK, re.MULTILINE)}
"""Each package of the lock file: what is said of it."""


def version(name: str) -> str:
    """Return the version of a package that the lock file pins."""
    (found,) = re.findall(r"==([^\s\\;]+)", PINS[name].splitlines()[0])[:1]
    return str(found)


def needed_by(name: str) -> set[str]:
    """Return what the lock file has because of another package."""
    return {pin for pin, text in PINS.items() if name in re.findall(r"^ +#(?: via)? +([^\s]+)$", text, re.MULTILINE)}


def normal(name: str) -> str:
    """Return a package's name as the lock file writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needs(texts: list[str]) -> list[Requirement]:
    """Return what is needed on Linux, where the lock file was made."""
    found = map(Requirement, texts)
    linux = {"sys_platform": "linux", "platform_machine": "x86_64", "python_version": "3.11"}
    return [need for need in found if need.marker is None or need.marker.evaluate(linux)]


DIRECT = needs([*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]])


@pytest.mark.parametrize("need", DIRECT, ids=lambda need: need.name)
def test_what_is_needed_directly_is_pinned_within_its_bounds(need: Requirement) -> None:
    assert need.specifier.contains(version(normal(need.name)))


def test_every_pin_has_a_hash() -> None:
    assert [name for name, text in PINS.items() if "--hash=sha256:" not in text] == []


def test_the_lock_file_names_no_place_of_its_own() -> None:
    assert [line for line in LOCK.splitlines() if line.startswith("-") or "://" in line] == []


def test_the_table_of_licences_names_all_that_comes_with_the_program_as_it_is_pinned() -> None:
    waiting = {normal(need.name) for need in needs(PROJECT["dependencies"])}
    wanted: set[str] = set()
    while waiting - wanted:
        name = (waiting - wanted).pop()
        wanted.add(name)
        waiting |= needed_by(name)
    rows = re.findall(r"^\| (\S+) \| (\d\S*) \| (.+) \|$", (ROOT / "SECURITY.md").read_text("utf-8"), re.MULTILINE)
    assert {(normal(name), version) for name, version, _ in rows} == {(name, version(name)) for name in wanted}
    assert all(licence != "not stated" for _, _, licence in rows)
