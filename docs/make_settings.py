# ruff: noqa: INP001, E501  a script next to the pages it writes, not a package
"""Write docs/settings.md from the table of settings: `python docs/make_settings.py`. A test compares the two."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import wrap

from stretch_coach.settings import SECTIONS, TABLE, Setting

PAGE = Path(__file__).resolve().parent / "settings.md"
WIDTH = 32

HEAD = """# Settings

Stretch Coach needs no settings. What you may want to change goes into `settings.toml` in your configuration folder
(`stretch-coach doctor` shows where it is), or is changed on the settings screen (`s` on Today). Every line may be left
out. A mistake in this file never stops a session: Today, `play` and the settings screen say where it is, and the
default is used.

```toml
"""
TAIL = """```

A key that another action of a session needs is not taken from it: the program says so when it starts, and both keep
their own.

## Where things are

| | Linux | macOS | Windows |
|---|---|---|---|
| settings, own routines | `~/.config/stretch-coach` | `~/Library/Application Support/stretch-coach` | `%LOCALAPPDATA%\\stretch-coach` |
| record | `~/.local/share/stretch-coach` | the same | the same |
| cache | `~/.cache/stretch-coach` | `~/Library/Caches/stretch-coach` | `%LOCALAPPDATA%\\stretch-coach\\Cache` |

Your own routines are in the folder `routines` next to the settings.

## Environment

| variable | does |
|---|---|
| `STRETCH_COACH_HOME` | one folder for everything: `settings.toml`, `routines/`, `data/`, `cache/` |
| `STRETCH_COACH_SOUND` | comes before `output` in `[sound]` |
| `STRETCH_COACH_DEBUG` | `1` prints the full story when something goes wrong inside |
| `NO_COLOR` | no colours |
"""


def page() -> str:
    """Return the whole page."""
    parts = []
    for section, heading in SECTIONS.items():
        rows = [_line(setting) for setting in TABLE if setting.section == section]
        parts.append("\n".join([f"[{section}]  # {heading}", *rows]) + "\n")
    return HEAD + "\n".join(parts) + TAIL


def _line(setting: Setting) -> str:
    value = setting.example if setting.default is None else setting.default
    written = f"{setting.key} = {json.dumps(value)}"
    if setting.kind == "key":
        return f"{written:<{WIDTH}}# {setting.label}"
    return "\n".join([*wrap(_comment(setting), 110, initial_indent="# ", subsequent_indent="# "), written])


def _comment(setting: Setting) -> str:
    ranges = {"choice": f" One of: {', '.join(setting.choices)}.", "number": f" {setting.low} to {setting.high}."}
    return f"{setting.label}. {setting.help}{ranges.get(setting.kind, '')}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
