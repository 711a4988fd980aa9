"""Hostile names, texts and files: no command stops for them, nothing obeys them, and none of them costs the machine."""

from __future__ import annotations

import json
import os
import re
import resource
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from tests.faults import ends
from tests.faults.homes import Home
from tests.faults.outcomes import expect
from tests.sound.processes import wait_until

from stretch_coach.remote.endpoints import home_id

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey, or turn the direction of text by."""
_PIECES = (
    "\x1b]0;pwn\x07", "\x1b]52;c;cHdu\x07", "\x1b[2J", "\x1b[31m", "\x9b31m", "\x9d0;pwn\x9c", "\x07", "\x08\x08",
    "\r", "\n", "\t", "\u202e", "\u2066", "\u061c", "\u200f", "\u0301", "\U0001f9d8", "[red]", "[/]", "{0}", "%s",
    "$(id)", "`id`", "<b>", "&amp;", "'", '"', "\\", "../", "-", "=1+1", "@SUM(A1)", " ", "\xa0", "a", "é", "中",
)  # fmt: skip
_COMMANDS = (
    ("list",), ("list", "--json"), ("status",), ("check", "ROUTINES"), ("check", "--format", "json", "ROUTINES"),
    ("show", "NAME"), ("timeline", "NAME"), ("plan", "NAME"), ("follow", "NAME"), ("exercises",), ("history",),
    ("history", "--json"), ("history", "--csv"), ("history", "export", "-"), ("history", "import", "LINES"),
    ("remind", "--check"), ("safety",), ("doctor",), ("report",), ("log", "NAME", "5"), ("rest", "--reason", "NAME"),
    ("share", "NAME"), ("handout", "NAME", "--format", "md"), ("play", "NAME", "--plain", "--mute", "--speed", "500"),
    ("play", "basics", "--plain", "--mute", "--speed", "1000"), ("measure",),
)  # fmt: skip
_PLACES = ("settings.toml", "data/screening.json", "data/swaps.json", "data/theme", "data/not-measured",
           "routines/odd.stretch.yaml", "routines/exercises/odd.yaml", "cache/past.json", "lines.jsonl")  # fmt: skip
_ANSWERS = (
    b"", b"\n", b"\xff\xfe\n", b"[" * 16_000 + b"\n", b'{"state": {}, "error": ""}\n', b"x" * 100_000, b"null\n",
    b'{"state": {"phase": 7, "line": [], "rep": "x"}, "error": ""}\n', b'{"state": {"phase": {}}, "error": null}\n',
    b'{"state": {"phase": "playing", "line": "\\u001b]0;pwn\\u0007", "remaining_ms": 1e999}, "error": ""}\n',
    b'{"state": {"phase": "none"}, "error": "\\u001b]0;pwn\\u0007"}\n',
)  # fmt: skip
"""What may answer `ctl` in place of a session."""
_ASKED = (
    b"", b"\n", b"\0" * 5000 + b"\n", b'{"do": "nope"}\n', b'{"do": 1}\n', b"[" * 5000 + b"\n",
    b'{"do": "status", "token": "\\ud800"}\n', b'{"do": "status"}' * 900 + b"\n",
)  # fmt: skip
_MOST_MB = 400
_EXPLAINED = 4
"""The highest exit code of an error that is explained."""


def texts(chance: Random, folder: Path) -> dict[str, int]:
    """Fill a home with hostile names and lines, put something odd where a file is expected, and ask all about it."""
    home = Home(folder / "home", ends.PROGRAM)
    name = "".join(chance.choices(_PIECES, k=chance.randint(1, 6)))
    lines = home.folder / "lines.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in _rows(name, chance)), encoding="utf-8")
    sound = (home.folder / "routines" / f"{home.routine(reps=1)}.stretch.yaml").read_text(encoding="utf-8")
    file_name = name.replace("/", "").replace("\0", "")[:40] or "x"
    (home.folder / "routines" / f"{file_name}.stretch.yaml").write_text(
        sound.replace("title: Short", f"title: {json.dumps(name)}"), encoding="utf-8"
    )
    place = chance.choice(_PLACES)
    kind = chance.choice(list(_ODD))
    path = home.folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    _ODD[kind](chance, path)
    words = {"NAME": file_name, "ROUTINES": str(home.folder / "routines"), "LINES": str(lines)}
    commands = chance.sample(_COMMANDS, 4)
    for command in commands:
        _ask(home, [words.get(word, word) for word in command], f"{kind} as {place}, {name!r}")
    _look(home, f"{kind} as {place}, {name!r}")
    _disturb_ctl(home, chance)
    return {kind: 1, "commands": len(commands)}


def _ask(home: Home, command: list[str], what: str) -> None:
    """Run a command, and judge what it says and what it cost."""
    what = f"{command}: {what}"
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [*home.program, *command], cwd=home.folder, env=home.env, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            preexec_fn=_limit_memory,  # noqa: PLW1509  the limit has to hold from the program's first line on
        )  # fmt: skip
        try:
            code = process.wait(600)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            expect(holds=False, what=f"{what}: no end within 600 s")
        for stream in (out, err):
            stream.seek(0)
            said = stream.read().decode("utf-8", "backslashreplace")
            expect("Traceback" not in said and "went wrong inside" not in said, f"{what}: {said[-800:]}")
            obeyed = [said[max(0, at.start() - 60) : at.end() + 20] for at in OBEYED.finditer(said)]
            expect(not obeyed, f"{what}: says {obeyed[:1]!r}")
    expect(0 <= code <= _EXPLAINED, f"{what}: ended with {code}")


def _look(home: Home, what: str) -> None:
    """Open the screens, and see that no text was obeyed."""
    with home.terminal(columns=100, rows=50) as terminal:
        terminal.wait_for("Basics", "Before your first", "Does any of this")
        terminal.press("\x11")
        code = terminal.end()
        expect(code == 0, f"{what}: the screens ended with {code}: {terminal.text[-500:]!r}")
        obeyed = [said for said in terminal.emulator.commands if "pwn" in said or "cHdu" in said]
        expect(not obeyed, f"{what}: the terminal obeyed {obeyed}")
        expect(not terminal.left_over(), f"{what}: left {terminal.left_over()}")


def _disturb_ctl(home: Home, chance: Random) -> None:
    """Put something odd where sessions listen, have rubbish answered, and send rubbish to a session that plays."""
    with tempfile.TemporaryDirectory(prefix="f") as short:  # the path of a socket has little room
        home.more_env["XDG_RUNTIME_DIR"] = short
        where = Path(short, "stretch-coach")
        where.mkdir(0o700)
        planted = where / f"{home_id(str(home.data))}-1{chance.choice(('.sock', '.json'))}"
        kind = chance.choice(list(_ODD))
        _ODD[kind](chance, planted)
        _ask(home, ["ctl", chance.choice(("status", "pause"))], f"{kind} as {planted.name}")
        answers = where / f"{home_id(str(home.data))}-2.sock"
        rubbish = chance.choice(_ANSWERS)
        with _answering(answers, rubbish):
            _ask(
                home, ["ctl", *chance.choice((("status",), ("status", "--json"), ("pause",)))], f"answered {rubbish!r}"
            )
        answers.unlink(missing_ok=True)
        _send_rubbish(home, where, chance)


@contextmanager
def _answering(path: Path, answer: bytes) -> Iterator[None]:
    """Listen at a path, and answer all who connect."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(path))
        listener.listen()

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection, suppress(OSError):
                        connection.recv(4096)
                        connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield
        finally:
            listener.shutdown(socket.SHUT_RDWR)


