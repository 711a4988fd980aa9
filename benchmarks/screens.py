"""Screens: first usable frame, and what the process costs while a hold counts, in our own terminal."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.live import ROUTINE
from benchmarks.measure import Terminal, paired
from benchmarks.table import Row, not_measured
from stretch_coach.clock import SystemClock
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.screening import answer_no
from stretch_coach.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.place import Place

_ROUNDS = 9
_MOST_MB = 64.0
_WATCH_S = 15.0
_OVER = f"of a core, over {_WATCH_S:.0f} s, 120 × 40"
_AT_MOST_S, _SETTLED_S = 60.0, 15.0
"""Words take no longer; nor does the way into the hold, and what its beginning brings."""
_STRETCHED = b"as far as is comfortable"
"""What the screen says in the hold of a stretch."""
_TICKS = os.sysconf("SC_CLK_TCK")
_TODAY, _READY = b"Basics", b"Enter"
"""What Today shows once a routine can be chosen, and *ready* once a session can be started."""
_MINIMAL = """\
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("Basics")
Minimal().run()
"""
_OF_ONE = """\
title: One
steps:
  - exercise: {exercise}
    hold: {hold}
"""


class Shown(NamedTuple):
    """A hold whose exercise has a figure: what goes on, how it is begun, and the bar in percents of a core."""

    what: str
    bar: float
    exercise: str
    title: bytes
    hold: str
    says: bytes
    """What the screen says while it lasts."""


FIGURES = (
    Shown("a hold counts and its figure breathes", 2.0, "knee-to-chest", b"Knee to chest", "60s", _STRETCHED),
    Shown("a figure moves", 6.0, "walking", b"Walking", "2m", b"at an easy pace"),
    Shown("a breath is paced", 6.0, "calm-breathing", b"Calm breathing", "2m", b"in through your nose"),
)
"""Of the last, the figure breathes, the dots swell, and two clocks count."""
_CPU, _RSS = "processor while a hold counts", "memory while a hold counts"
_SOUND_CPU, _SOUND_RSS = "processor of the sound worker", "memory of the sound worker"


def rows(place: Place) -> Iterator[Row]:
    """Time the first frame and the way to a mixed session, then watch a long hold."""
    _answer_safety(place.env())
    yield _in_turn("first usable frame", 2.0, place, [place.program], _TODAY)
    yield _in_turn("neck 7m, to its ready screen", 3.0, place, [place.program, "neck", "7m"], _READY)
    try:
        yield from _watch(place)
    except TimeoutError as error:
        for what, bar, unit in (
            (_CPU, 2.0, "%"),
            (_RSS, _MOST_MB, "MB"),
            (_SOUND_CPU, 1.5, "%"),
            (_SOUND_RSS, 40.0, "MB"),
        ):
            yield not_measured(what, bar, unit, str(error))
    for shown in FIGURES:
        try:
            yield from _watch_a_figure(place, shown)
        except TimeoutError as error:
            yield not_measured(f"processor while {shown.what}", shown.bar, "%", str(error))


def _in_turn(what: str, bar: float, place: Place, ours: Sequence[str], shown: bytes) -> Row:
    """Time our command until it has `shown` this, and a minimal Textual app; return the row of the ratio."""

    def timed(command: Sequence[str], seen: bytes) -> float:
        terminal = Terminal(command, place.env())
        try:
            return terminal.wait_for(lambda text: seen in text)
        finally:
            terminal.close()

    minimal = [place.python, "-c", _MINIMAL]
    try:
        ratio = paired(lambda: timed(ours, shown), lambda: timed(minimal, _TODAY), _ROUNDS)
    except TimeoutError as error:
        return not_measured(what, bar, "×", str(error))
    return Row(what, bar, "×", ratio, "of a minimal Textual app")


def _watch(place: Place) -> Iterator[Row]:
    """Play one hold of a minute on the screens and watch the processes in the middle of it."""
    env = place.env("watch") | {"STRETCH_COACH_SOUND": "auto"}
    terminal = _into_the_hold(place, env, ROUTINE.format(hold=60, reps=1, sets=1), b"Reach", _STRETCHED)
    try:
        ours, sound = terminal.pid, _workers(terminal.pid)
        busy = _watched(terminal, ours, *sound)
        yield Row(_CPU, 2.0, "%", busy[ours], _OVER)
        yield Row(_RSS, _MOST_MB, "MB", _resident(ours))
        if not sound:
            yield not_measured(_SOUND_CPU, 1.5, "%", "there is no sound worker here")
            yield not_measured(_SOUND_RSS, 40.0, "MB", "there is no sound worker here")
            return
        yield Row(_SOUND_CPU, 1.5, "%", sum(busy[pid] for pid in sound), "of a core")
        yield Row(_SOUND_RSS, 40.0, "MB", sum(_resident(pid) for pid in sound))
    finally:
        terminal.close()


def _watch_a_figure(place: Place, shown: Shown) -> Iterator[Row]:
    """Play a hold with a figure on the screens and watch the screens' process in the middle of it."""
    routine = _OF_ONE.format(exercise=shown.exercise, hold=shown.hold)
    terminal = _into_the_hold(place, place.env("figure"), routine, shown.title, shown.says)
    try:
        busy = _watched(terminal, terminal.pid)[terminal.pid]
        yield Row(f"processor while {shown.what}", shown.bar, "%", busy, _OVER)
        yield Row(f"memory while {shown.what}", _MOST_MB, "MB", _resident(terminal.pid))
    finally:
        terminal.close()


