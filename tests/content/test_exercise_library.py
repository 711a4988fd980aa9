"""Every card is whole, reads without a problem, keeps the caps, and fits together with the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from tests.content.shipped import EXERCISE_NAMES, each_card, each_exercise
from tests.every import every

from stretch_coach.routine.areas import AREAS
from stretch_coach.routine.model import Exercise
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.session.breath import rhythm

PARTS = (
    "title", "kind", "position", "areas", "phase", "sides", "do", "during", "back", "go", "breathe", "cue", "errors",
    "easier", "harder", "caps", "start", "target", "sources", "figure",
)  # fmt: skip

NAMES = """
    knee-to-chest both-knees-to-chest lying-twist seated-twist pelvic-tilt cat-camel hip-bridge bird-dog-leg bird-dog
    plank-counter plank-knees plank side-plank curl-up legs-up-the-wall rest-90-90 calm-breathing walking marching
    hamstring-lying childs-pose hip-flexor-kneel ankle-pumps fists shoulder-rolls neck-turns

    neck-tilt nose-to-armpit chin-tuck chin-to-chest
    cross-body-shoulder overhead-triceps hands-behind-back doorway-chest shoulder-blade-squeeze wall-angels pendulum
    sleeper-stretch
    wrist-palm-up wrist-palm-down wrist-circles prayer-hands finger-fan
    thread-the-needle open-book laced-fingers-forward chest-over-chair standing-side-bend lat-at-counter puppy-pose
    knee-rolls sphinx press-up prone-lying standing-back-bend pelvic-rock chair-forward-hang dead-bug
    figure-four figure-four-seated knee-to-opposite-shoulder ninety-ninety pigeon-raised happy-baby hip-circles
    clamshell lunge-twist
    butterfly side-lunge outer-thigh-standing straddle-seated
    thigh-standing thigh-side-lying couch-stretch
    hamstring-chair hamstring-step forward-fold downward-dog
    calf-straight calf-bent ankle-rock ankle-circles foot-arch heel-raises
    deep-squat one-leg-stand

    side-leg-lift crossed-knee pursed-lip-breathing rib-breathing
""".split()  # noqa: SIM905  reads better than ninety quoted words

HOLD_CAPS_S = {
    "bird-dog": 10,
    "bird-dog-leg": 10,
    "side-plank": 10,
    "curl-up": 10,
    "dead-bug": 10,
    "side-leg-lift": 10,
    "chin-tuck": 10,
    "plank": 30,
    "plank-knees": 30,
    "plank-counter": 30,
    "hip-bridge": 30,
    "one-leg-stand": 30,
    "legs-up-the-wall": 120,
    "rest-90-90": 600,
    "prone-lying": 300,
    "calm-breathing": 300,
    "pursed-lip-breathing": 180,
    "rib-breathing": 180,
    "walking": 1800,
    "marching": 300,
}
"""The most that is ever held, where a source or our own caution sets its own limit."""
STRETCH_CAP_S = 60
"""The longest hold the ACSM names for a stretch."""
STRETCH_TARGET = (30, 2)
"""30 s, twice on each side: the ACSM's 60 s a stretch in all."""

STARTS_AND_TARGETS = {
    # name: (hold s, reps, sets, range) on the first day, and where it leads
    "knee-to-chest": ((10, 2, 1, 50), (30, 2, 1, 100)),
    "lying-twist": ((10, 2, 1, 30), (30, 2, 1, 100)),
    "seated-twist": ((10, 2, 1, 30), (30, 2, 1, 100)),
    "pelvic-tilt": ((3, 5, 1, 100), (5, 10, 1, 100)),
    "cat-camel": ((4, 5, 1, 40), (4, 8, 1, 100)),
    "hip-bridge": ((3, 5, 1, 50), (5, 10, 2, 100)),
    "bird-dog-leg": ((3, 4, 1, 50), (6, 6, 1, 100)),
    "bird-dog": ((3, 4, 1, 50), (10, 6, 2, 100)),
    "dead-bug": ((3, 4, 1, 50), (5, 6, 1, 100)),
    "plank-counter": ((10, 2, 1, 100), (10, 5, 1, 100)),
    "plank-knees": ((10, 3, 1, 100), (20, 3, 1, 100)),
    "plank": ((10, 3, 1, 100), (30, 3, 1, 100)),
    "legs-up-the-wall": ((30, 1, 1, 100), (120, 1, 1, 100)),
    "rest-90-90": ((120, 1, 1, 100), (600, 1, 1, 100)),
    "prone-lying": ((60, 1, 1, 100), (180, 1, 1, 100)),
    "calm-breathing": ((120, 1, 1, 100), (300, 1, 1, 100)),
    "walking": ((120, 1, 1, 100), (1800, 1, 1, 100)),
    "hamstring-lying": ((10, 2, 1, 50), (30, 2, 1, 100)),
    "childs-pose": ((20, 1, 1, 50), (30, 2, 1, 100)),
    "hip-flexor-kneel": ((10, 2, 1, 50), (30, 2, 1, 100)),
    "press-up": ((6, 5, 1, 40), (6, 10, 1, 100)),
    "one-leg-stand": ((5, 3, 1, 50), (10, 5, 1, 100)),
}

