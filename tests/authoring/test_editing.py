"""An edit: on a copy, checked when it closes, put in place only when sound; whatever happens, nothing is lost."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.authoring.console import Console, safest
from stretch_coach.authoring.draft import SCHEMA_LINE
from stretch_coach.authoring.editing import Edited, Hands, Question, edit
from stretch_coach.authoring.editors import editor_command, opener
from stretch_coach.data import data_path
from stretch_coach.errors import StorageError, UsageError
from stretch_coach.routine.folders import draft_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretch_coach.authoring.editing import Answer
    from stretch_coach.routine.repository import RoutineRepository

    Turn = Callable[[Path], int | None]

GOOD = "title: Better\nsteps:\n  - exercise: cat-camel\n"
BAD = "title: Worse\nsteps:\n  - exercise: cat-camal\n"


class Person:
    """Somebody who edits: what they write each time the editor opens, and what they answer."""

    def __init__(
        self, repository: RoutineRepository, folder: Path, turns: list[str | Turn], answers: tuple[Answer, ...] = ()
    ) -> None:
        self._repository = repository
        self._folder = folder
        self._turns = list(turns)
        self._answers = list(answers)
        self.opened: list[bytes] = []
        self.asked: list[Question] = []
        self.reported: list[str] = []

    def edit(self, routine: str = "calm") -> Edited:
        """Edit, and use up all that was prepared."""
        edited = edit(routine, self._repository, str(self._folder), Hands(self._open, self._ask, self.reported.append))
        assert (self._turns, self._answers) == ([], [])
        return edited

    def _open(self, path: str) -> int:
        draft = Path(path)
        self.opened.append(draft.read_bytes())
        turn = self._turns.pop(0)
        if isinstance(turn, str):
            draft.write_text(turn)
            return 0
        return turn(draft) or 0

    def _ask(self, question: Question) -> Answer:
        self.asked.append(question)
        answer = self._answers.pop(0)
        assert answer in question.answers
        return answer


def names(folder: Path) -> list[str]:
    """Return the files of a folder."""
    return sorted(file.name for file in Path(folder).iterdir() if file.name != ".schema")


def test_a_sound_text_takes_the_files_place_and_the_old_one_is_kept(
    repository: RoutineRepository, folder: Path
) -> None:
    before = (folder / "calm.stretch.yaml").read_bytes()
    edited = Person(repository, folder, [GOOD]).edit()
    assert edited.became == "replaced"
    assert (folder / "calm.stretch.yaml").read_text() == GOOD
    assert Path(edited.backup).read_bytes() == before
    assert names(folder) == ["calm.stretch.yaml", "calm.stretch.yaml.bak"]


def test_warnings_do_not_stop_it_and_name_the_routines_own_file(repository: RoutineRepository, folder: Path) -> None:
    edited = Person(repository, folder, ["title: T\nsteps:\n  - exercise: knee-to-chest\n    hold: 30s\n"]).edit()
    assert [(p.code, p.path) for p in edited.warnings] == [("no-warm-up", str(folder / "calm.stretch.yaml"))]


def test_the_editor_sees_a_copy_and_the_file_stays_until_the_text_is_sound(
    repository: RoutineRepository, folder: Path
) -> None:
    before = (folder / "calm.stretch.yaml").read_bytes()

    def look(draft: Path) -> None:
        assert draft != folder / "calm.stretch.yaml"
        assert draft.name.endswith(".stretch.yaml")
        assert (folder / "calm.stretch.yaml").read_bytes() == before
        draft.write_text(GOOD)

    person = Person(repository, folder, [BAD, look], ("edit again",))
    assert person.edit().became == "replaced"
    assert person.opened == [before, BAD.encode()], "again means: with what was written"
    assert "cat-camel" in person.asked[0].text
    assert person.asked[0].answers == ("edit again", "keep as a draft", "discard")


def test_a_draft_waits_and_goes_on(repository: RoutineRepository, folder: Path) -> None:
    before = (folder / "calm.stretch.yaml").read_bytes()
    kept = Person(repository, folder, [BAD], ("keep as a draft",)).edit()
    assert (kept.became, Path(kept.draft).read_text()) == ("draft", BAD)
    assert (folder / "calm.stretch.yaml").read_bytes() == before
    assert list(repository.paths()).count("calm") == 1
    assert not any("draft" in name for name in repository.paths()), "a draft is no routine"

    person = Person(repository, folder, [GOOD], ("go on with the draft",))
    assert person.edit().became == "replaced"
    assert person.opened == [BAD.encode()]
    assert not Path(kept.draft).exists()


def test_a_draft_can_be_started_again_and_says_when_it_is_the_older_one(
    repository: RoutineRepository, folder: Path
) -> None:
    file = folder / "calm.stretch.yaml"
    Person(repository, folder, [BAD], ("keep as a draft",)).edit()
    os.utime(draft_path(str(file)), ns=(0, 0))
    person = Person(repository, folder, [lambda _: None], ("start again",))
    assert person.edit().became == "unchanged"
    assert "changed after it" in person.asked[0].text
    assert person.opened == [file.read_bytes()]
    kept = Path(person.reported[0].removeprefix("The old draft: "))
    assert kept.read_text() == BAD, "and nothing is lost without a word"


def test_discarding_leaves_everything_as_it_was(repository: RoutineRepository, folder: Path) -> None:
    before = (folder / "calm.stretch.yaml").read_bytes()
    assert Person(repository, folder, [BAD], ("discard",)).edit().became == "discarded"
    assert (folder / "calm.stretch.yaml").read_bytes() == before
    assert names(folder) == ["calm.stretch.yaml"]


@pytest.mark.parametrize("turn", [lambda _: None, lambda _: 1, lambda draft: draft.unlink()])
def test_an_editor_that_changes_nothing_changes_nothing(
    turn: Turn, repository: RoutineRepository, folder: Path
) -> None:
    assert Person(repository, folder, [turn]).edit().became == "unchanged"
    assert names(folder) == ["calm.stretch.yaml"]


def test_an_editor_that_fails_after_a_change_replaces_nothing_by_itself(
    repository: RoutineRepository, folder: Path
) -> None:
    def fail(draft: Path) -> int:
        draft.write_text(GOOD)
        return 3

    person = Person(repository, folder, [fail], ("keep as a draft",))
    assert person.edit().became == "draft"
    assert "ended with 3" in person.asked[0].text


def test_an_editor_that_was_interrupted_is_reported_as_such(repository: RoutineRepository, folder: Path) -> None:
    """A negative code is a signal's, which no editor ends with."""
    person = Person(repository, folder, [lambda _: -2])
    assert person.edit().became == "unchanged"
    assert person.reported == ["The editor was ended by signal 2. Nothing was changed."]


