"""What the settings screen shows and asks, as values: the contract between `wiring.chosen` and `tui`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from stretch_coach.values import value

if TYPE_CHECKING:
    Kind = Literal["choice", "number", "truth", "text", "key"]
    Set = str | int | bool
    Source = Literal["default", "file", "environment", "screens"]


@value
class SettingRow:
    """One setting as it stands."""

    section: str
    key: str
    kind: Kind
    value: Set | None
    """None where the program decides."""
    source: Source
    line: int | None = None
    """Where in the file it stands."""
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    step: int = 1
    optional: bool = False
    """It can be left to the program again."""


@value
class SettingsView:
    """All settings, and the file they are written to."""

    path: str
    rows: tuple[SettingRow, ...]
    problems: tuple[str, ...] = ()
    """What in the file could not be understood."""


class SettingsPort(Protocol):
    """Reads and changes settings. Raises only StretchCoachError, whose message is shown."""

    def view(self) -> SettingsView:
        """Read all settings afresh."""

    def set(self, section: str, key: str, to: Set | None) -> None:
        """Write one value; None leaves it to the program again. It is in force from now on."""
