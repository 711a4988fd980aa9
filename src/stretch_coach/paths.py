"""Where the user's files are: settings, record, cache and own routines."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from platformdirs import PlatformDirs

HOME = "STRETCH_COACH_HOME"
"""Environment variable that moves everything into one folder."""
RECORD = "record.sqlite3"
"""The record, in the data folder."""
ANSWERS = "screening.json"
"""The answers to the safety questions, in the data folder."""
SETTINGS = "settings.toml"
"""The settings, in the config folder."""
SWAPS = "swaps.json"
"""Exercises that the user replaced or never wants, in the data folder."""

_NAME = "stretch-coach"


class Paths(NamedTuple):
    """Full paths of the four folders; none of them need exist."""

    config: str
    data: str
    cache: str
    routines: str


def folders(env: Mapping[str, str]) -> Paths:
    """Return the folders for this environment: `STRETCH_COACH_HOME`, else the platform's own."""
    if home := env.get(HOME, "").strip():
        home = os.path.abspath(os.path.expanduser(home))  # noqa: PTH100, PTH111  the user of `~user` need not exist
        return Paths(home, *(str(Path(home, name)) for name in ("data", "cache", "routines")))
    own = PlatformDirs(_NAME, appauthor=False)
    return Paths(own.user_config_dir, own.user_data_dir, own.user_cache_dir, str(Path(own.user_config_dir, "routines")))
