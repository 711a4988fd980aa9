"""A clock for tests, shipped with the program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_NS = 1_000_000


class FakeClock:
    """A clock that moves only on request."""

    def __init__(self, now: datetime | None = None, zone: str = "UTC") -> None:
        """Start at a wall-clock moment (aware); the monotonic clock starts at its own odd hour."""
        self._now = now or datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
        self._zone = zone
        self._monotonic_ns = 123_456 * _NS
        self._boot_ns = self._monotonic_ns

    def monotonic_ns(self) -> int:
        """As `Clock`."""
        return self._monotonic_ns

    def boot_ns(self) -> int:
        """As `Clock`."""
        return self._boot_ns

    def now(self) -> datetime:
        """As `Clock`."""
        return self._now

    def zone_name(self) -> str:
        """As `Clock`."""
        return self._zone

    def jump(self, ms: float) -> None:
        """Let time pass while the machine is awake."""
        self.sleep(ms)
        self._monotonic_ns += round(ms * _NS)

    def sleep(self, ms: float) -> None:
        """Let time pass while the machine is suspended: the monotonic clock does not run."""
        self._boot_ns += round(ms * _NS)
        # By way of UTC: between two moments of one zone Python would count what the clock on the wall shows.
        self._now = (self._now.astimezone(UTC) + timedelta(milliseconds=ms)).astimezone(self._now.tzinfo)

    def set_now(self, now: datetime) -> None:
        """Set the wall clock, as a user or a time server does; the others run on untouched."""
        self._now = now
