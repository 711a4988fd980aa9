"""Damage to the record's files: bits, bytes, pages, lengths, logs, tables. Every line that is lost must be reported."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from tests.faults import ends
from tests.faults.homes import Home
from tests.faults.outcomes import Wrong, expect

LINES = 120
_PAGE = 4096
_lock = threading.Lock()
_templates: dict[tuple[str, ...], Path] = {}


def damage(chance: Random, folder: Path) -> dict[str, int]:
    """Spoil a record, read it, write to it, read it again."""
    template = _template()
    shutil.copytree(template, folder / "home", dirs_exist_ok=True)
    home = Home(folder / "home", ends.PROGRAM)
    before = set((template / "lines.jsonl").read_text(encoding="utf-8").splitlines())
    with_copy = chance.random() < 0.5
    if not with_copy:
        shutil.rmtree(home.data / "backups", ignore_errors=True)
    names = chance.choices(list(DAMAGES), k=chance.choice((1, 1, 1, 2)))
    for name in names:
        with suppress(sqlite3.Error, OSError, ValueError):  # there may be nothing left to spoil a second time
            DAMAGES[name](chance, home.record)
    size = home.record.stat().st_size if home.record.exists() else 0
    what = f"{' and '.join(names)}, {size} bytes left, {'a copy' if with_copy else 'no copy'}"
    if size <= 1 and not with_copy:  # nothing is left that could tell of a record
        expect(home.run("history", "export", "-").returncode == 0, f"{what}: nothing can be read")
        return {"with nothing left to tell": 1}

    reported = ""
    if chance.random() < 0.5:  # the doses are read first, without the lines
        planned = home.run("plan", "basics")
        expect(planned.returncode == 0, f"{what}: the plan answers {planned.returncode}: {_words(planned.stderr)}")
        reported = planned.stderr.decode()
    there, more = _read(home, what)
    reported += more
    _check(before, there, reported, what)
    written = home.run("log", "walking", "5")
    expect(written.returncode == 0, f"{what}: writing answers {written.returncode}: {_words(written.stderr)}")
    reported += written.stderr.decode()
    again, more = _read(home, what)
    new = [line for line in again if '"activity":"walking"' in line and line not in there]
    expect(len(new) == 1, f"{what}: {len(new)} lines were added")
    _check(before, [line for line in again if line not in new], reported + more, what)
    quiet = home.run("history", "export", "-")
    expect(
        quiet.returncode == 0 and not _is_news(quiet.stderr.decode()), f"{what}: reported again: {_words(quiet.stderr)}"
    )
    _check_doses(home, Home(folder / "fresh", ends.PROGRAM), quiet.stdout, what)
    return {"lines lost and reported": len(before - set(again)), "of them with nothing lost": int(before <= set(again))}


def _check_doses(home: Home, fresh: Home, lines: bytes, what: str) -> None:
    """See that the record asks for what a new record of the same lines asks for."""
    rows = fresh.folder / "rows.jsonl"
    rows.write_bytes(lines)
    imported = fresh.run("history", "import", str(rows))
    expect(imported.returncode == 0, f"{what}: what was exported cannot be imported: {_words(imported.stderr)}")
    found, expected = (
        one.run("plan", "basics", "--days", "3", "--format", "json").stdout.decode() for one in (home, fresh)
    )
    expect(bool(expected) and found == expected, f"{what}: the doses are not those of the lines: {found}, {expected}")


def _read(home: Home, what: str) -> tuple[list[str], str]:
    found = home.run("history", "export", "-")
    expect(found.returncode == 0, f"{what}: reading answers {found.returncode}: {_words(found.stderr)}")
    return found.stdout.decode().splitlines(), found.stderr.decode()


def _check(before: set[str], there: Sequence[str], reported: str, what: str) -> None:
    changed = {line for line in there if line not in before}
    names = {json.loads(line)["id"] for line in changed}
    if changed:
        expect(
            all(name in reported for name in names),
            f"{what}: changed and not reported: {changed}; reported: {reported!r}",
        )
    lost = {json.loads(line)["id"] for line in before} - {json.loads(line)["id"] for line in there}
    if lost:
        unknown = "cannot be known" in reported or "There was no good copy" in reported
        expect(
            unknown or _counts(reported) >= len(lost),
            f"{what}: {len(lost)} lost, {sorted(lost)[:3]}; reported: {reported!r}",
        )


def _counts(reported: str) -> int:
    """Return how many lines are reported as lost: those counted, and those named one by one."""
    counted = sum(
        int(number) for number in re.findall(r"(\d+) lines? (?:did not come back|of the record cannot)", reported)
    )
    return max(counted, len(set(re.findall(r"s\d{4}", reported))))


def _is_news(reported: str) -> bool:
    return "did not come back" in reported or "set aside" in reported


def _words(text: bytes) -> str:
    return text.decode("utf-8", "replace")[-600:]


def _template() -> Path:
    """Make a home with some months of sessions and a copy of them, once."""
    with _lock:
        key = tuple(ends.PROGRAM)
        if key not in _templates:
            folder = Path(mkdtemp(prefix="faults-record-")) / "home"
            home = Home(folder, ends.PROGRAM)
            rows = folder / "rows.jsonl"
            rows.write_text("".join(json.dumps(row) + "\n" for row in _rows()), encoding="utf-8")
            expect(home.run("history", "import", str(rows)).returncode == 0, "the template cannot be made")
            shutil.rmtree(home.data / "backups", ignore_errors=True)
            home.run("rest", "--date", str(_day(LINES + 3)))  # opens it to write: a copy is made
            expect(any((home.data / "backups").iterdir()), "the template has no copy")
            (folder / "lines.jsonl").write_bytes(home.run("history", "export", "-").stdout)
            _templates[key] = folder
        return _templates[key]


def _day(back: int) -> object:
    return (datetime.now(tz=UTC) - timedelta(days=back)).date()


def _rows() -> list[dict[str, object]]:
    def steps(hold_ms: int) -> list[dict[str, object]]:
        return [
            {
                "step": name, "exercise": name, "side": None, "planned_ms": 60000, "held_ms": 60000, "outcome": "done",
                "dose": {"hold_ms": hold_ms, "reps": 2, "sets": 1, "range": 50},
            }
            for name in ("seated-twist", "knee-to-chest")
        ]  # fmt: skip

    return [
        {
            "kind": "session", "id": f"s{back:04}", "routine": "basics", "practice_day": str(_day(back)),
            "started_at": f"{_day(back)}T08:00:00Z", "ended_at": f"{_day(back)}T08:10:00Z", "utc_offset_minutes": 0,
            "zone": "Etc/UTC", "rollover_hour": 4, "status": "done", "felt": "ok", "pain_before": back % 4,
            "pain_after": back % 4, "pain_next_morning": None, "level": "stiff", "first_side": "left", "speed": 1.0,
            "screened": True, "steps": steps(10000 + 100 * (LINES - back)),
        }
        for back in range(2, LINES + 2)
    ]  # fmt: skip


def _rewrite(path: Path, change: Callable[[bytearray], object]) -> None:
    data = bytearray(path.read_bytes())
    if data:
        change(data)
        path.write_bytes(data)


def _bit(chance: Random, path: Path) -> None:
    def flip(data: bytearray) -> None:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)

    _rewrite(path, flip)


def _bytes(chance: Random, path: Path) -> None:
    def spoil(data: bytearray) -> None:
        at, length = chance.randrange(len(data)), chance.randint(1, 300)
        data[at : at + length] = chance.randbytes(len(data[at : at + length]))

    _rewrite(path, spoil)


def _page(chance: Random, path: Path) -> None:
    def zero(data: bytearray) -> None:
        at = chance.randrange(max(1, len(data) // _PAGE)) * _PAGE
        data[at : at + _PAGE] = bytes(len(data[at : at + _PAGE]))

    _rewrite(path, zero)


def _swap(chance: Random, path: Path) -> None:
    def swap(data: bytearray) -> None:
        pages = len(data) // _PAGE
        one, two = (chance.randrange(pages) * _PAGE for _ in range(2))
        data[one : one + _PAGE], data[two : two + _PAGE] = data[two : two + _PAGE], data[one : one + _PAGE]

    _rewrite(path, swap)


def _cut(chance: Random, path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(chance.choice((0, 1, 99, 100, chance.randrange(size + 1), size - chance.randrange(_PAGE))))


def _header(chance: Random, path: Path) -> None:
    def spoil(data: bytearray) -> None:
        data[chance.randrange(min(100, len(data)))] = chance.randrange(256)

    _rewrite(path, spoil)


def _log(chance: Random, path: Path) -> None:
    Path(f"{path}-wal").write_bytes(chance.randbytes(chance.choice((0, 1, 32, 5000))))
    if chance.random() < 0.5:
        Path(f"{path}-shm").write_bytes(chance.randbytes(chance.choice((0, 1, 32768))))


def _line(chance: Random, path: Path) -> None:
    """Spoil letters inside the text of a line."""

    def spoil(data: bytearray) -> None:
        places = [found.start() for found in re.finditer(rb'"id":"s\d{4}"', data)]
        if places:
            data[chance.choice(places) + chance.randrange(200)] = chance.choice(b'\x00\xff{}",:a0')

    _rewrite(path, spoil)


def _sql(chance: Random, path: Path) -> None:
    statement = chance.choice((
        "UPDATE line SET body = '' WHERE id = 's0020'", "UPDATE line SET body = 'x' WHERE rowid % 7 = 0",
        "UPDATE line SET body = NULL WHERE id = 's0030'", "UPDATE line SET body = x'ff' WHERE id < 's0010'",
        "UPDATE line SET body = replace(body, '60000', '70000') WHERE id = 's0040'", "DROP TABLE day",
        "DROP TABLE line",
        "DROP TABLE running", "DROP TABLE change", "DROP INDEX line_in_order", "PRAGMA application_id = 7",
        "PRAGMA user_version = 0", "UPDATE line SET crc = 1 WHERE id = 's0050'", "DELETE FROM day",
        "UPDATE line SET day = 1 WHERE id = 's0060'", "DROP TABLE entry", "DROP TABLE content", "DELETE FROM content",
        "DELETE FROM entry WHERE day % 3 = 0", "UPDATE entry SET content = content - 1", "UPDATE entry SET crc = 0",
        "UPDATE entry SET day = day + 3", "UPDATE content SET body = replace(body, '60000', '70000')",
        "INSERT INTO entry SELECT day + 1, moment, 'x', content, crc FROM entry LIMIT 1",
        "INSERT INTO line SELECT 'x', kind, day, moment, routine, 'y', 0 FROM line LIMIT 1",
    ))  # fmt: skip
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


def _foreign(chance: Random, path: Path) -> None:
    path.write_bytes(
        chance.choice((b"not a database", b"\x00" * 20000, chance.randbytes(9000), b"SQLite format 3\x00"))
    )


def _gone(chance: Random, path: Path) -> None:
    del chance
    path.unlink(missing_ok=True)


DAMAGES: dict[str, Callable[[Random, Path], None]] = {
    "a bit": _bit, "some bytes": _bytes, "a zeroed page": _page, "two pages swapped": _swap, "a cut": _cut,
    "the header": _header, "the log": _log, "letters of a line": _line, "a change by SQL": _sql,
    "something else": _foreign, "gone": _gone,
}  # fmt: skip

__all__ = ["DAMAGES", "Wrong", "damage"]
