"""What the targets are fed: sound files with a few things changed, values of the wrong kind, and mere bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from tests.fuzz.spoiling import spoil

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"
_ROUTINES = [path.read_text("utf-8") for path in sorted((ROOT / "routines").glob("*.stretch.yaml"))]
_EXERCISES = [path.read_text("utf-8") for path in sorted((ROOT / "routines" / "exercises").glob("*.yaml"))]
_RECORD = """\
{"kind":"session","id":"a","routine":"basics","practice_day":"2026-11-20","started_at":"2026-11-20T07:00:00Z",\
"ended_at":"2026-11-20T07:12:00Z","utc_offset_minutes":60,"zone":"Europe/Berlin","rollover_hour":4,"status":"done",\
"felt":"ok","pain_before":3,"pain_after":2,"pain_next_morning":null,"level":"stiff","first_side":"left","speed":1.0,\
"screened":true,"steps":[{"step":"twist","exercise":"lying-twist","side":"left","planned_ms":30000,"held_ms":30000,\
"outcome":"done","dose":{"hold_ms":15000,"reps":2,"sets":1,"range":60}}]}
{"kind":"excused","id":"b","practice_day":"2026-11-21","reason":"travel"}
{"kind":"activity","id":"c","practice_day":"2026-11-21","activity":"walking","minutes":30}
{"kind":"follow","id":"d","practice_day":"2026-11-21","routines":[{"routine":"basics","schedule":"daily"}],"grace":2,\
"rollover_hour":4}
{"kind":"screened","id":"e","practice_day":"2026-11-21","result":"none"}
{"kind":"future","id":"f","practice_day":"2026-11-21","more":{"deep":[1,2]}}
"""
_SETTINGS = """\
[ui]
theme = "auto"
animations = true

[sound]
output = "auto"
tones = 80
words = 90

[voice]
command = "say {text}"

[practice]
rollover_hour = 4
grace = 2

[safety]
emergency = "112"

[keys]
pause = "space"

[hooks]
after = "true"
"""
_ANSWERS = json.dumps({
    "version": 2, "day": "2026-11-20", "sign": "none", "checked": False, "cautions": ["osteoporosis"], "onset": "none",
    "onset_day": None, "rest_pain": 3, "walks": True, "asked": "2026-11-20", "accepted": ["basics"],
    "acknowledged": {"plank": "2026-11-20"},
})  # fmt: skip
_SWAPS = json.dumps({
    "swaps": [{"routine": "basics", "step": "twist", "exercise": "a", "instead": "b", "day": "2026-11-20"}],
    "never": ["plank"],
})  # fmt: skip
SEEDS: Mapping[str, Sequence[str]] = {
    "routine": _ROUTINES, "exercise": _EXERCISES, "record": [_RECORD, *_RECORD.splitlines()], "settings": [_SETTINGS],
    "answers": [_ANSWERS], "swaps": [_SWAPS],
}  # fmt: skip
_ODD: Sequence[object] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, 10**30, 1.5, -0.0, 1e308, "", "x", "none", "2026-11-20",
    "0000-01-01", "9999-12-31", "2026-02-30", "2026-11-20T07:00:00Z", "24:00", "\x1b]0;x\x07", "\u202e", "\ud800",
    "é" * 300, [], {}, [[]], [None], {"": None}, {"a": {"b": []}},
)  # fmt: skip
_RAW = (
    "1e999", "-1e999", "NaN", "Infinity", "9" * 5000, "[" * 3000, '{"a":' * 1500, '"\\ud800"', '"\\u0000"', "''", '"""',
    "'''", "inf", "nan", "1979-05-27T07:32:00Z", "0x_", "true", "\x00", "\ufeff", "\x85", "\u2028", "\r", "a.b.c = 1",
    "[[ui]]", "[ui.x]",
)  # fmt: skip


def cases(target: str) -> SearchStrategy[bytes]:
    """Return files for a target, chosen by hypothesis."""
    return st.one_of(
        st.builds(drawn, st.just(target), st.randoms(use_true_random=False)),
        st.lists(st.one_of(st.text(max_size=20), st.sampled_from(_RAW)), max_size=6).map(_joined),
        st.binary(max_size=200),
    )


def drawn(target: str, chance: Random) -> bytes:
    """Return a file for a target, chosen by chance: for runs of very many."""
    seeds = SEEDS[target]
    text = chance.choice(seeds)
    kind = chance.random()
    if target in ("record", "answers", "swaps") and kind < 0.5:
        return _changed(text, chance, chance.choice(_ODD))
    if kind < 0.9:
        return _spoilt(text, chance, seeds)
    if kind < 0.97:
        return _cut_in(text, _joined(chance.choices(_RAW, k=chance.randint(1, 4))), chance.random())
    return chance.randbytes(chance.randint(0, 300))


def _joined(texts: Sequence[str]) -> bytes:
    return "".join(texts).encode("utf-8", "surrogatepass")


def _spoilt(text: str, chance: Random, others: Sequence[str]) -> bytes:
    return spoil(text, chance, others).encode("utf-8", chance.choice(("replace", "surrogatepass")))


def _cut_in(text: str, data: bytes, share: float) -> bytes:
    whole = text.encode()
    at = int(share * len(whole))
    return whole[:at] + data + whole[at:]


def _changed(text: str, chance: Random, value: object) -> bytes:
    """Put another value somewhere into a JSON file, or into some lines of JSON."""
    lines: list[str] = []
    for line in text.splitlines():
        found = json.loads(line)
        places = list(_places(found))
        if places and (not lines or chance.random() < 0.5):
            holder, key = chance.choice(places)
            holder[key] = value
        dumped = json.dumps(found, ensure_ascii=chance.random() < 0.5)
        lines.append(re.sub(r"\d+", "1e999", dumped, count=1) if chance.random() < 0.05 else dumped)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _places(value: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401  any JSON
    found: list[tuple[Any, Any]] = []
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            found += [(value, key), *_places(value[key])]
    return found
