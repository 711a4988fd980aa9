"""The handout: what a person needs on paper, in a form that holds nothing foreign and needs nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from stretch_coach.data import data_path
from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.reports.handout import Handout, handout, html, markdown, sessions_a_week
from stretch_coach.routine.model import Routine, Step
from stretch_coach.routine.reader import read_routine
from stretch_coach.routine.repository import Library, RoutineRepository
from stretch_coach.routine.schedule import Schedule
from stretch_coach.routine.templates import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

LIBRARY = Library(data_path("routines", "exercises"))
SHIPPED = RoutineRepository(None)
VOID = {"meta", "br", "img", "path", "rect", "circle", "line"}


def page(of: Routine, weeks: int = 4) -> Handout:
    """Return the page of somebody who begins."""
    days = range(1, weeks * sessions_a_week(of.schedule) + 1)
    return handout(of, [prescription_of_day(of, day) for day in days])


def routine(text: str) -> Routine:
    """Return the routine of a text."""
    result = read_routine(text, name="x", path="x.stretch.yaml", library=LIBRARY)
    assert result.routine is not None, result.problems
    return result.routine


class Reader(HTMLParser):
    """Collects text, and checks that every element is closed in its order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[str] = []
        self.text: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        del attrs
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(text: str) -> Reader:
    """Read a page whole."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("name", sorted(SHIPPED.paths()))
def test_every_shipped_routine_has_a_page_with_all_its_steps(name: str) -> None:
    of = SHIPPED.load(name)
    found = page(of)
    reader = read(html(found))
    text = " ".join(" ".join(reader.text).split())
    plain = markdown(found)
    for step in of.steps:
        if isinstance(step, Step):
            assert step.exercise.title in text
            assert f" {step.exercise.title}" in plain
            assert all(fill(line, "left").rstrip(".") in text for line in step.exercise.do)
    assert reader.links == [], "it needs nothing from elsewhere"
    assert "Stop signs" in text
    reaching = sum(text.count(weeks) for weeks in ("Week 4", "–4"))
    assert reaching == sum(isinstance(step, Step) for step in of.steps) + 1, "each step's doses, and the grid"


def test_pictures_are_there_where_there_is_a_figure_and_words_do_without() -> None:
    with_figure = routine("title: T\nsteps:\n  - exercise: knee-to-chest\n")
    assert read(html(page(with_figure))).seen.count("svg") >= 2
    without = routine(
        "title: T\nsteps:\n  - exercise: neck\n    hold: 10s\nexercises:\n  neck:\n    title: Neck\n"
        "    kind: stretch\n    position: sitting\n    do: [Let the head sink]\n"
    )
    seen = read(html(page(without)))
    assert "svg" not in seen.seen
    assert "Let the head sink." in seen.text
    assert "```" not in markdown(page(without))


def test_a_weeks_dose_is_its_first_and_its_last() -> None:
    of = routine("title: T\nsteps:\n  - exercise: knee-to-chest\n    hold: 5s -> 30s\n    reps: 2\n    from: day 3\n")
    first, *_, last = page(of).cards[0].doses
    assert first.dose.startswith("from the third time: 5 s × 2, half the range to ")
    assert last.dose == "30 s × 2"


@pytest.mark.parametrize(
    ("step", "reported"),
    [
        (
            "knee-to-chest\n    hold: 5s\n    reps: 2\n    range: 50%",
            "“5 s × 2, half the range” means: hold 5 seconds, twice, half the range. The full range ends at ",
        ),
        (
            "cat-camel\n    reps: 8\n    sets: 2\n    range: 60%",
            "“2 sets of 8 times, a little over half the range” means: 8 times, 2 sets, a little over half the range. ",
        ),
        ("walking\n    hold: 5m", "Less is always fine."),
        ("walking\n    hold: 5m\n  - exercise: fists\n    reps: 3", "Less is always fine."),
        (
            "cat-camel\n    reps: 8\n  - exercise: knee-to-chest\n    hold: 5s\n    reps: 2",
            "“5 s × 2” means: hold 5 seconds, twice. Less is always fine.",
        ),
        ("cat-camel\n    reps: 8\n    range: 60%", "The full range ends at "),
    ],
)
def test_how_to_read_a_dose_is_said_of_the_first_that_needs_it(step: str, reported: str) -> None:
    found = page(routine(f"title: T\nsteps:\n  - exercise: {step}\n"))
    assert found.how_to_read.startswith(reported)
    assert found.how_to_read.endswith("Less is always fine.")
    assert found.how_to_read in markdown(found)
    assert found.how_to_read in read(html(found)).text


def test_one_minute_is_one_minute() -> None:
    of = routine("title: T\nsteps:\n  - exercise: fists\n    reps: 1\n")
    assert page(of).when == "Every day · about 1 minute"


def test_a_rest_stays_on_the_page_of_the_step_after_it() -> None:
    """A page that ends with a rest leaves it hanging; one at the end of a routine is kept."""
    of = routine("title: T\nsteps:\n  - exercise: cat-camel\n  - rest: 30s\n  - exercise: fists\n  - rest: 10s\n")
    assert [[card.title for card in block] for block in page(of).blocks] == [
        ["Cat and camel"], ["Rest, 30 s", "Soft fists"], ["Rest, 10 s"],
    ]  # fmt: skip
    assert html(page(of)).count('<div class="kept">') == 3


def test_weeks_with_the_same_dose_are_one_column_and_none_is_left_out() -> None:
    """On the page of twelve weeks, too, where nobody could read twelve columns."""
    of = routine(
        "title: T\nsteps:\n  - exercise: cat-camel\n    reps: 3\n    range: 50%\n  - exercise: knee-to-chest\n"
    )
    same, growing = page(of, 12).cards
    assert same.doses == (("Weeks 1–12", "3 times, half the range"),)
    assert growing.doses[0].named == "Week 1"
    assert growing.doses[-1].named.endswith("–12")
    weeks = [int(week) for reported in growing.doses for week in re.findall(r"\d+", reported.named)]
    assert weeks == sorted(set(weeks))


def test_a_step_that_has_not_joined_says_so() -> None:
    of = routine("title: T\nschedule: 2 per week\nsteps:\n  - exercise: cat-camel\n    from: day 4\n")
    assert page(of).cards[0].doses[0] == ("Week 1", "not yet")
    assert page(of).cards[0].doses[1].dose.startswith("from the second time: ")


@pytest.mark.parametrize(
    ("schedule", "columns"),
    [
        ("daily", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")),
        ("[mon, thu]", ("Mon", "Thu")),
        ("3 per week", ("1", "2", "3")),
    ],
)
def test_the_grid_has_a_box_for_each_session(schedule: str, columns: tuple[str, ...]) -> None:
    of = routine(f"title: T\nschedule: {schedule}\nsteps:\n  - exercise: cat-camel\n")
    found = page(of, weeks=5)
    assert (found.grid.columns, found.grid.weeks) == (columns, 5)
    assert markdown(found).count("☐") == 5 * len(columns)


def test_cautions_are_reported_with_the_exercises_they_are_about() -> None:
    of = routine("title: T\ncautions: [disc]\nsteps:\n  - exercise: bird-dog\n")
    cautions = page(of).cautions
    assert any(line.startswith("A known disc problem") for line in cautions)
    assert "A sore wrist: Bird dog" in cautions


def test_nothing_of_a_file_becomes_markup() -> None:
    of = routine('title: "<script>alert(1)</script> & *so* `on`"\nsteps:\n  - exercise: cat-camel\n    say: <b>|</b>\n')
    reader = read(html(page(of)))
    assert "script" not in reader.seen
    assert any("<script>alert(1)</script> & *so* `on`" in text for text in reader.text)
    plain = markdown(page(of))
    assert r"\<script\>alert(1)\</script\> & \*so\* \`on\`" in plain
    assert r"\<b\>\|\</b\>" in plain


def test_sessions_a_week_follow_the_schedule() -> None:
    schedules = (Schedule("daily"), Schedule("weekdays", ("mon", "thu")), Schedule("per_week", count=3))
    assert [sessions_a_week(schedule) for schedule in schedules] == [7, 2, 3]


def test_author_date_and_patient_have_a_line_each_to_be_written_by_hand_where_nothing_is_known() -> None:
    of = routine("title: T\nauthor: A. Physio\nsteps:\n  - exercise: cat-camel\n")
    found = handout(of, [prescription_of_day(of, 1)], date="22 Nov 2026", patient="B. Patient")
    text = " ".join(" ".join(read(html(found)).text).split())
    assert "For: B. Patient From: A. Physio Date: 22 Nov 2026" in text
    blank = html(page(routine("title: T\nsteps:\n  - exercise: cat-camel\n")))
    assert blank.count("<span>\N{NO-BREAK SPACE}</span>") == 3


def test_steps_with_an_id_of_their_own_can_be_distinguished() -> None:
    of = routine(
        "title: T\nsteps:\n  - exercise: hamstring-lying\n    id: gentle\n    hold: 10s\n"
        "  - exercise: hamstring-lying\n    hold: 20s\n"
    )
    assert [card.title for card in page(of).cards] == ["Lying hamstring stretch (gentle)", "Lying hamstring stretch"]


def test_the_authors_own_words_come_before_the_steps() -> None:
    of = routine("title: T\nsteps:\n  - exercise: cat-camel\n    say: Only as far as it is easy\n")
    text = html(page(of))
    assert text.index("Only as far as it is easy.") < text.index("<ol>")


NECK = (
    "title: T\nsteps:\n  - exercise: neck\n    hold: 10s\nexercises:\n  neck:\n    title: Neck\n    kind: stretch\n"
    "    position: sitting\n    areas: [neck]\n    do: [Let the head sink]\n    image: neck.svg\n    link: https://example.org/neck\n"
)


def test_a_picture_of_ones_own_lies_in_the_page_and_a_missing_one_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "neck.stretch.yaml"
    result = read_routine(NECK, name="neck", path=str(path), library=LIBRARY)
    assert result.routine is not None, result.problems
    found = page(result.routine)
    assert "<img" not in html(found)
    (tmp_path / "neck.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    reader = read(html(found))
    assert [link[:26] for link in reader.links] == ["data:image/svg+xml;base64,"]
    assert "script" not in reader.seen
    assert "https://example.org/neck" in "".join(reader.text)
    assert "![Neck](neck.svg)" in markdown(found)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_page_has_a_size(paper: Literal["A4", "Letter"]) -> None:
    of = routine("title: T\nsteps:\n  - exercise: cat-camel\n")
    assert f"@page {{ size: {paper};" in html(page(of), paper)


def test_a_runners_page_speaks_of_no_pain_and_a_backs_page_does() -> None:
    steps = "steps:\n  - exercise: cat-camel\n"
    general, back = (page(routine(f"title: T\nfor: {what}\n{steps}")) for what in ("general", "back"))
    assert general.grid.box == ""
    assert "pain" not in general.how_to_go_on
    assert back.grid.box == "pain"
    assert "write your pain into the box" in back.how_to_go_on


def test_sections_and_groups_have_headings_and_sides_are_written_in_words() -> None:
    of = routine(
        "title: T\nsteps:\n  - section: Upper body\n  - exercise: cat-camel\n  - group:\n      rounds: 2\n"
        "      steps: [{exercise: hip-bridge, reps: 5}, {exercise: bird-dog-leg, reps: 4}]\n"
        "  - exercise: seated-twist\n"
    )
    found = page(of)
    assert [card.title for card in found.cards if card.kind == "section"] == ["Upper body", "2 rounds of these 2"]
    assert [card.number for card in found.cards if card.kind == "exercise"] == [1, 2, 3, 4]
    assert found.cards[-1].sides == "each side, here the left"
    assert "{" not in "".join(found.cards[-1].do)
