"""Values: small immutable classes with named fields, made quickly. Used in every room.

`@value` is what `@dataclass(frozen=True, slots=True)` would be if start-up did not matter. A dataclass compiles six
methods for each class and first imports `inspect`; thirty of them cost three times a bare Python. Here one method
is compiled, and the others are shared.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class _Fresh:
    """A default that is made anew for each value."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


def field(*, default_factory: Callable[[], T]) -> T:
    """Return a default for a field that is made anew for each value, as for a mapping."""
    return cast("T", _Fresh(default_factory))


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
    made.__init__ = _init(made, names, defaults)
    return cast("type[T]", made)


def replace(of: T, **changes: object) -> T:
    """Return a copy of a value with some fields changed. Raises TypeError for a field it does not have."""
    kind = type(of)
    names: tuple[str, ...] = kind.__match_args__  # type: ignore[attr-defined]
    return kind(**{name: getattr(of, name) for name in names} | changes)


def _init(cls: type[T], names: tuple[str, ...], defaults: dict[str, object]) -> object:
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
    made = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _values(of: object) -> tuple[object, ...]:
    return tuple(getattr(of, name) for name in type(of).__match_args__)  # type: ignore[attr-defined]


def _eq(self: object, other: object) -> bool:
    kind = type(self)
    if type(other) is not kind:
        return cast("bool", NotImplemented)
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
