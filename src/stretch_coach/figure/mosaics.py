"""Characters that stand for a small grid of dots: octants, sextants, braille (pure).

A grid is a number: bit 0 is the upper left dot, bit 1 the one to its right, and so on, row by row.
"""

from __future__ import annotations

_OLDER = {
    0x00: " ", 0x01: "\U0001cea8", 0x02: "\U0001ceab", 0x03: "\U0001fb82", 0x05: "▘", 0x0A: "▝", 0x0F: "▀",
    0x14: "\U0001fbe6", 0x28: "\U0001fbe7", 0x3F: "\U0001fb85", 0x40: "\U0001cea3", 0x50: "▖", 0x55: "▌",
    0x5A: "▞", 0x5F: "▛", 0x80: "\U0001cea0", 0xA0: "▗", 0xA5: "▚", 0xAA: "▐", 0xAF: "▜", 0xC0: "▂",
    0xF0: "▄", 0xF5: "▙", 0xFA: "▟", 0xFC: "▆", 0xFF: "█",
}  # fmt: skip
"""Octants that have a character elsewhere; Unicode 16 gives the other 230 the places from U+1CD00 on, in order."""
_FIRST_OCTANT, _FIRST_SEXTANT, _FIRST_BRAILLE = 0x1CD00, 0x1FB00, 0x2800
_BRAILLE_ORDER = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)
"""Braille counts down the left column, then the right one, then the lowest two dots."""


def _octants() -> str:
    codes = iter(range(_FIRST_OCTANT, _FIRST_OCTANT + 256 - len(_OLDER)))
    return "".join(_OLDER[grid] if grid in _OLDER else chr(next(codes)) for grid in range(256))


def _sextants() -> str:
    older = {0: " ", 0b010101: "▌", 0b101010: "▐", 0b111111: "█"}
    codes = iter(range(_FIRST_SEXTANT, _FIRST_SEXTANT + 64 - len(older)))
    return "".join(older[grid] if grid in older else chr(next(codes)) for grid in range(64))


def _braille(grid: int) -> str:
    return chr(_FIRST_BRAILLE + sum(dot for bit, dot in enumerate(_BRAILLE_ORDER) if grid >> bit & 1)) if grid else " "


OCTANTS = _octants()
"""Grid of 2 × 4 → character."""
SEXTANTS = _sextants()
"""Grid of 2 × 3 → character."""
BRAILLE = "".join(map(_braille, range(256)))
"""Grid of 2 × 4 → character."""
