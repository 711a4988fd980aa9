"""What goes along with a session: hooks, `ctl`, media keys."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

from stretch_coach.remote.art import ArtFiles
from stretch_coach.remote.hooks import Hooks
from stretch_coach.remote.media_helper import PACKAGES, HelperKeys
from stretch_coach.remote.media_keys import MediaKeys
from stretch_coach.remote.server import RemoteServer
from stretch_coach.runner import Companion
from stretch_coach.settings import Settings


def companions(settings: Settings, routine: str) -> tuple[Companion, ...]:
    """Return the companions of a session of a routine with this title."""
    hooks = {name: command for name, command in asdict(settings.hooks).items() if command}
    art = ArtFiles(Path(settings.paths.cache, "art"))
    return (
        *([Hooks(hooks, routine)] if hooks else []),
        RemoteServer(settings.paths.data, routine, art.of),
        HelperKeys(routine, art.of) if sys.platform in PACKAGES else MediaKeys(routine, art.of),
    )
