"""Which keys a screen has and what they are called, as the person has set them. Used by help and by the first minute.

The key bar shows what can be pressed at this moment; this knows all of a screen's keys, whatever is going on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.app import App
    from textual.screen import Screen


class Key(NamedTuple):
    """A key, its name for people, and the action it is for."""

    key: str
    display: str
    action: str
    label: str
    shown: bool
    """Whether the foot of the screen has room for it."""


def keys_of(app: App[Any], screen: type[Screen[Any]], keymap: Mapping[str, str]) -> list[Key]:
    """Return every key of a screen, in the order in which it declares them."""
    return [
        Key(each.key, app.get_key_display(each), each.action, each.description, each.show)
        for binding in _bindings(screen)
        for each in Binding.make_bindings([_as_set(binding, keymap)])
    ]


def fitting(keymap: Mapping[str, str], screen: type[Screen[Any]]) -> tuple[dict[str, str], list[Key]]:
    """Return the chosen keys that take no other action's key away, and those that would: they stay unheeded.

    Two actions that share a key as they come (pause and go on) are asked at different moments and go on sharing one.
    """
    chosen = dict(keymap)
    refused: list[Key] = []
    bindings = list(_bindings(screen))
    while True:
        clash = next((b for b in bindings if b.id in chosen and any(_clash(b, o, chosen) for o in bindings)), None)
        if clash is None:
            return chosen, refused
        key = chosen.pop(clash.id or "")
        refused.append(Key(key, key, clash.action, clash.description, clash.show))


def _clash(binding: Binding, other: Binding, chosen: Mapping[str, str]) -> bool:
    if other is binding or _names(binding) & _names(other):
        return False
    return bool(_names(_as_set(binding, chosen)) & _names(_as_set(other, chosen)))


def _names(binding: Binding) -> set[str]:
    return {each.key for each in Binding.make_bindings([binding])}


def changed(app: App[Any], screen: type[Screen[Any]], keymap: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return the actions whose key is not as it comes, each with its key and its name for people."""
    as_it_comes = {(key.action, key.key) for key in keys_of(app, screen, {})}
    keys = [key for key in keys_of(app, screen, keymap) if (key.action, key.key) not in as_it_comes]
    return {key.action: (key.key, key.display) for key in reversed(keys)}


def key_for(keys: list[Key], action: str) -> Key | None:
    """Return the first key of an action."""
    return next((key for key in keys if key.action == action), None)


def _as_set(binding: Binding, keymap: Mapping[str, str]) -> Binding:
    chosen = keymap.get(binding.id or "")
    return binding.with_key(chosen, key_display=None) if chosen else binding


def _bindings(screen: type[Screen[Any]]) -> Iterator[Binding]:
    """Yield what the classes of a screen declare, its own first; of Textual's classes nothing."""
    for base in screen.__mro__:
        if base.__module__.startswith("stretch_coach."):
            yield from (binding for binding in base.__dict__.get("BINDINGS", ()) if isinstance(binding, Binding))
