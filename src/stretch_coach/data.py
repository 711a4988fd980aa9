"""Where the shipped routines and assets are: beside the package in a wheel, at the top of a checkout otherwise."""

from __future__ import annotations

import os

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_WHEEL = os.path.join(_PACKAGE, "_data")
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))
_ROOT = _WHEEL if os.path.isdir(_WHEEL) else _CHECKOUT


def data_path(*parts: str) -> str:
    """Return the full path of a shipped file or folder, as in `data_path("routines", "exercises")`."""
    return os.path.join(_ROOT, *parts)
