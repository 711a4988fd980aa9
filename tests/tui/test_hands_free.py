"""Without getting up: Ready is started and left from outside, over the real socket and a real session bus."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.remote.session_bus import DAEMON, Widget, session_bus
from tests.remote.stage import Playing, do, own_runtime, wait_for
from tests.tui.looking import Person, answer_no, new_context, opened, record_session
from tests.tui.sessions import write_routine

from stretch_coach.errors import Exit
from stretch_coach.remote.client import ask
from stretch_coach.remote.media_keys import BUS_NAME, PLAYER
from stretch_coach.remote.requests import ACTIONS, STARTS, SessionState
from stretch_coach.remote.server import RemoteServer
from stretch_coach.services import screening
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.tui.screens.danger import DangerScreen
from stretch_coach.tui.screens.minutes import MinutesScreen
from stretch_coach.tui.screens.pain import PainScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.screens.session_dialogs import EndScreen, HurtsScreen
from stretch_coach.tui.screens.stop import StopScreen
from stretch_coach.tui.screens.summary import SummaryScreen
from stretch_coach.tui.screens.today import TodayScreen

OPEN_QUESTION = "Not now: a question is open on the screen."


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A runtime folder of the test's own, and no session bus."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return own_runtime(monkeypatch)


@pytest.fixture
def screened(context: AppContext) -> AppContext:
    """Services of somebody who has answered the first question, without a yes."""
    answer_no(context)
    return context


async def ctl(person: Person, action: str) -> tuple[SessionState, str]:
    """Ask from outside, as `ctl` does, and wait until the screen shows what came of it."""
    found = await asyncio.to_thread(do, person.context.settings.paths.data, action)
    await person.settle()
    return found


def places(runtime: Path) -> list[str]:
    """Where somebody listens."""
    return [place.name for place in (runtime / "stretch-coach").glob("*")]


def screens(person: Person) -> list[str]:
    """The screens, the lowest first."""
    return [type(screen).__name__ for screen in person.app.screen_stack]


@pytest.mark.parametrize("action", STARTS)
async def test_what_means_play_starts_as_enter_does_and_the_session_keeps_the_socket(
    screened: AppContext, runtime: Path, action: str
) -> None:
    async with opened(screened, play="basics") as person:
        person.on(ReadyScreen)
        place = places(runtime)
        state, refusal = await ctl(person, action)
        assert (state.phase, state.routine, state.exercise, refusal) == (
            "playing",
            "Basics",
            "Marching on the spot",
            "",
        )
        person.on(PlayerScreen)
        assert places(runtime) == place
        assert len(place) == 1
        assert (await ctl(person, "pause"))[0].phase == "paused"
        session = person.app.running
        assert session is not None
        assert (session.header.level, session.header.screened) == ("stiff", True)
    assert places(runtime) == []


async def test_the_status_says_what_is_ready(screened: AppContext) -> None:
    async with opened(screened, "t", "6", "enter", play="basics") as person:
        state, _ = await ctl(person, "status")
        assert (state.phase, state.routine, state.line) == ("ready", "Basics", "Ready to start")
        assert f"{state.total_ms // 60_000} min" in person.sees.splitlines()[0]
        assert state.next == "Marching on the spot"


async def test_every_other_wish_is_refused_in_one_sentence(screened: AppContext) -> None:
    async with opened(screened, play="basics") as person:
        for action in ACTIONS:
            if action not in (*STARTS, "stop"):
                state, refusal = await ctl(person, action)
                assert (state.phase, refusal) == (
                    "ready",
                    "Not now: Basics has not started. `stretch-coach ctl play` starts it.",
                )
        person.on(ReadyScreen)


async def test_stop_leaves_ready_as_escape_does(screened: AppContext, runtime: Path) -> None:
    async with opened(screened, "enter") as person:
        person.on(ReadyScreen)
        assert (await ctl(person, "stop"))[1] == ""
        person.on(TodayScreen)
        assert places(runtime) == []


@pytest.mark.slow
@pytest.mark.parametrize("keys", [("escape",), ("q",), ("!", "2")], ids=" ".join)
async def test_ready_that_is_left_by_a_key_listens_no_more(
    screened: AppContext, runtime: Path, keys: tuple[str, ...]
) -> None:
    async with opened(screened, "enter") as person:
        assert len(places(runtime)) == 1
        await person.press(*keys)
        assert places(runtime) == []


@pytest.mark.parametrize("end", ["ctrl+q", "SIGTERM"])
async def test_a_program_that_ends_in_ready_leaves_no_socket(screened: AppContext, runtime: Path, end: str) -> None:
    async with opened(screened, play="basics") as person:
        assert len(places(runtime)) == 1
        person.app.end_by(signal.SIGTERM) if end == "SIGTERM" else await person.press(end)
    assert places(runtime) == []


async def test_one_who_follows_the_status_goes_on_from_ready_into_the_session(screened: AppContext) -> None:
    async with opened(screened, play="basics") as person:
        answers = ask(person.context.settings.paths.data, "status", follow=True)
        assert (await asyncio.to_thread(next, answers))[0].phase == "ready"
        await ctl(person, "play")
        assert (await asyncio.to_thread(next, answers))[0].phase == "playing"


# What Enter would ask, a start from outside asks too


async def test_after_it_hurts_last_time_how_much_is_asked_first(screened: AppContext) -> None:
    record_session(screened, 1, level="hurts")
    async with opened(screened, play="basics") as person:
        state, refusal = await ctl(person, "play")
        assert (state.phase, refusal) == ("ready", OPEN_QUESTION)
        person.on(PainScreen)
        assert (await ctl(person, "play"))[1] == OPEN_QUESTION
        assert (await ctl(person, "status"))[0].line == "A question is open on the screen"
        person.on(PainScreen)
        await person.press("3", "4", "y")
        assert (await ctl(person, "status"))[0].phase == "playing"
        assert person.app.running is not None
        assert person.app.running.header.pain_before == 3


async def test_a_rehearsal_asks_nothing(screened: AppContext) -> None:
    record_session(screened, 1, level="hurts")
    async with opened(screened, play="basics", options=PlayOptions(speed=10.0)) as person:
        assert (await ctl(person, "play"))[1] == ""
        person.on(PlayerScreen)


async def test_cautions_to_be_asked_about_stop_a_start_from_outside_too(context: AppContext) -> None:
    answer_no(context, "disc")
    async with opened(context, play="basics", size=(120, 40)) as person:
        assert await ctl(person, "play") == (
            (await ctl(person, "status"))[0],
            "Not now: the screen asks something first.",
        )
        person.on(ReadyScreen)
        await person.press("y")
        assert (await ctl(person, "play"))[0].phase == "playing"


async def test_nothing_that_is_due_starts_nothing(screened: AppContext) -> None:
    name = write_routine(screened, "title: New\nramp: none\nsteps:\n  - {exercise: lying-twist, from: day 3}\n")
    async with opened(screened, play=name) as person:
        state, refusal = await ctl(person, "play")
        assert (state.line, refusal) == ("Nothing of New is due today", "Not now: nothing of New is due today.")
        person.on(ReadyScreen)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "kind", "refusal"),
    [("t", MinutesScreen, OPEN_QUESTION), ("!", DangerScreen, "Not now: something else is open on the screen.")],
    ids=["minutes", "signs"],
)
async def test_under_another_screen_nothing_starts_and_nothing_is_left(
    screened: AppContext, key: str, kind: type[MinutesScreen | DangerScreen], refusal: str
) -> None:
    async with opened(screened, key, play="basics") as person:
        for action in (*STARTS, "stop"):
            assert (await ctl(person, action))[1] == refusal
        person.on(kind)


async def test_a_lock_that_was_set_meanwhile_stops_the_start(screened: AppContext, runtime: Path) -> None:
    async with opened(screened, play="basics") as person:
        screening.report_sign(person.context, "clinician")
        state, refusal = await ctl(person, "play")
        assert (state.phase, refusal) == ("stopped", "The session did not start.")
        assert person.app.failure is not None
        assert person.app.failure.exit_code == Exit.SAFETY_LOCK
    assert places(runtime) == []


# Two programs, and none


async def test_a_session_that_plays_is_steered_before_one_that_is_only_ready(screened: AppContext) -> None:
    with Playing(RemoteServer(screened.settings.paths.data, unix=False), title="Other") as other:
        async with opened(screened, play="basics") as person:
            state, refusal = await ctl(person, "pause")
            assert (state.routine, state.phase, refusal, other.phase) == ("Other", "paused", "", "paused")
            assert (await ctl(person, "play"))[0].routine == "Other"
            await ctl(person, "end")
            assert other.wait_for(lambda: other.runner.ended)
            other.__exit__(None, None, None)
            person.on(ReadyScreen)
            assert (await ctl(person, "status"))[0].routine == "Basics"


async def test_where_nothing_can_listen_ready_starts_by_key_and_the_session_says_so(
    screened: AppContext, runtime: Path
) -> None:
    (runtime / "stretch-coach").write_text("in the way")
    async with opened(screened, play="basics", notifications=True) as person:
        await person.press("enter")
        person.on(PlayerScreen)
        assert person.notified.startswith("`ctl` cannot reach this session: ")


# In the session


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "dialog", "then", "left"),
    [
        ("stop", EndScreen, "play", ["TodayScreen", "PlayerScreen"]),
        ("stop", EndScreen, "end", ["TodayScreen", "SummaryScreen"]),
        ("hurts", HurtsScreen, "skip", ["TodayScreen", "PlayerScreen"]),
        ("hurts", HurtsScreen, "end", ["TodayScreen", "SummaryScreen"]),
    ],
)
async def test_a_question_that_was_answered_from_outside_is_taken_away(
    screened: AppContext, first: str, dialog: type[EndScreen | HurtsScreen], then: str, left: list[str]
) -> None:
    async with opened(screened, "enter") as person:
        await ctl(person, "play")
        await ctl(person, first)
        person.on(dialog)
        assert (await ctl(person, then))[1] == ""
        assert screens(person) == left


async def test_the_danger_signs_stay_until_they_are_answered(screened: AppContext) -> None:
    async with opened(screened, "enter") as person:
        await ctl(person, "play")
        await person.press("!")
        await ctl(person, "end")
        person.on(DangerScreen)
        await person.press("n")
        assert isinstance(person.screen, SummaryScreen)
        assert screens(person) == ["TodayScreen", "SummaryScreen"]


@pytest.mark.slow
async def test_a_danger_sign_that_is_chosen_after_the_end_still_stops_everything(screened: AppContext) -> None:
    async with opened(screened, "enter") as person:
        await ctl(person, "play")
        await person.press("!")
        await ctl(person, "end")
        await person.press("1")
        person.on(StopScreen)
    assert new_context().safety().lock == "emergency"


# Media keys


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session bus of the test's own."""
    pytest.importorskip("jeepney")
    if DAEMON is None:
        pytest.skip("dbus-daemon is not installed")
    with session_bus() as (_, address):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield


@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize("key", ["Play", "PlayPause"])
async def test_the_play_key_starts_the_session_and_the_name_on_the_bus_stays(screened: AppContext, key: str) -> None:
    async with opened(screened, play="basics") as person:
        widget = await on_the_bus()
        assert await asyncio.to_thread(widget.property, "PlaybackStatus") == "Paused"
        assert dict(await asyncio.to_thread(widget.property, "Metadata"))["xesam:title"] == ("s", "Ready to start")
        assert await asyncio.to_thread(widget.property, "CanGoNext") is False
        owner = widget.owner()
        await asyncio.to_thread(widget.call, PLAYER, "Next")
        person.on(ReadyScreen)
        await asyncio.to_thread(widget.call, PLAYER, key)
        await person.settle()
        person.on(PlayerScreen)
        assert await asyncio.to_thread(widget.property, "PlaybackStatus") == "Playing"
        assert await asyncio.to_thread(widget.property, "CanGoNext") is True
        assert widget.owner() == owner
        widget.close()


@pytest.mark.usefixtures("bus")
async def test_the_stop_key_leaves_ready(screened: AppContext) -> None:
    async with opened(screened, "enter") as person:
        widget = await on_the_bus()
        await asyncio.to_thread(widget.call, PLAYER, "Stop")
        await person.settle()
        person.on(TodayScreen)
        assert widget.names() == []
        widget.close()


async def on_the_bus() -> Widget:
    """Another program on the bus, once it sees the player."""
    widget = Widget()
    assert await asyncio.to_thread(wait_for, lambda: BUS_NAME in widget.names())
    return widget
