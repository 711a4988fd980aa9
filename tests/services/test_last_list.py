"""The list is made from the last one as long as nothing it was made of has changed, and never a moment longer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.services import listing
from stretch_coach.services.listing import Listed, listed
from stretch_coach.settings import load_settings

if TYPE_CHECKING:
    from stretch_coach.services.coach import Coach
    from stretch_coach.testing import FakeClock

MINE = "title: Mine\nsteps:\n  - exercise: walking\n    hold: 3m\n"


@pytest.fixture
def mine() -> Path:
    """A routine of one's own."""
    folder = Path(os.environ["STRETCH_COACH_HOME"]) / "routines"
    folder.mkdir(parents=True)
    path = folder / "mine.stretch.yaml"
    path.write_text(MINE, encoding="utf-8")
    return path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the routines that were made anew, in order."""
    made: list[str] = []
    compute = listing._computed

    def counted(desk: object, paths: dict[str, str]) -> dict[str, Listed]:
        made.extend(paths)
        return compute(desk, paths)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(listing, "_computed", counted)
    return made


def _list(clock: FakeClock) -> dict[str, Listed]:
    return {row.name: row for row in listed(load_settings(os.environ), clock)}


def _settled(clock: FakeClock, reads: list[str]) -> dict[str, Listed]:
    """List until everything is kept: the very first list makes the record."""
    _list(clock)
    rows = _list(clock)
    reads.clear()
    return rows


def test_nothing_is_read_again_while_nothing_changed(mine: Path, clock: FakeClock, reads: list[str]) -> None:
    rows = _settled(clock, reads)
    assert _list(clock) == rows
    assert reads == []
    assert mine.name == "mine.stretch.yaml"


def test_a_changed_file_alone_is_read_again(mine: Path, clock: FakeClock, reads: list[str]) -> None:
    _settled(clock, reads)
    mine.write_text(MINE.replace("Mine", "Yours").replace("3m", "9m"), encoding="utf-8")
    row = _list(clock)["mine"]
    assert (row.title, row.minutes) == ("Yours", 10)
    assert reads == ["mine"]


def test_a_changed_schedule_is_listed_with_the_state_of_the_new_one(
    mine: Path, coach: Coach, clock: FakeClock, reads: list[str]
) -> None:
    coach.follow("mine", on=True)
    coach.close()
    assert _settled(clock, reads)["mine"].today == "due"
    clock.jump(60_000)
    mine.write_text(MINE.replace("steps", "schedule: [mon, wed]\nsteps"), encoding="utf-8")
    row = _list(clock)["mine"]
    assert (row.schedule, row.today) == ("mon, wed", "not due")
    assert reads == ["mine"]


def test_a_change_of_the_record_changes_the_list(coach: Coach, clock: FakeClock, reads: list[str]) -> None:
    rows = _settled(clock, reads)
    coach.follow("desk", on=True)
    coach.close()
    assert not rows["desk"].followed
    assert _list(clock)["desk"].followed


def test_the_next_practice_day_has_a_list_of_its_own(clock: FakeClock, reads: list[str]) -> None:
    _settled(clock, reads)
    clock.jump(24 * 3_600_000)
    _list(clock)
    assert "basics" in reads


def test_a_changed_exercise_makes_every_row_anew(mine: Path, clock: FakeClock, reads: list[str]) -> None:
    _settled(clock, reads)
    own = mine.parent / "exercises"
    own.mkdir()
    (own / "wave.yaml").write_text("title: Wave\nkind: movement\nposition: standing\ndo: [Wave]\n", encoding="utf-8")
    _list(clock)
    assert len(reads) > 1


@pytest.mark.parametrize("spoilt", ["", "[]", "{", '{"state": 1}', "null"])
def test_a_broken_cache_only_costs_time(spoilt: str, clock: FakeClock, reads: list[str]) -> None:
    rows = _settled(clock, reads)
    cache = Path(os.environ["STRETCH_COACH_HOME"]) / "cache" / "list.json"
    assert cache.exists()
    cache.write_text(spoilt, encoding="utf-8")
    assert _list(clock) == rows
