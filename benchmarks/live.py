"""Playing: how far from its schedule each edge of a hold comes, in a session played at real speed."""

from __future__ import annotations

import json
import statistics
import subprocess
from typing import TYPE_CHECKING

from benchmarks.table import Row, not_measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.place import Place

_BAR_MS = 5.0
_RUNS = 5
_HALF_AN_HOUR = {"hold": 10, "reps": 30, "sets": 5}
_WHAT = "hold edges, 99 % within"
_DRIFT = "drift over half an hour"

ROUTINE = """\
title: Edges
about: Short holds, one after the other.
steps:
  - exercise: reach
    hold: {hold}s
    reps: {reps}
    sets: {sets}
    set_rest: 10s
exercises:
  reach:
    title: Reach
    kind: stretch
    position: sitting
    do: [Reach up, Stay, Come back]
    move_in: 1s
    move_out: 1s
    caps: {{hold: 90s, reps: 30, sets: 5}}
"""


def rows(place: Place) -> Iterator[Row]:
    """Play a short routine five times and, where time allows, one of half an hour."""
    try:
        worst = [_percentile(_lateness(place, hold=1, reps=8)) for _ in range(_RUNS)]
        yield Row(_WHAT, _BAR_MS, "ms", statistics.median(worst), f"median of {_RUNS} runs, {_runs(worst)}")
    except ValueError as error:
        yield not_measured(_WHAT, _BAR_MS, "ms", str(error))
        return
    if not place.long:
        yield not_measured(_DRIFT, _BAR_MS, "ms", "takes half an hour, ask with --long")
        return
    late = _lateness(place, **_HALF_AN_HOUR)
    drift = abs(statistics.median(late[-20:]) - statistics.median(late[:20]))
    yield Row(_DRIFT, _BAR_MS, "ms", drift, f"99 % of {len(late)} edges within {_percentile(late):.1f} ms")


def _lateness(place: Place, hold: int, reps: int, sets: int = 1) -> list[float]:
    """Play a routine of that many holds; return how late each edge came, in milliseconds."""
    folder = place.folder / "home" / "routines"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "edges.stretch.yaml").write_text(ROUTINE.format(hold=hold, reps=reps, sets=sets), encoding="utf-8")
    command = [place.program, "play", "edges", "--plain", "--events", "--mute"]
    result = subprocess.run(
        command, env=place.env(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if result.returncode:
        message = f"playing ends with {result.returncode}: {result.stderr.strip().splitlines()[-1:]}"
        raise ValueError(message)
    events = [json.loads(line) for line in result.stdout.splitlines()]
    return [event["wall_ms"] - event["at_ms"] for event in events if event["event"] == "segment"]


def _percentile(late: list[float]) -> float:
    """Return what 99 % of the edges are within, early or late."""
    ordered = sorted(abs(value) for value in late)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def _runs(values: list[float]) -> str:
    return f"{min(values):.1f} to {max(values):.1f} ms"
