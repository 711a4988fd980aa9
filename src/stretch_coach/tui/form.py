"""The state of the first-use questions: what is asked, what is answered, where the cursor stands (pure).

Driven by `screens.safety`, painted by `pages.safety`. Every key gives a new form; nothing here is ever a no by default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stretch_coach.services.screening import SafetyAnswers
from stretch_coach.values import replace, value

if TYPE_CHECKING:
    from stretch_coach.services.screening import SafetyView, Sign

Field = Literal["emergency", "clinician", "caution", "onset", "pain", "walks", "checked", "done"]
Item = tuple[Field, int]
"""A thing the cursor can stand on; the number tells the cautions apart."""
TEN = "t"


@value
class Form:
    """One filling-in of the questions."""

    view: SafetyView
    cursor: int = 0
    emergency: bool | None = None
    clinician: bool | None = None
    ticked: frozenset[str] = frozenset()
    onset: str = ""
    rest_pain: int | None = None
    walks: bool | None = None
    checked: bool = False
    asked: bool = False
    """True once somebody wanted to finish too early: what is open is then marked."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything to answer, in order; pain and walking only where something hurts."""
        items: list[Item] = [("emergency", 0), ("clinician", 0)]
        items += [("caution", n) for n in range(len(self.view.cautions))]
        items.append(("onset", 0))
        if self.hurts:
            items += [("pain", 0), ("walks", 0)]
        if self.view.needs_checked:
            items.append(("checked", 0))
        return (*items, ("done", 0))

    @property
    def item(self) -> Item:
        """Where the cursor stands."""
        return self.items[min(self.cursor, len(self.items) - 1)]

    @property
    def hurts(self) -> bool:
        """Whether an onset was chosen that means pain."""
        return bool(self.onset) and self.onset != self.view.onset[0].tag

    @property
    def sign(self) -> Sign | None:
        """What the signs come to, None while they are open."""
        if self.emergency:
            return "emergency"
        if self.clinician:
            return "clinician"
        return None if self.emergency is None or self.clinician is None else "none"

    def is_open(self, field: Field) -> bool:
        """Whether a question still wants an answer. A sign that is there closes all the others."""
        if self.emergency or (self.clinician and field != "emergency"):
            return False
        return {
            "emergency": self.emergency is None,
            "clinician": self.clinician is None,
            "onset": not self.onset,
            "pain": self.hurts and self.rest_pain is None,
            "walks": self.hurts and self.walks is None,
            "checked": self.view.needs_checked and not self.checked,
        }.get(field, False)

    @property
    def first_open(self) -> int | None:
        """The first item that still wants an answer."""
        return next((n for n, (field, _) in enumerate(self.items) if self.is_open(field)), None)

    def answers(self) -> SafetyAnswers | None:
        """Return the answers, None while one is missing."""
        sign = self.sign
        if sign is None or self.first_open is not None:
            return None
        return SafetyAnswers(
            sign=sign,
            cautions=tuple(choice.tag for choice in self.view.cautions if choice.tag in self.ticked),
            onset=self.onset or self.view.onset[0].tag,
            rest_pain=self.rest_pain if self.hurts else None,
            walks=self.walks if self.hurts else None,
            checked=self.checked,
        )

    def move(self, by: int) -> Form:
        """Move the cursor."""
        return replace(self, cursor=max(0, min(len(self.items) - 1, self.cursor + by)))

    def next_question(self) -> Form:
        """Move past this question; the tick list is one question."""
        field = self.item[0]
        for number in range(self.cursor + 1, len(self.items)):
            if self.items[number][0] != field:
                return replace(self, cursor=number)
        return self

    def want_done(self) -> Form:
        """Mark what is open, and stand on the first of it."""
        first = self.first_open
        return replace(self, asked=True, cursor=self.cursor if first is None else first)

    def key(self, key: str) -> Form:
        """Answer the question under the cursor with a key; a key that means nothing here changes nothing."""
        field, number = self.item
        if key in ("y", "n") and field in ("emergency", "clinician", "walks"):
            return self.answer(field, 0 if key == "n" else 1)
        if key == "space" and field in ("caution", "checked"):
            return self.answer(field, number, stay=True)
        if field == "onset" and key.isdigit() and 1 <= int(key) <= len(self.view.onset):
            return self.answer(field, int(key) - 1)
        if field == "pain" and (key.isdigit() or key == TEN):
            return self.answer(field, 10 if key == TEN else int(key))
        return self

    def answer(self, field: Field, number: int, *, stay: bool = False) -> Form:
        """Give an answer by its place: no and yes are 0 and 1, a caution and an onset their place in the list."""
        at = next(
            (n for n, item in enumerate(self.items) if item[0] == field and (field != "caution" or item[1] == number)),
            0,
        )
        form = replace(self, cursor=at)
        if field == "emergency":
            form = replace(form, emergency=bool(number))
        elif field == "clinician":
            form = replace(form, clinician=bool(number))
        elif field == "caution":
            form = replace(form, ticked=form.ticked ^ {self.view.cautions[number].tag})
        elif field == "onset":
            form = replace(form, onset=self.view.onset[number].tag)
        elif field == "pain":
            form = replace(form, rest_pain=number)
        elif field == "walks":
            form = replace(form, walks=bool(number))
        elif field == "checked":
            form = replace(form, checked=not form.checked)
        return form if stay or field in ("caution", "checked") else form.next_question()


def begin(view: SafetyView) -> Form:
    """Return an empty form; what was ticked last time is ticked."""
    return Form(view, ticked=frozenset(view.ticked))
