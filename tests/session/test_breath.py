"""The rhythm of a paced breath: one reckoning for ear and eye, and the cues, page and figure that follow it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.figure.shipped import FIGURES
from tests.session.makers import KINDS, WORDS, exercise, player, start_of, step

from stretch_coach.figure.motion import BREATH_STEPS, moment
from stretch_coach.routine.model import EASY_BREATH, Pacer
from stretch_coach.session import words
from stretch_coach.session.breath import LEAD_MS, Breath, rhythm, unled
from stretch_coach.session.view import player_view
from stretch_coach.session.voiceover import hold_cues

if TYPE_CHECKING:
    from stretch_coach.routine.model import Kind, Words

PACERS = st.builds(Pacer, st.integers(2, 10).map(lambda s: s * 1000), st.integers(2, 10).map(lambda s: s * 1000))
HOLDS = st.integers(1, 240).map(lambda s: s * 1000)
ANY = settings(max_examples=80, deadline=None)


@pytest.mark.parametrize(
    ("offset", "breath"),
    [
        (0, Breath("easy", 0, 0, 500)),
        (499, Breath("easy", 0, 499, 500)),
        (500, Breath("in", 1, 0, 4000)),
        (4499, Breath("in", 1, 3999, 4000)),
        (4500, Breath("out", 1, 0, 6000)),
        (10_499, Breath("out", 1, 5999, 6000)),
        (10_500, Breath("in", 2, 0, 4000)),
        (29_999, Breath("out", 3, 5499, 6000)),
        (30_499, Breath("out", 3, 5999, 6000)),
        (30_500, Breath("easy", 4)),
        (34_999, Breath("easy", 4)),
    ],
)
def test_every_offset_of_a_hold_has_its_breath(offset: int, breath: Breath) -> None:
    """In thirty-five seconds there are three whole breaths; what is left over runs easy."""
    assert rhythm(EASY_BREATH, 35_000).at(offset) == breath


@pytest.mark.parametrize(
    ("hold_s", "breaths"), [(5, 0), (9, 0), (10, 1), (19, 1), (20, 2), (30, 3), (120, 12), (124, 12)]
)
def test_a_hold_has_as_many_breaths_as_fit_whole(hold_s: int, breaths: int) -> None:
    assert rhythm(EASY_BREATH, hold_s * 1000).breaths == breaths


@pytest.mark.parametrize(
    ("offset", "left", "eighths"),
    [(500, 4000, 0), (749, 3751, 0), (750, 3750, 1), (2500, 2000, 4), (4250, 250, 8), (4500, 6000, 8), (7500, 3000, 4)],
)
def test_it_swells_with_the_breath_in_and_shrinks_with_the_breath_out(offset: int, left: int, eighths: int) -> None:
    breath = rhythm(EASY_BREATH, 60_000).at(offset)
    assert (breath.left_ms, breath.fullness(8)) == (left, eighths)


@ANY
@given(PACERS, HOLDS)
def test_no_breath_is_cut_by_more_than_the_moment_the_first_one_waited(pacer: Pacer, hold_ms: int) -> None:
    turns = list(rhythm(pacer, hold_ms).turns())
    assert all(at_ms + pacer.out_ms <= hold_ms + LEAD_MS for at_ms, way in turns if way == "out")
    assert [way for _, way in turns] == ["in", "out"] * (len(turns) // 2)
    assert all(b - a == (pacer.in_ms if way == "in" else pacer.out_ms) for (a, way), (b, _) in pairwise(turns))
    easy_ms = hold_ms - len(turns) // 2 * pacer.breath_ms
    assert 0 <= easy_ms < pacer.breath_ms


@ANY
@given(PACERS, HOLDS, st.integers(1, 30))
def test_a_longer_hold_adds_breaths_and_moves_none(pacer: Pacer, hold_ms: int, more_s: int) -> None:
    shorter, longer = list(rhythm(pacer, hold_ms).turns()), list(rhythm(pacer, hold_ms + more_s * 1000).turns())
    assert longer[: len(shorter)] == shorter


@ANY
@given(PACERS, HOLDS, st.integers(2, 12), st.data())
def test_it_is_known_to_the_millisecond_when_it_swells_next(
    pacer: Pacer, hold_ms: int, most: int, data: st.DataObject
) -> None:
    paced = rhythm(pacer, hold_ms)
    offset = data.draw(st.integers(0, hold_ms))
    wait = paced.swells_in_ms(offset, most)
    now = paced.at(offset).fullness(most)
    if wait is None:
        assert {paced.at(ms).fullness(most) for ms in range(offset, hold_ms + 1, 250)} == {now}
        return
    assert paced.at(offset + wait - 1).fullness(most) == now
    assert abs(paced.at(offset + wait).fullness(most) - now) == 1


@ANY
@given(st.sampled_from([kind for kind in KINDS if kind != "movement"]), PACERS, HOLDS, st.sampled_from(WORDS))
def test_ear_and_eye_agree_to_the_millisecond(kind: Kind, pacer: Pacer, hold_ms: int, level: Words) -> None:
    """At every tone the page's breath turns, and the figure is as full as the page says, at all times."""
    paced = rhythm(pacer, hold_ms)
    cues = hold_cues(kind, hold_ms, level, pacer=pacer)
    tones = [(c.at_ms, "in" if c.name == "breathe_in" else "out") for c in cues if c.name.startswith("breathe")]
    assert tones == list(paced.turns())
    for at_ms, way in tones:
        assert paced.at(at_ms).way == way
        assert paced.at(at_ms).gone_ms == 0
        assert paced.at(at_ms - 1).way != way
    said = [(c.at_ms, c.say) for c in cues if c.say in (words.BREATHE_IN, words.BREATHE_OUT)]
    assert set(said) <= {(at, words.BREATHE_IN if way == "in" else words.BREATHE_OUT) for at, way in tones}
    for ms in range(0, hold_ms, 130):
        figure = moment(FIGURES["childs-pose"], "hold", ms, hold_ms, rhythm=paced)
        assert figure.breath == paced.at(ms).fullness(BREATH_STEPS) / BREATH_STEPS


