"""`play ROUTINE`: on the screens, or with `--plain` as lines of text or events."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace

from stretch_coach.cli.app import tell_warnings
from stretch_coach.cli.arguments import add_day, add_level, add_minutes, add_routine, add_sound
from stretch_coach.cli.inputs import Inputs, single_keys
from stretch_coach.cli.plain_player import Ending, Narrator, SwapOffers, event_row, play, to_stdout
from stretch_coach.cli.prompts import ask_after, ask_before
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import require_screen, say
from stretch_coach.errors import Exit, SafetyLockError, StorageError, StretchCoachError, UsageError
from stretch_coach.routine.model import Exercise, Step
from stretch_coach.runner import Runner, TimedEvent
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.ready import ReadyView, ready_view
from stretch_coach.services.screening import lock_view, report_sign
from stretch_coach.services.sessions import closing_line, start_session
from stretch_coach.services.swapping import candidates_in, keep_swap
from stretch_coach.session.breath import Rhythm
from stretch_coach.session.summary import SessionSummary
from stretch_coach.session.timeline import Segment, Timeline
from stretch_coach.session.view import rhythm_of, title_of
from stretch_coach.text import clock, escaped


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_routine(parser)
    add_play_arguments(parser)
    add_day(parser)


def add_play_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what every way of playing takes."""
    parser.add_argument("--plain", action="store_true", help="without the screens: lines of text")
    parser.add_argument("--events", action="store_true", help="with --plain: one JSON object for each event")
    add_sound(parser)
    add_level(parser)
    add_minutes(parser)


def play_options(given: argparse.Namespace) -> PlayOptions:
    """Return what `add_play_arguments` was given."""
    return PlayOptions(
        speed=given.speed, mute=given.mute, voice=not given.no_voice, level=given.level, minutes=given.minutes
    )


def _run(given: argparse.Namespace) -> int:

    if given.events and not given.plain:
        message = "--events goes with --plain: stretch-coach play ROUTINE --plain --events"
        raise UsageError(message)
    options = replace(play_options(given), day=given.day)
    if given.plain:
        with create_context() as context:
            return play_plain(context, _named(context, given.routine), options, events=given.events)
    require_screen(f"There is no terminal here to draw on. Use: stretch-coach play {given.routine} --plain")
    from stretch_coach.tui.app import run_play  # noqa: PLC0415  textual: `--plain` does without

    with create_context() as context:
        return run_play(context, _named(context, given.routine), options, say)


def _named(context: AppContext, routine: str) -> str:
    """Return what the coach knows a routine by: its name, or the path that was given."""
    loaded = context.routines.load(routine)
    return routine if _is_path(routine) else loaded.name


def _is_path(routine: str) -> bool:
    return "/" in routine or "\\" in routine or routine.endswith((".yaml", ".yml"))


def play_plain(context: AppContext, name: str, options: PlayOptions, *, events: bool) -> int:
    """Play without the screens; return the exit code. Raises `SafetyLockError` while a lock is set."""
    lock = lock_view(context)
    if lock is not None:
        raise SafetyLockError("\n".join((*lock.text, *lock.relief)))
    ready = ready_view(context, name, options)
    say(*ready.danger)
    tell = say if events else to_stdout
    asks = sys.stdin.isatty() and sys.stderr.isatty()
    pain: int | None = None
    runner: Runner | None = None
    if asks:
        answer = ask_before(context, ready, options, say)
        if answer.leaves:
            return Exit.FINE
        pain, runner, options = answer.pain, answer.runner, replace(options, level=answer.level or options.level)
        if runner is None:  # answers decide what is left out
            ready = ready_view(context, name, options)
    said = _say_notes(context, ready)
    if runner is None:
        runner = start_session(context, name, options, pain_before=pain, screened=asks)
    if asks:
        with single_keys(sys.stdin):
            return _through(context, runner, Inputs(sys.stdin, keys=True), ready.danger, tell, said, events=events)
    return _through(context, runner, Inputs(sys.stdin, keys=False), ready.danger, tell, said, events=events)


def _say_notes(context: AppContext, ready: ReadyView) -> set[str]:
    """Say what matters before a start; return the line that says that nothing can be saved, where that was said."""
    tell_warnings()
    said = set()
    with suppress(StorageError):  # a record that cannot even be opened is among the notes
        if context.journal.unwritable:
            line = f"This session cannot be saved: {context.journal.unwritable}"
            say(line)
            said.add(line)
    for note in ready.notes:
        if note not in context.warnings:
            say(note)
    return said


