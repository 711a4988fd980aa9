"""What the tests of sound share."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from tests.sound.ear import PROGRAMS, Server, missing

sys.path.insert(0, str(Path(__file__).parents[2]))  # so that the tests can import their helpers as tests.sound.…

from collections.abc import Iterator


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A sound server with a sink that can be listened to."""
    absent = [program for program in PROGRAMS if shutil.which(program) is None]
    if absent:
        missing(f"no sound server to listen to: {', '.join(absent)} not installed")
    folder = Path(tempfile.mkdtemp(prefix="sc-"))  # a socket's path must be short
    running = Server(folder)
    yield running
    running.kill()
    shutil.rmtree(folder, ignore_errors=True)
