"""Reads a Federal Register notice that adds numbers to lists in the U.S. notes of chapter 99.

Form: an annex of the notice ("By amending subdivision (n) to note 16, … by inserting the following
…: 0402.99.68; 0402.99.70; …"), such as 90 FR 40326 (2025-15819). Source: the notice's PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tariffline.law.chapter_notes import Place
from tariffline.sources import SourceError

_STEP = re.compile(r"\b[a-z]\. By amending subdivision \((?P<label>\w+)\) to note (?P<note>\d+),")
_NUMBER = re.compile(r"\b\d{4}\.\d\d(?:\.\d\d(?:\d\d)?)?\b")
_LIST = re.compile(r":\s*(?:‘‘)?(?P<codes>\d{4}\.\d\d[\d.;\s]*)")
_RUNNING_HEAD = re.compile(
    r"VerDate .*?(?:NOTICES\d|PROD with \w+)\n|\d+ Federal Register / Vol\. .*? / Notices|"
    r"Federal Register / Vol\. .*? / Notices \d+",
    re.DOTALL,
)


def read_amendments(data: bytes) -> dict[Place, tuple[str, ...]]:
    """The numbers inserted, as digits, by the subdivision they are added to.

    Raises SourceError if the file is no PDF or amends no list.
    """
    text = _RUNNING_HEAD.sub(" ", _text(data))
    found = {place: codes for place, codes in _inserted(text) if codes}
    if not found:
        raise SourceError(
            "the notice inserts no numbers into a note of chapter 99; give the PDF of one whose "
            "annex amends the lists, such as 90 FR 40326"
        )
    return found


def _text(data: bytes) -> str:
    try:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    except (PyPdfError, ValueError, KeyError) as error:
        raise SourceError(f"the file can't be read as a PDF: {error}") from error


def _inserted(text: str) -> Iterator[tuple[Place, tuple[str, ...]]]:
    steps = list(_STEP.finditer(text))
    bounds = [*(step.start() for step in steps), len(text)]
    for step, end in zip(steps, bounds[1:], strict=True):
        lists = _LIST.finditer(text, step.end(), end)
        codes = (code for each in lists for code in _NUMBER.findall(each["codes"]))
        digits = dict.fromkeys(code.replace(".", "") for code in codes)
        yield Place("III", step["note"], (step["label"],)), tuple(digits)
