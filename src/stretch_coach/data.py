"""Where the shipped routines and assets are: beside the package in a wheel, at the top of a checkout otherwise."""

from __future__ import annotations

import os

_PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  pathlib costs the fast commands a quarter of their time
_WHEEL = os.path.join(_PACKAGE, "_data")  # noqa: PTH118  as above
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))  # noqa: PTH120  as above
_ROOT = _WHEEL if os.path.isdir(_WHEEL) else _CHECKOUT  # noqa: PTH112  as above


def data_path(*parts: str) -> str:
    """Return the full path of a shipped file or folder, as in `data_path("routines", "exercises")`."""
    return os.path.join(_ROOT, *parts)  # noqa: PTH118  as above
