"""From a chosen routine through the questions to the summary: what follows what, and which exit code it ends with."""

from __future__ import annotations

import pytest
from tests.tui.fakes import FakeCoach, FakeRunner, unfinished
from tests.tui.looking import SIZES, app_with, play, read, seen

from stretch_coach.errors import Exit, UsageError
from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.screens.danger import DangerScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.screens.safety import SafetyScreen
from stretch_coach.tui.screens.stop import StopScreen
from stretch_coach.tui.screens.summary import SummaryScreen
from stretch_coach.tui.screens.today import TodayScreen
from stretch_coach.values import replace
from stretch_coach.wiring_views import Choice, LockView, PlayOptions, ReadyView, SafetyAnswers, SessionSummary


@pytest.fixture
def coach() -> FakeCoach:
    """Return a coach with an ordinary day."""
    return FakeCoach()


@pytest.mark.parametrize("size", SIZES)
async def test_ready_shows_question_danger_signs_and_doses_with_reasons(
    coach: FakeCoach, size: tuple[int, int]
) -> None:
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "How much does it hurt now?" in seen(app)
        assert "numbness" in seen(app)
        text = ""
        for _ in range(12):
            text += read(app)
            await pilot.press("pagedown")
            await pilot.pause()
        assert "10 s × 2 each side at 60 %" in text
        assert "Friday felt hard" in text
        assert "rests" in text


@pytest.mark.parametrize(("key", "pain"), [("0", 0), ("4", 4), ("t", 10), ("enter", None)])
async def test_a_digit_answers_and_starts_and_enter_starts_without(
    coach: FakeCoach, key: str, pain: int | None
) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, PlayerScreen)
        assert ("start", "basics", pain) in coach.told


async def test_a_score_can_be_clicked(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        rows = seen(app).splitlines()
        y = next(n for n, row in enumerate(rows) if " 0   1   2 " in row)
        await pilot.click(offset=(rows[y].index("10"), y))
        await pilot.pause()
        assert ("start", "basics", 10) in coach.told


async def test_a_danger_sign_before_the_session_locks_and_starts_nothing(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert isinstance(app.screen, DangerScreen)
        await pilot.press("2")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, StopScreen)
        assert not [told for told in coach.told if told[0] == "start"]
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == Exit.SAFETY_LOCK


async def test_escape_leads_back_to_today(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_before_the_first_session_one_screen_of_questions(coach: FakeCoach, size: tuple[int, int]) -> None:
    coach.screening = True
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SafetyScreen)
        await pilot.press("n", "n", "down", "space", "enter", "3", "4", "y", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReadyScreen)
        assert coach.told[0] == ("screen", SafetyAnswers("none", ("pregnancy",), "days", 4, walks=True))


async def test_questions_left_open_are_marked_and_nothing_starts(coach: FakeCoach) -> None:
    coach.screening = True
    app = app_with(coach)
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, SafetyScreen)
        assert "! Is one of these new?" in seen(app)
        assert coach.told == []


async def test_questions_can_be_answered_by_mouse_alone(coach: FakeCoach) -> None:
    coach.screening = True
    app = app_with(coach)
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("enter")
        await pilot.pause()

        async def click(words: str, which: int = 0) -> None:
            rows = seen(app).splitlines()
            y = [n for n, row in enumerate(rows) if words in row][which]
            await pilot.click(offset=(rows[y].index(words), y))
            await pilot.pause()

        await click("none of these")
        await click("none of these", 1)
        await click("Glaucoma")
        await click("nothing hurts")
        await click("done")
        assert coach.told[0] == ("screen", SafetyAnswers("none", ("glaucoma",), "none", None, None))


async def test_a_sign_ticked_in_the_questions_leads_to_the_stop_screen(coach: FakeCoach) -> None:
    coach.screening = True
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("y", "enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, StopScreen)
        assert "emergency number" in seen(app)


@pytest.mark.parametrize("size", SIZES)
async def test_under_a_lock_no_key_leads_to_an_exercise(coach: FakeCoach, size: tuple[int, int]) -> None:
    coach.locked = LockView("clinician", ("Let a doctor or physiotherapist look at this before you exercise.",))
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, StopScreen)
        await pilot.press("space", "n", "p", "d", "r", "f", "x", "1", "tab", "down")
        await pilot.pause()
        assert isinstance(app.screen, StopScreen)
        assert "Let a doctor" in seen(app)
        await pilot.press("ctrl+p")
        await pilot.pause(0.2)
        assert "Start" not in seen(app)
        assert coach.told == []


