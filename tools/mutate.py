"""Mutation testing of the modules that decide most: `python tools/mutate.py streak ledger`, all without a name.

Changes one thing at a time (`mutations.py`), and prints a table and on stderr the changes that no test noticed, as rows
for docs/mutants.md.
Everything runs in forks of one process that has collected the tests: a changed function is put in place of the old one
there, and only tests that call it run, first those that caught the most so far for the time they take, then the
fastest. So a change costs some hundredths of a second, where a new interpreter would cost seconds. Only a change of
what a module calculates on import needs the import again.
Needs what the tests need, and forks: Linux or macOS.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import functools
import gc
import importlib.machinery
import importlib.util
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random
from types import CodeType, FrameType, FunctionType
from typing import NamedTuple

import hypothesis
import pytest
from mutations import Mutation, mutations

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "stretch_coach"
RAMP, SESSION, RECORD = ("ramp",), ("session",), ("record",)
MODULES = {
    "streak": "history/streak.py",
    **{
        name: f"ramp/{name}.py"
        for name in (
            "ladder", "fold", "state", "phases", "detraining", "familiarity", "prescribe", "override", "plan",
            "plan_text", "reasons", "simulate",
        )
    },
    **{name: f"session/{name}.py" for name in ("timeline", "layout", "player", "ledger")},
    "codec": "record/jsonl.py",
    **{name: f"record/{name}.py" for name in ("entries", "fields", "kinds", "moments")},
}  # fmt: skip
TESTS = {"history": ("history/test_streak.py", "history/test_streak_properties.py"), "session": ("session", "mix")}
"""The tests that are asked where it is not the whole folder of the package."""
LONGEST_S = 2.0
"""A test that takes longer is not asked: what it alone would notice counts as not noticed."""
MOST_S = 6.0
"""Nor are tests asked about a change once the faster ones have taken this long together."""
_LEAST_S = 0.001
MEMORY = 3 * 2**30
BACKGROUND = 10
"""How nice it is: below what a person waits for, and not so far below that a busy machine never lets it run."""
CAUGHT, SURVIVED, ENDLESS = "caught", "survived", "endless"
BROKEN = 99
"""Exit code of a fork that could not begin."""
_NOTE = "__note_call__"
_Key = tuple[str, str, int]
"""File, name and first line of a function."""


class Asked(NamedTuple):
    """A test that passes without a change: its id, its seconds, and the functions that it calls."""

    name: str
    seconds: float
    calls: frozenset[_Key]


def main() -> None:
    """Mutate what was named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=", ".join(MODULES))
    parser.add_argument("--sample", type=int, metavar="N", help="at most N changes of each module, by chance")
    parser.add_argument("--seed", default="stretch", help="of that chance")
    parser.add_argument("--lines", nargs="+", type=int, metavar="N", help="only changes of these lines")
    given = parser.parse_args()
    os.nice(max(0, BACKGROUND - os.nice(0)))
    hypothesis.settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
    by_package: dict[str, list[str]] = {}
    for name in given.modules or MODULES:
        by_package.setdefault(MODULES[name].partition("/")[0], []).append(name)
    print("| module | changes | caught | of these endless | % | tests asked |\n|---|---|---|---|---|---|", flush=True)
    for package, names in by_package.items():
        found = {}
        for name in names:
            path = MODULES[name]
            changes = list(mutations((SOURCE / path).read_text("utf-8")))
            if given.lines:
                changes = [one for one in changes if one.line in given.lines]
            if given.sample and len(changes) > given.sample:
                chance = Random(f"{given.seed}-{name}")  # noqa: S311  chances, not secrets
                changes = [changes[index] for index in sorted(chance.sample(range(len(changes)), given.sample))]
            found[path] = changes
        tests = [str(ROOT / "tests" / test) for test in TESTS.get(package, (package,))]
        _try_all(found, tests)


def _try_all(found: Mapping[str, Sequence[Mutation]], tests: Sequence[str]) -> None:
    """Try the changes of each module of a package; print how many were caught, and on stderr those that were not."""
    with tempfile.TemporaryDirectory(prefix="stretch-coach-mutants-") as folder:
        arguments = _arguments(folder, tests)
        for path, changes in found.items():
            survey = Path(folder, "survey")
            answer = Path(folder, path.replace("/", "-"))
            _fork(lambda: pytest.main(list(arguments), plugins=[_Trial(path, changes, tuple(found), survey, answer)]))  # noqa: B023  called here
            if not answer.exists():
                sys.exit(f"{path}: its tests could not be collected, or fail without a change: {tests}")
            count, asked, verdicts = json.loads(answer.read_text("utf-8"))
            if not count:
                sys.exit(f"{path}: no test calls any of its functions: {tests}")
            seconds = sum(test[1] for test in asked)
            for index, one in enumerate(changes):
                if verdicts[index] is None:
                    verdicts[index] = _judged(partial(_imported_anew, path, one, arguments, asked), seconds)
            caught = len(changes) - verdicts.count(SURVIVED)
            share = f"{100 * caught / len(changes):.1f}" if changes else "–"
            endless = verdicts.count(ENDLESS)
            print(f"| {path} | {len(changes)} | {caught} | {endless} | {share} | {count} |", flush=True)
            for one, verdict in zip(changes, verdicts, strict=True):
                if verdict == SURVIVED:
                    print(one.row(path.removesuffix(".py")), file=sys.stderr, flush=True)


