"""A report as one HTML file that needs nothing else, made to be printed on A4 or Letter (pure). Called by `report`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from stretch_coach.reporting import charts, words
from stretch_coach.reporting.page import Report
from stretch_coach.routine.model import Dose
from stretch_coach.safety.texts import SCOPE

MOST_SESSIONS = 120
"""More are left to the CSV form."""
_STYLE = """\
@page { margin: 14mm 14mm 16mm }
* { box-sizing: border-box }
body { font: 10.5pt/1.42 "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1d2928;
  background: #fff; max-width: 186mm; margin: 0 auto; padding: 8mm 4mm }
h1 { font-size: 22pt; line-height: 1.1; margin: 0 0 1mm; letter-spacing: -.01em }
h2 { font-size: 12.5pt; margin: 5mm 0 1.5mm; padding-top: 2.5mm; border-top: .3mm solid #c9d3d0; break-after: avoid }
p { margin: 0 0 2mm }
.span { font-weight: 600; color: #17685a; margin-bottom: 3mm }
.name { border-bottom: .25mm solid #7d8c88; display: inline-block; width: 60mm }
.about, .note { font-size: 9pt; color: #3c4a47 }
.about { border-left: 1mm solid #b4540f; padding-left: 3mm; margin: 3mm 0 }
dl { display: flex; flex-wrap: wrap; gap: 1.5mm 7mm; margin: 3mm 0 }
dt { font-size: 8.5pt; color: #54635f }
dd { margin: 0; font-weight: 600; font-size: 11.5pt }
table { border-collapse: collapse; width: 100%; margin: 0 0 2mm; font-size: 9.5pt }
th, td { text-align: left; padding: .8mm 3mm .8mm 0; border-bottom: .2mm solid #dfe6e4; vertical-align: top }
th { font-weight: 600; color: #54635f; font-size: 8.5pt; vertical-align: bottom }
.n { text-align: right; font-variant-numeric: tabular-nums }
tr { break-inside: avoid }
thead { display: table-header-group }
svg { display: block; max-width: 100%; height: auto; margin: 1mm 0 }
td svg { margin: 0; width: 46mm }
.t { font-size: 10px; fill: #54635f; font-family: inherit }
.chart { break-inside: avoid }
footer { font-size: 8.5pt; color: #54635f; margin-top: 6mm; border-top: .3mm solid #c9d3d0; padding-top: 2mm }
@media print { body { padding: 0; max-width: none } }
"""
_NUMBER = "#"
"""Before a column's name: its cells are numbers."""


def html(page: Report) -> str:
    """Return the whole page."""
    sections = [
        _head(page),
        *([f"<p>{words.NOTHING}</p>"] if page.empty else []),
        _weeks(page),
        _pain(page),
        _hurt(page),
        _exercises(page),
        _others(page),
        _sessions(page),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{words.TITLE}, {escape(words.span(page))}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(section for section in sections if section)
        + f"\n<footer>Made with Stretch Coach on {words.day(page.made_on)}. {escape(SCOPE)}</footer>\n"
        "</body>\n</html>\n"
    )


def _head(page: Report) -> str:
    figures = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(figure)}</dd></div>" for name, figure in words.summary(page)
    )
    return (
        f"<h1>{words.TITLE}</h1>\n"
        f'<p class="span">{escape(words.span(page))}</p>\n'
        '<p>Name: <span class="name">&nbsp;</span></p>\n'
        f'<p class="about">{escape(words.ABOUT)}</p>\n<dl>{figures}</dl>'
    )


def _weeks(page: Report) -> str:
    if not page.weeks:
        return ""
    rows = [
        (
            words.row_day(week.monday, page),
            str(week.due),
            str(week.done),
            str(week.partial),
            str(week.missed),
            str(week.excused),
            words.minutes(week.held_ms),
        )
        for week in page.weeks
    ]
    columns = ("week of", "#days due", "#done", "#partly", "#missed", "#excused", "#held")
    return (
        f'<h2>Week by week</h2>\n<div class="chart">{charts.day_map(page.weeks)}{charts.legend()}</div>\n'
        f'{_table(columns, rows)}\n<p class="note">{escape(words.DONE)}</p>'
    )


def _pain(page: Report) -> str:
    if not page.pain:
        return f"<h2>Pain</h2>\n<p>{words.NO_PAIN}</p>" if page.sessions else ""
    chart = charts.pain_chart(page.pain, page.since, page.until)
    weekly = " Each mark is the middle score of a week." if charts.by_week(page.since, page.until) else ""
    return (
        f'<h2>Pain</h2>\n<div class="chart">{chart}{charts.pain_legend()}</div>\n'
        f'<p class="note">{escape(words.SCALE)} Of several sessions in a day, the worst score.{weekly}</p>'
    )


def _hurt(page: Report) -> str:
    if not page.hurt:
        return f"<h2>What hurt</h2>\n<p>{words.NO_HURT}</p>" if page.sessions else ""
    table = _table(words.HURT_COLUMNS, map(words.hurt_cells, page.hurt))
    return f'<h2>What hurt</h2>\n{table}\n<p class="note">{escape(words.HURT)}</p>'


def _exercises(page: Report) -> str:
    if not page.exercises:
        return ""
    rows = [
        (
            escape(row.title),
            str(row.days),
            _dose(row.first, page),
            _dose(row.last, page),
            words.minutes(row.held_ms),
            charts.held_bars(row.held_by_day, page.since, page.until),
        )
        for row in page.exercises
    ]
    columns = ("exercise", "#days", "first dose", "latest dose", "#held in all", "hold time over the days")
    return f'<h2>Exercises and doses</h2>\n{_table(columns, rows, raw=True)}\n<p class="note">{escape(words.DOSES)}</p>'


def _dose(at: tuple[date, Dose] | None, page: Report) -> str:
    return f"{words.dose(at[1])}<br><small>{words.row_day(at[0], page)}</small>" if at else "–"


def _others(page: Report) -> str:
    parts = []
    if page.activities or page.packs:
        rows = [
            (row.activity, str(row.times), f"{row.minutes} min", words.day(row.last))
            for row in (*page.activities, *page.packs)
        ]
        parts.append(f"<h2>Other activities, ice and heat</h2>\n{_table(('what', '#times', '#in all', 'last'), rows)}")
    if page.excused:
        rows_of_days = [(words.day(of), reason or "–") for of, reason in page.excused]
        parts.append(f"<h2>Excused days</h2>\n{_table(('day', 'reason given'), rows_of_days)}")
    if page.screenings:
        found = [(words.day(row.day), words.RESULTS.get(row.result, row.result)) for row in page.screenings]
        parts.append(f"<h2>Safety questions</h2>\n{_table(('day', 'answered'), found)}")
    return "\n".join(parts)


def _sessions(page: Report) -> str:
    if not page.sessions:
        return ""
    shown = page.sessions[-MOST_SESSIONS:]
    more = (
        f'<p class="note">The last {len(shown)} of {len(page.sessions)} sessions. '
        "All of them: stretch-coach report --format csv</p>"
        if len(shown) < len(page.sessions)
        else ""
    )
    return f"<h2>Sessions</h2>\n{_table(words.SESSION_COLUMNS, map(words.session_cells, shown))}{more}"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, raw: bool = False) -> str:
    """Return a table; the cells are text, or HTML where `raw`."""
    kinds = [' class="n"' if column.startswith(_NUMBER) else "" for column in columns]
    heads = "".join(f"<th{kind}>{escape(c.removeprefix(_NUMBER))}</th>" for c, kind in zip(columns, kinds, strict=True))
    body = "\n".join(
        "<tr>"
        + "".join(f"<td{kind}>{cell if raw else escape(cell)}</td>" for cell, kind in zip(row, kinds, strict=True))
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
