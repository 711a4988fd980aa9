"""The first minute: what it asks for and when, that it blocks nothing, and that Today offers it once."""

from __future__ import annotations

from contextlib import asynccontextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from tests.tui.fake_coach import FakeCoach
from tests.tui.fake_routine import first_minute
from tests.tui.fake_runner import FakeRunner
from tests.tui.looking import Person, opened

from stretch_coach.record.lines import Session
from stretch_coach.runner import Runner
from stretch_coach.services.screening import LockView
from stretch_coach.services.tour import Unrecorded
from stretch_coach.session.events import Command
from stretch_coach.session.player import Player
from stretch_coach.session.script import build_timeline
from stretch_coach.session.words import estimate_ms
from stretch_coach.sound.recording import RecordingSound
from stretch_coach.testing import FakeClock
from stretch_coach.tui import tour
from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.glyphs import ASCII, UNICODE, Glyphs
from stretch_coach.tui.keyboard import Key, keys_of
from stretch_coach.tui.pages.tour import marks
from stretch_coach.tui.screens.danger import DangerScreen
from stretch_coach.tui.screens.stop import StopScreen
from stretch_coach.tui.screens.today import TodayScreen
from stretch_coach.tui.screens.tour import RememberScreen, TourScreen
from stretch_coach.tui.words import tour as words
from stretch_coach.values import replace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SIZES = ((120, 40), (80, 24), (60, 20), (40, 14))
IN_A_ROUND = 15_000
IN_THE_HOLD = 43_000
THE_END = 66_000


@pytest.fixture
def coach() -> FakeCoach:
    """Return a coach whose person has never been here."""
    made = FakeCoach()
    made.view = replace(made.view, first_time=True)
    return made


@asynccontextmanager
async def begun(coach: FakeCoach, ms: int = 0, *, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Person]:
    """Go from Today into the first minute, and let some of it pass."""
    async with opened(coach, "m", size=size) as person:
        person.on(TourScreen)
        await person.wait(ms)
        yield person


# What is asked when


def lessons() -> list[tuple[int, tour.Lesson | None]]:
    """Play the first minute with nobody there; return what was asked, and when it was asked first."""
    time = [0]
    runner = FakeRunner(lambda: time[0], first_minute())
    runner.start()
    at = tour.Tour()
    asked = [(0, at.lesson)]
    while runner.player.phase == "playing" and len(asked) < 20:
        time[0] += 500
        runner.tick()
        at = tour.looked(at, runner.view())
        if at.lesson != asked[-1][1]:
            asked.append((time[0], at.lesson))
    return asked


def test_for_somebody_who_does_nothing_it_goes_on_by_itself_through_everything_that_can_be_asked() -> None:
    asked = [lesson for _, lesson in lessons() if lesson]
    assert asked == ["pause", "longer", "hurts", "wrong", "end"]


def test_it_takes_about_a_minute() -> None:
    assert 55_000 <= FakeRunner(lambda: 0, first_minute()).player.timeline.total_ms <= 80_000


def test_everything_is_asked_for_long_enough_to_hear_it_and_do_it() -> None:
    asked = lessons()
    for (begins, _), (ends, _) in pairwise(asked[1:]):
        assert ends - begins >= 6000


def test_a_lesson_that_was_done_makes_way_for_the_next_at_once() -> None:
    time = [IN_THE_HOLD]
    runner = FakeRunner(lambda: time[0] - IN_THE_HOLD, first_minute())
    runner.start()
    time[0] += IN_THE_HOLD
    runner.tick()
    at = tour.looked(tour.did(tour.did(tour.Tour(), "pause"), "resume"), runner.view())
    assert at.lesson == "longer"
    assert tour.looked(tour.did(at, "longer"), runner.view()).lesson == "hurts"


def test_what_stands_still_is_answered_first() -> None:
    runner = FakeRunner(lambda: 0, first_minute())
    runner.start()
    runner.command(Command.PAUSE)
    assert tour.looked(tour.Tour(), runner.view()).lesson == "resume"
    runner.command(Command.HURTS)
    assert tour.looked(tour.Tour(), runner.view()).lesson == "mistake"
    assert tour.looked(tour.Tour(), runner.view(), asking_end=True).lesson == "confirm"


@pytest.mark.parametrize("lesson", words.ASKED)
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_request_has_words_for_the_narrowest_screen_and_for_the_ear(lesson: tour.Lesson, glyphs: Glyphs) -> None:
    key = Key("space", "space", lesson, "", shown=True)
    full, brief = marks(tour.Tour(lesson), key, glyphs)
    assert brief.cell_length <= 40
    assert full.cell_length <= 80
    assert words.said(lesson, "space", "space").endswith(".")


def test_a_key_is_said_as_one_says_it() -> None:
    assert words.said("pause", "space", "space") == "Press the space bar to pause."
    assert words.said("wrong", "exclamation_mark", "!").startswith("The exclamation mark: ")
    assert words.said("longer", "l", "l") == "Press L to hold five seconds longer."


