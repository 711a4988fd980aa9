"""Files read with a limit and written whole or not at all: the only module that replaces or creates user files.

A link stays a link: what it leads to is replaced. Pipes, terminals and devices are written as they are.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from stretch_coach.errors import StorageError, UsageError

PRIVATE = 0o600
"""Mode of what says something about the user's health."""
BACKUP_SUFFIX = ".bak"

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_AS_THEY_ARE = ("/dev/", "/proc/")


def read_file(path: str | Path, largest: int) -> bytes:
    """Return the bytes of a regular file. Raises `OSError`, also for other kinds of file and for more than `largest`.

    Other kinds are refused before they are opened, so that nothing waits for a pipe or reads a device without end.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(0, "it is not a regular file", str(path))
    with open(path, "rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise OSError(0, f"it is larger than {largest // 1024} KB", str(path))
    return data


def write_file(path: str | Path, data: bytes, *, mode: int | None = None) -> None:
    """Put `data` at `path` as `replacing` does. Raises `StorageError`; then nothing was changed."""
    try:
        with replacing(path, mode=mode) as file:
            file.write(data)
    except (OSError, ValueError) as error:
        raise could_not(path, error) from error


@contextlib.contextmanager
def replacing(path: str | Path, *, mode: int | None = None, durable: bool = True) -> Iterator[BinaryIO]:
    """Yield a file to write to; when the block ends it takes the place of what was at `path`, in one step.

    The step survives a power cut; `durable=False` saves that time for what can be made again.
    Missing folders are made. `mode` is the mode of the file from now on; without it a file keeps its mode and a new
    one gets the usual one. Raises `OSError` or `ValueError`; then, and when the block raises, nothing was changed.
    """
    if is_device(path):
        with open(path, "wb") as plain:
            yield plain
        return
    target = os.path.realpath(path)
    os.makedirs(os.path.dirname(target), mode=0o700 if mode == PRIVATE else 0o777, exist_ok=True)
    spare = _spare_path(target)
    descriptor = os.open(spare, _NEW, 0o666 if mode is None else mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if mode is not None:
            os.chmod(spare, mode)
        elif os.path.exists(target):
            os.chmod(spare, stat.S_IMODE(os.stat(target).st_mode))
        os.replace(spare, target)
    except BaseException:
        _remove(spare)
        raise
    if durable:
        _sync_folder(target)


def write_new(path: str | Path, data: bytes, *, mode: int | None = None) -> None:
    """Write a file that must not exist yet. Raises `UsageError` where it does, `StorageError` where it cannot."""
    spare = _spare_path(path)
    try:
        if is_device(path):
            write_file(path, data)
            return
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with os.fdopen(os.open(spare, _NEW, 0o666 if mode is None else mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except (OSError, ValueError) as error:
        _remove(spare)
        raise could_not(path, error) from error
    try:
        _link(spare, path)
    except FileExistsError:
        message = f"{path} exists already, and nothing is written over it."
        raise UsageError(message) from None
    except OSError as error:
        raise could_not(path, error) from error
    finally:
        _remove(spare)


def write_with_backup(path: str, data: bytes) -> str:
    """Replace a file and keep what was there next to it. Return the path of that copy, "" where there was nothing."""
    target = os.path.realpath(path)
    backup = ""
    if os.path.lexists(target):
        backup = target + BACKUP_SUFFIX
        try:
            before = read_file(target, 1 << 30)
        except OSError as error:
            raise could_not(path, error) from error
        if os.path.islink(backup):
            _remove(backup)
        write_file(backup, before)
    write_file(target, data)
    return backup


def could_not(path: str | Path, error: OSError | ValueError) -> StorageError:
    """Return the error for a file that could not be written."""
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return StorageError(f"{path} could not be written: {reason}. Nothing was changed.")


def is_device(path: str | Path) -> bool:
    """Say whether a path is that of a pipe or a device: what is written to it takes no place of anything.

    Raises `OSError` for a folder.
    """
    if os.path.abspath(path).startswith(_AS_THEY_ARE):
        return True
    try:
        kind = os.stat(path).st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(0, "it is a folder")
    return not stat.S_ISREG(kind)


def _spare_path(path: str | Path) -> str:
    """Return the path of a new hidden file next to `path`."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name[:60]}.{os.urandom(8).hex()}.tmp")


def _link(spare: str, path: str | Path) -> None:
    """Give the spare file its name, unless that name is taken. Raises `FileExistsError`."""
    try:
        os.link(spare, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError, AttributeError):  # a file system without links
        with open(path, "xb") as file, open(spare, "rb") as written:
            file.write(written.read())


def _sync_folder(path: str) -> None:
    with contextlib.suppress(OSError, AttributeError):  # a folder cannot be opened on every system
        descriptor = os.open(os.path.dirname(path), os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)
