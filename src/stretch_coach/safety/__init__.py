"""Answers and record → what is open, locked, left out (pure)."""
