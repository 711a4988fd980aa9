"""One sentence that must hold for every row of a table: one test, which names each row for which it does not."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

Test = Callable[..., None]


def every(names: str | tuple[str, ...], rows: Iterable[Any] | Callable[[], Iterable[Any]]) -> Callable[[Test], Test]:
    """Run a test for every row, as `pytest.mark.parametrize` would, but as one test.

    Rows that take time to read are given as a function, called when the test runs.

    For tables of dozens of rows that take a millisecond each, where a test of its own costs more than what it tests.
    Fixtures are made once for all rows. Each failure carries a note that names its row.
    """
    given = tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else names
    known = [] if callable(rows) else list(rows)

    def wrap(test: Test) -> Test:
        @functools.wraps(test)
        def run(**fixtures: Any) -> None:  # noqa: ANN401  whatever fixtures the test asks for
            failures = []
            table = list(rows()) if callable(rows) else known
            for row in table:
                values = dict(zip(given, row if len(given) > 1 else (row,), strict=True))
                try:
                    test(**values, **fixtures)
                except Exception as error:  # noqa: BLE001  all of them are raised below
                    error.add_note(f"for {', '.join(f'{name}={value!r}' for name, value in values.items())}"[:400])
                    failures.append(error)
            assert table, "the table is empty"
            if failures:
                message = f"{test.__name__}: {len(failures)} of {len(table)} rows"
                raise ExceptionGroup(message, failures)

        signature = inspect.signature(test)
        others = [parameter for name, parameter in signature.parameters.items() if name not in given]
        run.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]  # what pytest reads
        return run

    return wrap
