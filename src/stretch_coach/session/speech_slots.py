"""Where a sentence that is in no timeline can be said without crossing those that do."""

from __future__ import annotations

from collections.abc import Iterator

from stretch_coach.session.player import Player
from stretch_coach.session.voiceover import GAP_MS, WORDS_AT_MS
from stretch_coach.session.words import estimate_ms

_AHEAD_MS = 30_000
"""How far ahead words are looked for: nobody waits longer for a sentence about what to do now."""


def first_gap(player: Player, sentence: str) -> int:
    """The first moment on the player's clock from which a sentence ends before other words begin."""
    takes_ms = estimate_ms(sentence) + GAP_MS
    at = player.now + WORDS_AT_MS
    for begins, ends in sorted(_spoken(player)):
        if at + takes_ms <= begins:
            break
        at = max(at, ends + GAP_MS)
    return at


def _spoken(player: Player) -> Iterator[tuple[int, int]]:
    """From when to when words are heard: those under way, and those due if nobody touches a key."""
    for due in player.ahead(_AHEAD_MS):
        if due.cue.say:
            yield due.now_ms, due.now_ms + estimate_ms(due.cue.say)
    segment = player.segment
    if player.phase == "playing" and segment is not None:
        origin = player.now - player.at_ms
        for cue in segment.cues:
            if cue.at_ms <= player.at_ms and cue.say:
                yield cue.at_ms + origin, cue.at_ms + origin + estimate_ms(cue.say)
