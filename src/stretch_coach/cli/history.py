"""`history`: the record as a table, JSON or CSV; out to a file and in from one; corrected, and taken back."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from stretch_coach.cli.dates import day_from
from stretch_coach.cli.history_table import table_lines, write_csv
from stretch_coach.cli.journal import line_named, open_journal
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.tables import print_table
from stretch_coach.cli.terminal import can_show, say
from stretch_coach.errors import Exit, StorageError, UsageError
from stretch_coach.files import PRIVATE, could_not, replacing
from stretch_coach.history.backup import backups, made_at
from stretch_coach.history.journal import Journal
from stretch_coach.mix.body import body_text
from stretch_coach.paths import folders
from stretch_coach.record.fields import LineError
from stretch_coach.record.jsonl import from_object, read_bytes, to_object, write_lines
from stretch_coach.record.lines import Line, Session
from stretch_coach.record.span import beyond, within
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.services.areas import areas_view
from stretch_coach.services.factory import create_context
from stretch_coach.text import count as counted
from stretch_coach.text import escaped, printable

_SHOWN_FAULTS = 20
_LONGEST_ROW = 1 << 20


def _arguments(parser: argparse.ArgumentParser) -> None:
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="all lines as one JSON array")
    forms.add_argument("--csv", action="store_true", help="one row for each line")
    parser.add_argument("--areas", action="store_true", help="the minutes of each area of the body instead")
    parser.add_argument("--since", metavar="DATE", help="from this practice day on")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="what else can be done")
    export = actions.add_parser("export", help="write all of it as JSON Lines")
    export.add_argument("file", metavar="FILE", help="where to; - for stdout")
    take_in = actions.add_parser("import", help="add what is not on record yet")
    take_in.add_argument("file", metavar="FILE", help="from where; - for stdin")
    take_in.add_argument("--theirs", action="store_true", help="where a line differs, take the file's")
    add = actions.add_parser("add", help="note a session you did without the program")
    add.add_argument("routine", metavar="ROUTINE", help="which routine")
    add.add_argument("--date", metavar="D", help="which day; yesterday if left out")
    edit = actions.add_parser("edit", help="correct fields of a line")
    edit.add_argument("id", metavar="ID", help="the line's id, its beginning, or `last`")
    edit.add_argument("fields", metavar="FIELD=VALUE", nargs="+", help="as in felt=ok pain_after=2")
    delete = actions.add_parser("delete", help="take a line out")
    delete.add_argument("id", metavar="ID", help="the line's id, its beginning, or `last`")
    actions.add_parser("undo", help="take back the last add, edit, delete, rate, rest, log, follow or import")
    restore = actions.add_parser("restore", help="go back to an automatic copy")
    restore.add_argument("copy", metavar="COPY", nargs="?", help="a number from the list, or a file; none: the list")


def _run(given: argparse.Namespace) -> int:
    actions = {
        None: _show,
        "export": _export,
        "import": _import,
        "add": _add,
        "edit": _edit,
        "delete": _delete,
        "undo": _undo,
        "restore": _restore,
    }
    if given.areas and given.action is None:
        return _areas(given)
    only_looks = given.action in (None, "export") or (given.action == "restore" and given.copy is None)
    with open_journal(or_read=only_looks) as journal:
        return actions[given.action](journal, given)


def _areas(given: argparse.Namespace) -> int:
    """Print the minutes of each area in the last 7 and 30 days, and the body shaded by them."""
    if given.csv or given.since:
        message = "--areas goes with --json alone: it always looks at the last 7 and 30 days."
        raise UsageError(message)
    with create_context() as context:
        view = areas_view(context)
    if given.json:
        rows = [{"area": row.area, "minutes_7": row.week, "minutes_30": row.month} for row in view.rows]
        print(json.dumps(rows, indent=1))
        return Exit.FINE
    cells = [(r.area, f"{r.week:g} min".rjust(9), f"{r.month:g} min".rjust(9)) for r in view.rows]
    print_table(("AREA", "   7 DAYS", "  30 DAYS"), cells)
    marks = "·░▒▓█" if can_show("·░▒▓█", sys.stdout) else ".:+*#"
    print("", *body_text(view.month, marks), sep="\n")
    say(f"\nThe least time had: {', '.join(view.neglected)}. A session for them: stretch-coach mix")
    return Exit.FINE


def _show(journal: Journal, given: argparse.Namespace) -> int:
    since = day_from(given.since, journal.today(), "--since") if given.since else None
    lines = journal.iter_lines(since)
    if given.json:
        _print_array(lines)
    elif given.csv:
        write_csv(lines, sys.stdout)
    else:
        for row in table_lines(lines):
            print(row)
    return Exit.FINE


def _print_array(lines: Iterable[Line]) -> None:
    """Print lines as one JSON array, one line of the record after the other."""
    before = "["
    for line in lines:
        text = escaped(json.dumps(to_object(line), ensure_ascii=False, indent=1))
        print(before + "\n " + text.replace("\n", "\n "), end="")
        before = ","
    print("[]" if before == "[" else "\n]")


def _export(journal: Journal, given: argparse.Namespace) -> int:
    lines = journal.iter_lines()
    if given.file == "-":
        sys.stdout.writelines(write_lines(lines))
        return Exit.FINE
    count = 0
    try:
        with replacing(given.file, mode=PRIVATE) as file:
            for text in write_lines(lines):
                file.write(text.encode())
                count += 1
    except (OSError, ValueError) as error:
        raise could_not(given.file, error) from error
    say(f"{counted(count, 'line')} written to {given.file}.")
    return Exit.FINE


def _import(journal: Journal, given: argparse.Namespace) -> int:

    name = "stdin" if given.file == "-" else given.file
    reading = within(read_bytes(_contents(given.file), name), name)
    merge = journal.merge(reading.lines, f"import {name}", take_theirs=given.theirs)
    say(f"{counted(len(merge.added), 'line')} added, {merge.known} on record already.")
    today = journal.today()
    later = sum(line.practice_day > today for line in merge.added)
    if later:
        say(f"{later} of them after today: kept, and counted when their day has come.")
    _tell(
        [f"{fault.path}:{fault.line}: {fault.message}" for fault in reading.faults],
        "could not be taken, left out:",
    )
    taken = "the file's was taken" if given.theirs else "the record's own was kept; --theirs takes the file's"
    _tell([f"{line.id} of {line.practice_day}" for line in merge.clashes], f"not as on record; {taken}:")
    return Exit.PROBLEMS if reading.faults or (merge.clashes and not given.theirs) else Exit.FINE


def _contents(path: str) -> bytes:
    """Return what a file or stdin holds. Raises `UsageError` for a line that no record holds."""
    try:
        if path == "-":
            return b"".join(_rows(sys.stdin.buffer, "stdin"))
        with Path(path).open("rb") as file:
            return b"".join(_rows(file, path))
    except FileNotFoundError:
        message = f"There is no file {path}."
        raise UsageError(message) from None
    except OSError as error:
        message = f"{path} cannot be read: {(error.strerror or str(error)).lower()}."
        raise StorageError(message) from error


def _rows(file: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the rows of a file, none of them without end as a device gives them."""
    number = 0
    while row := file.readline(_LONGEST_ROW + 1):
        number += 1
        if len(row) > _LONGEST_ROW:
            message = f"{name}:{number}: longer than a megabyte, which no line of a record is. Nothing was taken."
            raise UsageError(message)
        yield row


