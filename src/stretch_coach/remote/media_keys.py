"""Media keys, headset buttons, desktop widgets and phones on Linux, through MPRIS on the session bus.

Its own thread answers the bus; the session never waits for it. Without a bus there are no media keys, which
`doctor` says and a session does not.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Callable
from typing import Any

from stretch_coach.remote.asking import ANSWER_S, Asker, BackgroundDoor
from stretch_coach.remote.requests import READY, SessionState, detail_of, status_of, title_of

BUS_NAME = "org.mpris.MediaPlayer2.stretch_coach"
PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_IS_OWNER, _DO_NOT_QUEUE = 1, 4
_LOOK_S = 0.5

ACTIONS = {
    "PlayPause": "toggle",
    "Play": "resume",
    "Pause": "pause",
    "Next": "skip",
    "Previous": "again",
    "Stop": "stop",
}
"""Method of a player → what is done; the same as a key."""

_ROOT_PROPERTIES: dict[str, tuple[str, Any]] = {
    "CanQuit": ("b", False),
    "CanRaise": ("b", False),
    "HasTrackList": ("b", False),
    "Identity": ("s", "Stretch Coach"),
    "SupportedUriSchemes": ("as", []),
    "SupportedMimeTypes": ("as", []),
}
_ABILITIES: dict[str, tuple[str, Any]] = {
    "CanControl": ("b", True),
    "CanPlay": ("b", True),
    "CanPause": ("b", True),
    "CanSeek": ("b", False),
    "Rate": ("d", 1.0),
    "MinimumRate": ("d", 1.0),
    "MaximumRate": ("d", 1.0),
    "Volume": ("d", 1.0),
}

INTROSPECTION = f"""<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
"http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd"><node>
<interface name="{ROOT}"><method name="Raise"/><method name="Quit"/>{{root}}</interface>
<interface name="{PLAYER}">{"".join(f'<method name="{name}"/>' for name in ACTIONS)}{{player}}</interface>
</node>"""


def playback(state: SessionState) -> dict[str, tuple[str, Any]]:
    """Return the properties of a player that show this state; lengths in microseconds, as the standard wants."""
    metadata = {
        "mpris:trackid": ("o", f"/org/stretch_coach/{state.kind or 'none'}_{state.at_ms - state.spent_ms}"),
        "mpris:length": ("x", (state.spent_ms + state.remaining_ms) * 1000),
        "xesam:title": ("s", title_of(state)),
        "xesam:artist": ("as", [detail_of(state)]),
        "xesam:album": ("s", state.routine),
    }
    if state.art:
        metadata["mpris:artUrl"] = ("s", state.art)
    has_steps = ("b", state.phase != READY)
    return {
        "PlaybackStatus": ("s", status_of(state).capitalize()),
        "Metadata": ("a{sv}", metadata),
        "CanGoNext": has_steps,
        "CanGoPrevious": has_steps,
    }


class MediaKeys(BackgroundDoor):
    """Satisfies `Door`."""

    def __init__(self) -> None:
        super().__init__()
        self._thread: threading.Thread | None = None
        self._bus: Any = None

    def open(self, asker: Asker) -> None:
        """Take a name on the bus, in the background."""
        self._thread = threading.Thread(target=self._run, args=(asker,), name="media-keys", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Leave the bus."""
        self._ended.set()
        if self._bus is not None:
            with contextlib.suppress(OSError):
                self._bus.sock.shutdown(socket.SHUT_RD)  # so that the thread waits for no message any more
        if self._thread is not None:
            self._thread.join(2 * _LOOK_S)

    def _run(self, asker: Asker) -> None:
        try:
            self._bus = bus = open_bus()
        except BusError:
            return
        try:
            _Player(bus, asker).serve(self._ended.is_set)
        except OSError:
            if not self._ended.is_set():
                self._warning = "Media keys stopped working: the session bus went away."
        except Exception as problem:  # noqa: BLE001  what ends this thread is reported, whatever it is
            self._warning = f"Media keys stopped working ({problem})."
        finally:
            bus.close()


class BusError(Exception):
    """There is no session bus to be had; the message is one plain reason."""


