"""The JSON Schemas say nothing the reader does not say: what they refuse, it refuses.

A schema knows less (neither library nor caps nor which dose is larger), so it may take what the reader refuses; but
where a mistake is one of shape, it must see it, because that is what an editor underlines while one types.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.every import every

from stretch_coach.data import data_path
from stretch_coach.routine.reader import read_routine
from stretch_coach.routine.schema import exercise_schema, routine_schema

if TYPE_CHECKING:
    from stretch_coach.routine.model import Exercise

HERE = Path(__file__).parent
SHAPE = {
    "unknown-key", "missing-field", "empty-value", "expected-text", "expected-list", "expected-fields", "empty-list",
    "no-steps", "step-as-text", "empty-step", "no-exercise-named", "choice", "unknown-caution", "weekday",
    "weekday-twice", "schedule", "days", "from-day", "arrow", "unit", "duration", "number", "percent", "too-few",
    "too-many", "name", "language", "no-ramp", "text-too-long",
}  # fmt: skip
"""Mistakes an editor can underline by the schema alone."""


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, which editors read by: no sixty-based numbers, no `no`, no dates."""


Core.yaml_implicit_resolvers = {}
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
Core.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]*\.[0-9]+$"), list("-.0123456789"))
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), list("tf"))
Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|)$"), ["~", "n", ""])
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,),
}  # fmt: skip


def refused(value: Any, schema: dict[str, Any]) -> bool:  # noqa: ANN401  any JSON value
    """Tell whether a value breaks a schema, by the keywords our schemas use; an unknown keyword is an error."""
    unknown = schema.keys() - {
        "$schema", "title", "description", "type", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength",
        "required", "properties", "propertyNames", "additionalProperties", "patternProperties", "items", "minItems",
        "maxItems", "uniqueItems", "anyOf", "patternErrorMessage", "examples", "const", "defaultSnippets",
    }  # fmt: skip
    assert not unknown
    return not (_type_fits(value, schema) and _scalar_fits(value, schema) and _parts_fit(value, schema))


def _type_fits(value: Any, schema: dict[str, Any]) -> bool:  # noqa: ANN401  any JSON value
    names = schema.get("type", list(TYPES))
    names = [names] if isinstance(names, str) else names
    fits = any(isinstance(value, TYPES[name]) and (not isinstance(value, bool) or name == "boolean") for name in names)
    fits = fits and value == schema.get("const", value)
    return fits and ("enum" not in schema or value in schema["enum"])


def _scalar_fits(value: Any, schema: dict[str, Any]) -> bool:  # noqa: ANN401  any JSON value
    if isinstance(value, str):
        length = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        return length and re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return True


def _parts_fit(value: Any, schema: dict[str, Any]) -> bool:  # noqa: ANN401  any JSON value
    if "anyOf" in schema and all(refused(value, one) for one in schema["anyOf"]):
        return False
    if isinstance(value, dict):
        return set(schema.get("required", ())) <= value.keys() and all(
            _entry_fits(key, child, schema) for key, child in value.items()
        )
    if isinstance(value, list):
        length = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        twice = schema.get("uniqueItems") and len({str(item) for item in value}) < len(value)
        return length and not twice and not any(refused(item, schema.get("items", {})) for item in value)
    return True


def _entry_fits(key: Any, child: Any, schema: dict[str, Any]) -> bool:  # noqa: ANN401  any JSON value
    if refused(str(key), schema.get("propertyNames", {})):
        return False
    inner = schema.get("properties", {}).get(key)
    for way, one in schema.get("patternProperties", {}).items():
        inner = one if re.search(way, str(key)) else inner
    inner = schema.get("additionalProperties", {}) if inner is None else inner
    return inner is not False and not refused(child, inner)


def shipped(folder: str, suffix: str) -> list[Path]:
    """Return the shipped files of one kind."""
    return sorted(path for path in Path(data_path(*folder.split("/"))).glob(f"*{suffix}"))


