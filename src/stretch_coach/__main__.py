"""`python -m stretch_coach`, the same as `stretch-coach`."""

from __future__ import annotations

import sys

from stretch_coach.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
