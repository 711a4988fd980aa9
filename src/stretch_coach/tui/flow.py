"""What follows what: from a chosen routine over the question and the ready screen to the player and the summary.

Run as one worker by the app, so that it reads straight down.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from stretch_coach.errors import StretchCoachError
from stretch_coach.runner import Runner
from stretch_coach.services import screening, sessions, ui_state
from stretch_coach.services import tour as first_minute
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.screening import LockView
from stretch_coach.services.today import RatingView
from stretch_coach.services.unfinished import discard_unfinished, keep_unfinished, unfinished_view
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.screens.screening import ScreeningScreen
from stretch_coach.tui.screens.stop import StopScreen
from stretch_coach.tui.screens.summary import SummaryScreen
from stretch_coach.tui.screens.tour import NAME, RememberScreen, TourScreen
from stretch_coach.tui.screens.unfinished import UnfinishedScreen

if TYPE_CHECKING:  # app.py imports this module
    from stretch_coach.tui.app import StretchApp

After = Literal["played", "back", "locked"]
CHECKED = "Once someone has checked you: stretch-coach safety --again"
"""The last line of the stop text on the terminal."""


async def play(app: StretchApp, name: str, options: PlayOptions) -> After:
    """Play a routine, from the question that comes before it to the summary."""
    if not await _may_play(app):
        return "locked"
    if not options.rehearsal:
        settled = await _settle_unfinished(app)
        if settled is not None:
            return settled
    ready = ReadyScreen(name, options)
    try:
        answer = await app.push_screen_wait(ready)
        if answer.what == "start":
            runner = sessions.start_session(app.context, name, answer.options, pain_before=answer.pain)
    finally:
        app.context.steering.close()  # where no session took it
    if answer.what == "start":
        return await _session(app, runner, ready.routine)
    return "back" if answer.what == "back" else await _lock(app, answer.what)


async def resume(app: StretchApp, title: str) -> After:
    """Take up the unfinished session."""
    if not await _may_play(app):
        return "locked"
    return await _session(app, sessions.resume_session(app.context), title)


async def tour(app: StretchApp) -> After:
    """Play the first minute, before any question is asked: it asks for nothing that could hurt, and counts for nothing.

    A danger sign chosen in it is meant, and stops the program as it always does.
    """
    if not await show_lock(app):
        return "locked"
    app.running = runner = first_minute.start_tour(app.context)
    try:
        ended = await app.push_screen_wait(TourScreen(runner, NAME, app.figure_animator()))
    finally:
        runner.close()
        app.running = None
    try:
        ui_state.set_toured(app.context.settings)
    except StretchCoachError as error:
        app.tell(error)
    if ended != "ended":
        return await _lock(app, ended)
    await app.push_screen_wait(RememberScreen())
    return "played"


async def measure(app: StretchApp) -> After:
    """Measure the range, where a session could be played too."""
    if not await _may_play(app):
        return "locked"
    from stretch_coach.tui.screens.measuring import MeasuringScreen  # noqa: PLC0415  when it is first shown

    await app.push_screen_wait(MeasuringScreen())
    return "played"


async def show_lock(app: StretchApp) -> bool:
    """Show the stop text while a lock is set; whether the way is free, perhaps after new answers."""
    lock = screening.lock_view(app.context)
    return lock is None or await _stop(app, lock)


async def _may_play(app: StretchApp) -> bool:
    """A lock shows the stop screen; a screening that is due comes first."""
    if screening.lock_view(app.context) is not None:
        return await show_lock(app)
    return await _screening(app) if screening.screening_due(app.context) else True


async def _screening(app: StretchApp) -> bool:
    """Ask; an emergency sign locks at once. False too if the user went back."""
    context = app.context
    asked = ScreeningScreen(screening.short_question(context), screening.safety_view(context))
    answer = await app.push_screen_wait(asked)
    if answer is None:
        return False
    if answer == "no":
        screening.answer_no(context)
        lock = None
    elif answer.sign == "emergency":
        lock = screening.stop_at_once(context)
    else:
        lock = screening.screen(context, answer)
    return lock is None or await _stop(app, lock)


async def _stop(app: StretchApp, lock: LockView) -> bool:
    """Show the stop text, and keep it for the terminal; True when new answers have opened the way again."""
    app.last_words = (*lock.text, *lock.relief, CHECKED)
    if not await app.push_screen_wait(StopScreen(lock)):
        return False
    is_open = await _screening(app)
    if is_open:
        app.last_words = ()
    return is_open


async def _lock(app: StretchApp, sign: Literal["emergency", "clinician"]) -> After:
    await _stop(app, screening.report_sign(app.context, sign))
    return "locked"


async def _settle_unfinished(app: StretchApp) -> After | None:
    """Ask what to do with a session that was cut off; None when the way is free."""
    unfinished = unfinished_view(app.context)
    if unfinished is None:
        return None
    decision = await app.push_screen_wait(UnfinishedScreen(unfinished, app.context.practice_day()))
    if decision == "resume":
        return await _session(app, sessions.resume_session(app.context), unfinished.title)
    if decision == "back":
        return "back"
    if decision == "keep":
        keep_unfinished(app.context)
    else:
        discard_unfinished(app.context)
    return None


async def _session(app: StretchApp, runner: Runner, title: str) -> After:
    """Play one session to its end, then show the summary or, after a danger sign, the stop text."""
    app.running = runner
    path = runner.player.timeline.prescription.routine.path
    folder = str(Path(path).parent) if path else ""
    try:
        ended = await app.push_screen_wait(PlayerScreen(runner, title, app.figure_animator(folder)))
        summary, steps = runner.summary(), sessions.done_steps(runner)
        asks_pain = runner.header.pain_before is not None
    finally:
        runner.close()
        app.running = None
    app.remember(summary)
    if ended != "ended":
        return await _lock(app, ended)
    rating = RatingView(summary.session_id, summary.title, app.context.practice_day(), None, None, None)
    await app.push_screen_wait(SummaryScreen(summary, steps, rating, asks_pain=asks_pain))
    if app.plays_one:
        app.last_words = (sessions.closing_line(app.context, summary),)
    return "played"
