"""Steering a running session from outside its screen: `ctl`, media keys, and hooks that learn what happens."""
