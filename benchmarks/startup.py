"""Start-up: what each command costs against `python -c pass` in the same environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.measure import paired_runs, run
from benchmarks.table import Row, not_measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.place import Place

_QUICK, _OTHER = 6.0, 10.0
_COMMANDS = (
    (("status",), _QUICK),
    (("--version",), _QUICK),
    (("--help",), _QUICK),
    (("check", "basics"), _OTHER),
    (("list",), _OTHER),
    (("plan", "basics"), _OTHER),
    (("timeline", "basics"), _OTHER),
    (("rest",), _OTHER),
    (("show", "basics"), _OTHER),
)


def rows(place: Place) -> Iterator[Row]:
    """Measure every command that has a bar for its start."""
    env = place.env()
    run([place.program, "log", "walking", "10"], env)  # a record, as everybody has after the first day
    bare = [place.python, "-c", "pass"]
    for arguments, bar in _COMMANDS:
        what = " ".join(("stretch-coach", *arguments))
        command = [place.program, *arguments]
        first = run(command, env)
        if first.code not in (0, 1):
            yield not_measured(what, bar, "×", f"it ends with {first.code}")
            continue
        yield Row(what, bar, "×", paired_runs(command, bare, env), "of a bare Python")
