"""A routine from a request: exercises chosen by area, put in order, and fitted to the minutes (pure).

Areas take turns, the one with the least time so far first. Of the exercises for an area the one that was played
longest ago wins; the others things that count are how much it is for the area and whether one has to change position
for it. Then all are in order from standing to lying, and sets and reps give way until the minutes are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from random import Random

from stretch_coach.errors import UsageError
from stretch_coach.mix.pool import Candidate, candidates, step_of
from stretch_coach.mix.request import (
    DEFAULT_MINUTES,
    EVERYTHING,
    FLOOR,
    LYING,
    MOMENT_TITLES,
    PLACES,
    MixRequest,
    Moment,
    Place,
    with_moment,
)
from stretch_coach.ramp.familiarity import Familiar, familiarity
from stretch_coach.ramp.prescribe import prescribe
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.record.done import MIX, is_rehearsal
from stretch_coach.record.entries import Entry, Past, entries_of
from stretch_coach.record.lines import Level, Played
from stretch_coach.routine.areas import AREAS
from stretch_coach.routine.kinds import KIND_CAPS
from stretch_coach.routine.model import Exercise, Kind, Need, Pace, Routine, Step
from stretch_coach.routine.schedule import Schedule
from stretch_coach.session.fitting import NEAR_MS, fit
from stretch_coach.session.layout import PACES, step_segments
from stretch_coach.session.script import Lengths, total_ms
from stretch_coach.session.timeline import StepContext
from stretch_coach.text import count, joined

MOST_CHANGES = 0.08
"""The share of the time for changes of position that a session is planned with; a tenth is the most."""
_SMALL = frozenset(("neck", "arms", "wrists", "feet", "breath"))
"""Areas that need no warming up."""
_WARM_UPS: Mapping[Place, tuple[str, ...]] = {
    "standing": ("marching", "hip-circles", "shoulder-rolls"),
    "chair": ("shoulder-rolls", "pelvic-rock", "ankle-circles"),
    "kneeling": ("cat-camel",),
    "sitting on the floor": ("ankle-pumps", "ankle-circles"),
    "side": ("knee-rolls", "ankle-pumps"),
    "belly": ("knee-rolls", "ankle-pumps"),
    "back": ("knee-rolls", "ankle-pumps"),
}
"""What warms up in a place, where nothing of what was asked for does."""
_MARCH_MS = ((20, 120_000), (10, 60_000), (0, 40_000))
_BREATHE_MS = ((15, 120_000), (6, 60_000), (0, 40_000))
"""The least minutes of a session, and how long it then lasts."""
_BREATHE_UPRIGHT = "rib-breathing"
"""Instead of `calm-breathing`, where a session ends on your feet."""
_CLOSING_MS = 12_000
"""About what the opening and closing words take."""
_NEIGHBOURS: Mapping[str, tuple[str, ...]] = {
    "neck": ("shoulders", "upper back", "chest"),
    "shoulders": ("upper back", "chest", "neck", "arms"),
    "chest": ("shoulders", "upper back", "arms"),
    "arms": ("wrists", "shoulders", "chest"),
    "wrists": ("arms", "shoulders", "neck"),
    "upper back": ("shoulders", "chest", "sides", "neck"),
    "low back": ("hips", "buttocks", "sides", "belly"),
    "sides": ("low back", "upper back", "shoulders"),
    "belly": ("low back", "hips", "sides"),
    "hips": ("buttocks", "front thighs", "low back", "inner thighs"),
    "buttocks": ("hips", "low back", "back thighs"),
    "inner thighs": ("hips", "back thighs", "front thighs"),
    "outer thighs": ("hips", "buttocks", "front thighs"),
    "front thighs": ("hips", "back thighs", "calves"),
    "back thighs": ("calves", "low back", "buttocks"),
    "calves": ("feet", "back thighs", "front thighs"),
    "feet": ("calves", "back thighs", "hips"),
    "breath": ("low back", "hips", "neck"),
}
"""What comes next where an area has no more to give."""
_KINDS: Mapping[str, tuple[Kind, ...]] = {
    "loosen": ("stretch", "movement"),
    "strengthen": ("isometric",),
    "calm": ("stretch", "passive", "breathing"),
    "warm up": ("movement", "walking"),
    "": ("stretch", "movement", "isometric"),
}
_STAGES: Mapping[Kind, int] = {"walking": 0, "movement": 1, "stretch": 2, "isometric": 3, "passive": 4, "breathing": 5}
_ORDERS: Mapping[Moment | None, tuple[Place, ...]] = {
    "morning": tuple(reversed(PLACES)),
    "desk": ("chair", "standing", *PLACES[2:]),
    "travel": ("chair", "standing", *PLACES[2:]),
}
"""Where the order is another one: one gets up in the morning, and sits where one works and travels."""
_SCHEDULE = Schedule("per_week", (), 1)
"""Exercises take turns from one mix to the next, so once a week is no absence."""
_SPECIAL = frozenset(("sleeper-stretch", "couch-stretch"))
"""For people who know why they want them."""
_WEAK = 2
"""From this place in an exercise's areas on, the area is not what it is for."""
_LEAST_SHARE = 0.6
"""An exercise is taken where at least this share of it fits: reps give way."""
_TRIES = 12
_FROM_THE_HEAD = {area: number for number, area in enumerate(AREAS)}
_SHORT = 5
"""Minutes under which it is not worth lying down."""
_LONG = 12
"""Minutes from which one gets warm on one's feet, even where small movements come first."""
_EASY_TO_CHANGE = 8
"""Minutes up to which a change of position counts in full."""
_LYING_AREAS = frozenset(("low back", "belly", "hips", "buttocks", "back thighs", "inner thighs"))
"""What lets go best where the floor carries the weight (our own cautious choice)."""
_STANDS = 4.0
_CARRIED = frozenset(("wrist", "balance"))
"""The cautions of what the hands or one leg carry."""
_LATE = 0.6
"""The share of the time after which nobody goes down to the floor any more."""
_KIT_ORDER: tuple[Need, ...] = ("chair", "counter", "wall", "step")
"""What one leans on, after what needs nothing: nobody walks from the wall to the counter and back."""
_GOAL_AREAS: Mapping[str, tuple[str, ...]] = {
    "calm": ("low back", "hips", "buttocks", "neck", "back thighs"),
    "strengthen": ("belly", "buttocks", "low back", "hips", "sides"),
    "warm up": ("hips", "low back", "shoulders", "calves"),
}
"""What is worked on where a goal is all that was said."""


