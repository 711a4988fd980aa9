"""Every word is kind, short enough to be said in time, and tells rather than drives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPOKEN_MOST = 60
"""Characters of a sentence that is said before a hold: about six seconds."""
CARD_MOST = 120
TALK_MOST = 200
"""Characters of the words about one exercise, said once on its first days: about twenty seconds."""

BANNED = re.compile(
    r"\bpush|\bno pain\b|\bno gain\b|hyperventilat|\bburn\b|\bharder!|\bfurther\b|\bmust hurt|\bfight|\bforce yourself"
    r"|\bcrunch|\bdiagnos|\bcures?\b|\bheals?\b|\bguarantee|\b45.degree|\bibuprofen|\bsupplement|\bbad back\b|!",
    re.IGNORECASE,
)
SIDES = re.compile(r"\b(left|right)\b", re.IGNORECASE)


def _texts(value: object) -> Iterator[str]:
    """Every text in a card or routine, except where it comes from."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "sources":
                yield from _texts(item)


def _variant_texts(card: dict[str, Any]) -> list[str]:
    return [v if isinstance(v, str) else v["text"] for v in (card["easier"], card["harder"])]


def test_no_exercise_uses_a_word_that_drives_or_promises(card: dict[str, Any]) -> None:
    assert [text for text in _texts(card) if BANNED.search(text)] == []


def test_no_routine_uses_a_word_that_drives_or_promises(routine_file: dict[str, Any]) -> None:
    assert [text for text in _texts(routine_file) if BANNED.search(text)] == []


def test_no_comment_in_a_file_uses_such_a_word_either(root: Path) -> None:
    files = [*root.glob("routines/*.yaml"), *root.glob("routines/exercises/*.yaml")]
    comments = [line for f in files for line in f.read_text("utf-8").splitlines() if line.lstrip().startswith("#")]
    assert comments
    assert [line for line in comments if BANNED.search(line)] == []


def test_what_is_said_before_a_hold_is_short(card: dict[str, Any]) -> None:
    spoken = [card["position"], card["breathe"], *card["do"]]
    assert [text for text in spoken if len(text) > SPOKEN_MOST] == []


def test_all_that_is_said_about_one_exercise_takes_about_twenty_seconds(card: dict[str, Any]) -> None:
    assert len(" ".join([card["position"], *card["do"], card["breathe"]])) <= TALK_MOST


def test_what_only_stands_on_the_card_is_still_one_line_or_two(card: dict[str, Any]) -> None:
    cues = card["cue"].values() if isinstance(card["cue"], dict) else [card["cue"]]
    assert [text for text in (*cues, *card["errors"], *_variant_texts(card)) if len(text) > CARD_MOST] == []


def test_sentences_end_without_a_full_stop_because_the_program_sets_it(card: dict[str, Any]) -> None:
    texts = [card["position"], card["breathe"], *card["do"], *card["errors"], *_variant_texts(card)]
    assert [text for text in texts if text.endswith((".", " "))] == []


def test_the_movement_has_two_to_four_sentences_each_with_a_capital(card: dict[str, Any]) -> None:
    assert 2 <= len(card["do"]) <= 4
    assert [text for text in card["do"] if not text[0].isupper()] == []


def test_a_position_is_a_phrase_in_lower_case_that_fits_into_a_line(card: dict[str, Any]) -> None:
    assert card["position"][0].islower()


def test_no_card_names_left_or_right_because_the_program_says_which(card: dict[str, Any]) -> None:
    spoken = [card["position"], card["breathe"], *card["do"], *_variant_texts(card)]
    assert [text for text in spoken if SIDES.search(text.replace("right back", ""))] == []


def test_a_card_done_on_each_side_says_which_one_it_means(card: dict[str, Any]) -> None:
    if card["sides"] != "none":
        assert re.search(r"\bthat\b", " ".join([card["position"], *card["do"]]))


def test_only_a_card_done_on_each_side_says_that_side(card: dict[str, Any]) -> None:
    if card["sides"] == "none":
        assert "that side" not in " ".join([card["position"], *card["do"]])


def test_every_text_is_one_line_without_double_spaces(card: dict[str, Any]) -> None:
    assert [text for text in _texts(card) if "\n" in text or "  " in text or text != text.strip()] == []
