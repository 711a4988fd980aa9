"""A page about a stretch of time for a clinician: HTML, Markdown or CSV (pure)."""
