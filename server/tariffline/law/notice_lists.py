"""Companies that share one rate and are listed in an appendix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tariffline.law.notice import StatedRate
from tariffline.law.notice_paper import Block, Heading, Paragraph
from tariffline.law.notice_parties import cleaned, is_group, names_in

_APPENDIX = re.compile(r"(?i)^(?:appendix|attachment|annex)\b")
_OF_ANOTHER_KIND = re.compile(
    r"(?i)\brescind|\brescission|\bno shipments?\b|\btopics\b|\bscope\b|\bissues\b|\bentity\b"
)
_NUMBERED = re.compile(r"^\(?\d{1,3}[.)]\s*|^[•\-–]\s*")
_LONGEST_NAME = 160


def listed_companies(blocks: Sequence[Block], stated: Sequence[StatedRate]) -> Iterator[StatedRate]:
    """The companies of the one list that a group's rate is for, each with that rate.

    Nothing where several groups or several lists stand: which is whose would be a guess.
    """
    groups = [rate for rate in stated if is_group(rate.exporter)]
    lists = list(_lists(blocks))
    if len(groups) != 1 or len(lists) != 1:
        return
    group, (heading, companies) = groups[0], lists[0]
    named = {rate.exporter.casefold() for rate in stated}
    for number, company in enumerate(companies, 1):
        if company.casefold() not in named:
            several = names_in(company)
            yield replace(
                group,
                exporter=company,
                remark=f"listed in {heading}: {group.exporter}",
                place=f"{heading}, item {number}",
                either=True,
                names=several if len(several) > 1 else (),
            )


def _lists(blocks: Sequence[Block]) -> Iterator[tuple[str, list[str]]]:
    """Appendices whose heading calls them a list of companies that were not examined."""
    heading, is_open = "", False
    companies: list[str] = []
    for block in (*blocks, Heading(0, "")):
        if isinstance(block, Heading):
            starts_anew = bool(_APPENDIX.match(block.text)) or block.level == 0
            if starts_anew and is_open and companies:
                yield heading, companies
            if starts_anew:
                heading, companies, is_open = block.text, [], False
            if heading and _is_list(block.text):
                is_open = True
        elif isinstance(block, Paragraph) and is_open:
            name = cleaned(_NUMBERED.sub("", block.text))
            if name and len(name) <= _LONGEST_NAME:
                companies.append(name)


def _is_list(heading: str) -> bool:
    return is_group(heading) and not _OF_ANOTHER_KIND.search(heading)
