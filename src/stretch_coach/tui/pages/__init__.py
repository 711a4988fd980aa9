"""How each screen looks: values and a size in, lines of `Content` out (pure but for Textual's own text)."""
