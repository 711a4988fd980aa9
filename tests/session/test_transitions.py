"""The table of states: what is in it happens as it says, what is not changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from tests.every import every
from tests.session.makers import exercise, player, start_of, step

from stretch_coach.session.events import TRANSITIONS, Command, Phase, mermaid
from stretch_coach.session.view import player_view

if TYPE_CHECKING:
    from stretch_coach.session.player import Player

C = Command
WAYS: dict[Phase, tuple[Command, ...]] = {
    "waiting": (),
    "playing": (),
    "paused": (C.PAUSE,),
    "getting ready": (C.PAUSE, C.RESUME),
    "hurt": (C.HURTS,),
    "finished": (),
    "stopped": (C.STOP,),
}


def _in(phase: Phase) -> Player:
    """A player in that phase, in the middle of the first hold where it can be."""
    made = player(step(exercise("one"), hold=10), step(exercise("two"), hold=10))
    if phase == "waiting":
        return type(made)(made.timeline)
    made.advance(start_of(made.timeline, "hold") + 2000)
    for command in WAYS[phase]:
        assert made.command(command, made.now).accepted
    if phase == "finished":
        made.advance(10**7)
    assert made.phase == phase
    return made


PAIRS = [(phase, command) for phase in get_args(Phase) for command in Command]


def test_the_table_has_every_phase() -> None:
    assert set(TRANSITIONS) == set(get_args(Phase))


@every(("phase", "command"), [p for p in PAIRS if p[1] in TRANSITIONS[p[0]]])
def test_what_the_table_allows_leads_where_it_says(phase: Phase, command: Command) -> None:
    made = _in(phase)
    assert made.allows(command)
    assert made.command(command, made.now).accepted
    assert made.phase == TRANSITIONS[phase][command]


@every(("phase", "command"), [p for p in PAIRS if p[1] not in TRANSITIONS[p[0]]])
def test_what_the_table_does_not_allow_changes_nothing(phase: Phase, command: Command) -> None:
    made, untouched = _in(phase), _in(phase)
    assert not made.allows(command)
    assert not made.command(command, made.now).accepted
    assert player_view(made) == player_view(untouched)
    assert made.ledger.snapshot() == untouched.ledger.snapshot()
    assert made.ahead(60_000) == untouched.ahead(60_000)
    later = made.now + 20_000
    assert made.advance(later) == untouched.advance(later)


def test_a_command_that_does_not_apply_loses_no_event() -> None:
    made = player(step())
    reply = made.command(C.EASIER, made.timeline.total_ms)
    assert not reply.accepted
    assert reply.events[-1].name == "finished"


def test_the_diagram_has_an_arrow_for_every_entry() -> None:
    drawn: dict[str, set[str]] = {}
    for line in mermaid().splitlines()[1:]:
        arrow, _, labels = line.strip().partition(": ")
        drawn.setdefault(arrow, set()).update(labels.split(", "))
    for phase, moves in TRANSITIONS.items():
        for command, target in moves.items():
            assert command.value in drawn[f"{phase.replace(' ', '_')} --> {target.replace(' ', '_')}"]
