"""Mutation testing of the modules that decide most: `python tools/mutate.py streak ledger`, all without a name.

Changes one thing at a time (`mutations.py`) and prints which changes no test noticed. Everything runs in forks of one
process that has collected the tests: a changed function is put in place of the old one there, and only tests that call
it run, the fastest first. So a change costs some hundredths of a second, where a new interpreter would cost seconds.
Only a change of what a module calculates on import needs the import again. Needs what the tests need, and forks: Linux
or macOS.
"""

from __future__ import annotations

import argparse
import gc
import importlib.machinery
import importlib.util
import json
import marshal
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial
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
    "streak": ("history/streak.py", ("history/test_streak.py", "history/test_streak_properties.py")),
    **{
        name: (f"ramp/{name}.py", RAMP)
        for name in (
            "ladder", "fold", "state", "phases", "detraining", "familiarity", "prescribe", "override", "plan",
            "plan_text", "reasons", "simulate",
        )
    },
    "timeline": ("session/timeline.py", SESSION),
    "layout": ("session/layout.py", SESSION),
    "player": ("session/player.py", SESSION),
    "ledger": ("session/ledger.py", SESSION),
    "codec": ("record/jsonl.py", RECORD),
    "fields": ("record/fields.py", RECORD),
    "kinds": ("record/kinds.py", RECORD),
    "moments": ("record/moments.py", RECORD),
}  # fmt: skip
"""Each module with the tests that are asked, in `tests`."""
LONGEST_S = 3.0
"""A test that takes longer is not asked: what it alone would notice counts as not noticed."""
MEMORY = 3 * 2**30
CAUGHT, SURVIVED, ENDLESS = "caught", "survived", "endless"
_Key = tuple[str, int]


class Asked(NamedTuple):
    """A test that passes without a change: its id, its seconds, and the module's functions that it calls."""

    name: str
    seconds: float
    calls: frozenset[_Key]


def main() -> None:
    """Mutate what was named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=", ".join(MODULES))
    parser.add_argument("--sample", type=int, metavar="N", help="at most N changes of each module, by chance")
    parser.add_argument("--seed", default="stretch", help="of that chance")
    parser.add_argument("--line", type=int, help="only changes of this line")
    given = parser.parse_args()
    os.nice(19)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    hypothesis.settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
    print("| module | changes | caught | of these endless | % | tests asked | seconds |\n|---|---|---|---|---|---|---|")
    survivors: list[str] = []
    for name in given.modules or MODULES:
        path, tests = MODULES[name]
        found = [one for one in mutations((SOURCE / path).read_text("utf-8")) if given.line in {None, one.line}]
        if given.sample and len(found) > given.sample:
            chosen = sorted(Random(f"{given.seed}-{name}").sample(range(len(found)), given.sample))  # noqa: S311  no secret
            found = [found[index] for index in chosen]
        began = time.monotonic()
        asked, verdicts = _try_all(path, [str(ROOT / "tests" / test) for test in tests], found)
        caught = len(found) - verdicts.count(SURVIVED)
        share = f"{100 * caught / len(found):.1f}" if found else "–"
        print(
            f"| {name} | {len(found)} | {caught} | {verdicts.count(ENDLESS)} | {share} | {asked} |"
            f" {time.monotonic() - began:.0f} |",
            flush=True,
        )
        survivors += [
            f"{path}:{one.line}: {one.before}  →  {one.after}"
            for one, verdict in zip(found, verdicts, strict=True)
            if verdict == SURVIVED
        ]
    print("\nNot noticed:\n", *survivors, sep="\n")


def _try_all(path: str, tests: Sequence[str], found: Sequence[Mutation]) -> tuple[int, list[str]]:
    """Try the changes; give how many tests were asked, and a verdict on each change."""
    with tempfile.TemporaryDirectory(prefix="stretch-coach-mutants-") as folder:
        answer = Path(folder, "answer")
        _fork(lambda: pytest.main(_arguments(folder, tests), plugins=[_Trial(path, found, answer)]))
        if not answer.exists():
            sys.exit(f"{path}: its tests could not be collected, or fail without a change: {tests}")
        asked, verdicts = json.loads(answer.read_text("utf-8"))
        seconds = sum(test[1] for test in asked)
        arguments = _arguments(folder, tests)
        for index, one in enumerate(found):
            if verdicts[index] is None:
                verdicts[index] = _judged(partial(_imported_anew, path, one, arguments, asked), seconds)
    return len(asked), verdicts


def _arguments(folder: str, tests: Sequence[str]) -> list[str]:
    given = "--strict-markers --import-mode=importlib --assert=plain -s"
    left_out = (f"-pno:{plugin}" for plugin in ("terminal", "cacheprovider", "faulthandler"))
    return [
        "-o", "addopts=", *given.split(), *left_out, "-m", "not sound and not slow", "--hypothesis-profile=mutants",
        f"--rootdir={ROOT}", f"--basetemp={folder}/temp", *tests,
    ]  # fmt: skip


class _Trial:
    """The part of pytest that runs the tests: it runs them for each change of a function."""

    def __init__(self, path: str, found: Sequence[Mutation], answer: Path) -> None:
        self._found, self._answer = found, answer
        self._on_import: set[_Key] = set()
        self._file = str(SOURCE / path)
        self._functions = _functions(compile(Path(self._file).read_text("utf-8"), self._file, "exec"))

    def pytest_collection(self) -> None:
        """Note which functions the import itself calls."""
        sys.setprofile(_noting(self._file, self._on_import))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find what each test calls, then try each change."""
        sys.setprofile(None)
        if session.testsfailed:
            return True
        asked = _survey(session, self._file)
        if asked is not None:
            verdicts = [self._try(session, asked, one) for one in self._found]
            self._answer.write_text(json.dumps([[(name, s) for name, s, _ in asked], verdicts]), encoding="utf-8")
        return True

    def _try(self, session: pytest.Session, asked: Sequence[Asked], one: Mutation) -> str | None:
        if one.function is None:
            return None
        new = _functions(compile(one.tree, self._file, "exec"))
        changed = {key for key, old in self._functions.items() if marshal.dumps(old, 2) != marshal.dumps(new[key], 2)}
        if changed & self._on_import:
            return None
        tests = [test for test in asked if test.calls & changed]
        items = {item.nodeid: item for item in session.items}

        def run() -> int:
            for function in gc.get_objects():
                if isinstance(function, FunctionType) and function.__code__.co_filename == self._file:
                    key = (function.__code__.co_qualname, function.__code__.co_firstlineno)
                    if key in changed:
                        function.__code__ = new[key]
            return _run(session, [items[test.name] for test in tests])

        return _judged(run, sum(test.seconds for test in tests))


