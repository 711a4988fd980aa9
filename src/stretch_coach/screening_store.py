"""Stores the answers to the safety questions: one small file in the data folder that only its owner can read."""

from __future__ import annotations

import json
from pathlib import Path

from stretch_coach.errors import StorageError
from stretch_coach.files import PRIVATE, read_file, write_file
from stretch_coach.paths import ANSWERS
from stretch_coach.safety.questions import Answers, from_json, to_json

_LARGEST = 65_536


def load_answers(folder: str) -> Answers | None:
    """Return the stored answers; None where there are none.

    Raises `StorageError` when the file is there and cannot be read, or holds no answers that can be understood.
    """
    path = Path(folder, ANSWERS)
    answers = None
    try:
        answers = from_json(json.loads(read_file(path, _LARGEST)))
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"The safety answers in {path} cannot be read: {error.strerror}."
        raise StorageError(message) from error
    except (ValueError, ArithmeticError, RecursionError):
        pass
    if answers is None:
        message = f"The safety answers in {path} cannot be understood, so the questions come again, cautions included."
        raise StorageError(message)
    return answers


def save_answers(folder: str, answers: Answers) -> None:
    """Store answers, mode 0600, whole or not at all. Raises `StorageError`."""
    text = json.dumps(to_json(answers), indent=1)
    write_file(Path(folder, ANSWERS), f"{text}\n".encode(), mode=PRIVATE)


def forget_answers(folder: str) -> bool:
    """Delete the stored answers; False where there were none. Raises `StorageError`."""
    path = Path(folder, ANSWERS)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        message = f"The safety answers in {path} cannot be deleted: {error.strerror}."
        raise StorageError(message) from error
    return True