def _send_rubbish(home: Home, where: Path, chance: Random) -> None:
    sent = [chance.choice((chance.randbytes(chance.randint(1, 9000)), *_ASKED)) for _ in range(6)]
    what = f"rubbish sent to a session: {[one[:40] for one in sent]}"
    with tempfile.TemporaryFile() as said:
        process = home.start(
            "play", home.routine("listening", hold="3s", reps=1), "--plain", "--mute", "--speed", "10",
            stdin=subprocess.DEVNULL, stdout=said, stderr=said,
        )  # fmt: skip
        with process:
            path = where / f"{home_id(str(home.data))}-{process.pid}.sock"
            wait_until(lambda: path.exists() or process.poll() is not None, 60)
            for data in sent:
                with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                    connection.settimeout(5)
                    connection.connect(str(path))
                    connection.sendall(data)
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(65536):
                        pass
            code = ends.wait_for_end(process, 120)
        said.seek(0)
        shown = said.read().decode("utf-8", "backslashreplace")
    expect(code == 0, f"{what}: ended with {code}: {shown[-800:]}")
    expect("Traceback" not in shown, f"{what}: {shown[-800:]}")


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MB << 20, _MOST_MB << 20))


def _rows(name: str, chance: Random) -> list[dict[str, object]]:
    day = "2026-11-20"
    rows: list[dict[str, object]] = [
        {"kind": "activity", "id": f"a{name}", "practice_day": day, "activity": name, "minutes": 5, "more": name},
        {"kind": "excused", "id": "b", "practice_day": day, "reason": name},
        {"kind": name, "id": "c", "practice_day": day},
        {"kind": "follow", "id": "d", "practice_day": day, "routines": [{"routine": name, "schedule": name}],
         "grace": 2, "rollover_hour": 4},
        {"kind": "session", "id": "f", "practice_day": day, "routine": name, "status": "done", "zone": name,
         "steps": [{"step": name, "exercise": name, "planned_ms": 9, "held_ms": 9, "outcome": "done"}]},
        {"kind": "activity", "id": "e", "practice_day": name, "activity": "x", "minutes": 5},
        {"kind": "measure", "id": "g", "practice_day": day, "what": name, "value": 1, "unit": name},
    ]  # fmt: skip
    return chance.sample(rows, chance.randint(1, len(rows)))


def _pipe(_: Random, path: Path) -> None:
    os.mkfifo(path)


def _folder(_: Random, path: Path) -> None:
    path.mkdir()


def _loop(_: Random, path: Path) -> None:
    path.symlink_to(path)


def _nowhere(_: Random, path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def _endless(_: Random, path: Path) -> None:
    path.symlink_to("/dev/zero")


def _huge(_: Random, path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 << 30)


def _noise(chance: Random, path: Path) -> None:
    path.write_bytes(chance.randbytes(chance.randint(1, 5000)))


def _hostile(chance: Random, path: Path) -> None:
    syntax = ("{", "}", "[", "]", ":", "- ", "\n", '"', "= ", "1e999", "9" * 5000, "null", "steps", "title")
    pieces = [*_PIECES, *syntax]
    path.write_text("".join(chance.choices(pieces, k=chance.randint(1, 400))), encoding="utf-8")


def _deep(_: Random, path: Path) -> None:
    path.write_text("[" * 100_000)


def _empty(_: Random, path: Path) -> None:
    path.write_bytes(b"")


_ODD: dict[str, Callable[[Random, Path], None]] = {
    "a pipe": _pipe, "a folder": _folder, "a link to itself": _loop, "a link to nothing": _nowhere,
    "an endless device": _endless, "three gigabytes": _huge, "noise": _noise, "hostile text": _hostile,
    "a hundred thousand brackets": _deep, "an empty file": _empty,
}  # fmt: skip
