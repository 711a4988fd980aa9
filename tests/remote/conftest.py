"""What the tests of remote control share."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # so that the tests can import their helpers as tests.…
