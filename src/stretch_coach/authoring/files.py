"""Files written so that nothing is lost: never over another, whole or not at all, with a copy of what was there.

Called by `new` and by `editing`. Every failure is a StorageError with one clear line.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat

from stretch_coach.authoring.draft import SCHEMA_FILE
from stretch_coach.data import data_path
from stretch_coach.errors import StorageError, UsageError
from stretch_coach.routine.folders import EXERCISES
from stretch_coach.routine.repository import Library
from stretch_coach.routine.schema import as_text, routine_schema

BACKUP_SUFFIX = ".bak"


def write_new(path: str, data: bytes) -> None:
    """Write a file that must not exist yet, whole or not at all. Raises UsageError where it does."""
    folder = os.path.dirname(path) or "."
    try:
        os.makedirs(folder, exist_ok=True)
        spare = _spare(path, data)
    except OSError as error:
        raise _could_not(path, error) from error
    try:
        _put(spare, path)
    except FileExistsError:
        message = f"{path} exists already, and nothing is written over it."
        raise UsageError(message) from None
    except OSError as error:
        raise _could_not(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(spare)


def replace(path: str, data: bytes) -> str:
    """Put new bytes in a file's place at once; what was there is kept beside it. Returns that copy's path, or "".

    A link stays a link: what it leads to is replaced. The permissions stay as they were.
    """
    path = os.path.realpath(path)
    backup = ""
    try:
        spare = _spare(path, data)
        try:
            if os.path.lexists(path):
                os.chmod(spare, stat.S_IMODE(os.stat(path).st_mode))
                backup = path + BACKUP_SUFFIX
                _copy(path, backup)
            os.replace(spare, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(spare)
            raise
    except OSError as error:
        raise _could_not(path, error) from error
    return backup


def keep_schema(folder: str) -> None:
    """Put the schema beside the person's routines, where their first line says it is; a newer one takes its place.

    It proposes the names of all exercises there are, the person's own among them. An editor can do without it, so a
    folder that refuses it is no error.
    """
    target = os.path.join(folder, *SCHEMA_FILE.split("/"))
    library = Library(os.path.join(folder, EXERCISES), data_path("routines", EXERCISES))
    schema = as_text(routine_schema(library)).encode()
    with contextlib.suppress(OSError):
        if _read(target) == schema:
            return
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(_spare(target, schema), target)


def _spare(path: str, data: bytes) -> str:
    """Write the bytes, durably, to a hidden file beside the one they are for, and return its path."""
    folder, name = os.path.split(path)
    spare = os.path.join(folder or ".", f".{name[:60]}.{secrets.token_hex(4)}.tmp")
    with open(spare, "xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            file.close()
            os.unlink(spare)
            raise
    return spare


def _put(spare: str, path: str) -> None:
    """Give the spare file its name, unless that name is taken. Raises FileExistsError."""
    try:
        os.link(spare, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError, AttributeError):  # a file system without links
        with open(path, "xb") as file, open(spare, "rb") as written:
            file.write(written.read())


def _copy(path: str, to: str) -> None:
    with open(path, "rb") as file:
        os.replace(_spare(to, file.read()), to)


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _could_not(path: str, error: OSError) -> StorageError:
    reason = (error.strerror or str(error)).lower()
    return StorageError(f"{path} could not be written: {reason}. Nothing was changed.")
