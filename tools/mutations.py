"""The changes that `mutate.py` makes to a module: one at a time, each a mistake that a person could make."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

_COMPARED = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_CALCULATED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_SWAPPED = {
    "min": "max", "max": "min", "any": "all", "all": "any", "startswith": "endswith", "endswith": "startswith",
    "lower": "upper", "upper": "lower", "strip": "rstrip", "partition": "rpartition", "rpartition": "partition",
    "removeprefix": "removesuffix", "removesuffix": "removeprefix", "add": "discard", "bisect_right": "bisect_left",
    "bisect_left": "bisect_right",
}  # fmt: skip
_Path = tuple[tuple[str, int | None], ...]
_NOT_BEHAVIOUR = {"TypeVar", "cast", "NewType", "overload"}


@dataclass(frozen=True)
class Mutation:
    """One change: the line, the enclosing function (`None` at the module's level), what it was and what it becomes."""

    line: int
    function: str | None
    before: str
    after: str
    _tree: ast.Module
    _path: _Path
    _node: ast.AST

    def row(self, module: str) -> str:
        """Return it as a row of a table in Markdown; the last cell is for the reason why no test notices it."""
        before, after = (f"`{text}`".replace("|", "\\|") for text in (self.before, self.after))
        return f"| `{module}` {self.line} {self.function or ''} | {before} → {after} |  |"

    def compiled(self, file: str) -> CodeType:
        """Return the code of the module with this change."""
        original = _at(self._tree, self._path)
        _put(self._tree, self._path, self._node)
        try:
            return compile(self._tree, file, "exec")
        finally:
            _put(self._tree, self._path, original)


def mutations(source: str) -> Iterator[Mutation]:
    """Give every change of a module's source, in the order of its lines."""
    tree = ast.parse(source)
    for path, function in list(_places(tree)):
        node = _at(tree, path)
        for changed in _changes(node):
            placed = ast.fix_missing_locations(ast.copy_location(copy.copy(changed), node))
            yield Mutation(node.lineno, function, _shown(node), _shown(placed), tree, path, placed)


def _shown(node: ast.AST) -> str:
    """Return the text of a node on one line; of an `if` or `while` only its condition."""
    if isinstance(node, ast.If | ast.While):
        return f"{type(node).__name__.lower()} {ast.unparse(node.test)}:"
    return " ".join(ast.unparse(node).split())


def _places(node: ast.AST, path: _Path = (), function: str | None = None) -> Iterator[tuple[_Path, str | None]]:
    """Give where something may be changed: not in types, docstrings, imports and what they only serve."""
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list", "type_params", "type_comment", "bases"}:
            continue
        children = enumerate(value) if isinstance(value, list) else ((None, value),)
        for index, child in children:
            if not isinstance(child, ast.AST) or _says_nothing(child):
                continue
            here = (*path, (field, index))
            inner = function or _called_later(node, field)
            if isinstance(child, ast.expr | ast.stmt):
                yield here, inner
            yield from _places(child, here, inner)


def _called_later(node: ast.AST, field: str) -> str | None:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and field == "body":
        return node.name
    return None  # also for defaults: the module calculates them


def _says_nothing(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Assign) and any(
        isinstance(name, ast.Name) and name.id == "__all__" for name in node.targets
    ):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _NOT_BEHAVIOUR:
        return True
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)  # a docstring


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for index, operator in enumerate(node.ops):
                for other in _COMPARED[type(operator)]:
                    yield _with(node, ops=[*node.ops[:index], other(), *node.ops[index + 1 :]])
        case ast.BinOp() if type(node.op) in _CALCULATED:
            yield _with(node, op=_CALCULATED[type(node.op)]())
        case ast.AugAssign() if type(node.op) in _CALCULATED:
            yield _with(node, op=_CALCULATED[type(node.op)]())
            yield ast.Assign([node.target], node.value)
        case ast.BoolOp():
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
            for index in range(len(node.values)):  # each part must count
                rest = [*node.values[:index], *node.values[index + 1 :]]
                yield _with(node, values=rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.If() | ast.IfExp():
            for value in (True, False):
                yield _with(node, test=ast.Constant(value))
        case ast.While():
            yield _with(node, test=ast.Constant(value=False))
        case ast.Constant():
            yield from (ast.Constant(value) for value in _other_values(node.value))
        case ast.Call():
            yield from _other_calls(node)
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield ast.Pass()
        case ast.Return() if node.value is not None and not _is_none(node.value):
            yield ast.Return(ast.Constant(None))
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Pass()
        case ast.Raise():
            yield ast.Pass()
        case ast.Subscript(slice=ast.Slice(), ctx=ast.Load()):
            yield node.value
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            for index, part in enumerate(node.generators):
                for number in range(len(part.ifs)):
                    kept = _with(part, ifs=[*part.ifs[:number], *part.ifs[number + 1 :]])
                    yield _with(node, generators=[*node.generators[:index], kept, *node.generators[index + 1 :]])


def _other_values(value: object) -> Iterator[bool | float | str]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
        if value:
            yield value - 1
    elif isinstance(value, str):
        yield f"XX{value}XX"


def _other_calls(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    other = _SWAPPED.get(name)
    if other and isinstance(node.func, ast.Attribute):
        yield _with(node, func=_with(node.func, attr=other))
    elif other and isinstance(node.func, ast.Name):
        yield _with(node, func=_with(node.func, id=other))
    for index in range(len(node.keywords)):  # as if it had been forgotten
        yield _with(node, keywords=[*node.keywords[:index], *node.keywords[index + 1 :]])


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for field, value in fields.items():
        setattr(changed, field, value)
    return changed


def _at(tree: ast.AST, path: _Path) -> Any:  # noqa: ANN401  a statement or an expression
    node: Any = tree
    for field, index in path:
        value = getattr(node, field)
        node = value if index is None else value[index]
    return node


def _put(tree: ast.AST, path: _Path, changed: ast.AST) -> None:
    field, index = path[-1]
    parent = _at(tree, path[:-1])
    if index is None:
        setattr(parent, field, changed)
    else:
        getattr(parent, field)[index] = changed