LEFT_OUT_UNDER = {
    "osteoporosis": "knee-to-chest both-knees-to-chest lying-twist seated-twist childs-pose curl-up nose-to-armpit "
    "chin-to-chest thread-the-needle open-book laced-fingers-forward chest-over-chair standing-side-bend puppy-pose "
    "knee-rolls standing-back-bend chair-forward-hang happy-baby lunge-twist straddle-seated forward-fold",
    "pregnancy": "plank-counter plank-knees plank side-plank legs-up-the-wall prone-lying sphinx press-up",
    "late-pregnancy": "knee-to-chest both-knees-to-chest lying-twist hip-bridge rest-90-90 pelvic-tilt "
    "hamstring-lying curl-up knee-rolls dead-bug figure-four knee-to-opposite-shoulder happy-baby",
    "heart": "plank-counter plank-knees plank side-plank curl-up legs-up-the-wall chair-forward-hang forward-fold "
    "downward-dog puppy-pose",
    "eyes": "legs-up-the-wall chair-forward-hang forward-fold downward-dog puppy-pose",
    "recent-surgery": "hip-bridge bird-dog-leg bird-dog plank-counter plank-knees plank side-plank curl-up "
    "legs-up-the-wall lying-twist seated-twist knee-rolls open-book dead-bug clamshell press-up sphinx",
    "recent-birth": "plank side-plank curl-up dead-bug press-up",
    "disc": "knee-to-chest both-knees-to-chest childs-pose curl-up legs-up-the-wall chair-forward-hang forward-fold",
    "leg-pain": "knee-to-chest hamstring-lying hamstring-chair hamstring-step forward-fold downward-dog",
    "knee": "bird-dog cat-camel childs-pose hip-flexor-kneel thread-the-needle puppy-pose couch-stretch ankle-rock "
    "ninety-ninety butterfly deep-squat side-lunge thigh-standing thigh-side-lying",
    "wrist": "bird-dog bird-dog-leg cat-camel downward-dog press-up thread-the-needle lunge-twist wrist-palm-up "
    "wrist-palm-down prayer-hands",
    "shoulder": "plank-counter plank-knees plank side-plank downward-dog puppy-pose lat-at-counter doorway-chest "
    "overhead-triceps cross-body-shoulder sleeper-stretch wall-angels hands-behind-back",
    "balance": "bird-dog hip-flexor-kneel thigh-standing one-leg-stand hamstring-step pigeon-raised heel-raises "
    "outer-thigh-standing lunge-twist forward-fold deep-squat couch-stretch",
    "neck": "curl-up neck-turns neck-tilt nose-to-armpit chin-tuck chin-to-chest thread-the-needle chest-over-chair",
    "reflux": "hip-bridge prone-lying downward-dog chair-forward-hang dead-bug",
    "early-morning": "knee-to-chest both-knees-to-chest lying-twist seated-twist childs-pose curl-up open-book "
    "standing-side-bend chair-forward-hang forward-fold happy-baby",
}


def test_every_exercise_of_the_plan_is_there(repository: RoutineRepository) -> None:
    assert sorted(repository.library) == sorted(NAMES)


@every("exercise_name", EXERCISE_NAMES)
def test_an_exercise_reads_without_any_problem(repository: RoutineRepository, exercise_name: str) -> None:
    assert repository.library.result(exercise_name).problems == ()


