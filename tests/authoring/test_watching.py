"""Watching a file: every save is drawn, however the editor saves; a file that vanishes is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretch_coach.authoring.watching import signature, watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Deed = Callable[[Path], object]

LOOKS = 15
"""Between two deeds."""


def drawn(path: Path, deeds: list[Deed], others: tuple[str, ...] = ()) -> list[bytes | None]:
    """Watch while the deeds are done, and return what was drawn."""
    shown: list[bytes | None] = []
    left = list(deeds)
    looks = 0

    def wait(_: float) -> bool:
        nonlocal looks
        looks += 1
        if looks % LOOKS:
            return True
        if not left:
            return False
        left.pop(0)(path)
        return True

    def read() -> bytes:
        try:
            return path.read_bytes()
        except OSError:
            return b""

    watch(lambda: signature(str(path), others), read, shown.append, wait)
    return shown


def in_place(text: bytes) -> Deed:
    """Save as nano does."""
    return lambda path: path.write_bytes(text)


def by_rename(text: bytes) -> Deed:
    """Save as vim and most editors do: a new file takes the name."""

    def deed(path: Path) -> None:
        spare = path.with_name("spare")
        spare.write_bytes(text)
        spare.replace(path)

    return deed


def by_a_moment_without(text: bytes) -> Deed:
    """Save as some editors do: the old file moves away first."""

    def deed(path: Path) -> None:
        path.replace(path.with_name("old"))
        path.write_bytes(text)

    return deed


@pytest.mark.parametrize("save", [in_place, by_rename, by_a_moment_without])
def test_every_save_is_drawn_once(save: Callable[[bytes], Deed], tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    assert drawn(path, [save(b"two!"), save(b"three")]) == [b"one", b"two!", b"three"]


def test_a_save_of_the_same_length_in_the_same_moment_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    known = path.stat()
    shown: list[bytes | None] = []
    texts = [b"one", b"two"]
    looks: list[int] = []

    def wait(_: float) -> bool:
        looks.append(1)
        return len(looks) < LOOKS

    same = ((str(path), known.st_mtime_ns, 3, known.st_ino, 0),)
    watch(lambda: same, lambda: texts.pop(0) if len(texts) > 1 else texts[0], shown.append, wait)
    assert shown == [b"one", b"two"]


def test_a_file_that_vanishes_is_said_once_and_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    deeds: list[Deed] = [lambda path: path.unlink(), lambda _: None, in_place(b"one")]
    assert drawn(path, deeds) == [b"one", None, b"one"]


def test_a_file_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    assert drawn(tmp_path / "a", [in_place(b"one")]) == [None, b"one"]


def test_a_file_emptied_for_a_moment_is_not_drawn_empty(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    texts = [b"one", b"one", b"one", b"one", b"", b"two", b"two", b"two"]
    sizes = [3, 3, 3, 3, 0, 3, 3, 3]
    shown: list[bytes | None] = []
    look = iter(range(len(texts)))
    place = 0

    def looked() -> tuple[tuple[str, int, int, int, int], ...]:
        nonlocal place
        place = next(look)
        return (("a", place if place > 3 else 0, sizes[place], 1, 1),)

    watch(looked, lambda: texts[place], shown.append, lambda _: place < len(texts) - 1)
    assert b"" not in shown
    assert shown[0] == b"one"
    assert shown[-1] == b"two"


def test_a_file_that_stays_empty_is_drawn_empty(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    assert drawn(path, [in_place(b"")]) == [b"one", b""]


def test_another_file_that_changes_draws_it_again(tmp_path: Path) -> None:
    path, card = tmp_path / "a", tmp_path / "card"
    path.write_bytes(b"one")
    card.write_bytes(b"x")
    assert drawn(path, [lambda _: card.write_bytes(b"yy")], (str(card),)) == [b"one", b"one"]
