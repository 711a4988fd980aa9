"""stub to be replaced"""

from __future__ import annotations
from typing import Protocol, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class VoicePort(Protocol):
    """What the sound client asks of the voices. Nothing blocks, nothing raises."""

    def start(self, on_clip: Callable[[str, str], None]) -> None:
        """Begin to render; `on_clip` gets each text with the file of its clip, from another thread."""

    def prepare(self, texts: Sequence[str], *, first: bool = False) -> None:
        """Render these sentences, `first` before all others."""

    def status(self) -> tuple[str, str]:
        """Return the voice in use and any trouble not yet told."""

    def close(self) -> None:
        """End at once."""
