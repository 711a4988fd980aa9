"""Why a step is where it is, in one line that names the day and the fact that decided.

The words never blame: a fall is a smaller dose, not a failure.
"""

from __future__ import annotations

from datetime import date

from stretch_coach.ramp.detraining import FIRST, HALF, THREE
from stretch_coach.ramp.ladder import Ladder
from stretch_coach.ramp.state import StepState
from stretch_coach.record.lines import Level
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Kind, Variant
from stretch_coach.safety.pain import AMBER, GOOD, HARD, RED, SAME, SEVERE, worse_next_morning
from stretch_coach.text import dose_short, duration, number_word, past_date

TOP_DAYS = 6
"""Good days at the target that bring the offer of something harder."""


def due_reason(state: StepState, place: int, far: int, today: int, level: Level) -> str:
    """Return the reason for the dose of a step that is due: the dose, then what decided it."""
    dose = state.ladder.dose(place)
    return f"{dose_short(state.step.exercise.kind, dose)}: {_fact(state, place, far, today, level)}"


def first_time(ladder: Ladder, place: int, level: Level) -> str:
    """Return why a step that was never played starts on a place."""
    if ladder.last == 0:
        return "the first time, and the same from day to day"
    if place == 0:
        return "the first time, so it starts small"
    how_far = "a third of the way up" if level == "stiff" else "two thirds up"
    return f"you felt {level}, so you start {how_far}"


def joining_reason(good_days: int, from_day: int) -> str:
    """Return what brings in a step that has not joined yet."""
    left = from_day - 1 - good_days
    days = "one more good day" if left == 1 else f"{number_word(left)} more good days"
    return f"joins on day {from_day} of this routine: {days} to go"


def rest_reason(state: StepState, today: int) -> str:
    """Return why a step rests today."""
    return (
        f"rests {'today' if state.red != today else 'from now on until the day after tomorrow'}: {_red(state, today)}"
    )


def paused_reason(state: StepState, today: int) -> str:
    """Return why a step is paused and what brings it back."""
    why = _red(state, today) if state.pause_pain else "too much twice within seven days"
    return f"paused since {_day(state.paused, today)} ({why}): it comes back after a new safety screening"


def offer(state: StepState) -> str:
    """Return what is offered at either end of the ladder, "" when nothing is."""
    exercise = state.step.exercise
    if state.top_days >= TOP_DAYS:
        harder = f"Harder: {_variant(exercise.harder)}. Or" if exercise.harder else "You could"
        days = f"{number_word(TOP_DAYS)} good days at the target"
        return f"{exercise.title}: {days}. {harder} keep it up on 2 or 3 days a week."
    if state.bottomed:
        easier = f"Easier: {_variant(exercise.easier)}. Or" if exercise.easier else "You could"
        return f"{exercise.title}: already as small as it gets. {easier} leave it out for a while."
    return ""


def decided(state: StepState, today: int) -> str:
    """Return what the last day did to a step, for the trace of the plan."""
    if state.by_hand:
        return _hand(state, today)
    fact = _rated(state, state.place, today)
    if state.rest == state.played + 1:
        fact = f"{fact}; the next day is a rest from it"
    return f"{_away(state.away, state.away_since, state.base, today)}; {fact}" if state.away else fact


def _fact(state: StepState, place: int, far: int, today: int, level: Level) -> str:
    if far:
        return _away(far, state.since, state.place, today)
    if state.by_hand:
        return _hand(state, today)
    if not state.played:
        return first_time(state.ladder, place, level)
    if state.played == today and state.rating < HARD:
        return "played today already, so the same again"
    return _rated(state, place, today)


def _hand(state: StepState, today: int) -> str:
    why = f" ({state.hand_reason})" if state.hand_reason not in ("", "set by hand") else ""
    return f"set by hand {_on(state.by_hand, today)}{why}"


def _away(far: int, since: int, place: int, today: int) -> str:
    away = f"away since {_day(since, today)}"
    if place == 0:
        return f"{away}; this is as small as it gets"
    if far == FIRST:
        return f"{away}, so from the start again"
    if far == HALF:
        return f"{away}, so half of the way back"
    return f"{away}, so {'three steps back' if far == THREE else 'an earlier step'} today"