@dataclass(frozen=True, slots=True)
class Mix:
    """A mixed session: the routine, and what it asks for today."""

    request: MixRequest
    minutes: int
    routine: Routine
    prescription: Prescription
    """Fitted to the minutes."""
    seed: int
    day: date

    @property
    def level(self) -> Level:
        """The level it was built for."""
        return self.prescription.level


def build_mix(  # noqa: PLR0913  all that a choice depends on, by name
    request: MixRequest,
    library: Mapping[str, Exercise],
    past: Past,
    today: date,
    *,
    level: Level = "stiff",
    seed: int | None = None,
    cautions: Collection[str] = (),
    accepted: Collection[str] = (),
    never: Collection[str] = (),
    familiar: Familiar | None = None,
) -> Mix:
    """Return a session that keeps within 30 s of the minutes asked for.

    `past` is the whole record, `library` holds only exercises that can be played. Without a `seed` the day gives
    it. Raises `UsageError` where nothing fits, with what would.
    """
    made = partial(
        _built,
        request,
        library=library,
        entries=entries_of(past),
        today=today,
        level=level,
        seed=seed,
        cautions=cautions,
        accepted=accepted,
        never=never,
        familiar=familiar,
    )
    try:
        return made(with_moment(request))
    except UsageError:
        # Areas that were named count for more than what their moment usually means.
        if not request.areas or request.moment in (None, "desk", "travel"):
            raise
    return made(request)


