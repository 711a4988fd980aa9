"""The player page at every size: what a person on the floor must see is there, and nothing runs over the edge."""

from __future__ import annotations

import pytest
from tests.tui.fake_routine import moment
from tests.tui.fake_runner import view_at

from stretch_coach.session.events import Command, PlayerView
from stretch_coach.tui.glyphs import ASCII, UNICODE
from stretch_coach.tui.pages import player as page
from stretch_coach.tui.pages.progress import blocks

SIZES = [(120, 38), (80, 22), (60, 20), (40, 13), (30, 8), (20, 5)]
HOLD = moment("hold")
KNEE = moment("hold", step="knee-to-chest")
SHOWN = page.Shown("Basics")


def lines_of(view: PlayerView, width: int, height: int, shown: page.Shown = SHOWN) -> list[str]:
    """Paint and return plain lines."""
    return [line.plain for line in page.page(view, shown, width, height, UNICODE)]


MOMENTS = {
    "ready": (1000, ()),
    "hold": (HOLD, ()),
    "left side": (KNEE, ()),
    "paused": (HOLD, (Command.PAUSE,)),
    "getting ready": (HOLD, (Command.PAUSE, Command.RESUME)),
    "hurt": (HOLD, (Command.HURTS,)),
    "the end": (660_000, ()),
}


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_runs_over_the_edge(moment: str, width: int, height: int) -> None:
    at, commands = MOMENTS[moment]
    view = view_at(at, *commands)
    for asking in (False, True):
        lines = page.page(view, SHOWN._replace(asking_end=asking, twin="half-way"), width, height, UNICODE)
        assert len(lines) <= height
        assert all(line.cell_length <= width for line in lines)


@pytest.mark.parametrize(("width", "height"), SIZES[:4])
def test_a_hold_shows_what_to_do_and_how_far_it_is(width: int, height: int) -> None:
    view = view_at(KNEE)
    assert view.side_text == "left side"
    text = "\n".join(lines_of(view, width, height))
    assert words_seen(text, view.title)
    assert f"rep {view.rep} of {view.reps}" in text
    assert "2 of 5" in text
    assert "left" in text.lower() or "█" in text
    assert "Hip bridge" in text


def words_seen(text: str, title: str) -> bool:
    """Tell whether a title stands there as words or as large letters."""
    return title in text or "█ ▄▀ █▄ █" in text


@pytest.mark.parametrize(("width", "height"), [*SIZES[:4], (30, 8)])
def test_every_choice_after_this_hurts_is_seen_at_every_size(width: int, height: int) -> None:
    text = "\n".join(lines_of(view_at(HOLD, Command.HURTS), width, height))
    for choice in ("skip it", "easier", "end here", "something is wrong", "pressed by mistake"):
        assert choice in text


@pytest.mark.parametrize(
    ("moment", "word"),
    [
        ("ready", "GET READY"),
        ("hold", "HOLD"),
        ("paused", "PAUSED"),
        ("getting ready", "STARTING AGAIN"),
        ("hurt", "stopped"),
    ],
)
def test_what_is_going_on_is_told_in_words(moment: str, word: str) -> None:
    at, commands = MOMENTS[moment]
    assert word in "\n".join(lines_of(view_at(at, *commands), 80, 22))


def test_the_countdown_grows_with_the_room() -> None:
    view = view_at(1000)
    heights = [sum("█" in line or "▀" in line for line in lines_of(view, w, h)) for w, h in SIZES[:4]]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[-1]


def test_where_there_is_no_room_for_big_digits_the_number_stands_as_text() -> None:
    view = view_at(HOLD)
    seconds = -(-view.remaining_ms // 1000)
    assert any(line.strip() == str(seconds) for line in lines_of(view, 20, 5))


def test_blocks_are_proportional_and_fill_up() -> None:
    early, late = view_at(1000), view_at(400_000)
    for view in (early, late):
        line = blocks(view, 102, UNICODE).plain
        parts = line.split()
        assert len(parts) == len(view.steps)
        shares = [(s.end_ms - s.start_ms) / sum(x.end_ms - x.start_ms for x in view.steps) for s in view.steps]
        assert [len(part) for part in parts] == pytest.approx([s * 96 for s in shares], abs=1.5)
    assert blocks(late, 102, UNICODE).plain.count("█") > blocks(early, 102, UNICODE).plain.count("█")


def test_a_wide_page_lists_the_steps_with_marks() -> None:
    text = "\n".join(lines_of(view_at(KNEE, Command.NEXT), 120, 38))
    assert "▶ Hip bridge" in text
    assert "✓ Pelvic tilt" in text
    assert "· Bird dog" in text
    assert "▶" not in "\n".join(lines_of(view_at(KNEE), 80, 22))


def test_the_ascii_page_uses_nothing_beyond_ascii() -> None:
    lines = page.page(view_at(KNEE), SHOWN, 120, 38, ASCII)
    assert "\n".join(line.plain for line in lines).replace("·", "").isascii()


def test_words_of_a_routine_are_never_markup() -> None:
    view = view_at(HOLD)
    for width, height in SIZES:
        lines = page.page(view, page.Shown("[bold]Back[/x] [red"), width, height, UNICODE)
        assert "[bold]Back"[: width - 12] in lines[0].plain
