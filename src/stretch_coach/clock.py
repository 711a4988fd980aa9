"""The clocks: the only module that reads them. `testing.FakeClock` takes their place in tests."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the runner and the services read. `SystemClock` is the real one; `testing.FakeClock` moves on request."""

    def monotonic_ns(self) -> int:
        """Nanoseconds that never jump; they may stand still while the machine sleeps."""

    def boot_ns(self) -> int:
        """Nanoseconds that run on while the machine sleeps, where the system has such a clock."""

    def now(self) -> datetime:
        """The wall clock in the local zone, aware."""

    def zone_name(self) -> str:
        """The zone's IANA name, or its abbreviation where the system does not say."""


class SystemClock:
    """The machine's own clocks."""

    def monotonic_ns(self) -> int:
        """Nanoseconds that never jump."""
        return time.monotonic_ns()

    def boot_ns(self) -> int:
        """Nanoseconds since boot, sleep included, where the system has such a clock."""
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return time.clock_gettime_ns(boot) if boot is not None else time.monotonic_ns()

    def now(self) -> datetime:
        """The wall clock in the local zone."""
        return datetime.now(UTC).astimezone()

    def zone_name(self) -> str:
        """The zone's IANA name where the system tells it."""
        return _zone_name() or self.now().tzname() or "UTC"


def leave_impossible_zone() -> str:
    """Go over to UTC where `TZ` has an offset of a day or more, and return a sentence about it; "" as a rule.

    C libraries take such offsets, and Python refuses to tell any local time with them.
    """
    try:
        datetime.now(UTC).astimezone()
    except ValueError:
        zone, os.environ["TZ"] = os.environ.get("TZ", ""), "UTC0"
        time.tzset()  # there is such a zone only where there is this function
        return f"TZ={zone} is no time zone: days and times are those of UTC."
    return ""


def _zone_name() -> str:
    """The IANA name from `TZ`, or from where the system's own zone file is linked; "" where neither tells."""
    name = os.environ.get("TZ", "").lstrip(":")
    if "/" in name and not name.startswith("/"):
        return name
    try:
        target = os.path.realpath("/etc/localtime")
    except OSError:
        return ""
    _, found, zone = target.partition("zoneinfo/")
    return zone if found else ""