def test_a_file_changed_meanwhile_is_noticed_and_theirs_is_kept(repository: RoutineRepository, folder: Path) -> None:
    file = folder / "calm.stretch.yaml"
    theirs = "title: Theirs\nsteps:\n  - exercise: cat-camel\n"

    def both(draft: Path) -> None:
        file.write_text(theirs)
        draft.write_text(GOOD)

    person = Person(repository, folder, [both], ("replace it",))
    edited = person.edit()
    assert "was changed by another program" in person.asked[0].text
    assert (file.read_text(), Path(edited.backup).read_text()) == (GOOD, theirs)

    kept = Person(repository, folder, [both_again(file)], ("keep as a draft",)).edit()
    assert (file.read_text(), Path(kept.draft).read_text()) == ("title: Gone on\n", GOOD + "\n")


def both_again(file: Path) -> Turn:
    """Return a turn in which file and draft change."""

    def turn(draft: Path) -> None:
        file.write_text("title: Gone on\n")
        draft.write_text(GOOD + "\n")

    return turn


def test_a_file_taken_away_meanwhile_is_noticed(repository: RoutineRepository, folder: Path) -> None:
    def turn(draft: Path) -> None:
        (folder / "calm.stretch.yaml").unlink()
        draft.write_text(GOOD)

    person = Person(repository, folder, [turn], ("replace it",))
    assert person.edit().became == "replaced"
    assert "was deleted by another program" in person.asked[0].text
    assert "copy of theirs" not in person.asked[0].text, "there is none"
    assert (folder / "calm.stretch.yaml").read_text() == GOOD


