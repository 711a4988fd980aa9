"""Files are written whole or not at all, through links, and never through a planted one."""

from __future__ import annotations

import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from stretch_coach import files
from stretch_coach.errors import StorageError, UsageError
from stretch_coach.files import read_file, write_file, write_new, write_with_backup

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, modes and pipes of POSIX")


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "notes" / "a.txt"
    write_file(str(path), b"one")
    path.chmod(0o640)
    write_file(str(path), b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in path.parent.iterdir()] == ["a.txt"]


def test_what_is_private_is_private_whatever_the_umask_and_the_file_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"open to all")
    path.chmod(0o644)
    write_file(str(path), b"pain", mode=files.PRIVATE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "synced" / "real.txt", tmp_path / "link.txt"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_file(str(link), b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_file(str(pipe), b"data")
    reader.join(5)
    assert read == [b"data"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
def test_a_device_is_written_as_it_is() -> None:
    outer, inner = os.openpty()  # one that nothing can replace: a broken write would harm the machine's own
    write_file(os.ttyname(inner), b"data")
    assert os.read(outer, 100) == b"data"
    assert stat.S_ISCHR(Path(os.ttyname(inner)).stat().st_mode)
    os.close(inner)
    os.close(outer)


def test_the_unfinished_file_never_follows_a_planted_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.urandom", bytes)
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / f".a.txt.{bytes(8).hex()}.tmp").symlink_to(victim)
    with pytest.raises(StorageError):
        write_file(str(tmp_path / "a.txt"), b"data")
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize("where", ["", "a-file/below", "a\0b"])
def test_a_place_that_cannot_be_written_is_one_clear_error(tmp_path: Path, where: str) -> None:
    (tmp_path / "a-file").write_bytes(b"")
    with pytest.raises(StorageError, match=r"could not be written: .+\. Nothing was changed"):
        write_file(str(tmp_path / where), b"data")


def test_a_new_file_takes_no_other_files_place(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "a.txt"
    write_new(str(path), b"one")
    with pytest.raises(UsageError, match="exists already"):
        write_new(str(path), b"two")
    assert path.read_bytes() == b"one"
    assert [file.name for file in path.parent.iterdir()] == ["a.txt"]


def test_a_backup_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert write_with_backup(str(path), b"one") == ""
    backup = write_with_backup(str(path), b"two")
    assert (path.read_bytes(), Path(backup).read_bytes()) == (b"two", b"one")


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "large"])
def test_only_a_regular_file_of_a_sensible_size_is_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.write_bytes(b"x" * 1001)
    with pytest.raises(OSError, match=r"regular|larger"):
        read_file(str(path), 1000)
