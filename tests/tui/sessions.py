"""Sessions on record, for the screens that show them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from stretch_coach.record.lines import Felt
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.rating import rate_session
from stretch_coach.services.sessions import start_session
from stretch_coach.session.events import Command
from stretch_coach.testing import FakeClock

DAY_MS = 86_400_000
LOOK_MS = 2000

ROUTINE = """\
title: Try this
ramp: none
steps:
  - exercise: marching
    hold: 30s
  - exercise: knee-to-chest
    sides: each
    hold: 20s
    reps: 2
  - exercise: calm-breathing
    hold: 40s
"""


def write_routine(context: AppContext, text: str = ROUTINE, name: str = "try-this") -> str:
    """Put a routine into the user's folder; its name."""
    folder = Path(context.settings.paths.routines)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.stretch.yaml").write_text(text, encoding="utf-8")
    return name


def play_through(
    context: AppContext, name: str = "try-this", *, felt: Felt = "ok", pain: int = 0, stop_after_ms: int | None = None
) -> None:
    """Play a session to its end, or stop it early, and rate it."""
    clock = cast("FakeClock", context.clock)
    runner = start_session(context, name, PlayOptions(mute=True), pain_before=0)
    runner.start()
    passed = 0
    while not runner.ended and (stop_after_ms is None or passed < stop_after_ms):
        clock.jump(LOOK_MS)
        passed += LOOK_MS
        runner.tick()
    if not runner.ended:
        runner.command(Command.STOP)
    summary = runner.summary()
    runner.close()
    rate_session(context, summary.session_id, felt=felt, pain_after=pain)


def next_day(context: AppContext, days: int = 1) -> None:
    """Let days pass."""
    cast("FakeClock", context.clock).jump(days * DAY_MS)
