"""What follows what: from a chosen routine over the questions and the ready screen to the player and the summary.

Run as one worker by the app, so that it reads straight down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stretch_coach.errors import StretchCoachError
from stretch_coach.services.today import RatingView

if TYPE_CHECKING:
    from stretch_coach.services.play_options import PlayOptions
    from stretch_coach.services.ports import RunnerPort
    from stretch_coach.services.screening import LockView
    from stretch_coach.tui.app import StretchApp

After = Literal["played", "back", "locked"]


async def play(app: StretchApp, name: str, options: PlayOptions) -> After:
    """Play a routine, from the questions that come before it to the summary."""
    if not await _may_play(app):
        return "locked"
    if not _is_rehearsal(options):
        settled = await _settle_unfinished(app)
        if settled is not None:
            return settled
    from stretch_coach.tui.screens.ready import ReadyScreen

    ready = ReadyScreen(app.coach, name, options, app.glyphs)
    answer = await app.push_screen_wait(ready)
    if answer.what == "back":
        return "back"
    if answer.what != "start":
        await _stop(app, app.coach.report_sign(answer.what))
        return "locked"
    return await _session(app, app.coach.start(name, options, pain_before=answer.pain), ready.routine)


def _is_rehearsal(options: PlayOptions) -> bool:
    """Tell whether this counts for nothing: then a session that was cut off can wait."""
    return options.speed != 1 or options.day is not None


async def resume(app: StretchApp, title: str) -> After:
    """Take the unfinished session up again."""
    if not await _may_play(app):
        return "locked"
    return await _session(app, app.coach.resume_unfinished(), title)


async def tour(app: StretchApp) -> After:
    """Play the first minute, before any question is asked: it asks for nothing that could hurt, and counts for nothing.

    A danger sign chosen in it is meant, and stops the program as it always does.
    """
    lock = app.coach.lock()
    if lock is not None and not await _stop(app, lock):
        return "locked"
    from stretch_coach.tui.screens.tour import RememberScreen, TourScreen
    from stretch_coach.tui.words.tour import NAME

    app.running = runner = app.coach.tour()
    try:
        ended = await app.push_screen_wait(TourScreen(runner, NAME, app.figure_animator(), app.keys))
    finally:
        runner.close()
        app.running = None
    try:
        app.coach.toured()
    except StretchCoachError as error:
        app.tell(error)
    if ended != "ended":
        await _stop(app, app.coach.report_sign(ended))
        return "locked"
    await app.push_screen_wait(RememberScreen(app.glyphs, app.keys))
    return "played"


async def _may_play(app: StretchApp) -> bool:
    """Stand at the gate: a lock shows the stop screen; a screening that is due comes first."""
    lock = app.coach.lock()
    if lock is not None:
        return await _stop(app, lock)
    if not app.coach.screening_due():
        return True
    return await _screening(app)


async def _screening(app: StretchApp) -> bool:
    from stretch_coach.tui.screens.safety import SafetyScreen

    answers = await app.push_screen_wait(SafetyScreen(app.coach.safety(), app.glyphs))
    if answers is None:
        return False
    lock = app.coach.screen(answers)
    return lock is None or await _stop(app, lock)


async def _stop(app: StretchApp, lock: LockView) -> bool:
    """Show the stop text; True when a new screening has opened the way again."""
    from stretch_coach.tui.screens.stop import StopScreen

    checked = await app.push_screen_wait(StopScreen(lock, app.glyphs))
    return await _screening(app) if checked else False


async def show_lock(app: StretchApp) -> bool:
    """Show the stop text while a lock stands, with the way to a new screening."""
    lock = app.coach.lock()
    return lock is None or await _stop(app, lock)


async def _settle_unfinished(app: StretchApp) -> After | None:
    """Ask what to do with a session that was cut off; None when the way is free."""
    unfinished = app.coach.unfinished()
    if unfinished is None:
        return None
    from stretch_coach.tui.screens.unfinished import UnfinishedScreen

    decision = await app.push_screen_wait(UnfinishedScreen(unfinished, app.coach.practice_day(), app.glyphs))
    if decision == "resume":
        return await _session(app, app.coach.resume_unfinished(), unfinished.title)
    if decision == "back":
        return "back"
    if decision == "keep":
        app.coach.keep_unfinished()
    else:
        app.coach.discard_unfinished()
    return None


async def _session(app: StretchApp, runner: RunnerPort, title: str) -> After:
    """Play one session to its end, then show the summary or, after a danger sign, the stop text."""
    from stretch_coach.tui.lean import settle
    from stretch_coach.tui.screens.player import PlayerScreen
    from stretch_coach.tui.screens.summary import SummaryScreen

    app.running = runner
    settle()
    try:
        ended = await app.push_screen_wait(PlayerScreen(runner, title, app.figure_animator()))
        summary = runner.summary()
    finally:
        runner.close()
        app.running = None
    app.remember(summary)
    if ended != "ended":
        await _stop(app, app.coach.report_sign(ended))
        return "locked"
    rating = RatingView(summary.session_id, summary.title, app.coach.practice_day(), None, None, None)
    await app.push_screen_wait(SummaryScreen(app.coach, summary, rating, app.glyphs))
    return "played"
