"""`preview ROUTINE`: a routine as it will be played on some days, once or on every save of its file."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import wrap

from stretch_coach.authoring.examining import Examined, examine
from stretch_coach.authoring.preview import DAYS, Role, Row, lay_out, preview, spoken
from stretch_coach.authoring.watching import Signature, signature, watch
from stretch_coach.cli.arguments import add_level, add_routine
from stretch_coach.cli.inputs import single_keys
from stretch_coach.cli.pager import Page, key_within, own_screen
from stretch_coach.cli.speak_changes import Aloud
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import can_show, has_colour, show
from stretch_coach.data import data_path
from stretch_coach.errors import Exit, UsageError
from stretch_coach.record.lines import Level
from stretch_coach.routine.folders import EXERCISES, SUFFIX, draft_path, name_of
from stretch_coach.routine.model import Problem
from stretch_coach.routine.report import counted, in_full
from stretch_coach.routine.repository import RoutineRepository, read_bytes
from stretch_coach.safety.questions import cautions_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context
from stretch_coach.services.prescriptions import Prescriber
from stretch_coach.services.session_sound import make_worker

_MOST_DAYS, _LAST_DAY = 10, 9999
_WIDTH = 80
_MARKS = "█▒░·×“”"
"""What a preview is drawn with."""
_CARDS_EVERY = 10
"""The user's own exercises are looked at with every tenth look at the routine: they change less often."""
_STYLES: dict[Role, str] = {"title": "1", "day": "1", "step": "1", "words": "2", "faint": "2"}
"""How a terminal shows a row: 1 bold, 2 faint."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_routine(parser)
    parser.add_argument(
        "--day", type=int, action="append", metavar="N", help="as on the day after N-1 good days; may be repeated"
    )
    add_level(parser)
    parser.add_argument("--watch", action="store_true", help="draw it again on every save, mistakes included")
    parser.add_argument(
        "--hear", action="store_true", help="with --watch: say the words of the first step that a save changed"
    )
    parser.add_argument("--no-words", action="store_true", help="without what is said")


def _run(given: argparse.Namespace) -> int:

    with create_context() as context:
        previewer = Previewer(context, given.routine, _days(given.day), words=not given.no_words, level=given.level)
        if given.hear and not given.watch:
            message = "--hear speaks of saves, so it goes with --watch."
            raise UsageError(message)
        if given.watch:
            previewer.aloud = _aloud(context) if given.hear else None
            try:
                return _watch(previewer)
            finally:
                if previewer.aloud is not None:
                    previewer.aloud.close()
        return _once(previewer)


class Previewer:
    """One routine file, looked at again and again."""

    def __init__(
        self,
        context: AppContext,
        routine: str,
        days: Sequence[int],
        *,
        words: bool = True,
        level: Level | None = None,
    ) -> None:
        """Without a `level` it is the one answered last."""
        self._context = context
        self._level = level or Prescriber(context).level
        self._days = days
        self._words = words
        self._own_exercises = Path(context.settings.paths.routines, EXERCISES)
        self.path = context.routines.path(routine)
        self._name = name_of(self.path)
        self._own = self.path
        if self.path.startswith(data_path("routines")):
            self._own = str(Path(context.settings.paths.routines, self._name + SUFFIX))
        self._draft = draft_path(self._own)
        self.drafted = False
        """Whether what is shown is a draft: what `edit` has open, or has kept."""
        self.aloud: Aloud | None = None
        """What says a change, where that is wanted."""
        self.called = self.path
        """What problems call the file."""

    def current(self) -> str:
        """Return the file to show: the routine's own, or its draft while that is the newer one.

        So the preview next to `edit` is of what is being typed, although the routine stays as it was until the end.
        """
        draft = _changed(self._draft)
        self.drafted = bool(draft) and draft > _changed(self._own)
        if self.drafted:
            return self._draft
        is_copied = self._own != self.path and os.path.lexists(self._own)
        return self._own if is_copied else self.path

    def others(self) -> tuple[str, ...]:
        """Return the user's own exercise files, whose changes show, too."""
        try:
            files = sorted(self._own_exercises.iterdir())
        except OSError:
            return ()
        return tuple(map(str, (self._own_exercises, *files)))

    def examine(self, data: bytes | Problem) -> Examined:
        """Read the routine from these bytes, with the exercises as they now are; or say why there are none."""
        if not isinstance(data, bytes):
            return Examined(None, (replace(data, path=self.called),))
        return examine(data, name=self._name, path=self.called, library=self._context.routines.library)

    def fresh(self) -> None:
        """Forget the exercises read so far, because a file among them changed."""
        self._context.routines = RoutineRepository(self._context.settings.paths.routines)

    def look(self) -> None:
        """Say what waits to be said."""
        if self.aloud is not None:
            self.aloud.look()

    def rows(self, found: Examined, width: int, *, ascii_only: bool) -> list[Row]:
        """Return the preview of a sound routine, nothing for a broken one."""
        if found.routine is None:
            return []
        cautions, accepted = cautions_of(self._context.answers())
        laid = lay_out(found.routine, self._days, cautions=cautions, accepted=accepted, level=self._level)
        if self.aloud is not None:
            self.aloud.saved(spoken(found.routine, laid))
        return preview(found.routine, laid, width=width, ascii_only=ascii_only, words=self._words)