def _built(  # noqa: PLR0913  as `build_mix`
    request: MixRequest,
    asked: MixRequest,
    *,
    library: Mapping[str, Exercise],
    entries: tuple[Entry, ...],
    today: date,
    level: Level,
    seed: int | None,
    cautions: Collection[str],
    accepted: Collection[str],
    never: Collection[str],
    familiar: Familiar | None,
) -> Mix:
    """Return the session of a request whose moment is filled in, or deliberately not."""
    if not request.areas:
        areas = asked.areas or _GOAL_AREAS.get(asked.goal or "", EVERYTHING)
        asked = replace(asked, areas=areas, everything=True)
    pool = candidates(
        asked, library, entries, today, level=level, cautions=cautions, accepted=accepted, never=never
    )  # fmt: skip
    known = familiarity(entries, today) if familiar is None else familiar
    doses = prescribe(
        Routine(MIX, MIX, tuple(step_of(candidate.exercise) for candidate in pool), schedule=_SCHEDULE),
        entries,
        today,
        cautions=cautions,
        accepted=accepted,
        level=level,
        familiar=known,
    )
    seed = today.toordinal() if seed is None else seed
    minutes = asked.minutes or DEFAULT_MINUTES
    builder = _Builder(asked, title_of(request, minutes), pool, doses, seed=seed, today=today.toordinal())
    builder.refused = frozenset(area for name in never if name in library for area in library[name].areas)
    fitted = builder.built(_last_order(entries, today))
    return Mix(request, minutes, fitted.routine, fitted, seed, today)


def mix_routine(
    steps: Iterable[tuple[str, int | None]],
    library: Mapping[str, Exercise],
    title: str,
    pace: Pace,
) -> Routine:
    """Return the routine of a mixed session, which the same steps make again the same.

    Raises KeyError for an exercise that is no longer there.
    """
    items = tuple(step_of(library[exercise], hold_ms) for exercise, hold_ms in steps)
    about = f"Mixed for you from {len(items)} exercises."
    return Routine(MIX, title, items, about=about, schedule=_SCHEDULE, pace=pace)


def recipe(routine: Routine) -> dict[str, object]:
    """Return all that is needed to make a mixed routine again, as a session line keeps it.

    `steps` are the exercises in order, each with the hold in ms of one that does not grow, or null.
    """
    steps = [
        [step.exercise.name, None if step == step_of(step.exercise) else step.start.hold_ms]
        for step in routine.steps
        if isinstance(step, Step)
    ]
    return {"title": routine.title, "steps": steps}


def routine_of(made: object, library: Mapping[str, Exercise], level: Level) -> Routine | None:
    """Return the routine of a recipe, None where it is damaged or an exercise is no longer there."""
    if not isinstance(made, Mapping):
        return None
    title, steps = made.get("title"), made.get("steps")
    if not isinstance(title, str) or not isinstance(steps, list):
        return None
    try:
        pairs = [(str(name), None if hold is None else int(hold)) for name, hold in steps]
        return mix_routine(pairs, library, title, pace_of(level))
    except (KeyError, TypeError, ValueError):
        return None


def pace_of(level: Level) -> Pace:
    """Return the pace of a mixed session."""
    return "calm" if level == "hurts" else "brisk"


def title_of(request: MixRequest, minutes: int) -> str:
    """Return what a session is called: `Neck and hips before bed, 7 minutes`."""
    if request.everything:
        what = "Head to toe"
    elif len(request.areas) > 3:  # noqa: PLR2004  more would be no title
        what = f"{', '.join(request.areas[:2])} and {len(request.areas) - 2} more"
    else:
        what = joined(request.areas) if request.areas else ""
    goal = {"calm": "calm", "strengthen": "strength", "warm up": "warm-up"}.get(request.goal or "", "")
    if goal and what:
        what = f"{goal} for {what[0].lower()}{what[1:]}"
    elif not what:
        what = goal or ("" if request.moment else "head to toe")
    if request.moment:
        when = MOMENT_TITLES[request.moment]
        what = f"{what} {when}" if what else when
    return f"{what[0].upper()}{what[1:]}, {minutes} minute{'s' if minutes != 1 else ''}"


@dataclass(slots=True)
class _Chosen:
    candidate: Candidate
    place: Place
    ms: int
    hold_ms: int | None = None
    is_warm_up: bool = False
    is_ease: bool = False
    needed: bool = False
    """True where an area has nothing else."""

    @property
    def name(self) -> str:
        return self.candidate.exercise.name


