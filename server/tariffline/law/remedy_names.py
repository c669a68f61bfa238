"""Company names as notices print them and as entries write them: when two are the same.

Two names are the same when their keys are equal, and only then. A key forgets what carries no
meaning (case, punctuation, accents, the order of words, how "Limited" is abbreviated) and keeps
every word that tells companies apart. Whatever is merely alike is never taken for the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_ALSO = re.compile(
    r"(?i)[\s,(]*\b(?:d/?\s?b/?\s?a|a/?\s?k/?\s?a|f/?\s?k/?\s?a|t/a|d\.b\.a|a\.k\.a|f\.k\.a"
    r"|doing business as|(?:also|formerly|previously|now) known as|trading as|formerly)\b[.:,\s]*"
)
_TAIL = re.compile(
    r"(?i)[\s,(]*(?:\band\b|&)\s*(?:all\s+of\s+)?(?:its|their)\s+(?:\w+\s+){0,2}"
    r"(?:affiliates?|subsidiar(?:y|ies)|companies|producers?|exporters?)\b.*$"
    r"|[\s,(]*(?:\band\b|&)\s+affiliates\b.*$"
    r"|\s*\(?\bcollectively\b.*$|\s*[({]\s*(?:the\s+)?[“\"][^”\")}]*[”\"]\s*[)}]"
)
# A notice lists the companies of one rate in one cell: by semicolons, slashes or “and”, each
# name ending in its legal form.
_FORM_END = r"(?:ltd|limited|inc|llc|corp|corporation|gmbh|s\.p\.a|spa|bhd)\.?"
_BETWEEN = re.compile(
    rf"(?i)\s*;\s*(?:and\s+)?|\s+/\s+(?=\w)"
    rf"|(?:(?<=[.)])|(?<=ltd)|(?<=inc)|(?<=llc)|(?<=limited))/(?=[a-z])(?!exp|imp|me\b|e\b)"
    rf"|\b{_FORM_END}\s*,?\s+and\s+(?=[a-z])"
)
_WORD = re.compile(r"[a-z0-9]+")
_SPELLED_OUT = {
    "co": "company", "cos": "company", "companies": "company", "comp": "company",
    "ltd": "limited", "ltda": "limitada", "lda": "limitada", "corp": "corporation",
    "inc": "incorporated", "pvt": "private", "pte": "private", "intl": "international",
    "mfg": "manufacturing", "mfr": "manufacturer", "imp": "import", "exp": "export",
    "imports": "import", "exports": "export", "importing": "import", "exporting": "export",
    "tech": "technology", "bros": "brothers", "grp": "group",
    "assn": "association", "dev": "development", "ent": "enterprise", "sci": "science",
}  # fmt: skip
_FORMS = frozenset({"company", "limited"})
_LEGAL = _FORMS | {"corporation", "incorporated", "private", "llc", "gmbh", "sa", "spa", "bhd"}
_IGNORED = frozenset({"the", "and", "of", "et", "y"})
_HIGH_TECH = re.compile(r"\bhi(?:gh)?[- ]?tech\b")
_INITIALS = re.compile(r"\b(?:[a-z]\.\s?){2,}(?:[a-z]\b)?|\b[a-z](?:/[a-z])+\b")


@lru_cache(maxsize=65_536)
def keys(name: str) -> tuple[str, ...]:
    """The keys of a name: one for each name that it gives (d/b/a, lists); () when it is empty."""
    found = (_key(each) for each in _names(name))
    return tuple(dict.fromkeys(key for key in found if key))


def keys_of(name: str, several: Sequence[str] = ()) -> tuple[str, ...]:
    """The keys of a name as printed, and of the companies it names where these are known."""
    if not several:
        return keys(name)
    return tuple(dict.fromkeys(key for each in (name, *several) for key in keys(each)))


@lru_cache(maxsize=65_536)
def words(name: str) -> str:
    """A name as its plain words, in the order printed."""
    return " ".join(_plain(_TAIL.sub("", name)))


@lru_cache(maxsize=65_536)
def core(name: str) -> str:
    """The plain words without those of the legal form, which many names share."""
    return " ".join(word for word in words(name).split() if word not in _LEGAL)


def same_words(one: str, other: str) -> bool:
    """Whether two names are the same word for word, their order included."""
    return words(one) == words(other)


def _names(text: str) -> Iterator[str]:
    for part in _ALSO.split(text):
        bare = _TAIL.sub("", part)
        start = 0
        for between in _BETWEEN.finditer(bare):
            # The legal form before “and” belongs to the name it ends.
            form = re.match(rf"(?i){_FORM_END}", between.group())
            yield bare[start : between.start() + (form.end() if form else 0)]
            start = between.end()
        yield bare[start:]


def _key(name: str) -> str:
    spelled = _plain(name)
    forms = "limited" if "limited" in spelled else "company" if "company" in spelled else ""
    kept = sorted(word for word in spelled if word not in _FORMS)
    return " ".join([*kept, forms]).strip() if kept else ""


def _plain(name: str) -> list[str]:
    text = _without_marks(name.casefold()).replace("&", " and ")
    text = _INITIALS.sub(_joined, text)
    text = _HIGH_TECH.sub("hightech", text.replace("'", "").replace("’", ""))
    spelled = (_SPELLED_OUT.get(word, word) for word in _WORD.findall(text))
    return [word for word in spelled if word not in _IGNORED]


def _without_marks(text: str) -> str:
    """Letters without accents: Çolakoğlu is colakoglu."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _joined(initials: re.Match[str]) -> str:
    return re.sub(r"[^a-z]", "", initials.group()) + " "
