"""Changes a routine in an editor so that nothing can be lost: on a copy, checked before it takes the file's place.

How to open an editor, ask and tell is handed in, so that nothing here needs a terminal.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from stretch_coach.authoring.draft import SCHEMA_FILE, SCHEMA_LINE
from stretch_coach.authoring.examining import Examined, examine
from stretch_coach.authoring.schema_file import keep_schema
from stretch_coach.errors import StorageError
from stretch_coach.files import write_new, write_with_backup
from stretch_coach.routine.decode import MAX_BYTES
from stretch_coach.routine.folders import SUFFIX, draft_path
from stretch_coach.routine.model import Problem
from stretch_coach.routine.report import counted, in_full
from stretch_coach.routine.repository import RoutineRepository, read_bytes

Answer = Literal["edit again", "keep as a draft", "discard", "replace it", "go on with the draft", "start again"]
Became = Literal["replaced", "unchanged", "draft", "discarded"]


class Question(NamedTuple):
    """Something only the user can decide."""

    text: str
    answers: tuple[Answer, ...]
    """The first is what Enter takes."""


class Edited(NamedTuple):
    """What became of an edit."""

    became: Became
    path: str
    """The routine's file."""
    draft: str = ""
    """Where the draft lies, if it was kept."""
    backup: str = ""
    """Where the text from before lies, if it was replaced."""
    warnings: tuple[Problem, ...] = ()
    failed: bool = False
    """The editor itself failed, so nothing could be replaced."""


class Hands(NamedTuple):
    """How to reach the user."""

    open_editor: Callable[[str], int]
    """Opens a file, waits until it is closed, and returns the editor's exit code."""
    ask: Callable[[Question], Answer]
    tell: Callable[[str], None]
    colour: bool = False


def edit(routine: str, repository: RoutineRepository, own_folder: str, hands: Hands) -> Edited:
    """Let the user change a routine, given by name or path, and put the text in place once it is sound.

    A shipped routine is copied to the user's folder. Raises UsageError where there is no such routine, StorageError
    where a file cannot be read or written; the routine's own file then is as it was.
    """
    entry = repository.entry(routine)
    name = entry.name
    source = path = entry.path
    if entry.shipped:
        path = str(Path(own_folder, name + SUFFIX))
        hands.tell(f"`{name}` is a shipped routine: your changes go to {path}.")
    before = _bytes_of(source)
    sitting = _Sitting(name, path, repository, hands)
    sitting.begin(before if source == path else with_schema_line(before), standing=before if source == path else None)
    return sitting.run()


def with_schema_line(data: bytes) -> bytes:
    """Return a shipped routine's bytes with the line that shows editors the schema."""
    return f"{SCHEMA_LINE}{SCHEMA_FILE}\n".encode() + data