class _Builder:
    """Chooses, orders and fits."""

    def __init__(  # noqa: PLR0913  made once, of what `_built` found
        self, request: MixRequest, title: str, pool: Sequence[Candidate], whole: Prescription, *, seed: int, today: int
    ) -> None:
        self.request = request
        self.title = title
        self.minutes = request.minutes or DEFAULT_MINUTES
        self.pool = {candidate.exercise.name: candidate for candidate in pool}
        self.whole = whole
        """What every exercise of the pool asks for today; those at rest are not due."""
        self.doses = {item.step.id: item for item in whole.due}
        self.level = whole.level
        self.pace = pace_of(self.level)
        self.today = today
        self.chosen: list[_Chosen] = []
        self.worked = {
            area: max((c.last for c in pool if (c.rank(area) or 0) < _WEAK and area in c.exercise.areas), default=0)
            for area in AREAS
        }
        """The last day on which each area was worked."""
        random = Random(seed)  # noqa: S311  no secret
        self.jitter = {name: random.random() for name in self.pool}
        self.target_ms = self.minutes * 60_000
        self._ms: dict[str, int] = {}
        self._lengths: Lengths = {}
        self._fitting: dict[tuple[str, bool], tuple[Candidate, ...]] = {}
        """The exercises for an area, by whether it is a poor one."""
        self._order = _ORDERS.get(request.moment, PLACES)
        self._poor: set[str] = set()
        """Areas for which only exercises are left that work more on something else."""
        self.refused: frozenset[str] = frozenset()
        """Areas of the exercises that the user never wants."""

    def built(self, last_order: Sequence[str]) -> Prescription:
        self._refuse_empty()
        self._choose()
        return self._fitted(last_order)

    # Choosing

    def _choose(self) -> None:
        self._ease()
        areas = self.request.areas
        if not self.request.everything:
            for area in areas:
                if not any(self._works(one.candidate, area) for one in self._main()):
                    self._take(area, needed=True)
        else:
            self._take_next(areas, must_fit=False)
        self._warm_up()  # its time is taken before the others fill up the rest
        while self._spent() < self.target_ms - NEAR_MS // 2:
            if not (self._take_next(areas, must_fit=True) or self._take_next(self._neighbours(areas), must_fit=True)):
                break
        self.chosen = [one for one in self.chosen if not one.is_warm_up]
        self._warm_up()

    def _take_next(self, areas: Sequence[str], *, must_fit: bool) -> bool:
        """Take one exercise for the area that has had the least time; False where none is left that fits."""
        had = {area: self._time_of(area) for area in areas}
        order = sorted(areas, key=lambda area: (had[area], self.worked[area] if self.request.everything else 0))
        return any(self._take(area, must_fit=must_fit) for area in order)

    def _time_of(self, area: str) -> int:
        return sum(one.ms for one in self._main() if self._works(one.candidate, area))

    def _neighbours(self, areas: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(n for area in areas for n in _NEIGHBOURS.get(area, ()) if n not in areas))

    def _take(self, area: str, *, needed: bool = False, must_fit: bool = False) -> bool:
        """Take the best exercise for an area."""
        left_ms = self.target_ms + NEAR_MS - self._spent()
        taken = {one.name for one in self.chosen}
        places = {place for place in PLACES if not must_fit or self._reachable(place)}
        options = [
            (self._cost(candidate, area, place), candidate, place)
            for candidate in self._for_area(area)
            if candidate.family.isdisjoint(taken)
            for place in candidate.places
            if place in places
        ]
        options.sort(key=lambda option: option[0])
        option = next((o for o in options if not must_fit or _LEAST_SHARE * self._ms_of(o[1]) <= left_ms), None)
        if option is None:
            return False
        _, candidate, place = option
        self.chosen.append(_Chosen(candidate, place, self._ms_of(candidate), needed=needed))
        return True

    def _works(self, candidate: Candidate, area: str) -> bool:
        """Tell whether an exercise is for an area."""
        rank = candidate.rank(area)
        return rank is not None and (rank < _WEAK or area in self._poor)

    def _for_area(self, area: str) -> tuple[Candidate, ...]:
        """Return the exercises that may be taken for an area."""
        key = area, area in self._poor
        if key not in self._fitting:
            self._fitting[key] = tuple(one for one in self.pool.values() if self._suits(one, area))
        return self._fitting[key]

    def _suits(self, candidate: Candidate, area: str) -> bool:
        exercise = candidate.exercise
        return (
            exercise.name in self.doses
            and not candidate.untried
            and self._works(candidate, area)
            and exercise.kind in self._kinds(exercise, area)
        )

    def _kinds(self, exercise: Exercise, area: str) -> tuple[Kind, ...]:
        goal = self.request.goal or ""
        if area == "breath":
            return ("breathing",)
        if goal == "strengthen" and exercise.phase == "strengthen":
            return ("isometric", "movement")
        if goal == "warm up" and exercise.phase == "relief":
            return ("movement", "walking")
        return _KINDS[goal]

    def _cost(self, candidate: Candidate, area: str, place: Place) -> tuple[float, str]:
        """Return what speaks against an exercise: the lowest wins."""
        exercise = candidate.exercise
        rank = candidate.rank(area) or 0
        days = self.today - candidate.last if candidate.last else 1_000
        recent = 10.0 * sum(days < limit for limit in (1, 2, 4, 7, 14))
        goal = self.request.goal
        strength = exercise.phase == "strengthen" and goal != "strengthen"
        cost = recent - min(days, 30) / 30 + 5.0 * rank + 4.0 * self.jitter[exercise.name]
        change = 4.0 * min(1.0, _EASY_TO_CHANGE / self.minutes) + 12.0 * self._change_share(place)
        cost += 0 if self._is_open(place) else change
        cost += 6.0 * strength + 4.0 * (exercise.kind == "passive") + 5.0 * (exercise.name in _SPECIAL)
        cost += 8.0 * self._is_restless(exercise)
        cost += self._down(exercise) + self._preference(place) + self._upright(area, place)
        return cost, exercise.name

    def _is_restless(self, exercise: Exercise) -> bool:
        """Tell whether an exercise is no rest in a calm session: the hands carry the weight, or one leg."""
        return self.request.goal == "calm" and not _CARRIED.isdisjoint(exercise.avoid)

    def _down(self, exercise: Exercise) -> float:
        """Return what speaks against going down to the floor: for one exercise, late in the session, it is too far."""
        if "mat" not in exercise.needs or self._on_floor() or not self._main():
            return 0.0
        is_late = self._spent() > _LATE * self.target_ms
        return 8.0 if is_late else 2.0 if self.minutes <= _EASY_TO_CHANGE else 0.0

    def _upright(self, area: str, place: Place) -> float:
        """Return what speaks against staying on one's feet: a long session for the whole body ends on the floor."""
        lies_down = self.request.everything and self.minutes >= _LONG and bool(self.request.places & LYING)
        return _STANDS if lies_down and area in _LYING_AREAS and place not in FLOOR else 0.0

    def _preference(self, place: Place) -> float:
        """Return what speaks against a place at this time of day."""
        if self.request.moment in ("desk", "travel"):
            return 0.0 if place == "chair" else 3.0
        if self.request.moment == "morning":
            return {"back": 0.0, "standing": 1.0}.get(place, 4.0)
        if self.request.goal == "calm":
            return {"back": 0.0, "side": 1.0, "belly": 4.0}.get(place, 3.0)
        return 5.0 if place in FLOOR and self.minutes < _SHORT else 0.0

    def _on_floor(self) -> bool:
        return any(one.place in FLOOR for one in self._main())

    # Places

    def _is_open(self, place: Place) -> bool:
        return not self._main() or any(one.place == place for one in self._main())

    def _reachable(self, place: Place) -> bool:
        """Tell whether there is time to change to a place."""
        if self._is_open(place):
            return True
        places = {one.place for one in self.chosen} | {place}
        return _changes_ms(places, self.pace) <= MOST_CHANGES * self.target_ms

    def _change_share(self, place: Place) -> float:
        """Return how much of the time for changes a new place takes, 1 for all of it."""
        places = {one.place for one in self.chosen}
        more = _changes_ms(places | {place}, self.pace) - _changes_ms(places, self.pace)
        return more / (MOST_CHANGES * self.target_ms)

    # Begin and end

    def _warm_up(self) -> None:
        """Put something warm at the beginning where it is due."""
        order = self._ordered()
        first = next((one for one in order if not one.is_ease), None)
        if first is None or first.candidate.exercise.kind == "walking":
            return
        warm = first.candidate.exercise.kind == "movement"
        if warm and (self.minutes < _LONG or first.place != "standing" or self._is_small()):
            return
        areas = {area for one in self._main() for area in one.candidate.exercise.areas[:_WEAK]}
        if set(first.candidate.exercise.areas) <= _SMALL and (self.minutes < _LONG or self._is_small()):
            return
        first_place = first.place
        names = list(_WARM_UPS[first_place])
        own = [
            candidate
            for candidate in self.pool.values()
            if candidate.exercise.kind == "movement"
            and candidate.exercise.phase != "strengthen"
            and not self._is_restless(candidate.exercise)
            and first_place in candidate.places
            and set(candidate.exercise.areas[:_WEAK]) & areas
        ]
        asked = set(self.request.areas)
        own.sort(key=lambda c: (not asked & set(c.exercise.areas[:_WEAK]), c.last, self.jitter[c.exercise.name]))
        names = [c.exercise.name for c in own] + names if first_place != "standing" or self.minutes < 5 else names  # noqa: PLR2004  too short to march
        taken = {one.name for one in self.chosen}
        name = next((n for n in names if n in self.pool and n in self.doses and n not in taken), None)
        if name is None:
            return
        candidate = self.pool[name]
        place = first_place if first_place in candidate.places else candidate.places[0]
        hold_ms = _by_minutes(_MARCH_MS, self.minutes) if candidate.exercise.kind == "walking" else None
        ms = self._ms_of(candidate) if hold_ms is None else hold_ms + 10_000
        self.chosen.append(_Chosen(candidate, place, ms, hold_ms, is_warm_up=True))

    def _ease(self) -> None:
        """Put quiet breathing at the end where it is due."""
        calm = self.request.goal == "calm"
        long = self.minutes >= 20 and self.request.goal in (None, "loosen")  # noqa: PLR2004
        if "breath" in self.request.areas or not (calm or long) or self.minutes < 4:  # noqa: PLR2004  too short for it
            return
        candidate = self.pool.get("calm-breathing")
        if candidate is None or "calm-breathing" not in self.doses or self.request.moment == "before a run":
            return
        hold_ms = _by_minutes(_BREATHE_MS, self.minutes)
        self.chosen.append(_Chosen(candidate, candidate.places[-1], hold_ms + 12_000, hold_ms, is_ease=True))

    def _is_small(self) -> bool:
        """Tell whether only small areas are worked on."""
        return all(set(one.candidate.exercise.areas[:_WEAK]) <= _SMALL for one in self._main())

    def _main(self) -> list[_Chosen]:
        return [one for one in self.chosen if not (one.is_ease or one.is_warm_up)]

    # Order

    def _ordered(self) -> list[_Chosen]:
        """Return what was chosen from standing to lying, in the morning the other way; within a place warm first."""
        self._settle_places()
        return sorted(
            self.chosen,
            key=lambda one: (
                not one.is_warm_up,
                one.is_ease,
                self._order.index(one.place),
                _STAGES[one.candidate.exercise.kind],
                _kit_place(one.candidate.exercise),
                _FROM_THE_HEAD.get(one.candidate.exercise.areas[0], 0) if self.request.everything else 0,
                self.jitter[one.name],
            ),
        )

    def _settle_places(self) -> None:
        """Move what can be done in several places to where the others are; breathing to where the last one ends."""
        fixed = {one.place for one in self.chosen if len(one.candidate.places) == 1 and not one.is_ease}
        for one in self.chosen:
            if len(one.candidate.places) > 1 and not one.is_ease:
                shared = [place for place in self._order if place in one.candidate.places and place in fixed]
                one.place = shared[0] if shared else self._common_place(one)
        places = [one.place for one in self._main()]
        for one in self.chosen:
            if one.is_ease and places:
                last = max(places, key=self._order.index)
                other = self.pool.get(_BREATHE_UPRIGHT)
                if last not in one.candidate.places and other and other.exercise.name in self.doses:
                    one.candidate = other if last in other.places else one.candidate
                one.place = last if last in one.candidate.places else one.candidate.places[-1]

    def _common_place(self, one: _Chosen) -> Place:
        others = [place for other in self._main() for place in other.candidate.places]
        return max(one.candidate.places, key=others.count)

    def _unlike(self, order: list[_Chosen], last_order: Sequence[str]) -> list[_Chosen]:
        """Return an order that is not the one of the last session, by an exchange within one place and stage."""
        names = [one.name for one in order]
        if len(names) < 2 or names != list(last_order):  # noqa: PLR2004  one exercise has one order
            return order
        pairs = [i for i in range(len(order) - 1) if not (order[i].is_warm_up or order[i + 1].is_ease)]
        pairs.sort(key=lambda i: (order[i].place != order[i + 1].place, _stage(order[i]) != _stage(order[i + 1])))
        if pairs:
            i = pairs[0]
            order[i], order[i + 1] = order[i + 1], order[i]
        return order

    # Fitting

    def _fitted(self, last_order: Sequence[str]) -> Prescription:
        """Return the prescription within the minutes, with an exercise less or more where it has to be."""
        tried: set[frozenset[str]] = set()
        for _ in range(_TRIES):  # pragma: no branch  a bound on time that no library here meets
            self.chosen = self._unlike(self._ordered(), last_order)
            whole = self._prescription()
            tried.add(frozenset(one.name for one in self.chosen))
            try:
                fitted = fit(whole, self.minutes, self._lengths)
            except UsageError:
                too_long = total_ms(whole, self._lengths) > self.target_ms
            else:
                if len(fitted.due) == len(self.chosen):
                    return fitted
                too_long = True
            if not (self._drop() if too_long else self._add()) or frozenset(one.name for one in self.chosen) in tried:
                break
        raise UsageError(self._refusal())

    def _prescription(self) -> Prescription:
        library = {one.name: one.candidate.exercise for one in self.chosen}
        routine = mix_routine(((one.name, one.hold_ms) for one in self.chosen), library, self.title, self.pace)
        steps = tuple(self._prescribed(one) for one in self.chosen)
        return replace(self.whole, routine=routine, steps=steps)

    def _prescribed(self, one: _Chosen) -> PrescribedStep:
        item = self.doses[one.name]
        if one.hold_ms is None:
            return item
        step = step_of(one.candidate.exercise, one.hold_ms)
        return replace(item, step=step, dose=step.target, rung=0, rungs=1)

    def _drop(self) -> bool:
        """Leave out the exercise that is needed least."""
        main = [one for one in self._main() if not one.needed or self.request.everything]
        if not main or len(self._main()) == 1:
            spare = [one for one in self.chosen if one.is_ease or (one.is_warm_up and len(self.chosen) > 1)]
            if not spare:
                return False
            self.chosen.remove(spare[0])
            return True
        had = {id(one): max(self._time_of(area) for area in one.candidate.exercise.areas[:_WEAK]) for one in main}
        self.chosen.remove(max(main, key=lambda one: (had[id(one)], one.ms)))
        return True

    def _add(self) -> bool:
        areas = self.request.areas
        return self._take_next(areas, must_fit=False) or self._take_next(self._neighbours(areas), must_fit=False)

    # Times

    def _spent(self) -> int:
        places = {one.place for one in self.chosen}
        return sum(one.ms for one in self.chosen) + _changes_ms(places, self.pace) + _CLOSING_MS

    def _ms_of(self, candidate: Candidate) -> int:
        name = candidate.exercise.name
        if name not in self._ms:
            item = self.doses[name]
            sides = item.step.played_sides
            sets = tuple(range(1, item.dose.sets + 1)) if item.dose else (1,)
            context = StepContext(sides, pace=self.pace, sets=sets, explain=not item.known)
            self._ms[name] = sum(segment.length_ms for segment in step_segments(item, context))
        return self._ms[name]

    # Refusing

    def _refuse_empty(self) -> None:
        """Raise `UsageError` where an area that was asked for has no exercise at all."""
        if self.request.goal == "strengthen" and self.level == "hurts":
            message = "Strength waits until it no longer hurts. `--level stiff`, or other words, would do."
            raise UsageError(message)
        if not self.request.everything:
            self._poor |= {a for a in self.request.areas if not any(self._suits(c, a) for c in self.pool.values())}
        if self.request.everything:
            if not any(self._for_area(area) for area in self.request.areas):
                message = f"{_NOTHING} {self._would_do(self.request.areas, other='fewer limits')}"
                raise UsageError(message)
            return
        empty = [a for a in self.request.areas if not any(self._suits(c, a) for c in self.pool.values())]
        if empty and len(empty) < len(self.request.areas):
            rest = [area for area in self.request.areas if area not in empty]
            message = (
                f"There is no exercise for {joined(empty)} that place, kit, goal and your cautions allow. "
                f"Without it there is one for {joined(rest)}."
            )
            raise UsageError(message)
        if empty or not self.pool:
            message = (
                f"There is no exercise for {joined(empty) or 'that'} that place, kit, goal and your cautions allow."
            )
            message = f"{message} {self._would_do(empty, other='other areas')}"
            raise UsageError(message)

    def _would_do(self, areas: Iterable[str], *, other: str) -> str:
        """Return what would make room, `other` as the last of it."""
        asked = self.request
        ways = []
        if asked.places != frozenset(PLACES):
            ways.append("another place")
        if asked.without or asked.only is not None:
            ways.append("more kit")
        if asked.goal:
            ways.append("no goal")
        if self.refused.intersection(areas):
            ways.append("one back of those you never want (Settings)")
        ways.append(other)
        return f"What would do: {', '.join(ways[:-1])}{' or ' if len(ways) > 1 else ''}{ways[-1]}."

    def _refusal(self) -> str:
        """Return why nothing fits, and what would."""
        whole = self._prescription()
        least = total_ms(_with_reps(whole, least=True), self._lengths)
        most = total_ms(_with_reps(whole, least=False), self._lengths)
        areas = len(self.request.areas)
        if least > self.target_ms + NEAR_MS or areas > self.minutes:
            at_least = max(self.minutes + 1, -(-(least - NEAR_MS) // 60_000))
            each = max(1, least // max(1, areas))
            few = max(1, self.target_ms // each)
            fewer = f", or {few} area{'s' if few != 1 else ''} in {self.minutes}" if areas > few else ""
            return (
                f"{count(self.minutes, 'minute')} {'is' if self.minutes == 1 else 'are'} too few for that: "
                f"{count(at_least, 'minute')} would do{fewer}."
            )
        at_most = max(1, (most + NEAR_MS) // 60_000)
        return (
            f"{count(self.minutes, 'minute')} are too many for that: {count(at_most, 'minute')} or more areas would do."
        )


_NOTHING = "No exercise is left that place, kit, goal and your cautions allow."


def _kit_place(exercise: Exercise) -> int:
    """Return where an exercise comes among those of one place by what it needs, 0 for nothing."""
    return max((_KIT_ORDER.index(need) + 1 for need in exercise.needs if need in _KIT_ORDER), default=0)


def _stage(one: _Chosen) -> int:
    return _STAGES[one.candidate.exercise.kind]


def _changes_ms(places: Collection[Place], pace: Pace) -> int:
    """Return the time for going through places in order, to the floor once."""
    times = PACES[pace]
    to_floor = bool(set(places) & FLOOR) and bool(set(places) - FLOOR)
    changes = max(0, len(places) - 1)
    return times.to_floor + (changes - 1) * times.travel if to_floor else changes * times.travel


def _by_minutes(table: Sequence[tuple[int, int]], minutes: int) -> int:
    return next(ms for least, ms in table if minutes >= least)


def _with_reps(prescription: Prescription, *, least: bool) -> Prescription:
    """Return a prescription at its shortest or its longest."""
    steps = []
    for item, dose in ((item, item.dose) for item in prescription.due if item.dose is not None):
        caps = item.step.exercise.caps or KIND_CAPS[item.step.exercise.kind]
        fewest = 3 if item.step.exercise.kind == "movement" else 1
        reps, sets = (min(fewest, dose.reps), 1) if least else (caps.reps, caps.sets)
        steps.append(replace(item, dose=replace(dose, reps=reps, sets=sets)))
    return replace(prescription, steps=tuple(steps))


def _last_order(entries: Sequence[Entry], today: date) -> tuple[str, ...]:
    """Return the exercises of the newest mixed session, in order."""
    for day, what in reversed(entries):
        if isinstance(what, Played) and what.routine == MIX and day <= today.toordinal() and not is_rehearsal(what):
            return tuple(dict.fromkeys(step.exercise for step in what.steps))
    return ()
