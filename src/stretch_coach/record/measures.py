"""What can be measured of how far one reaches and turns, and how it went on (pure).

Measurements are lines of the record; they never count as practice and are no part of the streak.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from stretch_coach.record.lines import Line, Measure
from stretch_coach.routine.dose import Side

EVERY_DAYS = 14
"""So often it says something: less, and the day's form is all one sees (our own cautious choice)."""
_GIVEN_UP_DAYS = 90
Better = Literal["less", "more"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing that can be measured."""

    name: str
    title: str
    unit: Literal["cm", "degrees"]
    better: Better
    sides: tuple[Side | None, ...]
    how: tuple[str, ...]
    """What to do, sentence by sentence, with `{side}` and `{other}`."""
    read: str
    """What number to give."""
    least: float
    most: float
    avoid: tuple[str, ...] = ()
    """Cautions with which it is left out."""


_BOTH: tuple[Side | None, ...] = ("left", "right")
MEASURES: Mapping[str, Measured] = {
    measured.name: measured
    for measured in (
        Measured(
            "fingertip-floor", "Fingertips to the floor", "cm", "less", (None,),
            ("Stand with your feet together and your knees straight.", "Bend forward slowly and let your arms hang.",
             "Stop at the first clear pull."),
            "the gap between your middle fingers and the floor; 0 where they touch it", 0, 100,
            ("osteoporosis", "disc", "leg-pain", "eyes", "heart", "balance", "recent-surgery"),
        ),
        Measured(
            "sit-and-reach", "Sit and reach", "cm", "more", (None,),
            ("Sit on the floor, legs long, soles against a wall.",
             "Reach forward along your legs and hold for two breaths."),
            "how far your fingers reach beyond your toes; with a minus, how far they stay short of them", -60, 40,
            ("osteoporosis", "disc", "leg-pain", "recent-surgery"),
        ),
        Measured(
            "neck-turn", "Neck turn", "degrees", "more", _BOTH,
            ("Sit tall, shoulders still.", "Turn your head to the {side} as far as is comfortable."),
            "the angle, by eye: 0 is straight ahead, 45 half way, 90 over the shoulder", 0, 110, ("neck",),
        ),
        Measured(
            "shoulder-reach", "Reach behind the back", "cm", "less", _BOTH,
            ("{side} hand over your {side} shoulder and down your back.", "{other} hand up your back from below.",
             "Bring the fingers toward each other; somebody or a mirror helps to see."),
            "the gap between the middle fingers; 0 where they touch, with a minus how far they overlap", -30, 70,
            ("shoulder",),
        ),
        Measured(
            "hamstring-angle", "Leg lift, lying", "degrees", "more", _BOTH,
            ("Lie on your back, both legs long.", "Lift your {side} leg, knee straight, to the first clear pull."),
            "the angle, by eye: 0 is on the floor, 45 half way, 90 straight up", 0, 130,
            ("late-pregnancy", "disc", "leg-pain", "recent-surgery"),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one measure and side, oldest first; of a day the last one."""

    measured: Measured
    side: Side | None
    points: tuple[tuple[date, float], ...]

    @property
    def title(self) -> str:
        """`Neck turn, left`."""
        return f"{self.measured.title}, {self.side}" if self.side else self.measured.title

    @property
    def change(self) -> str:
        """What became of it since the first time: `4 cm better`, "" with one value."""
        if len(self.points) < 2:  # noqa: PLR2004  nothing to compare
            return ""
        by = self.points[-1][1] - self.points[0][1]
        if not by:
            return "no change"
        better = (by < 0) == (self.measured.better == "less")
        return f"{abs(by):g} {self.measured.unit} {'better' if better else 'less far'}"


def series(lines: Iterable[Line]) -> tuple[Series, ...]:
    """Return all that was measured, by measure and side, in the order of the table."""
    found: dict[tuple[str, Side | None], dict[date, float]] = {}
    for line in lines:
        if isinstance(line, Measure) and line.what in MEASURES:
            found.setdefault((line.what, line.side), {})[line.practice_day] = line.value
    return tuple(
        Series(measured, side, tuple(sorted(found[name, side].items())))
        for name, measured in MEASURES.items()
        for side in measured.sides
        if (name, side) in found
    )


def due(lines: Iterable[Line], today: date) -> date | None:
    """Return the day from which the next measuring is due, None for a user who never began or has left it for long."""
    last = last_day(lines, today)
    if last is None or (today - last).days > _GIVEN_UP_DAYS:
        return None
    return last + timedelta(days=EVERY_DAYS)


def last_day(lines: Iterable[Line], today: date) -> date | None:
    """Return the day of the last measuring, None where there was none."""
    return max(
        (line.practice_day for line in lines if isinstance(line, Measure) and line.practice_day <= today), default=None
    )


def chart_text(points: Sequence[tuple[date, float]], better: Better) -> str:
    """Return values as one line of bars, the higher the better: `▂▃▅█`."""
    values = [value if better == "more" else -value for _, value in points]
    low, high = min(values), max(values)
    span = high - low or 1.0
    return "".join("▁▂▃▄▅▆▇█"[round((value - low) / span * 7)] for value in values)
