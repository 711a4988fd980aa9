"""The page of one routine in full: what it is for, its steps with their doses, and how each is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.session.words import breathing
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages.pictures import stills
from stretch_coach.tui.words import common
from stretch_coach.tui.words import details as words

if TYPE_CHECKING:
    from stretch_coach.figure.draw import Style
    from stretch_coach.services.details import DetailsView
    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.pages.pictures import Still

LABEL_WIDTH = 19
PICTURED = 72
"""Columns from which a step has a picture beside its words."""
PICTURE = (20, 7)
"""Columns and rows of a picture."""
WIDE_PICTURE = (28, 9)
"""The same where the page has a second column."""


class Frame(NamedTuple):
    """The room there is, and how to draw in it."""

    width: int
    glyphs: Glyphs
    style: Style

    @property
    def picture(self) -> tuple[int, int]:
        """Columns and rows of each picture, none where there is no room."""
        if self.width < PICTURED:
            return 0, 0
        return WIDE_PICTURE if self.width >= lay.WIDE else PICTURE


def body(view: DetailsView, width: int, glyphs: Glyphs, style: Style) -> list[Content]:
    """Paint the page."""
    wide = lay.page_width(width)
    frame = Frame(wide, glyphs, style)
    routine = view.routine
    lines = [lay.BLANK, *lay.wrap(routine.about, wide), *lay.wrap(words.facts(view), wide, style=lay.QUIET), lay.BLANK]
    if view.cautions:
        lines.append(lay.heading(words.CAUTIONS, wide, glyphs))
        lines += lay.wrap(f" {glyphs.dot} ".join(view.cautions), wide, style="$kind-rest")
        lines.append(lay.BLANK)
    lines.append(lay.heading(words.STEPS, wide, glyphs))
    for item in view.today.steps:
        if isinstance(item, PrescribedStep):
            lines += [*_pictured(item, frame), lay.BLANK]
        else:
            lines += [lay.text(f"{words.RESTS} {common.seconds(item.rest_ms)}", lay.QUIET), lay.BLANK]
    if view.warnings:
        lines.append(lay.heading(words.WARNINGS, wide, glyphs))
        for warning in view.warnings:
            lines += lay.wrap(f"line {warning.line}: {warning.message}", wide, style=lay.QUIET)
        lines.append(lay.BLANK)
    return [*lines, *lay.wrap(f"{words.SHIPPED} {routine.path}", wide, style=lay.QUIET)]


def _pictured(item: PrescribedStep, frame: Frame) -> list[Content]:
    """Paint a step, with its pictures at the right where there are any."""
    columns, rows = frame.picture
    pictures = stills(item.step.exercise, columns, rows, frame.style) if columns else ()
    if not pictures:
        return _step(item, frame.width, frame.glyphs)
    room = frame.width - columns - 2
    told = _step(item, room, frame.glyphs)
    right = [_captioned(still, columns) for still in pictures]
    if sum(len(lines) for lines in right) > len(told):
        right = [list(pictures[-1].lines)]
    return lay.beside(told, [line for lines in right for line in lines], room, 2)


def _captioned(still: Still, columns: int) -> list[Content]:
    return [*still.lines, lay.centred(lay.text(still.word, lay.QUIET), columns) if still.word else lay.BLANK]


def _step(item: PrescribedStep, width: int, glyphs: Glyphs) -> list[Content]:
    exercise, step = item.step.exercise, item.step
    growth = lay.text(words.growth(step, glyphs.times, glyphs.arrow), "bold $kind-hold")
    title = lay.text(exercise.title, lay.TITLE)
    if title.cell_length + growth.cell_length + 2 <= width:
        lines = [lay.spread(title, growth, width)]
    else:
        lines = [title.truncate(width), *lay.wrap(growth, width, indent=2)]
    standing = " · ".join(t for t in (words.place(item.rung, item.rungs), words.joins(step), words.why(item)) if t)
    lines += lay.wrap(standing, width, indent=2, style=lay.QUIET)
    for label, value in (
        (words.POSITION, words.sentences(exercise.position)),
        (words.MOVEMENT, words.sentences(*exercise.do)),
        (words.BREATHE, breathing(exercise)),
        (words.AVOID, "; ".join(exercise.errors)),
        (words.EASIER, exercise.easier.text if exercise.easier else ""),
        (words.HARDER, exercise.harder.text if exercise.harder else ""),
        (words.SOURCES, "; ".join(exercise.sources)),
    ):
        lines += _labelled(label, value, width)
    return lines


def _labelled(label: str, value: str, width: int) -> list[Content]:
    if not value:
        return []
    if width < lay.NARROW:
        said = Content.assemble((f"{label}: " if label else "", lay.QUIET), value)
        return lay.wrap(said, width, indent=2)
    first, *rest = lay.wrap(value, width - LABEL_WIDTH - 2)
    return [
        Content.assemble("  ", (label.ljust(LABEL_WIDTH), lay.QUIET), first),
        *lay.indented(rest, LABEL_WIDTH + 2),
    ]
