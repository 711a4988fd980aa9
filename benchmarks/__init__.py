"""How quick Stretch Coach is, as ratios next to their bars: `python -m benchmarks` from the top of a checkout."""
