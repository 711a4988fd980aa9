"""Ice and heat packs: their rules, and a pack laid out in time (pure)."""
