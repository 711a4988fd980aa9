"""Changes one value of `settings.toml` and leaves every other line, comments and all, as its writer wrote it (pure).

Called by `wiring.chosen` for the settings screen. A file that is written in an unusual way is not touched: the
change is checked by reading the new text, and refused unless it differs from the old one in this value alone.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

_HEADER = re.compile(r"\s*\[\s*([A-Za-z0-9_-]+)\s*\]\s*(#.*)?$")
_ANY_HEADER = re.compile(r"\s*\[")
_VALUE = r"(?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_+-]+)"


class UneditableError(ValueError):
    """The file is written in a way that a line cannot be changed safely."""


def line_of(section: str, key: str, value: str | int | bool) -> str:  # noqa: FBT001  a value of TOML
    """Return the line to write, with its section: for people who change the file themselves."""
    return f"[{section}] {key} = {_toml(value)}"


def place_of(text: str, section: str, key: str) -> int | None:
    """Return the line (1-based) on which a value stands, None where it does not, or not in the usual way."""
    found = _find(text.splitlines(), section, key)
    return None if found is None else found + 1


def with_value(text: str, section: str, key: str, value: str | int | bool | None) -> str:  # noqa: FBT001  a value of TOML
    """Return the text with one value changed; None takes its line out, so that the default stands again.

    Raises `UneditableError` where that cannot be done without touching anything else.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    at = _find(lines, section, key)
    if value is None:
        if at is not None:
            del lines[at]
    elif at is not None:
        lines[at] = re.sub(
            rf"^(\s*{re.escape(key)}\s*=\s*){_VALUE}", lambda found: found[1] + _toml(value), lines[at], count=1
        )
    else:
        header = next((n for n, line in enumerate(lines) if _names(line) == section), None)
        if header is None:
            lines += [*([""] if lines and lines[-1].strip() else []), f"[{section}]"]
            header = len(lines) - 1
        lines.insert(header + 1, f"{key} = {_toml(value)}")
    changed = newline.join(lines) + (newline if lines else "")
    _check(text, changed, section, key, value)
    return changed


def _find(lines: list[str], section: str, key: str) -> int | None:
    here: str | None = None
    for number, line in enumerate(lines):
        if _ANY_HEADER.match(line):
            here = _names(line)
        elif here == section and re.match(rf"\s*{re.escape(key)}\s*=\s*{_VALUE}\s*(#.*)?$", line):
            return number
    return None


def _names(line: str) -> str | None:
    found = _HEADER.match(line)
    return found[1] if found else None


def _check(before: str, after: str, section: str, key: str, value: object) -> None:
    """Make sure that the new text says what the old one said, but for the value."""
    try:
        wanted: dict[str, Any] = tomllib.loads(before)
        found: dict[str, Any] = tomllib.loads(after)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UneditableError(str(error)) from error
    group = wanted.setdefault(section, {})
    if not isinstance(group, dict):
        raise UneditableError(section)
    if value is None:
        group.pop(key, None)
    else:
        group[key] = value
    if not group and section not in found:
        del wanted[section]
    if wanted != found:
        raise UneditableError(key)


def _toml(value: str | int | bool) -> str:  # noqa: FBT001  a value of TOML
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
