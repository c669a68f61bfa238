"""Rates that a notice states in its sentences: for all others, a country's entity, or a company.

A clause is read where it names one rate and one party; a clause that names several is handed back
as unread. What a clause tells of another time (the petition, the preliminary determination, the
threshold of de minimis) is no rate of this notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tariffline.law.notice import RateParty, StatedRate
from tariffline.law.notice_amounts import Amount, AmountError, read_amount
from tariffline.law.notice_cases import narrowed
from tariffline.law.notice_paper import Block, Heading, Paragraph
from tariffline.law.notice_parties import ends_a_name, read_party
from tariffline.law.notice_table import Reading
from tariffline.law.sentences import sentences

_PERCENT = re.compile(
    r"(?i)(?<![\w.,$])\d[\d,]*(?:\.\d+)?\s?(?:percent\b|per\s?cent\b|%)"
    r"|\$\s?\d[\d,]*(?:\.\d+)?\s?(?:/|per )\s?(?:kilogram|kg|pound|lb|metric ton|ton|MT)\b"
)
_CLAUSE = re.compile(r";\s+(?:and\s+)?|(?<=[,:])\s+(?:and\s+)?(?=\(\d\)\s)|\s+(?=\(\d\)\s[A-Z])")
_ABOUT_RATES = re.compile(
    r"(?i)\b(?:cash[- ]deposit|dumping|weighted[- ]average|all[- ]others|wide|subsidy)\b.{0,120}\b"
    r"(?:rates?|margins?|deposits?)\b|\b(?:rates?|margins?)\b.{0,80}\b(?:wide|all[- ]others)\b"
    r"|\bassign\w*\b.{0,80}\b(?:rate|margin)\b|\b(?:rate|margin)\b.{0,120}\bassign"
)
_ALL_OTHERS = re.compile(
    r"(?i)\ball[- –‑]others\b|\ball other (?:\w+[ -]?(?:/|or|and)? ?){0,3}(?:manufactur|produc"
    r"|export|compan|firms)"
)
_WIDE = re.compile(
    r"(?i)\b(?:PRC|China|Vietnam|Viet Nam|Russia|Belarus|Ukraine|Kazakhstan|Moldova|Armenia"
    r"|Azerbaijan|Georgia|Uzbekistan|Turkmenistan|Tajikistan|country|NME)[- –‑]+wide\b"
)
_ELSEWHERE = re.compile(
    r"(?i)\bpetition|\balleg|\bthreshold|\bless than \d|\bat least \d"
    r"|\bmore than \d|\bexceed|\bby weight\b|\bpreviously\b|\boriginally\b|\bprior (?:to|review|"
    r"administrative)|\bin the (?:preliminary|initiation|petition)|^in the\b[^,]{1,60},"
    r"|\bpreliminarily (?:determined|assigned|found|calculated)\b"
    r"|\bhad (?:been )?(?:assigned|calculated|received)|\binstead of\b|\brather than\b"
    r"|\bhighest\b|\binterest\b"
    r"|\bowne(?:d|rship)|\bproduction\b|\bvoting\b|\bsubstantially all\b|\bde minimis\b.*\bi\.e\."
)
_VAGUE = re.compile(r"(?i)\brang(?:ing|es?)\b|\bup to\b|\bbetween\b|\bas (?:high|low) as\b")
_SKIPPED = re.compile(
    r"(?i)\bbackground\b|\bcomments?\b|\bpetition|\bscope\b|\bcorroborat|\bchanges since\b"
    r"|\bcase history\b|\bhistory\b|\btopics\b|\bfair value comparisons?\b|\bproduct comparisons?\b"
)
_DECIDES = re.compile(
    r"(?i)\bresults?\b|\bdeterminations?\b|\bdeposit|\bmargins?\b|\brates?\b|\bcorrect|\bamend"
    r"|\borders?\b|\bliquidation\b|\bentity\b"
)
_PROGRAMME = re.compile(r"(?i)\bprograms?\b|\bloans?\b|\bgrants?\b|\btax\b|\bbenefit|\bLTAR\b")
_LEAD = re.compile(r"(?i)(?:\bfor|\bto|\bby|\bassigned|\bassign|\bof|\bthat)\s+(?:the company\s+)?")
_UNREAD = 300


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    place: str
    decides: bool  # under a heading of results, an order or deposits, not of one programme


def read_prose(
    blocks: Sequence[Block], among: Sequence[str], of_table: Sequence[StatedRate]
) -> Reading:
    """The rates of the sentences; one that a table states, too, is not stated twice."""
    reading = Reading()
    known = {_key(rate): rate for rate in of_table}
    for clause in _clauses(blocks):
        shares = _PERCENT.findall(clause.text)
        if not shares or not _ABOUT_RATES.search(clause.text) or _ELSEWHERE.search(clause.text):
            continue
        is_plain = len(set(shares)) == 1 and not _VAGUE.search(clause.text)
        stated = _stated(clause, shares, among) if is_plain else None
        if stated is None:
            reading.unread.append(f"{clause.place}: {clause.text[:_UNREAD]}")
            continue
        before = known.setdefault(_key(stated), stated)
        if before is stated:
            reading.rates.append(stated)
        elif _shown(before) != _shown(stated):
            reading.unread.append(
                f"{clause.place}: {clause.text[:_UNREAD]} (another rate stands in {before.place})"
            )
    return reading


def _clauses(blocks: Sequence[Block]) -> Iterator[_Clause]:
    number, is_skipped, decides = 0, False, True
    for block in blocks:
        if isinstance(block, Heading):
            is_skipped = bool(_SKIPPED.search(block.text))
            decides = bool(_DECIDES.search(block.text))
        elif isinstance(block, Paragraph):
            number += 1
            if is_skipped or not _PERCENT.search(block.text):
                continue
            for sentence in sentences(block.text):
                for clause in _CLAUSE.split(sentence):
                    yield _Clause(clause.strip(), f"paragraph {number}", decides)


def _stated(clause: _Clause, shares: Sequence[str], among: Sequence[str]) -> StatedRate | None:
    try:
        amount = read_amount(shares[0])
    except AmountError:
        return None
    own = narrowed(among, clause.text)
    case = own[0] if len(own) == 1 else ""
    others, wide = _ALL_OTHERS.search(clause.text), _WIDE.search(clause.text)
    if amount is None or (others and wide):
        return None
    if others or wide:
        party = RateParty.ALL_OTHERS if others else RateParty.COUNTRY_WIDE
        return _rate(case, party, "", amount, clause)
    is_of_programme = not clause.decides or _PROGRAMME.search(clause.text)
    company = "" if is_of_programme else _company(clause.text)
    return _rate(case, RateParty.NAMED, company, amount, clause) if company else None


def _company(text: str) -> str:
    """The one company that a clause gives a rate; "" where none or several are named."""
    found = set()
    for lead in _LEAD.finditer(text):
        best = ""
        for end in _ends(text, lead.end()):
            if ends_a_name(text[lead.end() : end]):
                best = text[lead.end() : end]
        if best:
            found.add(read_party(best).name)
    return found.pop() if len(found) == 1 else ""


def _ends(text: str, start: int) -> Iterator[int]:
    """Where words beginning with a capital may end as a company's name."""
    at = start
    for word in re.finditer(r"\S+", text[start : start + 120]):
        said = word.group()
        if not (said[0].isupper() or said[0] in "(&" or said.lower() in ("and", "of", "de", "ve")):
            return
        at = start + word.end()
        yield at - (len(said) - len(said.rstrip(",;:")))
        if said.endswith((",", ";")) and not re.match(
            r"\s*(?:Ltd|Inc|LLC|Limited|S\.A)", text[at:]
        ):
            return


def _rate(case: str, party: RateParty, company: str, amount: Amount, clause: _Clause) -> StatedRate:
    is_deposit = re.search(r"(?i)\bdeposit", clause.text) and not re.search(
        r"(?i)\bmargin|\bsubsidy rate", clause.text
    )
    value: Decimal | None = amount.value
    return StatedRate(
        case=case,
        party=party,
        exporter=company,
        producer="",
        margin=None if is_deposit else value,
        deposit=value if is_deposit else None,
        unit=amount.unit,
        remark="",
        place=clause.place,
        either=bool(company),
    )


def _key(rate: StatedRate) -> tuple[str, RateParty, str, str]:
    return rate.case, rate.party, rate.exporter.casefold(), rate.producer.casefold()


def _shown(rate: StatedRate) -> tuple[Decimal | None, ...]:
    return tuple(sorted({value for value in (rate.margin, rate.deposit) if value is not None}))
