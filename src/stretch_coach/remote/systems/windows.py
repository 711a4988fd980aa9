"""Windows: the system's media transport controls, through PyWinRT.

Written from Microsoft's documentation and PyWinRT's types, tested against a stand-in; nobody has seen it on Windows.
"""

from __future__ import annotations

import queue
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from stretch_coach.remote.requests import SessionState, detail_of, status_of, title_of
from stretch_coach.remote.systems import Do, SystemMissingError

BUTTONS = {"PLAY": "resume", "PAUSE": "pause", "STOP": "stop", "NEXT": "skip", "PREVIOUS": "again"}
"""Button of the controls → what is done; the same as on the other systems."""
_ENABLED = ("is_play_enabled", "is_pause_enabled", "is_stop_enabled", "is_next_enabled", "is_previous_enabled")


class WindowsService:
    """Satisfies `MediaService`. Everything is shown on the main thread; buttons come on threads of the system's."""

    def __init__(self, do: Do) -> None:
        try:
            from winrt.windows import media, storage  # noqa: PLC0415  on Windows alone
            from winrt.windows.media import playback  # noqa: PLC0415  on Windows alone
            from winrt.windows.storage import streams  # noqa: PLC0415  on Windows alone
        except ImportError as problem:
            message = f"PyWinRT is not installed ({problem.name}); the extra [media] brings it"
            raise SystemMissingError(message) from None
        self._media, self._storage, self._streams = media, storage, streams
        self._states: queue.SimpleQueue[SessionState] = queue.SimpleQueue()
        self._art: tuple[str, Any] = "", None
        actions = {getattr(media.SystemMediaTransportControlsButton, name): action for name, action in BUTTONS.items()}

        def pressed(_sender: object, event: Any) -> None:  # noqa: ANN401  PyWinRT's own
            action = actions.get(event.button)
            if action is not None:
                do(action)

        self._player = playback.MediaPlayer()  # without sound: it is what a program without a window has controls from
        self._player.command_manager.is_enabled = False
        self._controls = self._player.system_media_transport_controls
        self._pressed = pressed
        self._controls.add_button_pressed(pressed)
        for name in _ENABLED:
            setattr(self._controls, name, True)
        self._controls.is_enabled = True

    def run(self) -> None:
        """Show state after state."""
        while True:
            self._show(self._states.get())

    def show(self, state: SessionState) -> None:
        """Show a state, on the main thread."""
        self._states.put(state)

    def _show(self, state: SessionState) -> None:
        media = self._media
        updater = self._controls.display_updater
        updater.type = media.MediaPlaybackType.MUSIC
        shown = updater.music_properties
        shown.title, shown.artist, shown.album_title = title_of(state), detail_of(state), state.routine
        thumbnail = self._thumbnail(state.art)
        if thumbnail is not None:
            updater.thumbnail = thumbnail
        updater.update()
        times = media.SystemMediaTransportControlsTimelineProperties()
        times.start_time = times.min_seek_time = times.max_seek_time = timedelta()
        times.position = timedelta(milliseconds=state.spent_ms)
        times.end_time = timedelta(milliseconds=state.spent_ms + state.remaining_ms)
        self._controls.update_timeline_properties(times)
        statuses = media.MediaPlaybackStatus
        status = {"playing": statuses.PLAYING, "paused": statuses.PAUSED, "stopped": statuses.STOPPED}
        self._controls.playback_status = status[status_of(state)]

    def _thumbnail(self, address: str) -> Any:  # noqa: ANN401  PyWinRT's own
        """Return the picture of an address, None where there is none. A picture that cannot be read is none."""
        if address != self._art[0]:
            found = None
            if address:
                try:
                    file = self._storage.StorageFile.get_file_from_path_async(
                        url2pathname(urlsplit(address).path)
                    ).get()
                    found = self._streams.RandomAccessStreamReference.create_from_file(file)
                except OSError:
                    found = None
            self._art = address, found
        return self._art[1]
