"""Searching the exercises: by name, body part, position, kind and phase, every word of the search."""

from __future__ import annotations

from tests.every import every

from stretch_coach.authoring.finding import card_lines, search
from stretch_coach.data import data_path
from stretch_coach.routine.repository import Library

LIBRARY = Library(data_path("routines", "exercises"))


@every(
    ("text", "among", "not_among"),
    [
        ("bird", "bird-dog", "plank"),
        ("Knee to Chest", "knee-to-chest", "bird-dog"),
        ("hips", "knee-to-chest", "neck-turns"),
        ("hips", "hip-flexor-kneel", "neck-turns"),
        ("stretches", "knee-to-chest", "plank"),
        ("Planks", "plank-knees", "walking"),
        ("sore neck", "neck-turns", "plank"),
        ("back pain", "hip-bridge", "fists"),
        ("on your back", "hip-bridge", "bird-dog"),
        ("stretch buttocks", "knee-to-chest", "hip-bridge"),
        ("strength", "bird-dog", "marching"),
        ("relief", "rest-90-90", "plank"),
        ("walking", "walking", "plank"),
        ("cat-camel", "cat-camel", "plank"),
        ("quad", "thigh-standing", "neck-turns"),
        ("calf", "calf-straight", "plank"),
        ("glute", "figure-four", "neck-turns"),
        ("piriformis", "figure-four", "calf-straight"),
        ("lower back", "knee-to-chest", "calf-straight"),
        ("abs", "plank", "neck-turns"),
    ],
)
def test_every_word_is_looked_for_everywhere(text: str, among: str, not_among: str) -> None:
    found = [exercise.name for exercise in search(LIBRARY.values(), text)]
    assert among in found
    assert not_among not in found


def test_names_come_first_and_nothing_finds_everything() -> None:
    assert search(LIBRARY.values(), "plank")[0].name.startswith("plank")
    assert len(search(LIBRARY.values(), "")) == len(LIBRARY)
    assert search(LIBRARY.values(), "xyzzy") == []


def test_a_card_tells_all_there_is() -> None:
    text = "\n".join(card_lines(LIBRARY["bird-dog"]))
    for part in (
        "Bird dog (bird-dog)",
        "sides in turn",
        "Breathing:",
        "Dose:      from 3 s × 4",
        "Most:      hold 10 s, ",
        "Ask first:",
        "Easier:",
    ):
        assert part in text
