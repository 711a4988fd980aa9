"""Kills a process that writes to the record, again and again, and counts what was lost: `python -m benchmarks.kills`.

The child says each line's id once it is acknowledged. After every kill all that was said must be there, and the
file must hang together.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from stretch_coach.history.journal import Journal

KILLS = 100
_MOST_LINES = 40
_WRITES = """
import sys
from datetime import UTC, date, datetime
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Excused
with Journal(sys.argv[1], lambda: datetime(2026, 11, 22, 12, tzinfo=UTC)) as journal:
    for number in range(100_000):
        name = f"{sys.argv[2]}-{number}"
        journal.append(Excused(name, date(2026, 11, 22)), "rest")
        print(name, flush=True)
"""


def lost_in(folder: Path, kills: int) -> tuple[int, int, int]:
    """Return how many lines were acknowledged, how many are there, and how many of the first are missing."""
    chance = random.Random(22)  # noqa: S311  any moment will do
    acknowledged: set[str] = set()
    for kill in range(kills):
        command = [sys.executable, "-c", _WRITES, str(folder), str(kill)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None  # noqa: S101  it was asked for
        for _ in range(chance.randrange(1, _MOST_LINES)):
            acknowledged.add(process.stdout.readline().strip())
        process.kill()
        rest, _ = process.communicate()
        acknowledged.update(rest.split("\n")[:-1])
    with Journal(str(folder), lambda: datetime(2026, 11, 22, 12, tzinfo=UTC)) as journal:
        found = {line.id for line in journal.lines()}
        sound = not journal.warnings and len(list(folder.glob("*damaged*"))) == 0
    return len(acknowledged), len(found), len(acknowledged - found) if sound else len(acknowledged)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="stretch-coach-kills-") as temporary:
        said, there, gone = lost_in(Path(temporary), KILLS)
    print(f"{KILLS} kills: {said} acknowledged, {there} found, {gone} lost")
    sys.exit(1 if gone else 0)
