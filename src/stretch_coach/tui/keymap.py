"""The user's own keys, as far as none takes the key of another action."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from textual.binding import Binding, BindingType


def without_clashes(
    wanted: Mapping[str, str], bindings: Iterable[BindingType]
) -> tuple[dict[str, str], tuple[Binding, ...]]:
    """Return the keys by binding id that can be used, and the bindings that keep their own keys instead.

    Two bindings that share a key by default (pause and resume) apply at different moments, and may go on sharing one.
    """
    known = [binding for binding in bindings if isinstance(binding, Binding)]
    kept, refused = dict(wanted), []
    while clash := _clash(kept, known):
        refused.append(clash)
        del kept[clash.id or ""]
    return kept, tuple(refused)


def _clash(keymap: Mapping[str, str], bindings: list[Binding]) -> Binding | None:
    """The first binding whose chosen key is another's."""
    for one, other in combinations(bindings, 2):
        if _keys(one, {}) & _keys(other, {}) or not _keys(one, keymap) & _keys(other, keymap):
            continue
        changed = [binding for binding in (one, other) if binding.id in keymap]
        if changed:
            return changed[0]
    return None


def _keys(binding: Binding, keymap: Mapping[str, str]) -> set[str]:
    keys = keymap.get(binding.id or "", binding.key)
    return {each.key for each in Binding.make_bindings([binding.with_key(keys)])}
