"""Figures: joint angles become a body, drawn at any size in braille, blocks, ASCII or SVG (pure)."""
