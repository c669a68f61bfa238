"""The scope that a notice prints, and the HTS numbers that it names with the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tariffline.law.message_mentions import hts_numbers
from tariffline.law.notice import LineMention
from tariffline.law.notice_cases import narrowed
from tariffline.law.notice_paper import Block, Heading, Paragraph
from tariffline.law.sentences import sentences

_SCOPE = re.compile(
    r"(?i)^(?:[IVX\d]+[.)]\s*|appendix\s+[\w]+\s*[-–—:.]*\s*)?(?:the\s+)?(?:full\s+|complete\s+)?"
    r"(?:(?:final|revised|amended|preliminary|corrected)\s+)?scopes?\b"
    r"|^(?:subject\s+)?merchandise\s+(?:covered|subject)\b|^products?\s+(?:covered|subject)\b"
    r"|^description\s+of\s+(?:the\s+)?(?:subject\s+)?merchandise\b|^subject\s+merchandise$"
    r"|\bscope\s+of\s+(?:the\s+)?(?:\w+\s+){0,4}(?:orders?|investigations?|reviews?|agreements?"
    r"|findings?|proceedings?|inquir(?:y|ies))"
)
_NOT_SCOPE = re.compile(
    r"(?i)\bcomments?\b|\bscope\s+(?:ruling|issue|inquir|segment|determination|request|application)"
    r"|\bmodif|\brebuttal|\bfinding\b.*\bscope|\bchanges?\s+to\b|\btopics\b|\bin\s+the\s+scope\b"
)
_APPENDIX = re.compile(r"(?i)^(?:appendix|attachment|annex)\b")
_TARIFF = re.compile(r"(?i)\bHTS(?:US)?\b|harmonized\s+tariff|\b(?:sub)?headings?\b|\bTSUS")
_POINTS_AWAY = re.compile(r"(?i)\b(?:see|in|at|to)\s+(?:the\s+)?(?:appendix|attachment|annex)\b")
_SPLIT_DIGIT = re.compile(r"(?<=\d\.\d{2}\.\d) (?=\d\b)|(?<=\d{4}\.) (?=\d{2}\.)")
_LINE = re.compile(r"\d{4}(?:\.\d{2,6})+|\b\d{10}\b")
_LONGEST = 480  # letters around a number; a scope may list three hundred in one sentence
_LEAD = 320


def scope(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The paragraphs under the scope headings; those of an appendix where it prints the scope."""
    body: list[str] = []
    appendix: list[str] = []
    depth, in_appendix, open_at = 0, False, 0
    for block in blocks:
        if isinstance(block, Heading):
            depth = block.level
            if _APPENDIX.match(block.text):
                in_appendix, open_at = True, 0
            if is_scope_heading(block.text):
                open_at = open_at or depth
            elif open_at and depth <= open_at:
                open_at = 0
        elif isinstance(block, Paragraph) and open_at:
            (appendix if in_appendix else body).append(block.text)
    if appendix:
        body = [text for text in body if not _POINTS_AWAY.search(text)]
    return tuple(dict.fromkeys((*body, *appendix)))


def is_scope_heading(text: str) -> bool:
    """Whether what follows the heading is the text of a scope."""
    return bool(_SCOPE.search(text)) and not _NOT_SCOPE.search(text)


def lines(paragraphs: Sequence[str], among: Sequence[str]) -> tuple[LineMention, ...]:
    """The HTS numbers of the paragraphs, each once a case, with the sentence around."""
    found: dict[tuple[str, str], LineMention] = {}
    for paragraph in paragraphs:
        if not _TARIFF.search(paragraph):
            continue
        for sentence in sentences(joined_digits(paragraph)):
            own = narrowed(among, sentence)
            case = own[0] if len(own) == 1 else ""
            for mention in _mentions(sentence, case):
                found.setdefault((mention.hts, mention.case), mention)
    return tuple(found.values())


def joined_digits(text: str) -> str:
    """Numbers whole again where the print parted their digits ("7220.20.10.1 0")."""
    return _SPLIT_DIGIT.sub("", text)


def _mentions(sentence: str, case: str) -> Iterator[LineMention]:
    for digits in hts_numbers(sentence):
        if len(digits) >= 6:
            yield LineMention(digits, _around(sentence, digits), case)


def _around(sentence: str, digits: str) -> str:
    """The sentence; of a very long one its beginning and the words at the number."""
    if len(sentence) <= _LONGEST:
        return sentence
    at = next(
        (m.start() for m in _LINE.finditer(sentence) if m.group().replace(".", "") == digits), 0
    )
    if at <= _LEAD:
        return f"{sentence[:_LONGEST].rsplit(' ', 1)[0]} …"
    lead = sentence[:_LEAD].rsplit(" ", 1)[0]
    rest = sentence[max(_LEAD, at - 60) : at + 60]
    return f"{lead} … {rest.partition(' ')[2].rsplit(' ', 1)[0]} …"
