"""The schema lies next to the user's routines and is renewed."""

from __future__ import annotations

from pathlib import Path

from stretch_coach.authoring.draft import SCHEMA_FILE
from stretch_coach.authoring.schema_file import keep_schema
from stretch_coach.data import data_path


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
