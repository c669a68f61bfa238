"""HTS numbers, in the spellings of `law.code` and as mail breaks them over lines.

What a number looks like alone says how much its neighbourhood must say. 8471.30.01.00 needs nothing
but a heading that exists; 8471300100 must not be called something else; 84713001 must be called an
HTS number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tariffline.law.code import CodeError, parse_code
from tariffline.mail.headings import CHAPTERS, HEADINGS
from tariffline.mail.labels import Label
from tariffline.mail.mention import Kind
from tariffline.mail.sight import Found, Sight

_DOT = r"\.(?:\n(?:> ?)*)?"  # a number may go on in the next line, quoted or not
# Looks that need: nothing; no other label; the label “HTS”.
_LOOKS = {
    "sure": rf"\d{{4}}{_DOT}\d{{2}}{_DOT}\d{{2}}(?:{_DOT}\d{{2}}|[ -]?\d{{2}})?"
    r"|\d{4}-\d{2}-\d{4}|\d{4}-\d{2}-\d{2}-\d{2}|\d{4} \d{2} \d{2} \d{2}",
    "likely": r"\d{10}",
    "labelled": r"\d{4}\.\d{2}|\d{3}\.\d{2}\.\d{2}\.\d{2}|\d{3}\.\d{2}\.\d{4}|\d{6,9}"
    r"|\d{4} \d{2} \d{4}|\d{4} \d{2} \d{2}|\d{4}-\d{2}-\d{2}|\d{4}\.\d{4,6}|\d{6}\.\d{2,4}",
}
_NUMBER = re.compile(
    r"(?<![\w.$€£¥])(?<!\w-)(?<![A-Za-z]/)(?<![$€£¥] )(?:"
    + "|".join(f"(?P<{need}>{look})" for need, look in _LOOKS.items())
    + r")(?!\w|-[A-Za-z]|\.\d|,\d{3}(?!\d)| ?(?:mm|cm|kgs?|lbs?|cbm|m2|ea|each|pcs)\b| ?%)"
)
_RANGE = re.compile(r"(?<=\d)-(?=\d{4}\.\d\d)")
_HEADING = re.compile(
    r"\b(?:sub)?headings?\s{1,2}(?P<list>\d\d\.?\d\d(?!\.?\d)(?:(?:, | and | or |, and |, or "
    r"|/)\d\d\.?\d\d(?!\.?\d))*)"
    r"|\bHTS(?:US)?\s{1,2}(?P<one>\d{4})(?!\.?\d)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"\bchapters?\s{1,2}(?P<list>\d{1,2}(?![\d.])(?:(?:, and |, or |, | and "
    r"| or )\d{1,2}(?![\d.]))*)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_WRITTEN = re.compile(r"\d\d\.?\d\d|\d{1,2}")


def hts(sight: Sight) -> Iterator[Found]:
    """Numbers of six digits and more."""
    words = _RANGE.sub("\n", sight.words)  # 9903.03.02-9903.03.11 are two numbers
    reached = 0
    for found in _NUMBER.finditer(words):
        start, end = found.span()
        digits = _digits(found.group())
        if not digits or not sight.free(start, end) or _in_amount(sight, found):
            continue
        label = sight.label(start, reached)
        if _is_meant(found.lastgroup or "", label):
            reached = end
            yield Found(Kind.HTS, str(parse_code(digits)), start, end)


def headings(sight: Sight) -> Iterator[Found]:
    """Headings and chapters, where they are called so."""
    for found in _HEADING.finditer(sight.words):
        for number, start, end in _listed(found, found["list"], sight.words):
            if (digits := number.replace(".", "")) in HEADINGS:
                yield Found(Kind.HTS, digits, start, end)
    for found in _CHAPTER.finditer(sight.words):
        for number, start, end in _listed(found, found["list"], sight.words):
            if number.zfill(2) in CHAPTERS:
                yield Found(Kind.HTS, number.zfill(2), start, end)


def _in_amount(sight: Sight, found: re.Match[str]) -> bool:
    """Whether it is the end of an amount such as 1,234567 rather than a cell of a list."""
    start = found.start()
    if found.lastgroup == "sure" or not re.search(r"\d,$", sight.words[max(0, start - 2) : start]):
        return False
    cell = sight.cell(start)
    return cell is None or cell.start != start


def _listed(
    found: re.Match[str], several: str | None, words: str
) -> Iterator[tuple[str, int, int]]:
    start, end = found.span("list" if several else "one")
    for number in _WRITTEN.finditer(words, start, end):
        yield number.group(), *number.span()


def _digits(written: str) -> str:
    """The digits, with a lost zero put back; empty when there is no such heading."""
    digits = "".join(_DIGITS.findall(written))
    try:
        code = parse_code(digits)
    except CodeError:
        return ""
    return code.digits if code.digits[:4] in HEADINGS else ""


def _is_meant(look: str, label: Label | None) -> bool:
    match look:
        case "sure":
            return True
        case "likely":
            return label not in (Label.REFERENCE, Label.PHONE, Label.ENTRY, Label.QUANTITY)
        case _:
            return label is Label.HTS
