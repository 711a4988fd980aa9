"""The summary page: what was held, two questions of one key each, and what next time will look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages.steps import dose_lines, pain_scale
from stretch_coach.tui.words import summary as words

if TYPE_CHECKING:
    from datetime import date

    from stretch_coach.record.lines import Felt, Outcome
    from stretch_coach.services.upcoming import NextTimeView
    from stretch_coach.session.summary import SessionSummary
    from stretch_coach.tui.glyphs import Glyphs

STYLES: dict[Outcome, str] = {
    "done": "$kind-hold",
    "partial": "$kind-rest",
    "skipped": "$quiet",
    "eased": "$kind-rest",
    "hurt": "$kind-hurt",
}
QUESTIONS_WIDTH = 47
BAR_WIDTH = 14


class Frame(NamedTuple):
    """The room and the alphabet."""

    width: int
    glyphs: Glyphs
    today: date


class Answers(NamedTuple):
    """What has been answered so far."""

    felt: Felt | None = None
    pain: int | None = None


def body(summary: SessionSummary, answers: Answers, after: NextTimeView | None, frame: Frame) -> list[Content]:
    """Paint the page: held at the left, questions and next time at the right; or one below the other."""
    glyphs = frame.glyphs
    wide = lay.page_width(frame.width, 120)
    if wide >= lay.WIDE:
        left = wide - QUESTIONS_WIDTH - 3
        side = frame._replace(width=QUESTIONS_WIDTH)
        right = [*_questions(summary, answers, QUESTIONS_WIDTH, glyphs), *_after(after, side)]
        return [lay.BLANK, *lay.beside(_held(summary, left, glyphs), right, left)]
    first = [lay.BLANK] if wide >= lay.NARROW else []
    return [
        *first,
        *_questions(summary, answers, wide, glyphs),
        *_held(summary, wide, glyphs),
        *_after(after, frame._replace(width=wide)),
    ]


def _held(summary: SessionSummary, width: int, glyphs: Glyphs) -> list[Content]:
    lines = [lay.heading(words.HELD, width, glyphs)]
    if summary.trouble:
        lines += lay.wrap(summary.trouble, width, style="$kind-hurt")
    if summary.rehearsal:
        lines += lay.wrap(words.REHEARSAL, width, style="$kind-rest")
    title_width = max(10, min(24, width - BAR_WIDTH - 32))
    for step in summary.steps:
        share = step.held_ms / step.planned_ms if step.planned_ms else 1.0
        style = STYLES[step.outcome]
        figures = Content.assemble(
            (words.of(step.held_ms, step.planned_ms), "$foreground"), ("  ", ""), (words.OUTCOME[step.outcome], style)
        )
        name = lay.text(step.title, lay.TITLE)
        if width >= lay.NARROW:
            name = name.truncate(title_width, ellipsis=True)
            pad = " " * (title_width - name.cell_length + 1)
            lines.append(Content.assemble(name, pad, lay.bar(share, BAR_WIDTH, style, glyphs), "  ", figures))
        else:
            lines += [name.truncate(width, ellipsis=True), Content.assemble("  ", figures).truncate(width)]
    lines += lay.wrap(words.held(summary), width, style="$quiet")
    return [*lines, lay.BLANK]


def _questions(summary: SessionSummary, answers: Answers, width: int, glyphs: Glyphs) -> list[Content]:
    if summary.rehearsal:
        return []
    felt = _felt(answers, glyphs)
    lines = [lay.heading(words.FELT, width, glyphs), felt, lay.BLANK]
    lines += [lay.heading(words.PAIN, width, glyphs), *pain_scale(answers.pain, width, glyphs)]
    if width >= QUESTIONS_WIDTH:
        lines += lay.wrap(words.CHANGE, width, style=lay.QUIET)
    return [*lines, lay.BLANK]


def _after(after: NextTimeView | None, frame: Frame) -> list[Content]:
    if after is None:
        return []
    lines: list[Content] = []
    if after.advice:
        lines += [*lay.wrap(after.advice, frame.width, style="$kind-rest"), lay.BLANK]
    streak = words.streak(after.streak, frame.today)
    if streak:
        lines += [*lay.wrap(streak, frame.width, style="bold $kind-hold"), lay.BLANK]
    lines.append(lay.heading(words.next_day(after.day, frame.today), frame.width, frame.glyphs))
    return [*lines, *dose_lines(after.rows, frame.width, frame.glyphs)]


def rating(answers: Answers, width: int, glyphs: Glyphs) -> list[Content]:
    """Paint the two questions alone, to correct them later."""
    wide = lay.page_width(width, 80)
    felt = _felt(answers, glyphs)
    return [
        lay.BLANK, lay.heading(words.FELT, wide, glyphs), felt, lay.BLANK,
        lay.heading(words.PAIN, wide, glyphs), *pain_scale(answers.pain, wide, glyphs),
    ]  # fmt: skip


def _felt(answers: Answers, glyphs: Glyphs) -> Content:
    return Content(" ").join(
        lay.choice(key, key, label, chosen=answers.felt == value, glyphs=glyphs)
        for key, value, label in words.FELT_KEYS
    )
