"""Every word is kind, short enough to be said in time, and tells rather than drives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.content.shipped import each_card, each_routine_file
from tests.every import every

SPOKEN_MOST = 62
"""Characters of a sentence that is spoken: about six seconds."""
CARD_MOST = 120
DO_MOST = 30
"""Words of `do`, all said before the first hold: about twelve seconds."""
GO_MOST = 3

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


def _spoken(card: dict[str, Any]) -> list[str]:
    """Every sentence of a card that is spoken in a session."""
    return [card["position"], card["breathe"], *card["do"], *card["during"], card["back"], card["go"]]


@every("card", each_card)
def test_no_exercise_uses_a_word_that_drives_or_promises(card: dict[str, Any]) -> None:
    assert [text for text in _texts(card) if BANNED.search(text)] == []


@every("routine_file", each_routine_file)
def test_no_routine_uses_a_word_that_drives_or_promises(routine_file: dict[str, Any]) -> None:
    assert [text for text in _texts(routine_file) if BANNED.search(text)] == []


def test_no_comment_in_a_file_uses_such_a_word_either(root: Path) -> None:
    files = [*root.glob("routines/*.yaml"), *root.glob("routines/exercises/*.yaml")]
    comments = [line for f in files for line in f.read_text("utf-8").splitlines() if line.lstrip().startswith("#")]
    assert comments
    assert [line for line in comments if BANNED.search(line)] == []


@every("card", each_card)
def test_what_is_spoken_is_short(card: dict[str, Any]) -> None:
    assert [text for text in _spoken(card) if len(text) > SPOKEN_MOST] == []


@every("card", each_card)
def test_getting_there_takes_two_or_three_sentences_of_at_most_twelve_seconds(card: dict[str, Any]) -> None:
    assert 2 <= len(card["do"]) <= 3
    assert len(" ".join(card["do"]).split()) <= DO_MOST


@every("card", each_card)
def test_the_word_for_moving_in_is_one_to_three_words_in_lower_case(card: dict[str, Any]) -> None:
    assert 1 <= len(card["go"].split()) <= GO_MOST
    assert card["go"][0].islower()


@every("card", each_card)
def test_what_is_only_on_the_card_is_still_one_line_or_two(card: dict[str, Any]) -> None:
    cues = card["cue"].values() if isinstance(card["cue"], dict) else [card["cue"]]
    assert [text for text in (*cues, *card["errors"], *_variant_texts(card)) if len(text) > CARD_MOST] == []


@every("card", each_card)
def test_sentences_end_without_a_full_stop_because_the_program_sets_it(card: dict[str, Any]) -> None:
    texts = [*_spoken(card), *card["errors"], *_variant_texts(card)]
    assert [text for text in texts if text.endswith((".", " "))] == []


@every("card", each_card)
def test_sentences_begin_with_a_capital_or_a_side(card: dict[str, Any]) -> None:
    sentences = [*card["do"], *card["during"], card["back"]]
    assert [text for text in sentences if not (text[0].isupper() or text.startswith("{"))] == []


@every("card", each_card)
def test_a_position_is_a_phrase_in_lower_case_without_a_side(card: dict[str, Any]) -> None:
    assert card["position"][0].islower()
    assert "{" not in card["position"]


@every("card", each_card)
def test_no_card_names_left_or_right_because_the_program_says_which(card: dict[str, Any]) -> None:
    assert [text for text in (*_spoken(card), *_variant_texts(card)) if SIDES.search(text)] == []


@every("card", each_card)
def test_nobody_has_to_work_out_which_side_is_meant(card: dict[str, Any]) -> None:
    texts = [*_spoken(card), *_variant_texts(card)]
    assert [text for text in texts if re.search(r"\bthat (side|leg|foot|thigh|knee|heel|arm|hand)\b", text)] == []


@every("card", each_card)
def test_a_card_done_on_each_side_says_which_one_it_means(card: dict[str, Any]) -> None:
    assert ("{side}" in " ".join(card["do"])) == (card["sides"] != "none")


@every("card", each_card)
def test_only_a_card_done_on_each_side_names_sides(card: dict[str, Any]) -> None:
    if card["sides"] == "none":
        assert [text for text in _texts(card) if "{" in text] == []


@every("card", each_card)
def test_every_text_is_one_line_without_double_spaces(card: dict[str, Any]) -> None:
    assert [text for text in _texts(card) if "\n" in text or "  " in text or text != text.strip()] == []
