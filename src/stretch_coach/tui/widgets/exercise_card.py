"""An exercise in full: how it looks, where it begins, what to do, what to watch out for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stretch_coach import text
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Exercise
from stretch_coach.routine.templates import fill
from stretch_coach.session.words import breathing
from stretch_coach.tui.widgets.exercise_picture import ExercisePicture, StartAndHold, figure_of


class ExerciseCard(VerticalScroll):
    """Shows one exercise, and before its text the lines that a screen adds."""

    DEFAULT_CSS = """
    ExerciseCard {
        padding: 0 1;
        scrollbar-size-vertical: 1;
        & > #card-title { text-style: bold; color: $kind-hold; }
        & > #card-facts { color: $quiet; }
        & > #card-pictures { height: 12; margin: 1 0; }
        & > #card-pictures.-none { display: none; }
        & > #card-text { height: auto; }
        & ExercisePicture { max-width: 48; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._exercise: Exercise | None = None

    def compose(self) -> ComposeResult:
        """Title, facts, pictures, text."""
        yield Static(id="card-title", markup=False)
        yield Static(id="card-facts", markup=False)
        yield StartAndHold(id="card-pictures")
        yield Static(id="card-text", markup=False)

    def show_exercise(
        self,
        exercise: Exercise | None,
        facts: Sequence[str] = (),
        rows: Iterable[tuple[str, str]] = (),
        folder: str = "",
    ) -> None:
        """Show an exercise with facts below its title and labelled rows before its text; None shows nothing.

        `folder` is where the user's own picture lies.
        """
        self.display = exercise is not None
        if exercise is None:
            return
        self.query_one("#card-title", Static).update(exercise.title)
        self.query_one("#card-facts", Static).update("\n".join(fact for fact in facts if fact))
        self.query_one("#card-text", Static).update(_text([*rows, *_rows(exercise)]))
        pictures = self.query_one(StartAndHold)
        shows = exercise.image and folder and pictures.query(ExercisePicture).first().shows_pictures
        own = str(Path(folder, exercise.image)) if shows else ""
        pictures.set_class(figure_of(exercise) is None and not own, "-none")
        pictures.show_exercise(exercise, own)
        if self._exercise is not exercise:
            self.scroll_home(animate=False)
        self._exercise = exercise


def _text(rows: Iterable[tuple[str, str]]) -> Content:
    paragraphs = (
        Content.assemble((label, "bold $quiet"), "\n", said) if label else Content(said) for label, said in rows if said
    )
    return Content("\n\n").join(paragraphs)


def _rows(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield "Starting position", _sentences([exercise.position])
    yield "How", _sentences(exercise.do)
    yield "While you hold it", _sentences(exercise.during)
    yield "How far", _how_far(exercise)
    yield "Breathing", breathing(exercise)
    yield "Coming back", _sentences([exercise.back])
    yield "Watch out for", _sentences(exercise.errors)
    yield "Easier", fill(exercise.easier.text, None) if exercise.easier else ""
    yield "Harder", fill(exercise.harder.text, None) if exercise.harder else ""
    yield "Ask a doctor first with", "; ".join(text.lowered(CAUTIONS.get(tag, tag)) for tag in exercise.avoid)
    yield "A film or page about it", exercise.link
    yield "Your own picture", exercise.image
    yield "Sources", "\n".join(exercise.sources)
    yield "By", " · ".join(part for part in (exercise.author, exercise.licence) if part)


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(text.sentence(fill(part, None)) for part in parts if part)


def _how_far(exercise: Exercise) -> str:
    """What the share of the range feels like; a single mark needs no figure."""
    marks = exercise.cue
    if len(marks) == 1:
        return text.sentence(fill(marks[0].text, None))
    return "\n".join(f"{mark.percent} %: {fill(mark.text, None)}" for mark in marks)
