"""macOS: remote commands and the Now Playing centre, through PyObjC.

Written from Apple's and PyObjC's documentation and tested against a stand-in; nobody has seen it on a Mac.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from stretch_coach.remote.requests import SessionState, detail_of, status_of, title_of
from stretch_coach.remote.systems import Do, SystemMissingError

COMMANDS = {
    "togglePlayPauseCommand": "toggle",
    "playCommand": "resume",
    "pauseCommand": "pause",
    "nextTrackCommand": "skip",
    "previousTrackCommand": "again",
    "stopCommand": "stop",
}
"""Command of the centre → what is done; the same as on the other systems."""


class MacService:
    """Satisfies `MediaService`."""

    def __init__(self, do: Do) -> None:
        try:
            import AppKit  # noqa: PLC0415  on macOS alone
            import MediaPlayer  # noqa: PLC0415  on macOS alone
            from PyObjCTools import AppHelper  # noqa: PLC0415  on macOS alone
        except ImportError as problem:
            message = f"PyObjC is not installed ({problem.name}); the extra [media] brings it"
            raise SystemMissingError(message) from None
        self._appkit, self._media, self._events = AppKit, MediaPlayer, AppHelper
        application = AppKit.NSApplication.sharedApplication()
        application.setActivationPolicy_(AppKit.NSApplicationActivationPolicyProhibited)  # no icon in the Dock
        self._info = MediaPlayer.MPNowPlayingInfoCenter.defaultCenter()
        centre = MediaPlayer.MPRemoteCommandCenter.sharedCommandCenter()
        self._handlers = [
            _handler(do, action, MediaPlayer.MPRemoteCommandHandlerStatusSuccess) for action in COMMANDS.values()
        ]
        for name, handler in zip(COMMANDS, self._handlers, strict=True):
            command = getattr(centre, name)()
            command.setEnabled_(True)
            command.addTargetWithHandler_(handler)
        self._art: tuple[str, Any] = "", None

    def run(self) -> None:
        """Run the event loop, on which the system calls."""
        self._events.runConsoleEventLoop(installInterrupt=False)

    def show(self, state: SessionState) -> None:
        """Show a state, on the thread of the event loop."""
        self._events.callAfter(self._show, state)

    def _show(self, state: SessionState) -> None:
        media = self._media
        status = status_of(state)
        info = {
            media.MPMediaItemPropertyTitle: title_of(state),
            media.MPMediaItemPropertyArtist: detail_of(state),
            media.MPMediaItemPropertyAlbumTitle: state.routine,
            media.MPMediaItemPropertyPlaybackDuration: (state.spent_ms + state.remaining_ms) / 1000,
            media.MPNowPlayingInfoPropertyElapsedPlaybackTime: state.spent_ms / 1000,
            media.MPNowPlayingInfoPropertyPlaybackRate: 1.0 if status == "playing" else 0.0,
        }
        artwork = self._artwork(state.art)
        if artwork is not None:
            info[media.MPMediaItemPropertyArtwork] = artwork
        self._info.setNowPlayingInfo_(info)
        states = {
            "playing": media.MPNowPlayingPlaybackStatePlaying,
            "paused": media.MPNowPlayingPlaybackStatePaused,
            "stopped": media.MPNowPlayingPlaybackStateStopped,
        }
        self._info.setPlaybackState_(states[status])

    def _artwork(self, address: str) -> Any:  # noqa: ANN401  PyObjC has no types
        if address != self._art[0]:
            path = unquote(urlsplit(address).path)
            image = self._appkit.NSImage.alloc().initWithContentsOfFile_(path) if path else None
            artwork = None
            if image is not None:
                artwork = self._media.MPMediaItemArtwork.alloc().initWithBoundsSize_requestHandler_(
                    image.size(), lambda _size: image
                )
            self._art = address, artwork
        return self._art[1]


def _handler(do: Do, action: str, success: object) -> Callable[[object], object]:
    def handle(_event: object) -> object:
        do(action)
        return success

    return handle
