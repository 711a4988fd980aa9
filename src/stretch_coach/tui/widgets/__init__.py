"""The widgets that screens are made of: a page, a figure, the keys."""
