"""Tables and text for people: rich on a terminal, plain lines everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from stretch_coach.cli.terminal import has_colour
from stretch_coach.text import printable

if TYPE_CHECKING:  # slow to import, and needed on a terminal alone
    from rich.console import Console


def console() -> Console:
    """Return a console on stdout that never reads markup, and wraps only on a terminal."""
    from rich.console import Console  # noqa: PLC0415  only a terminal needs rich, which takes longer than a list

    is_terminal = sys.stdout.isatty()
    return Console(
        file=sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=not is_terminal,
        no_color=not has_colour(sys.stdout), legacy_windows=False,
    )  # fmt: skip


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows of text below their headings; off a terminal the columns are padded and nothing is wrapped.

    Where the terminal is narrow, the last column gives way.
    """
    shown = [[printable(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        _print_plain([list(columns), *shown])
        return
    from rich import box  # noqa: PLC0415  only a terminal needs rich, which takes longer than a list
    from rich.table import Table  # noqa: PLC0415  only a terminal needs rich, which takes longer than a list
    from rich.text import Text  # noqa: PLC0415  only a terminal needs rich, which takes longer than a list

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, no_wrap=column != columns[-1], overflow="fold")
    for row in shown:
        table.add_row(*map(Text, row))
    console().print(table)


def print_text(text: str, *, bold: bool = False, indent: int = 0) -> None:
    """Print a paragraph, wrapped below its indent on a terminal."""
    if not sys.stdout.isatty():
        print(" " * indent + printable(text))
        return
    from rich.padding import Padding  # noqa: PLC0415  only a terminal needs rich, which takes longer than a list
    from rich.text import Text  # noqa: PLC0415  only a terminal needs rich, which takes longer than a list

    console().print(Padding(Text(printable(text), style="bold" if bold else ""), (0, 0, 0, indent)))


def _print_plain(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
