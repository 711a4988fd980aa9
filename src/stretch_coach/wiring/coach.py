"""The coach: everything the screens and commands ask, answered by the rooms. See `wiring`."""

from __future__ import annotations

from stretch_coach.errors import SafetyLockError, UsageError
from stretch_coach.values import replace
from stretch_coach.wiring.desk import Desk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Literal, TextIO

    from stretch_coach.clock import Clock
    from stretch_coach.history.running import Unfinished
    from stretch_coach.ramp.prescription import Prescription
    from stretch_coach.record.lines import Felt, Session
    from stretch_coach.runner import Runner
    from stretch_coach.session.timeline import Timeline
    from stretch_coach.settings import Settings
    from stretch_coach.views.screens import (
        DetailsView,
        LockView,
        NextTimeView,
        PlanView,
        PlayOptions,
        ReadyView,
        SafetyAnswers,
        SafetyView,
        TodayView,
        UnfinishedView,
        WhatIf,
    )
    from stretch_coach.wiring.chosen import Chosen
    from stretch_coach.wiring.history import History
    from stretch_coach.wiring.library import Exercises
    from stretch_coach.wiring.sounding import PreopenedSound


class Coach:
    """One person's coach. Satisfies `views.ports.CoachPort`. Raises only StretchCoachError."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.desk = Desk(settings, clock)
        self._warm: PreopenedSound | None = None

    def close(self) -> None:
        """Close the record, and the sound that no session took."""
        self._cool()
        self.desk.close()

    # Looking

    def practice_day(self) -> date:
        """Today's practice day."""
        return self.desk.practice_day()

    def today(self) -> TodayView:
        """Everything Today shows, from the record and the files as they now are."""
        from stretch_coach.wiring.today import today_view

        self._cool()
        return today_view(self.desk)

    def prescription(self, name: str, day: int | None = None) -> Prescription:
        """What a routine asks for today, or on day `day` of somebody with nothing but good days."""
        from stretch_coach.wiring.doses import prescription

        return prescription(self.desk, self.desk.shelf.load(name), day)

    def timeline(self, name: str, day: int | None = None) -> Timeline:
        """That session laid out in time."""
        from stretch_coach.session.script import build_timeline

        return build_timeline(self.prescription(name, day))

    def details(self, name: str) -> DetailsView:
        """One routine in full."""
        from stretch_coach.wiring.details import details_view

        return details_view(self.desk, name)

    def ready(self, name: str, options: PlayOptions) -> ReadyView:
        """Today's doses of a routine."""
        from stretch_coach.wiring.details import ready_view

        view = ready_view(self.desk, name, options)
        if not view.nothing_due:
            self._sound().open(options, self.desk.shelf.load(name).language)
        return view

    def next_time(self, name: str) -> NextTimeView:
        """What comes next for a routine, from the record as it now stands."""
        from stretch_coach.wiring.coming import next_time_view

        return next_time_view(self.desk, name)

    def plan(self, name: str, what_if: tuple[WhatIf, ...] = ()) -> PlanView:
        """The coming 21 due days, replayed with the what-ifs; the record is not touched."""
        from stretch_coach.wiring.coming import plan_view

        return plan_view(self.desk, name, what_if)

    def history(self) -> History:
        """The record for the history screen, as it now is."""
        from stretch_coach.wiring.history import History

        return History(self.desk)

    def library(self) -> Exercises:
        """The exercises for the library's screen, as their files now are."""
        from stretch_coach.wiring.library import Exercises

        return Exercises(self.desk)

    # Safety

    def lock(self) -> LockView | None:
        """The stop text while a lock stands."""
        from stretch_coach.wiring.screening import lock_view

        return lock_view(self.desk)

    def screening_due(self) -> bool:
        """Whether the full screen comes before the next session."""
        return self.desk.safety().screen is not None

    def safety(self) -> SafetyView:
        """The questions of the first-use screen."""
        from stretch_coach.wiring.screening import safety_view

        return safety_view(self.desk)

    def screen(self, answers: SafetyAnswers) -> LockView | None:
        """Store a screening and return the lock it leads to."""
        from stretch_coach.wiring.screening import screen

        return screen(self.desk, answers)

    def report_sign(self, sign: Literal["emergency", "clinician"]) -> LockView:
        """Lock at once: somebody chose a danger sign before or in a session."""
        from stretch_coach.wiring.screening import report_sign

        return report_sign(self.desk, sign)

    def accept(self, tags: tuple[str, ...]) -> None:
        """Store that the person has asked about these cautions, or accepts them."""
        from stretch_coach.wiring.screening import accept

        accept(self.desk, tags)

    def acknowledge_advice(self) -> None:
        """Take the advice card away until it is due again."""
        from stretch_coach.wiring.screening import acknowledge_advice

        acknowledge_advice(self.desk)

    def answer_walk(self, *, walks: bool) -> None:
        """Store whether the person can walk for five minutes today."""
        from stretch_coach.wiring.screening import answer_walk

        answer_walk(self.desk, walks=walks)

    def asks_walk(self) -> bool:
        """Whether that is to be asked today."""
        return self.desk.safety().ask_walk

    # Playing

    def start(self, name: str, options: PlayOptions, *, pain_before: int | None, screened: bool = True) -> Runner:
        """Make a session. Raises `SafetyLockError` while a lock stands, `UsageError` where nothing is due."""
        from stretch_coach.wiring.following import try_to_keep_follow_true
        from stretch_coach.wiring.sessions import new_runner

        self._refuse_while_locked()
        try_to_keep_follow_true(self.desk, self.desk.shelf.entries())
        return new_runner(self.desk, self._sound(), name, options, pain_before=pain_before, screened=screened)

    def tour(self) -> Runner:
        """Make the first minute, of which nothing is kept. Raises `SafetyLockError` while a lock stands."""
        from stretch_coach.wiring.first_minute import first_minute

        self._refuse_while_locked()
        return first_minute(self.desk, self._sound())

    def toured(self) -> None:
        """Remember that the first minute was seen."""
        from stretch_coach.wiring.choices import set_toured

        set_toured(self.desk.settings)

    def unfinished(self) -> UnfinishedView | None:
        """The newest session that was cut off, None where there is none or the record cannot be read."""
        from stretch_coach.wiring.sessions import unfinished_view

        return unfinished_view(self.desk)

    def resume_unfinished(self) -> Runner:
        """Make a session of what is left of the one that was cut off."""
        from stretch_coach.views.screens import PlayOptions
        from stretch_coach.wiring.sessions import resumed_runner

        self._refuse_while_locked()
        left = self._left()
        if not left.can_resume(self.desk.clock.now()):
            message = "That session was cut off too long ago to go on with it. It can be kept as it is, or discarded."
            raise UsageError(message)
        return resumed_runner(self.desk, self._sound(), left, PlayOptions(speed=left.session.speed or 1.0))

    def keep_unfinished(self) -> None:
        """Store the unfinished session as far as it went."""
        self.desk.journal.keep(self._left().session.id)

    def discard_unfinished(self) -> None:
        """Forget the unfinished session."""
        self.desk.journal.discard(self._left().session.id)

    def rate(
        self,
        session_id: str,
        *,
        felt: Felt | None = None,
        pain_after: int | None = None,
        pain_next_morning: int | None = None,
    ) -> None:
        """Add to or correct a session's rating; None leaves a value as it is."""
        session = self.desk.journal.session(session_id)
        if session is None:
            message = "That session is not on record, so it cannot be rated."
            raise UsageError(message)
        rated: Session = replace(
            session,
            felt=session.felt if felt is None else felt,
            pain_after=session.pain_after if pain_after is None else pain_after,
            pain_next_morning=session.pain_next_morning if pain_next_morning is None else pain_next_morning,
        )
        self.desk.journal.replace(rated, "rate")

    # Choosing

    def follow(self, name: str, *, on: bool) -> None:
        """Start or stop following a routine."""
        from stretch_coach.wiring.following import set_followed

        set_followed(self.desk, name, on=on)

    def edit(self, name: str, answers: TextIO, words: TextIO) -> str:
        """Open a routine in the person's editor, on a terminal that is theirs; return what became of it in words."""
        import os

        from stretch_coach.authoring.console import Console
        from stretch_coach.authoring.editing import Hands, edit, ending
        from stretch_coach.authoring.editors import editor_command, opener

        shelf, console = self.desk.shelf, Console(answers, words)
        command = editor_command(os.environ, shelf.path(name), terminal=True)
        hands = Hands(opener(command), console.ask, console.tell, colour=not os.environ.get("NO_COLOR"))
        return ending(edit(name, shelf, self.desk.settings.paths.routines, hands), name)

    def place(self, name: str, step: str, rung: int) -> None:
        """Set a step's place on its ladder by hand."""
        from stretch_coach.wiring.coming import place

        place(self.desk, name, step, rung)

    def unplace(self, name: str, step: str) -> None:
        """Take back the newest place of a step that was set by hand."""
        from stretch_coach.wiring.coming import unplace

        unplace(self.desk, name, step)

    def theme(self) -> str:
        """The chosen theme."""
        from stretch_coach.wiring.choices import theme

        return theme(self.desk.settings)

    def set_theme(self, name: str) -> None:
        """Keep a theme for the next start."""
        from stretch_coach.wiring.choices import set_theme

        set_theme(self.desk.settings, name)

    def settings(self) -> Chosen:
        """The settings for their screen."""
        from stretch_coach.wiring.chosen import Chosen

        return Chosen(self.desk)

    def animations(self) -> bool:
        """Whether anything may move that need not."""
        return self.desk.settings.ui.animations

    def keymap(self) -> Mapping[str, str]:
        """Keys chosen in the settings, by binding id."""
        from stretch_coach.wiring.choices import keymap

        return keymap(self.desk.settings)

    # Inside

    def _sound(self) -> PreopenedSound:
        from stretch_coach.wiring.sounding import PreopenedSound

        if self._warm is None:
            self._warm = PreopenedSound(self.desk.settings)
        return self._warm

    def _cool(self) -> None:
        if self._warm is not None:
            self._warm.close()

    def _left(self) -> Unfinished:
        from stretch_coach.wiring.sessions import unfinished

        left = unfinished(self.desk)
        if left is None:
            message = "There is no unfinished session."
            raise UsageError(message)
        return left

    def _refuse_while_locked(self) -> None:
        lock = self.lock()
        if lock is not None:
            raise SafetyLockError("\n".join(lock.text))
