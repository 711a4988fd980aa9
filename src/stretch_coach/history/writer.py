"""The recorder: the journal on a thread and its own connection, so that a session never waits for a disk.

What cannot be saved never stops a session: the recorder says why in `error`, and tries again whenever there is more
to write.
"""

from __future__ import annotations

import atexit
import json
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import NamedTuple

from stretch_coach.errors import StretchCoachError
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Line, Session
from stretch_coach.text import printable

_LATE = "The disk did not answer in time, so the end of the session may not be saved."

_AT_EXIT_S = 5.0


class Saved(NamedTuple):
    """A state of a session that is on disk."""

    session_id: str
    mark: int
    """The mark that came with the newest checkpoint among what was written."""


class _Entry(NamedTuple):
    """One thing to write. A later one for the same session makes a checkpoint needless."""

    session_id: str
    is_checkpoint: bool
    mark: int
    write: Callable[[Journal], object]


class RecorderThread:
    """Keeps the running session. Its methods return at once; `close` at the end waits for the disk."""

    def __init__(
        self, folder: str, now: Callable[[], datetime], *, on_warning: Callable[[str], None] | None = None
    ) -> None:
        self._folder = folder
        self._now = now
        self._on_warning = on_warning
        self._warnings: list[str] = []
        self._saved: SimpleQueue[Saved] = SimpleQueue()
        self._queue: SimpleQueue[_Entry | None] = SimpleQueue()
        self._error = ""
        self._mine: set[str] = set()
        """Sessions this process is known to play; touched by the recorder's thread alone."""
        self._thread = threading.Thread(target=self._work, name="recorder", daemon=True)
        self._thread.start()
        atexit.register(self.close, _AT_EXIT_S)  # a program that ends in a hurry has written what it was handed

    def error(self) -> str:
        """Return why the session is not saved: the first reason since all was saved. "" while all is."""
        return self._error

    def warnings(self) -> tuple[str, ...]:
        """Return what happened to the record while it was written to: damage, a file that was removed."""
        return tuple(self._warnings)

    def _warn(self, sentence: str) -> None:
        if self._on_warning is not None:
            self._on_warning(sentence)
        self._warnings.append(sentence)

    def saved(self) -> tuple[Saved, ...]:
        """Return what has been written durably since the last call."""
        found = []
        with suppress(Empty):
            while True:
                found.append(self._saved.get_nowait())
        return tuple(found)

    def checkpoint(self, session: Session, progress: Mapping[str, object], mark: int = 0) -> None:
        """Keep how far the session is. The first call begins it, or goes on with an unfinished one.

        `mark` comes back from `saved` once this state, or a later one, is on disk.
        """

        def write(journal: Journal) -> None:
            text = json.dumps(progress, separators=(",", ":"))
            if session.id in self._mine:
                journal.checkpoint(session, text)
            else:
                journal.open_session(session, text)
                self._mine.add(session.id)

        self._queue.put(_Entry(session.id, is_checkpoint=True, mark=mark, write=write))

    def close_session(self, session: Session, mark: int = 0) -> None:
        """Make the session a line of the record."""
        self._queue.put(_Entry(session.id, is_checkpoint=False, mark=mark, write=lambda j: j.close_session(session)))

    def discard(self, session_id: str) -> None:
        """Forget the running session."""
        self._queue.put(_Entry(session_id, is_checkpoint=False, mark=0, write=lambda j: j.discard(session_id)))

    def append(self, line: Line) -> None:
        """Add any other line."""
        self._queue.put(_Entry("", is_checkpoint=False, mark=0, write=lambda j: j.append(line)))

    def close(self, timeout: float) -> bool:
        """Write what is left, end the thread, and say whether all was saved within `timeout` seconds."""
        atexit.unregister(self.close)
        self._queue.put(None)
        self._thread.join(timeout)
        if self._thread.is_alive():
            self._error = self._error or _LATE
        return not self._error

    def _work(self) -> None:
        journal: Journal | None = None
        todo: list[_Entry] = []
        goes_on = True
        while goes_on:
            entries = self._waiting()
            goes_on = None not in entries
            failed: list[_Entry] = []
            for entry in _needed([*todo, *(entry for entry in entries if entry is not None)]):
                try:
                    if journal is None:
                        journal = Journal(self._folder, self._now, on_warning=self._warn)
                    entry.write(journal)
                except Exception as error:  # noqa: BLE001  nobody sees what ends a thread, and the session would be lost
                    failed.append(entry)
                    self._error = self._error or _reason(error)
                else:
                    if entry.session_id:
                        self._saved.put(Saved(entry.session_id, entry.mark))
            todo = failed  # tried again with whatever comes next
            if not todo:
                self._error = ""
        if journal is not None:
            journal.close()

    def _waiting(self) -> list[_Entry | None]:
        """Wait for the next entry, and return it with all that came meanwhile; None is the end."""
        entries = [self._queue.get()]
        with suppress(Empty):
            while entries[-1] is not None:
                entries.append(self._queue.get_nowait())
        return entries


def _reason(error: Exception) -> str:
    if isinstance(error, StretchCoachError):
        return str(error)
    return f"Something went wrong inside ({type(error).__name__}: {printable(str(error))})."


def _needed(entries: list[_Entry]) -> list[_Entry]:
    """Return the entries to write: of several checkpoints that waited, only the last of each session."""
    needed: list[_Entry] = []
    later: set[str] = set()
    for entry in reversed(entries):
        if not (entry.is_checkpoint and entry.session_id in later):
            needed.append(entry)
        later.add(entry.session_id)
    return needed[::-1]
