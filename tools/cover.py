"""Branch coverage of the packages that know nothing of the machine: `python tools/cover.py ramp`, all without a name.

Needs coverage (`pip install coverage`). Each package is covered by its own tests: what others happen to call on their
way proves little. Exit code 1 where a branch is left; what is left on purpose has a reason next to it in the code.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PURE_HISTORY = ("days", "forecast", "resting", "schedule", "score", "statistics", "streak", "walk")
"""The modules of `history` that no file and no database is needed for."""
TESTS = {
    "routine": ("routine",),
    "record": ("record",),
    "safety": ("safety", "content/test_tips.py"),
    "ramp": ("ramp",),
    "session": ("session", "routine/test_mistakes.py", "services/test_closing.py"),
    "packs": ("packs", "services/test_packs.py"),
    "mix": ("mix",),
    "history": tuple(f"history/test_{name}.py" for name in ("days_of_lines", *PURE_HISTORY[:-1], "streak_properties")),
}
"""The tests of each package, in `tests`."""


def main() -> int:
    """Cover what was named; exit code 1 where a branch is left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=", ".join(TESTS))
    left = [name for name in parser.parse_args().packages or TESTS if not _is_covered(name)]
    if left:
        print(f"branches are left in {', '.join(left)}")
    return 1 if left else 0


def _is_covered(name: str) -> bool:
    package = f"src/stretch_coach/{name}"
    modules = [f"{package}/{module}.py" for module in PURE_HISTORY] if name == "history" else [f"{package}/*"]
    tests = [f"tests/{test}" for test in TESTS[name]]
    coverage = [sys.executable, "-m", "coverage"]
    with tempfile.TemporaryDirectory(prefix="stretch-coach-cover-") as folder:
        env = {**os.environ, "COVERAGE_FILE": str(Path(folder, "data"))}
        pytest = ["-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", *tests]
        print(f"== {name}", flush=True)
        run = subprocess.run([*coverage, "run", f"--source={package}", *pytest], cwd=ROOT, env=env, check=False)
        report = [*coverage, "report", "--fail-under=100", f"--include={','.join(modules)}"]
        return not run.returncode and not subprocess.run(report, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
