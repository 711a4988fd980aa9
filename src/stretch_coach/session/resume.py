"""Taking up an unfinished session again, exactly as it was when the program was killed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.session.editing import Edit, Swap
from stretch_coach.session.player import Player
from stretch_coach.session.regression import easier_step
from stretch_coach.session.timeline import Timeline


def progress_of(player: Player) -> dict[str, object]:
    """Where a session is, as plain values that JSON can carry: its place, its changes, its ledger."""
    segment = player.segment
    return {
        "segment": segment.index if segment else 0,
        "edits": [list(edit) for edit in player.edits],
        "ledger": player.ledger.snapshot(),
    }


def taken_up(
    timeline: Timeline,
    progress: Mapping[str, object],
    *,
    easier: Callable[[PrescribedStep], PrescribedStep | None] = easier_step,
    swap: Swap | None = None,
) -> Player:
    """Return a player that goes on from a `progress_of` the same timeline, at the `ready` of the step it stood in.

    Without readable progress it begins at the beginning.
    """
    player = Player(timeline, easier=easier, swap=swap)
    edits, place, ledger = progress.get("edits"), progress.get("segment"), progress.get("ledger")
    player.redo([Edit(*edit) for edit in edits] if isinstance(edits, list) else [])
    player.begin_at(place if isinstance(place, int) else 0)
    if isinstance(ledger, dict):
        player.ledger.restore(ledger)
    return player
