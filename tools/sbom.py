"""Print what the installed program consists of: `python tools/sbom.py` (CycloneDX JSON) or `--licences` (a table)."""

from __future__ import annotations

import argparse
import json
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

_ROOT = "stretch-coach"


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
    """Return the program and all it needs on this system, by name."""
    found: dict[str, Distribution] = {}
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = [
        need for need in map(Requirement, project["dependencies"]) if need.marker is None or need.marker.evaluate()
    ]
    waiting = [_ROOT, *(need.name for need in needs)]  # an installation in place may know of fewer
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        for text in found[name].requires or ():
            need = Requirement(text)
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                waiting.append(need.name)
    return dict(sorted(found.items()))


def _licence(part: Distribution) -> str:
    """Return the licence a package states: its expression, its short field, or its classifiers."""
    names = ("License-Expression", "License")
    stated = next((part.metadata[name] for name in names if name in part.metadata), "")
    if stated and "\n" not in stated:
        return stated
    kinds = [text.split(" :: ")[-1] for text in part.metadata.get_all("Classifier") or () if text.startswith("License")]
    return ", ".join(kinds) or "not stated"


def _sbom(parts: dict[str, Distribution]) -> dict[str, object]:
    def component(name: str, part: Distribution) -> dict[str, object]:
        return {
            "type": "application" if name == _ROOT else "library",
            "bom-ref": f"pkg:pypi/{name}@{part.version}",
            "name": name,
            "version": part.version,
            "purl": f"pkg:pypi/{name}@{part.version}",
            "licenses": [{"license": {"name": _licence(part)}}],
        }

    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(_ROOT, parts[_ROOT])},
        "components": [component(name, part) for name, part in parts.items() if name != _ROOT],
    }


if __name__ == "__main__":
    main()