class _Sitting:
    """One edit, from the first opening of the editor to the last answer."""

    def __init__(self, name: str, path: str, repository: RoutineRepository, hands: Hands) -> None:
        self.name = name
        self.path = path
        self.draft = draft_path(path)
        self.repository = repository
        self.hands = hands
        self.begun = b""
        """The text the draft began with: an edit that ends with it has changed nothing."""
        self.standing: bytes | None = None
        """What the routine's file held when the edit began; None where there was no file yet."""

    def begin(self, text: bytes, *, standing: bytes | None) -> None:
        """Write the draft, unless there is one from before that shall go on."""
        self.begun, self.standing = text, standing
        if os.path.lexists(self.draft):
            since = " The routine itself was changed after it." if self._is_newer_than_draft() else ""
            text_of_it = f"There is a draft of {self.name} from before, {self.draft}.{since}"
            if self.hands.ask(Question(text_of_it, ("go on with the draft", "start again"))) == "go on with the draft":
                return
            self.hands.tell(f"The old draft: {write_with_backup(self.draft, text)}")
        else:
            write_new(self.draft, text)
        keep_schema(Path(self.path).parent)

    def run(self) -> Edited:
        """Open the editor until the text is sound or the user has had enough."""
        while True:
            code = self._open()
            text = self._text()
            if text is None or text == self.begun:
                why = "The editor left no file." if text is None else "Nothing was changed."
                self.hands.tell(why if not code else f"{_how_it_ended(code)}. {why}")
                return self._drop("unchanged")._replace(failed=bool(code))
            found = self._examine(text, Path(self.path).name)
            if found.routine is None or code:
                answer = self.hands.ask(self._about_problems(found, code))
            elif self._is_as_it_was():
                return self._put(text)
            else:
                answer = self.hands.ask(self._about_another_hand())
            if answer == "replace it":
                return self._put(text)
            if answer == "discard":
                return self._drop("discarded")
            if answer == "keep as a draft":
                return Edited("draft", self.path, draft=self.draft, failed=bool(code))

    def _open(self) -> int:
        try:
            return self.hands.open_editor(self.draft)
        except BaseException:
            if self._text() == self.begun:
                self._drop("unchanged")
            raise

    def _text(self) -> bytes | None:
        """Return the draft's bytes, None where it is gone."""
        return _bytes_of(self.draft) if os.path.lexists(self.draft) else None

    def _is_newer_than_draft(self) -> bool:
        try:
            return Path(self.path).stat().st_mtime_ns > Path(self.draft).stat().st_mtime_ns
        except OSError:
            return False

    def _is_as_it_was(self) -> bool:
        now = _bytes_of(self.path) if os.path.lexists(self.path) else None
        return now == self.standing

    def _put(self, text: bytes) -> Edited:
        if self.standing is None and not os.path.lexists(self.path):
            write_new(self.path, text)
            backup = ""
        else:
            backup = write_with_backup(self.path, text)
        _remove(self.draft)
        return Edited("replaced", self.path, backup=backup, warnings=self._examine(text, self.path).problems)

    def _examine(self, text: bytes, path: str) -> Examined:
        return examine(text, name=self.name, path=path, library=self.repository.library)

    def _drop(self, became: Became) -> Edited:
        _remove(self.draft)
        return Edited(became, self.path)

    def _about_problems(self, found: Examined, code: int) -> Question:
        parts = [in_full(problem, colour=self.hands.colour) for problem in found.errors]
        if code:
            parts.append(f"{_how_it_ended(code)}, so nothing was replaced.")
        if found.errors:
            parts.append(f"{counted(found.errors)}: {self.name} stays as it was until there are none.")
        answers: tuple[Answer, ...] = ("edit again", "keep as a draft", "discard")
        return Question("\n\n".join(parts), answers)

    def _about_another_hand(self) -> Question:
        text = f"{self.path} was deleted by another program in the meantime. Replacing it puts it there again."
        if os.path.lexists(self.path):
            text = (
                f"{self.path} was changed by another program in the meantime. "
                "Replacing it keeps a copy of that next to it."
            )
        return Question(text, ("edit again", "replace it", "keep as a draft", "discard"))


def _how_it_ended(code: int) -> str:
    return f"The editor ended with {code}" if code > 0 else f"The editor was ended by signal {-code}"


def _bytes_of(path: str) -> bytes:
    data = read_bytes(path)
    if isinstance(data, Problem):
        message = f"{path}: {data.message}. {data.hint}".rstrip()
        raise StorageError(message)
    if len(data) > MAX_BYTES:  # only its beginning was read: a draft of it would lose the rest
        message = f"{path} has more than {MAX_BYTES:,} bytes. A routine is a short text; is this the right file?"
        raise StorageError(message)
    return data


def _remove(path: str) -> None:
    try:
        Path(path).unlink(missing_ok=True)
    except OSError as error:
        message = f"{path} could not be removed: {(error.strerror or str(error)).lower()}."
        raise StorageError(message) from error


def ending(edited: Edited, routine: str) -> str:
    """Return in words what became of an edit; nothing to add where nothing was changed."""
    if edited.became == "draft":
        return f"The draft waits in {edited.draft}\nGo on with it: stretch-coach edit {routine}"
    if edited.became == "discarded":
        return f"The draft is discarded; {edited.path} is as it was."
    if edited.became == "unchanged":
        return f"{edited.path} is as it was." if os.path.lexists(edited.path) else "The shipped routine is as it was."
    lines = [in_full(problem) for problem in edited.warnings]
    lines.append(f"Saved: {edited.path}")
    if edited.backup:
        lines.append(f"What was there before: {edited.backup}")
    return "\n".join(lines)
