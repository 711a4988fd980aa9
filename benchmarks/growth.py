"""How costs grow with the record: `python -m benchmarks.growth 1000 10000 100000`, a table in Markdown.

The same session is played again and again, as somebody does who has reached the targets. With `--varied` the dose grows
for a month, sessions alternate, and one in seven is cut short at a moment of its own.

Each command runs as its own process; seconds are those of the processor, so that other programs do not count,
and memory is the most that was resident. Today counts as usable when its first routine is on the screen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.homes import Home

_HOLD_MS = 30_000
_COMMANDS = {
    "status": ("status",),
    "list": ("list",),
    "plan": ("plan", "basics"),
    "rest": ("rest", "--date", "tomorrow"),
    "rate": ("rate", "--felt", "ok"),
    "history --json": ("history", "--json"),
    "export": ("history", "export", "-"),
}


def main(sizes: Sequence[int], *, varied: bool) -> None:
    """Measure each size and print the table."""
    print("| sessions | " + " | ".join(("import", *_COMMANDS, "Today", "database MB")) + " |")
    print("|---" * (len(_COMMANDS) + 4) + "|")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="stretch-coach-growth-") as folder:
            home = Home(Path(folder) / "home")
            rows = Path(folder, "rows.jsonl")
            with rows.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(row) + "\n" for row in _sessions(size, varied=varied))
            cells = [_measured(home, ("history", "import", str(rows)))]
            cells += [_measured(home, command) for command in _COMMANDS.values()]
            cells.append(_today(home))
            cells.append(f"{home.record.stat().st_size / 1e6:.1f}")
        print(f"| {size:,} | " + " | ".join(cells) + " |", flush=True)


def _sessions(count: int, *, varied: bool) -> Iterator[dict[str, object]]:
    a_day = max(1, count // 3650 + 1)
    today = datetime.now(tz=UTC).date() - timedelta(days=2)
    for number in range(count):
        day = today - timedelta(days=number // a_day)
        at = f"{day}T{6 + number % a_day % 17:02}:{number % 60:02}"
        grown = min(30, (count - number) // a_day) if varied else 30
        held_ms = number % _HOLD_MS if varied and number % 7 == 0 else _HOLD_MS
        yield {
            "kind": "session", "id": f"s{number:07}", "routine": "basics", "practice_day": str(day),
            "started_at": f"{at}:00Z", "ended_at": f"{at}:59Z", "utc_offset_minutes": 0, "zone": "Etc/UTC",
            "rollover_hour": 4, "status": "done", "felt": "hard" if varied and number % 29 == 0 else "ok",
            "pain_before": None, "pain_after": None, "pain_next_morning": None, "level": "stiff",
            "first_side": "right" if varied and number % 2 else "left", "speed": 1.0, "screened": True,
            "steps": _steps(grown, held_ms),
        }  # fmt: skip


def _steps(grown: int, held_ms: int) -> list[dict[str, object]]:
    return [
        {
            "step": name, "exercise": name, "side": side, "planned_ms": _HOLD_MS, "held_ms": held_ms,
            "outcome": "done" if held_ms == _HOLD_MS else "partial",
            "dose": {"hold_ms": 10000 + grown * 500, "reps": 2, "sets": 1, "range": 50 + grown},
        }
        for name in ("marching", "seated-twist", "knee-to-chest")
        for side in ([None] if name == "marching" else ["left", "right"])
    ]  # fmt: skip


def _measured(home: Home, command: Sequence[str]) -> str:
    process = subprocess.Popen(
        [*home.program, *command], env=home.env, cwd=home.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        message = f"{command}: exit {process.returncode}"
        raise RuntimeError(message)
    return f"{used.ru_utime + used.ru_stime:.2f} s, {used.ru_maxrss // 1024} MB"


def _today(home: Home) -> str:
    with home.terminal(rows=40) as terminal:
        began = time.monotonic()
        terminal.wait_for("Start Basics", "Basics again", seconds=120)
        wall = time.monotonic() - began
        tick = os.sysconf("SC_CLK_TCK")
        fields = Path(f"/proc/{terminal.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        used = (int(fields[11]) + int(fields[12])) / tick
        pages = int(Path(f"/proc/{terminal.process.pid}/statm").read_text().split()[1])
    return f"{used:.2f} s ({wall:.1f} s by the clock), {pages * os.sysconf('SC_PAGE_SIZE') // 1048576} MB"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000], metavar="SESSIONS")
    parser.add_argument("--varied", action="store_true")
    given = parser.parse_args()
    main(given.sizes, varied=given.varied)
