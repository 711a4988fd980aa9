"""A report as HTML: self-contained, honest, and proof against what people write."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from stretch_coach.record.lines import StepLine
from stretch_coach.reports import charts, words
from stretch_coach.reports.html import MOST_SESSIONS, html
from stretch_coach.reports.page import (
    ActivityRow,
    ExerciseRow,
    HurtRow,
    PainPoint,
    Report,
    ScreeningRow,
    SessionRow,
    WeekRow,
)
from stretch_coach.routine.dose import Dose

MONDAY = date(2026, 11, 2)
EVIL = 'Ä <script>alert("x")</script> & | `b` *c* [d](e)'
DOSE = Dose(15_000, 3, 2, 80)
SESSION = SessionRow(
    MONDAY, EVIL, "partial", 12, "ok", 3, 2, None, afterwards=False,
    steps=((EVIL, StepLine("knee", "knee", "left", 90_000, 45_500, "hurt", DOSE)),),
)  # fmt: skip
FULL = Report(
    since=MONDAY,
    until=MONDAY + timedelta(days=6),
    made_on=MONDAY + timedelta(days=6),
    first_on_record=MONDAY,
    weeks=(
        WeekRow(
            MONDAY, MONDAY, 5, 1, 2, 1, 2, 1, 135_500,
            ("done", "partial", "missed", "excused", "rest", "missed", "pending"),
        ),
    ),
    sessions=(SESSION,),
    exercises=(
        ExerciseRow(EVIL, "stretch", 1, 135_500, (MONDAY, DOSE), (MONDAY, DOSE), ((MONDAY, 135_500),)),
    ),
    pain=(PainPoint(MONDAY, 3, 2, None), PainPoint(MONDAY + timedelta(days=3), None, 0, 10)),
    hurt=(HurtRow(MONDAY, EVIL, "stretch", ("left",), DOSE, went_on_easier=False, pain_after=2),),
    activities=(ActivityRow(EVIL, 2, 40, MONDAY),),
    packs=(ActivityRow("ice pack", 1, 15, MONDAY),),
    entries=((MONDAY, "=1+1", 20), (MONDAY, "ice pack", 15)),
    excused=((MONDAY + timedelta(days=3), EVIL),),
    screenings=(ScreeningRow(MONDAY, "caution"),),
)  # fmt: skip
EMPTY = Report(MONDAY, MONDAY, MONDAY, None, (), (), (), (), (), (), (), (), (), ())
VOID = {"meta", "br", "link"}


class Page(HTMLParser):
    """Reads a page strictly enough: every tag closed in order, all words kept."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.seen: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.tags.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A drawing's shapes close themselves."""

    def handle_endtag(self, tag: str) -> None:
        assert self.tags.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("page", [FULL, EMPTY], ids=["full", "empty"])
def test_the_page_is_whole_and_needs_nothing_else(page: Report) -> None:
    source = html(page)
    read = Page(source)
    assert read.tags == []
    assert read.links == []
    assert "script" not in read.seen
    assert not re.search(r"https?:|url\(|@import", source)
    assert words.ABOUT in " ".join(read.words)


def test_what_a_person_wrote_is_on_the_page_as_it_was() -> None:
    said = Page(html(FULL)).words
    assert said.count(EVIL) == 5  # exercise, what hurt, routine, activity, reason


def drawings(source: str) -> list[ET.Element]:
    """Return the drawings of a page, each read as XML."""
    return [ET.fromstring(found) for found in re.findall(r"<svg.*?</svg>", source, re.DOTALL)]  # noqa: S314  our own


def test_every_drawing_is_sound_and_says_what_it_shows() -> None:
    found = drawings(html(FULL))
    assert len(found) == 5
    for drawing in found:
        assert drawing.get("role") == "img"
        assert drawing.findtext("title")
        assert drawing.findtext("desc")


@pytest.mark.parametrize("days", [1, 2, 30, 89, 90, 400, 3660])
def test_curves_and_bars_stay_within_their_frame_however_many_days(days: int) -> None:
    since, until = MONDAY, MONDAY + timedelta(days=days - 1)
    every = [since + timedelta(days=n) for n in range(days)]
    points = [PainPoint(day, n % 11, 10, 0) for n, day in enumerate(every)]
    held = [(day, 1000 * n) for n, day in enumerate(every)]
    for source in (charts.pain_chart(points, since, until), charts.held_bars(held, since, until)):
        drawing = ET.fromstring(source)  # noqa: S314  our own
        width, height = (float(number) for number in drawing.get("viewBox", "").split()[2:])
        for shape in drawing.iter():
            for axis, most in (("x", width), ("cx", width), ("y", height), ("cy", height)):
                assert -4 <= float(shape.get(axis, 0)) <= most
    assert len(charts.held_values(held, since, until)) <= max(90, days // 7 + 1)
    assert sum(charts.held_values(held, since, until)) == sum(value for _, value in held)


def test_a_map_has_a_shape_for_each_day_that_can_be_seen_without_colour() -> None:
    drawn = charts.day_map(FULL.weeks)
    titles = re.findall(r"<g><title>(.*?)</title>(.*?)</g>", drawn)
    assert [title for title, _ in titles] == [
        "2 Nov: done", "3 Nov: partly done", "4 Nov: missed", "5 Nov: excused", "6 Nov: nothing due", "7 Nov: missed",
        "8 Nov: still open",
    ]  # fmt: skip
    without_place = [re.sub(r"[\d.]+|#\w+", "", shape) for _, shape in titles]
    assert len(set(without_place)) == 6


def test_an_empty_report_says_so_() -> None:
    assert words.NOTHING in html(EMPTY)


def test_of_very_many_sessions_the_last_are_shown_and_the_rest_is_reported() -> None:
    many = replace(FULL, sessions=(SESSION,) * (MOST_SESSIONS + 1))
    assert f"The last {MOST_SESSIONS} of {MOST_SESSIONS + 1} sessions." in html(many)


def test_the_summary_gives_figures_and_no_verdict() -> None:
    assert words.summary(FULL) == [
        ("due days done", "1 of 5"),
        ("days done in all", "2"),
        ("sessions", "1"),
        ("held in all", "2 min"),
        ("“this hurts”", "1 time"),
        ("pain before", "3"),
        ("pain after", "median 0, 0 to 2"),
        ("felt", "1 ok"),
    ]


def test_doses_are_spelled_as_everywhere() -> None:
    assert "2 sets of 15 s × 3, most of the range" in html(FULL)
