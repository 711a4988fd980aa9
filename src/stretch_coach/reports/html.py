"""A report as one HTML file that needs nothing else, made to be printed on A4 or Letter."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from stretch_coach.reports import charts, words
from stretch_coach.reports.page import ExerciseRow, Report
from stretch_coach.reports.render import as_html
from stretch_coach.routine.dose import Dose
from stretch_coach.safety.texts import SCOPE
from stretch_coach.text import count, full_date

MOST_SESSIONS = 120
"""The page has the newest; `history --csv` has all."""


def html(page: Report) -> str:
    """Return the whole page."""
    return as_html(
        "report",
        page=page,
        words=words,
        scope=SCOPE,
        charts=_charts(page),
        by_week=charts.by_week(page.since, page.until),
        weeks=[words.week_cells(row, page) for row in page.weeks],
        hurt=[words.hurt_cells(row) for row in page.hurt],
        exercises=[_exercise_cells(row, page) for row in page.exercises],
        others=[
            (row.activity, str(row.times), count(row.minutes, "min", "min"), full_date(row.last))
            for row in (*page.activities, *page.packs)
        ],
        excused=[(full_date(day), reason or words.NONE) for day, reason in page.excused],
        screenings=[(full_date(row.day), words.RESULTS.get(row.result, row.result)) for row in page.screenings],
        measures=[
            (row.title, row.first, row.last, full_date(row.last_day), row.change, row.bars) for row in page.measures
        ],
        sessions=[words.session_cells(row) for row in page.sessions[-MOST_SESSIONS:]],
    )


def _charts(page: Report) -> dict[str, Markup]:
    drawn = {
        "day_map": charts.day_map(page.weeks),
        "legend": charts.legend(),
        "pain": charts.pain_chart(page.pain, page.since, page.until),
        "pain_legend": charts.pain_legend(),
    }
    return {name: Markup(svg) for name, svg in drawn.items()}  # noqa: S704  our own drawings


def _exercise_cells(row: ExerciseRow, page: Report) -> tuple[str | Markup, ...]:
    bars = charts.held_bars(row.held_by_day, page.since, page.until)
    return (
        row.title,
        str(row.days),
        _dose(row, row.first, page),
        _dose(row, row.last, page),
        words.minutes(row.held_ms),
        Markup(bars),  # noqa: S704  our own drawing
    )


def _dose(row: ExerciseRow, at: tuple[date, Dose] | None, page: Report) -> str | Markup:
    if at is None:
        return words.NONE
    day, dose = at
    return Markup("{}<br><small>{}</small>").format(words.dose_short(row.kind, dose), words.row_day(day, page))
