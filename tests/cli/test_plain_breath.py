"""A paced breath without a screen: its pace is said once a set, and a screen reader is not flooded with tones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.session.makers import exercise, step, timeline

from stretch_coach.cli.plain_player import Narrator
from stretch_coach.routine.model import Pacer
from stretch_coach.runner import TimedEvent
from stretch_coach.session.player import Player
from stretch_coach.session.view import rhythm_of, title_of

if TYPE_CHECKING:
    from stretch_coach.routine.model import Kind, Words

PACE = "Breathe in 3 s, out 5 s."


def said(kind: Kind, words: Words, *, hold: int = 60, reps: int = 1, sides: bool = False) -> list[str]:
    """Play a paced step to its end and return every line of its holds, without the clock."""
    card = exercise("ease", kind, pacer=Pacer(3000, 5000), sides="each" if sides else "none")
    player = Player(timeline(step(card, hold=hold, reps=reps, sessions=3), words=words))
    line = player.timeline
    lines: list[str] = []
    narrator = Narrator(lines.append, lambda s: title_of(line, s), lambda s: rhythm_of(line, s))
    for event in (*player.start(0), *player.advance(line.total_ms)):
        if event.segment is not None and event.segment.kind == "hold":
            narrator(TimedEvent(event, event.now_ms))
    return [text[8:] if text[3:4] == ":" else text.strip() for text in lines]


@pytest.mark.parametrize("words", ["brief", "tones"])
def test_with_few_words_the_pace_is_all_that_is_said(words: Words) -> None:
    assert said("passive", words) == ["Ease: hold 1, 1 minute", PACE]


def test_with_full_words_the_first_breaths_are_printed_as_they_are_spoken() -> None:
    assert said("passive", "full") == [
        "Ease: hold 1, 1 minute", PACE, "In.", "Out.", "In.", "Out.", "In.", "Out.", "Half way. Thirty seconds to go.",
    ]  # fmt: skip


def test_the_pace_is_said_once_a_side_and_not_before_every_rep() -> None:
    assert said("stretch", "brief", hold=8, reps=3, sides=True).count(PACE) == 2


def test_a_hold_too_short_for_a_breath_has_no_pace() -> None:
    assert said("stretch", "brief", hold=7) == ["Ease: hold 1, 7 seconds"]
