"""Print what the installed program consists of: `python tools/sbom.py` (CycloneDX JSON) or `--licences` (a table)."""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

_NAME = "stretch-coach"
_ROOT = Path(__file__).parents[1]
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def main() -> None:
    """Print one or the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--licences", action="store_true", help="a table in Markdown instead")
    parts = _parts()
    if parser.parse_args().licences:
        print("| package | version | licence |\n|---|---|---|")
        for part in parts.values():
            print(f"| {part.metadata['Name']} | {part.version} | {_licence(part)} |")
        return
    print(json.dumps(_sbom(parts), indent=1))


def _parts() -> dict[str, Distribution]:
    """Return all that the program needs on this system, by name."""
    found: dict[str, Distribution] = {}
    waiting = [need for need in map(Requirement, _PROJECT["dependencies"]) if _is_needed(need, "")]
    seen: set[tuple[str, str]] = set()
    while waiting:
        need = waiting.pop()
        name = need.name.lower().replace("_", "-")
        try:
            part = found.setdefault(name, distribution(name))
        except PackageNotFoundError:
            continue
        for extra in {"", *need.extras}:  # textual[syntax] needs more than textual
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += [more for more in map(Requirement, part.requires or ()) if _is_needed(more, extra)]
    return dict(sorted(found.items()))


def _is_needed(need: Requirement, extra: str) -> bool:
    return need.marker is None or need.marker.evaluate({"extra": extra})


def _version() -> str:
    """Return the program's version as the source has it; an installation in place may lag behind."""
    text = (_ROOT / "src" / "stretch_coach" / "__init__.py").read_text(encoding="utf-8")
    (version,) = re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    return str(version)


def _licence(part: Distribution) -> str:
    """Return the licence a package states: its expression, its short field, or its classifiers."""
    names = ("License-Expression", "License")
    stated = next((part.metadata[name] for name in names if name in part.metadata), "")
    if stated and "\n" not in stated:
        return stated
    kinds = [text.split(" :: ")[-1] for text in part.metadata.get_all("Classifier") or () if text.startswith("License")]
    return ", ".join(kinds) or "not stated"


def _sbom(parts: dict[str, Distribution]) -> dict[str, object]:
    def component(kind: str, name: str, version: str, licence: str) -> dict[str, object]:
        return {
            "type": kind,
            "bom-ref": f"pkg:pypi/{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "licenses": [{"license": {"name": licence}}],
        }

    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component("application", _NAME, _version(), _PROJECT["license"])},
        "components": [component("library", name, part.version, _licence(part)) for name, part in parts.items()],
    }


if __name__ == "__main__":
    main()
