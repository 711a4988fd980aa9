"""A fold as plain values, so that it can go on another day without the years before (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from stretch_coach.ramp.fold import Fold
from stretch_coach.ramp.state import StepState
from stretch_coach.routine.model import Dose, Side
from stretch_coach.safety.pain import Marks

_OF_ROUTINE = ("step", "exercise", "ladder")
_OF_SESSION = ("session", "planned", "held", "session_hurt", "session_dose")
"""What counts only while one session is read."""
_NESTED = ("doses", "marks")
_PLAIN = tuple(name for name in StepState.__slots__ if name not in (*_OF_ROUTINE, *_OF_SESSION, *_NESTED))


def rules_of(fold: Fold) -> str:
    """Return all of a routine that decides how the record moves its steps, as text: the same text, the same places."""
    routine = fold.routine
    steps = [
        (name, state.exercise, state.step.from_day, state.step.until_day, [_parts(d) for d in state.ladder.doses],
         state.ladder.index)
        for name, state in fold.states.items()
    ]  # fmt: skip
    return repr((routine.name, routine.schedule.text(), steps))


def freeze(fold: Fold) -> dict[str, object]:
    """Return where a fold stands between two days, as JSON can hold it."""
    return {
        "good_days": fold.good_days,
        "last_good": fold.last_good,
        "first_side": fold.first_side,
        "steps": {name: _frozen(state) for name, state in fold.states.items()},
    }


def thaw(fold: Fold, kept: object) -> Fold:
    """Put a new fold of the same rules where a frozen one stood, and return it. Raises `ValueError`."""
    try:
        found = cast("Mapping[str, object]", kept)
        steps = cast("Mapping[str, list[object]]", found["steps"])
        for name, state in fold.states.items():
            _thaw(state, steps[name])
        fold.good_days = int(cast("int", found["good_days"]))
        fold.last_good = int(cast("int", found["last_good"]))
        fold.first_side = cast("Side | None", found["first_side"])
    except (KeyError, TypeError, ValueError) as error:
        message = f"no fold was kept here: {error}"
        raise ValueError(message) from error
    return fold


def _frozen(state: StepState) -> list[object]:
    plain = [getattr(state, name) for name in _PLAIN]
    return [plain, [_parts(dose) for dose in state.doses], list(state.marks)]


def _thaw(state: StepState, kept: list[object]) -> None:
    plain, doses, marks = cast("tuple[list[object], list[list[int]], list[int]]", kept)
    for name, value in zip(_PLAIN, plain, strict=True):
        setattr(state, name, value)
    state.doses = tuple(Dose(*parts) for parts in doses)
    state.marks = Marks(*marks)


def _parts(dose: Dose) -> tuple[int, int, int, int]:
    return dose.hold_ms, dose.reps, dose.sets, dose.range
