"""Ice and heat packs: when one may be used, and for how long (pure)."""
