"""A picture of an exercise that stands still: the pose it is known by, or the one it starts from."""

from __future__ import annotations

import os
from typing import Literal

from textual import events

from stretch_coach.figure.draw import Style, draw
from stretch_coach.figure.model import Figure, Joints
from stretch_coach.figure.pose import pose
from stretch_coach.figure.read import FigureError, read_figure
from stretch_coach.routine.model import Exercise
from stretch_coach.tui.widgets.figure_view import FigureView

Moment = Literal["start", "hold"]


class ExercisePicture(FigureView):
    """Draws an exercise as large as there is room."""

    def __init__(self, exercise: Exercise | None = None, moment: Moment = "hold", *, classes: str = "") -> None:
        super().__init__()
        self.add_class(*classes.split())
        self._moment = moment
        self._figure = figure_of(exercise)

    def show_exercise(self, exercise: Exercise | None) -> None:
        """Show another exercise, or nothing."""
        self._figure = figure_of(exercise)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw at the new size."""
        del event
        self._draw()

    def _draw(self) -> None:
        columns, rows = self.size
        if self._figure is None or not columns or not rows:
            self.show(())
            return
        self.show(draw(self._figure, _joints(self._figure, self._moment), columns, rows, figure_style()))


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


def figure_style() -> Style:
    """The console of Linux has half blocks but no braille."""
    return "blocks" if os.environ.get("TERM") == "linux" else "braille"


def _joints(figure: Figure, moment: Moment) -> Joints:
    if figure.loop:
        return pose(figure, 1.0, phase=0.0 if moment == "start" else 0.5)
    return pose(figure, 0.0 if moment == "start" and len(figure.poses) > 1 else 1.0)
