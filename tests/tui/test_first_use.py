"""From an empty home to the first movement: one question, one key, and a stop that nobody can overlook."""

from __future__ import annotations

import re

import pytest
from tests.tui.looking import Person, answer_no, clock_of, every_size, new_context, opened

from stretch_coach.errors import Exit
from stretch_coach.record.lines import Session
from stretch_coach.safety.questions import CAUTION_CHOICES, CLINICIAN_SIGNS, EMERGENCY_SIGNS
from stretch_coach.services import screening
from stretch_coach.services.app_context import AppContext
from stretch_coach.tui import app as app_module
from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.screens.danger import DangerScreen
from stretch_coach.tui.screens.pain import PainScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.screens.screening import ScreeningScreen
from stretch_coach.tui.screens.stop import StopScreen

MOST_KEYS = 3
MOST_WORDS = 260


def words(text: str) -> int:
    """How many words a person reads; figures in dots are none."""
    return len(re.findall(r"[A-Za-z0-9][\w'-]*", text))


async def test_a_healthy_newcomer_presses_few_keys_and_reads_few_words(context: AppContext) -> None:
    async with opened(context, play="basics", size=(120, 40)) as person:
        read = words(person.sees)
        await person.press("n")
        read += words(person.sees)
        await person.press("enter")
        person.on(PlayerScreen)
    assert read <= MOST_WORDS, read


@pytest.mark.parametrize(("key", "level"), [("2", "stiff"), ("3", "fine"), ("enter", "stiff")])
async def test_one_key_starts_and_says_how_the_user_is(context: AppContext, key: str, level: str) -> None:
    async with opened(context, "n", key, play="basics") as person:
        person.on(PlayerScreen)
        await person.wait(5000)
        await person.press("q", "y")
    sessions = [line for line in new_context().lines() if isinstance(line, Session)]
    assert not sessions or sessions[-1].level == level


async def test_pain_is_asked_only_after_it_hurts(context: AppContext) -> None:
    async with opened(context, "n", "1", play="basics") as person:
        person.on(PainScreen)
        await person.press("4")
        assert "How long has it hurt" in person.sees
        await person.press("4", "y")
        person.on(PlayerScreen)
    answers = new_context().answers()
    assert answers is not None
    assert (answers.onset, answers.rest_pain, answers.walks) == ("months", 4, True)


async def test_no_pain_after_all_asks_nothing_more(context: AppContext) -> None:
    async with opened(context, "n", "1", "0", play="basics") as person:
        person.on(PlayerScreen)


async def test_going_back_from_the_pain_question_starts_nothing(context: AppContext) -> None:
    async with opened(context, "n", "1", "escape", play="basics") as person:
        person.on(ReadyScreen)


@every_size
async def test_the_question_is_answered_by_keys_and_by_clicks_at_every_size(
    context: AppContext, size: tuple[int, int]
) -> None:
    async with opened(context, play="basics", size=size) as person:
        person.on(ScreeningScreen)
        await person.click("none of it")
        person.on(ReadyScreen)
        await person.click("Fine") if "Fine" in person.sees else await person.press("3")
        person.on(PlayerScreen)


async def test_a_yes_opens_the_lists_in_full_the_urgent_ones_first(context: AppContext) -> None:
    async with opened(context, "y", play="basics", size=(120, 40)) as person:
        assert all(sign in person.reads for sign in EMERGENCY_SIGNS)
        await person.press("n")
        assert all(sign in person.reads for sign in CLINICIAN_SIGNS)
        await person.press("n")
        assert all(title in person.reads for title in CAUTION_CHOICES.values())


async def test_ticked_cautions_are_kept(context: AppContext) -> None:
    async with opened(context, "y", "n", "n", "space", "down", "down", "space", "enter", "1", play="relief") as person:
        assert isinstance(person.screen, ReadyScreen)
    answers = new_context().answers()
    assert answers is not None
    first, _, third, *_ = CAUTION_CHOICES
    assert answers.cautions == (first, third)


async def test_a_yes_to_an_emergency_sign_stops_at_once_and_no_habit_leaves_the_stop(context: AppContext) -> None:
    async with opened(context, "y", "y", play="basics") as person:
        person.on(StopScreen)
        await person.press("enter", "escape", "space", "n", "y", "1", "ctrl+c")
        person.on(StopScreen)
        assert "Call" in person.sees
    assert new_context().safety().lock == "emergency"


async def test_the_stop_is_left_with_q_and_its_text_stays_on_the_terminal(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = StretchApp(context, play="basics")
    async with app.run_test() as pilot:
        person = Person(pilot, context)
        await person.settle()
        for key in ("y", "y", "q"):
            await person.press(key)
    monkeypatch.setattr(app, "run", lambda: app.return_value)
    said: list[str] = []
    assert app_module._run(app, said.append) == Exit.SAFETY_LOCK
    assert "Call" in " ".join(said)


async def test_a_clinician_sign_locks_until_it_was_checked(context: AppContext) -> None:
    async with opened(context, "y", "n", "y", "n", play="basics") as person:
        person.on(StopScreen)
        await person.press("c", "n", "n", "y", "enter", "1")
        person.on(ReadyScreen)
    assert new_context().safety().lock is None


async def test_a_clinician_sign_that_was_checked_goes_on(context: AppContext) -> None:
    async with opened(context, "y", "n", "y", "y", "enter", "1", play="basics") as person:
        person.on(ReadyScreen)


async def test_no_keeps_the_cautions_ticked_before(context: AppContext) -> None:
    answer_no(context, "osteoporosis")
    clock_of(context).jump(40 * 24 * 3_600_000)
    async with opened(context, play="basics", size=(120, 40)) as person:
        assert "Osteoporosis" in person.sees
        await person.press("n")
        person.on(ReadyScreen)
    answers = new_context().answers()
    assert answers is not None
    assert answers.cautions == ("osteoporosis",)


async def test_esc_leaves_the_question_without_an_answer(context: AppContext) -> None:
    async with opened(context, play="basics") as person:
        await person.press("escape")
    assert new_context().answers() is None


async def test_the_danger_signs_lie_behind_an_exclamation_mark(context: AppContext) -> None:
    answer_no(context)
    async with opened(context, "!", play="basics", size=(120, 40)) as person:
        person.on(DangerScreen)
        assert all(sign in person.reads for sign in (*EMERGENCY_SIGNS, *CLINICIAN_SIGNS))
        await person.press("n")
        person.on(ReadyScreen)
        await person.press("!", "1")
        person.on(StopScreen)


async def test_cautions_that_need_asking_come_before_the_start(context: AppContext) -> None:
    answer_no(context, "disc")
    async with opened(context, play="basics", size=(120, 40)) as person:
        await person.press("enter", "2")
        person.on(ReadyScreen)
        assert "ask a doctor or physiotherapist before you start" in person.reads
        await person.press("y", "2")
        person.on(PlayerScreen)


async def test_a_standing_lock_is_shown_when_the_program_opens(context: AppContext) -> None:
    screening.report_sign(context, "clinician")
    async with opened(context) as person:
        person.on(StopScreen)
