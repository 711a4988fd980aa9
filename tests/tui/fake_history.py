"""A record for the tests of the history screen: two years of days, each kind among them."""

from __future__ import annotations

from datetime import date, timedelta

from stretch_coach.history.days import State as DayState
from stretch_coach.services.history import (
    CurveName,
    CurvePoint,
    CurveView,
    DayView,
    HeldRow,
    HistoryView,
    PastDay,
    SessionCard,
)
from stretch_coach.services.today import StreakView

TODAY = date(2026, 11, 22)
DAYS = 730
MISSED, GRACED, EXCUSED, PARTIAL, REST = 5, 9, 12, 14, 16
"""So many days ago."""
EXERCISES = (("knee-to-chest", "Knee to chest"), ("hip-bridge", "Hip bridge"))


def ago(days: int) -> date:
    """Return the date so many days before today."""
    return TODAY - timedelta(days=days)


class FakeHistory:
    """Satisfies `HistoryPort`; remembers which curves were asked for."""

    exercises = EXERCISES

    def __init__(self, days: int = DAYS) -> None:
        self.view = HistoryView(
            today=TODAY,
            days=tuple(_past(n) for n in range(days - 1, -1, -1)),
            streak=StreakView(12, 41, 0.78, 1, 2, ago(-1)) if days > 1 else StreakView(0, 0, 0.0, 2, 2, None),
            coming=(TODAY, ago(-1), ago(-3), ago(-5)),
            until=ago(-27),
        )
        self.asked: list[tuple[CurveName, str]] = []

    def day(self, day: date) -> DayView:
        """Return one session of basics on done days, and what else there is on the others."""
        if day == ago(EXCUSED):
            return DayView(day, (), excused="travel")
        if day == ago(GRACED):
            return DayView(day, (), activities=(("walking", 30),))
        past = self.view.on(day)
        if past is None or past.state not in ("done", "partial"):
            return DayView(day, ())
        steps = (
            HeldRow("Pelvic tilt", 50_000, 50_000, "done"),
            HeldRow("Knee to chest", 120_000, 90_000, "partial"),
            HeldRow("Hip bridge", 60_000, 12_000, "hurt"),
        )
        card = SessionCard(
            session_id="s1",
            title="Basics",
            at="07:12",
            minutes=9,
            status="done",
            rehearsal=False,
            planned_ms=230_000,
            held_ms=152_000,
            felt="ok",
            pain_before=3,
            pain_after=1,
            pain_next_morning=2,
            steps=steps,
        )
        return DayView(day, (card,))

    def curve(self, name: CurveName, exercise: str = "") -> CurveView:
        """Return a line that rises by one over the record, and one below it for pain."""
        self.asked.append((name, exercise))
        days = [past for past in self.view.days if past.state == "done"]
        top = {"minutes": 14.0, "pain": 6.0, "hold": 30.0, "score": 1.0}[name]
        line = tuple(CurvePoint(past.day, top * (n + 1) / len(days)) for n, past in enumerate(days))
        return CurveView(name, (line, line[::2]) if name == "pain" else (line,))


def _past(days_ago: int) -> PastDay:
    states: dict[int, DayState] = {
        0: "pending",
        MISSED: "missed",
        GRACED: "missed",
        EXCUSED: "excused",
        PARTIAL: "partial",
        REST: "rest",
    }
    state = states.get(days_ago, "done")
    return PastDay(ago(days_ago), state, days_ago == GRACED, 9 if state == "done" else 0, 0.78)
