"""Makes sound routines unsound: cuts, swaps, repetitions, foreign characters, fields and values from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stretch_coach.routine.fields import EXERCISE, ROUTINE, STEP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    Spoil = Callable[[str, Random, Sequence[str]], str]

_FIELDS = sorted({*ROUTINE.fields, *STEP.fields, *EXERCISE.fields, "hodl", "on", "<<", "?", "", "a" * 200})
_VALUES = (
    "", "~", "no", "on", "010", "1:30", "1:99", "-1", "0", "99999999999999999999", "1e309", "nan", "5s -> 30s",
    "30s -> 5s", "->", "5s ->", "50%", "101%", "\u0663", "\u00bd", "[", "]", "{", "}", "[]", "{}", "[a, [b]]",
    "{a: 1}", "&a x", "*a", "!!int 3", "|", ">", "|2-\n  x", "'", '"', '"\\x00"', '"\\ud800"', "#", "# x",
    ": ", "- ", "%YAML 1.1", "---", "...", "\t", "\u001b[2J", "\u202e", "\u2028", "\ufeff", "\u0000", "\u0085",
    "é" * 300, "x" * 5000, "day 4", "day 0", "25 days", "mon", "[mon, mon]", "8 per week", "osteoporosis",
    "knee-to-chest", "{words: loud}", "2026-11-22", "0x1F", "1_000", "true", ".inf", "=", "!", "`", "@", "3m",
    "31m", "181m", "1000", "each", "alternate",
)  # fmt: skip
_MARKS = "\t\x00\x1b\ufeff\u2028\r\n:-#'\"[]{}&*!|>%@`,? é€𝄞\ud800"


def spoil(text: str, chance: Random, others: Sequence[str]) -> str:
    """Return the text with one to six things wrong with it; often it can still be played."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        text = chance.choice(_WAYS)(text, chance, others)[:60_000]
    return text


def _character(text: str, chance: Random, _: Sequence[str]) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(_MARKS) + text[place + chance.randint(0, 1) :]


def _cut(text: str, chance: Random, _: Sequence[str]) -> str:
    begin = chance.randrange(len(text) + 1)
    return text[:begin] + text[begin + chance.randint(1, 40) :]


def _end(text: str, chance: Random, _: Sequence[str]) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _value(text: str, chance: Random, _: Sequence[str]) -> str:
    found = [match.span(1) for match in re.finditer(r": ?([^\n]*)", text)]
    if not found:
        return text
    begin, end = chance.choice(found)
    return text[:begin] + chance.choice(_VALUES) + text[end:]


def _key(text: str, chance: Random, _: Sequence[str]) -> str:
    found = [match.span(1) for match in re.finditer(r"([\w-]+):", text)]
    if not found:
        return text
    begin, end = chance.choice(found)
    return text[:begin] + chance.choice(_FIELDS) + text[end:]


def _lines(text: str, chance: Random, _: Sequence[str]) -> str:
    lines = text.split("\n")
    line = chance.randrange(len(lines))
    other = chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines.insert(other, lines[line])
        case 1:
            lines[line], lines[other] = lines[other], lines[line]
        case 2:
            del lines[line]
        case 3:
            lines[line] = " " * chance.randint(0, 9) + lines[line].lstrip()
        case _:
            lines[line:line] = [f"  {chance.choice(_FIELDS)}: {chance.choice(_VALUES)}"]
    return "\n".join(lines)


def _splice(text: str, chance: Random, others: Sequence[str]) -> str:
    other = chance.choice(others)
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]


def _repeat(text: str, chance: Random, _: Sequence[str]) -> str:
    begin = chance.randrange(len(text) + 1)
    piece = text[begin : begin + chance.randint(1, 60)]
    return text[:begin] + piece * chance.choice((2, 3, 50)) + text[begin:]


_WAYS: tuple[Spoil, ...] = (_character, _cut, _end, _value, _value, _value, _key, _lines, _lines, _splice, _repeat)
