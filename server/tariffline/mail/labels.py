"""The words before a number that say what it is: “HTS”, “PO”, “tel”.

The nearest label on the line decides, else the heading of the column, else the label that ends the
line before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What a label announces."""

    HTS = "hts"
    CASE = "case"
    ENTRY = "entry"
    REFERENCE = "reference"
    PHONE = "phone"
    ORIGIN = "origin"
    RATE = "rate"
    MONEY = "money"
    QUANTITY = "quantity"
    DESCRIPTION = "description"


# Words, as they stand in running text. Case does not matter unless (?-i:…) says so.
_WORDS: tuple[tuple[Label, str], ...] = (
    (
        Label.HTS,
        r"h\.?t\.?s\.?(?:us)?(?:a|-6)?\b|(?:us )?hts? ?(?:codes?|numbers?|nos?\b)"
        r"|(?-i:HS)\b(?: ?codes?)?"
        r"|harmoni[sz]ed (?:tariff|system|code)|tariff (?:codes?|numbers?|nos?\b|items?|lines?)"
        r"|(?:sub)?headings?|classif\w+|classed|commodity codes?|zolltarifnummer|ТН ВЭД"
        r"|under(?= \d{4}\.\d\d)|statistical (?:breakout|suffix)|schedule b|following number",
    ),
    (Label.CASE, r"(?:ad|cvd?|add|ad/cvd) (?:case|order)s?|cases?\b|antidumping|countervailing"),
    (Label.ENTRY, r"entr(?:y|ies)(?: summar(?:y|ies))?(?: (?:numbers?|nos?\b))?|7501s?"),
    (
        Label.REFERENCE,
        r"(?-i:P\.?O\.?|SO|INV|Inv|SKU|UPC|EAN|GTIN|B/L|BL|AWB|L/C|A/C|VAT|IP|ISF|SWIFT|IATA|FMC)\b"
        r"|purchase orders?|invoices?|orders? (?:no|number|#)|(?:our|your)? ?ref(?:erence)?s?\b"
        r"|items? ?(?:no\b|number|#)|parts? ?(?:no\b|number|#)?|styles?\b|models?\b|tickets?\b"
        r"|builds?\b|versions?\b|account\b|licen[cs]e|customer number|quote\b|bill\b|ctrl"
        r"|lot\b|batch|serial|seal|tracking|fedex|ups\b|dhl|statement|registered|policy|badge"
        r"|code (?=\d+ for)|suite|p\.?o\.? box|quelle|bond (?:no|number)|partnumber|docket"
        r"|confirmation",
    ),
    (
        Label.PHONE,
        r"tel(?:ephone)?\b|phone|fax|mobile|cell\b|call(?: me)?\b|whatsapp|ext\b|office\b|direct\b"
        r"|toll[ -]free|(?<!\w)[omptfcd](?=[:.]? ?\(?\+?\d{3})",
    ),
    (
        Label.ORIGIN,
        r"(?:country of )?origin|c\.?o\.?o\.?\b|c/o\b|made in|ship(?:ped)? from|(?-i:CO)\b"
        r"|country(?: of (?:manufacture|export))?|ursprung|coo\b",
    ),
    (
        Label.RATE,
        r"dut(?:y|ies)(?: rates?)?|rates? of duty|(?:general|base|special|column [12]|mfn) rates?",
    ),
    (
        Label.MONEY,
        r"values?\b|unit price|price\b|amount|total\b|u/price|unit cost|cost\b",
    ),
    (
        Label.QUANTITY,
        r"qty|quantity|q'ty|weight|net\b|gross\b|kgs?\b|ctns?\b|pcs\b|pieces|cartons?",
    ),
)

# Headings of columns that are no labels in running text.
_COLUMNS: tuple[tuple[Label, str], ...] = (
    (
        Label.HTS,
        r"(?:us ?)?(?:hts|htsus|hs|tariff|commodity)(?: ?(?:code|number|no|#|item))?"
        r"|(?:zolltarif|waren)nummer|code (?:sh|douanier)|fracci[oó]n arancelaria"
        r"|codice doganale",
    ),
    (
        Label.ORIGIN,
        r"country|origin|coo|c/?o|country of (?:origin|manufacture)|origin country"
        r"|ursprungsland|herkunft|(?:pays d['’])?origine|(?:pa[ií]s de )?origen"
        r"|paese (?:di|d['’]) ?origine",
    ),
    (Label.RATE, r"(?:duty|rate|duty rate|general|base rate)(?: ?%)?"),
    (
        Label.MONEY,
        r"(?:unit |total |entered |line |invoice |ext(?:ended|'d)? |customs |wert )?(?:value|price"
        r"|amount|cost|total|wert|betrag|preis|summe)s?(?: ?\(?[a-z]{3}\)?)?"
        r"|(?:waren|zoll)wert|(?:gesamt|einzel)(?:betrag|preis|wert)"
        r"|(?:valeur|montant|prix|valor|importe|precio|valore|importo|prezzo)"
        r"(?: (?:total[e]?|unitaire|unitario))?(?: ?\(?[a-z]{3}\)?)?",
    ),
    (
        Label.QUANTITY,
        r"qty|quantity|q'ty|pcs|units?|menge|anzahl|stück(?:zahl)?|quantité|qté|cantidad|quantità",
    ),
    (
        Label.DESCRIPTION,
        r"(?:goods )?descriptions?(?: of goods)?|product|article|goods"
        r"|(?:waren)?bezeichnung|beschreibung|artikel|désignation|descripci[oó]n|descrizione",
    ),
    (
        Label.REFERENCE,
        r"po|po ?(?:no|number|#)|style|sku|item|line|part|part ?(?:no|number|#)|order|invoice"
        r"|model",
    ),
)

_LABEL = re.compile(
    r"(?<![^\W_])(?:" + "|".join(f"(?P<{label}>{words})" for label, words in _WORDS) + ")",
    re.IGNORECASE,
)
_COLUMN = re.compile("|".join(f"(?P<{label}>{words})" for label, words in _COLUMNS), re.IGNORECASE)
_LONGEST_HEADING = 40
_REACH = 90  # characters from a label, or from the last number it was good for


def heading_of(cell: str) -> Label | None:
    """What a column of this heading holds."""
    if len(cell) > _LONGEST_HEADING:
        return None
    words = " ".join(re.sub(r"[_-]", " ", cell.replace(".", "")).split()).strip(" :#*")
    found = _COLUMN.fullmatch(words) or _LABEL.fullmatch(words)
    return Label(found.lastgroup) if found and found.lastgroup else None


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a text, in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    kinds: tuple[Label, ...]

    @classmethod
    def of(cls, words: str) -> Labels:
        found = list(_labels(words))
        return cls(
            tuple(start for start, _, _ in found),
            tuple(end for _, end, _ in found),
            tuple(kind for _, _, kind in found),
        )

    def before(self, at: int, line: int, reached: int = 0) -> Label | None:
        """The nearest label between the start of the line and a place.

        `reached`: the end of the last number of its kind, from which a list goes on.
        """
        index = bisect_right(self.ends, at) - 1
        if index < 0 or self.starts[index] < line:
            return None
        return self.kinds[index] if at - max(self.ends[index], reached) <= _REACH else None


def _labels(words: str) -> Iterator[tuple[int, int, Label]]:
    for found in _LABEL.finditer(words):
        yield *found.span(), Label(found.lastgroup or "")
