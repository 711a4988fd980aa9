"""The caution tags: the fixed words by which exercise and routine files say for whom something is not suitable.

The tags come from the questions a user answers before the first session; `safety` decides what each leaves out or
limits.
"""

from __future__ import annotations

CAUTIONS: dict[str, str] = {
    "osteoporosis": "Osteoporosis or a past spine fracture",
    "pregnancy": "Pregnancy",
    "late-pregnancy": "Pregnancy after about week 16",
    "recent-birth": "Birth within the last six weeks",
    "heart": "Heart disease, uncontrolled blood pressure or dizzy spells",
    "eyes": "Glaucoma or trouble with the retina",
    "recent-surgery": "Spine, hip or belly surgery in the last three months, or a hernia",
    "disc": "A known disc problem, spinal stenosis or sciatica",
    "age": "Over 70 and not active, or under 16",
    "knee": "A sore knee",
    "wrist": "A sore wrist",
    "shoulder": "A sore shoulder",
    "neck": "A sore neck",
    "balance": "Trouble with balance",
    "early-morning": "The first hour after waking",
    "leg-pain": "Pain that spreads down the leg when bending",
    "reflux": "Heartburn or reflux when lying down",
}
"""Tag → short title, in the order in which they are shown."""

JOINTS: dict[str, str] = {"neck": "neck", "shoulder": "shoulder", "wrist": "wrist", "knee": "knee"}
"""Caution of a sore joint → the joint: asked about when a routine loads it."""
