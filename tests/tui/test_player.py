"""A session on the screen: what is shown, what each key does, and that it can be followed from the floor."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from tests.tui.looking import Person, every_size, opened, playing
from tests.tui.sessions import write_routine

from stretch_coach.services import sessions, swapping
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.session.events import PlayerView
from stretch_coach.session.timeline import SegmentKind
from stretch_coach.tui.screens.player import PlayerScreen, phase_word
from stretch_coach.tui.screens.session_dialogs import EndScreen, HurtsScreen
from stretch_coach.tui.screens.summary import SummaryScreen
from stretch_coach.tui.screens.swap import SwapScreen
from stretch_coach.tui.widgets.big_text import BigText
from stretch_coach.tui.widgets.figure_view import SessionFigure


@pytest.fixture
def own(context: AppContext) -> AppContext:
    """The services of a user with one routine of their own."""
    write_routine(context)
    return context


@asynccontextmanager
async def in_session(context: AppContext, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Person]:
    """Play that routine."""
    async with playing(context, "try-this", size=size, notifications=True) as person:
        yield person


def view_of(person: Person) -> PlayerView:
    """What the session shows."""
    view = person.on(PlayerScreen).view
    assert view is not None
    return view


async def reach(person: Person, kind: SegmentKind, title: str = "", side: str | None = None) -> PlayerView:
    """Let time pass until half a second into a segment."""
    screen = person.on(PlayerScreen)
    for _ in range(300):
        view = view_of(person)
        segment = view.segment
        there = segment is not None and segment.kind == kind and (side is None or segment.side == side)
        if there and view.title.startswith(title):
            await person.wait(500)
            return view_of(person)
        person.clock.jump(min(2000, view.remaining_ms))
        screen.look()
    message = f"{kind} of {title} never comes:\n{person.sees}"
    raise AssertionError(message)


def big(person: Person, name: str) -> str:
    """What a large word says."""
    return person.screen.query_one(f"#{name}", BigText).text


@every_size
async def test_each_size_shows_name_side_phase_and_time(own: AppContext, size: tuple[int, int]) -> None:
    async with in_session(own, size) as person:
        view = await reach(person, "hold", "Knee")
        shown = {name: big(person, name) for name in ("title", "side", "phase", "clock")}
        assert shown == {
            "title": "Knee to chest",
            "side": view.side_text.removesuffix(" side").upper(),
            "phase": "HOLD",
            "clock": str(-(-view.remaining_ms // 1000)),
        }
        assert all(widget.region.area and widget.rows for widget in person.screen.query(BigText) if widget.display)
        assert view.line.split(".")[0].split(",")[0] in person.reads
        assert "?" in person.sees.splitlines()[-1]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 14)])
async def test_the_instruction_is_never_cut(context: AppContext, size: tuple[int, int]) -> None:
    async with playing(context, "basics", 2000, size=size) as person:
        view = person.on(PlayerScreen).view
        assert view is not None
        words = view.line.split()
        assert len(words) > 10
        assert all(word in person.reads for word in words), person.sees


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_left_and_right_are_equally_big(own: AppContext, size: tuple[int, int]) -> None:
    async with in_session(own, size) as person:
        heights = []
        for side in ("left", "right"):
            await reach(person, "hold", "Knee", side)
            heights.append(person.screen.query_one("#side", BigText).rows)
        assert heights[0] == heights[1] >= 3


async def test_the_phase_word_says_what_the_body_does(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "March")
        assert big(person, "phase") == "MARCH"
        await reach(person, "move_in", "Knee")
        assert big(person, "phase") == "EASE IN"
        await reach(person, "move_out", "Knee")
        assert big(person, "phase") == "EASE OUT"
        view = await reach(person, "hold", "Calm")
        assert phase_word(view) == "BREATHE"


async def test_a_paced_breath_is_larger_than_the_clock(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "Calm")
        assert person.screen.query_one("#breath").display
        assert not person.screen.query_one("#clock").display
        assert "left" in person.screen.query_one("#counts").render().plain  # type: ignore[union-attr]  # a Content


async def test_the_names_of_the_steps_stand_on_the_bar(own: AppContext) -> None:
    async with in_session(own) as person:
        names, bar = person.sees.splitlines()[:2]
        assert all(name in names for name in ("Marching", "Knee to chest", "Calm breathing"))
        assert "▂" in bar


async def test_space_and_any_key_without_a_meaning_pause(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "Knee")
        for key in ("space", "z", "f5", "up"):
            await person.press(key)
            assert view_of(person).phase == "paused"
            assert "resume" in person.sees.splitlines()[-1]
            await person.press("space")
            await person.wait(3500)
            assert view_of(person).phase == "playing"


async def test_a_pause_keeps_the_instruction_and_the_figure_goes_on(own: AppContext) -> None:
    async with in_session(own) as person:
        view = await reach(person, "move_in", "Knee")
        figure = person.screen.query_one(SessionFigure)
        figure._animator.still = False
        await person.press("space")
        before = figure._frame
        await person.wait(2000)
        assert view.line.split(".")[0] in person.reads
        assert figure._frame != before
        assert view_of(person).phase == "paused"


async def test_s_in_a_pause_swaps_the_exercise_for_one_like_it(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "Knee")
        await person.press("s")
        assert view_of(person).phase == "paused"
        person.on(PlayerScreen)
        assert "swap" in person.sees.splitlines()[-1]
        await person.press("s")
        instead = person.on(SwapScreen)._found[1].title
        await person.press("2", "a")
        assert view_of(person).phase == "paused"
        assert view_of(person).title == instead
        assert f"{instead} instead, always." in person.notified
        await person.press("space")
        await reach(person, "hold", instead)
    assert [row.text for row in swapping.swaps_view(own).swaps] == [
        f"Try this: {instead} instead of Knee to chest, always"
    ]


async def test_an_exercise_is_ruled_out_in_a_pause_and_the_next_one_comes(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "Knee")
        await person.press("space", "s", "n")
        assert view_of(person).title == "Calm breathing"
        assert view_of(person).phase == "paused"
    assert [name for name, _ in swapping.swaps_view(own).never] == ["knee-to-chest"]


async def test_space_resumes_after_a_short_get_ready(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "Knee")
        await person.press("space", "space")
        assert view_of(person).phase == "getting ready"
        assert big(person, "phase") == "RESUMING"
        await person.wait(3500)
        assert view_of(person).phase == "playing"


async def test_every_way_out_pauses_and_asks(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "Knee")
        for key in ("escape", "ctrl+c", "q", "ctrl+q"):
            await person.press(key)
            person.on(EndScreen)
            await person.press("escape")
            assert view_of(person).phase == "paused"
            await person.press("space")
            await person.wait(3500)
            assert view_of(person).phase == "playing"


async def test_ending_keeps_what_was_done(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "Knee")
        await person.press("q", "y")
        person.on(SummaryScreen)


async def test_enter_in_the_question_whether_to_end_resumes(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "Knee")
        await person.press("q", "enter")
        assert view_of(person).phase == "getting ready"


async def test_this_hurts_stops_the_step_until_something_is_chosen(own: AppContext) -> None:
    async with in_session(own) as person:
        view = await reach(person, "hold", "Knee")
        await person.press("x")
        person.on(HurtsScreen)
        own.clock.jump(60_000)  # type: ignore[attr-defined]  # the fake clock
        await person.press("enter", "escape", "z", "ctrl+c")
        person.on(HurtsScreen)
        await person.press("p")
        assert view_of(person).segment == view.segment


@pytest.mark.parametrize("by_mouse", [False, True], ids=["key", "click"])
async def test_each_choice_after_this_hurts_works(own: AppContext, *, by_mouse: bool) -> None:
    async with in_session(own) as person:
        for key, words, title in (
            ("p", "pressed by mistake", "Knee to chest"),
            ("e", "easier: do less of it", "Knee to chest"),
            ("s", "skip it", "Calm breathing"),
        ):
            await reach(person, "hold", "Knee")
            await person.press("x")
            person.on(HurtsScreen)
            await (person.click(words) if by_mouse else person.press(key))
            assert view_of(person).title == title
        await person.press("x")
        await (person.click("end here") if by_mouse else person.press("q"))
        person.on(SummaryScreen)


async def test_keys_that_change_nothing_large_answer(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "Knee")
        for key, answer in (("l", "+5 s"), ("m", "muted"), ("w", "brief words")):
            await person.press(key)
            assert answer in person.sees


async def test_longer_outside_of_a_hold_says_why_not(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "ready", "Knee")
        await person.press("l")
        assert "+5 s is for holds" in person.sees


async def test_the_keys_are_shown_in_a_pause(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "Knee")
        await person.press("question_mark")
        assert "While a session plays" in person.reads
        assert view_of(person).phase == "paused"
        await person.press("escape")
        assert "While a session plays" not in person.reads
        person.on(PlayerScreen)


async def test_a_session_is_played_with_clicks_alone(own: AppContext) -> None:
    async with in_session(own) as person:
        await reach(person, "hold", "Knee")
        await person.click("pause")
        assert view_of(person).phase == "paused"
        await person.click("resume")
        await person.wait(3500)
        await person.click("next")
        assert view_of(person).title == "Calm breathing"
        await person.click(" end")
        await person.click("end here")
        person.on(SummaryScreen)


async def test_the_instruction_can_be_selected_and_copied(own: AppContext) -> None:
    async with in_session(own) as person:
        view = await reach(person, "hold", "Knee")
        words = view.line.split()[0]
        x, y = person.place_of(words)
        await person.drag((x, y), (x + len(words), y))
        assert words in (person.screen.get_selected_text() or "")


async def test_the_last_three_seconds_look_different(own: AppContext) -> None:
    async with in_session(own) as person:
        view = await reach(person, "hold", "Knee")
        clock = person.screen.query_one("#clock")
        assert not clock.has_class("-last")
        await person.wait(view.remaining_ms - 2500)
        assert clock.has_class("-last")


async def test_a_session_runs_to_its_summary_without_a_key(own: AppContext) -> None:
    async with in_session(own) as person:
        screen = person.on(PlayerScreen)
        for _ in range(300):
            person.clock.jump(2000)
            screen.look()
        await person.settle()
        person.on(SummaryScreen)


async def test_a_key_that_comes_before_the_screen_is_there_breaks_nothing(own: AppContext) -> None:
    async with opened(own, play="try-this", size=(120, 40)) as person:
        runner = sessions.start_session(own, "try-this", PlayOptions(), pain_before=None)
        screen = PlayerScreen(runner, "Try this", person.app.figure_animator())
        pushed = person.app.push_screen(screen)
        for action in ("hurts", "words", "mute", "keys", "end"):
            assert not await person.app.run_action(action, screen)
        screen.look()
        await pushed
        await person.settle()
        assert screen.view is not None
        assert screen.view.phase in ("waiting", "paused", "playing")
        runner.close()
