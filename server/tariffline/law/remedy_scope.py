"""Reading a scope for one product: which sentences matter, for and against, and what stays open.

No judgement is made. The sentences are the notice's own; the questions only ask whether they hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tariffline.law.sentences import sentences


class Sort(StrEnum):
    """What a sentence of a scope does."""

    DEFINES = "defines the goods"
    INCLUDES = "includes"
    EXCLUDES = "excludes"
    THIRD_COUNTRY = "speaks of processing in another country"
    CLASSIFIES = "names tariff numbers, for convenience"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of the scope, what it does, and the words it shares with a description."""

    text: str
    sort: Sort
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A scope read for a product. Clauses that share no word with it stand in none of the two."""

    matters_for: tuple[Clause, ...]
    matters_against: tuple[Clause, ...]
    inclusions: tuple[Clause, ...]
    exclusions: tuple[Clause, ...]
    questions: tuple[str, ...]


_EXCLUDES = re.compile(
    r"(?i)\b(?:exclu(?:de[sd]?|ding|sions?)|(?:do(?:es)?|is|are|shall|will) not (?:\w+ )?(?:include"
    r"|cover|within|subject)\w*|not (?:included|covered|subject)|outside (?:of )?the scope"
    r"|other than those|except(?:ing|ed)?(?: for)?|with the exception)\b"
)
_NOT_EXCLUDED = re.compile(r"(?i)\bnot (?:\w+ )?excluded\b")
_INCLUDES = re.compile(
    r"(?i)\b(?:includ(?:es?|ed|ing)|also cover(?:s|ed)?|(?:is|are) covered|within the scope"
    r"|subject merchandise (?:also )?includes|encompass(?:es)?)\b"
)
_THIRD = re.compile(r"(?i)\b(?:third|other|another|intermediate) (?:third )?countr(?:y|ies)\b")
_TARIFF = re.compile(
    r"(?i)\b(?:HTSUS?|harmonized tariff|subheadings?|provided for convenience|dispositive)\b"
)
_WORD = re.compile(r"[a-z][a-z-]{2,}")
_EVERYDAY = frozenset(
    _WORD.findall("""
    the and for with from that this which such not are was were has have been any all also other
    than more less least most may can shall will whether regardless its their these those into
    under over each following including include includes included excluded excludes products
    product merchandise subject scope order orders investigation covered covers described
    description above below percent weight made used form type types certain meeting means
    """)
)
_MEASURE = re.compile(
    r"(?i)\b(?:\d[\d.,/]*\s*(?:%|percent|mm|cm|inch(?:es)?|feet|kg|grams?|pounds?|meters?|gauge|watts?"
    r"|volts?|ml|liters?)|or (?:more|less|greater)|(?:not|no) (?:more|less) than|(?:less|greater)"
    r" than|at least|exceed\w*|between)\b"
)


def read_scope(text: Sequence[str], description: str = "") -> Reading:
    """The clauses of a scope (a paragraph each in `text`), against a description of a product."""
    asked = _content(description)
    clauses = [
        Clause(sentence, _sort(sentence), _shared(sentence, asked))
        for paragraph in text
        for sentence in sentences(paragraph)
    ]
    goods = [each for each in clauses if each.sort is not Sort.CLASSIFIES]
    against = [each for each in goods if each.sort is Sort.EXCLUDES]
    favour = [each for each in goods if each.sort is not Sort.EXCLUDES]
    return Reading(
        matters_for=_by_weight(favour),
        matters_against=_by_weight(against),
        inclusions=tuple(each for each in favour if each.sort is Sort.INCLUDES),
        exclusions=tuple(against),
        questions=_questions(clauses),
    )


def third_country(text: Sequence[str]) -> str:
    """The first sentence that speaks of processing in another country; "" where none does."""
    return next(
        (
            sentence
            for paragraph in text
            for sentence in sentences(paragraph)
            if _THIRD.search(sentence)
        ),
        "",
    )


def _questions(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """What must be settled before one can tell: each asks whether a sentence holds."""
    found = []
    for clause in clauses:
        if clause.sort is Sort.EXCLUDES:
            found.append(f"Are your goods among these, which would be outside: “{clause.text}”?")
        elif clause.sort is Sort.THIRD_COUNTRY:
            found.append(
                f"Were they processed in another country, so that this holds: “{clause.text}”?"
            )
        elif clause.sort is Sort.DEFINES and (_MEASURE.search(clause.text) or clause.shared):
            found.append(f"Do your goods meet every part of: “{clause.text}”?")
        elif clause.sort is Sort.INCLUDES and (clause.shared or _MEASURE.search(clause.text)):
            found.append(f"Are they within: “{clause.text}”?")
    return tuple(dict.fromkeys(found))


def _sort(sentence: str) -> Sort:
    if _EXCLUDES.search(_NOT_EXCLUDED.sub("", sentence)):
        return Sort.EXCLUDES
    if _THIRD.search(sentence):
        return Sort.THIRD_COUNTRY
    if _TARIFF.search(sentence):
        return Sort.CLASSIFIES
    return Sort.INCLUDES if _INCLUDES.search(sentence) else Sort.DEFINES


def _by_weight(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Those that share words with the description, most first; the order of the text otherwise."""
    return tuple(sorted((each for each in clauses if each.shared), key=lambda c: -len(c.shared)))


def _shared(sentence: str, asked: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(asked & _content(sentence)))


def _content(text: str) -> frozenset[str]:
    """The words that carry meaning, plural endings off, hyphens apart."""
    found = _WORD.findall(text.lower().replace("-", " "))
    return frozenset(_singular(word) for word in found if word not in _EVERYDAY)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3:
        return word[:-1]
    return word
