"""The program as people have it: the wheel of this checkout in its own environment."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def installed(folder: Path) -> str:
    """Install the wheel into a folder and return the program's path; the dependencies are those of this Python."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    ours = [path for path in sys.path if path.endswith("site-packages")]
    Path(paths["purelib"], "dependencies.pth").write_text("\n".join(ours), encoding="utf-8")
    wheels = folder / "wheel"
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(wheels)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    python = str(Path(paths["scripts"], Path(sys.executable).name))
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([*install, "--ignore-installed"], check=True, capture_output=True)
    return str(Path(paths["scripts"], "stretch-coach"))
