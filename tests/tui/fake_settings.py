"""Settings for the tests of the screens: one of each kind, that remember what they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.errors import StorageError
from stretch_coach.services.settings import SettingRow, SettingsView

if TYPE_CHECKING:
    from stretch_coach.services.settings import Kind as SettingKind


class FakeSettings:
    """One setting of each kind; `refuse` makes the next change fail."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | int | bool | None] = {
            ("ui", "theme"): "dark",
            ("ui", "animations"): True,
            ("sound", "tones"): 80,
            ("sound", "words"): None,
            ("safety", "emergency"): None,
            ("keys", "pause"): None,
        }
        self.refuse = ""
        self.written: list[tuple[str, str]] = []

    def view(self) -> SettingsView:
        """Return them as they stand."""
        kinds: dict[str, SettingKind] = {"animations": "truth", "tones": "number", "emergency": "text", "pause": "key"}
        choices = {"theme": ("dark", "light", "contrast"), "words": ("full", "brief", "tones")}
        return SettingsView(
            "settings/settings.toml",
            tuple(
                SettingRow(
                    section,
                    key,
                    kinds.get(key, "choice"),
                    value,
                    "file" if (section, key) in self.written else "default",
                    choices=choices.get(key, ()),
                    high=100,
                    step=5,
                    optional=value is None or key == "words",
                )
                for (section, key), value in self.values.items()
            ),
        )

    def set(self, section: str, key: str, to: str | int | bool | None) -> None:  # noqa: FBT001  as in the port
        """Remember, or refuse."""
        if self.refuse:
            raise StorageError(self.refuse)
        self.values[section, key] = to
        self.written.append((section, key))
