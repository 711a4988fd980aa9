"""The areas of the body that exercises work on, with the everyday words people use for them."""

from __future__ import annotations

from collections.abc import Mapping

AREAS: Mapping[str, tuple[str, ...]] = {
    "neck": ("nape", "throat", "cervical", "cervical spine"),
    "shoulders": (
        "shoulder", "rotator cuff", "traps", "trapezius", "delts", "deltoid", "shoulder blade", "shoulder blades",
        "scapula",
    ),
    "chest": ("pecs", "pec", "pectorals", "breast", "front of the chest"),
    "arms": ("arm", "triceps", "tricep", "biceps", "bicep", "forearm", "forearms", "upper arm", "elbow", "elbows"),
    "wrists": ("wrist", "hand", "hands", "finger", "fingers", "thumb", "thumbs", "carpal", "carpal tunnel", "palms"),
    "upper back": (
        "thoracic", "thoracic spine", "mid back", "middle back", "between the shoulder blades", "rhomboids",
    ),
    "low back": ("lower back", "lumbar", "lumbar spine", "lumbago", "back", "spine", "small of the back", "sacrum"),
    "sides": ("side", "side body", "waist", "lats", "lat", "obliques", "ribs", "flank", "flanks", "ql"),
    "belly": ("abs", "ab", "abdominals", "abdomen", "core", "stomach", "tummy", "trunk"),
    "hips": (
        "hip", "hip flexor", "hip flexors", "psoas", "iliopsoas", "front of the hip", "pelvis", "hip joint",
        "pelvic floor",
    ),
    "buttocks": ("buttock", "glutes", "glute", "piriformis", "bottom", "bum", "seat", "deep hip"),
    "inner thighs": ("inner thigh", "adductors", "adductor", "groin", "inside of the thigh"),
    "outer thighs": ("outer thigh", "it band", "itb", "iliotibial band", "abductors", "abductor", "tfl"),
    "front thighs": (
        "front thigh", "quads", "quad", "quadriceps", "front of the thigh", "front of the thighs", "thigh", "thighs",
    ),
    "back thighs": (
        "back thigh", "hamstring", "hamstrings", "back of the thigh", "back of the thighs", "back of the leg", "legs",
        "leg",
    ),
    "calves": ("calf", "achilles", "achilles tendon", "soleus", "gastrocnemius", "lower leg", "lower legs", "shins"),
    "feet": ("foot", "ankle", "ankles", "arch", "arches", "toe", "toes", "sole", "soles", "plantar fascia", "heel"),
    "breath": ("breathing", "lungs", "diaphragm"),
}  # fmt: skip
"""Area → other words for it, in the order from head to foot."""

_BY_WORD = {word: area for area, words in AREAS.items() for word in (area, *words)}


def area_of(word: str) -> str | None:
    """Return the area that a word or one of its synonyms means, whatever its case: `Quads` → `front thighs`."""
    return _BY_WORD.get(" ".join(word.lower().replace("-", " ").replace("_", " ").split()))


def area_words() -> Mapping[str, str]:
    """Return every word for an area, the areas' own names among them, with its area."""
    return _BY_WORD
