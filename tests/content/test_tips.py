"""One tip a day: short, kind, and in time each of them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from stretch_coach.safety.tips import TIPS, tip_of

DAY = date(2026, 11, 22)


def test_the_same_day_has_the_same_tip() -> None:
    assert tip_of(DAY) == tip_of(date(2026, 11, 22))


def test_each_tip_comes_once_before_any_comes_again() -> None:
    shown = [tip_of(DAY + timedelta(days=n)) for n in range(len(TIPS))]
    assert sorted(shown) == sorted(TIPS)
    assert tip_of(DAY + timedelta(days=len(TIPS))) == tip_of(DAY)


def test_no_tip_comes_twice() -> None:
    assert len(set(TIPS)) == len(TIPS)


@pytest.mark.parametrize("tip", TIPS)
def test_a_tip_is_a_sentence_or_two_and_never_a_lecture(tip: str) -> None:
    assert len(tip) <= 120
    assert 1 <= tip.count(".") + tip.count("?") <= 2
    assert re.search(r"\b(must|never|should)\b|!", tip.lower()) is None


@pytest.mark.parametrize(
    "about",
    [
        "on your side",
        "under your knees",
        "cushion",
        "taller",
        "for hours",
        "bend the knees",
        "glass of water",
        "shoes",
        "stress",
        "three to six weeks",
        "in bed",
    ],
)
def test_the_tips_cover_what_daily_life_asks_of_a_back(about: str) -> None:
    assert any(about in tip.lower() for tip in TIPS)
