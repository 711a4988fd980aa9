"""The breathing pacer: seen at every size, in time with the breath, still where that is wanted, and never a jump."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tui.fake_routine import BASICS, KNEE, step
from tests.tui.fake_runner import Clock, FakeRunner
from tests.tui.looking import playing

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.model import Dose, Pacer
from stretch_coach.session.breath import LEAD_MS, rhythm
from stretch_coach.session.events import Command, PlayerView
from stretch_coach.session.script import build_timeline
from stretch_coach.tui.glyphs import ASCII, UNICODE
from stretch_coach.tui.pages import pacer
from stretch_coach.tui.pages import player as page
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.words import player as words
from stretch_coach.values import replace

if TYPE_CHECKING:
    from tests.tui.fake_coach import FakeCoach

    from stretch_coach.session.timeline import SegmentKind

SIZES = [(120, 38), (80, 22), (60, 18), (40, 13)]
HOLD_MS = 33_000
BREATH = Pacer(4000, 6000)
WALL = replace(KNEE, name="wall", title="Legs up", kind="passive", sides="none", do=("Rest there.",), breathe="")
SHOWN = page.Shown("Evening")
WITH_FIGURE = SHOWN._replace(figure=True)


def evening(pace: Pacer | None = BREATH, hold_ms: int = HOLD_MS) -> Prescription:
    """Return a session of one paced hold."""
    dose = Dose(hold_ms, 1, 1, 100)
    own = step(replace(WALL, pacer=pace), dose, dose)
    return Prescription(replace(BASICS, items=(own,)), (PrescribedStep(own, dose, "due", 5, 13, "the same again."),))


def at(kind: SegmentKind, into_ms: int, *commands: Command, pace: Pacer | None = BREATH) -> PlayerView:
    """Return what there is to see so far into a stretch, after some commands."""
    made = evening(pace)
    clock = Clock()
    runner = FakeRunner(clock, made)
    runner.start()
    clock.ms = next(s.start_ms for s in build_timeline(made).segments if s.kind == kind) + into_ms
    runner.tick()
    for command in commands:
        runner.command(command)
    return runner.view()


def text_of(view: PlayerView, width: int, height: int, shown: page.Shown = SHOWN) -> str:
    """Paint and return plain text."""
    return "\n".join(line.plain for line in page.page(view, shown, width, height, UNICODE))


def dots(view: PlayerView, width: int = 80, height: int = 22, shown: page.Shown = SHOWN) -> int:
    """Count the dots that are lit."""
    return text_of(view, width, height, shown).count(UNICODE.pip)


@pytest.mark.parametrize("shown", [SHOWN, WITH_FIGURE, SHOWN._replace(still=True)])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_word_and_its_seconds_are_seen_at_every_size(width: int, height: int, shown: page.Shown) -> None:
    assert "breathe in   4" in text_of(at("hold", 600), width, height, shown)
    assert "breathe out  2" in text_of(at("hold", LEAD_MS + 8500), width, height, shown)
    assert "breathe easily" in text_of(at("hold", 31_000), width, height, shown)
    assert "breathe" not in text_of(at("hold", 100), width, height, shown)


@pytest.mark.parametrize("shown", [SHOWN, WITH_FIGURE])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_dots_swell_with_the_breath_in_and_shrink_with_the_breath_out(
    width: int, height: int, shown: page.Shown
) -> None:
    inward = [dots(at("hold", LEAD_MS + ms), width, height, shown) for ms in range(0, 4000, 150)]
    outward = [dots(at("hold", LEAD_MS + ms), width, height, shown) for ms in range(4000, 10_000, 150)]
    assert inward == sorted(inward)
    assert outward == sorted(outward, reverse=True)
    assert len(set(inward)) > 5
    assert max(inward) == max(outward)
    assert min(inward) == min(outward) == 1


@pytest.mark.parametrize(("width", "height"), [*SIZES, (30, 8), (20, 5)])
def test_nothing_runs_over_the_edge_and_the_countdown_stays(width: int, height: int) -> None:
    for shown in (SHOWN, WITH_FIGURE):
        for view in (at("hold", 600), at("hold", 6000), at("ready", 600), at("hold", 6000, Command.PAUSE)):
            lines = page.page(view, shown, width, height, UNICODE)
            assert len(lines) <= height
            assert all(line.cell_length <= width for line in lines)


@pytest.mark.parametrize("shown", [SHOWN, WITH_FIGURE, SHOWN._replace(still=True)])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_paced_step_keeps_its_room_so_that_no_line_jumps(width: int, height: int, shown: page.Shown) -> None:
    """The lines that say what goes on and how far it is stay where they are, through the whole hold and before it."""

    def place(view: PlayerView, word: str) -> int:
        lines = text_of(view, width, height, shown).split("\n")
        return next(number for number, line in enumerate(lines) if word in line)

    holds = {place(at("hold", ms), " HOLD ") for ms in (0, 600, 2600, 4600, 9000, 31_000)}
    assert len(holds) == 1
    assert place(at("move_in", 600), " MOVE IN ") in holds


@pytest.mark.parametrize("seconds", [4, 1])
def test_the_word_stays_where_it_is_while_its_seconds_count(seconds: int) -> None:
    line = next(
        line
        for line in text_of(at("hold", LEAD_MS + 4000 - seconds * 1000), 80, 22).split("\n")
        if words.BREATH["in"] in line
    )
    assert line.index(words.BREATH["in"]) == 33


def test_a_pause_keeps_it_where_it_is() -> None:
    held = at("hold", 3000, Command.PAUSE)
    assert dots(held) == dots(at("hold", 3000)) > 1
    assert "breathe in" in text_of(held, 80, 22)
    assert pacer.next_ms(held, still=False) is None
    again = at("hold", 3000, Command.PAUSE, Command.RESUME)
    assert again.phase == "getting ready"
    assert pacer.next_ms(again, still=False) is None


def test_who_wants_no_motion_has_the_word_alone_and_it_changes_with_the_breath() -> None:
    still = SHOWN._replace(still=True)
    assert dots(at("hold", 3000), shown=still) == 0
    seen = {pacer.seen(at("hold", ms), still=True) for ms in range(LEAD_MS, LEAD_MS + 20_000, 100)}
    assert len(seen) == 2
    assert pacer.next_ms(at("hold", LEAD_MS), still=True) == 4000
    assert pacer.next_ms(at("hold", LEAD_MS + 4000), still=True) == 6000


def test_letters_and_nothing_else_where_there_is_no_unicode() -> None:
    for width, height in SIZES:
        lines = page.page(at("hold", 3000), SHOWN, width, height, ASCII)
        assert "\n".join(line.plain for line in lines).replace("·", "").isascii()
    row = next(line.plain.strip() for line in lines if "breathe in" in line.plain)
    assert row == "breathe in   2  ...***********..."


def test_without_a_pacer_the_page_is_as_it_was() -> None:
    view = at("hold", 3000, pace=None)
    assert "breathe in" not in text_of(view, 80, 22)
    assert pacer.seen(view, still=False) is None
    assert pacer.next_ms(view, still=False) is None


@settings(max_examples=60, deadline=None)
@given(
    st.builds(Pacer, *(2 * [st.integers(2, 10).map(lambda s: s * 1000)])),
    st.integers(0, HOLD_MS - 1),
    st.booleans(),
)
def test_between_two_looks_nothing_would_have_changed(pace: Pacer, into_ms: int, still: bool) -> None:  # noqa: FBT001  both
    """The screen sleeps till the page looks different, to the millisecond, and looks then."""
    view = at("hold", into_ms, pace=pace)
    wait = pacer.next_ms(view, still=still)
    now = pacer.seen(view, still=still)
    last = HOLD_MS - 1 if wait is None else min(into_ms + wait - 1, HOLD_MS - 1)
    for ms in {last, (into_ms + last) // 2}:
        assert pacer.seen(at("hold", ms, pace=pace), still=still) == now
    if wait is not None and into_ms + wait < HOLD_MS:
        assert pacer.seen(at("hold", into_ms + wait, pace=pace), still=still) != now


def test_a_few_changes_a_second_at_most() -> None:
    for pace in (Pacer(2000, 4000), BREATH, Pacer(6000, 10_000)):
        into, looks = LEAD_MS, 0
        end = LEAD_MS + rhythm(pace, HOLD_MS).breaths * pace.breath_ms
        while into < min(end, HOLD_MS):
            wait = pacer.next_ms(at("hold", into, pace=pace), still=False)
            if wait is None:
                break
            into, looks = into + wait, looks + 1
        assert looks / (into - LEAD_MS) * 1000 <= 5


@pytest.mark.parametrize(("width", "height"), [(120, 40), (80, 24), (60, 20), (40, 14)])
async def test_on_the_screen_it_turns_with_the_breath_and_stands_still_in_a_pause(
    coach: FakeCoach, width: int, height: int
) -> None:
    coach.prescription = evening()
    hold = next(s.start_ms for s in build_timeline(coach.prescription).segments if s.kind == "hold")
    async with playing(coach, hold - 1000, size=(width, height)) as person:
        screen = person.on(PlayerScreen)
        assert "breathe" not in person.sees
        await person.wait(1000 + LEAD_MS + 3000)
        assert "breathe in   1" in person.sees
        before = person.sees.count(UNICODE.pip)
        await person.wait(2500)
        assert "breathe out  5" in person.sees
        await person.press("space")
        still = person.sees.count(UNICODE.pip)
        coach.clock.ms += 5000
        screen.look()
        await person.settle()
        assert "breathe out  5" in person.sees
        assert person.sees.count(UNICODE.pip) == still
        assert before > 1


async def test_with_animations_off_the_word_stands_alone(coach: FakeCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    coach.prescription = evening()
    hold = next(s.start_ms for s in build_timeline(coach.prescription).segments if s.kind == "hold")
    async with playing(coach, hold + LEAD_MS + 3000) as person:
        assert "breathe in" in person.sees
        assert UNICODE.pip not in person.sees
