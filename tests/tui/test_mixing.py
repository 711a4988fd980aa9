"""Mixing a session on the screens: areas from the list or the body, minutes, and go."""

from __future__ import annotations

import pytest
from tests.tui.looking import answer_no, every_size, opened
from textual.widgets import Input, SelectionList

from stretch_coach.mix.body import BACK, FRONT, body_text
from stretch_coach.mix.request import EVERYTHING
from stretch_coach.services.app_context import AppContext
from stretch_coach.tui.screens.mixing import MixingScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.widgets.body_map import BodyMap


@pytest.fixture
def screened(context: AppContext) -> AppContext:
    """A user who has answered the first question."""
    answer_no(context)
    return context


@every_size
async def test_areas_and_minutes_lead_to_a_session(screened: AppContext, size: tuple[int, int]) -> None:
    async with opened(screened, size=size) as person:
        await person.press("g")
        screen = person.on(MixingScreen)
        screen.query_one(SelectionList).select("neck")
        screen.query_one("#minutes", Input).value = "5"
        await person.press("g")
        person.on(ReadyScreen)
        assert "Neck, 5 minutes" in person.sees


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_click_on_the_body_chooses_the_area(screened: AppContext, size: tuple[int, int]) -> None:
    async with opened(screened, size=size) as person:
        await person.press("g")
        screen = person.on(MixingScreen)
        body = screen.query_one(BodyMap)
        cells = [(x, y) for y in range(body.size.height) for x in range(body.size.width)]
        drawn = [cell for cell in cells if body.area_at(*cell) == "chest"]
        assert len(drawn) > len([cell for cell in FRONT if cell.area == "chest"]) * (size[0] > 100)
        await person.pilot.click(body, offset=drawn[-1])
        await person.settle()
        assert screen.query_one(SelectionList).selected == ["chest"]
        assert "chest" in body.chosen
        assert "Mix a session: chest" in person.sees


async def test_what_does_not_fit_is_said_and_the_choice_stays(screened: AppContext) -> None:
    async with opened(screened, size=(120, 40)) as person:
        await person.press("g")
        screen = person.on(MixingScreen)
        screen.query_one("#words", Input).value = "foo"
        await person.press("g")
        assert person.on(MixingScreen) is screen
        assert "`foo` is no word" in person.notified


def test_the_drawn_body_has_every_area() -> None:
    assert {cell.area for cell in (*FRONT, *BACK)} - {""} == set(EVERYTHING)


def test_an_area_with_more_minutes_is_darker() -> None:
    lines = body_text({"neck": 1.0, "chest": 10.0})
    assert "█" in "".join(lines)
    assert "░" in lines[3]


async def test_history_shows_the_body_and_its_minutes(screened: AppContext) -> None:
    async with opened(screened, size=(120, 40)) as person:
        await person.press("h", "6")
        assert "inner thighs" in person.sees
        assert "front" in person.sees
        assert "Least time: hips, upper back, back thighs" in person.sees
