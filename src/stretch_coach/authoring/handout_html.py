"""The page as one HTML file that needs nothing else, made to be printed on A4 or Letter (pure). Called by `handout`."""

from __future__ import annotations

from html import escape

from stretch_coach.authoring.handout import HOW_TO_GO_ON, Card, Handout
from stretch_coach.authoring.handout_pictures import pictures

_STYLE = """\
@page { margin: 12mm 14mm 13mm }
* { box-sizing: border-box }
body { font: 10.5pt/1.36 "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1d2928;
  background: #fff; max-width: 182mm; margin: 0 auto; padding: 8mm 4mm }
h1 { font-size: 24pt; line-height: 1.1; margin: 0 0 1mm; letter-spacing: -.01em }
h2 { font-size: 12.5pt; margin: 0 0 1.5mm; break-after: avoid }
p, ul, ol { margin: 0 0 1.5mm; padding: 0 }
ul, ol { padding-left: 4.5mm }
.when { font-weight: 600; color: #17685a; margin: 1mm 0 4mm }
.first { display: grid; grid-template-columns: 1fr 1fr; gap: 5mm; font-size: 9pt; margin-bottom: 3mm }
.first p { margin-bottom: 1mm }
.first > * { border-left: 1mm solid #b4540f; padding-left: 3mm }
.first > .ask { border-color: #17685a }
.how { font-size: 9.5pt; color: #3c4a47; margin-bottom: 3mm }
.card { border-top: .3mm solid #c9d3d0; padding: 2.2mm 0 2.6mm; break-inside: avoid }
.card h2 { font-size: 13pt }
.card h2 b { display: inline-block; width: 8mm; color: #17685a }
.card h2 span { font-weight: 400; color: #54635f; font-size: 10.5pt }
.body { display: flex; gap: 5mm; align-items: flex-start }
.pictures { flex: 0 0 44mm }
.pictures svg { display: block; width: 44mm; height: auto }
.pictures.two { flex-basis: 66mm; display: flex; gap: 2mm }
.pictures.two svg { width: 32mm }
.words { flex: 1; font-size: 10pt }
.words p, .words ol { margin-bottom: .8mm }
.words .position { font-style: italic }
.notes { font-size: 9pt; color: #3c4a47 }
table { border-collapse: collapse; width: 100%; margin-top: 1.6mm; table-layout: fixed }
.doses th, .doses td { border: .25mm solid #c9d3d0; padding: .5mm 2mm; text-align: left; font-size: 9pt;
  vertical-align: top }
.doses th { font-weight: 600; color: #54635f; border-bottom: 0; padding-bottom: 0 }
.doses td { border-top: 0; font-weight: 600 }
.rest { border-top: .3mm solid #c9d3d0; padding: 2mm 0 2mm 8mm; font-style: italic; break-inside: avoid }
.kept { break-inside: avoid }
.done { break-inside: avoid; border-top: .3mm solid #c9d3d0; padding-top: 3.5mm }
.done th { font-size: 9.5pt; font-weight: 600; color: #54635f; padding: 1mm }
.done td { border: .25mm solid #7d8c88; height: 11mm; vertical-align: bottom; text-align: right; padding: .5mm 1.5mm;
  font-size: 7.5pt; color: #7d8c88 }
.done tr > th:first-child { width: 20mm; text-align: left }
.scope { font-size: 9pt; color: #54635f; margin-top: 4mm }
@media print { body { padding: 0 .5mm; max-width: none } }
"""


def html(page: Handout) -> str:
    """Return the whole page."""
    cards: list[str] = []
    number = 0
    rests = ""
    for card in page.cards:
        number += card.exercise is not None
        if card.exercise is None:
            rests += _card(card, number)
            continue
        # A rest stays on the page of what comes after it; browsers keep a block whole, but not two together.
        cards.append(f'<div class="kept">{rests}{_card(card, number)}</div>\n' if rests else _card(card, number))
        rests = ""
    cards.append(rests)
    about = f"<p>{_text(page.about)}</p>" if page.about else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(page.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(page.title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{_text(page.title)}</h1>\n{about}\n"
        f'<p class="when">{_text(page.when)}</p>\n{_first(page)}\n'
        f'<p class="how">{_text(page.how_to_read)}</p>\n{"".join(cards)}{_grid(page)}'
        f'<p class="scope">{_text(page.scope)}</p>\n</body>\n</html>\n'
    )


def _first(page: Handout) -> str:
    stop = "".join(f"<p>{_text(line)}</p>" for line in page.danger)
    boxes = f'<section class="stop"><h2>Stop signs</h2>{stop}</section>'
    if page.cautions:
        listed = "".join(f"<li>{_text(line)}</li>" for line in page.cautions)
        boxes = f'<section class="ask"><h2>Ask somebody first with</h2><ul>{listed}</ul></section>{boxes}'
    return f'<div class="first">{boxes}</div>'


def _card(card: Card, number: int) -> str:
    if card.exercise is None:
        return f'<p class="rest">{_text(card.title)}</p>\n'
    drawings = pictures(card.exercise)
    figure = f'<div class="pictures{" two" if len(drawings) > 1 else ""}">{"".join(drawings)}</div>' if drawings else ""
    sides = f" <span>{_text(card.sides)}</span>" if card.sides else ""
    do = "".join(f"<li>{_text(line)}</li>" for line in card.do)
    notes = " ".join(f"<b>{_text(what)}:</b> {_text(line)}" for what, line in card.notes)
    head = "".join(f"<th>{_text(weeks.named)}</th>" for weeks in card.doses)
    doses = "".join(f"<td>{_text(weeks.dose)}</td>" for weeks in card.doses)
    return (
        f'<section class="card"><h2><b>{number}</b>{_text(card.title)}{sides}</h2>\n<div class="body">{figure}'
        f'<div class="words"><p class="position">{_text(card.position)}</p><ol>{do}</ol>'
        f'<div class="notes">{notes}</div></div></div>\n'
        f'<table class="doses"><tr>{head}</tr><tr>{doses}</tr></table></section>\n'
    )


def _grid(page: Handout) -> str:
    head = "".join(f"<th>{_text(column)}</th>" for column in page.grid.columns)
    cells = "".join("<td>pain</td>" for _ in page.grid.columns)
    rows = "".join(f"<tr><th>Week {week}</th>{cells}</tr>" for week in range(1, page.grid.weeks + 1))
    return (
        f'<section class="done"><h2>Done</h2><p>{_text(HOW_TO_GO_ON)}</p>'
        f"<table><tr><th></th>{head}</tr>{rows}</table></section>\n"
    )


def _text(text: str) -> str:
    return escape(text, quote=True)
