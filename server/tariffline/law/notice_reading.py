"""From a publication as it is laid out to the facts that it states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tariffline.law.notice import Notice, NoticeKind, StatedRate
from tariffline.law.notice_cases import cases, countries_in, country_of
from tariffline.law.notice_dates import applicable, period
from tariffline.law.notice_kinds import is_partial, kinds
from tariffline.law.notice_lists import listed_companies
from tariffline.law.notice_paper import Heading, Paper, Paragraph, Picture, Table
from tariffline.law.notice_prose import read_prose
from tariffline.law.notice_scope import is_scope_heading, lines, scope
from tariffline.law.notice_table import Reading, read_table

_AGENCIES = re.compile(
    r"(?i)international trade (?:administration|commission)|enforcement and compliance"
    r"|import administration"
)
_REMEDY = re.compile(
    r"(?i)\banti-?dumping\b|\bcountervailing\b|\bless[- ]than[- ]fair[- ]value\b|\bAD/CVD\b"
    r"|\b7[03]1[-–]TA[-–]\d|\bfive-year\b|\bsunset review"
)
_CITED = re.compile(r"\b(\d{2,3}) (?:FR|Fed\. Reg\.) (\d{1,3},\d{3}|\d{1,6})\b")
_DOCUMENT = re.compile(
    r"(?i)\b(?:FR Doc\.?|notice document)\s*(?:No\.?\s*)?([CE]?\d{1,4}[-–]\d{3,6})"
)
_INVESTIGATION = re.compile(r"\b7[03]1[-–]TA[-–]\d{2,4}(?:[-–]\d{2,4})?\b")
_FROM = re.compile(r"\s+(?:[Ff]rom|[Oo]f)\s+(?:[Tt]he\s+)?(?=[A-Z])")
_BEFORE_PRODUCT = re.compile(
    r"(?i)^(?:notice of |(?:final|preliminary|amended|initiation|anti-?dumping|countervailing"
    r"|agreement suspending)\b)[^:]*?(?::\s*|\b(?:orders?|investigations?) (?:on|of)\s+)"
)
_RATES_NEVER = frozenset(
    {
        NoticeKind.INITIATION, NoticeKind.REVIEW_INITIATION, NoticeKind.OPPORTUNITY,
        NoticeKind.ITC_OTHER, NoticeKind.ITC_PRELIMINARY, NoticeKind.ITC_FINAL,
    }
)  # fmt: skip
_DECIDES = frozenset(
    {
        NoticeKind.PRELIMINARY, NoticeKind.FINAL, NoticeKind.ORDER, NoticeKind.REVIEW_PRELIMINARY,
        NoticeKind.REVIEW_FINAL, NoticeKind.COURT, NoticeKind.CORRECTION, NoticeKind.SUNSET,
        NoticeKind.CHANGED_CIRCUMSTANCES, NoticeKind.NEW_SHIPPER, NoticeKind.CIRCUMVENTION,
    }
)  # fmt: skip
_PRELIMINARY = frozenset({NoticeKind.PRELIMINARY, NoticeKind.REVIEW_PRELIMINARY})
_OF_SCOPE = "a table of the scope"
_LIKELY = "likely to prevail if the order were revoked"


def is_trade_remedy(paper: Paper) -> bool:
    """Whether the publication is of Commerce or the Commission, and about AD/CVD."""
    head = f"{paper.subject} {paper.docket} {paper.summary} {paper.action}"
    return bool(_AGENCIES.search(paper.agency)) and bool(cases(head) or _REMEDY.search(head))


def read(paper: Paper, *, source: str, url: str = "", published: date | None = None) -> Notice:
    """The facts of a publication.

    `published` is known from the place that it came from: its text doesn't say it.
    """
    told = kinds(paper.subject, _action(paper), paper.agency, paper.docket)
    own = _own_cases(paper)
    body = " ".join(paper.paragraphs)
    rates, unread = _rates(paper, told, own)
    scoped = scope(paper.blocks)
    corrects, relates = _cited(paper, told)
    return Notice(
        document=paper.document,
        citation=f"{paper.volume} FR {paper.page}" if paper.volume and paper.page else "",
        source=source,
        url=url,
        title=paper.subject,
        kinds=told,
        cases=own,
        product=product(paper.subject),
        country=_country(paper.subject, own),
        published=published,
        applicable=applicable(paper.dates, body, published),
        period=period(f"{paper.summary} {body}"),
        scope=scoped,
        lines=lines((*scoped, *_but(paper.paragraphs, scoped)), own),
        rates=rates,
        companions=tuple(case for case in cases(body) if case not in own),
        corrects=corrects,
        relates=relates,
        part=is_partial(paper.subject, paper.action),
        unread=(*_headless(told, own, paper), *unread),
    )


def _action(paper: Paper) -> str:
    """Its action line; the Commission prints none, but heads its text with what it does."""
    if paper.action or "COMMISSION" not in paper.agency.upper():
        return paper.action
    heads = (block.text for block in paper.blocks if isinstance(block, Heading))
    return next((head for head in heads if "determination" in head.lower()), "")


def product(title: str) -> str:
    """The goods of a title: what stands before "From <country>"; "" where no country follows."""
    for part in _BEFORE_PRODUCT.sub("", title).split(":"):
        for parted in _FROM.finditer(part):
            if countries_in(part[parted.start() :]):
                return part[: parted.start()].strip(" ,;")
    return ""


def _country(title: str, own: Sequence[str]) -> str:
    """The one country of the cases, or of the title; "" where several or none is named."""
    named = {country_of(case) for case in own} - {""} or set(countries_in(title))
    return named.pop() if len(named) == 1 else ""


def _own_cases(paper: Paper) -> tuple[str, ...]:
    """The cases of the head; only where it names none, those of the text and its tables."""
    head = cases(paper.docket) or cases(f"{paper.subject}; {paper.summary}")
    if head or "COMMISSION" in paper.agency.upper():
        return head
    words = []
    for block in paper.blocks:
        if isinstance(block, Table):
            words += [cell for row in block.rows for cell in row.cells]
        elif not isinstance(block, Picture):
            words.append(block.text)
    return cases(" ; ".join(words))


def _rates(
    paper: Paper, told: Sequence[NoticeKind], own: Sequence[str]
) -> tuple[tuple[StatedRate, ...], tuple[str, ...]]:
    tables = _table_rates(paper, own)
    rates, unread = tables.rates, tables.unread
    if _RATES_NEVER.issuperset(told):  # a petition alleges rates; nobody set them
        unread = [*unread, *(f"{rate.place}: a rate that is not set here" for rate in rates)]
        rates = []
    elif _DECIDES.intersection(told):
        prose = read_prose(
            paper.blocks, own, rates, is_preliminary=bool(_PRELIMINARY.intersection(told))
        )
        rates, unread = [*rates, *prose.rates], [*unread, *prose.unread]
        rates = [*rates, *listed_companies(paper.blocks, rates)]
    if NoticeKind.SUNSET in told:
        rates = [
            replace(rate, remark="; ".join(filter(None, (rate.remark, _LIKELY)))) for rate in rates
        ]
    pictures = [block.name for block in paper.blocks if isinstance(block, Picture)]
    return tuple(rates), (*unread, *(f"picture {name}: not text" for name in pictures))


def _table_rates(paper: Paper, own: Sequence[str]) -> Reading:
    all_of_them = Reading()
    for number, (table, around) in enumerate(_tables(paper), 1):
        if around is _OF_SCOPE:
            all_of_them.unread.append(f"table {number} (of the scope): {len(table.rows)} rows")
            continue
        read_one = read_table(table, f"table {number}", own, around)
        all_of_them.rates += read_one.rates
        all_of_them.unread += read_one.unread
    return all_of_them


def _tables(paper: Paper) -> Iterator[tuple[Table, str]]:
    """Each table with the words that lead to it: the headings above, the last paragraph."""
    above: dict[int, str] = {}
    lead = ""
    for block in paper.blocks:
        if isinstance(block, Heading):
            above = {level: text for level, text in above.items() if level < block.level}
            above[block.level] = lead = block.text
        elif isinstance(block, Paragraph):
            lead = block.text
        elif isinstance(block, Table):
            is_of_scope = any(is_scope_heading(text) for text in above.values())
            yield block, _OF_SCOPE if is_of_scope else " ".join((*above.values(), lead))


def _cited(paper: Paper, told: Sequence[NoticeKind]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What it corrects (the document it names, its first citation), and the rest it cites."""
    everything = " ".join((paper.summary, *paper.paragraphs, *paper.footnotes))
    cited = [f"{m[1]} FR {m[2].replace(',', '')}" for m in _CITED.finditer(everything)]
    documents = [m[1].replace("–", "-") for m in _DOCUMENT.finditer(everything)]
    named = list(dict.fromkeys(each for each in documents if each != paper.document))
    corrects: list[str] = []
    if NoticeKind.CORRECTION in told:
        corrects = [*named, *cited[:1]]
    inquiries = [m.group().replace("–", "-") for m in _INVESTIGATION.finditer(paper.docket)]
    rest = dict.fromkeys((*named, *cited, *inquiries))
    return tuple(corrects), tuple(each for each in rest if each not in corrects)


def _headless(told: Sequence[NoticeKind], own: Sequence[str], paper: Paper) -> Iterator[str]:
    if told == (NoticeKind.OTHER,):
        yield f"title: {paper.subject} (what it does is not told)"
    if not own and "COMMISSION" not in paper.agency.upper():
        yield f"docket: {paper.docket or 'none'} (no case number)"


def _but(paragraphs: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    known = frozenset(others)
    return tuple(text for text in paragraphs if text not in known)
