"""A session from words: what is asked for, which exercises fit it, and how they become a routine (pure)."""
