"""Builds everything from settings and joins the rooms; used by the commands, the screens and the tests.

`Coach` is the one object they ask. It decides nothing: exercise, days and safety are decided in their rooms.
"""