@every("path", shipped("routines", ".stretch.yaml"))
def test_shipped_routines_fit_the_schema(path: Path) -> None:
    """An editor underlines nothing in them."""
    assert not refused(yaml.load(path.read_text("utf-8"), Core), routine_schema())  # noqa: S506  a safe loader


@every("path", shipped("routines/exercises", ".yaml"))
def test_shipped_exercises_fit_the_schema(path: Path) -> None:
    """Nor in these."""
    assert not refused(yaml.load(path.read_text("utf-8"), Core), exercise_schema())  # noqa: S506  a safe loader


def texts() -> list[str]:
    """Return every text of the tables and the whole files, mistaken and mended."""
    found = []
    for path in sorted((HERE / "mistakes").glob("*.txt")):
        for block in re.split(r"^=== .*\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            text, _, rest = block.partition("--- problems\n")
            found += [text, *rest.split("--- mended\n")[1:]]
    found += [path.read_text("utf-8") for path in sorted((HERE / "corpus").glob("*.stretch.yaml"))]
    return [text for text in found if is_yaml(text)]


def is_yaml(text: str) -> bool:
    """Tell whether an editor can read a text at all; if not, no schema is asked."""
    try:
        yaml.load(text.removeprefix("\ufeff"), Core)  # noqa: S506  a safe loader
    except yaml.YAMLError:
        return False
    return True


@every("text", texts())
def test_schema_and_reader_agree_on_the_mistakes(text: str, library: dict[str, Exercise]) -> None:
    """What the schema refuses has an error; a mistake of shape alone is refused by the schema."""
    value = yaml.load(text.removeprefix("\ufeff"), Core)  # noqa: S506  a safe loader
    errors = {p.code for p in read_routine(text, name="x", path="x", library=library).problems if p.severity == "error"}
    if refused(value, routine_schema()):
        assert errors
    else:
        assert not errors & SHAPE


ROUTINES = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Evening", "", "x" * 81, 7, True]),
        "steps": st.lists(
            st.fixed_dictionaries(
                {"exercise": st.sampled_from(["knee-to-chest", "knee-to-chest", "Knee to chest"])},
                optional={
                    "hold": st.sampled_from(["5s", "5s -> 30s", "1:00", 30, "5 sec", "5s - 6s", "->", -1]),
                    "reps": st.sampled_from([1, 3, "2 -> 3", "two", 0, 101, "2 to 3"]),
                    "range": st.sampled_from(["50%", "50% -> 100%", "0%", 50, "101%"]),
                    "sides": st.sampled_from(["each", "alternate", "both"]),
                    "rest": st.sampled_from(["5s", 5, 0, "5s -> 6s", "soon"]),
                    "from": st.sampled_from(["day 1", "day 12", 4]),
                    "say": st.sampled_from(["Slowly.", ["a"], {"a": 1}]),
                    "hodl": st.just(1),
                },
            ),
            max_size=3,
        ),
    },
    optional={
        "schedule": st.sampled_from(
            ["daily", "3 per week", ["mon", "fri"], ["mon", "mon"], [], "weekly", "8 per week"]
        ),
        "ramp": st.sampled_from(["25 days", "1 day", 25, "4 weeks"]),
        "sound": st.sampled_from([{"words": "full"}, {"words": "loud"}, "full", {}]),
        "cautions": st.sampled_from([["knee"], ["kne"], [], "knee"]),
    },
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=ROUTINES)
def test_schema_and_reader_agree_on_generated_routines(value: dict[str, Any], library: dict[str, Exercise]) -> None:
    """Whatever is put together from sound and unsound values."""
    text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True)
    errors = {p.code for p in read_routine(text, name="x", path="x", library=library).problems if p.severity == "error"}
    if refused(value, routine_schema()):
        assert errors
    else:
        assert not errors & SHAPE
