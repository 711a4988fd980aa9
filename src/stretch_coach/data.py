"""Where the shipped routines and assets are: next to the package in a wheel, at the top of a checkout otherwise."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).absolute().parent
_WHEEL = _PACKAGE / "_data"
_ROOT = _WHEEL if _WHEEL.is_dir() else _PACKAGE.parent.parent


def data_path(*parts: str) -> str:
    """Return the full path of a shipped file or folder, as in `data_path("routines", "exercises")`."""
    return str(_ROOT.joinpath(*parts))
