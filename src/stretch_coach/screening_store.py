"""Keeps the answers to the safety questions: one small file in the data folder that only its owner can read.

Used by `wiring` and `commands.safety`; `safety` itself knows no files.
"""

from __future__ import annotations

import json
import os

from stretch_coach.errors import StorageError
from stretch_coach.paths import ANSWERS
from stretch_coach.safety.questions import from_json, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from stretch_coach.safety.questions import Answers

FILE = ANSWERS
_LARGEST = 65_536


def load_answers(folder: str) -> Answers | None:
    """Return the stored answers; None where there are none, or none that can be understood: then they are asked.

    Raises `StorageError` when the file is there and cannot be opened.
    """
    path = os.path.join(folder, FILE)
    try:
        with open(path, encoding="utf-8") as file:
            return from_json(json.loads(file.read(_LARGEST)))
    except FileNotFoundError:
        return None
    except (ValueError, RecursionError):
        return None
    except OSError as error:
        message = f"The safety answers in {path} cannot be read: {error.strerror}."
        raise StorageError(message) from error


def save_answers(folder: str, answers: Answers) -> None:
    """Store answers, mode 0600, whole or not at all. Raises `StorageError`."""
    path = os.path.join(folder, FILE)
    new = f"{path}.{os.getpid()}.new"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(to_json(answers), file, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError as error:
        message = f"The safety answers cannot be written to {path}: {error.strerror}."
        raise StorageError(message) from error


def forget_answers(folder: str) -> bool:
    """Delete the stored answers; False where there were none. Raises `StorageError`."""
    path = os.path.join(folder, FILE)
    try:
        os.remove(path)
    except FileNotFoundError:
        return False
    except OSError as error:
        message = f"The safety answers in {path} cannot be deleted: {error.strerror}."
        raise StorageError(message) from error
    return True
