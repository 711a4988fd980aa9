"""Where the body is at every place of a segment, and when it has to be drawn again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from tests.every import every
from tests.figure.shipped import FIGURES, LIFTED, NAMES

from stretch_coach.figure.draw import draw, text
from stretch_coach.figure.motion import BREATH_STEPS, FRAME_MS, at, moment
from stretch_coach.figure.read import read_figure
from stretch_coach.routine.model import EASY_BREATH, Pacer
from stretch_coach.session.breath import LEAD_MS, rhythm

if TYPE_CHECKING:
    from stretch_coach.session.timeline import SegmentKind

KINDS: tuple[SegmentKind, ...] = ("ready", "move_in", "hold", "move_out", "cycle", "rest", "switch", "set_rest")


@pytest.mark.parametrize(
    ("kind", "offset", "share"),
    [
        ("ready", 1000, 0.0),
        ("move_in", 0, 0.0),
        ("move_in", 1500, 0.3),
        ("move_in", 3000, 0.6),
        ("hold", 0, 0.6),
        ("hold", 2999, 0.6),
        ("move_out", 0, 0.6),
        ("move_out", 1500, 0.3),
        ("move_out", 3000, 0.0),
        ("rest", 1000, 0.0),
        ("set_rest", 1000, 0.0),
    ],
)
def test_a_body_is_as_far_as_the_segment_says(kind: SegmentKind, offset: int, share: float) -> None:
    assert moment(read_figure(LIFTED), kind, offset, 3000, 60).share == pytest.approx(share)


def test_a_movement_begins_and_ends_gently() -> None:
    figure = read_figure(LIFTED)
    shares = [moment(figure, "move_in", ms, 3000).share for ms in range(0, 3001, 300)]
    steps = [b - a for a, b in pairwise(shares)]
    assert steps[0] < steps[5] > steps[-1]
    assert shares == sorted(shares)


def test_never_more_than_twelve_frames_a_second() -> None:
    for name in NAMES:
        for kind in KINDS:
            at_ms, frames = 0, 0
            while (wait := moment(FIGURES[name], kind, at_ms, 4000).next_ms) is not None:
                at_ms, frames = at_ms + wait, frames + 1
                assert wait > 0
                assert at_ms <= 4000
            assert frames <= 48, (name, kind)
    assert FRAME_MS * 12 >= 1000


@every("name", NAMES)
def test_nothing_is_drawn_again_while_nothing_changes(name: str) -> None:
    """Between two frames that are asked for, the picture is the same."""
    figure = FIGURES[name]
    for kind in ("ready", "rest", "set_rest"):
        assert moment(figure, kind, 500, 9000).next_ms is None
    if figure.loop:
        return
    at_ms = LEAD_MS + 700
    wait = moment(figure, "hold", at_ms, 60_000).next_ms
    assert wait is not None
    assert wait >= 500
    pictures = {
        text(draw(figure, at(figure, moment(figure, "hold", at_ms + part * wait // 4, 60_000), "right"), 60, 20))
        for part in range(4)
    }
    assert len(pictures) == 1


def test_a_hold_breathes_four_seconds_in_and_six_out() -> None:
    figure = FIGURES["pelvic-tilt"]
    begin, end = LEAD_MS, LEAD_MS + EASY_BREATH.breath_ms
    levels = [moment(figure, "hold", ms, 60_000).breath for ms in range(begin, end + 1, 1000)]
    assert levels[0] == levels[-1] == 0
    assert max(levels) == levels[4] == 1
    assert levels[:5] == sorted(levels[:5])
    assert levels[4:] == sorted(levels[4:], reverse=True)


def test_where_nobody_leads_it_a_body_breathes_to_the_end_of_the_hold() -> None:
    assert moment(FIGURES["pelvic-tilt"], "hold", 4500, 5000).breath == 1
    assert moment(FIGURES["pelvic-tilt"], "hold", 24_500, 28_000).breath == 1


def test_in_a_hold_with_a_pacer_the_body_breathes_as_the_card_says_and_only_whole_breaths() -> None:
    figure, paced = FIGURES["pelvic-tilt"], rhythm(Pacer(3000, 5000), 20_000)
    for ms in range(0, 20_000, 100):
        breath = moment(figure, "hold", ms, 20_000, rhythm=paced).breath
        assert breath == paced.at(ms).fullness(BREATH_STEPS) / BREATH_STEPS
        assert ms < 16_500 or breath == 0
    assert moment(figure, "hold", 17_000, 20_000, rhythm=paced).next_ms is None


def test_walking_goes_on_through_the_hold() -> None:
    figure = FIGURES["walking"]
    pace = figure.pace_ms
    phases = [moment(figure, "hold", 10 * pace + ms, 120_000).phase for ms in (0, pace // 4, pace // 2)]
    assert phases == pytest.approx([0, 0.25, 0.5])
    assert moment(figure, "hold", 0, 120_000).share == 0
    assert moment(figure, "hold", 60_000, 120_000).share == 1


def test_cycles_follow_each_other_without_a_jump() -> None:
    figure = FIGURES["cat-camel"]
    end = at(figure, moment(figure, "cycle", 3999, 4000, first=False, last=False), None)
    begin = at(figure, moment(figure, "cycle", 0, 4000, first=False, last=False), None)
    for joint, point in end.points.items():
        assert point == pytest.approx(begin.points[joint], abs=0.1), joint


def test_the_first_cycle_starts_from_rest_and_the_last_comes_back() -> None:
    figure = FIGURES["cat-camel"]
    assert moment(figure, "cycle", 0, 4000, 80).share == 0
    assert moment(figure, "cycle", 2000, 4000, 80).share == pytest.approx(0.8)
    assert moment(figure, "cycle", 4000, 4000, 80).share == 0
    assert moment(figure, "cycle", 4000, 4000, 80, last=False).share == pytest.approx(0.8)


def test_at_a_switch_the_body_turns_from_one_side_to_the_other() -> None:
    figure = FIGURES["knee-to-chest"]
    before, begin = (
        at(figure, moment(figure, "rest", 0, 1), "left"),
        at(figure, moment(figure, "switch", 0, 5000), "right"),
    )
    assert begin.points == before.points
    end, after = (
        at(figure, moment(figure, "switch", 5000, 5000), "right"),
        at(figure, moment(figure, "rest", 0, 1), "right"),
    )
    assert end.points == after.points
    assert end.turned == pytest.approx(0)
    middle = moment(figure, "switch", 2500, 5000)
    assert abs(middle.turned) == pytest.approx(90)


def test_half_way_through_a_switch_nothing_jumps() -> None:
    """Seen end-on, both sides take the same room."""
    figure = FIGURES["knee-to-chest"]
    spans = []
    for ms in (4999, 5001):
        frame = draw(figure, at(figure, moment(figure, "switch", ms, 10_000), "right"), 60, 20)
        lines = ["".join(" " * len(run.text) if run.shade == "prop" else run.text for run in line) for line in frame]
        inked = [column for line in lines for column, char in enumerate(line) if char.strip()]
        spans.append((min(inked), max(inked)))
    assert spans[0] == pytest.approx(spans[1], abs=1)
    assert spans[0][1] - spans[0][0] < 20


def test_bird_dog_stays_where_it_is_at_a_switch() -> None:
    assert moment(FIGURES["bird-dog"], "switch", 2500, 5000).turned == 0


@pytest.mark.parametrize("kind", KINDS)
def test_without_motion_every_segment_has_one_picture(kind: SegmentKind) -> None:
    figure = read_figure(LIFTED)
    moments = {moment(figure, kind, ms, 4000, 60, still=True) for ms in range(0, 4001, 500)}
    assert len(moments) == 1
    assert moments.pop().share == (0.6 if kind in ("move_in", "hold", "cycle") else 0)


def test_a_segment_of_no_length_is_over() -> None:
    for kind in KINDS:
        assert moment(read_figure(LIFTED), kind, 0, 0).next_ms is None
