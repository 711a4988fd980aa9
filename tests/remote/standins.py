"""Packages in the place of PyObjC and PyWinRT, for the helper process: they log what is shown, and press keys.

They stand in for the system's side, as its documentation has it. A line in the file `keys` presses one; `die` ends the
process. What is shown goes to the file `shown` as lines of JSON.
"""

from __future__ import annotations

from pathlib import Path

_COMMON = """
import json, os, threading, time
HERE = os.environ["STANDIN_FOLDER"]
def log(**shown):
    with open(os.path.join(HERE, "shown"), "a", encoding="utf-8") as file:
        file.write(json.dumps(shown) + "\\n")
def watch(press):
    def run():
        done = 0
        while True:
            time.sleep(0.02)
            try:
                keys = open(os.path.join(HERE, "keys"), encoding="utf-8").read().split()
            except OSError:
                continue
            for key in keys[done:]:
                os._exit(3) if key == "die" else press(key)
            done = len(keys)
    threading.Thread(target=run, daemon=True).start()
"""

_MEDIA_PLAYER = """
from standin import log, watch
for _name in ("MPMediaItemPropertyTitle", "MPMediaItemPropertyArtist", "MPMediaItemPropertyAlbumTitle",
              "MPMediaItemPropertyPlaybackDuration", "MPNowPlayingInfoPropertyElapsedPlaybackTime",
              "MPNowPlayingInfoPropertyPlaybackRate", "MPMediaItemPropertyArtwork"):
    globals()[_name] = _name
MPRemoteCommandHandlerStatusSuccess = 0
MPNowPlayingPlaybackStatePlaying, MPNowPlayingPlaybackStatePaused, MPNowPlayingPlaybackStateStopped = 1, 2, 3
class _Command:
    handler = None
    def setEnabled_(self, enabled): assert enabled
    def addTargetWithHandler_(self, handler): self.handler = handler
class MPRemoteCommandCenter:
    _shared = None
    @classmethod
    def sharedCommandCenter(cls):
        if cls._shared is None:
            cls._shared = cls()
            watch(lambda key: log(handled=cls._shared.commands[key].handler(object())))
        return cls._shared
    def __init__(self): self.commands = {}
    def __getattr__(self, name):
        return lambda: self.commands.setdefault(name, _Command())
class MPNowPlayingInfoCenter:
    @classmethod
    def defaultCenter(cls): return cls()
    def setNowPlayingInfo_(self, info):
        self.info = {**info}
        artwork = self.info.pop("MPMediaItemPropertyArtwork", None)
        self.art = artwork.image() if artwork else ""
    def setPlaybackState_(self, state):
        i = self.info
        log(title=i["MPMediaItemPropertyTitle"], artist=i["MPMediaItemPropertyArtist"],
            album=i["MPMediaItemPropertyAlbumTitle"], length=i["MPMediaItemPropertyPlaybackDuration"],
            at=i["MPNowPlayingInfoPropertyElapsedPlaybackTime"], rate=i["MPNowPlayingInfoPropertyPlaybackRate"],
            status={1: "playing", 2: "paused", 3: "stopped"}[state], art=self.art)
class MPMediaItemArtwork:
    @classmethod
    def alloc(cls): return cls()
    def initWithBoundsSize_requestHandler_(self, size, handler):
        assert size == (512, 512)
        self.image = lambda: handler(size).path
        return self
"""

_APPKIT = """
NSApplicationActivationPolicyProhibited = 2
class NSApplication:
    @classmethod
    def sharedApplication(cls): return cls()
    def setActivationPolicy_(self, policy): assert policy == 2
class NSImage:
    @classmethod
    def alloc(cls): return cls()
    def initWithContentsOfFile_(self, path):
        self.path = path
        try:
            with open(path, "rb") as file:
                return self if file.read(4) == b"\\x89PNG" else None
        except OSError:
            return None
    def size(self): return (512, 512)
"""

