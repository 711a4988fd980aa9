# ruff: noqa: INP001  a script beside the pages it serves, not a package
"""Draws the pictures of README and docs from the real screens: `python docs/make_pictures.py`.

A context with a clock of its own plays over a record of twelve good days in a temporary folder, so that the pictures
are the same wherever they are made. With a Chromium on the path it also prints the handout and takes a picture of it.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from stretch_coach.ramp.simulate import simulated_session
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.prescriptions import prescription_of
from stretch_coach.services.screening import SafetyAnswers, acknowledge_advice, screen
from stretch_coach.settings import load_settings
from stretch_coach.testing import FakeClock
from stretch_coach.tui.app import StretchApp

if TYPE_CHECKING:
    from textual.pilot import Pilot

PICTURES = Path(__file__).resolve().parent.parent / "assets" / "pictures"
SIZE = (100, 32)
LARGE = (120, 40)
"""A terminal with room for the pictures on Today."""
_PRACTISED = 12
_STEP_MS = 500
_CAST_FRAMES = 14
_FLASH_OVER_S = 0.5
"""When the flash of a tone has faded."""
_SPOILT = """\
title: Mine
steps:
  - exercise: marching
  - exercise: kne-to-chest
    hold: 30s -> 5s
  - exercise: bird-dog
    hodl: 20s
"""
_BROWSER = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=820,1160",
)


def main() -> None:
    """Draw all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["STRETCH_COACH_HOME"] = home
        os.environ["STRETCH_COACH_SOUND"] = "silence"
        os.environ["TEXTUAL_ANIMATIONS"] = "none"
        clock = FakeClock(datetime(2026, 3, 2, 7, 30, tzinfo=UTC))
        context = AppContext(load_settings(os.environ), clock)
        _practise(context, clock)
        frames = asyncio.run(_draw(context, clock))
        context.close()
        (PICTURES / "session.svg").write_text(cast(frames), encoding="utf-8")
        _commands(Path(home))
        _handout(Path(home))


def _practise(context: AppContext, clock: FakeClock) -> None:
    """Answer the questions and put good days on record, with one of rest among them."""
    screen(context, SafetyAnswers(sign="none", cautions=(), onset="weeks", rest_pain=2, walks=True))
    for day in range(_PRACTISED):
        if day != _PRACTISED // 2:
            now = clock.now()
            session = simulated_session(prescription_of(context, "basics"), context.practice_day(), pain_before=2, pain_after=1)
            begun, ended = (m.strftime("%Y-%m-%dT%H:%M:%SZ") for m in (now, now + timedelta(minutes=13)))
            session = replace(session, started_at=begun, ended_at=ended, pain_next_morning=1)
            context.journal.append(session)
        clock.jump(timedelta(days=1) / timedelta(milliseconds=1))
    acknowledge_advice(context)


async def _draw(context: AppContext, clock: FakeClock) -> list[str]:
    """Walk through the screens and keep each; return the frames of a stretch, one a second."""
    async with StretchApp(context).run_test(size=LARGE) as pilot:
        await _keep(pilot, "today")
    frames: list[str] = []
    async with StretchApp(context).run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"twist")
        await _keep(pilot, "library")
        await pilot.press("escape", "escape")
        await pilot.press("d")
        await _keep(pilot, "details")
        await pilot.press("escape", "p")
        await _keep(pilot, "plan")
        await pilot.press("escape", "h")
        await _keep(pilot, "history")
        await pilot.press("escape", "enter")
        await _keep(pilot, "ready")
        await pilot.press("2")
        await pilot.pause()
        await _play_to(pilot, clock, "knee-to-chest", "ready", 8000)
        await _keep(pilot, "player-ready")
        await _play_to(pilot, clock, "knee-to-chest", "ready", 14_000)
        for _ in range(_CAST_FRAMES):
            frames.append(pilot.app.export_screenshot())
            await _play_on(pilot, clock, 1000)
        await _play_to(pilot, clock, "knee-to-chest", "hold", 4000)
        await _keep(pilot, "player")
        await _play_to(pilot, clock, "knee-to-chest", "switch", 2500)
        await _keep(pilot, "player-switch")
        await pilot.press("space")
        await _keep(pilot, "player-paused")
        await pilot.press("x")
        await _keep(pilot, "player-hurts")
        await pilot.press("p")
        await _play_to(pilot, clock, None, "rest", 1000)
        await _keep(pilot, "player-done")
        await _play_on(pilot, clock, 20_000)
        await _keep(pilot, "summary")
    async with StretchApp(context, play="relief").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await _play_to(pilot, clock, "calm-breathing", "hold", 13_000)
        await _keep(pilot, "player-breath")
    return frames


