"""The library's pages: the list that a search leaves, and one exercise in full with its figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from stretch_coach.session.words import breathing
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages.pictures import figure_of, moments_of, picture, trimmed
from stretch_coach.tui.words import details as details_words
from stretch_coach.tui.words import library as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stretch_coach.figure.draw import Style
    from stretch_coach.routine.model import Exercise, Variant
    from stretch_coach.services.cards import BrokenCard
    from stretch_coach.services.library import ExerciseEntry
    from stretch_coach.tui.glyphs import Glyphs

LABEL_WIDTH = 19
LABELLED = 56
"""Columns from which a label stands beside its text and not above it."""
PICTURE = (32, 11)
"""Columns and rows that a picture takes at most."""
LEAST_PICTURE = 16
TWO_PICTURES = 44
SHORT = 20


def found_list(
    found: Sequence[ExerciseEntry], broken: Sequence[BrokenCard], selected: int, width: int, glyphs: Glyphs
) -> list[Content]:
    """Paint one line for each exercise; the chosen one is marked."""
    lines = [_listed(entry, number, number == selected, width, glyphs) for number, entry in enumerate(found)]
    if not found:
        lines = lay.wrap(words.NOTHING, width, style=lay.QUIET)
    if broken:
        lines += [lay.BLANK, lay.heading(words.BROKEN, width, glyphs)]
    for card in broken:
        lines.append(Content.assemble((f"{glyphs.hurt} ", "bold $kind-hurt"), (card.name, lay.TITLE)))
        said = f"line {card.problem.line}: {card.problem.message}"
        lines += lay.clip(lay.wrap(said, width, indent=2, style=lay.QUIET), 3, width)
    return lines


def _listed(entry: ExerciseEntry, number: int, chosen: bool, width: int, glyphs: Glyphs) -> Content:  # noqa: FBT001  a private brush
    mark = glyphs.now if chosen else " "
    left = Content.assemble((f"{mark} ", "bold $kind-hold"), (entry.exercise.title, lay.TITLE))
    line = lay.spread(left, lay.text(words.listed(entry, width - left.cell_length - 2), lay.QUIET), width)
    if chosen:
        line = Content.assemble(line, " " * max(0, width - line.cell_length)).stylize_before("on $surface")
    return lay.row(line, number)


def card(
    entry: ExerciseEntry, titles: Mapping[str, str], size: tuple[int, int], style: Style, glyphs: Glyphs
) -> list[Content]:
    """Paint one exercise in full; on a screen of few rows the words come before the figure.

    `size` is the width of the page and the height of the screen. `titles` are those of all exercises by name: what is
    easier and harder can be followed to them.
    """
    exercise = entry.exercise
    width, height = size
    wide = lay.page_width(width, 92)
    lines = [lay.heading(exercise.title, wide, glyphs), *lay.wrap(words.facts(entry), wide, style=lay.QUIET)]
    pictures = figure_lines(exercise, wide, style)
    short = height < SHORT
    lines += [*pictures, lay.BLANK] if pictures and not short else [lay.BLANK][: not short]
    lines += _labelled(words.POSITION, details_words.sentences(exercise.position), wide)
    lines += _labelled(words.MOVEMENT, details_words.sentences(*exercise.do), wide)
    lines += pictures if short else []
    lines += _labelled(words.BREATHE, breathing(exercise), wide)
    lines += _labelled(words.RANGE, details_words.sentences(words.how_far(entry)), wide)
    lines += _labelled(words.DOSE, details_words.sentences(entry.dose or words.SAYS_ROUTINE), wide)
    lines += _labelled(words.ERRORS, details_words.sentences(*exercise.errors), wide)
    lines += _labelled(words.CAUTIONS, "; ".join(entry.cautions), wide, style="$kind-rest")
    lines += _variant(words.EASIER, exercise.easier, _link("e", exercise.easier, titles, glyphs), wide)
    lines += _variant(words.HARDER, exercise.harder, _link("h", exercise.harder, titles, glyphs), wide)
    lines += _labelled(words.SOURCES, "; ".join(exercise.sources), wide, style=lay.QUIET)
    by = ", ".join(part for part in (exercise.author, exercise.licence) if part)
    return [*lines, *_labelled(words.AUTHOR, by, wide, style=lay.QUIET)]


def _labelled(label: str, value: str, width: int, *, style: str = "") -> list[Content]:
    if not value:
        return []
    if width < LABELLED:
        return [lay.text(label, "bold $kind-move"), *lay.wrap(value, width, indent=1, style=style)]
    first, *rest = lay.wrap(value, width - LABEL_WIDTH, style=style)
    head = Content.assemble((label.ljust(LABEL_WIDTH), "bold $kind-move"), first)
    return [head, *lay.indented(rest, LABEL_WIDTH)]


def _variant(label: str, variant: Variant | None, link: Content | None, width: int) -> list[Content]:
    """Paint another way; one that is an exercise of the library has a link to it."""
    if variant is None:
        return []
    lines = _labelled(label, details_words.sentences(variant.text), width)
    indent = LABEL_WIDTH if width >= LABELLED else 1
    return [*lines, *lay.indented([link] if link else [], indent)]


def _link(key: str, variant: Variant | None, titles: Mapping[str, str], glyphs: Glyphs) -> Content | None:
    title = titles.get(variant.exercise or "") if variant else None
    if title is None:
        return None
    return lay.press(Content.assemble((f"{key} {glyphs.arrow} {title}", lay.ACCENT)), key)


def figure_lines(exercise: Exercise, width: int, style: Style) -> list[Content]:
    """Paint start and hold beside each other where there is room, the hold alone where there is less."""
    figure = figure_of(exercise)
    if figure is None or width < LEAST_PICTURE:
        return []
    moments = moments_of(figure)
    if width < TWO_PICTURES:
        moments = moments[-1:]
    columns = min(PICTURE[0], (width - 2) // len(moments))
    rows = min(PICTURE[1], columns * 2 // 5)
    pictures = [picture(figure, joints, columns, rows, style) for _, joints in moments]
    said = [lay.centred(lay.text(word, lay.QUIET), columns) for word, _ in moments]
    if len(pictures) == 1:
        return trimmed(pictures[0])
    below = lay.beside([said[0]], [said[1]], columns, 2) if said[0].plain.strip() else []
    return [*trimmed(lay.beside(pictures[0], pictures[1], columns, 2)), *below]
