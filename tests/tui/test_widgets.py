"""Large words, the pacer, the bar of steps and the figure: what each draws in the room it has."""

from __future__ import annotations

import pytest
from tests.every import every
from textual.app import App, ComposeResult

from stretch_coach.routine.model import Pacer as Rhythm
from stretch_coach.session.breath import rhythm
from stretch_coach.session.events import PlayerView, StepProgress
from stretch_coach.session.timeline import Segment
from stretch_coach.tui.link import in_rows, key_link
from stretch_coach.tui.themes import derived_variables
from stretch_coach.tui.widgets import pacer
from stretch_coach.tui.widgets.big_text import BigText, broken, clock_text, columns_of, drawn, fitting_rows
from stretch_coach.tui.widgets.figure_view import _two_colours
from stretch_coach.tui.widgets.fitting_line import fitting
from stretch_coach.tui.widgets.step_progress import StepProgressBar, _words

WORDS = (
    "LEFT",
    "RIGHT",
    "HOLD",
    "MARCH",
    "BREATHE",
    "EASE IN",
    "EASE OUT",
    "REST",
    "SWITCH",
    "PAUSED",
    "0:59",
    "123456789",
)


class Stage(App[None]):
    """An app with our colours and nothing else."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our colours to Textual's own theme."""
        return derived_variables(self.current_theme)


def hold(at_ms: int, *, length_ms: int = 40_000, steps: tuple[StepProgress, ...] = ()) -> PlayerView:
    """A paced hold at an offset."""
    segment = Segment(0, 0, length_ms, "hold", "calm", "calm", None, 1, 1, None, "Breathe.", (), 0, 0, 0)
    return PlayerView(
        "playing", segment, length_ms - at_ms, "Calm", "Breathe.", "", 1, 1, 1, 1, "", "", at_ms, length_ms, steps,
        rhythm=rhythm(Rhythm(4000, 6000), length_ms),
    )  # fmt: skip


@every("word", WORDS)
@every("rows", [3, 5, 8, 15])
def test_a_word_is_as_high_and_wide_as_promised(word: str, rows: int) -> None:
    lines = drawn(word, rows)
    assert len(lines) == rows
    assert {len(line) for line in lines} == {columns_of(word, rows)}


@every("word", WORDS)
def test_no_two_characters_of_a_word_look_alike(word: str) -> None:
    letters = set(word) - {" "}
    assert len({drawn(letter, 7) for letter in letters}) == len(letters)


@pytest.mark.parametrize(
    ("columns", "rows", "fits"), [(80, 9, 9), (40, 9, 6), (25, 9, 3), (10, 9, 1), (80, 2, 1), (80, 4, 3)]
)
def test_a_word_takes_the_room_there_is(columns: int, rows: int, fits: int) -> None:
    assert fitting_rows("RIGHT", columns, rows) == fits


@pytest.mark.parametrize(("seconds", "text"), [(0, "0"), (9, "9"), (59, "59"), (60, "1:00"), (125, "2:05")])
def test_seconds_are_shown_as_a_clock_from_a_minute_on(seconds: int, text: str) -> None:
    assert clock_text(seconds) == text


def test_a_title_breaks_near_its_middle() -> None:
    assert broken("Marching on the spot") == ("Marching on", "the spot")
    assert broken("Bridge") == ("Bridge",)


async def test_a_template_keeps_two_words_equally_large() -> None:
    class Two(Stage):
        def compose(self) -> ComposeResult:
            yield BigText("LEFT", template="RIGHT", id="left")
            yield BigText("RIGHT", id="right")

    app = Two()
    async with app.run_test(size=(37, 20)):
        rows = [app.screen.query_one(name, BigText).rows for name in ("#left", "#right")]
        assert rows[0] == rows[1] == 5


@pytest.mark.parametrize(
    ("at_ms", "way", "seconds"), [(600, "IN", "4"), (3500, "IN", "1"), (4600, "OUT", "6"), (10_400, "OUT", "1")]
)
async def test_the_pacer_says_which_way_and_for_how_long(at_ms: int, way: str, seconds: str) -> None:
    class One(Stage):
        def compose(self) -> ComposeResult:
            yield pacer.Pacer()

    app = One()
    async with app.run_test(size=(50, 12)) as pilot:
        widget = app.screen.query_one(pacer.Pacer)
        widget.view = hold(at_ms)
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        seen = "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
        for line in drawn(f"{way} {seconds}", 7):
            assert line.strip() in seen


def test_the_pacer_swells_in_and_sinks_out() -> None:
    full = [now.fullness(pacer.STEPS) for at in (1000, 4000, 5000, 10_000) if (now := pacer.breath(hold(at)))]
    assert full[0] < full[1]
    assert full[2] > full[3]


def test_nothing_is_drawn_again_sooner_than_it_changes() -> None:
    at, wakes = 500, []
    while at < 10_500:
        wait = pacer.next_ms(hold(at), still=False)
        assert wait
        wakes.append(wait)
        at += wait
    assert len(wakes) <= 2 * pacer.STEPS + 12


@pytest.mark.parametrize(("width", "named"), [(100, True), (24, False)])
async def test_the_bar_names_every_step_where_there_is_room_else_the_present_one(width: int, *, named: bool) -> None:
    class One(Stage):
        def compose(self) -> ComposeResult:
            yield StepProgressBar()

    steps = (
        StepProgress("a", "Bridge", 0, 20_000, "done"),
        StepProgress("b", "Cat", 20_000, 40_000, "now"),
        StepProgress("c", "Twist", 40_000, 60_000, "to come"),
    )
    app = One()
    async with app.run_test(size=(width, 3)) as pilot:
        app.screen.query_one(StepProgressBar).view = hold(30_000, length_ms=60_000, steps=steps)
        await pilot.pause()
        names = "".join(segment.text for segment in app.screen._compositor.render_strips()[0])
        assert "Cat" in names
        assert ("Bridge" in names) == named
        assert ("2 of 3" in names) != named


def test_a_body_is_solid_and_keeps_the_dots_of_its_gaps() -> None:
    assert _two_colours("⣿⣿") == (("  ", True),)
    assert _two_colours("⠁⣿⡿") == (("⠁", False), (" ⢀", True))


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (40, "Tick · tock · tack"),
        (18, "Tick · tock · tack"),
        (17, "Tick · tock"),
        (4, "Tick"),
        (3, ""),
    ],
)
def test_a_line_of_facts_shows_only_whole_facts(width: int, said: str) -> None:
    assert fitting(("Tick", "tock", "tack"), width) == said


@pytest.mark.parametrize(
    ("title", "width", "said"),
    [
        ("Cat and camel", 13, "Cat and camel"),
        ("Cat and camel", 12, "Cat"),
        ("Marching on the spot", 15, "Marching"),
        ("Bird dog", 3, ""),
    ],
)
def test_a_name_over_a_block_is_cut_between_words_that_matter(title: str, width: int, said: str) -> None:
    assert _words(title, width) == said


@every(
    ("width", "lines"),
    [
        (40, [" g  a good day    h  a hard day "]),
        (20, [" g  a good day ", " h  a hard day "]),
        (5, [" g  a good day ", " h  a hard day "]),
    ],
)
def test_a_key_that_does_not_fit_goes_whole_to_the_next_line(width: int, lines: list[str]) -> None:
    links = key_link("g", "a good day", "screen.good"), key_link("h", "a hard day", "screen.hard")
    assert in_rows(links, width, 2).plain.split("\n") == lines
