"""What all services share: settings, clock, routine files, the record and the safety answers of one user."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeVar

from stretch_coach.clock import Clock
from stretch_coach.errors import StorageError
from stretch_coach.history.days import FIRST_FOLLOW, NO_FACTS, Facts, practice_day
from stretch_coach.history.journal import Journal
from stretch_coach.history.running import Unfinished
from stretch_coach.history.streak import HabitStats, habit_stats
from stretch_coach.ramp.phases import GREEN_DATES
from stretch_coach.record.entries import Entry
from stretch_coach.record.lines import Follow, Line
from stretch_coach.record.order import new_id
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.safety.assess import SafetyState, assess
from stretch_coach.safety.pain import SECOND_RED_DAYS
from stretch_coach.safety.questions import Answers
from stretch_coach.screening_store import load_answers
from stretch_coach.settings import Settings

if TYPE_CHECKING:  # slow to import
    from stretch_coach.mix.build import Mix
    from stretch_coach.services.companions import PreopenedSteering
    from stretch_coach.services.session_sound import PreopenedSound

T = TypeVar("T")

_TICK = timedelta(milliseconds=1)
_RECENT_DAYS = 14
"""The days that Today shows, today among them, are within."""


class AppContext:
    """Settings, clock, files and record of one user; close it, or use it in a `with` block.

    The record is opened when it is first asked for. Whatever only reads it goes on without it: `lines`, `followed`,
    `course` and the others then answer as for an empty record, and `warnings` says why. What writes raises.
    """

    def __init__(self, settings: Settings, clock: Clock, *, on_warning: Callable[[str], None] | None = None) -> None:
        self.settings = settings
        self.clock = clock
        self.routines = RoutineRepository(settings.paths.routines)
        self.mixed: Mix | None = None
        """The mixed session that was built last."""
        self._warnings: list[str] = []
        self._on_warning = on_warning
        self._journal: Journal | None = None
        self._last_id: datetime | None = None
        for problem in settings.problems:
            self.warn(problem)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the record, and the sound and the steering that no session took."""
        if "sound" in self.__dict__:
            self.sound.close()
        if "steering" in self.__dict__:
            self.steering.close()
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    @cached_property
    def sound(self) -> PreopenedSound:
        """The sound that is opened before a session needs it."""
        from stretch_coach.services.session_sound import PreopenedSound  # noqa: PLC0415  only a session needs it

        return PreopenedSound(self.settings)

    @cached_property
    def steering(self) -> PreopenedSteering:
        """What lets a session, and Ready before it, be steered from outside."""
        from stretch_coach.services.companions import PreopenedSteering  # noqa: PLC0415  only a session needs it

        return PreopenedSteering(self.settings)

    # What the user must hear of

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is wrong with settings, answers and record, in whole sentences, in the order it was met."""
        return tuple(self._warnings)

    def warn(self, sentence: str) -> None:
        """Add a warning, unless it was given before."""
        if sentence and sentence not in self._warnings:
            self._warnings.append(sentence)
            if self._on_warning is not None:
                self._on_warning(sentence)

    # The record

    @property
    def journal(self) -> Journal:
        """The record, perhaps only to be read. Raises `StorageError` where it cannot be opened at all."""
        if self._journal is None:
            self._journal = Journal(self.settings.paths.data, self.clock.now, or_read=True, on_warning=self.warn)
            if self._journal.unwritable:
                self._warnings.append(f"Nothing you do now can be saved: {self._journal.unwritable}")
        return self._journal

    def _read(self, read: Callable[[Journal], T], otherwise: Callable[[], T]) -> T:
        """Read the record; where that is not possible, warn and answer otherwise. No other place decides that."""
        try:
            return read(self.journal)
        except StorageError as error:
            self.warn(f"Your record cannot be read: {error}")
            return otherwise()

    def lines(self) -> tuple[Line, ...]:
        """The record, empty where it cannot be read."""
        return self._read(Journal.lines, tuple)

    def entries(self) -> tuple[Entry, ...]:
        """What doses depend on, nothing where the record cannot be read."""
        return self._read(Journal.entries, tuple)

    def lines_on(self, day: date) -> tuple[Line, ...]:
        """The lines of a practice day, none where the record cannot be read."""
        return self._read(lambda journal: journal.lines_on(day), tuple)

    def recent_lines(self) -> tuple[Line, ...]:
        """All that safety, phase and Today look at: the last weeks, the last days of practice, every screening.

        Of the rest of the record they ask only on which days something was played: `practised`.
        """
        today, answers = self.practice_day(), self.answers()
        starts = [today - timedelta(days=_RECENT_DAYS), *self.practised()[-GREEN_DATES:][:1]]
        if answers is not None:
            starts.append(min(answers.day, today) - timedelta(days=SECOND_RED_DAYS))
        start = min(starts)

        def read(journal: Journal) -> tuple[Line, ...]:
            screenings = (line for line in journal.lines_of_kind("screened") if line.practice_day < start)
            return (*screenings, *journal.lines_since(start))

        return self._read(read, tuple)

    def practised(self) -> tuple[date, ...]:
        """The days up to today with a session on record, rehearsals left out, oldest first."""
        return self._read(lambda journal: journal.practised(journal.today()), tuple)

    def places(self) -> tuple[Line, ...]:
        """The places that were set by hand."""
        return self._read(lambda journal: journal.lines_of_kind("place"), tuple)

    def measures(self) -> tuple[Line, ...]:
        """Every measuring on record, none where it cannot be read."""
        return self._read(lambda journal: journal.lines_of_kind("measure"), tuple)

    def facts(self) -> Facts:
        """The facts of each day on record, none where it cannot be read."""
        return self._read(Journal.facts, lambda: NO_FACTS)

    def practice_day(self) -> date:
        """Today's practice day, by the rollover hour on record, or that of the settings without a record."""
        return self._read(Journal.today, lambda: practice_day(self.clock.now(), self.settings.practice.rollover_hour))

    def followed(self) -> Follow:
        """What is followed today, or what holds before the first choice and without a record."""
        return self._read(Journal.followed, lambda: FIRST_FOLLOW)

    def habit_stats(self, routine: str | None = None) -> HabitStats:
        """Days, streak and score as they are today, of one routine or overall."""
        return self._read(
            lambda journal: journal.habit_stats(routine=routine),
            lambda: habit_stats(NO_FACTS, self.practice_day(), routine),
        )

    def unfinished(self) -> tuple[Unfinished, ...]:
        """The sessions that were cut off, the newest last."""
        return tuple(self._read(Journal.unfinished, tuple))

    def new_id(self) -> str:
        """An id for a line written now. Of two made in one millisecond the later one sorts last as well."""
        moment = self.clock.now().astimezone(UTC)
        if self._last_id is not None and moment - self._last_id < _TICK:
            moment = self._last_id + _TICK
        self._last_id = moment
        return new_id(moment, os.urandom(4).hex())

    # Safety

    def answers(self) -> Answers | None:
        """The stored safety answers; None where there are none or they cannot be read: then they are asked again."""
        try:
            return load_answers(self.settings.paths.data)
        except StorageError as error:
            self.warn(str(error))
            return None

    def safety(self) -> SafetyState:
        """What is open, locked and advised today."""
        return assess(self.answers(), self.recent_lines(), self.practice_day())
