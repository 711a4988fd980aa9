"""A picture of an exercise that does not move: the pose it is known by, or the one it starts from."""

from __future__ import annotations

from typing import Literal

from textual import events

from stretch_coach.figure.model import Figure
from stretch_coach.figure.motion import Moment
from stretch_coach.figure.read import FigureError, read_figure
from stretch_coach.routine.model import Exercise
from stretch_coach.tui.widgets.figure_animator import Pose
from stretch_coach.tui.widgets.figure_view import FigureView

Where = Literal["start", "hold"]


class ExercisePicture(FigureView):
    """Draws an exercise as large as there is room."""

    def __init__(self, exercise: Exercise | None = None, moment: Where = "hold", *, classes: str = "") -> None:
        super().__init__()
        self.add_class(*classes.split())
        self._moment = moment
        self._figure = figure_of(exercise)
        self._own = ""

    def show_exercise(self, exercise: Exercise | None, own: str = "") -> None:
        """Show another exercise, or nothing. `own` is the path of the user's own picture of it."""
        self._figure = figure_of(exercise)
        self._own = own
        self.show_pose(self._posed())

    def on_mount(self) -> None:
        """Draw what the widget was made with."""
        self.show_pose(self._posed())

    def on_resize(self, event: events.Resize) -> None:
        """Draw at the new size."""
        del event
        self.show_pose(self._posed())

    def _posed(self) -> Pose | None:
        if self._figure is None:
            return Pose(None, Moment(0.0), own=self._own, movement=self._own) if self._own else None
        return Pose(self._figure, _moment(self._figure, self._moment), movement=id(self._figure), own=self._own)


def figure_of(exercise: Exercise | None) -> Figure | None:
    """The figure of an exercise; None where there is none or it cannot be drawn."""
    if exercise is None or not exercise.figure:
        return None
    try:
        return read_figure(exercise.figure)
    except FigureError:
        return None


def has_start(exercise: Exercise) -> bool:
    """Whether the start looks different from the hold."""
    figure = figure_of(exercise)
    return figure is not None and (bool(figure.loop) or len(figure.poses) > 1)


def _moment(figure: Figure, where: Where) -> Moment:
    if figure.loop:
        return Moment(1.0, phase=0.0 if where == "start" else 0.5)
    return Moment(0.0 if where == "start" and len(figure.poses) > 1 else 1.0)
