"""From a chosen routine through the questions to the summary: what follows what, and which exit code it ends with."""

from __future__ import annotations

import pytest
from tests.tui.fake_coach import FakeCoach
from tests.tui.fake_runner import FakeRunner
from tests.tui.fake_today import unfinished
from tests.tui.looking import every_size, flat, opened, playing

from stretch_coach.errors import Exit, UsageError
from stretch_coach.services.details import ReadyView
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.screening import Choice, LockView, SafetyAnswers
from stretch_coach.session.summary import SessionSummary
from stretch_coach.tui.screens.danger import DangerScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.screens.safety import SafetyScreen
from stretch_coach.tui.screens.stop import StopScreen
from stretch_coach.tui.screens.summary import SummaryScreen
from stretch_coach.tui.screens.today import TodayScreen
from stretch_coach.values import replace


@every_size
async def test_ready_shows_question_danger_signs_and_doses_with_reasons(
    coach: FakeCoach, size: tuple[int, int]
) -> None:
    async with opened(coach, "enter", size=size) as person:
        assert "How much does it hurt now?" in person.sees
        assert "numbness" in person.sees
        text = flat(await person.leaf(12))
        assert "10 s × 2 each side at 60 %" in text
        assert "Friday felt hard" in text
        assert "rests" in text


@pytest.mark.parametrize(("key", "pain"), [("0", 0), ("4", 4), ("t", 10), ("enter", None)])
async def test_a_digit_answers_and_starts_and_enter_starts_without(
    coach: FakeCoach, key: str, pain: int | None
) -> None:
    async with opened(coach, "enter") as person:
        await person.press(key)
        assert isinstance(person.screen, PlayerScreen)
        assert ("start", "basics", pain) in coach.told


async def test_a_score_can_be_clicked(coach: FakeCoach) -> None:
    async with opened(coach, "enter") as person:
        await person.click("10", beside=" 0   1   2 ")
        assert ("start", "basics", 10) in coach.told


async def test_a_danger_sign_before_the_session_locks_and_starts_nothing(coach: FakeCoach) -> None:
    async with opened(coach, "enter", "exclamation_mark") as person:
        assert isinstance(person.screen, DangerScreen)
        await person.press("2")
        assert isinstance(person.screen, StopScreen)
        assert not [told for told in coach.told if told[0] == "start"]
        await person.press("q")
    assert person.app.return_code == Exit.SAFETY_LOCK


async def test_escape_leads_back_to_today(coach: FakeCoach) -> None:
    async with opened(coach, "enter", "escape") as person:
        assert isinstance(person.screen, TodayScreen)


@every_size
async def test_before_the_first_session_one_screen_of_questions(coach: FakeCoach, size: tuple[int, int]) -> None:
    coach.screening = True
    async with opened(coach, "enter", size=size) as person:
        assert isinstance(person.screen, SafetyScreen)
        await person.press("n", "n", "down", "space", "enter", "3", "4", "y", "enter")
        assert isinstance(person.screen, ReadyScreen)
        assert coach.told[0] == ("screen", SafetyAnswers("none", ("pregnancy",), "days", 4, walks=True))


async def test_questions_left_open_are_marked_and_nothing_starts(coach: FakeCoach) -> None:
    coach.screening = True
    async with opened(coach, "enter", "ctrl+s", size=(100, 50)) as person:
        assert isinstance(person.screen, SafetyScreen)
        assert "! Is one of these new?" in person.sees
        assert coach.told == []


async def test_questions_can_be_answered_by_mouse_alone(coach: FakeCoach) -> None:
    coach.screening = True
    async with opened(coach, "enter", size=(100, 50)) as person:
        await person.click("none of these")
        await person.click("none of these", last=True)
        for words in ("Glaucoma", "nothing hurts", "done"):
            await person.click(words)
        assert coach.told[0] == ("screen", SafetyAnswers("none", ("glaucoma",), "none", None, None))


async def test_a_sign_ticked_in_the_questions_leads_to_the_stop_screen(coach: FakeCoach) -> None:
    coach.screening = True
    async with opened(coach, "enter", "y", "enter") as person:
        assert isinstance(person.screen, StopScreen)
        assert "emergency number" in person.sees


@every_size
async def test_under_a_lock_no_key_leads_to_an_exercise(coach: FakeCoach, size: tuple[int, int]) -> None:
    coach.locked = LockView("clinician", ("Let a doctor or physiotherapist look at this before you exercise.",))
    async with opened(coach, size=size) as person:
        assert isinstance(person.screen, StopScreen)
        await person.press("space", "n", "p", "d", "r", "f", "x", "1", "tab", "down")
        assert isinstance(person.screen, StopScreen)
        assert "Let a doctor" in person.sees
        await person.press("ctrl+p")
        await person.pilot.pause(0.2)
        assert "Start" not in person.sees
        assert coach.told == []


