"""What a person types as a name, the file it becomes, and what is refused in words."""

from __future__ import annotations

import pytest
from tests.every import every

from stretch_coach.authoring.naming import called
from stretch_coach.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "name", "title"),
    [
        ("evening", "evening", "Evening"),
        ("My evening", "my-evening", "My evening"),
        ("lower_back", "lower-back", "Lower back"),
        ("wind-down.stretch.yaml", "wind-down", "Wind down"),
        ("Für Oma", "für-oma", "Für Oma"),
        ("  spaced  out  ", "spaced-out", "Spaced out"),
        ("5 minutes", "5-minutes", "5 minutes"),
    ],
)
def test_a_name_becomes_a_file_and_a_title(typed: str, name: str, title: str) -> None:
    assert called(typed) == (name, title)


@every(
    ("typed", "said"),
    [
        ("", "needs a name"),
        ("   ", "needs a name"),
        (".stretch.yaml", "needs a name"),
        ("../evening", "Call it `evening`"),
        ("a/b", "has a slash"),
        ("a\\b", "has a slash"),
        ("a\x1bb", "cannot be shown"),
        ("a\nb", "cannot be shown"),
        ("a\u202eb", "cannot be shown"),
        ("...", "begins with a letter"),
        (".hidden", "begins with a letter"),
        ("-x", "begins with a letter"),
        ("a" * 61, "at most 60"),
        ("con", "Windows"),
        ("COM1", "Windows"),
    ],
)
def test_what_cannot_be_a_name_is_refused_in_words(typed: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        called(typed)
