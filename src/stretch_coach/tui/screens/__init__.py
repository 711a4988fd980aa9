"""How each screen behaves: keys in, a value out by `dismiss`."""
