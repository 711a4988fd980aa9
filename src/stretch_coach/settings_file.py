"""Changes one value of `settings.toml` and leaves everything else, comments and all, as its writer wrote it (pure)."""

from __future__ import annotations

from collections.abc import MutableMapping

import tomlkit
from tomlkit.exceptions import TOMLKitError


class UneditableError(ValueError):
    """The file is no TOML, or what should be a section is none."""


def with_value(text: str, section: str, key: str, value: str | int | bool | None) -> str:  # noqa: FBT001  a value of TOML
    """Return the text with one value changed; None takes it out, so that the default holds again.

    Raises `UneditableError` where that cannot be done.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    try:
        document = tomlkit.parse(text.replace("\r\n", "\n"))
        if section not in document:
            if value is None:
                return text
            document.add(section, tomlkit.table())
        content = document[section]
        if not isinstance(content, MutableMapping):
            raise UneditableError(section)
        if value is None:
            content.pop(key, None)
        else:
            content[key] = value
        return tomlkit.dumps(document).replace("\n", newline)
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise UneditableError(str(error)) from error
