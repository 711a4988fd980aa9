"""The lines of the record: values, and their JSON Lines form (pure)."""
