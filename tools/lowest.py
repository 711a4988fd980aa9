"""Install the lowest versions the project allows into its own environment and try the program there.

`python tools/lowest.py [--newest]`: exit code 0 where every command of the smoke test answers as it should and the
screens open and close.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Mapping
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
_SMOKE = (
    ("--version",), ("status",), ("list",), ("show", "basics"), ("timeline", "basics", "--format", "json"),
    ("check", "ROUTINES"), ("handout", "basics", "--format", "md"), ("completion", "bash"), ("man",),
    ("play", "relief", "--plain", "--speed", "1000", "--mute"), ("history", "--json"),
)  # fmt: skip


def main() -> int:
    """Make the environment, install, try."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newest", action="store_true", help="the newest versions the bounds allow instead")
    newest = parser.parse_args().newest
    with tempfile.TemporaryDirectory(prefix="stretch-coach-bounds-") as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder, "bin", "python"))
        wanted = [] if newest else list(_lowest())
        print(*wanted or ["the newest"], sep="\n")
        subprocess.run([python, "-m", "pip", "install", "-q", *wanted, str(ROOT)], check=True)
        env = {**os.environ, "STRETCH_COACH_HOME": str(Path(folder, "home")), "STRETCH_COACH_SOUND": "silence"}
        for command in _SMOKE:
            words = [str(ROOT / "routines") if word == "ROUTINES" else word for word in command]
            program = str(Path(folder, "bin", "stretch-coach"))
            found = subprocess.run(
                [program, *words], env=env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
            )
            if found.returncode or "Traceback" in found.stderr:
                print(f"{' '.join(command)}: exit {found.returncode}\n{found.stderr}")
                return 1
        code = _open_screens(str(Path(folder, "bin", "stretch-coach")), {**env, "TERM": "xterm-256color"})
        if code:
            print(f"the screens ended with {code}")
            return 1
    print(f"{len(_SMOKE)} commands answered as they should, and the screens opened")
    return 0


def _open_screens(program: str, env: Mapping[str, str]) -> int | None:
    """Open Today on a pseudo-terminal, where there are such, and leave it; return the exit code."""
    if importlib.util.find_spec("pty") is None:
        return 0
    sys.path.insert(0, str(ROOT))
    from tests.faults.terminals import Terminal  # noqa: PLC0415  it needs pseudo-terminals

    with Terminal([program], env=env, cwd=str(ROOT)) as terminal:
        terminal.wait_for("Basics")
        terminal.press("\x11")
        return terminal.end(60)


def _lowest() -> list[str]:
    """Return each dependency of this system pinned to its lower bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = []
    for text in project["dependencies"]:
        need = Requirement(text)
        if need.marker is not None and not need.marker.evaluate():
            continue
        lowest = [spec.version for spec in need.specifier if spec.operator in (">=", "==")]
        found.append(f"{need.name}=={lowest[0]}")
    return found


if __name__ == "__main__":
    sys.exit(main())