async def test_a_lock_opens_by_being_checked_and_a_new_screening(coach: FakeCoach) -> None:
    coach.locked = LockView("clinician", ("Let a doctor look at this.",))
    async with opened(coach, "c") as person:
        assert isinstance(person.screen, SafetyScreen)
        await person.press("n", "n", "enter", "1", "enter")
        assert isinstance(person.screen, TodayScreen)


async def test_the_summary_takes_felt_and_pain_by_one_key_each_and_says_what_comes_next(coach: FakeCoach) -> None:
    async with playing(coach, 1000, size=(120, 40)) as person:
        await person.press("q", "y")
        assert isinstance(person.screen, SummaryScreen)
        await person.press("o", "3", "h", "t")
        rated = [told[2:4] for told in coach.told if told[0] == "rate"]
        assert rated == [("ok", None), ("ok", 3), ("hard", 3), ("hard", 10)]
        text = person.sees
        for piece in (
            "✓ hard",
            "[10]",
            "0:15 of 0:40",
            "skipped",
            "Next time, tomorrow",
            "10 s × 2 each side at 60 %",
            "13 days",
        ):
            assert piece in text


async def test_the_summary_can_be_left_unanswered(coach: FakeCoach) -> None:
    async with playing(coach, 1000) as person:
        await person.press("q", "y", "enter")
        assert isinstance(person.screen, TodayScreen)
        assert not [told for told in coach.told if told[0] == "rate"]


async def test_a_rehearsal_is_not_rated(coach: FakeCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    real = FakeRunner.summary
    monkeypatch.setattr(FakeRunner, "summary", lambda runner: replace(real(runner), rehearsal=True))
    async with playing(coach, 1000, size=(120, 40)) as person:
        await person.press("q", "y")
        assert "A rehearsal: it counts for nothing." in person.sees
        await person.press("h", "3")
        assert not [told for told in coach.told if told[0] == "rate"]


async def test_what_must_be_asked_first_stands_in_the_way_of_a_start(coach: FakeCoach) -> None:
    coach.to_ask = (Choice("disc", "A known disc problem, stenosis or sciatica"),)
    async with opened(coach, "enter", "enter", "3") as person:
        assert isinstance(person.screen, ReadyScreen)
        assert "I have asked, or I accept" in person.sees
        await person.press("y")
        assert ("accept", ("disc",)) in coach.told
        await person.press("enter")
        assert isinstance(person.screen, PlayerScreen)


async def test_where_nothing_is_due_nothing_can_be_started(coach: FakeCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    real = FakeCoach.ready

    def nothing(coach: FakeCoach, name: str, options: PlayOptions) -> ReadyView:
        return replace(real(coach, name, options), nothing_due=True)

    monkeypatch.setattr(FakeCoach, "ready", nothing)
    async with opened(coach, "enter", "enter", "3") as person:
        assert isinstance(person.screen, ReadyScreen)
        assert "Nothing of this routine is due today." in person.sees


async def test_play_opens_on_ready_and_ends_with_the_summary(coach: FakeCoach) -> None:
    async with opened(coach, play="basics") as person:
        assert isinstance(person.screen, ReadyScreen)
        await person.press("enter")
        await person.press("q", "y")
        assert isinstance(person.screen, SummaryScreen)
        await person.press("enter")
    assert person.app.return_code == Exit.FINE


async def test_a_session_that_could_not_be_saved_ends_with_its_own_code(
    coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = FakeRunner.summary

    def unsaved(runner: FakeRunner) -> SessionSummary:
        return replace(real(runner), trouble="It could not be saved: the disk is full.")

    monkeypatch.setattr(FakeRunner, "summary", unsaved)
    async with opened(coach, "enter", "q", "y", play="basics", size=(120, 40)) as person:
        assert "the disk is full" in person.sees
        await person.press("enter")
    assert person.app.return_code == Exit.COULD_NOT


async def test_play_under_a_lock_ends_with_the_safety_code(coach: FakeCoach) -> None:
    coach.locked = LockView("emergency", ("Stop here.",))
    async with opened(coach, play="basics") as person:
        assert isinstance(person.screen, StopScreen)
        await person.press("q")
    assert person.app.return_code == Exit.SAFETY_LOCK


async def test_an_unknown_routine_ends_the_program_with_its_message_kept(
    coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> ReadyView:
        message = 'There is no routine "basic". Did you mean "basics"?'
        raise UsageError(message)

    monkeypatch.setattr(coach, "ready", unknown)
    async with opened(coach, play="basic") as person:
        pass
    assert person.app.return_code == Exit.USAGE
    assert "Did you mean" in str(person.app.failure)


@pytest.mark.parametrize("options", [PlayOptions(speed=4), PlayOptions(day=3)])
async def test_a_rehearsal_asks_nothing_about_a_session_that_was_cut_off(
    coach: FakeCoach, options: PlayOptions
) -> None:
    coach.view = replace(coach.view, unfinished=unfinished())
    async with opened(coach, play="basics", options=options) as person:
        assert isinstance(person.screen, ReadyScreen)
