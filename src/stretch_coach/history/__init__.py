"""The journal (SQLite), and the pure parts over the record: practice days, streak, score, statistics."""
