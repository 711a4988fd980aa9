"""The edges of a session: changes that do not fit, groups without a step that is due, amounts that just fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.session.makers import exercise, player, prescription, start_of, step, timeline

from stretch_coach.errors import UsageError
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Group, Pacer, RestStep, Routine
from stretch_coach.routine.reader import read_routine
from stretch_coach.session.advice import advise_on_time
from stretch_coach.session.editing import Edit, EditableTimeline
from stretch_coach.session.events import Command
from stretch_coach.session.fitting import NEAR_MS, fit
from stretch_coach.session.layout import beat_ms, step_segments
from stretch_coach.session.ledger import Ledger
from stretch_coach.session.player import Player
from stretch_coach.session.rows import timeline_text
from stretch_coach.session.script import build_timeline, total_ms, with_easier
from stretch_coach.session.swap import swapped_routine
from stretch_coach.session.timeline import StepContext
from stretch_coach.session.words import breathing

if TYPE_CHECKING:
    from stretch_coach.routine.dose import Sides


IN_THE_LAST_STEP = 999
"""Stands for a segment of the step that has nothing easier."""


def editable(*, swap: bool = True) -> EditableTimeline:
    """A rest before and after two steps, of which "two" has nothing easier."""
    line = timeline(step(exercise("one"), hold=10), RestStep("rest", 9000), step(exercise("two"), hold=10))
    smaller = step(exercise("one"), hold=5)
    return EditableTimeline(
        line,
        lambda item: smaller if item.step.id == "one" else None,
        (lambda item, name: step(exercise(name), id_=item.step.id) if name != "unknown" else None) if swap else None,
    )


def rest_in(made: EditableTimeline) -> int:
    return next(s.index for s in made.timeline.segments if s.step == "rest")


def test_a_rest_has_nothing_to_swap_and_without_a_library_nothing_has() -> None:
    made = editable()
    assert made.swapped_step(rest_in(made), "three") is None
    assert made.swapped_step(0, "unknown") is None
    assert made.swapped_step(0, "three") is not None
    assert editable(swap=False).swapped_step(0, "three") is None


@pytest.mark.parametrize(
    "edit",
    [
        Edit(-1, None), Edit(9999, None), Edit(0, None, "unknown"), Edit(0, 12_000), Edit(IN_THE_LAST_STEP, None),
    ],
)  # fmt: skip
def test_a_change_that_no_longer_fits_ends_the_redoing(edit: Edit) -> None:
    made = editable()
    if edit.segment == IN_THE_LAST_STEP:
        edit = edit._replace(segment=len(made.timeline.segments) - 2)
    before = made.timeline
    made.redo([edit, Edit(0, None, "three")])
    assert (made.timeline, made.edits) == (before, [])


def test_changes_that_fit_are_made_again_in_their_order() -> None:
    made = editable()
    hold = start_of(made.timeline, "hold")
    index = next(s.index for s in made.timeline.segments if s.start_ms == hold)
    made.redo([Edit(index, 12_000), Edit(0, 0), Edit(0, None)])
    assert made.edits == [Edit(index, 12_000), Edit(0, None)]  # there are no later rounds to leave out


def test_where_nothing_was_played_yet_nothing_hurt() -> None:
    line = timeline(step(exercise("one"), hold=10))
    bare = replace(line, segments=tuple(replace(s, exercise=None) for s in line.segments))
    made = EditableTimeline(bare, lambda _: None)
    made.confirm_hurt(0)
    assert all(row.outcome != "hurt" for row in made.ledger.lines())


def test_once_begun_no_changes_are_made_again_and_the_beginning_stays() -> None:
    made = player(step(exercise("one"), hold=10))
    before = made.timeline
    made.redo([Edit(0, None)])
    made.begin_at(5)
    assert (made.timeline, made.at_ms) == (before, 0)
    made.command(Command.PAUSE, 100)
    made.begin_at(5)
    assert made.at_ms == 100


def test_what_is_paused_can_be_swapped_and_a_rest_cannot() -> None:
    line = timeline(step(exercise("one")), RestStep("rest", 9000), step(exercise("two")))
    made = Player(line, swap=lambda item, name: step(exercise(name), id_=item.step.id))
    made.start(0)
    playing = made.can_swap
    made.command(Command.PAUSE, 100)
    assert (playing, made.can_swap) == (False, True)
    reply = made.swap("three", 200)
    assert [event.cue.name if event.cue else event.name for event in reply.events] == ["swapped", "words"]
    made.command(Command.NEXT, 300)
    assert made.segment is not None
    assert (made.segment.step, made.can_swap) == ("rest", False)


def test_a_step_of_a_group_that_hurts_is_skipped_in_its_later_rounds_too() -> None:
    made = Player(build_timeline(grouped(step(exercise("one"), sets=2), step(exercise("two"), sets=2))))
    made.start(0)
    made.command(Command.HURTS, 100)
    made.command(Command.SKIP_IT, 200)
    assert made.segment is not None
    later = made.timeline.segments[made.segment.index :]
    assert {segment.step for segment in later if segment.kind == "hold"} == {"two"}


def test_in_a_get_ready_the_cues_of_the_session_are_ahead_once_it_is_near() -> None:
    made = player(step(hold=10))
    at = start_of(made.timeline, "hold") + 1000
    made.command(Command.PAUSE, at)
    made.command(Command.RESUME, at)
    assert made.phase == "getting ready"
    start = next(due.now_ms for due in made.ahead(60_000) if due.cue.name == "start")
    made.advance(start - 1)
    assert made.next_due() == start
    assert made.ahead(0) == ()
    assert [due.cue.name for due in made.ahead(1)] == ["start"]


def test_what_has_nothing_easier_and_no_room_for_longer_stays_as_it_is() -> None:
    made = Player(timeline(step(exercise(cap_hold_ms=10_000), hold=10)), easier=lambda _: None)
    made.start(0)
    at = start_of(made.timeline, "hold") + 1000
    before = made.timeline
    made.command(Command.LONGER, at)
    made.command(Command.HURTS, at)
    made.command(Command.EASIER, at)
    assert made.timeline == before
    assert made.phase != "stopped"


def test_a_session_without_segments_begins_and_is_over() -> None:
    empty = Player(timeline())
    empty.begin_at(3)
    assert [event.name for event in empty.start(0)][-1] == "finished"


def grouped(*members: PrescribedStep | RestStep, sides: str = "none", rounds: int = 2) -> Prescription:
    own = tuple(item if isinstance(item, RestStep) else item.step for item in members)
    group = Group(rounds, "each" if sides == "each" else "none", own)
    return Prescription(Routine("short", "Short", (group,)), members, "left")


def test_a_step_of_a_group_that_is_not_due_is_left_out_of_its_rounds() -> None:
    made = grouped(step(exercise("one"), sets=2), step(exercise("two"), state="paused"))
    assert {s.exercise for s in build_timeline(made).segments} - {None} == {"one"}
    none = grouped(step(exercise("two"), state="paused"))
    assert fit(none, 3) == none
    both = Prescription(
        Routine("short", "Short", (*none.routine.items, step(exercise("three"), hold=30, reps=4).step)),
        (*none.steps, step(exercise("three"), hold=30, reps=4)),
    )
    assert abs(total_ms(fit(both, 3)) - 180_000) <= NEAR_MS


def test_a_session_of_rests_alone_is_laid_out_without_a_lesson() -> None:
    assert not [s for s in timeline(RestStep("rest", 9000)).segments if s.step]


@pytest.mark.parametrize(
    ("sides", "easier", "expected"), [("each", "none", {None}), ("none", "each", {"left", "right"})]
)
def test_an_easier_way_is_done_on_the_sides_that_it_has(sides: Sides, easier: Sides, expected: set[str | None]) -> None:
    line = timeline(step(hold=10, sides=sides))
    smaller = step(hold=5, sides=easier)
    again = with_easier(line, 0, smaller)
    assert {s.side for s in again.segments if s.kind == "hold"} == expected


def test_a_step_without_a_dose_cannot_be_laid_out() -> None:
    with pytest.raises(ValueError, match="is not due and has no dose"):
        step_segments(step(state="paused"), StepContext((None,)))


@pytest.mark.parametrize(("pace", "beat"), [("1.5s", 750), ("fast", 0), (3, 0)])
def test_the_beat_of_walking_is_half_of_its_figure_s_pace(pace: object, beat: int) -> None:
    walking = replace(exercise("walking", "walking"), figure={"pace": pace})
    assert beat_ms(walking) == beat
    assert beat_ms(replace(walking, kind="stretch")) == 0


def test_an_easier_way_that_the_plan_does_not_know_is_passed_over_in_a_snapshot() -> None:
    line = timeline(step(hold=10, reps=1))
    ledger = Ledger(line)
    before = ledger.lines()
    ledger.restore({"easier": [["gone", "gone", None, 1, 1, 1, 0, 5000]]})
    assert ledger.lines() == before


def test_a_step_in_a_group_is_swapped_and_rests_stay() -> None:
    rest = RestStep("rest", 5000)
    routine = grouped(step(exercise("one"), sets=2), rest, step(exercise("two"), sets=2), rounds=2).routine
    card = exercise("three", start=Dose(4000, 1, 1, 100))
    (group,) = swapped_routine(routine, {"one": card, "rest": card}).items
    assert isinstance(group, Group)
    assert group.steps[1] == rest
    assert [s.exercise.name for s in group.steps if not isinstance(s, RestStep)] == ["three", "two"]
    assert [s.start.sets for s in group.steps if not isinstance(s, RestStep)] == [2, 2]


def test_after_a_hundred_warnings_of_time_no_more_are_given() -> None:
    steps = "".join(f"  - {{exercise: one, id: s{n}, hold: 3s, reps: 2, rest: 1s}}\n" for n in range(110))
    text = (
        f"title: Evening\nramp: 2 days\nsteps:\n{steps}exercises:\n  one:\n    title: One\n    kind: isometric\n"
        "    position: lying\n    do: [Lie]\n"
    )
    result = read_routine(text, name="evening", path="evening.stretch.yaml", library={})
    assert result.routine is not None, result.problems
    assert len(advise_on_time(result)) == 100


def test_few_steps_fit_by_trying_all_their_ways_and_too_many_ways_are_not_tried() -> None:
    made = prescription(*(step(exercise(f"e{n}"), hold=20, reps=4, sets=2) for n in range(3)))
    fewest = total_ms(made) // 60_000
    fitted = 0
    for minutes in range(1, fewest + 8):
        try:
            plan = fit(made, minutes)
        except UsageError:
            continue
        fitted += 1
        assert abs(total_ms(plan) - minutes * 60_000) <= NEAR_MS
    assert fitted > 5


@pytest.mark.parametrize("minutes", [4, 8, 10, 12])
def test_where_one_thing_more_jumps_over_the_minutes_another_way_to_play_all_meets_them(minutes: int) -> None:
    card = exercise(kind="isometric", cap_hold_ms=240_000)
    made = prescription(step(card, hold=10, reps=3, sets=2, sides="each", rest_ms=20_000, set_rest_ms=0))
    assert abs(total_ms(fit(made, minutes)) - minutes * 60_000) <= NEAR_MS


def test_minutes_that_no_way_to_play_meets_are_refused_with_the_nearest_that_are_met() -> None:
    card = exercise(kind="isometric", cap_hold_ms=240_000)
    made = prescription(step(card, hold=240, reps=2, sets=3, sides="each", rest_ms=20_000, set_rest_ms=0))
    with pytest.raises(UsageError, match="at most nine minutes today, so 10 are too many"):
        fit(made, 10)
    assert abs(total_ms(fit(made, 9)) - 9 * 60_000) <= NEAR_MS


def test_where_there_are_too_many_ways_to_play_all_none_is_tried() -> None:
    card = exercise(cap_hold_ms=240_000)
    long = step(card, hold=70, reps=3, sides="each", rest_ms=20_000)
    made = prescription(long, step(exercise("two", "movement"), hold=70, reps=1, sides="each", rest_ms=0))
    with pytest.raises(UsageError, match="at most three minutes today, so 4 are too many"):
        fit(made, 4)


def test_where_the_last_steps_cannot_be_left_out_alone_others_are() -> None:
    """The last step of the longest part gives way first, and with the lunge alone three minutes are too many."""
    card = exercise("plank", "isometric", cap_hold_ms=240_000)
    made = prescription(step(card, hold=120, reps=1), step(exercise("lunge", cap_hold_ms=240_000), hold=90, reps=1))
    fitted = fit(made, 3)
    assert abs(total_ms(fitted) - 3 * 60_000) <= NEAR_MS
    assert [item.step.id for item in fitted.due] == ["plank"]


def test_tones_alone_fit_the_minutes_too() -> None:
    card = exercise(kind="movement", cap_hold_ms=240_000)
    made = prescription(step(card, hold=60, reps=2, sets=2, rest_ms=20_000, set_rest_ms=0), words="tones")
    for minutes in (5, 7, 9):
        assert abs(total_ms(fit(made, minutes)) - minutes * 60_000) <= NEAR_MS


def test_a_row_of_text_says_set_and_rep_where_there_are_several() -> None:
    text = timeline_text(timeline(step(hold=5, reps=2, sets=2)))
    assert "set 2 of 2" in text
    assert "rep 2 of 2" in text


def test_a_rest_within_a_group_is_played_in_each_round() -> None:
    made = build_timeline(grouped(step(exercise("one"), sets=2), RestStep("rest", 9000), step(exercise("two"), sets=2)))
    assert [s.step for s in made.segments if s.kind == "hold" or s.step == "rest"] == [
        "one", "one", "rest", "two", "two", "one", "one", "rest", "two", "two",
    ]  # fmt: skip


def test_each_round_of_a_group_of_one_step_is_a_block_of_its_own() -> None:
    made = build_timeline(grouped(step(exercise("one"), sets=2)))
    begins = [s.index for s in made.segments if s.kind == "ready"]
    assert len(begins) == 2
    assert [made.block_start(index) for index in range(begins[1] + 2)] == [*[0] * begins[1], begins[1], begins[1]]
    assert made.block_end(0) == begins[1]


def test_no_block_begins_before_the_first_stretch_of_a_session() -> None:
    whole = timeline(step(exercise("one")), RestStep("rest", 9000), step(exercise("two")))
    from_rest = replace(whole, segments=whole.segments[whole.block_end(0) :])
    assert [s.step for s in from_rest.segments[:2]] == ["rest", "two"]
    assert [from_rest.block_start(index) for index in (-1, 0, 1, 2)] == [0, 0, 1, 1]
    assert replace(whole, segments=whole.segments[-1:]).block_start(0) == 0


@pytest.mark.parametrize(
    ("breathe", "pacer", "said"),
    [
        ("", None, ""),
        ("easily", None, "Easily."),
        ("", Pacer(4000, 6000), "In 4 s, out 6 s."),
        ("easily.", Pacer(4000, 6000), "Easily. In 4 s, out 6 s."),
    ],
)
def test_how_to_breathe_is_said_with_its_rhythm(breathe: str, pacer: Pacer | None, said: str) -> None:
    assert breathing(replace(exercise(breathe=breathe), pacer=pacer)) == said
