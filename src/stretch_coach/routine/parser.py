"""PyYAML's parser and its events, imported at half of what they cost. Used by `nodes` and `syntax`.

PyYAML compiles a dozen patterns for its own, pure parser when it is imported; one of them, over all of Unicode, takes
a third of a bare Python's start. The C parser needs none of them, so here each is compiled when it is first used.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from yaml import CSafeLoader as Parser


class _Later:
    """Stands for a pattern that is compiled when it is first used."""

    def __init__(self, *pattern: Any) -> None:  # noqa: ANN401  handed on as it is
        self._pattern = pattern

    def __getattr__(self, name: str) -> object:
        return getattr(re.compile(*self._pattern), name)


if not TYPE_CHECKING:
    compile_now = re.compile
    re.compile = _Later
    try:
        import yaml
    finally:
        re.compile = compile_now
    Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    """Where PyYAML was built without libyaml the pure parser: the same events, about seven times slower."""

from yaml.error import MarkedYAMLError, YAMLError  # noqa: E402  only now, as above
from yaml.events import (  # noqa: E402  as above
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

__all__ = [
    "AliasEvent",
    "DocumentEndEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "MarkedYAMLError",
    "Parser",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "StreamStartEvent",
    "YAMLError",
]
