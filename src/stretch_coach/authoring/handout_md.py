"""The page as Markdown, for notes, wikis and mail (pure). Called by `handout`."""

from __future__ import annotations

import re

from stretch_coach.authoring.handout import HOW_TO_GO_ON, Card, Handout
from stretch_coach.authoring.handout_pictures import drawn

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(page: Handout) -> str:
    """Return the whole page."""
    parts = [f"# {_text(page.title)}", _text(page.about), f"**{_text(page.when)}**"]
    if page.cautions:
        parts.append("## Ask somebody first with")
        parts.append("\n".join(f"- {_text(line)}" for line in page.cautions))
    parts += ["## Stop signs", "\n".join(f"- {_text(line)}" for line in page.danger)]
    parts += ["## The exercises", page.how_to_read]
    number = 0
    for card in page.cards:
        number += card.exercise is not None
        parts += _card(card, number)
    parts += ["## Done", HOW_TO_GO_ON, _grid(page), f"*{_text(page.scope)}*"]
    return "\n\n".join(part for part in parts if part) + "\n"


def _card(card: Card, number: int) -> list[str]:
    if card.exercise is None:
        return [f"*{_text(card.title)}*"]
    sides = f", {card.sides}" if card.sides else ""
    head = " | ".join(weeks.named for weeks in card.doses)
    told = " | ".join(_text(weeks.dose) for weeks in card.doses)
    doses = f"| {head} |\n|{' --- |' * len(card.doses)}\n| {told} |"
    notes = "\n".join(f"- {what}: {_text(text)}" for what, text in card.notes)
    picture = drawn(card.exercise)
    return [
        f"### {number}. {_text(card.title)}{sides}",
        f"```text\n{picture}\n```" if picture else "",
        f"*{_text(card.position)}* {_text(' '.join(card.do))}",
        notes,
        doses,
    ]


def _grid(page: Handout) -> str:
    columns = page.grid.columns
    head = f"| Week | {' | '.join(columns)} |\n|{' --- |' * (len(columns) + 1)}"
    rows = [f"| {week} | {' | '.join('☐' for _ in columns)} |" for week in range(1, page.grid.weeks + 1)]
    return "\n".join([head, *rows])


def _text(text: str) -> str:
    """Return a text so that nothing in it is taken for Markdown."""
    return _MARKS.sub(r"\\\1", text)
