"""The media services of macOS and Windows, each behind the same two methods; loaded in the helper process only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from stretch_coach.remote.requests import SessionState

Do = Callable[[str], None]
"""Asks the session for an action, a name of `requests`; may be called from any thread."""


class SystemMissingError(Exception):
    """The system's service cannot be used; the message is one plain reason."""


class MediaService(Protocol):
    """What shows a session to the system and hears its keys."""

    def run(self) -> None:
        """Serve the system's events until the process ends. Called once, on the main thread."""

    def show(self, state: SessionState) -> None:
        """Show a state. Called from another thread than `run`."""


def open_service(system: str, do: Do) -> MediaService:
    """Return the service of a system, as `sys.platform` names it. Raises SystemMissingError."""
    if system == "darwin":
        from stretch_coach.remote.systems.macos import MacService  # noqa: PLC0415  only its own system needs it

        return MacService(do)
    if system == "win32":
        from stretch_coach.remote.systems.windows import WindowsService  # noqa: PLC0415  only its own system needs it

        return WindowsService(do)
    message = f"there are no media keys for {system}"
    raise SystemMissingError(message)