_APP_HELPER = """
import queue, threading
_calls = queue.SimpleQueue()
def callAfter(function, *values): _calls.put((function, values))
def runConsoleEventLoop(installInterrupt=True):
    assert threading.current_thread() is threading.main_thread() and not installInterrupt
    while True:
        function, values = _calls.get()
        function(*values)
"""

_WINRT_MEDIA = """
import enum
from standin import log
class SystemMediaTransportControlsButton(enum.IntEnum):
    PLAY, PAUSE, STOP, RECORD, FAST_FORWARD, REWIND, NEXT, PREVIOUS = range(8)
class MediaPlaybackStatus(enum.IntEnum):
    CLOSED, CHANGING, STOPPED, PLAYING, PAUSED = range(5)
class MediaPlaybackType(enum.IntEnum):
    UNKNOWN, MUSIC, VIDEO, IMAGE = range(4)
class SystemMediaTransportControlsTimelineProperties:
    pass
"""

_WINRT_PLAYBACK = """
import types
from standin import log, watch
from winrt.windows import media
class _Updater:
    def __init__(self):
        self.music_properties = types.SimpleNamespace()
        self.type, self.thumbnail = media.MediaPlaybackType.UNKNOWN, None
    def update(self): assert self.type is media.MediaPlaybackType.MUSIC
class _Controls:
    def __init__(self, player):
        self._player = player
        self.display_updater = _Updater()
        self._times = None
    def add_button_pressed(self, handler):
        buttons = media.SystemMediaTransportControlsButton
        watch(lambda key: handler(self, types.SimpleNamespace(button=buttons[key])))
    def update_timeline_properties(self, times): self._times = times
    @property
    def playback_status(self): raise AssertionError
    @playback_status.setter
    def playback_status(self, status):
        assert self.is_enabled and self.is_play_enabled and self.is_next_enabled and self.is_stop_enabled
        assert not self._player.command_manager.is_enabled
        shown, times = self.display_updater.music_properties, self._times
        log(title=shown.title, artist=shown.artist, album=shown.album_title, length=times.end_time.total_seconds(),
            at=times.position.total_seconds(), status=status.name.lower(), art=self.display_updater.thumbnail or "")
class MediaPlayer:
    def __init__(self):
        self.command_manager = types.SimpleNamespace(is_enabled=True)
        self.system_media_transport_controls = _Controls(self)
"""

_WINRT_STORAGE = """
import types
class StorageFile:
    @staticmethod
    def get_file_from_path_async(path):
        def get():
            open(path, "rb").close()
            return path
        return types.SimpleNamespace(get=get)
"""

_WINRT_STREAMS = """
class RandomAccessStreamReference:
    @staticmethod
    def create_from_file(file): return file
"""

_FILES = {
    "darwin": {
        "MediaPlayer/__init__.py": _MEDIA_PLAYER,
        "AppKit/__init__.py": _APPKIT,
        "PyObjCTools/__init__.py": "",
        "PyObjCTools/AppHelper.py": _APP_HELPER,
    },
    "win32": {
        "winrt/__init__.py": "",
        "winrt/windows/__init__.py": "",
        "winrt/windows/media/__init__.py": _WINRT_MEDIA,
        "winrt/windows/media/playback/__init__.py": _WINRT_PLAYBACK,
        "winrt/windows/storage/__init__.py": _WINRT_STORAGE,
        "winrt/windows/storage/streams/__init__.py": _WINRT_STREAMS,
    },
}
KEYS = {
    "darwin": ("togglePlayPauseCommand", "pauseCommand", "playCommand", "nextTrackCommand", "previousTrackCommand",
               "stopCommand"),
    "win32": (None, "PAUSE", "PLAY", "NEXT", "PREVIOUS", "STOP"),
}  # fmt: skip
"""Toggle, pause, play, next, previous, stop, as each system calls them; Windows has no key that toggles."""


def write(system: str, folder: Path) -> None:
    """Write the packages of a system into a folder that is put on the helper's path."""
    for name, source in {"standin.py": _COMMON, **_FILES[system]}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
