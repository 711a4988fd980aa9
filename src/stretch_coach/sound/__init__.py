"""Cues → clips → mix; voices; outputs; the worker process that alone touches an audio library."""
