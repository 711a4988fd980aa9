"""Textual's style sheet, which parses each source once for each set of colours."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

SOURCES = 1024
"""More sources than there are kinds of widgets and screens."""
THEMES = 4
"""Themes whose rules are kept: to look at another and come back costs nothing."""


class CachingStylesheet(Stylesheet):
    """A style sheet that keeps what it has parsed.

    Textual's own parses every source again whenever a screen brings one more, and keeps 64 of them where this program
    has 90: a screen that opens for the first time would take some 25 ms longer.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = _parsed(frozenset(self._variables.items()))

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other colours."""
        self._parse_cache = LRUCache(1)  # it is emptied, and the rules of the colours before are kept
        super().set_variables(variables)
        self._parse_cache = _parsed(frozenset(variables.items()))

    def reparse(self) -> None:
        """Parse what has not been parsed with the present colours."""
        self.parse()


@lru_cache(maxsize=THEMES)
def _parsed(colours: frozenset[tuple[str, str]]) -> LRUCache[tuple[Any, ...], list[RuleSet]]:
    """Return the rules of all sources that were parsed with these colours."""
    del colours
    return LRUCache(SOURCES)
