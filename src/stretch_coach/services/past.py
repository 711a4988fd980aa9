"""What the record came to up to some weeks ago, kept in the cache: the ramp goes on from there.

It is worth nothing by itself: without the file, or where anything it was made from has changed (a line, a routine, the
rules), the whole record is folded again. Small records have none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path

from stretch_coach import ramp, record, safety
from stretch_coach.errors import StorageError
from stretch_coach.files import PRIVATE, read_file, write_file
from stretch_coach.ramp.familiarity import Familiar, familiarity, last_level
from stretch_coach.ramp.fold import Fold, by_routine, days_of
from stretch_coach.ramp.kept import freeze, rules_of, thaw
from stretch_coach.record.lines import Level, Line
from stretch_coach.routine.model import Routine
from stretch_coach.services.app_context import AppContext

FILE = "past.json"
WORTH = 1000
"""How many lines are folded as quickly as the file is read."""
_UNSETTLED = timedelta(days=21)
"""What is newer may still be rated, corrected or imported."""
_MOST_SINCE = 600
"""With more lines since, it is made again."""
_LARGEST = 1 << 22


class Past:
    """The record before a practice day."""

    def __init__(  # noqa: PLR0913  what the fold and the familiarity need
        self,
        day: date,
        familiar: Familiar,
        level: Level,
        folds: dict[str, object],
        *,
        lines: Callable[[], Sequence[Line]],
        save: Callable[[Past], None],
    ) -> None:
        self.day = day
        """The first practice day that is not in it."""
        self.familiar = familiar
        self.level = level
        self.folds = folds
        """Frozen folds by the rules they followed."""
        self._lines = lines
        self._save = save
        self._lines_of: Callable[[str], Sequence[Line]] | None = None
        self._is_new = False

    def fold(self, routine: Routine, caps: Mapping[str, int]) -> Fold:
        """Return where a routine's steps were, under caps of range by exercise."""
        fold = Fold(routine, ranges=caps)
        key = blake2b(rules_of(fold).encode(), digest_size=16).hexdigest()
        if key in self.folds:
            with suppress(ValueError):
                return thaw(fold, self.folds[key])
            fold = Fold(routine, ranges=caps)
        if self._lines_of is None:
            self._lines_of = by_routine(line for line in self._lines() if line.practice_day < self.day)
        fold.take(days_of(routine.name, self._lines_of(routine.name), self.day.toordinal() - 1))
        self.folds[key] = freeze(fold)
        self._is_new = True
        return fold

    def keep(self) -> None:
        """Write it down if there is anything new in it; without a cache it is worked out again the next time."""
        if self._is_new:
            self._is_new = False
            with suppress(StorageError, OSError):
                self._save(self)


def past_of(context: AppContext, today: date) -> Past | None:
    """Return the past of a long record, None for a short one, another day than today, or a record that is not read."""
    rules = _rules()
    if not rules or today != context.practice_day():
        return None
    path = str(Path(context.settings.paths.cache, FILE))
    try:
        return _kept(context, path, rules, today) or _new(context, path, rules, today)
    except StorageError as error:
        context.warn(f"Your record cannot be read: {error}")
        return None


def _kept(context: AppContext, path: str, rules: str, today: date) -> Past | None:
    try:
        found = json.loads(read_file(path, _LARGEST))
        day = date.fromisoformat(found["day"])
        familiar = Familiar(dict(found["familiar"]), any_session=True)
        sums = tuple(found["sums"])
        if found["rules"] != rules or day > today or len(context.lines_since(day)) > _MOST_SINCE:
            return None
        level, folds = found["level"], dict(found["folds"])
    except (OSError, StorageError, ValueError, TypeError, KeyError, RecursionError):
        return None
    if sums != context.journal.sums(day):
        return None
    return Past(day, familiar, level, folds, lines=context.lines, save=_saver(path, rules, sums))


def _new(context: AppContext, path: str, rules: str, today: date) -> Past | None:
    if context.journal.count() < WORTH:
        return None
    day = today - _UNSETTLED
    sums = context.journal.sums(day)
    if sums[0] < WORTH:
        return None
    lines = [line for line in context.lines() if line.practice_day < day]
    known, level = familiarity(lines, today), last_level(lines, today)
    if not known.any_session:
        return None
    return Past(day, known, level, {}, lines=context.lines, save=_saver(path, rules, sums))


def _saver(path: str, rules: str, sums: tuple[int, ...]) -> Callable[[Past], None]:
    def save(past: Past) -> None:
        value = {
            "rules": rules,
            "day": past.day.isoformat(),
            "sums": sums,
            "level": past.level,
            "familiar": past.familiar.sessions,
            "folds": past.folds,
        }
        Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_file(path, json.dumps(value, separators=(",", ":")).encode(), mode=PRIVATE)

    return save


def _rules() -> str:
    """Return what differs once a rule of the ramp has changed, "" where the program does not lie in files."""
    found = blake2b(digest_size=16)
    try:
        for package in (ramp, record, safety):
            for path in sorted(Path(*package.__path__).glob("*.py")):
                found.update(path.read_bytes())
    except OSError:
        return ""
    return found.hexdigest()
