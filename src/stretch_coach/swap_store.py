"""Stores which exercises the user replaced by others or never wants: one small file in the data folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from stretch_coach.errors import StorageError
from stretch_coach.files import PRIVATE, read_file, write_file
from stretch_coach.paths import SWAPS

_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Swap:
    """In a step of a routine, one exercise is played in place of another."""

    routine: str
    step: str
    exercise: str
    """Which the file names."""
    instead: str
    day: date | None = None
    """The only practice day it holds on; None for always."""


@dataclass(frozen=True, slots=True)
class Swaps:
    """All that was replaced, and what is never played."""

    swaps: tuple[Swap, ...] = ()
    never: tuple[str, ...] = ()


def load_swaps(folder: str) -> Swaps:
    """Return what is stored, nothing where there is no file. Raises `StorageError` where it cannot be understood."""
    path = Path(folder, SWAPS)
    try:
        return read_swaps(json.loads(read_file(path, _LARGEST)))
    except FileNotFoundError:
        return Swaps()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}. Your swaps are not used."
        raise StorageError(message) from error
    except (ValueError, RecursionError) as error:
        message = f"{path} cannot be understood. Your swaps, and what you never want, are not used."
        raise StorageError(message) from error


def save_swaps(folder: str, swaps: Swaps) -> None:
    """Store all of it, mode 0600. Raises `StorageError`."""
    text = f"{json.dumps(plain_swaps(swaps), indent=1)}\n"
    write_file(Path(folder, SWAPS), text.encode(), mode=PRIVATE)


def plain_swaps(swaps: Swaps) -> dict[str, object]:
    """Return swaps as values that JSON can carry."""
    return {
        "swaps": [
            {
                "routine": one.routine,
                "step": one.step,
                "exercise": one.exercise,
                "instead": one.instead,
                "day": one.day.isoformat() if one.day else None,
            }
            for one in swaps.swaps
        ],
        "never": list(swaps.never),
    }


def read_swaps(value: Any) -> Swaps:  # noqa: ANN401  whatever a file holds
    """Return swaps from such values. Raises `ValueError` for anything else."""
    try:
        return Swaps(
            tuple(
                Swap(
                    str(one["routine"]),
                    str(one["step"]),
                    str(one["exercise"]),
                    str(one["instead"]),
                    date.fromisoformat(one["day"]) if one.get("day") else None,
                )
                for one in value["swaps"]
            ),
            tuple(str(name) for name in value["never"]),
        )
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        message = "These are no swaps."
        raise ValueError(message) from error
