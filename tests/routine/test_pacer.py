"""A card's pacer: what may be written, what is meant by none, and what is said of one that leads nowhere.

Its other mistakes stand in `mistakes/pacers.txt`.
"""

from __future__ import annotations

import pytest

from stretch_coach.routine.model import EASY_BREATH, Exercise, Pacer
from stretch_coach.routine.reader import read_exercise

CARD = "title: Ease\nkind: {kind}\nposition: sitting tall\ndo: [Let the floor carry you]\n"


def card(line: str = "", kind: str = "passive") -> tuple[Exercise | None, list[str]]:
    """Read a card with one line more; return the exercise, and each problem with its hint."""
    result = read_exercise(f"{CARD.format(kind=kind)}{line}\n", name="ease", path="ease.yaml")
    return result.exercise, [f"{p.line}:{p.column} [{p.code}] {p.message} {p.hint}" for p in result.problems]


@pytest.mark.parametrize(
    ("line", "pacer"),
    [
        ("pacer: {in: 4s, out: 6s}", Pacer(4000, 6000)),
        ("pacer:\n  out: 4\n  in: 0:03", Pacer(3000, 4000)),
        ("pacer: {in: 2s, out: 4s}", Pacer(2000, 4000)),
        ("pacer: {in: 6s, out: 10s}", Pacer(6000, 10_000)),
    ],
)
def test_a_pacer_is_read_in_milliseconds(line: str, pacer: Pacer) -> None:
    exercise, problems = card(line)
    assert problems == []
    assert exercise is not None
    assert exercise.pacer == pacer
    assert pacer.breath_ms == pacer.in_ms + pacer.out_ms


@pytest.mark.parametrize("kind", ["stretch", "isometric", "movement", "passive", "breathing", "walking"])
def test_only_a_breathing_exercise_has_a_pacer_without_a_word(kind: str) -> None:
    exercise, _ = card("start: {hold: 1m}" if kind != "movement" else "", kind)
    assert exercise is not None
    assert exercise.pacer == (EASY_BREATH if kind == "breathing" else None)
    assert EASY_BREATH.text() == "in 4 s, out 6 s"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("pacer: {in: 4s}", "5:1 [missing-field] expected the field `out` of a pacer, found none Add `out: 6s`."),
        (
            "pacer: 4s, 6s",
            "5:8 [expected-fields] expected the fields of a pacer, found `4s, 6s` Write it like `{in: 4s, out: 6s}`.",
        ),
        (
            "pacer: {inhale: 4s, out: 6s}",
            "5:9 [unknown-key] expected a field of a pacer, found `inhale` Did you mean `in`?",
        ),
        (
            "pacer: {in: 4s, hold: 4s, out: 6s}",
            (
                "5:17 [unknown-key] expected a field of a pacer, found `hold` "
                "A pacer has no pause, so that nobody is led to hold the breath; take it out."
            ),
        ),
        (
            "rhythm: {in: 4s, out: 6s}",
            "5:1 [unknown-key] expected a field of an exercise, found `rhythm` Did you mean `pacer`?",
        ),
        (
            "pacer:",
            "5:1 [empty-value] expected the fields of a pacer, found nothing Write it like `{in: 4s, out: 6s}`.",
        ),
    ],
)
def test_a_pacer_that_is_not_one_is_answered_with_what_it_would_be(line: str, said: str) -> None:
    _, problems = card(line)
    assert problems == [said]


def test_half_a_pacer_leads_nobody() -> None:
    """Least of all at a pace that nobody wrote."""
    exercise, _ = card("pacer: {in: 4s}", "breathing")
    assert exercise is None or exercise.pacer is None
