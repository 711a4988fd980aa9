"""Prescription → Timeline with every cue and word → Player: events out, commands and time in."""