def _through(  # noqa: PLR0913, PLR0917  both ends of the terminal and of the session
    context: AppContext,
    runner: Runner,
    inputs: Inputs,
    danger: tuple[str, ...],
    tell: Callable[[str], None],
    said: set[str],
    *,
    events: bool,
) -> int:
    """Play a session to its end and say what became of it, but not what was said before; returns the exit code."""
    ends: list[TimedEvent] = []

    def print_event(timed: TimedEvent) -> None:
        """Print an event; the last one waits for what is still on its way to the disk."""
        if timed.event.name in ("finished", "stopped"):
            ends.append(timed)
        else:
            _print_event(timed)

    happened = print_event if events else narrator_of(runner, tell)
    before = frozenset(said)

    def tell_once(line: str) -> None:
        said.add(line)
        if line not in before:
            tell(line)

    try:
        ending = play(
            runner, inputs, danger=danger, tell=tell_once, happened=happened, swaps=_swap_offers(context, runner)
        )
    finally:
        runner.close()
        if events:
            for timed in (*runner.take_events(), *ends):
                _print_event(timed)
    return _after(context, ending, runner.summary(), inputs, tell_once, said=said, events=events)


def _swap_offers(context: AppContext, runner: Runner) -> SwapOffers:
    routine = runner.player.timeline.prescription.routine

    def keep(step: Step, instead: Exercise) -> str:
        try:
            keep_swap(context, routine, step.id, instead.name, always=False)
        except StretchCoachError as error:
            return str(error)
        return ""

    return SwapOffers(lambda step: candidates_in(context, routine, step), keep)


def _after(  # noqa: PLR0913  both ends of the terminal and of the session
    context: AppContext,
    ending: Ending,
    summary: SessionSummary,
    inputs: Inputs,
    tell: Callable[[str], None],
    *,
    said: Collection[str],
    events: bool,
) -> int:
    """Say what became of a session, and ask what is asked then; what is in `said` is not said again."""
    if ending.something_wrong:
        say("\n".join(report_sign(context, "emergency").text))
        return Exit.SAFETY_LOCK
    if not events:
        for line in summary_lines(summary):
            tell(line)
    if summary.error:
        if summary.error not in said:
            say(summary.error)
        return Exit.COULD_NOT
    if ending.interrupted:
        return Exit.INTERRUPTED
    if inputs.keys and not summary.rehearsal:
        try:
            ask_after(context, summary, inputs, tell)
        except StretchCoachError as error:
            say(str(error))
            return Exit.COULD_NOT
    if not events:
        tell(closing_line(context, summary))
    return Exit.FINE


def narrator_of(runner: Runner, tell: Callable[[str], None]) -> Narrator:
    """Return what turns the events of a session into lines."""
    player = runner.player
    return Narrator(
        tell, lambda segment: title_of(player.timeline, segment), lambda segment: _unsaid_pace(player.timeline, segment)
    )


def _unsaid_pace(timeline: Timeline, segment: Segment) -> Rhythm | None:
    """Return the paced breaths of a segment, None where words lead them to the end and a pace would say it twice."""
    rhythm = rhythm_of(timeline, segment)
    if rhythm is None:
        return None
    is_breathing = timeline.prescribed_at(segment).step.exercise.kind == "breathing"
    return None if is_breathing and timeline.contexts[segment.visit].words == "full" else rhythm


def _print_event(timed: TimedEvent) -> None:

    to_stdout(escaped(json.dumps(event_row(timed), ensure_ascii=False)))


def summary_lines(summary: SessionSummary) -> list[str]:
    """What was done against what was planned, one line a step."""
    width = max((len(step.title) for step in summary.steps), default=0)
    lines = [f"{summary.title}: {_STATUS[summary.status]}"]
    lines += [
        f"  {step.title:<{width}}  {clock(step.held_ms):>5} of {clock(step.planned_ms):>5}  {_OUTCOME[step.outcome]}"
        for step in summary.steps
    ]
    return lines


_STATUS = {"done": "done.", "partial": "partly done.", "stopped": "ended early."}
_OUTCOME = {"done": "done", "partial": "partly", "skipped": "left out", "eased": "easier way", "hurt": "hurt"}

COMMANDS = {"play": CommandSpec(_arguments, _run)}
