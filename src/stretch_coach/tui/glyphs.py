"""The marks beside words, in two alphabets: one for terminals that draw Unicode, one for those that do not.

Every mark stands beside a word that says the same, so none carries meaning alone.
"""

from __future__ import annotations

from typing import NamedTuple


class Glyphs(NamedTuple):
    """One alphabet. `eighths` are the bars of a chart from lowest to highest."""

    full: str
    track: str
    upper: str
    lower: str
    half: str
    done: str
    now: str
    coming: str
    skipped: str
    hurt: str
    pip: str
    pip_empty: str
    bar: str
    rule: str
    line: str
    """The filled part of a thin bar; its track is the rule."""
    dot: str
    times: str
    arrow: str
    grew: str
    fell: str
    fewer: str
    more: str
    tick: str
    untick: str
    radio: str
    unradio: str
    enter: str
    eighths: str
    days: tuple[tuple[str, str], ...]

    def day(self, state: str) -> str:
        """Return the mark of a day state."""
        return dict(self.days)[state]


UNICODE = Glyphs(
    full="█",
    track="░",
    upper="▀",
    lower="▄",
    half="▌",
    done="✓",
    now="▶",
    coming="·",
    skipped="–",
    hurt="!",
    pip="●",
    pip_empty="○",
    bar="▎",
    rule="─",
    line="━",
    dot="·",
    times="×",
    arrow="→",
    grew="↑",
    fell="↓",
    fewer="←",
    more="→",
    tick="[✓]",
    untick="[ ]",
    radio="(●)",
    unradio="( )",
    enter="⏎",
    eighths="▁▂▃▄▅▆▇█",
    days=(
        ("done", "■"),
        ("partial", "◧"),
        ("rest", "–"),
        ("excused", "~"),
        ("missed", "□"),
        ("pending", "○"),
        ("before", "·"),
    ),
)
ASCII = Glyphs(
    full="#",
    track=".",
    upper="#",
    lower="#",
    half="|",
    done="+",
    now=">",
    coming=".",
    skipped="-",
    hurt="!",
    pip="*",
    pip_empty="o",
    bar="|",
    rule="-",
    line="=",
    dot="-",
    times="x",
    arrow="->",
    grew="^",
    fell="v",
    fewer="<",
    more=">",
    tick="[x]",
    untick="[ ]",
    radio="(*)",
    unradio="( )",
    enter="Enter",
    eighths="_.-=+*%#",
    days=(
        ("done", "#"),
        ("partial", "/"),
        ("rest", "-"),
        ("excused", "~"),
        ("missed", "x"),
        ("pending", "o"),
        ("before", "."),
    ),
)

PLAIN = str.maketrans("·…–—×→←“”‘’", "-.--x><\"\"''")
"""Marks within sentences, for terminals that draw no Unicode: one character for one, so that nothing moves."""


def choose(encoding: str | None) -> Glyphs:
    """Return the alphabet that an encoding can carry."""
    return UNICODE if (encoding or "").lower().replace("-", "").replace("_", "") in ("utf8", "utf16") else ASCII
