"""The handout of a routine, from the record or for a user who begins."""

from __future__ import annotations

from stretch_coach.reports.handout import Handout, handout, sessions_a_week
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.details import needs_text
from stretch_coach.services.prescriptions import Prescriber
from stretch_coach.text import full_date, printable


def handout_page(
    context: AppContext, name: str, *, weeks: int = 4, day: int | None = None, patient: str = ""
) -> Handout:
    """Return the page with doses for `weeks` weeks, as the record is.

    With `day` it is for someone else, who has `day` - 1 good days: then neither the record nor the cautions and swaps
    of the user count.
    """
    routine = context.routines.load(name)
    many = weeks * sessions_a_week(routine.schedule)
    prescriber = Prescriber(context, anybody=day is not None)
    if day is None:
        sessions = [one.prescription for one in prescriber.coming(routine, days=many)] or [
            prescriber.on_day(routine, 1)
        ]
    else:
        sessions = [prescriber.on_day(routine, number) for number in range(day, day + many)]
    return handout(
        routine,
        sessions,
        needs=needs_text(sessions[0]),
        date=full_date(context.practice_day()),
        patient=printable(patient),
    )