def _tell(items: list[str], what: str) -> None:
    if not items:
        return
    say(f"{counted(len(items), 'line')} {what}")
    for item in items[:_SHOWN_FAULTS]:
        say(f"  {item}")
    if len(items) > _SHOWN_FAULTS:
        say(f"  … and {len(items) - _SHOWN_FAULTS} more")


def _add(journal: Journal, given: argparse.Namespace) -> int:

    routine = RoutineRepository(folders(os.environ).routines).load(given.routine)
    today = journal.today()
    day = day_from(given.date or "yesterday", today, "--date")
    if day > today:
        message = f"{day} has not come yet; a session can be added once it is done."
        raise UsageError(message)
    rollover = journal.followed(day).rollover_hour
    session = Session(
        journal.new_id(), routine.name, day, "", "", None, "", rollover, "done", (),
        screened=None, extra={"entered": "afterwards"},
    )  # fmt: skip
    journal.append(session, f"add {routine.name} on {day}")
    say(f"Noted: {routine.name} on {day}. To take it back: stretch-coach history undo")
    return Exit.FINE


def _edit(journal: Journal, given: argparse.Namespace) -> int:

    line = line_named(journal, given.id)
    fields = to_object(line)
    for pair in given.fields:
        name, separator, text = pair.partition("=")
        if not separator or name in ("id", "kind", "steps") or name not in fields:
            can = ", ".join(field for field in fields if field not in ("id", "kind", "steps"))
            message = f"“{pair}”: expected FIELD=VALUE, where FIELD is one of: {can}."
            raise UsageError(message)
        try:
            fields[name] = json.loads(text)
        except ValueError:
            fields[name] = text
    try:
        edited = from_object(fields)
    except LineError as error:
        message = f"{error}. Nothing was changed."
        raise UsageError(message) from None
    if why := beyond(edited.practice_day):
        message = f"practice_day: {why}. Nothing was changed."
        raise UsageError(message)
    if edited == line:
        say("It says so already.")
        return Exit.FINE
    journal.replace(edited, f"edit {line.id}")
    say(f"{line.id} is corrected. To take it back: stretch-coach history undo")
    return Exit.FINE


def _delete(journal: Journal, given: argparse.Namespace) -> int:
    line = line_named(journal, given.id)
    journal.delete(line.id)
    say(f"{line.id} of {line.practice_day} is deleted. To take it back: stretch-coach history undo")
    return Exit.FINE


def _undo(journal: Journal, _: argparse.Namespace) -> int:
    undone = journal.undo()
    if undone is None:
        message = "There is nothing to undo."
        raise UsageError(message)
    say(f"Taken back: {undone.what} ({counted(undone.lines, 'line')}).")
    return Exit.FINE


def _restore(journal: Journal, given: argparse.Namespace) -> int:

    copies = backups(str(Path(journal.path).parent))
    if given.copy is None:
        for number, path in enumerate(copies, start=1):
            made = made_at(path)
            when = f"{made.astimezone():%Y-%m-%d %H:%M}" if made else "?"
            print(f"{number}  {when}  {printable(path)}")
        say("To go back to one: stretch-coach history restore NUMBER" if copies else "There is no copy yet.")
        return Exit.FINE
    chosen = given.copy
    if chosen.isdecimal():
        if not 1 <= int(chosen) <= len(copies):
            message = f"There is no copy {chosen}. `stretch-coach history restore` lists them."
            raise UsageError(message)
        chosen = copies[int(chosen) - 1]
    elif not Path(chosen).is_file():
        message = f"There is no file {chosen}. `stretch-coach history restore` lists the copies."
        raise UsageError(message)
    before = journal.count()
    journal.restore(chosen)
    say(f"The record is that of {chosen}: {counted(journal.count(), 'line')}, before {before}.")
    say("The record as it was is among the copies: stretch-coach history restore 1")
    return Exit.FINE


COMMANDS = {"history": CommandSpec(_arguments, _run)}
