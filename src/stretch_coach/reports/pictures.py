"""The figures on a handout: start and end of a movement as SVG, or its end in characters; none without a figure."""

from __future__ import annotations

from html import escape

from stretch_coach.figure.draw import draw, text
from stretch_coach.figure.model import Figure
from stretch_coach.figure.pose import pose
from stretch_coach.figure.read import FigureError, read_figure
from stretch_coach.figure.svg import panel
from stretch_coach.routine.model import Exercise

_WIDTH, _HEIGHT = 210, 130
_COLUMNS, _ROWS = 40, 12
_STEPS = ((0.0, 0.0, "the start"), (1.0, 0.0, "the end"))
_ROUND = ((1.0, 0.0, "one end"), (1.0, 0.5, "the other end"))


def figures(exercise: Exercise) -> tuple[str, ...]:
    """Return one or two pictures as SVG, none where there is no figure."""
    figure = _figure(exercise)
    if figure is None:
        return ()
    moments: tuple[tuple[float, float, str], ...] = _ROUND if figure.loop else _STEPS
    if not figure.loop and len(figure.poses) == 1:
        moments = _STEPS[-1:]
    return tuple(
        _scalable(panel(figure, pose(figure, share, phase=phase), (0, 0, _WIDTH, _HEIGHT)), f"{exercise.title}, {what}")
        for share, phase, what in moments
    )


def _scalable(inner: str, title: str) -> str:
    """Return a picture that takes whatever width the page gives it."""
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title, quote=True)}">{inner}</svg>'


def drawn(exercise: Exercise | None) -> str:
    """Return the end of the movement in characters, "" where there is no figure."""
    figure = _figure(exercise) if exercise is not None else None
    if figure is None:
        return ""
    lines = text(draw(figure, pose(figure, 1.0), _COLUMNS, _ROWS)).split("\n")
    return "\n".join(line.rstrip().rstrip("⠀") for line in lines).strip("\n")


def _figure(exercise: Exercise) -> Figure | None:
    if not exercise.figure:
        return None
    try:
        return read_figure(exercise.figure)
    except FigureError:
        return None
