"""A day after pain leaves nothing to do, and so costs no streak; pain that pauses asks for a screening first."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.history.gathering import gather

from stretch_coach.history.resting import Rests, rests_of
from stretch_coach.history.streak import habit_stats
from stretch_coach.record.lines import Line, Outcome, Screened, Session, StepLine

FIRST = date(2026, 6, 1)


def played(day: int, steps: str, after: int = 0, *, hurt: str = "", routine: str = "basics") -> Session:
    """Return a session of one-letter steps; a capital letter is a step that was skipped."""
    lines = []
    for letter in steps:
        outcome: Outcome = "hurt" if letter in hurt else "skipped" if letter.isupper() else "done"
        held = 0 if letter.isupper() else 60_000
        lines.append(StepLine(letter.lower(), letter.lower(), None, 60_000, held, outcome, None))
    on = FIRST + timedelta(days=day)
    return Session(
        f"{routine}{day}",
        routine,
        on,
        f"{on}T07:00:00Z",
        "",
        60,
        "",
        4,
        "done",
        tuple(lines),
        pain_before=2,
        pain_after=after,
    )


def found(*lines: Line) -> dict[str, list[int]]:
    """Return the days of `basics` that rest, that are paused, and from which it waits, counted from the first."""
    rests = rests_of(lines)
    first = FIRST.toordinal()
    return {
        "resting": sorted(d - first for d in rests.resting.get("basics", ())),
        "paused": sorted(d - first for d in rests.paused.get("basics", ())),
        "waiting": [rests.waiting["basics"] - first] if "basics" in rests.waiting else [],
    }


def expect(
    resting: list[int] | None = None, paused: list[int] | None = None, waiting: list[int] | None = None
) -> dict[str, list[int]]:
    """Return the same, written short."""
    return {"resting": resting or [], "paused": paused or [], "waiting": waiting or []}


def test_a_red_day_is_followed_by_a_day_of_rest() -> None:
    assert found(played(0, "ab"), played(1, "ab", 6)) == expect(resting=[2])
    assert found(played(0, "ab"), played(1, "ab", 5)) == expect(resting=[2])  # 5 after 2: three points up
    assert found(played(0, "ab"), played(1, "ab", 4)) == expect()


def test_a_step_that_was_not_played_can_be_played_the_day_after() -> None:
    assert found(played(0, "aB", 6)) == expect()
    assert found(played(0, "ab"), played(1, "a", 6)) == expect()  # b rested on that day, and is back


def test_one_step_that_hurt_rests_alone_and_all_of_them_together() -> None:
    assert found(played(0, "ab", hurt="a")) == expect()
    assert found(played(0, "ab", hurt="ab")) == expect(resting=[1])


def test_severe_pain_waits_for_a_screening() -> None:
    assert found(played(0, "ab", 8)) == expect(paused=[1], waiting=[1])
    screening = Screened("s", FIRST + timedelta(days=4), "clear")
    assert found(played(0, "ab", 8), screening) == expect(paused=[1, 2, 3])
    assert found(played(0, "ab", 8), Screened("s", FIRST + timedelta(days=4), "clinician"))["waiting"] == [1]


def test_a_second_red_day_within_a_week_waits_for_a_screening_too() -> None:
    assert found(played(0, "a", 6), played(7, "a", 6)) == expect(resting=[1], paused=[8], waiting=[8])
    assert found(played(0, "a", 6), played(8, "a", 6)) == expect(resting=[1, 9])


def test_what_is_played_again_waits_no_longer() -> None:
    assert found(played(0, "a", 8), played(5, "c")) == expect(paused=[1, 2, 3, 4])


def test_a_session_entered_afterwards_has_no_steps_and_says_nothing() -> None:
    assert found(played(0, "", 9)) == expect()


def test_the_streak_does_not_move_on_those_days() -> None:
    lines = [played(0, "ab"), played(1, "ab", 6), played(3, "ab", 8)]
    at = habit_stats(gather(lines), FIRST + timedelta(days=8))
    assert [day.state for day in at.days] == ["done", "done", "rest", "done", *["excused"] * 5]
    assert at.streak == 3


_DEEDS = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.sampled_from(["ab", "a", "b", "aB", "abc"]),
        st.sampled_from([0, 0, 4, 6, 8]),
        st.sampled_from(["", "", "a", "ab"]),
    ),
    max_size=12,
    unique_by=lambda deed: deed[0],
)


@settings(max_examples=100, deadline=None)
@given(_DEEDS, st.integers(0, 60))
def test_a_rest_of_the_past_never_changes_by_what_is_done_later(
    deeds: list[tuple[int, str, int, str]], cut: int
) -> None:
    lines = [played(day, steps, after, hurt=hurt) for day, steps, after, hurt in sorted(deeds)]
    ordinal = FIRST.toordinal() + cut
    early = rests_of([line for line in lines if line.practice_day.toordinal() <= ordinal])
    late = rests_of(lines)
    assert _until(early, ordinal) == _until(late, ordinal)


def _until(rests: Rests, last: int) -> list[tuple[bool, bool]]:
    return [(rests.is_out("basics", day), rests.is_paused("basics", day)) for day in range(FIRST.toordinal(), last + 1)]
