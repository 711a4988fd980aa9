"""Folders for files of the moment: what killed processes left is swept, what is in use or not ours is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stretch_coach.sound.scratch import sweep


@pytest.fixture(scope="module")
def gone() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody can ask whether a process is gone")
@pytest.mark.parametrize(
    ("owner", "age_s", "stays"),
    [("gone", 4_000, False), ("gone", 60, True), ("alive", 4_000, True), ("alive", 90_000, True), ("", 90_000, False)],
)
def test_only_folders_that_nothing_uses_are_swept(
    tmp_path: Path, gone: int, owner: str, age_s: int, *, stays: bool
) -> None:
    pid = {"gone": f"{gone}-", "alive": f"{os.getpid()}-", "": ""}[owner]
    left = tmp_path / f"stretch-coach-{pid}abc"
    left.mkdir()
    (left / "words.wav").write_bytes(b"RIFF")
    then = Path(left).stat().st_mtime - age_s
    os.utime(left, (then, then))
    sweep(str(tmp_path))
    assert left.exists() is stays


def test_links_files_and_other_folders_are_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (tmp_path / "stretch-coach-1-link").symlink_to(kept)
    (tmp_path / "stretch-coach-file").write_text("")
    (tmp_path / "other-1-abc").mkdir()
    for entry in tmp_path.iterdir():
        os.utime(entry, (1, 1), follow_symlinks=False)
    sweep(str(tmp_path))
    assert len(list(tmp_path.iterdir())) == 4