@every("card", each_card)
def test_a_card_has_every_part(card: dict[str, Any]) -> None:
    assert [part for part in PARTS if not card.get(part)] == []


@every("card", each_card)
def test_a_card_names_where_its_facts_come_from_and_what_is_our_own(card: dict[str, Any]) -> None:
    assert any("our own cautious choice" in source for source in card["sources"])
    assert all(len(source) >= 20 for source in card["sources"])


@every("exercise", each_exercise)
def test_start_is_at_most_the_target_and_the_target_at_most_the_cap(exercise: Exercise) -> None:
    start, target, caps = exercise.start, exercise.target, exercise.caps
    assert start is not None
    assert target is not None
    assert caps is not None
    for part in ("hold_ms", "reps", "sets", "range"):
        assert 0 < getattr(start, part) <= getattr(target, part) <= getattr(caps, part), part


@every("exercise", each_exercise)
def test_no_cap_is_above_what_the_sources_allow(exercise: Exercise) -> None:
    assert exercise.caps is not None
    if exercise.name in HOLD_CAPS_S:
        assert exercise.caps.hold_ms <= HOLD_CAPS_S[exercise.name] * 1000
    elif exercise.kind == "stretch":
        assert exercise.caps.hold_ms <= STRETCH_CAP_S * 1000
    assert exercise.caps.sets <= 3
    assert exercise.caps.reps <= 30
    assert exercise.caps.range == 100


@every("exercise", each_exercise)
def test_every_card_that_is_held_for_long_has_a_limit_of_its_own(exercise: Exercise) -> None:
    if exercise.kind in ("passive", "breathing", "walking"):
        assert exercise.name in HOLD_CAPS_S


