"""What the first minute teaches, one thing at a time, and what of it has been done (pure).

Kept by `screens.tour`, which tells it what the session looks like and what the person did. Nothing here is ever
required: a lesson that nobody takes makes way for the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from stretch_coach.session.events import PlayerView

Lesson = Literal["pause", "resume", "longer", "hurts", "mistake", "wrong", "end", "confirm"]

LESSONS: tuple[Lesson, ...] = ("pause", "resume", "longer", "hurts", "mistake", "wrong", "end")
"""What is ticked when it was done."""
FREE: tuple[Lesson, ...] = ("pause", "longer", "hurts", "wrong", "end")
"""What can be asked while the session plays; the others answer something that stands still."""
PATIENCE_MS = 8000
"""How long one thing is asked for before the next, in the session's own time: a pause takes nothing away."""
MOVING_OR_HELD = ("cycle", "hold")


class Tour(NamedTuple):
    """How far it is."""

    lesson: Lesson | None = None
    """What is asked now; None while there is only to follow along."""
    since_ms: int = 0
    """Where in the session that was asked first."""
    done: frozenset[Lesson] = frozenset()
    passed: frozenset[Lesson] = frozenset()
    """What was asked for long enough."""

    @property
    def complete(self) -> bool:
        """Whether there is nothing left to ask."""
        return all(lesson in self.done or lesson in self.passed for lesson in FREE)


def did(tour: Tour, lesson: Lesson) -> Tour:
    """Take note of something the person did, asked for or not."""
    return tour._replace(done=tour.done | {lesson})


def looked(tour: Tour, view: PlayerView, *, asking_end: bool = False) -> Tour:
    """Choose what is asked at this moment of the session."""
    if asking_end:
        return _ask(tour, "confirm", view.at_ms)
    if view.phase == "hurt":
        return _ask(tour, "mistake", view.at_ms)
    if view.phase == "paused":
        return _ask(tour, "resume", view.at_ms)
    if view.phase != "playing" or view.segment is None:
        return _ask(tour, None, view.at_ms)
    if tour.lesson in FREE and tour.lesson not in tour.done and not _ended(view):
        waited = view.at_ms - tour.since_ms >= PATIENCE_MS
        after = tour._replace(passed=tour.passed | {tour.lesson})
        if not waited or _next(after, view) is None:
            return tour
        tour = after
    return _ask(tour, _next(tour, view), view.at_ms)


def _next(tour: Tour, view: PlayerView) -> Lesson | None:
    """The first thing not yet done, if this is a stretch of the session in which it can be done."""
    if _ended(view):
        return "end" if "end" not in tour.done else None
    lesson = next((lesson for lesson in FREE if lesson not in tour.done and lesson not in tour.passed), None)
    kind = view.segment.kind if view.segment else None
    fits = kind == "hold" if lesson in ("longer", "end") else kind in MOVING_OR_HELD
    return lesson if fits else None


def _ended(view: PlayerView) -> bool:
    """Whether all exercises are over and only the last words are left."""
    return view.segment is not None and view.segment.step is None


def _ask(tour: Tour, lesson: Lesson | None, at_ms: int) -> Tour:
    return tour if lesson == tour.lesson else tour._replace(lesson=lesson, since_ms=at_ms)
