"""The edges of mixing: small libraries, nothing that is left, words that say nothing, an order like the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from benchmarks.mixes import TODAY, library

from stretch_coach.errors import UsageError
from stretch_coach.mix.areas import area_minutes
from stretch_coach.mix.body import BACK, FRONT, HEIGHT, WIDTH, body_text, shades
from stretch_coach.mix.build import build_mix
from stretch_coach.mix.pool import played
from stretch_coach.mix.request import _PHRASES, is_mix, parse_words
from stretch_coach.record.done import MIX
from stretch_coach.record.lines import Excused, Line, Session, StepLine
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Caps
from stretch_coach.session.fitting import NEAR_MS
from stretch_coach.session.script import total_ms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretch_coach.mix.build import Mix
    from stretch_coach.routine.model import Exercise


def mixed(words: str, cards: Mapping[str, Exercise], seed: int = 1) -> Mix:
    return build_mix(parse_words(words.split()), cards, [], TODAY, level="stiff", seed=seed)


def of_area(area: str, most: int = 99) -> dict[str, Exercise]:
    found = [card for card in library().values() if card.areas[:1] == (area,) and card.start is not None]
    return {card.name: card for card in found[:most]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("neck 5m", "There is no exercise for neck"),
        ("neck calves 5m", "Without it there is one for calves"),
        ("everything 5m", ""),
    ],
)
def test_a_library_without_an_area_says_what_would_do(words: str, said: str) -> None:
    cards = of_area("calves")
    if said:
        with pytest.raises(UsageError, match=said):
            mixed(words, cards)
    else:
        assert mixed(words, cards).prescription.due


def test_a_library_without_exercises_has_nothing_left() -> None:
    with pytest.raises(UsageError, match="No exercise is left"):
        mixed("everything 5m", {})


@pytest.mark.parametrize(("words", "last"), [("calves 5m", "other areas"), ("everything 5m", "fewer limits")])
def test_where_all_was_refused_for_good_one_back_would_do(words: str, last: str) -> None:
    cards = of_area("calves")
    with pytest.raises(UsageError) as refused:
        build_mix(parse_words(words.split()), cards, (), TODAY, never=tuple(cards))
    assert str(refused.value).endswith(f"What would do: one back of those you never want (Settings) or {last}.")


@pytest.mark.parametrize("minutes", [25, 40])
def test_one_exercise_cannot_fill_a_long_session(minutes: int) -> None:
    with pytest.raises(UsageError, match=r"are too many for that: .* or more areas would do"):
        mixed(f"calves {minutes}m", of_area("calves", 1))


def test_what_cannot_be_shorter_is_refused_in_few_minutes() -> None:
    dose = Dose(240_000, 1, 1, 100)
    (name, card), *_ = of_area("calves").items()
    long = replace(card, start=dose, target=dose, caps=Caps(240_000, 1, 1))
    with pytest.raises(UsageError, match=r"^2 minutes are too few for that: \d+ minutes would do"):
        mixed("calves 2m", {name: long})


def test_where_the_breathing_at_the_end_finds_no_room_it_is_left_out() -> None:
    dose = Dose(240_000, 1, 1, 100)
    name, card = next((name, card) for name, card in of_area("calves").items() if card.kind == "stretch")
    long = replace(card, sides="none", start=dose, target=dose, caps=Caps(240_000, 1, 1))
    breathing = {"calm-breathing": library()["calm-breathing"]}
    assert order_of(mixed("calves calm 5m", {name: long, **breathing})) == [name]


@pytest.mark.parametrize("minutes", [6, 11, 12, 13, 15])
def test_where_long_holds_leave_no_room_an_exercise_goes_but_no_area(minutes: int) -> None:
    dose = Dose(100_000, 1, 1, 100)
    cards = {
        name: replace(card, start=dose, target=dose, caps=Caps(100_000, 1, 1)) if card.start else card
        for name, card in library().items()
    }
    made = mixed(f"neck calves {minutes}m", cards).prescription
    assert abs(total_ms(made) - minutes * 60_000) <= NEAR_MS
    assert {"neck", "calves"} <= {area for item in made.due for area in item.step.exercise.areas}


def test_one_exercise_between_a_warm_up_and_the_ease_has_one_order() -> None:
    kinds = ("walking", "breathing", "passive", "movement")
    cards = {**of_area("neck", 1), **{name: card for name, card in library().items() if card.kind in kinds}}
    first = mixed("neck evening 4m", cards)
    assert len(order_of(first)) == 3
    assert order_of(again(first, "neck evening 4m", cards)) == order_of(first)


def order_of(made: Mix) -> list[str]:
    return [item.step.exercise.name for item in made.prescription.due]


def again(made: Mix, words: str, cards: Mapping[str, Exercise], seed: int = 1) -> Mix:
    """Mix once more on the day after, with the first mix on record as if nothing of it had been held."""
    stamp = f"{TODAY - timedelta(days=1)}T08:00:00Z"
    steps = tuple(StepLine(name, name, None, 1000, 0, "skipped", None) for name in order_of(made))
    last = Session("s", MIX, TODAY - timedelta(days=1), stamp, stamp, 0, "UTC", 4, "partial", steps, speed=1.0)
    return build_mix(parse_words(words.split()), cards, [last], TODAY, level="stiff", seed=seed)


def test_many_areas_in_few_minutes_say_how_many_would_do() -> None:
    with pytest.raises(UsageError, match="too few for that"):
        mixed("neck shoulders chest hips calves wrists low-back 2m", library())


@pytest.mark.parametrize("seed", range(4))
def test_a_mix_is_not_in_the_order_of_the_last_one(seed: int) -> None:
    cards = of_area("hips", 3)
    first = mixed("hips 6m", cards, seed)
    assert len(order_of(first)) > 1
    assert order_of(again(first, "hips 6m", cards, seed)) != order_of(first)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("neck", True), ("5m neck", True), ("5m", False), ("basics", False), ("", False), ("evening", True)],
)
def test_words_are_a_mix_where_they_begin_with_something_to_mix(words: str, *, expected: bool) -> None:
    assert is_mix(words.split()) == expected


def test_every_known_word_is_a_mix_by_itself() -> None:
    assert len(_PHRASES) > 20
    assert [word for word in _PHRASES if not is_mix(word.split())] == []


def session(day_ago: int, *steps: StepLine) -> Session:
    day = TODAY - timedelta(days=day_ago)
    stamp = f"{day}T08:00:00Z"
    return Session(f"s{day_ago}", "basics", day, stamp, stamp, 0, "UTC", 4, "done", steps)


def test_time_counts_for_the_areas_of_the_body_alone() -> None:
    name = next(iter(of_area("hips")))
    card = replace(library()[name], areas=("hips", "balance"))
    lines = [
        session(
            1,
            StepLine(name, name, None, 60_000, 90_000, "done", None),
            StepLine("x", "x", None, 60_000, 60_000, "done", None),
        )
    ]
    found = area_minutes(lines, {name: card}, TODAY, days=7)
    assert {area: minutes for area, minutes in found.items() if minutes} == {"hips": 1.0}


def test_what_hurt_lately_and_when_each_was_held_last() -> None:
    lines: list[Line] = [
        session(0, StepLine("a", "a", None, 1000, 0, "hurt", None), StepLine("b", "b", None, 1000, 1000, "done", None)),
        session(
            9, StepLine("b", "b", None, 1000, 1000, "done", None), StepLine("c", "c", None, 1000, 500, "hurt", None)
        ),
    ]
    last, hurt = played([*lines, Excused("x", TODAY)], TODAY)
    assert last == {"b": TODAY.toordinal(), "c": (TODAY - timedelta(days=9)).toordinal()}
    assert hurt == {"a"}


def test_the_body_is_shaded_from_nothing_to_the_most() -> None:
    assert shades({}) == {}
    assert shades({"neck": 0, "hips": 0.1, "feet": 5, "calves": 10}) == {"neck": 0, "hips": 1, "feet": 2, "calves": 4}
    text = body_text({"neck": 10.0})
    assert len(text) == HEIGHT + 1
    assert text[0].split() == ["front", "back"]
    assert max(map(len, text)) <= 2 * WIDTH + 2
    assert sum(line.count("█") for line in text) == sum(cell.area == "neck" for cell in (*FRONT, *BACK))