def _rated(state: StepState, place: int, today: int) -> str:
    """Return what the last day of practice decided."""
    took_up = f"taken up from what was played {_on(state.played, today)}; " if state.anchored else ""
    return took_up + _RATED[state.rating](state, place, today)


def _good(state: StepState, place: int, today: int) -> str:
    went_well = f"{_day(state.played, today)} went well"
    ladder = state.ladder
    if place == state.base:
        return f"{went_well}, {'and this is the target' if place == ladder.last else 'so on to the start'}"
    return f"{went_well}, {_grown(state.step.exercise.kind, ladder.dose(state.base), ladder.dose(place))}"


def _hard(state: StepState, _: int, today: int) -> str:
    played = _day(state.played, today)
    if state.hard_run == 1:
        return f"{played} felt hard, so the same again"
    return f"{played} felt hard again, {_fallen(state, 'two steps back')}"


def _smaller(state: StepState, _: int, today: int) -> str:
    how_far = "one step back" if state.amber_run == 1 else "three steps back"
    return f"{_fallen(state, how_far)}, because {_amber(state, today)}"


def _stopped(state: StepState, _: int, today: int) -> str:
    return f"{_red(state, today)}, {_fallen(state, 'a shorter, smaller version')}"


def _fallen(state: StepState, how_far: str) -> str:
    if state.bottomed:
        return "as small as it gets" if state.rating == AMBER else "and this is as small as it gets"
    return how_far if state.rating == AMBER else f"so {how_far}"


def _again(state: StepState, _: int, today: int) -> str:
    return f"{_why_same(state, today)}, so the same again"


def _why_same(state: StepState, today: int) -> str:
    played, marks = _day(state.played, today), state.marks
    if state.held_back:
        return f"something hurt {_on(state.played, today)}"
    if not state.finished:
        return f"{played} was not finished"
    if marks.felt < 0 or marks.pain < 0:
        return f"{played} was not rated"
    return f"pain went up by {marks.rise} {_on(state.played, today)}"


def _amber(state: StepState, today: int) -> str:
    marks = state.marks
    if marks.pain < 4:  # noqa: PLR2004  below it only the morning makes a day amber
        return "the morning after was worse" if state.played != today else "the morning was worse"
    more = ", and the morning after was worse" if worse_next_morning(marks) else ""
    again = "again " if state.amber_run > 1 else ""
    return f"pain was {again}{marks.pain} {_on(state.played, today)}{more}"


def _red(state: StepState, today: int) -> str:
    on = _on(state.red, today)
    if state.red != state.played:
        return f"too much {on}"
    return f"this hurt {on}" if state.hurt else f"pain was {state.marks.pain} {on}"


def _day(day: int, today: int) -> str:
    """Return the name of a day (both ordinals) as read on `today`."""
    return past_date(date.fromordinal(day), date.fromordinal(today))


def _on(day: int, today: int) -> str:
    return "today" if day == today else f"on {_day(day, today)}"


def _grown(kind: Kind, before: Dose, after: Dose) -> str:
    """Return what a rise added."""
    if after.hold_ms > before.hold_ms:
        return f"so {duration(after.hold_ms - before.hold_ms)} more"
    if after.reps > before.reps:
        more = after.reps - before.reps
        return (
            f"so {number_word(more)} more"
            if kind == "movement"
            else f"so {number_word(more)} more repetition{'s' * (more > 1)}"
        )
    if after.sets > before.sets:
        return "so one more set"
    if after.range > before.range:
        return "so a little more range"
    return "and it stays once more before it grows"


def _variant(variant: Variant) -> str:
    return variant.text[:1].lower() + variant.text[1:].removesuffix(".")


def leaving_reason(until_day: int) -> str:
    """Return why a step with `until: day N` is gone."""
    return f"not after day {until_day - 1} of this routine"


_RATED = {GOOD: _good, SAME: _again, HARD: _hard, AMBER: _smaller, RED: _stopped, SEVERE: _stopped}
