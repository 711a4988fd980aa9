"""Values behave like frozen, slotted dataclasses, and cost a fraction of them to make."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest

from stretch_coach import values
from stretch_coach.values import NamedTuple, field, replace, value

if TYPE_CHECKING:
    from collections.abc import Mapping


@value
class Point:
    """A place."""

    MOST: ClassVar[int] = 9
    x: int
    y: int = 2
    """Down."""
    set_x: str = ""

    @property
    def sum(self) -> int:
        """Both together."""
        return self.x + self.y


@value
class Other:
    """The same fields in another class."""

    x: int
    y: int = 2
    set_x: str = ""


@value
class Single:
    """One field, which must not be mistaken for its value."""

    x: int


OTHERS: tuple[object, ...] = (Other(1), Single(1), 1, (1, 2, ""))


@value
class Noted:
    """A default of its own for each."""

    notes: Mapping[str, int] = field(default_factory=dict)


@value
class Loud:
    """Methods of its own stand before the shared ones."""

    x: int

    def __repr__(self) -> str:
        return "LOUD"

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1


@pytest.mark.parametrize("made", [Point(1), Point(1, 2), Point(x=1), Point(1, y=2, set_x=""), Point(y=2, x=1)])
def test_fields_are_given_by_position_or_by_name_and_defaults_fill_the_rest(made: Point) -> None:
    assert (made.x, made.y, made.set_x, made.sum) == (1, 2, "", 3)


@pytest.mark.parametrize(
    ("arguments", "names", "complaint"),
    [
        ((), {}, "missing 1 required positional argument: 'x'"),
        ((1, 2, "", 4), {}, "takes from 2 to 4 positional arguments but 5 were given"),
        ((1,), {"z": 1}, "unexpected keyword argument 'z'"),
    ],
)
def test_what_does_not_fit_is_refused(arguments: tuple[int, ...], names: dict[str, int], complaint: str) -> None:
    with pytest.raises(TypeError, match=complaint):
        Point(*arguments, **names)  # type: ignore[arg-type]


def test_equal_means_the_same_class_and_the_same_fields() -> None:
    assert Point(1) == Point(1)
    assert Point(1) != Point(1, 3)
    assert all(Point(1) != other for other in OTHERS)
    assert len({Point(1), Point(1), Point(2)}) == 2
    assert Loud(1) == Loud(2)


def test_nothing_can_be_changed_or_added() -> None:
    point = Point(1)
    for name in ("x", "y", "z"):
        with pytest.raises(AttributeError, match=rf"Point\.{name} cannot be changed"):
            setattr(point, name, 5)
    with pytest.raises(AttributeError, match="cannot be changed"):
        del point.x
    assert not hasattr(point, "__dict__")


def test_a_copy_with_changes_leaves_the_first_as_it_was() -> None:
    point = Point(1)
    assert replace(point, y=5) == Point(1, 5)
    assert point == Point(1)
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        replace(point, z=5)


def test_a_value_prints_as_it_is_written() -> None:
    assert repr(Point(1, set_x="a")) == "Point(x=1, y=2, set_x='a')"
    assert repr(Loud(1)) == "LOUD"


def test_a_default_can_be_made_anew() -> None:
    first, second = Noted(), Noted()
    assert first == second == Noted({})
    assert first.notes is not second.notes


def test_the_class_keeps_its_words_its_constants_and_its_names() -> None:
    assert (Point.__doc__, Point.MOST, Point.__name__, Point.__module__) == ("A place.", 9, "Point", __name__)


def test_patterns_take_a_value_apart() -> None:
    match Point(1, 5):
        case Point(1, y=y):
            assert y == 5
        case _:
            pytest.fail("the pattern does not fit")


def test_values_can_be_copied_and_pickled() -> None:
    point = Point(1, 3)
    assert copy.copy(point) == copy.deepcopy(point) == pickle.loads(pickle.dumps(point)) == point  # noqa: S301  our own bytes


class Spot(NamedTuple):
    """A place that is a tuple."""

    x: int
    y: int = 2
    """Down."""

    @property
    def sum(self) -> int:
        """Both together."""
        return sum(self)


class Away(NamedTuple):
    """The same items in another class."""

    x: int
    y: int = 2


@pytest.mark.parametrize("made", [Spot(1), Spot(1, 2), Spot(x=1), Spot(1, y=2), Spot(y=2, x=1)])
def test_a_named_tuple_is_a_tuple_with_names(made: Spot) -> None:
    x, y = made
    assert (x, y, made.x, made.y, made[0], made.sum) == (1, 2, 1, 2, 1, 3)
    assert made == (1, 2) == tuple(Away(1))
    assert hash(made) == hash((1, 2))
    assert Spot(1, 3) > made
    assert (repr(made), Spot._fields, made._asdict()) == ("Spot(x=1, y=2)", ("x", "y"), {"x": 1, "y": 2})
    assert (Spot.__doc__, Spot.__name__, Spot.__module__) == ("A place that is a tuple.", "Spot", __name__)


def test_a_named_tuple_can_be_copied_changed_pickled_and_taken_apart() -> None:
    spot = Spot(1, 3)
    assert copy.copy(spot) == copy.deepcopy(spot) == pickle.loads(pickle.dumps(spot)) == spot  # noqa: S301  our own bytes
    assert type(pickle.loads(pickle.dumps(spot))) is Spot  # noqa: S301  our own bytes
    assert (spot._replace(y=5), spot) == (Spot(1, 5), Spot(1, 3))
    match spot:
        case Spot(1, y=y):
            assert y == 3
        case _:
            pytest.fail("the pattern does not fit")


def test_a_named_tuple_refuses_what_does_not_fit_and_every_change() -> None:
    for _ in range(2):  # the first one made is made another way
        for arguments, names in (((), {}), ((1, 2, 3), {}), ((1,), {"z": 1})):
            with pytest.raises(TypeError, match=r"Spot\.__new__\(\)"):
                Spot(*arguments, **names)
    for name in ("x", "z"):
        with pytest.raises(AttributeError):
            setattr(Spot(1), name, 5)
    with pytest.raises(TypeError):
        Spot(1)._replace(z=5)  # type: ignore[call-arg]


def test_making_values_imports_no_inspection() -> None:
    script = (
        "import sys; from stretch_coach.values import NamedTuple, value\n"
        "print(*sorted({'dataclasses', 'inspect', 'ast', 'dis', 'typing'} & set(sys.modules)))"
    )
    source = str(Path(values.__file__).parent.parent)
    env = {**os.environ, "PYTHONPATH": source}  # found without `site`, which may itself import anything
    result = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True, env=env)
    assert result.stdout.split() == []
