"""What every part of the wiring shares: settings, clock, routine files, the record and the safety answers.

Made once by `Coach`. The record is opened when it is first asked for, and a record that cannot be opened is a
sentence in `trouble`, not the end of the program: routines can be looked at and played without it.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from typing import Self

from stretch_coach.clock import Clock
from stretch_coach.errors import StorageError, StretchCoachError
from stretch_coach.history.days import practice_day, practice_day_ends
from stretch_coach.history.journal import Journal
from stretch_coach.history.streak import Course
from stretch_coach.record.lines import Follow, Line
from stretch_coach.record.order import new_id
from stretch_coach.routine.store import Shelf
from stretch_coach.safety.assess import SafetyState, assess
from stretch_coach.safety.questions import Answers
from stretch_coach.screening_store import load_answers
from stretch_coach.services.session_sound import WarmSound
from stretch_coach.settings import Settings

_TICK = timedelta(milliseconds=1)


class AppContext:
    """Settings, clock, files and record of one person."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self.routines = Shelf(settings.paths.routines)
        self.sound = WarmSound(settings)
        self.trouble = ""
        """Why the record cannot be read, "" while it can; where something was to be written, why that failed."""
        self.notice = ""
        """What happened to the record that the person must be told: a damaged file set aside, a copy that failed."""
        self._journal: Journal | None = None
        self._last_id: datetime | None = None

    def __enter__(self) -> Self:
        """Use the context in a `with` block, which closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def journal(self) -> Journal:
        """The record, perhaps only to be read. Raises `StorageError` where it cannot be opened at all."""
        if self._journal is None:
            from stretch_coach.history.journal import Journal

            self._journal = Journal(self.settings.paths.data, self.clock.now, or_read=True)
            self.notice = self._journal.notice
        return self._journal

    @property
    def unsaved(self) -> str:
        """Why what is done now will not be on record, "" as a rule."""
        return self.trouble or (self._journal.unwritable if self._journal is not None else "")

    def close(self) -> None:
        """Close the record, and the sound that no session took."""
        self.sound.cool()
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def lines(self) -> tuple[Line, ...]:
        """The record, empty (and `trouble` set) where it cannot be read."""
        try:
            found = self.journal.lines()
        except StorageError as error:
            self.trouble = str(error)
            return ()
        self.trouble = ""
        return found

    def practice_day(self) -> date:
        """Today's practice day, by the rollover hour on record, or that of the settings without a record."""
        try:
            return self.journal.today()
        except StorageError as error:
            self.trouble = str(error)
            return practice_day(self.clock.now(), self.settings.practice.rollover_hour)

    def day_ends(self, now: datetime) -> datetime:
        """The moment at which the practice day of `now` is over."""
        return practice_day_ends(now, self.followed().rollover_hour)

    def followed(self) -> Follow:
        """What is followed today, or what holds before the first choice and without a record."""
        try:
            return self.journal.followed()
        except StorageError as error:
            self.trouble = str(error)
            from stretch_coach.history.days import FIRST_FOLLOW

            return FIRST_FOLLOW

    def course(self, routine: str | None = None) -> Course:
        """Days, streak and score as they stand today, of one routine or overall; as of nothing without a record."""
        try:
            return self.journal.course(routine=routine)
        except StorageError as error:
            self.trouble = str(error)
            from stretch_coach.history.days import gather
            from stretch_coach.history.streak import course

            return course(gather(()), self.practice_day(), routine)

    def new_id(self) -> str:
        """An id for a line written now. Of two made in one millisecond the later one sorts last as well."""
        moment = self.clock.now().astimezone(UTC)
        if self._last_id is not None and moment - self._last_id < _TICK:
            moment = self._last_id + _TICK
        self._last_id = moment
        return new_id(moment, os.urandom(4).hex())

    def answers(self) -> Answers | None:
        """The stored safety answers, None where there are none or they cannot be read: then they are asked."""
        try:
            return load_answers(self.settings.paths.data)
        except StretchCoachError as error:
            self.trouble = str(error)
            return None

    def safety(self) -> SafetyState:
        """What is open, locked and advised today."""
        return assess(self.answers(), self.lines(), self.practice_day())
