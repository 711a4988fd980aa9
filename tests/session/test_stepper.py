"""The player agrees with a session played one millisecond at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from tests.session.makers import Script, exercise, prescriptions, scripts, step, timeline
from tests.session.stepper import Stepper

from stretch_coach.session.events import Command, Event
from stretch_coach.session.player import Player
from stretch_coach.session.script import build_timeline

if TYPE_CHECKING:
    from stretch_coach.ramp.prescription import Prescription


def _by_player(player: Player, script: Script) -> list[Event]:
    now = 0
    events = list(player.start(0))
    for wait, command in script:
        now += wait
        events += player.command(command, now).events if command else player.advance(now)
    return events


def _by_stepper(stepper: Stepper, script: Script) -> list[Event]:
    stepper.start()
    for wait, command in script:
        stepper.pass_time(wait)
        if command:
            stepper.ask(command)
    return stepper.events


@settings(max_examples=60, deadline=None)
@given(prescriptions(most_steps=2, longest_hold=12).filter(lambda made: made.due), scripts())
def test_player_and_stepper_tell_the_same_story(made: Prescription, script: Script) -> None:
    line = build_timeline(made)
    player, stepper = Player(line), Stepper(line)
    script = [*script, (0, Command.STOP)]
    assert _by_player(player, script) == _by_stepper(stepper, script)
    assert (player.phase, player.at_ms) == (stepper.phase, stepper.at)
    assert player.timeline == stepper.timeline
    assert player.ledger.held_ms() == sum(stepper.held.values())


def test_a_session_nobody_touches_is_the_same_in_both() -> None:
    line = timeline(step(sides="each", hold=3, sets=2, set_rest_ms=5000), step(exercise("cat", "movement"), hold=4))
    player, stepper = Player(line), Stepper(line)
    script: Script = [(line.total_ms, None)]
    assert _by_player(player, script) == _by_stepper(stepper, script)
    assert player.phase == stepper.phase == "finished"
    assert player.ledger.held_ms() == sum(stepper.held.values()) == 3000 * 8 + 4000 * 2