def test_a_shipped_routine_is_edited_as_a_copy_of_ones_own(repository: RoutineRepository, folder: Path) -> None:
    shipped = Path(data_path("routines", "basics.stretch.yaml"))
    before = shipped.read_bytes()
    person = Person(repository, folder, [GOOD])
    edited = person.edit("basics")
    assert edited.path == str(folder / "basics.stretch.yaml")
    assert person.opened[0].startswith(SCHEMA_LINE.encode())
    assert person.opened[0].endswith(before)
    assert (folder / "basics.stretch.yaml").read_text() == GOOD
    assert shipped.read_bytes() == before
    assert str(folder) in person.reported[0]


def test_a_shipped_routine_left_unchanged_leaves_no_copy(repository: RoutineRepository, folder: Path) -> None:
    assert Person(repository, folder, [lambda _: None]).edit("basics").became == "unchanged"
    assert names(folder) == ["calm.stretch.yaml"]


def test_a_broken_routine_can_be_mended(repository: RoutineRepository, folder: Path) -> None:
    (folder / "calm.stretch.yaml").write_text(BAD)
    assert Person(repository, folder, [GOOD]).edit().became == "replaced"


def test_an_editor_that_cannot_start_leaves_nothing_behind(repository: RoutineRepository, folder: Path) -> None:
    hands = Hands(opener([str(folder / "no-such-program")]), safest, lambda _: None)
    with pytest.raises(StorageError, match="could not be started"):
        edit("calm", repository, str(folder), hands)
    assert names(folder) == ["calm.stretch.yaml"]


def test_unreadable_things_are_one_clear_line(repository: RoutineRepository, folder: Path) -> None:
    (folder / "a-folder.stretch.yaml").mkdir()
    (folder / "circle.stretch.yaml").symlink_to("circle.stretch.yaml")
    for routine in ("a-folder", "circle"):
        with pytest.raises(StorageError, match="expected a file"):
            Person(repository, folder, []).edit(routine)


@pytest.mark.parametrize(
    ("env", "here", "terminal", "expected"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, {"code", "vi"}, False, ["code", "--wait"]),
        ({"EDITOR": "'my editor' -x"}, {"my editor"}, False, ["my editor", "-x"]),
        ({"EDITOR": "hx"}, {"hx"}, True, ["hx"]),
        ({"VISUAL": " "}, {"nano", "vi"}, True, ["nano"]),
        ({}, {"vi"}, True, ["vi"]),
    ],
)
def test_the_persons_editor_is_found(
    env: dict[str, str], here: set[str], *, terminal: bool, expected: list[str]
) -> None:
    found = editor_command(env, "x.yaml", terminal=terminal, which=lambda name: name if name in here else None)
    assert found == expected


@pytest.mark.parametrize(
    ("env", "here", "said"),
    [
        ({}, set(), "No editor was found"),
        ({"EDITOR": "gone"}, {"vi"}, "no program `gone`"),
        ({"EDITOR": "vi"}, {"vi"}, "needs a terminal"),
        ({}, {"nano"}, "needs a terminal"),
    ],
)
def test_no_editor_is_said_in_words_with_the_path(env: dict[str, str], here: set[str], said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        editor_command(env, "x.yaml", terminal=False, which=lambda name: name if name in here else None)
    assert "x.yaml" in str(raised.value)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("\n", "edit again"),
        ("k\n", "keep as a draft"),
        (" Discard \n", "discard"),
        ("what?\nd\n", "discard"),
        ("", "keep as a draft"),
    ],
)
def test_a_terminal_asks_by_letter_and_the_end_of_input_loses_nothing(typed: str, answer: str) -> None:
    words = io.StringIO()
    question = Question("Two problems.", ("edit again", "keep as a draft", "discard"))
    assert Console(io.StringIO(typed), words).ask(question) == answer
    assert words.getvalue().startswith("Two problems.\n[e]dit again · [k]eep as a draft · [d]iscard")
