"""The figures of the library, and a small one of the tests' own."""

from __future__ import annotations

from pathlib import Path

from stretch_coach.figure.read import read_figure
from stretch_coach.routine.repository import Library

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(str(ROOT / "routines" / "exercises"))
NAMES = sorted(LIBRARY)
FIGURES = {name: read_figure(LIBRARY[name].figure) for name in NAMES if LIBRARY[name].figure is not None}
LIFTED = {
    "start": {"at": "0 46", "leg": "270 270 0", "arm": "270 270 270"},
    "hold": {"near_arm": "370 370 370"},
}
"""Somebody who stands and lifts one arm to the front."""
