"""Files are written whole or not at all, never over another, and a copy of what was there is kept."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from stretch_coach.authoring.draft import SCHEMA_FILE
from stretch_coach.authoring.files import keep_schema, replace, write_new
from stretch_coach.data import data_path
from stretch_coach.errors import Exit, StorageError, UsageError

needs_permissions = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere"
)


def test_a_new_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_new(str(tmp_path / "new" / "a.yaml"), b"one")
    assert (tmp_path / "new" / "a.yaml").read_bytes() == b"one"
    assert os.listdir(tmp_path / "new") == ["a.yaml"]


def test_nothing_is_written_over_a_file_or_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("a", "link"):
        with pytest.raises(UsageError, match="exists already"):
            write_new(str(tmp_path / name), b"other")
    assert (tmp_path / "a").read_bytes() == b"mine"
    assert sorted(os.listdir(tmp_path)) == ["a", "link"]


def test_replacing_keeps_the_old_text_and_the_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    file.chmod(0o640)
    backup = replace(str(file), b"new")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o640)
    assert backup == str(tmp_path / "a.bak")
    assert (tmp_path / "a.bak").read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["a", "a.bak"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    replace(str(tmp_path / "link"), b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_place_that_is_none_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match=r"^[^\n]+could not be written: [^\n]+$") as raised:
        write_new(str(tmp_path / "file" / "below"), b"x")
    assert raised.value.exit_code == Exit.COULD_NOT


@needs_permissions
def test_a_read_only_folder_is_one_clear_line_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    tmp_path.chmod(0o500)
    try:
        for write in (lambda: write_new(str(tmp_path / "b"), b"x"), lambda: replace(str(tmp_path / "a"), b"x")):
            with pytest.raises(StorageError, match="permission denied"):
                write()
        assert os.listdir(tmp_path) == ["a"]
    finally:
        tmp_path.chmod(0o700)
    assert (tmp_path / "a").read_bytes() == b"old"


def test_the_schema_lies_where_the_first_line_says_and_is_renewed(tmp_path: Path) -> None:
    shipped = Path(data_path("assets", "schema", "routine.schema.json")).read_bytes()
    keep_schema(str(tmp_path))
    schema = tmp_path / SCHEMA_FILE
    assert schema.read_bytes() == shipped
    schema.write_bytes(b"an older one")
    keep_schema(str(tmp_path))
    assert schema.read_bytes() == shipped


def test_the_schema_proposes_the_persons_own_exercises_too(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "neck-roll.yaml").write_text("title: Neck roll\n")
    keep_schema(str(tmp_path))
    assert '"neck-roll"' in (tmp_path / SCHEMA_FILE).read_text()