async def test_a_lock_opens_by_being_checked_and_a_new_screening(coach: FakeCoach) -> None:
    coach.locked = LockView("clinician", ("Let a doctor look at this.",))
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, SafetyScreen)
        await pilot.press("n", "n", "enter", "1", "enter")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


async def test_the_summary_takes_felt_and_pain_by_one_key_each_and_says_what_comes_next(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        await play(pilot, coach, 1000)
        await pilot.press("q", "y")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("o", "3", "h", "t")
        rated = [told[2:4] for told in coach.told if told[0] == "rate"]
        assert rated == [("ok", None), ("ok", 3), ("hard", 3), ("hard", 10)]
        text = seen(app)
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
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, 1000)
        await pilot.press("q", "y")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert not [told for told in coach.told if told[0] == "rate"]


async def test_a_rehearsal_is_not_rated(coach: FakeCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    real = FakeRunner.summary
    monkeypatch.setattr(FakeRunner, "summary", lambda runner: replace(real(runner), rehearsal=True))
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        await play(pilot, coach, 1000)
        await pilot.press("q", "y")
        await pilot.pause()
        assert "A rehearsal: it counts for nothing." in seen(app)
        await pilot.press("h", "3")
        assert not [told for told in coach.told if told[0] == "rate"]


async def test_what_must_be_asked_first_stands_in_the_way_of_a_start(coach: FakeCoach) -> None:
    coach.to_ask = (Choice("disc", "A known disc problem, stenosis or sciatica"),)
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter", "3")
        await pilot.pause()
        assert isinstance(app.screen, ReadyScreen)
        assert "I have asked, or I accept" in seen(app)
        await pilot.press("y")
        await pilot.pause()
        assert ("accept", ("disc",)) in coach.told
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, PlayerScreen)


async def test_where_nothing_is_due_nothing_can_be_started(coach: FakeCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    real = FakeCoach.ready

    def nothing(coach: FakeCoach, name: str, options: PlayOptions) -> ReadyView:
        return replace(real(coach, name, options), nothing_due=True)

    monkeypatch.setattr(FakeCoach, "ready", nothing)
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter", "3")
        await pilot.pause()
        assert isinstance(app.screen, ReadyScreen)
        assert "Nothing of this routine is due today." in seen(app)


async def test_play_opens_on_ready_and_ends_with_the_summary(coach: FakeCoach) -> None:
    app = app_with(coach, play="basics")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReadyScreen)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        await pilot.press("q", "y")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_code == Exit.FINE


async def test_a_session_that_could_not_be_saved_ends_with_its_own_code(
    coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = FakeRunner.summary

    def unsaved(runner: FakeRunner) -> SessionSummary:
        return replace(real(runner), trouble="It could not be saved: the disk is full.")

    monkeypatch.setattr(FakeRunner, "summary", unsaved)
    app = app_with(coach, play="basics")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        await pilot.press("q", "y")
        await pilot.pause()
        assert "the disk is full" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_code == Exit.COULD_NOT


async def test_play_under_a_lock_ends_with_the_safety_code(coach: FakeCoach) -> None:
    coach.locked = LockView("emergency", ("Stop here.",))
    app = app_with(coach, play="basics")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, StopScreen)
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == Exit.SAFETY_LOCK


async def test_an_unknown_routine_ends_the_program_with_its_message_kept(
    coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> ReadyView:
        message = 'There is no routine "basic". Did you mean "basics"?'
        raise UsageError(message)

    monkeypatch.setattr(coach, "ready", unknown)
    app = app_with(coach, play="basic")
    async with app.run_test() as pilot:
        await pilot.pause()
    assert app.return_code == Exit.USAGE
    assert "Did you mean" in str(app.failure)


@pytest.mark.parametrize("options", [PlayOptions(speed=4), PlayOptions(day=3)])
async def test_a_rehearsal_asks_nothing_about_a_session_that_was_cut_off(
    coach: FakeCoach, options: PlayOptions
) -> None:
    coach.view = replace(coach.view, unfinished=unfinished())
    app = StretchApp(coach, play="basics", options=options)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReadyScreen)
