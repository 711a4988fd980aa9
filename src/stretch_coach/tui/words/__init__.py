"""Every word the screens say, one module a screen, so that a translation has one place to go (pure)."""
