"""Stretch Coach: guided stretching in the terminal."""

__version__ = "0.2.0"
"""The one place for the version: the build reads it here, and `--version` prints it."""