def _survey(session: pytest.Session, file: str) -> list[Asked] | None:
    """Run every test without a change; give the ones that pass and are quick, the fastest first."""
    with tempfile.NamedTemporaryFile() as answer:

        def run() -> int:
            asked = []
            for item in session.items:
                calls: set[_Key] = set()
                began = time.process_time()
                sys.setprofile(_noting(file, calls))
                failed = _run(session, [item])
                sys.setprofile(None)
                if failed:
                    print(f"fails without a change: {item.nodeid}", file=sys.stderr)
                    return 1
                asked.append((item.nodeid, time.process_time() - began, sorted(calls)))
            Path(answer.name).write_text(json.dumps(asked), encoding="utf-8")
            return 0

        if _fork(run):
            return None
        asked = [
            Asked(name, seconds, frozenset((function, line) for function, line in calls))
            for name, seconds, calls in json.loads(Path(answer.name).read_text("utf-8"))
        ]
    return sorted((test for test in asked if test.calls and test.seconds <= LONGEST_S), key=lambda test: test.seconds)


def _noting(file: str, calls: set[_Key]) -> Callable[[FrameType, str, object], None]:
    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename == file:
            calls.add((frame.f_code.co_qualname, frame.f_code.co_firstlineno))

    return note


def _run(session: pytest.Session, items: Sequence[pytest.Item]) -> int:
    """Run tests until one fails, which gives 1."""
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0


def _imported_anew(path: str, one: Mutation, arguments: Sequence[str], asked: Sequence[tuple[str, float]]) -> int:
    """Run the tests on a module that is imported with its change."""
    order = {name: index for index, (name, _) in enumerate(asked)}

    class Finder(importlib.machinery.SourceFileLoader):
        def get_code(self, fullname: str) -> CodeType | None:
            return compile(one.tree, str(SOURCE / path), "exec") if fullname == name else super().get_code(fullname)

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
            found.update({(part.co_qualname, part.co_firstlineno): part} if is_function else _functions(part))
    return found


def _judged(run: Callable[[], int], seconds: float) -> str:
    limit = int(10 + 5 * seconds)
    status = _fork(run, limit)
    return {0: SURVIVED, -signal.SIGXCPU: ENDLESS, -signal.SIGKILL: ENDLESS, -signal.SIGALRM: ENDLESS}.get(
        status, CAUGHT
    )


def _fork(run: Callable[[], int | None], cpu_s: int | None = None) -> int:
    """Run in a fork; give its exit code, or the negative of the signal that ended it."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 3
    try:
        if cpu_s:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.alarm(20 * cpu_s)
        status = run() or 0
    except BaseException:  # noqa: BLE001  a fork never goes on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
