"""The old face of the services, until every screen calls them itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, TextIO

from stretch_coach.clock import Clock
from stretch_coach.ramp.prescription import Prescription
from stretch_coach.runner import Runner
from stretch_coach.services import details as details_service
from stretch_coach.services import (
    editing,
    following,
    library,
    prescriptions,
    screening,
    sessions,
    tour,
    ui_state,
    upcoming,
)
from stretch_coach.services import history as history_service
from stretch_coach.services import settings as settings_service
from stretch_coach.services import today as today_service
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.session.script import build_timeline
from stretch_coach.session.timeline import Timeline
from stretch_coach.settings import Settings


class Chosen:
    """What the old settings screen asks."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def view(self) -> settings_service.SettingsView:
        return settings_service.settings_view(self._context)

    def set(self, section: str, key: str, to: settings_service.Set | None) -> None:
        settings_service.set_setting(self._context, section, key, to)


class Coach:
    """Forwards to the services."""

    def __init__(self, settings: Settings, clock: Clock, *, on_warning: Callable[[str], None] | None = None) -> None:
        self.context = AppContext(settings, clock, on_warning=on_warning)

    @classmethod
    def of(cls, context: AppContext) -> Coach:
        coach = cls.__new__(cls)
        coach.context = context
        return coach

    def close(self) -> None:
        self.context.close()

    def practice_day(self) -> date:
        return self.context.practice_day()

    def today(self) -> today_service.TodayView:
        return today_service.today_view(self.context)

    def prescription(self, name: str, day: int | None = None) -> Prescription:
        return prescriptions.prescription(self.context, self.context.routines.load(name), day)

    def timeline(self, name: str, day: int | None = None) -> Timeline:
        return build_timeline(self.prescription(name, day))

    def details(self, name: str) -> details_service.DetailsView:
        return details_service.details_view(self.context, name)

    def ready(self, name: str, options: PlayOptions) -> details_service.ReadyView:
        return details_service.ready_view(self.context, name, options)

    def next_time(self, name: str) -> upcoming.NextTimeView:
        return upcoming.next_time_view(self.context, name)

    def plan(self, name: str, what_if: tuple[upcoming.WhatIf, ...] = ()) -> upcoming.PlanView:
        return upcoming.plan_view(self.context, name, what_if)

    def history(self) -> history_service.History:
        return history_service.History(self.context)

    def library(self) -> library.Exercises:
        return library.Exercises(self.context)

    def lock(self) -> screening.LockView | None:
        return screening.lock_view(self.context)

    def screening_due(self) -> bool:
        return screening.screening_due(self.context)

    def safety(self) -> screening.SafetyView:
        return screening.safety_view(self.context)

    def screen(self, answers: screening.SafetyAnswers) -> screening.LockView | None:
        return screening.screen(self.context, answers)

    def report_sign(self, sign: Literal["emergency", "clinician"]) -> screening.LockView:
        return screening.report_sign(self.context, sign)

    def accept(self, tags: tuple[str, ...]) -> None:
        screening.accept(self.context, tags)

    def acknowledge_advice(self) -> None:
        screening.acknowledge_advice(self.context)

    def answer_walk(self, *, walks: bool) -> None:
        screening.answer_walk(self.context, walks=walks)

    def asks_walk(self) -> bool:
        return self.context.safety().ask_walk

    def start(self, name: str, options: PlayOptions, *, pain_before: int | None, screened: bool = True) -> Runner:
        return sessions.start_session(self.context, name, options, pain_before=pain_before, screened=screened)

    def tour(self) -> Runner:
        return tour.start_tour(self.context)

    def toured(self) -> None:
        ui_state.set_toured(self.context.settings)

    def unfinished(self) -> sessions.UnfinishedView | None:
        return sessions.unfinished_view(self.context)

    def resume_unfinished(self) -> Runner:
        return sessions.resume_session(self.context)

    def keep_unfinished(self) -> None:
        sessions.keep_unfinished(self.context)

    def discard_unfinished(self) -> None:
        sessions.discard_unfinished(self.context)

    def rate(self, session_id: str, **values: Any) -> None:
        sessions.rate_session(self.context, session_id, **values)

    def follow(self, name: str, *, on: bool) -> None:
        following.set_followed(self.context, name, on=on)

    def edit(self, name: str, answers: TextIO, words: TextIO) -> str:
        return editing.edit_routine(self.context, name, answers, words)

    def place(self, name: str, step: str, rung: int) -> None:
        upcoming.place(self.context, name, step, rung)

    def unplace(self, name: str, step: str) -> None:
        upcoming.unplace(self.context, name, step)

    def theme(self) -> str:
        return ui_state.theme(self.context.settings)

    def set_theme(self, name: str) -> None:
        ui_state.set_theme(self.context.settings, name)

    def settings(self) -> Chosen:
        return Chosen(self.context)

    def animations(self) -> bool:
        return self.context.settings.ui.animations

    def keymap(self) -> Mapping[str, str]:
        return ui_state.keymap(self.context.settings)
