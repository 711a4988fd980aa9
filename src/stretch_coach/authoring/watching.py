"""Looks at a file until it changes: the loop behind `preview --watch`.

No clock and no thread: the caller's `wait` passes the time, and says when to stop. Editors save in many ways (in place,
by a new file of the same name, by a moment without any), and every one of them is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
"""What is read of the file: its bytes, or why it cannot be read."""

POLL_S = 0.04
"""Twenty-five looks a second cost well below a hundredth of a core, and leave most of the 150 ms to the drawing."""
_SETTLING = 3
"""Looks at the bytes themselves after a change: two saves within one tick of the file system's clock look alike."""
_GONE_FOR = 10
"""Looks without a file before it counts as gone: some editors take it away for a moment."""

Signature = tuple[tuple[str, int, int, int, int], ...]


def signature(path: str, others: Iterable[str] = ()) -> Signature:
    """Return what changes whenever the file or one of the others does; empty where the file itself is not there."""
    found = []
    for one in (path, *others):
        try:
            known = Path(one).stat()
        except (OSError, ValueError):
            if one == path:
                return ()
            continue
        found.append((one, known.st_mtime_ns, known.st_size, known.st_ino, known.st_ctime_ns))
    return tuple(found)


def watch(
    look: Callable[[], Signature],
    read: Callable[[], T],
    draw: Callable[[T | None], None],
    wait: Callable[[float], bool],
) -> None:
    """Call `draw` with what is read of the file at once and after every change, with None once it is gone.

    `look` returns the signature, empty while there is no file; `read` its bytes, or why there are none.
    `wait` lets the given seconds pass and returns False when it is enough.
    """
    seen: Signature | None = None
    shown: T | None = None
    settling = missing = 0
    while True:
        now = look()
        if not now:
            missing += 1
            if seen is None or (seen and missing == _GONE_FOR):
                draw(None)
                seen, shown = (), None
        elif now != seen:
            missing = 0
            data = read()
            if data or not shown or settling == 1:  # a file just emptied is being written: look once more
                draw(data)
                seen, shown, settling = now, data, _SETTLING
            else:
                settling = 1
        else:
            missing = 0
            if settling:
                settling -= 1
                data = read()
                if data != shown:
                    draw(data)
                    shown = data
        if not wait(POLL_S):
            return