def _changed(path: str) -> int:
    """Return when a file was last written, 0 where there is none."""
    try:
        return Path(path).stat().st_mtime_ns
    except (OSError, ValueError):
        return 0


def _once(previewer: Previewer) -> int:

    found = previewer.examine(read_bytes(previewer.path))
    colour = has_colour(sys.stdout)
    for row in previewer.rows(found, _width(), ascii_only=not can_show(_MARKS, sys.stdout)):
        print(_styled(row, colour=colour))
    for problem in found.problems:
        show(in_full(problem, colour=has_colour(sys.stderr)) + "\n")
    if found.routine is None:
        show(f"{counted(found.errors)}: it cannot be played yet.")
        return Exit.PROBLEMS
    return Exit.FINE


def _aloud(context: AppContext) -> Aloud | None:
    """Return what speaks, or None, with a word about it, where nothing is to be heard."""
    if context.settings.sound.output == "silence":
        show("--hear: sound is set to silence here, so nothing is spoken.")
        return None
    return Aloud(make_worker(context.settings, voice=True, language="en"))


def _watch(previewer: Previewer) -> int:

    cards: Signature = ()
    looks = 0

    def look() -> Signature:
        nonlocal cards, looks
        if looks % _CARDS_EVERY == 0:
            own = previewer.others()
            now = signature(own[0], own[1:]) if own else ()
            if now != cards:
                cards = now
                previewer.fresh()
        looks += 1
        file = signature(previewer.current())
        return (*file, *cards) if file else ()

    def read() -> bytes | Problem:
        return read_bytes(previewer.current())

    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":

        def sleep(seconds: float) -> bool:
            previewer.look()
            time.sleep(seconds)
            return True

        _watch_on_pipe(previewer, lambda draw: watch(look, read, draw, sleep))
        return Exit.FINE

    previewer.called = Path(previewer.path).name
    page = Page(sys.stdout, shutil.get_terminal_size())
    last: list[bytes | Problem | None] = [b""]

    def draw(data: bytes | Problem | None) -> None:
        last[0] = data
        page.show(lines_of(previewer, data, page.size.columns - 1, colour=has_colour(sys.stdout)))

    def wait(seconds: float) -> bool:
        previewer.look()
        keys = key_within(sys.stdin, seconds)
        if (size := shutil.get_terminal_size()) != page.size:
            page.size = size
            draw(last[0])
        return page.press(keys) if keys else True

    with single_keys(sys.stdin), own_screen(sys.stdout):
        watch(look, read, draw, wait)
    return Exit.FINE


def _watch_on_pipe(previewer: Previewer, watch: Callable[[Callable[[bytes | Problem | None], None]], None]) -> None:
    """Print the whole preview again on every save that changes it, with a line between two."""
    before: list[str] = []

    def draw(data: bytes | Problem | None) -> None:
        nonlocal before
        lines = lines_of(previewer, data, _width(), colour=False)
        if lines != before:
            print(*(["", "-" * 20, ""] if before else []), *lines, sep="\n", flush=True)
            before = lines

    watch(draw)


def lines_of(previewer: Previewer, data: bytes | Problem | None, width: int, *, colour: bool) -> list[str]:
    """Return what is shown of a routine's bytes: its problems, then, where there is one, its preview."""
    if data is None:
        what = "is a link that leads nowhere" if Path(previewer.path).is_symlink() else "is gone"
        return [f"{previewer.called} {what}. Waiting for it to come back."]
    found = previewer.examine(data)
    lines: list[str] = []
    if previewer.drafted:
        note = Row("faint", "The draft that `edit` has open or has kept; the routine itself is as it was.")
        lines += [*(_styled(note._replace(text=part), colour=colour) for part in wrap(note.text, width)), ""]
    for problem in found.problems:
        lines += [*in_full(problem, colour=colour, width=width).split("\n"), ""]
    if found.routine is None:
        lines.append(f"{counted(found.errors)}: it cannot be played yet.")
    rows = previewer.rows(found, width, ascii_only=not can_show(_MARKS, sys.stdout))
    return [*lines, *(_styled(row, colour=colour) for row in rows)]


def _styled(row: Row, *, colour: bool) -> str:
    style = _STYLES.get(row.role)
    return f"\x1b[{style}m{row.text}\x1b[0m" if colour and style and row.text else row.text


def _days(asked: Sequence[int] | None) -> tuple[int, ...]:

    days = tuple(dict.fromkeys(asked or DAYS))
    wrong = next((day for day in days if not 1 <= day <= _LAST_DAY), None)
    if wrong is not None:
        message = f"--day: expected a day from 1 to {_LAST_DAY}, found {wrong}"
        raise UsageError(message)
    if len(days) > _MOST_DAYS:
        message = f"--day: expected at most {_MOST_DAYS} of them, found {len(days)}"
        raise UsageError(message)
    return days


def _width() -> int:
    return shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH


COMMANDS = {"preview": CommandSpec(_arguments, _run)}
