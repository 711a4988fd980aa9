"""Pages to print: the report of a stretch of days, and the handout of a routine."""
