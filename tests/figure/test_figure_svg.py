"""The same body for handouts and docs."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree as ET

from tests.every import every
from tests.figure.shipped import FIGURES, NAMES, ROOT

from stretch_coach.figure.pose import pose
from stretch_coach.figure.svg import panel


@every("name", NAMES)
def test_a_picture_is_well_formed_and_small(name: str) -> None:
    drawn = panel(FIGURES[name], pose(FIGURES[name], 1.0), (0, 0, 240, 160))
    assert ET.fromstring(drawn).attrib["width"] == "240"  # noqa: S314  our own text
    assert len(drawn) < 12_000
    assert "nan" not in drawn


def test_the_contact_sheet_shows_the_cards_as_they_are() -> None:
    script = "import runpy; print(runpy.run_path('docs/make_figures.py')['sheet'](), end='')"
    made = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    assert made.stdout.decode().replace("\r\n", "\n") == (ROOT / "docs" / "figures.svg").read_text("utf-8")


def test_a_figure_can_be_tried_out_in_the_terminal() -> None:
    for arguments, code in ((["bird-dog", "--size", "30x10"], 0), (["no-such-exercise"], 1)):
        made = subprocess.run(
            [sys.executable, "docs/make_figures.py", *arguments],
            cwd=ROOT, capture_output=True, check=False, env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
        )  # fmt: skip
        assert made.returncode == code, made.stderr
        assert bool(made.stdout) == (code == 0)
