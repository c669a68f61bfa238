"""Everyday words and the schedule's own for the same thing, for search only.

The schedule says "automatic data processing machines" where people say "laptop". A row adds the
schedule's words to a search; it never decides a classification.
"""

from __future__ import annotations

# everyday word, singular: the words the schedule prints
SCHEDULE_WORDS = {
    "backpack": "travel sports similar bags",
    "bike": "bicycles",
    "bolt": "bolts threaded screws",
    "bulb": "lamps",
    "cable": "insulated wire cable conductors",
    "car": "motor cars vehicles transport persons",
    "cellphone": "smartphones telephones",
    "charger": "static converters power supplies",
    "computer": "automatic data processing machines",
    "couch": "seats upholstered",
    "desktop": "automatic data processing machines",
    "earbud": "headphones earphones",
    "fridge": "refrigerators",
    "hoodie": "sweatshirts pullovers",
    "jeans": "trousers denim",
    "keyboard": "keyboards input units automatic data processing",
    "laptop": "portable automatic data processing machines",
    "led": "light-emitting diode",
    "monitor": "monitors",
    "notebook": "notebooks portable automatic data processing",
    "pants": "trousers breeches",
    "phone": "telephones smartphones",
    "purse": "handbags",
    "router": "switching routing apparatus",
    "shoe": "footwear",
    "smartphone": "smartphones telephones",
    "sneaker": "footwear sports tennis shoes",
    "sofa": "seats upholstered",
    "solar": "photovoltaic cells",
    "sunglasses": "sunglasses spectacles",
    "suitcase": "trunks suitcases",
    "tablet": "portable automatic data processing machines tablets",
    "tire": "pneumatic tires",
    "truck": "motor vehicles transport goods",
    "tv": "television reception apparatus",
    "wallet": "wallets articles carried pocket handbag",
    "webcam": "television cameras digital",
    "wine": "wine grapes",
}


def in_schedule_words(word: str) -> str:
    """The schedule's words for an everyday one; the word itself where it needs none."""
    return SCHEDULE_WORDS.get(word) or SCHEDULE_WORDS.get(word.removesuffix("s")) or word
