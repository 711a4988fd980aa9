"""The recorder: the journal on a thread and a connection of its own, so that a session never waits for a disk.

The runner hands it what happened and goes on. What cannot be saved never stops a session: the recorder says
why in `failure`, a plain sentence for the screen, and tries again with the next checkpoint, which carries the
whole session so far.
"""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING

from stretch_coach.errors import StretchCoachError
from stretch_coach.history.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from stretch_coach.record.lines import Line, Session

    Deed = Callable[[Journal], object]


class RecorderThread:
    """Keeps the running session. Its methods return at once; call `close` at the end, which waits."""

    def __init__(self, folder: str, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now
        self._queue: SimpleQueue[tuple[str, Deed] | None] = SimpleQueue()
        self._failure: str | None = None
        self._journal: Journal | None = None
        self._thread = threading.Thread(target=self._work, name="recorder", daemon=True)
        self._thread.start()

    @property
    def failure(self) -> str | None:
        """Why the session cannot be saved: the first reason since all was saved. None while all is saved."""
        return self._failure

    def open_session(self, session: Session, progress: str) -> None:
        """Begin to keep a session, or go on with an unfinished one."""
        self._queue.put(("open", lambda journal: journal.open_session(session, progress)))

    def checkpoint(self, session: Session, progress: str) -> None:
        """Keep how far the session is; called as each segment ends."""
        self._queue.put(("checkpoint", lambda journal: journal.checkpoint(session, progress)))

    def close_session(self, session: Session) -> None:
        """Make the session a line of the record."""
        self._queue.put(("line", lambda journal: journal.close_session(session)))

    def discard(self, session_id: str) -> None:
        """Forget the running session."""
        self._queue.put(("line", lambda journal: journal.discard(session_id)))

    def append(self, line: Line) -> None:
        """Add any other line."""
        self._queue.put(("line", lambda journal: journal.append(line)))

    def close(self, timeout: float) -> bool:
        """Write what is left, end the thread, and say whether all of it was saved within `timeout` seconds."""
        self._queue.put(None)
        self._thread.join(timeout)
        if self._thread.is_alive():
            self._failure = self._failure or "The disk did not answer in time, so the end of the session is not saved."
        return self._failure is None

    def _work(self) -> None:
        lost = False
        while (entry := self._queue.get()) is not None:
            what, deed = entry
            try:
                if self._journal is None:
                    self._journal = Journal(self._folder, self._now)
                deed(self._journal)
            except StretchCoachError as error:
                lost = lost or what == "line"
                self._failure = self._failure or str(error)
            else:
                if not lost:  # a checkpoint and a closed session carry all that came before
                    self._failure = None
        if self._journal is not None:
            self._journal.close()
