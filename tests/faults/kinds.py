"""Every kind of fault, by the option that asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.faults.clocks import journey
from tests.faults.damages import damage
from tests.faults.disks import disk
from tests.faults.ends import sudden_end
from tests.faults.outcomes import Case
from tests.faults.pairs import together
from tests.faults.sizes import resizes
from tests.faults.sounds import sounds
from tests.faults.texts import texts

KINDS: Mapping[str, tuple[str, Case]] = {
    "sessions": ("sessions ended suddenly", sudden_end),
    "damages": ("damages to the record", damage),
    "disks": ("disks full, read-only, taken away, exchanged", disk),
    "clocks": ("journeys over zones and leaping clocks", journey),
    "resizes": ("windows of changing size", resizes),
    "sounds": ("sound servers and workers that break", sounds),
    "texts": ("hostile names, texts and files", texts),
    "pairs": ("several programs at once", together),
}
