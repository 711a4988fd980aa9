"""Writing routines: a first text, a preview of the days, an edit that loses nothing, a page for the fridge."""
