"""A report as Markdown, with curves of block characters (pure). Called by `report`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from stretch_coach.reporting import charts, words
from stretch_coach.reporting.html import MOST_SESSIONS
from stretch_coach.reporting.page import PainPoint, Report, WeekRow
from stretch_coach.safety.texts import SCOPE

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(page: Report) -> str:
    """Return the whole page."""
    return "\n".join(_lines(page)).rstrip() + "\n"


def _lines(page: Report) -> Iterator[str]:
    yield from (f"# {words.TITLE}", "", f"**{words.span(page)}**", "", words.ABOUT, "")
    yield from (f"- {name}: **{figure}**" for name, figure in words.summary(page))
    yield ""
    if page.empty:
        yield from (words.NOTHING, "")
    yield from _weeks(page)
    yield from _pain(page)
    yield from _hurt(page)
    yield from _exercises(page)
    yield from _others(page)
    yield from _sessions(page)
    yield f"Made with Stretch Coach on {words.day(page.made_on)}. {SCOPE}"


def _weeks(page: Report) -> Iterator[str]:
    if not page.weeks:
        return
    yield from ("## Week by week", "")
    rows = [
        (
            words.row_day(week.monday, page),
            f"`{_week_line(week)}`",
            *map(str, (week.due, week.done, week.partial, week.missed, week.excused)),
            words.minutes(week.held_ms),
        )
        for week in page.weeks
    ]
    columns = ("week of", "Mon to Sun", "#days due", "#done", "#partly", "#missed", "#excused", "#held")
    yield from _table(columns, rows)
    letters = ", ".join(
        f"`{charts.STATE_LETTERS[state]}` {charts.STATE_WORDS[state]}"
        for state in ("done", "partial", "missed", "excused", "rest", "pending", "before")
    )
    yield from (letters + ".", "", words.DONE, "")


def _week_line(week: WeekRow) -> str:
    outside = charts.STATE_LETTERS["before"]
    days = outside * (week.first - week.monday).days + "".join(charts.STATE_LETTERS[state] for state in week.states)
    return days.ljust(7, outside)


def _pain(page: Report) -> Iterator[str]:
    if not page.pain:
        if page.sessions:
            yield from ("## Pain", "", words.NO_PAIN, "")
        return
    yield from ("## Pain", "", "```")
    curves = (
        ("before      ", [point.before for point in page.pain]),
        ("after       ", [point.after for point in page.pain]),
        ("next morning", [point.next_morning for point in page.pain]),
    )
    for name, scores in curves:
        if any(score is not None for score in scores):
            yield f"{name}  {charts.spark(scores, 10)}"
    yield from ("```", "")
    yield f"One column for each day with a score, {_first_and_last(page.pain)}. {words.SCALE}"
    yield ""


def _first_and_last(points: Sequence[PainPoint]) -> str:
    return f"{words.short_day(points[0].day)} to {words.short_day(points[-1].day)}"


def _hurt(page: Report) -> Iterator[str]:
    if not page.hurt:
        if page.sessions:
            yield from ("## What hurt", "", words.NO_HURT, "")
        return
    yield from ("## What hurt", "")
    yield from _table(words.HURT_COLUMNS, [map(text, words.hurt_cells(row)) for row in page.hurt])
    yield from (words.HURT, "")


def _exercises(page: Report) -> Iterator[str]:
    if not page.exercises:
        return
    yield from ("## Exercises and doses", "")
    columns = ("exercise", "#days", "first dose", "latest dose", "#held in all", "hold time over the days")
    rows = [
        (
            text(row.title),
            str(row.days),
            *(f"{words.dose(at[1])} ({words.row_day(at[0], page)})" if at else "–" for at in (row.first, row.last)),
            words.minutes(row.held_ms),
            f"`{charts.spark([v or None for v in charts.held_values(row.held_by_day, page.since, page.until)])}`",
        )
        for row in page.exercises
    ]
    yield from _table(columns, rows)
    if (page.until - page.since) >= timedelta(days=charts.MOST_BARS):
        yield from ("One column is seven days.", "")
    yield from (words.DOSES, "")


def _others(page: Report) -> Iterator[str]:
    if page.activities or page.packs:
        yield from ("## Other activities, ice and heat", "")
        rows = [
            (text(row.activity), str(row.times), f"{row.minutes} min", words.day(row.last))
            for row in (*page.activities, *page.packs)
        ]
        yield from _table(("what", "#times", "#in all", "last"), rows)
    if page.excused:
        yield from ("## Excused days", "")
        yield from _table(("day", "reason given"), [(words.day(of), text(why) or "–") for of, why in page.excused])
    if page.screenings:
        yield from ("## Safety questions", "")
        found = [(words.day(row.day), text(words.RESULTS.get(row.result, row.result))) for row in page.screenings]
        yield from _table(("day", "answered"), found)


def _sessions(page: Report) -> Iterator[str]:
    if not page.sessions:
        return
    shown = page.sessions[-MOST_SESSIONS:]
    yield from ("## Sessions", "")
    yield from _table(words.SESSION_COLUMNS, [map(text, words.session_cells(row)) for row in shown])
    if len(shown) < len(page.sessions):
        yield f"The last {len(shown)} of {len(page.sessions)} sessions. All: `stretch-coach report --format csv`"
        yield ""


def _table(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(column.removeprefix('#') for column in columns)} |"
    yield f"|{'|'.join('---:' if column.startswith('#') else '---' for column in columns)}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def text(words_of_a_person: str) -> str:
    """Return words so that Markdown shows them as they are, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(words_of_a_person.split()))
