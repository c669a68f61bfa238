"""What an article is for, in the words that rows ask for (`use = auto parts`).

People say the same in other words; what is not found here is taken as it is said.
"""

from __future__ import annotations

_SAME = {
    "auto parts": (
        "auto part, automobile part, automobile parts, automotive part, automotive parts, "
        "car part, car parts, light truck parts, parts of automobiles, "
        "parts of passenger vehicles, passenger vehicle parts"
    ),
    "truck parts": (
        "bus parts, heavy truck parts, heavy-duty vehicle parts, mhdv parts, "
        "medium- and heavy-duty vehicle parts, parts of trucks, truck part"
    ),
    "kitchen cabinets": (
        "bathroom vanities, bathroom vanity, kitchen cabinet, kitchen cabinet parts, "
        "kitchen cabinets and vanities, kitchen cabinets or vanities, vanities, vanity, "
        "vanity parts"
    ),
    "civil aircraft": "civil aircraft part, civil aircraft parts, parts of civil aircraft",
    "quartz surface products": (
        "quartz, quartz countertop, quartz countertops, quartz slab, quartz slabs, "
        "quartz surface product"
    ),
    "drones with thermal imaging": "drone with thermal imaging, thermal imaging",
    "unmanned aircraft": (
        "drone, drone parts, drones, parts of unmanned aircraft, uas, unmanned aircraft parts, "
        "unmanned aircraft system, unmanned aircraft systems"
    ),
    "unmanned aircraft of 25 kg or less": (
        "drones of 25 kg or less, parts of drones of 25 kg or less, "
        "parts of unmanned aircraft of 25 kg or less, unmanned aircraft up to 25 kg"
    ),
    "unmanned aircraft for agriculture": (
        "agricultural drones, agricultural unmanned aircraft, drones for agriculture"
    ),
    "unmanned aircraft for retail delivery": (
        "delivery drones, drones for retail delivery, retail delivery drones"
    ),
    "pharmaceuticals": "pharmaceutical, pharmaceutical use",
    "ai accelerators": "ai accelerator, ai chip, ai chips",
}
_USES = {same: use for use, words in _SAME.items() for same in words.split(", ")}


def use_said(text: str) -> str:
    """The use that is meant: "automotive parts" as "auto parts"."""
    said = " ".join(text.lower().split())
    return _USES.get(said, said)