@every("name", STARTS_AND_TARGETS)
def test_the_doses_are_those_the_sources_and_our_caution_led_to(repository: RoutineRepository, name: str) -> None:
    exercise = repository.library[name]
    found = tuple(
        (dose.hold_ms // 1000, dose.reps, dose.sets, dose.range)
        for dose in (exercise.start, exercise.target)
        if dose is not None
    )
    assert found == STARTS_AND_TARGETS[name]


@every("exercise", each_exercise)
def test_a_stretch_starts_at_half_of_the_comfortable_range_or_less(exercise: Exercise) -> None:
    if exercise.kind == "stretch":
        assert exercise.start is not None
        assert exercise.start.range <= 50


@every("exercise", each_exercise)
def test_a_stretch_is_held_long_enough_to_count_and_leads_to_a_minute(exercise: Exercise) -> None:
    if exercise.kind == "stretch":
        assert exercise.start is not None
        assert exercise.target is not None
        assert exercise.start.hold_ms >= 10_000
        assert (exercise.target.hold_ms // 1000, exercise.target.reps) == STRETCH_TARGET


@every("exercise", each_exercise)
def test_a_movement_leads_to_eight_to_ten_rounds_of_about_four_seconds(exercise: Exercise) -> None:
    if exercise.kind == "movement":
        assert exercise.target is not None
        assert 8 <= exercise.target.reps <= 10
        assert 4000 <= exercise.cycle_ms <= 6000


@every("exercise", each_exercise)
def test_the_areas_are_of_the_fixed_list(exercise: Exercise) -> None:
    assert set(exercise.areas) <= set(AREAS)


@every("area", AREAS)
def test_every_area_has_three_exercises_and_two_of_them_without_the_floor(
    repository: RoutineRepository, area: str
) -> None:
    held = [exercise for exercise in repository.library.values() if area in exercise.areas]
    assert len(held) >= 3
    assert sum("mat" not in exercise.needs for exercise in held) >= 2


KIT = re.compile(r"\b(chair|wall|counter|strap|a low step|the step|cushion)\b")
ON_THE_FLOOR = re.compile(r"^on (your (back|belly|side)|hands and knees|the floor)|\bkneeling\b|face down")


@every("exercise", each_exercise)
def test_what_the_words_ask_for_is_among_what_one_needs(exercise: Exercise) -> None:
    words = " ".join((exercise.position, *exercise.do)).lower()
    assert {found.split()[-1] for found in KIT.findall(words)} <= set(exercise.needs)
    assert not ON_THE_FLOOR.search(exercise.position) or "mat" in exercise.needs


LED = {"calm-breathing", "pursed-lip-breathing", "rib-breathing", "rest-90-90", "childs-pose", "prone-lying"}
"""Cards that ask for slow breaths; a wall to rest the legs on asks to let the breath come and go."""


@every("exercise", each_exercise)
def test_the_breath_is_led_where_a_card_asks_for_slow_ones_and_the_first_days_hold_has_room(exercise: Exercise) -> None:
    assert (exercise.pacer is not None) == (exercise.name in LED)
    if exercise.pacer is not None:
        assert exercise.start is not None
        assert rhythm(exercise.pacer, exercise.start.hold_ms).breaths >= 1
        assert "breath" in " ".join((*exercise.do, exercise.breathe)).lower()


@every("exercise", each_exercise)
def test_where_the_range_grows_the_first_days_share_is_described(exercise: Exercise) -> None:
    assert exercise.start is not None
    assert exercise.cue[-1].percent == 100
    if exercise.start.range < 100:
        assert exercise.cue[0].percent == exercise.start.range


@every("card", each_card)
def test_only_movements_count_cycles_and_only_they_set_a_cycle(card: dict[str, Any]) -> None:
    doses = [card["start"], card["target"], card["caps"]]
    if card["kind"] == "movement":
        assert "cycle" in card
        assert not any("hold" in dose for dose in doses)
    else:
        assert "cycle" not in card
        assert all("hold" in dose for dose in doses)


@every("exercise", each_exercise)
def test_nobody_moves_into_or_out_of_walking_and_breathing(exercise: Exercise) -> None:
    if exercise.kind in ("walking", "breathing"):
        assert (exercise.move_in_ms, exercise.move_out_ms) == (0, 0)


@every(("tag", "names"), LEFT_OUT_UNDER.items())
def test_a_caution_is_on_the_cards_it_is_about(repository: RoutineRepository, tag: str, names: str) -> None:
    assert [name for name in names.split() if tag not in repository.library[name].avoid] == []


@every("exercise", each_exercise)
def test_early_morning_cards_say_why(exercise: Exercise) -> None:
    if "early-morning" in exercise.avoid and exercise.name != "curl-up":
        assert any("first hour after waking" in error for error in exercise.errors)


def _links(repository: RoutineRepository, way: str) -> Mapping[str, str]:
    found = {}
    for name, exercise in repository.library.items():
        variant = getattr(exercise, way)
        if variant.exercise is not None:
            found[name] = variant.exercise
    return found


def test_easier_and_harder_name_each_other(repository: RoutineRepository) -> None:
    harder, easier = _links(repository, "harder"), _links(repository, "easier")
    assert {(below, above) for below, above in harder.items()} == {(below, above) for above, below in easier.items()}


@pytest.mark.parametrize(
    "ladder",
    [
        ("knee-to-chest", "both-knees-to-chest"),
        ("pelvic-tilt", "hip-bridge"),
        ("bird-dog-leg", "bird-dog"),
        ("plank-counter", "plank-knees", "plank"),
        ("rest-90-90", "legs-up-the-wall"),
        ("marching", "walking"),
        ("prone-lying", "sphinx", "press-up"),
        ("knee-rolls", "lying-twist"),
        ("figure-four-seated", "pigeon-raised"),
        ("hamstring-chair", "hamstring-step"),
        ("lat-at-counter", "downward-dog"),
        ("childs-pose", "puppy-pose"),
        ("thigh-standing", "couch-stretch"),
        ("cross-body-shoulder", "sleeper-stretch"),
    ],
)
def test_a_family_of_exercises_is_linked_step_by_step(repository: RoutineRepository, ladder: tuple[str, ...]) -> None:
    harder = _links(repository, "harder")
    assert [harder[name] for name in ladder[:-1]] == list(ladder[1:])
    assert ladder[-1] not in harder


def test_no_two_exercises_have_the_same_title(repository: RoutineRepository) -> None:
    titles = [exercise.title for exercise in repository.library.values()]
    assert len(set(titles)) == len(titles)


@every("exercise", each_exercise)
def test_a_card_names_pregnancy_once_because_the_later_weeks_are_part_of_it(exercise: Exercise) -> None:
    assert not {"pregnancy", "late-pregnancy"} <= set(exercise.avoid)
