"""Who answers the screens: the contract between `wiring.Coach`, `runner.Runner` and `tui`.

The tests of the screens bring fakes of both. What is asked and answered are the values of `views.screens`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, Protocol, TextIO

from stretch_coach.record.lines import Felt
from stretch_coach.services.details import DetailsView, ReadyView
from stretch_coach.services.history import CurveName, CurveView, DayView, HistoryView
from stretch_coach.services.library import AddedStep, ExerciseEntry, LibraryView, OwnRoutine
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.screening import LockView, SafetyAnswers, SafetyView
from stretch_coach.services.sessions import UnfinishedView
from stretch_coach.services.settings import Set, SettingsView
from stretch_coach.services.today import TodayView
from stretch_coach.services.upcoming import NextTimeView, PlanView, WhatIf
from stretch_coach.session.events import Command, Event, PlayerView
from stretch_coach.session.summary import SessionSummary


class HistoryPort(Protocol):
    """The record as it was when the history screen was opened. Raises only StretchCoachError."""

    view: HistoryView

    @property
    def exercises(self) -> tuple[tuple[str, str], ...]:
        """Return name and title of each exercise that was ever held, the most held first."""

    def day(self, day: date) -> DayView:
        """Return the sessions, activities and excuse of a day."""

    def curve(self, name: CurveName, exercise: str = "") -> CurveView:
        """Return a curve over the whole record; `exercise` says whose hold."""


class LibraryPort(Protocol):
    """The exercises and what can be done with them. Raises only StretchCoachError."""

    view: LibraryView

    def search(self, text: str) -> tuple[ExerciseEntry, ...]:
        """Return the exercises in which every word of a text is found, best first; all for none."""

    def step_text(self, exercise: str) -> str:
        """Return an exercise as a step, ready to be pasted below `steps:`."""

    def routines(self) -> tuple[OwnRoutine, ...]:
        """Return the person's own routines that can be read."""

    def add(self, routine: str, exercise: str) -> AddedStep:
        """Put an exercise at the end of an own routine; of a new one where `routine` is ""."""


class SettingsPort(Protocol):
    """Reads and changes settings. Raises only StretchCoachError, whose message is shown."""

    def view(self) -> SettingsView:
        """Read all settings afresh."""

    def set(self, section: str, key: str, to: Set | None) -> None:
        """Write one value; None leaves it to the program again. It is in force from now on."""


class RunnerPort(Protocol):
    """One running session. Nothing here blocks."""

    wake: Callable[[], None]
    """Called from another thread when `tick` has something to do at once."""
    ask_to_end: Callable[[], None]
    """Asks the user whether to end."""

    def start(self) -> tuple[Event, ...]:
        """Begin the first segment now; return what happened."""

    def view(self) -> PlayerView:
        """Everything to show, now."""

    def tick(self) -> tuple[Event, ...]:
        """Look at the clock, advance, store and schedule sound; return what happened since the last look."""

    def next_wake_ms(self) -> int:
        """Return the real milliseconds until the next visible or due change, at most 1000 while playing."""

    def command(self, command: Command) -> bool:
        """Carry out a command; False when it does not apply now and nothing changed."""

    def toggle_pause(self) -> None:
        """Pause, or resume."""

    def toggle_mute(self) -> bool:
        """Return True when it is muted now."""

    def cycle_words(self) -> str:
        """Go full → brief → tones → full, and return which it is now."""

    def say(self, sentence: str) -> None:
        """Say a sentence that stands in no timeline, in the next gap between those that do."""

    def trouble(self) -> str:
        """Return one sentence to show once, "" when there is none."""

    def summary(self) -> SessionSummary:
        """Return what was done; only after `finished` or `stopped`."""

    def close(self) -> None:
        """End sound, store what is left, let the machine sleep again."""


class CoachPort(Protocol):
    """Everything the screens ask. Raises only StretchCoachError, whose message is shown."""

    def today(self) -> TodayView:
        """Read the record and the routines afresh."""

    def practice_day(self) -> date:
        """Return today's practice day; cheap, asked once a minute."""

    def lock(self) -> LockView | None:
        """Return the stop text while a lock stands."""

    def screening_due(self) -> bool:
        """True before the very first session and whenever the full screen is due again."""

    def safety(self) -> SafetyView:
        """Return the questions of the first-use screen."""

    def screen(self, answers: SafetyAnswers) -> LockView | None:
        """Store a screening and return the lock it leads to."""

    def report_sign(self, sign: Literal["emergency", "clinician"]) -> LockView:
        """Lock at once: somebody chose a danger sign before or in a session."""

    def accept(self, tags: tuple[str, ...]) -> None:
        """Store that the person has asked about these cautions, or accepts them."""

    def acknowledge_advice(self) -> None:
        """Take the advice card away until it is due again."""

    def answer_walk(self, *, walks: bool) -> None:
        """Store whether the person can walk for five minutes today."""

    def ready(self, name: str, options: PlayOptions) -> ReadyView:
        """Return today's doses of a routine."""

    def start(self, name: str, options: PlayOptions, *, pain_before: int | None) -> RunnerPort:
        """Make a session; the screen calls `start` on it when it is drawn."""

    def tour(self) -> RunnerPort:
        """Make the first minute: a session that counts for nothing and of which nothing is kept."""

    def toured(self) -> None:
        """Remember that the first minute was seen, so that Today no longer offers it first."""

    def unfinished(self) -> UnfinishedView | None:
        """Return the newest session that was cut off, None where there is none or the record cannot be read."""

    def resume_unfinished(self) -> RunnerPort:
        """Make a session of what is left of the unfinished one."""

    def keep_unfinished(self) -> None:
        """Store the unfinished session as partial."""

    def discard_unfinished(self) -> None:
        """Forget the unfinished session."""

    def rate(
        self,
        session_id: str,
        *,
        felt: Felt | None = None,
        pain_after: int | None = None,
        pain_next_morning: int | None = None,
    ) -> None:
        """Add to or correct a session's rating; None leaves a value as it is."""

    def next_time(self, name: str) -> NextTimeView:
        """Return what comes next for a routine, from the record as it now stands."""

    def details(self, name: str) -> DetailsView:
        """Return one routine in full."""

    def follow(self, name: str, *, on: bool) -> None:
        """Start or stop following a routine."""

    def plan(self, name: str, what_if: tuple[WhatIf, ...] = ()) -> PlanView:
        """Return the coming 21 due days, replayed with the what-ifs; the record is not touched."""

    def history(self) -> HistoryPort:
        """Return the record for the history screen, as it now is."""

    def library(self) -> LibraryPort:
        """Return the exercises for the library's screen, as their files now are."""

    def edit(self, name: str, answers: TextIO, words: TextIO) -> str:
        """Open a routine in the person's editor; the screens have given the terminal back. Return what became of it."""

    def place(self, name: str, step: str, rung: int) -> None:
        """Set a step's place on its ladder by hand."""

    def unplace(self, name: str, step: str) -> None:
        """Take back the newest place of a step that was set by hand."""

    def theme(self) -> str:
        """Return the chosen theme: `dark`, `light` or `contrast`."""

    def set_theme(self, name: str) -> None:
        """Keep a theme for the next start."""

    def settings(self) -> SettingsPort:
        """Return the settings for their screen."""

    def animations(self) -> bool:
        """Tell whether anything may move that need not."""

    def keymap(self) -> Mapping[str, str]:
        """Return keys chosen in the settings, by binding id."""