@pytest.mark.parametrize("level", WORDS)
def test_the_tones_sound_at_every_level_of_words(level: Words) -> None:
    """So that fewer words, asked for in mid-session, leave somebody with closed eyes the rhythm."""
    cues = hold_cues("passive", 120_000, level, pacer=EASY_BREATH)
    assert sum(c.name == "breathe_in" for c in cues) == 12
    assert sum(c.name == "breathe_out" for c in cues) == 12


@pytest.mark.parametrize(
    ("kind", "first", "said"),
    [
        ("breathing", True, 24),
        ("breathing", False, 24),
        ("isometric", True, 24),
        ("passive", True, 6),
        ("stretch", True, 6),
        ("stretch", False, 0),
    ],
)
def test_words_lead_the_first_breaths_and_all_where_breath_is_the_exercise(kind: Kind, first: bool, said: int) -> None:  # noqa: FBT001  a row of the table
    cues = hold_cues(kind, 120_000, "full", first=first, pacer=EASY_BREATH)
    led = [c for c in cues if c.say in (words.BREATHE_IN, words.BREATHE_OUT)]
    assert abs(len(led) - said) <= (kind != "breathing")  # elsewhere one may give way to "half way"
    assert not [c for c in cues if c.say == words.BREATHE]


def test_what_is_left_is_said_when_the_tone_of_a_turn_has_rung_out() -> None:
    cues = hold_cues("passive", 120_000, "full", pacer=EASY_BREATH)
    assert [(c.at_ms, c.say) for c in cues if c.say and c.at_ms > 30_000] == [
        (61_200, "Half way. One minute to go."),
        (90_000, "Thirty seconds to go."),
    ]


def test_a_body_that_nobody_leads_breathes_on_to_the_end() -> None:
    assert unled(12_000).at(11_999).way == "in"
    assert unled(60_000).at(499).way == "easy"


def test_the_view_knows_the_rhythm_of_a_paced_step_and_breathes_in_its_holds_alone() -> None:
    card = exercise("wall", "passive", pacer=Pacer(3000, 5000))
    made = player(step(card, hold=20, reps=1, sessions=3), step(sessions=3))
    ready = player_view(made).rhythm
    assert ready == (Pacer(3000, 5000), 0)
    made.advance(start_of(made.timeline, "hold") + 3600)
    view = player_view(made)
    assert view.segment is not None
    assert view.rhythm == (Pacer(3000, 5000), 2)
    assert view.rhythm.at(view.at_ms - view.segment.start_ms) == Breath("out", 1, 100, 5000)
    made.advance(start_of(made.timeline, "hold", step_id="knee-to-chest"))
    assert player_view(made).rhythm is None
