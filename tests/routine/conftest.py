"""Its own small library, so that the reader's tests do not change with the shipped exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Caps, Exercise, Variant

if TYPE_CHECKING:
    from stretch_coach.routine.dose import Sides
    from stretch_coach.routine.model import Kind


def _card(name: str, kind: Kind, sides: Sides, start: Dose, target: Dose, *, caps: Caps | None = None) -> Exercise:  # noqa: PLR0913  a maker of values, by name
    still = kind in {"breathing", "walking"}
    return Exercise(
        name,
        name.replace("-", " ").capitalize(),
        kind,
        "on your back",
        ("Move in", "Stay", "Come back"),
        phase="strengthen" if kind == "isometric" else "loosen",
        sides=sides,
        start=start,
        target=target,
        caps=caps,
        easier=Variant("Do less."),
        move_in_ms=0 if still else 3000,
        move_out_ms=0 if still else 3000,
    )


@pytest.fixture(scope="session")
def library() -> dict[str, Exercise]:
    """Six exercises, one of each kind."""
    cards = (
        _card("cat-camel", "movement", "none", Dose(4000, 5, 1, 40), Dose(4000, 8, 1, 100)),
        _card(
            "knee-to-chest", "stretch", "each", Dose(5000, 2, 1, 50), Dose(30_000, 3, 1, 100), caps=Caps(60_000, 10, 3)
        ),
        _card(
            "bird-dog", "isometric", "alternate", Dose(3000, 4, 1, 50), Dose(6000, 6, 2, 100), caps=Caps(10_000, 12, 3)
        ),
        _card(
            "hip-bridge", "isometric", "none", Dose(3000, 5, 1, 50), Dose(5000, 10, 3, 100), caps=Caps(10_000, 15, 3)
        ),
        _card(
            "legs-up", "passive", "none", Dose(30_000, 1, 1, 100), Dose(120_000, 1, 1, 100), caps=Caps(120_000, 1, 1)
        ),
        _card("calm-breathing", "breathing", "none", Dose(120_000, 1, 1, 100), Dose(300_000, 1, 1, 100)),
        _card("walking", "walking", "none", Dose(120_000, 1, 1, 100), Dose(1_800_000, 1, 1, 100)),
    )
    return {card.name: card for card in cards}
