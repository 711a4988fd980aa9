"""The numbered steps from an empty file to today's tables; each runs in one transaction together with its record.

A step that has been released is never edited: a new one is added at the end, with a saved file of the tables
before it under tests/history/old.
"""

from __future__ import annotations

from typing import NamedTuple


class Migration(NamedTuple):
    """One step. With `refill`, the columns next to each line are worked out again after its statements."""

    number: int
    name: str
    statements: tuple[str, ...]
    refill: bool = False


MIGRATIONS = (
    Migration(
        1,
        "lines, changes, the running session and the stored answer",
        (
            # `body` is the line itself, as JSON; the columns next to it are worked out from it when it is written.
            """CREATE TABLE line (
                id TEXT PRIMARY KEY NOT NULL,
                kind TEXT NOT NULL,
                day INTEGER NOT NULL,        -- ordinal of the practice day
                moment TEXT NOT NULL,        -- its place in the day
                routine TEXT,
                counts INTEGER NOT NULL,     -- 0: a rehearsal
                done INTEGER NOT NULL,
                some INTEGER NOT NULL,
                excused INTEGER NOT NULL,
                held_ms INTEGER NOT NULL,
                minutes INTEGER NOT NULL,    -- of an activity
                body TEXT NOT NULL)""",
            "CREATE INDEX line_in_order ON line (day, moment, id)",
            """CREATE INDEX line_by_day
                ON line (day, counts, done, some, excused, held_ms, minutes, routine, kind)""",
            "CREATE INDEX line_follow ON line (day, moment, id) WHERE kind = 'follow'",
            # What a person did to the record, so that it can be undone: one deed, one row for each line it touched.
            """CREATE TABLE deed (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                what TEXT NOT NULL,
                at TEXT NOT NULL,
                undone INTEGER NOT NULL DEFAULT 0)""",
            """CREATE TABLE change (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                deed INTEGER NOT NULL REFERENCES deed (number),
                line TEXT NOT NULL,
                before TEXT,                 -- null: the line was added
                after TEXT)                  -- null: the line was deleted""",
            "CREATE INDEX change_of_deed ON change (deed)",
            """CREATE TABLE running (
                id TEXT PRIMARY KEY NOT NULL,
                body TEXT NOT NULL,
                progress TEXT NOT NULL,      -- the runner's own, never looked into
                updated_at TEXT NOT NULL)""",
            # What `status` prints, and how long it is true: seconds since the epoch, offset from UTC in seconds.
            """CREATE TABLE answer (
                name TEXT PRIMARY KEY NOT NULL,
                good_from REAL NOT NULL,
                good_until REAL NOT NULL,
                utc_offset INTEGER NOT NULL,
                line TEXT NOT NULL,
                json TEXT NOT NULL,
                streak, longest, score, today, grace_left, safe_until, next)""",
        ),
    ),
    Migration(
        2,
        "which sessions are pain days",
        (
            "ALTER TABLE line ADD COLUMN pain INTEGER NOT NULL DEFAULT 0",
            "CREATE INDEX line_pain ON line (routine, day) WHERE pain",
        ),
        refill=True,
    ),
    Migration(
        3,
        "what each day comes to, added up once",
        (
            # One row for each day and routine that has a line on record; routine "" holds all that is no session.
            """CREATE TABLE day (
                day INTEGER NOT NULL,
                routine TEXT NOT NULL,
                flags INTEGER NOT NULL,      -- 1 done, 2 something held, 4 excused
                held_ms INTEGER NOT NULL,
                minutes INTEGER NOT NULL,
                PRIMARY KEY (day, routine)) WITHOUT ROWID""",
            "DROP INDEX line_by_day",
        ),
        refill=True,
    ),
    Migration(
        4,
        "a checksum of each line; what each day comes to, in one table that Python fills",
        (
            """CREATE TABLE line_4 (
                id TEXT PRIMARY KEY NOT NULL,
                kind TEXT NOT NULL,
                day INTEGER NOT NULL,        -- ordinal of the practice day
                moment TEXT NOT NULL,        -- its place in the day
                routine TEXT,
                body TEXT NOT NULL,          -- the line itself, as JSON; the columns next to it are to find it by
                crc INTEGER)                 -- CRC-32 of the body in UTF-8""",
            "INSERT INTO line_4 SELECT id, kind, day, moment, routine, body, NULL FROM line",
            "DROP TABLE line",
            "ALTER TABLE line_4 RENAME TO line",
            "CREATE INDEX line_in_order ON line (day, moment, id)",
            "CREATE INDEX line_of_routine ON line (routine, day, moment, id) WHERE routine IS NOT NULL",
            "CREATE INDEX line_other ON line (kind, day, moment, id) WHERE kind <> 'session'",
            # One row for each day and routine that has a line on record; routine "" holds all that is no session.
            "DROP TABLE day",
            """CREATE TABLE day (
                day INTEGER NOT NULL,
                routine TEXT NOT NULL,
                done INTEGER NOT NULL,
                some INTEGER NOT NULL,
                excused INTEGER NOT NULL,
                held_ms INTEGER NOT NULL,
                activity_minutes INTEGER NOT NULL,
                pain INTEGER NOT NULL,
                PRIMARY KEY (day, routine)) WITHOUT ROWID""",
            "CREATE INDEX day_of_routine ON day (routine, day)",
            # Of a line that was added `after` is null too: to take it back, its checksum is enough.
            "ALTER TABLE change ADD COLUMN crc INTEGER",
            "DROP TABLE answer",  # `status` asks the record
        ),
        refill=True,
    ),
    Migration(
        5,
        "what doses depend on, in a table of its own",
        (
            # Of a session what was played, without when and where, so that it is kept once however often that was.
            """CREATE TABLE content (
                number INTEGER PRIMARY KEY,
                body TEXT NOT NULL,
                crc INTEGER NOT NULL)""",
            "CREATE INDEX content_by_crc ON content (crc)",
            """CREATE TABLE entry (
                day INTEGER NOT NULL,
                moment TEXT NOT NULL,
                id TEXT NOT NULL,            -- of the line
                content INTEGER NOT NULL REFERENCES content (number),
                crc INTEGER NOT NULL,        -- of the day and the content
                PRIMARY KEY (day, moment, id)) WITHOUT ROWID""",
        ),
        refill=True,
    ),
)

NEWEST = MIGRATIONS[-1].number
