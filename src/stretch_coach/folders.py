"""Where the person's files are: settings, record, cache and own routines.

Called by `settings`, and directly by `status`, which cannot afford to load settings. That is why the two
plain platforms are worked out here; a test holds them equal to what platformdirs says.
"""

from __future__ import annotations

import os
import sys
from collections import namedtuple

TYPE_CHECKING = False  # `typing` would cost `status` a tenth of its time
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NamedTuple

    class Paths(NamedTuple):
        """Full paths of the four folders; none of them need exist."""

        config: str
        data: str
        cache: str
        routines: str

else:
    Paths = namedtuple("Paths", ("config", "data", "cache", "routines"))  # noqa: PYI024  see above

HOME = "STRETCH_COACH_HOME"
"""Set, it moves everything into one folder."""
_NAME = "stretch-coach"

RECORD = "record.sqlite3"
"""The record, in the data folder."""
ANSWERS = "screening.json"
"""The answers to the safety questions, in the data folder."""
SETTINGS = "settings.toml"
"""The settings, in the config folder."""


def folders(env: Mapping[str, str], platform: str = sys.platform) -> Paths:
    """Return the folders for this environment: `STRETCH_COACH_HOME`, else the platform's own."""
    if home := env.get(HOME, "").strip():
        home = os.path.abspath(os.path.expanduser(home))
        return Paths(home, _in(home, "data"), _in(home, "cache"), _in(home, "routines"))
    if platform == "win32":
        return _by_platformdirs()
    if platform == "darwin":
        support = _in(os.path.expanduser("~"), "Library", "Application Support", _NAME)
        return Paths(
            support, support, _in(os.path.expanduser("~"), "Library", "Caches", _NAME), _in(support, "routines")
        )
    config = _xdg(env, "XDG_CONFIG_HOME", ".config")
    return Paths(
        config,
        _xdg(env, "XDG_DATA_HOME", ".local", "share"),
        _xdg(env, "XDG_CACHE_HOME", ".cache"),
        _in(config, "routines"),
    )


def _xdg(env: Mapping[str, str], variable: str, *default: str) -> str:
    base = env.get(variable, "").strip() or _in(os.path.expanduser("~"), *default)
    return _in(base, _NAME)


def _by_platformdirs() -> Paths:
    from platformdirs import PlatformDirs

    own = PlatformDirs(_NAME, appauthor=False)
    return Paths(own.user_config_dir, own.user_data_dir, own.user_cache_dir, _in(own.user_config_dir, "routines"))


def _in(*parts: str) -> str:
    return os.path.join(*parts)
