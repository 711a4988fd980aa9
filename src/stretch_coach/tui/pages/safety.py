"""The first-use questions as one calm page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages.today import flow
from stretch_coach.tui.words import safety as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.tui.form import Field, Form
    from stretch_coach.tui.glyphs import Glyphs

TWO_COLUMNS = 88
FIELD_STEP = 100
"""Rows of the page carry field × 100 + answer, so that a click tells both."""
FIELDS: tuple[Field, ...] = ("emergency", "clinician", "caution", "onset", "pain", "walks", "checked", "done")


class Option(NamedTuple):
    """One answer to a question: its key ("" where the label is the key), its words, whether it was given."""

    key: str
    label: str
    chosen: bool


class Page(NamedTuple):
    """The lines, and where each item of the form stands among them: (first line, height)."""

    lines: list[Content]
    spots: list[tuple[int, int]]


def page(form: Form, width: int, glyphs: Glyphs) -> Page:
    """Paint the body."""
    wide = lay.page_width(width, 96)
    view = form.view
    lines = [*lay.wrap(view.scope, wide), *lay.wrap(words.ONCE, wide, style=lay.QUIET), lay.BLANK]
    spots: list[tuple[int, int]] = []
    for number, (field, place) in enumerate(form.items):
        here = form.cursor == number
        if field == "caution":
            if place == 0:
                cautions = _cautions(form, wide, glyphs)
                spots += [(len(lines) + first, height) for first, height in cautions.spots]
                lines += cautions.lines
            continue
        part = _part(form, field, wide, glyphs, here=here)
        spots.append((len(lines), len(part)))
        lines += part
    return Page(lines, spots)


def _part(form: Form, field: Field, width: int, glyphs: Glyphs, *, here: bool) -> list[Content]:
    if field in ("checked", "done"):
        return _end(form, field, glyphs, here=here)
    title, options = _question(form, field)
    if form.asked and form.is_open(field):
        title = f"{glyphs.hurt} {title}"
    signs = {"emergency": form.view.emergency, "clinician": form.view.clinician}.get(field, ())
    lines = [lay.heading(title, width, glyphs)]
    for sign in signs:
        lines += lay.wrap(f"{glyphs.dot} {sign}", width, indent=2, hang=2)
    return [*lines, *_options(field, options, width, glyphs, here=here), lay.BLANK]


def _question(form: Form, field: Field) -> tuple[str, list[Option]]:
    if field == "emergency":
        return words.EMERGENCY, _yes_no(form.emergency, words.NONE, words.ONE)
    if field == "clinician":
        return words.CLINICIAN, _yes_no(form.clinician, words.NONE, words.ONE)
    if field == "walks":
        return words.WALKS, _yes_no(form.walks, words.NO, words.YES)
    if field == "pain":
        return words.REST_PAIN, [Option("", str(n), form.rest_pain == n) for n in range(11)]
    choices = enumerate(form.view.onset, start=1)
    return words.ONSET, [Option(str(n), choice.text, form.onset == choice.tag) for n, choice in choices]


def _yes_no(answer: bool | None, no: str, yes: str) -> list[Option]:  # noqa: FBT001  the answer itself
    return [Option("n", no, answer is False), Option("y", yes, answer is True)]


def _cautions(form: Form, width: int, glyphs: Glyphs) -> Page:
    """Paint the tick list, in two columns where there is room: down the left one, then down the right one."""
    first = form.items.index(("caution", 0))
    columns = 2 if width >= TWO_COLUMNS else 1
    column = (width - 3 * (columns - 1)) // columns
    boxes = [_caution(form, n, column, glyphs, here=form.cursor == first + n) for n in range(len(form.view.cautions))]
    rows = -(-len(boxes) // columns)
    lines = [lay.heading(words.CAUTIONS, width, glyphs)]
    spots = [(0, 0)] * len(boxes)
    for number in range(rows):
        left, right = boxes[number], boxes[number + rows] if number + rows < len(boxes) else []
        for place in (number, number + rows):
            if place < len(boxes):
                spots[place] = (len(lines), max(len(left), len(right)))
        lines += lay.beside(left, right, column) if right else left
    return Page([*lines, lay.BLANK], spots)


def _caution(form: Form, place: int, width: int, glyphs: Glyphs, *, here: bool) -> list[Content]:
    choice = form.view.cautions[place]
    mark = glyphs.tick if choice.tag in form.ticked else glyphs.untick
    first, *rest = lay.wrap(choice.text, width - 7)
    line = Content.assemble(_cursor(glyphs, here=here), (mark, lay.ACCENT), " ", first)
    return [lay.row(line, _row("caution", place)), *lay.indented(rest, 6)]


def _end(form: Form, field: Field, glyphs: Glyphs, *, here: bool) -> list[Content]:
    cursor = _cursor(glyphs, here=here)
    if field == "checked":
        mark = glyphs.tick if form.checked else glyphs.untick
        style = lay.WARNING if form.asked and form.is_open(field) else lay.TITLE
        return [
            lay.row(Content.assemble(cursor, (mark, lay.ACCENT), " ", (words.CHECKED, style)), _row(field, 0)),
            lay.BLANK,
        ]
    label = Content.assemble(cursor, (f" {glyphs.enter} {words.DONE} ", "bold $ground on $kind-hold"))
    note = [lay.text(words.OPEN, "$kind-hurt")] if form.asked and form.first_open is not None else []
    return [lay.row(label, _row(field, 0)), *note]


def _options(field: Field, options: Sequence[Option], width: int, glyphs: Glyphs, *, here: bool) -> list[Content]:
    parts = []
    for place, option in enumerate(options):
        style = "bold $ground on $kind-hold" if option.chosen else lay.TITLE if here else ""
        if option.key:
            mark = glyphs.radio if option.chosen else glyphs.unradio
            key = style if option.chosen else lay.ACCENT
            body = Content.assemble((f"{mark} ", style), (option.key, key), (f"  {option.label}", style), "  ")
        else:
            body = lay.text(f"[{option.label}]" if option.chosen else f" {option.label} ", style)
        parts.append(lay.row(body, _row(field, place)))
    lines = flow(parts, width - 4)
    return [Content.assemble(_cursor(glyphs, here=here and number == 0), line) for number, line in enumerate(lines)]


def _cursor(glyphs: Glyphs, *, here: bool) -> Content:
    return Content.assemble((f"{glyphs.now if here else ' '} ", lay.ACCENT))


def _row(field: Field, place: int) -> int:
    return FIELDS.index(field) * FIELD_STEP + place
