"""Firms: by the form of company that ends the name, or after “Shipper:”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tariffline.mail.mention import Kind
from tariffline.mail.sight import Found, Sight

# How a firm's name ends, the longest first.
_FORMS = (
    r"Co\., ?Ltd\.?", r"Co\.? Ltd\.?", r"Pvt\.? ?Ltd\.?", r"Private Limited", r"Pty\.? Ltd\.?",
    r"Sdn\.? Bhd\.?", r"S\.A\. de C\.V\.", r"SA de CV", r"S\. de R\.L\. de C\.V\.",
    r"GmbH(?: & Co\. KG)?", r",? ?Inc\.?", r",? ?L\.?L\.?C\.?", r"Corp(?:oration|\.)?",
    r"Ltda?\.?", r"Limited", r"JSC", r"S\.p\.A\.", r"S\.r\.l\.", r"B\.V\.", r"K\.K\.",
    r"A\.S\.", r"A/S", r"AG", r"LLP", r"PLC", r"S\.A\.S?\.?",
)  # fmt: skip
_FORM = re.compile(rf"(?<=[\w.)])(?: |(?=,))(?:{'|'.join(_FORMS)})(?!\w)")
_ROLE = re.compile(
    r"^[> ]*(?:\d+\.? )?(?:Seller|Buyer|Shipper|Consignee|Importer(?: of record)?|IOR|Exporter"
    r"|Producer"
    r"|Manufacturer|Supplier|Vendor|Notify party|Sold to|Ship to)\s{0,3}: {0,3}([^\n\t]{2,80}?)"
    r"(?= {2}|[\t\n]|$)",
    re.MULTILINE | re.IGNORECASE,
)
_WORD_BACK = re.compile(r"(?:[A-ZÀ-Þ0-9][\w.&'()/-]*|&|of|and|de|del|da|do|y)$")
_MOST_WORDS = 8
_NOT_NAMES = frozenset({"same", "tbd", "n/a", "unknown", "see above", "as above"})
_NOT_FIRST = frozenset(
    {
        "of",
        "and",
        "de",
        "del",
        "da",
        "do",
        "y",
        "&",
        "for",
        "from",
        "we",
        "dear",
        "the",
        "by",
        "attn",
    }
)


def parties(sight: Sight) -> Iterator[Found]:
    """Names by their form; then what stands after a role."""
    for found in _FORM.finditer(sight.words):
        start = _begin(sight.words, found.start(), sight.line(found.start()))
        if start is not None:
            yield Found(Kind.PARTY, _name(sight.words[start : found.end()]), start, found.end())
    for found in _ROLE.finditer(sight.words):
        name = found[1].rstrip(" ,;")
        if (
            name[0].isupper()
            and name.lower() not in _NOT_NAMES
            and len(name.split()) <= _MOST_WORDS
        ):
            start = found.start(1)
            yield Found(Kind.PARTY, _name(name), start, start + len(name))


def _begin(words: str, end: int, line: int) -> int | None:
    """Where the capitalised words before the form begin; None when there are none."""
    start = end
    line = max(line, end - 100)
    for _ in range(_MOST_WORDS):
        at = max(
            line, words.rfind(" ", line, start - 1) + 1, words.rfind("\t", line, start - 1) + 1
        )
        word = words[at:start].rstrip()
        if not word or not _WORD_BACK.fullmatch(word):
            break
        if word.endswith(".") and len(word) > 4 and start != end:
            break
        start = at
        if start <= line or words[start - 2 : start] == "  ":
            break
    while start < end and words[start:end].split(" ", 1)[0].lower() in _NOT_FIRST:
        step = words.find(" ", start, end)
        if step < 0:
            return None
        start = step + 1
    return start if start < end else None


def _name(words: str) -> str:
    return " ".join(words.split())