def _arguments(folder: str, tests: Sequence[str]) -> list[str]:
    given = "--strict-markers --import-mode=importlib --assert=plain -s"
    left_out = (f"-pno:{plugin}" for plugin in ("terminal", "cacheprovider", "faulthandler"))
    return [
        "-o", "addopts=", *given.split(), *left_out, "-m", "not sound and not slow", "--hypothesis-profile=mutants",
        f"--rootdir={ROOT}", f"--basetemp={folder}/temp", *tests,
    ]  # fmt: skip


class _Trial:
    """The part of pytest that runs the tests: it runs them for each change of a function."""

    def __init__(self, path: str, found: Sequence[Mutation], paths: Sequence[str], survey: Path, answer: Path) -> None:
        self._file, self._found, self._answer, self._survey = str(SOURCE / path), found, answer, survey
        self._files = [str(SOURCE / each) for each in paths]
        self._package = f"stretch_coach.{path.partition('/')[0]}."
        self._on_import: set[_Key] = set()
        self._catcher, self._caught = answer.with_suffix(".catcher"), Counter[str]()

    def pytest_collection(self) -> None:
        """Note which functions the import itself calls."""

        def note(frame: FrameType, *_: object) -> None:
            self._on_import.add(_key(frame.f_code))

        sys.settrace(note)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find what each test calls, unless that is known, then try each change."""
        sys.settrace(None)
        if session.testsfailed or (not self._survey.exists() and _fork(lambda: self._look(session))):
            return True
        known = json.loads(self._survey.read_text("utf-8"))
        tests = [Asked(name, seconds, frozenset(map(tuple, calls))) for name, seconds, calls in known]
        fast = [test for test in sorted(tests, key=lambda test: test.seconds) if test.seconds <= LONGEST_S]
        asked = [test for test in fast if any(call[0] == self._file for call in test.calls)]
        # who makes a value with other defaults, or reads a constant, need not call a function of the module
        on_import = [*_within(MOST_S, asked), *_within(MOST_S, [test for test in fast if test not in asked])]
        originals = _functions(_compiled(self._file))
        functions = _known_functions({self._file})
        gc.disable()  # a collection in a fork would copy the memory that it shares
        verdicts = [self._try(session, functions, originals, asked, one) for one in self._found]
        self._answer.write_text(
            json.dumps([len(asked), [(name, s) for name, s, _ in on_import], verdicts]), encoding="utf-8"
        )
        return True

    def _look(self, session: pytest.Session) -> int:
        """Run every test without a change, and note its time and the functions that it calls."""
        calls: set[_Key] = set()
        vars(builtins)[_NOTE] = lambda: calls.add(_key(sys._getframe(1).f_code))  # noqa: SLF001  the way to a caller
        for file in self._files:
            _replace(_known_functions({file}), _functions(_compiled(file, _NoteCalls())))
        caches = _caches(self._package)
        known = []
        for item in session.items:
            for cache in caches:  # what an earlier test has left there would hide a call
                cache.cache_clear()
            calls.clear()
            began = time.process_time()
            if _run(session, [item]):
                print(f"fails without a change: {item.nodeid}", file=sys.stderr)
                return 1
            known.append((item.nodeid, time.process_time() - began, sorted(calls)))
        self._survey.write_text(json.dumps(known), encoding="utf-8")
        return 0

    def _try(
        self,
        session: pytest.Session,
        functions: Sequence[FunctionType],
        originals: Mapping[_Key, CodeType],
        asked: Sequence[Asked],
        one: Mutation,
    ) -> str | None:
        """Give the verdict on a change; None where it needs a new import."""
        if one.function is None:
            return None
        new = _functions(one.compiled(self._file))
        changed = {key: new[key] for key, old in originals.items() if old != new[key]}
        if changed.keys() & self._on_import:
            return None
        tests = _within(MOST_S, [test for test in asked if test.calls & changed.keys()])
        tests.sort(key=lambda test: self._caught[test.name] / max(test.seconds, _LEAST_S), reverse=True)
        items = {item.nodeid: item for item in session.items}

        def run() -> int:
            _replace(functions, changed)
            return _run(session, [items[test.name] for test in tests], self._catcher)

        verdict = _judged(run, sum(test.seconds for test in tests))
        if self._catcher.exists():
            self._caught[self._catcher.read_text("utf-8")] += 1
            self._catcher.unlink()
        return verdict


def _within(most_s: float, tests: Sequence[Asked]) -> list[Asked]:
    """Return as many of the tests, in their order, as take no longer than this."""
    return [test for test, took in zip(tests, accumulate(t.seconds for t in tests), strict=True) if took <= most_s]


class _NoteCalls(ast.NodeTransformer):
    """Lets each outermost function note that it is called."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.body.insert(0, ast.Expr(ast.Call(ast.Name(_NOTE, ast.Load()), [], [])))
        return node