def test_for_somebody_who_only_listens_no_sentence_crosses_another(coach: FakeCoach) -> None:
    app, clock, sound = StretchApp(coach), FakeClock(), RecordingSound()
    names = {key.action: key for key in keys_of(app, TourScreen, {})}
    header = Session("s1", "first-minute", coach.practice_day(), "", "", 0, "UTC", 4, "partial", ())
    timeline = build_timeline(first_minute())
    runner = Runner(Player(timeline), clock, header, recorder=Unrecorded(), sound=sound)
    runner.start()
    at = tour.Tour()
    while not runner.ended:
        sound.listen(clock.monotonic_ns())
        runner.tick()
        before, at = at.lesson, tour.looked(at, runner.view())
        if at.lesson and at.lesson != before:
            runner.say(words.said(at.lesson, names[at.lesson].key, names[at.lesson].display))
        clock.jump(250)
    said = [(each.due_ns // 1_000_000, each.cue.say) for each in sound.heard if each.cue.say]
    assert len([text for _, text in said if text.startswith(("Press", "If", "The ex", "Q"))]) == 5
    for (begins, text), (later, _) in pairwise(said):
        assert begins + estimate_ms(text) <= later


# On the screen


@pytest.mark.parametrize("size", SIZES)
async def test_today_offers_the_first_minute_and_nothing_is_in_the_way(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with opened(coach, size=size) as person:
        assert "First time here? A minute that" in person.sees
        assert words.OFFER_KEY in person.sees
        await person.press("down", "up", "enter")
        assert coach.told[0] == ("ready", "basics")


async def test_somebody_who_has_been_here_is_not_asked_and_can_still_see_it(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, first_time=False)
    async with opened(coach) as person:
        assert "First time here?" not in person.sees
        await person.press("m")
        person.on(TourScreen)
        assert ("tour",) in coach.told


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_asked_is_seen_at_every_size_and_ticked_when_it_is_done(
    coach: FakeCoach, size: tuple[int, int]
) -> None:
    async with begun(coach, 1000, size=size) as person:
        assert "Nothing here counts." in person.sees
        await person.wait(IN_A_ROUND)
        for key, text, ticks in (("space", "pauses", 1), ("space", "again goes on", 2)):
            assert text in person.sees
            await person.press(key)
            assert person.sees.splitlines()[2].count("✓") == ticks
        await person.wait(IN_THE_HOLD - IN_A_ROUND)
        for key, text, ticks in (("l", "longer", 3), ("x", "this hurts", 4), ("p", "mistake", 5)):
            assert text in person.sees
            await person.press(key)
            assert person.sees.splitlines()[2].count("✓") == ticks


async def test_what_is_asked_is_also_said_once(coach: FakeCoach) -> None:
    async with begun(coach, IN_A_ROUND) as person:
        assert person.runner.spoken == ["Press the space bar to pause."]
        await person.press("space")
        assert person.runner.spoken[1:] == ["Press the space bar again to go on."]


async def test_a_remapped_key_is_the_one_that_is_asked_for(coach: FakeCoach) -> None:
    coach.keys = {"player.pause": "g", "player.resume": "g"}
    async with begun(coach, IN_A_ROUND) as person:
        assert " g  pauses" in person.sees
        assert person.runner.spoken == ["Press G to pause."]


@pytest.mark.parametrize("size", SIZES)
async def test_all_of_it_can_be_clicked_and_it_ends_on_today_with_the_first_routine_chosen(
    coach: FakeCoach, size: tuple[int, int]
) -> None:
    async with opened(coach, size=size) as person:
        await person.click(words.OFFER_KEY)
        screen = person.on(TourScreen)
        await person.wait(IN_A_ROUND)
        for text in ("pauses", "again goes on"):
            await person.click(text)
        await person.wait(IN_THE_HOLD - IN_A_ROUND)
        for text in ("longer", "this hurts", "mistake"):
            await person.click(text)
        assert screen.tour.done == {"pause", "resume", "longer", "hurts", "mistake"}
        await person.wait(THE_END)
        person.on(RememberScreen)
        assert "this hurts" in person.reads
        await person.click(words.TO_TODAY)
        assert person.on(TodayScreen).selected == 0
        assert person.runner.closed
        assert ("toured",) in coach.told
        assert "First time here?" not in person.sees


async def test_it_can_be_left_at_any_moment(coach: FakeCoach) -> None:
    async with begun(coach, 2000) as person:
        await person.press("q")
        assert " y  ends it here" in person.sees
        await person.press("y", "enter")
        assert isinstance(person.screen, TodayScreen)
        assert ("rate",) not in [told[:1] for told in coach.told]


async def test_the_danger_signs_warn_those_who_only_look_and_still_mean_it(coach: FakeCoach) -> None:
    async with begun(coach, IN_A_ROUND, size=(100, 50)) as person:
        await person.press("exclamation_mark")
        assert isinstance(person.screen, DangerScreen)
        assert words.ONLY_LOOKING in person.reads
        await person.press("n")
        assert "wrong" in person.on(TourScreen).tour.done
        await person.press("exclamation_mark", "1")
        assert isinstance(person.screen, StopScreen)
        assert ("sign", "emergency") in coach.told


async def test_under_a_lock_there_is_no_first_minute(coach: FakeCoach) -> None:
    coach.locked = LockView("clinician", ("Let a doctor look at this.",))
    async with opened(coach, "m") as person:
        await person.press("ctrl+p")
        await person.pilot.pause(0.2)
        assert "first minute" not in person.sees
        assert ("tour",) not in coach.told


async def test_the_palette_of_commands_has_it(coach: FakeCoach) -> None:
    async with opened(coach, "ctrl+p", *"first min") as person:
        await person.pilot.pause(0.3)
        await person.press("enter")
        assert isinstance(person.screen, TourScreen)