def cast(frames: list[str]) -> str:
    """Put screenshots behind one another in one SVG that shows each for a second, over and over."""
    view = re.search(r'viewBox="([^"]+)"', frames[0])
    share = 100 / len(frames)
    shown = "\n".join(
        f'<g class="frame" style="animation-delay: {second}s">{frame}</g>' for second, frame in enumerate(frames)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view[1] if view else ""}">\n'
        f"<style>.frame {{ visibility: hidden; animation: show {len(frames)}s step-end infinite; }}\n"
        f"@keyframes show {{ 0% {{ visibility: visible; }} {share:.3f}% {{ visibility: hidden; }} }}</style>\n"
        f"{shown}\n</svg>\n"
    )


def _commands(home: Path) -> None:
    """Keep what the authoring commands print, as pictures of a terminal."""
    mine = home / "mine.stretch.yaml"
    mine.write_text(_SPOILT, encoding="utf-8")
    for name, arguments in (("check", ["check", mine.name]), ("preview", ["preview", "loosen", "--day", "7"])):
        answer = subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-m", "stretch_coach", *arguments], cwd=home, capture_output=True, text=True, check=False
        )
        console = Console(record=True, width=100, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  nowhere
        console.print(f"$ stretch-coach {' '.join(arguments)}", style="bold", highlight=False, markup=False)
        console.print(answer.stdout, highlight=False, markup=False)
        console.save_svg(str(PICTURES / f"{name}.svg"), title="Stretch Coach")


def _handout(home: Path) -> None:
    """Keep the printed handout, where there is a browser to print it."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        print("no Chromium here: the picture of the handout stays as it is")  # noqa: T201  a script
        return
    page = home / "handout.html"
    with page.open("w", encoding="utf-8") as file:
        subprocess.run(
            [sys.executable, "-m", "stretch_coach", "handout", "basics", "--format", "html"], stdout=file, check=True
        )
    subprocess.run(  # noqa: S603  the browser that was found
        [browser, *_BROWSER, f"--user-data-dir={home}/browser", f"--screenshot={PICTURES}/handout.png", page.as_uri()],
        check=False,
        capture_output=True,
    )


async def _keep(pilot: Pilot[int], name: str) -> None:
    await pilot.pause(_FLASH_OVER_S)
    pilot.app.save_screenshot(f"{name}.svg", path=str(PICTURES))


async def _play_to(pilot: Pilot[int], clock: FakeClock, step: str | None, kind: str, into_ms: int) -> None:
    """Let time pass up to some way into the next such stretch of a step."""
    runner = pilot.app.screen._runner  # type: ignore[attr-defined]  # noqa: SLF001  the screen keeps its session to itself
    while True:
        segment = runner.view().segment
        if segment is None:
            return
        if segment.step == step and segment.kind == kind and runner.view().at_ms >= segment.start_ms + into_ms:
            return
        await _play_on(pilot, clock, _STEP_MS)


async def _play_on(pilot: Pilot[int], clock: FakeClock, ms: int) -> None:
    while ms > 0:
        clock.jump(_STEP_MS)
        look = getattr(pilot.app.screen, "look", None)
        if look is None:
            return
        look()
        ms -= _STEP_MS
    await pilot.pause()


if __name__ == "__main__":
    main()
