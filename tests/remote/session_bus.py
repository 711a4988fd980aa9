"""A session bus of a test's own, and another program on it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from stretch_coach.remote.media_keys import BUS_NAME, PATH, PLAYER, ROOT

DAEMON = shutil.which("dbus-daemon")


@contextmanager
def session_bus() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a bus; its process, and its address."""
    daemon = subprocess.Popen(
        [DAEMON or "", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    try:
        yield daemon, daemon.stdout.readline().strip()
    finally:
        daemon.kill()
        daemon.wait()
        daemon.stdout.close()


class Widget:
    """Another program on the bus."""

    def __init__(self) -> None:
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415  jeepney: on Linux alone

        self._bus = open_dbus_connection("SESSION")

    def call(
        self, interface: str, method: str, signature: str | None = None, *body: object, name: str = BUS_NAME
    ) -> Any:  # noqa: ANN401  D-Bus
        """Call a method of the player; its answer."""
        from jeepney import DBusAddress, new_method_call  # noqa: PLC0415  jeepney: on Linux alone

        address = DBusAddress(PATH, name, interface)
        return self._bus.send_and_get_reply(new_method_call(address, method, signature, body), timeout=5).body

    def property(self, name: str, interface: str = PLAYER) -> Any:  # noqa: ANN401  D-Bus
        """Read a property."""
        [(_, value)] = self.call("org.freedesktop.DBus.Properties", "Get", "ss", interface, name)
        return value

    def names(self) -> list[str]:
        """The players on the bus."""
        from jeepney.bus_messages import message_bus  # noqa: PLC0415  jeepney: on Linux alone

        [names] = self._bus.send_and_get_reply(message_bus.ListNames(), timeout=5).body
        return [name for name in names if name.startswith(ROOT)]

    def owner(self, name: str = BUS_NAME) -> str:
        """The connection that has a name."""
        from jeepney.bus_messages import message_bus  # noqa: PLC0415  jeepney: on Linux alone

        [owner] = self._bus.send_and_get_reply(message_bus.GetNameOwner(name), timeout=5).body
        return str(owner)

    def close(self) -> None:
        """Leave."""
        self._bus.close()