def _compiled(file: str, change: ast.NodeTransformer | None = None) -> CodeType:
    tree = ast.parse(Path(file).read_text("utf-8"))
    return compile(ast.fix_missing_locations(change.visit(tree) if change else tree), file, "exec")


def _key(code: CodeType) -> _Key:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _known_functions(files: Collection[str]) -> list[FunctionType]:
    gc.unfreeze()  # the tests freeze what stays, and what is frozen is in no list of objects
    return [
        found for found in gc.get_objects() if isinstance(found, FunctionType) and found.__code__.co_filename in files
    ]


def _caches(package: str) -> list[functools._lru_cache_wrapper[object]]:
    return [
        found
        for found in gc.get_objects()
        if isinstance(found, functools._lru_cache_wrapper) and found.__module__.startswith(package)  # noqa: SLF001  it has no other name
    ]


def _replace(functions: Iterable[FunctionType], codes: Mapping[_Key, CodeType]) -> None:
    for function in functions:
        if code := codes.get(_key(function.__code__)):
            function.__code__ = code


def _run(session: pytest.Session, items: Sequence[pytest.Item], catcher: Path | None = None) -> int:
    """Run tests until one fails, which gives 1; note in a file which one that was."""
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            if catcher:
                catcher.write_text(item.nodeid, "utf-8")
            return 1
    return 0


def _imported_anew(path: str, one: Mutation, arguments: Sequence[str], asked: Sequence[tuple[str, float]]) -> int:
    """Run the tests on a module that is imported with its change."""
    order = {name: index for index, (name, _) in enumerate(asked)}

    class Finder(importlib.machinery.SourceFileLoader):
        def get_code(self, fullname: str) -> CodeType | None:
            return one.compiled(str(SOURCE / path)) if fullname == name else super().get_code(fullname)

    class Order:
        @pytest.hookimpl(tryfirst=True)
        def pytest_runtestloop(self, session: pytest.Session) -> bool:
            known = [item for item in session.items if item.nodeid in order]
            os._exit(_run(session, sorted(known, key=lambda item: order[item.nodeid])))

    name = "stretch_coach." + path.removesuffix(".py").replace("/", ".")

    class Changed:
        @staticmethod
        def find_spec(fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
            if fullname != name:
                return None
            return importlib.util.spec_from_file_location(
                fullname, SOURCE / path, loader=Finder(fullname, str(SOURCE / path))
            )

    sys.meta_path.insert(0, Changed)
    pytest.main(list(arguments), plugins=[Order()])
    return 1  # it did not come so far as to run a test


def _functions(code: CodeType) -> dict[_Key, CodeType]:
    """Give the outermost functions of a module, also those in its classes."""
    found: dict[_Key, CodeType] = {}
    for part in code.co_consts:
        if isinstance(part, CodeType):
            is_function = part.co_flags & 1
            found.update({_key(part): part} if is_function else _functions(part))
    return found


def _judged(run: Callable[[], int], seconds: float) -> str:
    limit = int(10 + 5 * seconds)
    status = _fork(run, limit)
    if status == BROKEN:
        sys.exit("a fork could not begin; nothing is known of its change")
    return {0: SURVIVED, -signal.SIGXCPU: ENDLESS, -signal.SIGKILL: ENDLESS, -signal.SIGALRM: ENDLESS}.get(
        status, CAUGHT
    )


def _fork(run: Callable[[], int | None], cpu_s: int | None = None) -> int:
    """Run in a fork; give its exit code, or the negative of the signal that ended it."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = BROKEN
    try:
        if cpu_s:
            null = os.open(os.devnull, os.O_WRONLY)
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.alarm(20 * cpu_s)
            os.dup2(null, 1)
            os.dup2(null, 2)
            status = 1
        status = run() or 0
    except BaseException:  # noqa: BLE001  a fork never goes on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
