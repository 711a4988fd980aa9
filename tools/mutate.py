"""Mutation testing of the modules that decide most: `python tools/mutate.py streak ledger`, all without a name.

Needs cosmic-ray (`pip install cosmic-ray`). It works on a clone, changes one thing at a time, and prints which
changes no test noticed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = {
    "streak": ("history/streak.py", "tests/history/test_streak.py tests/history/test_streak_properties.py"),
    "ladder": ("ramp/ladder.py", "tests/ramp"),
    "fold": ("ramp/fold.py", "tests/ramp"),
    "timeline": ("session/timeline.py", "tests/session"),
    "player": ("session/player.py", "tests/session"),
    "ledger": ("session/ledger.py", "tests/session"),
    "codec": ("record/jsonl.py", "tests/record"),
    "fields": ("record/fields.py", "tests/record"),
    "kinds": ("record/kinds.py", "tests/record"),
}
_CONFIG = """\
[cosmic-ray]
module-path = "src/stretch_coach/{module}"
timeout = 60.0
excluded-modules = []
test-command = "{python} -m pytest -q -x -p no:cacheprovider -n 0 {tests}"
[cosmic-ray.distributor]
name = "local"
"""


def main() -> None:
    """Mutate what was named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=", ".join(MODULES))
    for name in parser.parse_args().modules or MODULES:
        module, tests = MODULES[name]
        with tempfile.TemporaryDirectory(prefix="stretch-coach-mutants-") as folder:
            _run("git", "clone", "--quiet", str(ROOT), folder, where=".")
            Path(folder, "mutants.toml").write_text(
                _CONFIG.format(module=module, python=sys.executable, tests=tests), encoding="utf-8"
            )
            for step in ("init", "exec"):
                _run("cosmic-ray", step, "mutants.toml", "mutants.sqlite", where=folder)
            print(f"== {name}")
            _run("cr-report", "--show-diff", "--surviving-only", "mutants.sqlite", where=folder)


def _run(*command: str, where: str) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(where, "src"))}  # the clone's code before that of an installation
    subprocess.run(command, cwd=where, env=env, check=True)


if __name__ == "__main__":
    main()
