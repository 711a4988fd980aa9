"""The lengths that are kept: a step that differs in anything that bears on its length gets a length of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.session.makers import KINDS, SIDES, WORDS, exercise, prescription, step

from stretch_coach.session import lengths
from stretch_coach.session.script import build_timeline, total_ms

if TYPE_CHECKING:
    import pytest

    from stretch_coach.routine.model import Side, Words

CARDS = tuple(
    exercise(f"{kind}-{sides}", kind, sides=sides, do=("Draw that knee in", "Let go", "Come back slowly"))
    for kind in KINDS
    for sides in SIDES
)
"""The same objects in every example, as a library gives the same exercise to all routines."""

STEPS = st.fixed_dictionaries(
    {
        "card": st.sampled_from(CARDS),
        "hold": st.sampled_from((5, 29)),
        "reps": st.sampled_from((1, 3)),
        "sets": st.sampled_from((1, 2)),
        "percent": st.sampled_from((50, 100)),
        "sides": st.sampled_from(SIDES),
        "rest_ms": st.sampled_from((0, 9000)),
        "set_rest_ms": st.sampled_from((0, 30_000)),
        "rung": st.sampled_from((0, 2, 3)),
        "say": st.sampled_from(("", "Drift to that side, as far as it goes without any pull in the other one.")),
    }
)


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=4), st.sampled_from(WORDS), st.sampled_from(("left", "right")))
def test_a_kept_length_is_never_that_of_another_step(
    steps: list[dict[str, Any]], words: Words, first_side: Side
) -> None:
    made = prescription(*(step(**given_) for given_ in steps), words=words, first_side=first_side)
    assert total_ms(made) == build_timeline(made).total_ms
    assert total_ms(made) == build_timeline(made).total_ms, "the second time, when all lengths are known"


def test_each_thing_that_changes_a_length_changes_the_kept_one() -> None:
    card = exercise(sides="each", do=("Draw that knee in", "Let your back rest", "Come back slowly"))
    plain: dict[str, Any] = {"hold": 10, "reps": 2, "sets": 2, "sides": "each", "rung": 0}
    changes: tuple[dict[str, Any], ...] = (
        {}, {"hold": 11}, {"reps": 3}, {"sets": 1}, {"sides": "none"}, {"sides": "alternate"}, {"rest_ms": 6000},
        {"set_rest_ms": 60_000}, {"rung": 3}, {"say": "Draw it in, slowly, and only as far as it goes by itself."},
    )  # fmt: skip
    first, *others = [total_ms(prescription(step(card, **plain | change))) for change in changes]
    assert first not in others


def test_no_more_lengths_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lengths, "_LENGTHS", {})
    monkeypatch.setattr(lengths, "_MOST_LENGTHS", 3)
    for hold in range(1, 12):
        made = prescription(step(hold=hold))
        assert total_ms(made) == build_timeline(made).total_ms
        assert len(lengths._LENGTHS) <= 3
