"""Steering Ready and its session from outside the screen: `ctl`, media keys, and hooks that learn what happens."""
