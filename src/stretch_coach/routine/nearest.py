"""Did you mean: the names close enough to a mistyped one to be worth suggesting.

A wrong guess is worse than none, so only strong matches count: the same letters with other punctuation, a few letters
apart, or a name that contains every word that was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_LONGEST = 40
"""Longer words are never compared: nobody misspells a name into a paragraph, and the comparison is quadratic."""


def nearest(
    word: str, names: Iterable[str], *, limit: int = 3, also: Mapping[str, str] | None = None, loosely: bool = True
) -> list[str]:
    """Return up to `limit` names close to `word`, best first. `also` maps other common words to a name.

    Not `loosely`, a part of a name is no match, nor is a slip in one of the other words.
    """
    if not word or len(word) > _LONGEST:
        return []
    plain = _letters(word)
    for other, name in (also or {}).items():
        if _letters(other) == plain:
            return [name]
    words = set(word.lower().replace("_", "-").replace(" ", "-").split("-"))
    ranked: list[tuple[int, str]] = []
    for name in names:
        letters = _letters(name)
        allowed = 1 if len(plain) <= 5 else 2 if len(plain) <= 9 else 3  # noqa: PLR2004  one slip in about four letters
        distance = 0 if letters == plain else _distance(plain, letters, allowed)
        if distance > allowed and _shares_words(words, set(name.split("-"))):
            distance = allowed
        if distance > 1 and plain[:1] != letters[:1]:
            continue  # `rounds` is no slip for `sound`
        if distance <= allowed and distance < max(len(plain), 1):
            ranked.append((distance, name))
    ranked.sort()
    if not ranked and loosely and len(plain) > 3:  # noqa: PLR2004  a beginning or a part that says enough
        ranked = [(0, name) for name in names if any(_is_near(plain, part) for part in name.split("-"))]
    if not ranked and also and loosely:
        return list(dict.fromkeys(also[other] for other in nearest(word, also, limit=limit)))
    best = ranked[0][0] if ranked else 0
    return [name for distance, name in ranked if distance <= best + 1][:limit]


def _shares_words(typed: set[str], name: set[str]) -> bool:
    """Tell whether one says all the other says: `bridge` and `hip-bridge`, `legs-up-wall` and `legs-up`."""
    fewer, more = (typed, name) if len(typed) < len(name) else (name, typed)
    return fewer <= more and sum(map(len, fewer)) > 3  # noqa: PLR2004  "to" and "up" are in too many names


def suggestion(names: list[str]) -> str:
    """Return "Did you mean `a`, `b` or `c`?", or nothing where there is no name to suggest."""
    if not names:
        return ""
    quoted = [f"`{name}`" for name in names]
    return f"Did you mean {' or '.join([', '.join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)}?"


def _is_near(plain: str, part: str) -> bool:
    """Tell whether a word is the beginning of a part of a name, `march`, or that part with a slip, `brigde`."""
    return part.startswith(plain) or (len(part) > 4 and _distance(plain, part, 1) == 1)  # noqa: PLR2004  `cat` is near to all


def _letters(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())


def _distance(one: str, other: str, allowed: int) -> int:
    """Count insertions, deletions, swaps of neighbours and replacements; anything above `allowed` is `allowed + 1`."""
    if abs(len(one) - len(other)) > allowed:
        return allowed + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        new = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        if min(new) > allowed:
            return allowed + 1
        before, row = row, new
    return row[-1]
