"""Text → Routine: what a routine and an exercise are, how their files are read, and every mistake in them."""
