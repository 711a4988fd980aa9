"""The routines as `list` prints them."""

from __future__ import annotations

from typing import NamedTuple

from stretch_coach.services.app_context import AppContext
from stretch_coach.services.cards import BrokenCard, RoutineCard, broken_cards, routine_cards
from stretch_coach.services.following import followed_names, try_to_keep_follow_true


class Listed(NamedTuple):
    """One routine of the list; the fields are those of `list --json`."""

    name: str
    title: str | None
    about: str | None
    minutes: int | None
    schedule: str | None
    phase: str | None
    followed: bool
    today: str
    shipped: bool
    path: str
    problem: str | None
    """The first mistake of a file that cannot be played."""


def listed(context: AppContext) -> list[Listed]:
    """Return every routine, by name."""
    entries = context.routines.entries()
    try_to_keep_follow_true(context, entries)
    followed = followed_names(context)
    rows = [_row(card) for card in routine_cards(context, entries)]
    rows += [_broken(card, followed=card.name in followed) for card in broken_cards(entries)]
    return sorted(rows)


def _row(card: RoutineCard) -> Listed:
    return Listed(
        card.name,
        card.title,
        card.about,
        card.minutes,
        card.schedule,
        card.phase,
        card.followed,
        card.state,
        card.shipped,
        card.path,
        None,
    )


def _broken(card: BrokenCard, *, followed: bool) -> Listed:
    where = f"line {card.problem.line}, column {card.problem.column}: {card.problem.message}"
    return Listed(card.name, None, None, None, None, None, followed, "broken", card.shipped, card.path, where)