def open_bus() -> Any:  # noqa: ANN401  jeepney is its own import
    """Connect to the session bus and take the player's name. Raises BusError."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        message = "there is no session bus"
        raise BusError(message)
    try:
        from jeepney import HeaderFields, MessageType  # noqa: PLC0415  jeepney: on Linux alone
        from jeepney.bus_messages import message_bus  # noqa: PLC0415  jeepney: on Linux alone
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415  jeepney: on Linux alone
    except ImportError:
        message = "the package jeepney is not installed"
        raise BusError(message) from None
    try:
        bus = open_dbus_connection("SESSION")
        for name in (BUS_NAME, f"{BUS_NAME}.instance{os.getpid()}"):
            answer = bus.send_and_get_reply(message_bus.RequestName(name, _DO_NOT_QUEUE), timeout=ANSWER_S)
            if answer.header.message_type == MessageType.method_return and answer.body[0] == _IS_OWNER:
                return bus
        message = f"{answer.header.fields.get(HeaderFields.error_name, 'the bus gave no name')}"
    except Exception as problem:  # noqa: BLE001  jeepney has no one class for a bus that cannot be reached
        message = f"the session bus cannot be reached ({problem})"
    raise BusError(message)


class _Player:
    """Answers the bus for what is on the screen."""

    def __init__(self, bus: Any, asker: Asker) -> None:  # noqa: ANN401  as open_bus
        self._bus = bus
        self._asker = asker
        self._shown: dict[str, tuple[str, Any]] = {}
        self._state: SessionState | None = None

    def serve(self, is_over: Callable[[], bool]) -> None:
        """Answer until it is over. Raises OSError when the bus goes away."""
        self._look()
        while not is_over():
            try:
                message = self._bus.receive(timeout=_LOOK_S)
            except TimeoutError:
                pass
            else:
                self._answer(message)
            if not is_over():
                self._look()

    def _look(self, action: str = "", *, at_once: bool = False) -> None:
        """Bring the state up to date, after doing something if asked to, and tell the bus what has changed."""
        from jeepney import DBusAddress, new_signal  # noqa: PLC0415  jeepney: on Linux alone

        answer = self._asker.ask(action, at_once=at_once)
        if answer is None:
            return
        self._state, _ = answer
        now = playback(self._state)
        changed = {name: value for name, value in now.items() if self._shown.get(name) != value}
        if changed:
            self._shown = now
            emitter = DBusAddress(PATH, interface=_PROPERTIES)
            self._bus.send(new_signal(emitter, "PropertiesChanged", "sa{sv}as", (PLAYER, changed, [])))

    def _answer(self, message: Any) -> None:  # noqa: ANN401  as open_bus
        from jeepney import HeaderFields, MessageType, new_error, new_method_return  # noqa: PLC0415  jeepney: on Linux alone

        if message.header.message_type != MessageType.method_call:
            return
        interface = message.header.fields.get(HeaderFields.interface, "")
        member = message.header.fields.get(HeaderFields.member, "")
        if interface == _PROPERTIES:
            self._look(at_once=True)
        signature: str | None = None
        body: tuple[Any, ...] = ()
        if interface == PLAYER and member in ACTIONS:
            self._look(ACTIONS[member])
        elif interface == ROOT and member in ("Raise", "Quit"):
            pass
        elif interface == _PROPERTIES and member == "GetAll":
            signature, body = "a{sv}", (self._properties(message.body[0]),)
        elif interface == _PROPERTIES and member == "Get" and message.body[1] in self._properties(message.body[0]):
            signature, body = "v", (self._properties(message.body[0])[message.body[1]],)
        elif interface == "org.freedesktop.DBus.Introspectable" and member == "Introspect":
            signature, body = "s", (introspection(self._properties),)
        elif not (interface == "org.freedesktop.DBus.Peer" and member == "Ping"):
            self._bus.send(new_error(message, "org.freedesktop.DBus.Error.NotSupported", "s", (f"no {member} here",)))
            return
        self._bus.send(new_method_return(message, signature, body))

    def _properties(self, interface: str) -> dict[str, tuple[str, Any]]:
        if interface == ROOT:
            return _ROOT_PROPERTIES
        if interface != PLAYER:
            return {}
        position = self._state.spent_ms * 1000 if self._state is not None else 0
        return {**_ABILITIES, **self._shown, "Position": ("x", position)}


def introspection(properties: Callable[[str], dict[str, tuple[str, Any]]]) -> str:
    """Return the description of both interfaces that the bus asks for."""
    root, player = (
        "".join(
            f'<property name="{name}" type="{kind}" access="read"/>'
            for name, (kind, _) in properties(interface).items()
        )
        for interface in (ROOT, PLAYER)
    )
    return INTROSPECTION.format(root=root, player=player)
