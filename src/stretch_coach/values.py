"""Values: small immutable classes with named fields, made quickly. Used in every room.

`@value` is what `@dataclass(frozen=True, slots=True)` would be if start-up did not matter. A dataclass compiles six
methods for each class and first imports `inspect`; thirty of them cost three times a bare Python, and a NamedTuple
costs two thirds of a dataclass. Here one method is compiled, for the classes that are used and when they first are,
and the others are shared. A dozen values cost less than one dataclass (the bars: `tests/test_startup.py`).
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False  # `typing` alone would cost a fifth of a bare start
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**_: object) -> Callable[[T], T]:
        """Tell type checkers, and nobody else, that a class is made like a dataclass."""
        return lambda marked: marked


class _Fresh:
    """A default that is made anew for each value."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


def field(*, default_factory: Callable[[], T]) -> T:
    """Return a default for a field that is made anew for each value, as for a mapping."""
    fresh: Any = _Fresh(default_factory)
    default: T = fresh
    return default


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """Make a class of annotated fields immutable, slotted, comparable, hashable and printable.

    Two values are equal if they are of the same class with equal fields. Fields are given by position or by name.
    A class that is a value cannot be extended by another.
    """
    space = dict(cls.__dict__)
    names = tuple(name for name, kind in cls.__annotations__.items() if "ClassVar" not in str(kind))
    defaults = {name: space.pop(name) for name in names if name in space}
    for left_over in ("__dict__", "__weakref__"):
        space.pop(left_over, None)
    for name, method in _METHODS.items():
        space.setdefault(name, method)
    space |= {"__slots__": names, "__match_args__": names, "_fields_of": attrgetter(*names)}
    made: Any = type(cls)(cls.__name__, cls.__bases__, space)  # type: ignore[misc]
    made.__init__ = _init_later(made, names, defaults)
    same: type[T] = made
    return same


def replace(of: T, **changes: object) -> T:
    """Return a copy of a value with some fields changed. Raises TypeError for a field it does not have."""
    kind = type(of)
    names: tuple[str, ...] = kind.__match_args__  # type: ignore[attr-defined]
    return kind(**{name: getattr(of, name) for name in names} | changes)


def _init_later(cls: type[Any], names: tuple[str, ...], defaults: dict[str, object]) -> object:
    """Return an `__init__` that puts the real one in its place when the first value is made.

    Most commands need few of the classes that they import, and compiling takes most of a class's time.
    """

    def __init__(self: object, *given: object, **named: object) -> None:  # noqa: N807  it becomes one
        real = _init(cls, names, defaults)
        cls.__init__ = real
        real(self, *given, **named)

    return __init__


def _init(cls: type[T], names: tuple[str, ...], defaults: dict[str, object]) -> Callable[..., None]:
    """Return an `__init__` that fills the slots, compiled because it runs for every value."""
    scope: dict[str, Any] = {"_Fresh": _Fresh}
    parameters, body = ["self"], []
    for name in names:
        scope[f"_put_{name}"] = getattr(cls, name).__set__
        parameter, given = name, name
        if name in defaults:
            default = defaults[name]
            scope[f"_default_{name}"] = default
            parameter = f"{name}=_default_{name}"
            if isinstance(default, _Fresh):
                given = f"{name}.make() if {name} is _default_{name} else {name}"
        parameters.append(parameter)
        body.append(f" _put_{name}(self, {given})")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(body), scope)  # noqa: S102  names of our own fields
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _values(of: object) -> tuple[object, ...]:
    return tuple(getattr(of, name) for name in type(of).__match_args__)  # type: ignore[attr-defined]


def _eq(self: object, other: object) -> bool:
    kind = type(self)
    if type(other) is not kind:
        undecided: bool = NotImplemented
        return undecided
    get = kind.__dict__["_fields_of"]
    return bool(get(self) == get(other))


def _hash(self: object) -> int:
    return hash(type(self).__dict__["_fields_of"](self))


def _repr(self: object) -> str:
    kind: Any = type(self)
    shown = ", ".join(f"{name}={given!r}" for name, given in zip(kind.__match_args__, _values(self), strict=True))
    return f"{kind.__qualname__}({shown})"


def _refuse(self: object, name: str, *_: object) -> None:
    message = f"{type(self).__qualname__}.{name} cannot be changed: values are made anew, with replace()"
    raise AttributeError(message)


def _reduce(self: object) -> tuple[object, tuple[object, ...]]:
    return type(self), _values(self)


_METHODS = {
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__reduce__": _reduce,
    "__replace__": replace,
}
