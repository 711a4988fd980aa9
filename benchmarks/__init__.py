"""How quick Stretch Coach is, as ratios beside their bars: `python -m benchmarks` from the top of a checkout."""
