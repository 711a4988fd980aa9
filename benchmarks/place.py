"""The program as a person has it: installed by pip into its own environment, away from the checkout.

Made once by `__main__`; the modules of rows take everything from here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Place:
    """Where the program, its Python and its folders are."""

    folder: Path
    long: bool
    """Whether what takes many minutes is measured, too."""

    @property
    def python(self) -> str:
        """The interpreter of the environment."""
        return str(self.folder / "env" / "bin" / "python")

    @property
    def program(self) -> str:
        """The installed `stretch-coach`."""
        return str(self.folder / "env" / "bin" / "stretch-coach")

    def env(self, home: str = "home") -> dict[str, str]:
        """Return an environment with its own home folder and nothing of the person's."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "STRETCH_COACH_HOME": str(self.folder / home),
            "STRETCH_COACH_SOUND": "silence",
            "TERM": "xterm-256color",
        }


def install(folder: Path, *, long: bool) -> Place:
    """Install the checkout into a new environment in `folder`, byte-compiled as pip does."""
    venv.create(folder / "env", with_pip=True)
    place = Place(folder, long)
    command = [place.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(CHECKOUT)]
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, env=clean, stdout=sys.stderr)
    return place
