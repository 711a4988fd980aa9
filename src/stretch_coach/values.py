"""Values: small immutable classes with named fields, made quickly. Used in every room.

`@value` is what `@dataclass(frozen=True, slots=True)` would be if start-up did not matter, and `NamedTuple` what
`typing.NamedTuple` would be. A dataclass compiles six methods for each class and first imports `inspect`; thirty of
them cost three times a bare Python, and a named tuple costs two thirds of a dataclass. Here one method is compiled,
for the classes that are used and when they first are, and the others are shared. The bars that ask for this are kept
by `benchmarks/startup.py`, and `tests/test_startup.py` keeps what is slow out of the quick commands.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False  # `typing` alone would cost a fifth of a bare start
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NamedTuple, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**_: object) -> Callable[[T], T]:
        """Tell type checkers, and nobody else, that a class is made like a dataclass."""
        return lambda marked: marked


__all__ = ["NamedTuple", "field", "replace", "value"]


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


def replace(of: T, /, **changes: object) -> T:
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
    body = []
    for name in names:
        scope[f"_put_{name}"] = getattr(cls, name).__set__
        fresh = isinstance(defaults.get(name), _Fresh)
        given = f"{name}.make() if {name} is _default_{name} else {name}" if fresh else name
        body.append(f" _put_{name}(self, {given})")
    return _compiled(cls, "__init__", ["self", *_parameters(names, defaults, scope)], "\n".join(body), scope)


def _new_later(cls: type[Any], names: tuple[str, ...], defaults: dict[str, object]) -> Callable[..., object]:
    """Return a `__new__` that puts the real one in its place when the first named tuple is made."""

    def __new__(kind: type, *given: object, **named: object) -> object:  # noqa: N807  it becomes one
        scope: dict[str, Any] = {"_new": tuple.__new__}
        body = f" return _new(_cls, ({''.join(f'{name}, ' for name in names)}))"
        cls.__new__ = staticmethod(
            _compiled(cls, "__new__", ["_cls", *_parameters(names, defaults, scope)], body, scope)
        )
        return cls.__new__(kind, *given, **named)

    return __new__


def _parameters(names: tuple[str, ...], defaults: dict[str, object], scope: dict[str, Any]) -> list[str]:
    """Return the parameters for fields, and put their defaults where they will be found."""
    scope |= {f"_default_{name}": default for name, default in defaults.items()}
    return [f"{name}=_default_{name}" if name in defaults else name for name in names]


def _compiled(cls: type, name: str, parameters: list[str], body: str, scope: dict[str, Any]) -> Callable[..., Any]:
    # Compiled first: a Ctrl-C that meets an exec of text makes Python end by the signal, whoever has caught it since.
    text = compile(f"def {name}({', '.join(parameters)}):\n{body}", "<value>", "exec")
    exec(text, scope)  # noqa: S102  names of our own fields
    made: Callable[..., Any] = scope[name]
    made.__qualname__ = f"{cls.__qualname__}.{name}"
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


if not TYPE_CHECKING:  # type checkers know it as the one of `typing`
    try:
        from _collections import _tuplegetter as _item
    except ImportError:  # another Python than CPython

        def _item(place: int, doc: str | None) -> property:
            return property(lambda of: of[place], doc=doc)

    class _NamedTuples(type):
        """Makes the classes that extend `NamedTuple`: a getter for each field, and nothing in between."""

        def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> type:
            made = super().__new__(cls, name, bases, space | {"__slots__": ()})
            names = tuple(made.__annotations__)
            defaults = {field_name: space[field_name] for field_name in names if field_name in space}
            for place, field_name in enumerate(names):
                setattr(made, field_name, _item(place, None))
            made._fields = made.__match_args__ = names
            made.__new__ = staticmethod(_new_later(made, names, defaults))
            return made

    class NamedTuple(tuple, metaclass=_NamedTuples):  # noqa: SLOT001  the metaclass gives it to all
        """A tuple whose items have names: extend it by a class of annotated fields."""

        def _asdict(self) -> dict[str, object]:
            """Return the items by their names."""
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **changes: object) -> NamedTuple:
            """Return a copy with some items changed. Raises TypeError for a name that it does not have."""
            return type(self)(**self._asdict() | changes)

        __replace__ = _replace

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            return f"{type(self).__name__}({', '.join(f'{name}={item!r}' for name, item in self._asdict().items())})"
