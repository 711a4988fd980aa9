"""Prints every bar and what was measured against it; exits 1 if one does not hold.

`python -m benchmarks [--long] [--folder FOLDER] [MODULE …]`, on Linux, on a machine with little else to do.
It installs the program as a person would and goes on in that environment, so that any Python can start it.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.place import CHECKOUT, Place, install
from benchmarks.table import line

if TYPE_CHECKING:
    from benchmarks.table import Row

MODULES = (
    "startup", "screens", "figures", "reading", "preview", "live", "sound", "heard", "record", "history", "ramp",
    "sessions", "mixes",
)  # fmt: skip
"""Each has `rows(place) -> Iterator[Row]`."""


def main() -> int:
    """Measure what was asked for, printing each row at once."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"only these, of: {', '.join(MODULES)}")
    parser.add_argument("--long", action="store_true", help="measure what takes half an hour, too")
    parser.add_argument("--folder", type=Path, help="where an earlier run installed the program, or is to install it")
    arguments = parser.parse_args()
    unknown = set(arguments.modules) - set(MODULES)
    if unknown:
        parser.error(f"no such module: {', '.join(sorted(unknown))}")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # it would make every start three times as slow
    with tempfile.TemporaryDirectory(prefix="stretch-coach-bench-") as temporary:
        folder = arguments.folder or Path(temporary)
        installed = Place(folder, arguments.long)
        place = installed if Path(installed.program).exists() else install(folder, long=arguments.long)
        if Path(sys.prefix).resolve() != (folder / "env").resolve():
            again = [place.python, "-m", "benchmarks", "--folder", str(folder), *sys.argv[1:]]
            return subprocess.run(again, cwd=CHECKOUT, check=False).returncode
        return _print_all(place, arguments.modules or MODULES)


def _print_all(place: Place, modules: tuple[str, ...]) -> int:
    over = 0
    for name in modules:
        try:
            module = importlib.import_module(f"benchmarks.{name}")
        except ImportError as error:
            print(f"\n{name}: not measured: {error}")
            continue
        print(f"\n{(module.__doc__ or name).splitlines()[0]}")
        row: Row
        for row in module.rows(place):
            print(line(row), flush=True)
            over += row.within is False
    print(f"\n{over} over its bar" if over == 1 else f"\n{over} over their bars")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
