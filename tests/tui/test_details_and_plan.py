"""One routine in full, and its coming days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.looking import every_size, opened

from stretch_coach.tui.glyphs import UNICODE
from stretch_coach.tui.pages.details import body
from stretch_coach.tui.pages.pictures import stills
from stretch_coach.tui.screens.plan import PlanScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.values import replace

if TYPE_CHECKING:
    from tests.tui.fake_coach import FakeCoach

    from stretch_coach.figure.draw import Style


@every_size
async def test_details_show_growth_cautions_and_how_each_step_is_done(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with opened(coach, "d", size=size) as person:
        text = await person.leaf(20)
        for piece in (
            "Five plain exercises",
            "Ask first",
            "5 s × 2 at 50 % →",
            "Hold behind one thigh.",
            "step 2 of 13",
            "Mayo Clinic",
        ):
            assert piece in text


async def test_a_routine_is_followed_and_started_from_its_details(coach: FakeCoach) -> None:
    async with opened(coach, "d") as person:
        assert "stop following" in person.sees
        await person.press("f", "enter")
        assert ("follow", "basics", False) in coach.told
        assert isinstance(person.screen, ReadyScreen)


@every_size
async def test_the_plan_shows_each_step_over_the_days_and_one_in_full(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with opened(coach, "p", size=size) as person:
        assert "▶ Pelvic tilt" in person.sees
        await person.press("down")
        assert "▶ Knee to chest" in person.sees
        text = await person.leaf(16)
        assert "30 s" in text
        assert "Sat 12 Dec" in text
        assert "One step up after a good day." in text


async def test_what_ifs_add_up_and_are_taken_back_and_touch_nothing(coach: FakeCoach) -> None:
    async with opened(coach, "p", size=(120, 40)) as person:
        before = person.sees
        await person.press("h", "p", "a", "g")
        assert "a hard day, then a day with pain 6, then three days away, then a good day" in person.reads
        await person.press("u")
        assert person.sees == before
        assert coach.told == []
        assert isinstance(person.screen, PlanScreen)


@every_size
async def test_a_place_is_chosen_by_hand_written_and_taken_back(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with opened(coach, "p", "down", "s", size=size) as person:
        assert "Knee to chest: step 3 of 8, 6 s × 2 each side at 60 %" in person.reads
        assert "set it" in person.sees
        await person.press("right", "plus", "left")
        assert "step 4 of 8, 8 s × 2 each side at 60 %" in person.reads
        assert coach.told == []
        await person.press("enter")
        assert coach.told == [("place", "basics", "knee-to-chest", 3)]
        assert "Step 4 of 8 · set by hand today" in person.sees
        await person.press("z")
        assert coach.told[1:] == [("unplace", "basics", "knee-to-chest")]
        assert "Step 3 of 8" in person.sees


@pytest.mark.parametrize("leave", ["escape", "enter"])
async def test_a_place_left_as_it_is_writes_nothing(coach: FakeCoach, leave: str) -> None:
    async with opened(coach, "p") as person:
        before = person.sees
        await person.press("s", "up", "g", "left", "right", leave)
        assert coach.told == []
        assert isinstance(person.screen, PlanScreen)
        assert person.sees == before


async def test_a_place_is_chosen_with_the_mouse(coach: FakeCoach) -> None:
    async with opened(coach, "p", size=(100, 30)) as person:
        for words in ("set by hand", "→ higher", "set it"):
            await person.click(words)
        assert coach.told == [("place", "basics", "pelvic-tilt", 3)]


BRAILLE = range(0x2801, 0x2900)


def braille(text: str) -> bool:
    """Tell whether anything is drawn in dots."""
    return any(ord(letter) in BRAILLE for letter in text)


@pytest.mark.parametrize(("size", "drawn"), [((120, 40), True), ((80, 24), True), ((60, 20), False), ((40, 14), False)])
async def test_a_step_has_its_picture_beside_its_words_where_there_is_room(
    coach: FakeCoach, size: tuple[int, int], *, drawn: bool
) -> None:
    async with opened(coach, "d", size=size) as person:
        text = await person.leaf(12)
        assert braille(text) is drawn


@pytest.mark.parametrize(("style", "marks"), [("blocks", "▀▄█"), ("ascii", "/|\\-_")])
def test_pictures_are_drawn_as_the_terminal_can_show_them(coach: FakeCoach, style: Style, marks: str) -> None:
    text = "\n".join(line.plain for line in body(coach.details("basics"), 110, UNICODE, style))
    assert not braille(text)
    assert sum(text.count(mark) for mark in marks) > 10


def test_a_page_with_pictures_is_never_wider_than_its_room_and_keeps_its_words(coach: FakeCoach) -> None:
    view = coach.details("basics")
    for width in range(38, 130, 7):
        lines = body(view, width, UNICODE, "braille")
        assert max(line.cell_length for line in lines) <= width
        assert "Hold behind one thigh." in " ".join(" ".join(line.plain for line in lines).split())


def test_a_step_without_a_figure_has_all_the_width_for_its_words(coach: FakeCoach) -> None:
    view = coach.details("basics")
    bare = replace(view.today.due[0].step.exercise, figure={"start": {"at": "nowhere"}})
    assert stills(bare, 20, 7, "braille") == ()
