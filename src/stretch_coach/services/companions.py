"""What goes along with a session: hooks, `ctl`, media keys."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

from stretch_coach.remote.art import ArtFiles
from stretch_coach.remote.asking import OnScreen
from stretch_coach.remote.hooks import Hooks
from stretch_coach.remote.media_helper import PACKAGES, HelperKeys
from stretch_coach.remote.media_keys import MediaKeys
from stretch_coach.remote.server import RemoteServer
from stretch_coach.remote.steering import Steering
from stretch_coach.runner import Companion
from stretch_coach.settings import Settings


class PreopenedSteering:
    """Steering that Ready opens before a session takes it over."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._steering: Steering | None = None

    def open(self, on: OnScreen) -> None:
        """Let this be steered from outside."""
        self._steering = self._steering or self._new()
        self._steering.open(on)

    def let_go(self) -> None:
        """Have what is asked wait for the session that begins now."""
        if self._steering is not None:
            self._steering.let_go()

    def take(self) -> Steering:
        """Hand it over to a session, which closes it."""
        steering, self._steering = self._steering, None
        return steering or self._new()

    def close(self) -> None:
        """Close what no session took."""
        if self._steering is not None:
            self._steering.close()
        self._steering = None

    def _new(self) -> Steering:
        keys = HelperKeys() if sys.platform in PACKAGES else MediaKeys()
        art = ArtFiles(Path(self._settings.paths.cache, "art"))
        return Steering((RemoteServer(self._settings.paths.data), keys), art.of)


def companions(settings: Settings, routine: str, steering: Steering) -> tuple[Companion, ...]:
    """Return the companions of a session of a routine with this title."""
    hooks = {name: command for name, command in asdict(settings.hooks).items() if command}
    return (*([Hooks(hooks, routine)] if hooks else []), steering)
