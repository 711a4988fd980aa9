"""Every kind of fault, by the option that asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.faults.ends import sudden_end
from tests.faults.outcomes import Case

KINDS: Mapping[str, tuple[str, Case]] = {
    "sessions": ("sessions ended suddenly", sudden_end),
}
