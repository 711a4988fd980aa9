"""The one order of Today: followed routines as they were chosen, and relief before all else after a day of pain."""

from __future__ import annotations

import os
from pathlib import Path

from tests.services.test_sessions import SHORT, _played, _write

from stretch_coach.services.app_context import AppContext
from stretch_coach.services.following import set_followed
from stretch_coach.services.listing import listed
from stretch_coach.services.rating import rate_session
from stretch_coach.services.screening import report_sign
from stretch_coach.services.today import today_view
from stretch_coach.settings import load_settings
from stretch_coach.testing import FakeClock


def names(context: AppContext) -> list[str]:
    return [card.name for card in today_view(context).routines]


def test_followed_routines_come_first_in_the_order_in_which_they_were_chosen(screened: AppContext) -> None:
    set_followed(screened, "evening", on=True)
    set_followed(screened, "desk", on=True)
    assert names(screened)[:3] == ["basics", "evening", "desk"]


def test_after_a_day_of_pain_relief_is_really_first_although_others_are_followed(
    screened: AppContext, clock: FakeClock
) -> None:
    set_followed(screened, "desk", on=True)
    _write(screened, "short", SHORT)
    rate_session(screened, _played(screened, clock).id, pain_after=7)
    assert names(screened)[:3] == ["relief", "basics", "desk"]


def test_a_lock_shows_on_every_card_and_in_the_list(screened: AppContext) -> None:
    report_sign(screened, "clinician")
    assert {card.state for card in today_view(screened).routines} == {"locked"}
    assert {row.today for row in listed(screened)} == {"locked"}


def test_the_list_names_every_routine_by_name_and_the_first_mistake_of_a_broken_one(screened: AppContext) -> None:
    _write(screened, "odd", "title: Odd\nsteps:\n  - exercise: kne-to-chest\n")
    rows = listed(screened)
    assert [row.name for row in rows] == sorted(row.name for row in rows)
    (odd,) = (row for row in rows if row.name == "odd")
    assert odd.today == "broken"
    assert str(odd.problem).startswith("line 3, column")


def test_mistakes_of_the_settings_are_reported_once_on_today_and_to_the_command_line(clock: FakeClock) -> None:
    home = Path(os.environ["STRETCH_COACH_HOME"])
    home.mkdir(parents=True)
    (home / "settings.toml").write_text("this is = = not toml\n", encoding="utf-8")
    reported: list[str] = []
    with AppContext(load_settings(os.environ), clock, on_warning=reported.append) as context:
        today_view(context)
        (warning,) = today_view(context).warnings
    assert "The defaults are used." in warning
    assert reported == [warning]
