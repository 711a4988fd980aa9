"""Bytes → a file's top-level fields, or the one problem that says why there are none."""

from __future__ import annotations

from stretch_coach.routine.decode import decode
from stretch_coach.routine.fields import EXERCISE, ROUTINE
from stretch_coach.routine.findings import Findings
from stretch_coach.routine.format import shown
from stretch_coach.routine.frame import without_frame
from stretch_coach.routine.nodes import MappingNode, ScalarNode, build
from stretch_coach.routine.syntax import explain
from stretch_coach.routine.tables import Table


def read_document(data: bytes | str, findings: Findings, table: Table) -> MappingNode | None:
    """Return the file's outermost fields, or None once it is reported why there are none."""
    text = decode(data, findings)
    if text is None:
        return None
    node = build(without_frame(text, findings, table), findings, explain)
    if isinstance(node, MappingNode):
        return None if _is_the_other(node, findings, table) else node
    if node is None or (isinstance(node, ScalarNode) and not node.text):
        if not findings.problems:
            findings.add_at(
                (1, 1, 2),
                "empty-file",
                f"expected the fields of {table.what}, found an empty file",
                f"Begin with `{next(iter(table.fields))}:`; `new` writes a file to start from.",
            )
    elif not findings.problems:
        found = shown(node.text) if isinstance(node, ScalarNode) else "a list"
        hint = f"Begin with `{next(iter(table.fields))}:` and put the rest below it, each field on its own line."
        if table is ROUTINE and not isinstance(node, ScalarNode):
            hint = "Put `title:` with a name and `steps:` on two lines above it."
        findings.add_at_node(node, "no-fields", f"expected the fields of {table.what}, found {found}", hint)
    return None


def _is_the_other(node: MappingNode, findings: Findings, table: Table) -> bool:
    """Report an exercise where a routine should be, or a routine where an exercise should; one word says it all."""
    names = node.entries.keys()
    if table is ROUTINE and {"kind", "do"} <= names and "steps" not in names:
        found, hint = "an exercise", "An exercise has its own file, `exercises/NAME.yaml` next to your routines."
    elif table is EXERCISE and "steps" in names and names.isdisjoint(("kind", "do")):
        found, hint = "a routine", "Call it `NAME.stretch.yaml`, and put it next to the folder `exercises`."
    else:
        return False
    findings.add_at_node(node, "no-fields", f"expected the fields of {table.what}, found those of {found}", hint)
    return True