def _into_the_hold(place: Place, env: Mapping[str, str], routine: str, shown: bytes, says: bytes) -> Terminal:
    """Begin to play a routine of one hold, of which the ready screen shows this much, and wait for the hold."""
    shutil.rmtree(env["STRETCH_COACH_HOME"], ignore_errors=True)  # an unfinished session would be asked about
    folder = Path(env["STRETCH_COACH_HOME"]) / "routines"
    folder.mkdir(parents=True)
    (folder / "long.stretch.yaml").write_text(routine, encoding="utf-8")
    _answer_safety(env)
    terminal = Terminal([place.program, "play", "long"], env)
    try:
        terminal.wait_for(lambda text: shown in text)
        terminal.press("\r")
        terminal.wait_for(lambda text: says in text, timeout=_AT_MOST_S)
        terminal.read_for(_SETTLED_S)
    except TimeoutError:
        terminal.close()
        raise
    return terminal


def _watched(terminal: Terminal, *pids: int) -> dict[int, float]:
    """Return the percents of a core that processes take while a terminal is read for a while."""
    before = {pid: _busy(pid) for pid in pids}
    start = time.perf_counter()
    terminal.read_for(_WATCH_S)
    took = time.perf_counter() - start
    return {pid: (_busy(pid) - before[pid]) / took * 100 for pid in pids}


def _answer_safety(env: Mapping[str, str]) -> None:
    """Answer what is asked before the very first session, with nothing to report."""
    with AppContext(load_settings(env), SystemClock()) as context:
        answer_no(context)


def _workers(pid: int) -> tuple[int, ...]:
    """Return the children that are ours, not the system's program that keeps the machine awake."""
    with Path(f"/proc/{pid}/task/{pid}/children").open(encoding="ascii") as file:
        children = [int(child) for child in file.read().split()]
    found = []
    for child in children:
        with Path(f"/proc/{child}/cmdline").open("rb") as file:
            if b"stretch_coach" in file.read():
                found.append(child)
    return tuple(found)


def _busy(pid: int) -> float:
    """Return the seconds of processor time a process has had."""
    with Path(f"/proc/{pid}/stat").open(encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _resident(pid: int) -> float:
    """Return the memory of a process in MB."""
    with Path(f"/proc/{pid}/status").open(encoding="ascii") as file:
        lines = dict(line.split(":", 1) for line in file)
    return int(lines["VmRSS"].split()[0]) / 1024
