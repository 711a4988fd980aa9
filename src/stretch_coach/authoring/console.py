"""The questions of an edit on a plain terminal: one letter and Enter."""

from __future__ import annotations

from typing import TextIO

from stretch_coach.authoring.editing import Answer, Question

_AT_THE_END: tuple[Answer, ...] = ("keep as a draft", "go on with the draft")
"""What the end of input means: whatever loses nothing."""


class Console:
    """Asks and tells on two streams."""

    def __init__(self, answers: TextIO, words: TextIO) -> None:
        self._answers = answers
        self._words = words

    def tell(self, text: str) -> None:
        """Say something."""
        self._words.write(f"{text}\n")
        self._words.flush()

    def ask(self, question: Question) -> Answer:
        """Ask until there is an answer: the first letter or the whole of it; Enter takes the first."""
        self.tell(question.text)
        choices = " · ".join(f"[{answer[0]}]{answer[1:]}" for answer in question.answers)
        while True:
            self._words.write(f"{choices} ({question.answers[0][0]}): ")
            self._words.flush()
            line = self._answers.readline()
            if not line:
                self._words.write("\n")
                return safest(question)
            said = " ".join(line.lower().split())
            if not said:
                return question.answers[0]
            found = next((answer for answer in question.answers if said in (answer, answer[0])), None)
            if found is not None:
                return found


def safest(question: Question) -> Answer:
    """Return the answer that loses nothing, for when nobody can be asked."""
    return next((answer for answer in question.answers if answer in _AT_THE_END), question.answers[-1])
