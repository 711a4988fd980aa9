"""The pictures of a report as small SVG drawings (pure).

Every drawing can be read without colour: days by their shape, curves by their line and marker. Each has a title and a
description, and its numbers are in a table next to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from stretch_coach.history.days import State
from stretch_coach.reports.page import PainPoint, WeekRow
from stretch_coach.text import short_day

INK, SOFT, LINE, DONE, HURTS = "#1d2928", "#54635f", "#c9d3d0", "#17685a", "#b4540f"
_WORST = 10
_WIDTH = 700
_DAY_NAMES = ("Mon", "", "Wed", "", "Fri", "", "Sun")
MOST_BARS = 90
STATE_WORDS: dict[State, str] = {
    "done": "done",
    "partial": "partly done",
    "missed": "missed",
    "excused": "excused",
    "rest": "nothing due",
    "pending": "still open",
    "before": "not in this report",
}


def day_map(weeks: Sequence[WeekRow]) -> str:
    """Return a map of the days: a column a week, Monday on top, a shape for each state."""
    cell = max(4.0, min(18.0, (_WIDTH - 40) / max(1, len(weeks))))
    width, height = 40 + cell * len(weeks), 18 + 7 * cell
    parts = [
        f'<text x="0" y="{18 + (row + 0.72) * cell:.1f}" class="t">{name}</text>'
        for row, name in enumerate(_DAY_NAMES)
        if name and cell > 9  # noqa: PLR2004  smaller rows leave no room for names
    ]
    month = 0
    for column, week in enumerate(weeks):
        x = 40 + column * cell
        first = week.first
        if first.month != month and (column == 0 or cell * 4 > 24):  # noqa: PLR2004  room for the name of a month
            month = first.month
            parts.append(f'<text x="{x:.1f}" y="11" class="t">{first:%b}</text>')
        offset = (first - week.monday).days
        parts += [
            _day_shape(x, 18 + (offset + row) * cell, cell, state, first + timedelta(days=row))
            for row, state in enumerate(week.states)
        ]
    return _svg(width, height, "Days", "One shape a day; the table of weeks has the numbers.", parts)


def legend() -> str:
    """Return the shapes of the days with their words."""
    parts, x = [], 0.0
    for state in ("done", "partial", "missed", "excused", "rest"):
        words = STATE_WORDS[state]
        parts.append(_day_shape(x, 1, 14, state, None))
        parts.append(f'<text x="{x + 19:.1f}" y="12" class="t">{words}</text>')
        x += 34 + 6.2 * len(words)
    return _svg(
        x, 16, "Legend", "Filled: done. Half: partly done. Cross: missed. Ring: excused. Dot: nothing due.", parts
    )


def _day_shape(x: float, y: float, cell: float, state: State, day: date | None) -> str:
    size = cell - max(1.0, cell * 0.14)
    middle_x, middle_y = x + size / 2, y + size / 2
    frame = f'<rect x="{x:.1f}" y="{y:.1f}" width="{size:.1f}" height="{size:.1f}"'
    shape = {
        "done": f'{frame} fill="{DONE}"/>',
        "partial": f'{frame} fill="none" stroke="{DONE}"/><rect x="{x:.1f}" y="{middle_y:.1f}" width="{size:.1f}" '
        f'height="{size / 2:.1f}" fill="{DONE}"/>',
        "missed": f'{frame} fill="none" stroke="{SOFT}"/><path d="M{x:.1f} {y:.1f}l{size:.1f} {size:.1f}'
        f'm{-size:.1f} 0l{size:.1f} {-size:.1f}" stroke="{SOFT}"/>',
        "excused": f'<circle cx="{middle_x:.1f}" cy="{middle_y:.1f}" r="{size * 0.4:.1f}" fill="none" '
        f'stroke="{SOFT}" stroke-width="1.5"/>',
        "pending": f'{frame} fill="none" stroke="{SOFT}" stroke-dasharray="2 2"/>',
        "before": "",
    }.get(state, f'<circle cx="{middle_x:.1f}" cy="{middle_y:.1f}" r="{max(0.8, size * 0.1):.1f}" fill="{SOFT}"/>')
    if not shape or day is None:
        return shape
    return f"<g><title>{short_day(day)}: {STATE_WORDS[state]}</title>{shape}</g>"


def pain_chart(points: Sequence[PainPoint], since: date, until: date) -> str:
    """Return pain before, after and the next morning over the days; gaps of more than two weeks are left open.

    Over many days a mark is the middle score of a week.
    """
    left, right, top, height = 24, 8, 8, 125
    days = max(1, (until - since).days)

    def x_of(day: date) -> float:
        return left + (_WIDTH - left - right) * (day - since).days / days

    def y_of(score: int) -> float:
        return top + height * (1 - score / _WORST)

    parts = []
    for score in (0, 3, 6, _WORST):
        y = y_of(score)
        parts.append(f'<path d="M{left} {y:.1f}H{_WIDTH - right}" stroke="{LINE}"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 3.5:.1f}" class="t" text-anchor="end">{score}</text>')
    for day in _ticks(since, until):
        x = x_of(day)
        anchor = "start" if x < left + 20 else "end" if x > _WIDTH - right - 20 else "middle"
        parts.append(
            f'<text x="{x:.1f}" y="{top + height + 16}" class="t" text-anchor="{anchor}">{short_day(day)}</text>'
        )
    curves = (
        ([(p.day, p.before) for p in points], SOFT, ' stroke-dasharray="4 3"', "ring"),
        ([(p.day, p.after) for p in points], HURTS, "", "dot"),
        ([(p.day, p.next_morning) for p in points], DONE, ' stroke-dasharray="1 3"', "square"),
    )
    for scores, colour, dashes, marker in curves:
        known = [(day, score) for day, score in scores if score is not None]
        if by_week(since, until):
            known = _middles(known)
        parts += _curve([(day, x_of(day), y_of(score)) for day, score in known], colour, dashes)
        parts += [_marker(x_of(day), y_of(score), colour, marker, small=len(known) > MOST_BARS) for day, score in known]
    return _svg(_WIDTH, top + height + 22, "Pain over the days", "The sessions table has the scores.", parts)


def by_week(since: date, until: date) -> bool:
    """Say whether there are too many days for a mark each."""
    return (until - since).days >= MOST_BARS


def _middles(scores: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
    """Return the middle (of two, the lower) score of each week, at its middle day."""
    weeks: dict[date, list[tuple[date, int]]] = {}
    for day, score in scores:
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append((day, score))
    return [
        (of_week[len(of_week) // 2][0], sorted(score for _, score in of_week)[(len(of_week) - 1) // 2])
        for of_week in weeks.values()
    ]


def pain_legend() -> str:
    """Return the three curves with their words."""
    parts = []
    for x, colour, dashes, marker, words in (
        (0, SOFT, ' stroke-dasharray="4 3"', "ring", "before"),
        (90, HURTS, "", "dot", "after"),
        (170, DONE, ' stroke-dasharray="1 3"', "square", "next morning"),
    ):
        parts.append(f'<path d="M{x} 8h26" stroke="{colour}" stroke-width="1.4"{dashes}/>')
        parts.append(_marker(x + 13, 8, colour, marker, small=False))
        parts.append(f'<text x="{x + 32}" y="12" class="t">{words}</text>')
    return _svg(280, 16, "Legend", "Dashes: before. Line: after. Dots: next morning.", parts)


def _curve(points: Sequence[tuple[date, float, float]], colour: str, dashes: str) -> list[str]:
    path, before = "", None
    for day, x, y in points:
        joins = before is not None and (day - before).days <= 14  # noqa: PLR2004  two weeks
        path += f"{'L' if joins else 'M'}{x:.1f} {y:.1f}"
        before = day
    return [f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.4"{dashes}/>'] if path else []


def _marker(x: float, y: float, colour: str, shape: str, *, small: bool) -> str:
    size = 1.6 if small else 3.0
    if shape == "square":
        return f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size}" height="{2 * size}" fill="{colour}"/>'
    fill = "#fff" if shape == "ring" else colour
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{fill}" stroke="{colour}" stroke-width="1.2"/>'


def held_bars(held_by_day: Sequence[tuple[date, int]], since: date, until: date) -> str:
    """Return the hold time of an exercise over the days as bars; over the weeks where there are many days."""
    width, height = 190, 26
    values = held_values(held_by_day, since, until)
    most = max(values, default=0) or 1
    step = width / max(1, len(values))
    bars = [
        f'<rect x="{place * step:.1f}" y="{height - (h := max(1.0, (height - 2) * value / most)):.1f}" '
        f'width="{max(0.8, step * 0.78):.1f}" height="{h:.1f}" fill="{DONE}"/>'
        for place, value in enumerate(values)
        if value
    ]
    bars.append(f'<path d="M0 {height}H{width}" stroke="{LINE}"/>')
    return _svg(width, height + 1, "Hold time", "Bars from the first to the last day of the report.", bars)


def held_values(held_by_day: Sequence[tuple[date, int]], since: date, until: date) -> list[int]:
    """Return hold times (ms) for each day, or added up for each seven where there would be too many bars."""
    days = (until - since).days + 1
    values = [0] * days
    for day, held in held_by_day:
        values[(day - since).days] += held
    if days <= MOST_BARS:
        return values
    return [sum(values[start : start + 7]) for start in range(0, days, 7)]


def _ticks(since: date, until: date) -> list[date]:
    days = (until - since).days
    steps = min(6, days) or 1
    return sorted({since + timedelta(days=round(days * n / steps)) for n in range(steps + 1)})


def _svg(width: float, height: float, title: str, description: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{''.join(parts)}</svg>"
    )
