"""The errors a user sees, and the exit code each ends with. The command line prints them and exits."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from enum import IntEnum


class Exit(IntEnum):
    """The exit codes other programs rely on."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    SAFETY_LOCK = 3
    COULD_NOT = 4
    INTERRUPTED = 130


class StretchCoachError(Exception):
    """A clear message for the user, in whole sentences: what, where, what to do."""

    exit_code = Exit.COULD_NOT


class UsageError(StretchCoachError):
    """What was asked for does not exist or does not fit."""

    exit_code = Exit.USAGE


class ProblemsError(StretchCoachError):
    """A file has errors; the message is the list of them."""

    exit_code = Exit.PROBLEMS


class SafetyLockError(StretchCoachError):
    """Playing is locked until the user has been checked."""

    exit_code = Exit.SAFETY_LOCK


class StorageError(StretchCoachError):
    """A file or the database cannot be read or written."""

    exit_code = Exit.COULD_NOT


class Terminated(BaseException):
    """The system asked the process to end; not an error, so nothing that catches errors stops it."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.signum = signum


_warnings: deque[str] = deque()


def warn(sentence: str) -> None:
    """Keep a sentence that the user must see before the program ends, though nothing failed. Any thread may call it."""
    _warnings.append(sentence)


def drop_warning(sentence: str) -> None:
    """Forget a sentence that the user has just read."""
    with suppress(ValueError):
        _warnings.remove(sentence)


def take_warnings() -> tuple[str, ...]:
    """Return the sentences that were not taken yet, each once, in order."""
    found: dict[str, None] = {}
    while _warnings:
        found[_warnings.popleft()] = None
    return tuple(found)
