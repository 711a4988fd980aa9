"""Old names for the standard library's values, until the last package imports those itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

__all__ = ["NamedTuple", "field", "replace", "value"]

T = TypeVar("T")

if TYPE_CHECKING:
    from typing import dataclass_transform

    @dataclass_transform(frozen_default=True, field_specifiers=(field,))
    def value(cls: type[T]) -> type[T]: ...
else:
    value = dataclass(frozen=True, slots=True)
