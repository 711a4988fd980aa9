"""The plan page: one line a step over the coming days, and the chosen step day by day with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.words import common
from stretch_coach.tui.words import plan as words
from stretch_coach.values import replace

if TYPE_CHECKING:
    from datetime import date

    from stretch_coach.routine.dose import Dose
    from stretch_coach.services.prescriptions import StepRow
    from stretch_coach.services.upcoming import PlanStep, PlanView
    from stretch_coach.tui.glyphs import Glyphs

CHART_ROWS = 6
TITLE_WIDTH = 20
NARROW_TITLE = 14
STATE_MARKS = {"rest": "–", "paused": "!", "not yet": "·", "left out": " "}


class Page(NamedTuple):
    """The lines, and on which of them each step stands."""

    lines: list[Content]
    spots: list[int]


def page(view: PlanView, selected: int, width: int, glyphs: Glyphs, placing: int | None = None) -> Page:
    """Paint the body; `placing` is the rung that would be set by hand, while somebody chooses one."""
    wide = lay.page_width(width, 110)
    lines: list[Content] = [lay.BLANK] if wide >= lay.NARROW else []
    if placing is not None and view.steps:
        lines += _placing(view.steps[min(selected, len(view.steps) - 1)], placing, wide, glyphs)
    elif view.what_if:
        told = ", then ".join(words.WHAT_IF[w] for w in view.what_if)
        lines += lay.wrap(f"{words.IF_WELL}, {words.AND_IF} {told}.", wide, style="$kind-switch")
        lines += lay.wrap(words.PLAYING_WITH, wide, style=lay.QUIET)
    else:
        lines += lay.wrap(f"{words.IF_WELL}.", wide, style=lay.QUIET)
    if not view.steps or not view.days:
        return Page([*lines, *lay.wrap(words.EMPTY, wide)], [])
    spots: list[int] = []
    for number, step in enumerate(view.steps):
        spots.append(len(lines))
        lines.append(lay.row(_overview(step, number == selected, wide, glyphs), number))
    chosen = view.steps[min(selected, len(view.steps) - 1)]
    lines += [lay.BLANK, lay.heading(f"{chosen.title}: {words.CHART.lower()}", wide, glyphs)]
    standing = words.standing(chosen, view.days[0])
    lines += lay.wrap(standing, wide, style=lay.QUIET)
    lines += [*chart(chosen, view.days, wide, glyphs), lay.BLANK]
    lines += _days(chosen, view.days, wide, glyphs)
    return Page(lines, spots)


def _placing(step: PlanStep, rung: int, width: int, glyphs: Glyphs) -> list[Content]:
    """Paint the ladder as a bar with the rung that would be set, its dose, and what setting it means."""
    cells = max(4, min(40, width - 24))
    share = rung / max(1, len(step.ladder) - 1)
    ends = (
        lay.press(lay.text(f" {glyphs.fewer} ", "bold $ground on $kind-hold"), "left"),
        lay.press(lay.text(f" {glyphs.more} ", "bold $ground on $kind-hold"), "right"),
    )
    return [
        *lay.wrap(words.placing(step, rung, glyphs.times), width, style=lay.TITLE),
        Content.assemble(ends[0], " ", lay.bar(share, cells, "$kind-hold", glyphs), " ", ends[1]),
        *lay.wrap(words.PLACING, width, style=lay.QUIET),
        lay.BLANK,
    ]


def _overview(step: PlanStep, chosen: bool, width: int, glyphs: Glyphs) -> Content:  # noqa: FBT001  a private brush
    top = max((row.dose.hold_ms for row in step.days if row.dose), default=1)
    mark = glyphs.now if chosen else " "
    name_width = TITLE_WIDTH if width >= lay.NARROW else NARROW_TITLE
    name = lay.text(step.title, lay.TITLE).truncate(name_width - 1, ellipsis=True)
    cells = Content("").join(_cell(row, top, glyphs) for row in step.days)
    first = next((row for row in step.days if row.dose), None)
    last = next((row for row in reversed(step.days) if row.dose), None)
    line = Content.assemble((f"{mark} ", "bold $kind-hold"), name, " " * (name_width - name.cell_length), cells)
    if first and last and first.dose and last.dose:
        start = common.dose(first.dose, "none", glyphs.times)
        end = common.dose(last.dose, step.sides, glyphs.times)
        span = f"  {start} {glyphs.arrow} {end}"
        line = Content.assemble(line, (span, lay.QUIET))
    line = line.truncate(width, ellipsis=True)
    return line.stylize_before("on $surface") if chosen else line


def _cell(row: StepRow, top: int, glyphs: Glyphs) -> Content:
    if row.dose is None:
        mark = (
            STATE_MARKS.get(row.state, " ") if glyphs.full != "#" else {"rest": "-", "paused": "!"}.get(row.state, ".")
        )
        return lay.text(mark, "$kind-rest" if row.state == "rest" else lay.QUIET)
    level = round(row.dose.hold_ms / top * (len(glyphs.eighths) - 1))
    return lay.text(glyphs.eighths[level], "$kind-hold")


def chart(step: PlanStep, days: tuple[date, ...], width: int, glyphs: Glyphs) -> list[Content]:
    """Return the seconds of a hold as bars over the days, with a scale at the left and dates below."""
    top = max((row.dose.hold_ms for row in step.days if row.dose), default=0)
    if not top:
        return []
    step_width = 3 if width >= 8 + 3 * len(days) else 2 if width >= 8 + 2 * len(days) else 1
    steps = len(glyphs.eighths)
    lines = []
    for level in range(CHART_ROWS, 0, -1):
        scale = {CHART_ROWS: common.seconds(top), 1: "0 s"}.get(level, "")
        cells = []
        for row in step.days:
            units = round((row.dose.hold_ms if row.dose else 0) / top * CHART_ROWS * steps)
            filled = min(steps, max(0, units - (level - 1) * steps))
            mark = glyphs.eighths[filled - 1] if filled else " "
            cells.append(mark * max(1, step_width - 1) + " " * (step_width - max(1, step_width - 1)))
        lines.append(Content.assemble((scale.rjust(7), lay.QUIET), " ", ("".join(cells), "$kind-hold")))
    weeks = "".join(
        (f"{day.day}" if day.weekday() == 0 else "").ljust(step_width)[: max(2, step_width)] if step_width > 1 else " "
        for day in days
    )
    return [*lines, Content.assemble(" " * 8, (weeks, lay.QUIET))] if step_width > 1 else lines


def _change(before: Dose | None, now: Dose | None, glyphs: Glyphs) -> str:
    if before is None or now is None or now == before:
        return " "
    sizes = [(d.held_per_side_ms, d.range) for d in (before, now)]
    return glyphs.grew if sizes[1][0] >= sizes[0][0] and sizes[1][1] >= sizes[0][1] else glyphs.fell


def _why(row: StepRow) -> str:
    """Return the reason alone: dose and range stand beside it."""
    return common.reason(replace(row, range_text=""))


def _days(step: PlanStep, days: tuple[date, ...], width: int, glyphs: Glyphs) -> list[Content]:
    lines = []
    before: Dose | None = None
    for day, row in zip(days, step.days, strict=True):
        dose = common.row_state(row, glyphs.times)
        if width >= lay.NARROW:
            mark = _change(before, row.dose, glyphs)
            head = Content.assemble(
                (common.short_date(day).ljust(12), lay.QUIET),
                (f"{mark} ", "$kind-hold"),
                (dose.ljust(34), "$foreground"),
            )
            first, *rest = lay.wrap(_why(row), width - 48, style=lay.QUIET) or [lay.BLANK]
            lines += [Content.assemble(head, first), *lay.indented(rest, 48)]
        else:
            lines += [
                Content.assemble((common.short_date(day), lay.QUIET), "  ", dose).truncate(width, ellipsis=True),
                *lay.wrap(_why(row), width, indent=2, style=lay.QUIET),
            ]
        before = row.dose or before
    return lines
