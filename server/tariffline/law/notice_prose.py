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
    r"|\bhad (?:been )?(?:assigned|calculated|received)|\binstead of\b|\brather than\b"
    r"|\bhighest\b|\binterest\b"
    r"|\bowne(?:d|rship)|\bproduction\b|\bvoting\b|\bsubstantially all\b|\bde minimis\b.*\bi\.e\."
)
_PRELIMINARY = re.compile(r"(?i)\bpreliminarily (?:determined|assigned|found|calculated|applied)\b")
_VAGUE = re.compile(r"(?i)\brang(?:ing|es?)\b|\bup to\b|\bbetween\b|\bas (?:high|low) as\b")
_WRONG = re.compile(
    r"(?i)\bincorrect|\binadvertent|\berroneous|\bmis(?:stat|print)|\btypographical"
)
_SKIPPED = re.compile(
    r"(?i)\bbackground\b|\bcomments?\b|\bpetition|\bscope\b|\bcorroborat|\bchanges since\b"
    r"|\bcase history\b|\bhistory\b|\btopics\b|\bfair value comparisons?\b|\bproduct comparisons?\b"
)
_DECIDES = re.compile(
    r"(?i)\bresults?\b|\bdeterminations?\b|\bdeposit|\bmargins?\b|\brates?\b|\bcorrect|\bamend"
    r"|\borders?\b|\bliquidation\b|\bentity\b"
)
_PROGRAMME = re.compile(r"(?i)\bprograms?\b|\bloans?\b|\bgrants?\b|\btax\b|\bbenefit|\bLTAR\b")
_OF_GROUP = re.compile(
    r"(?i)\bnon-?(?:selected|examined|individually[- ]examined)(?: \w+)? (?:companies|respondents"
    r"|producers|exporters)|\bcompanies (?:that were )?not (?:individually )?(?:selected|examined)"
)
_ROLES = {
    "exporter": re.compile(r"(?i)(?<!produced and )(?<!manufactured and )\bexported by\s+"),
    "producer": re.compile(r"(?i)(?<!and exported )\b(?:produced|manufactured|supplied) by\s+"),
    "both": re.compile(
        r"(?i)\b(?:produced|manufactured) and exported by\s+|\bexported and produced by\s+"
    ),
    "company": re.compile(r"(?i)\b(?:for|to|assigned|assign|of|that)\s+(?:the company\s+)?"),
}
_LISTED = re.compile(
    r"(?P<name>[^\W\d_][^:;]{2,140}?)\s*(?::|–|—|\.{3,})\s*(?P<rate>\d[\d,]*(?:\.\d+)?\s?(?:percent|%))"
    r"(?: ad valorem)?(?:\s*\(de minimis\))?\.?"
)
_UNREAD = 300


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    place: str
    decides: bool  # under a heading of results, an order or deposits, not of one programme


def read_prose(
    blocks: Sequence[Block],
    among: Sequence[str],
    of_table: Sequence[StatedRate],
    *,
    is_preliminary: bool = False,
) -> Reading:
    """The rates of the sentences; one that a table states, too, is not stated twice.

    `is_preliminary`: what was preliminarily determined is what this notice tells.
    """
    reading = Reading()
    told = list(of_table)
    for clause in _clauses(blocks):
        shares = _PERCENT.findall(clause.text)
        listed = _LISTED.fullmatch(clause.text) if clause.decides else None
        if not listed and not (shares and _is_about_rates(clause)):
            continue
        if _is_of_another_time(clause, is_preliminary=is_preliminary):
            continue
        stated = _listed(clause, listed, among) if listed else _stated(clause, shares, among)
        if stated is None:
            reading.unread.append(f"{clause.place}: {clause.text[:_UNREAD]}")
            continue
        before = [rate for rate in told if _is_same(rate, stated)]
        if not before:
            told.append(stated)
            reading.rates.append(stated)
        elif not any(_values(stated) <= _values(rate) for rate in before):
            reading.unread.append(
                f"{clause.place}: {clause.text[:_UNREAD]} (other rates in {before[0].place})"
            )
    return reading


def _is_of_another_time(clause: _Clause, *, is_preliminary: bool) -> bool:
    """Whether it tells of the petition, an earlier result or a threshold; a wrong rate is told."""
    if _WRONG.search(clause.text):
        return False
    is_past = not is_preliminary and _PRELIMINARY.search(clause.text)
    return bool(is_past or _ELSEWHERE.search(clause.text))


def _is_about_rates(clause: _Clause) -> bool:
    if clause.decides and re.search(r"(?i)\b(?:rates?|margins?)\b", clause.text):
        return True
    return bool(_ABOUT_RATES.search(clause.text))


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
    """The one rate of the clause; None where it has several, or says that one was wrong."""
    if len(set(shares)) > 1 or _WRONG.search(clause.text) or _VAGUE.search(clause.text):
        return None
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
        return _rate(case, party, amount, clause)
    is_of_programme = not clause.decides or _PROGRAMME.search(clause.text)
    exporter, producer = ("", "") if is_of_programme else _companies(clause.text)
    if not exporter and not producer:
        group = None if is_of_programme else _OF_GROUP.search(clause.text)
        exporter = group.group() if group else ""
    if not exporter and not producer:
        return None
    return _rate(case, RateParty.NAMED, amount, clause, exporter, producer)


def _companies(text: str) -> tuple[str, str]:
    """The exporter and the producer that a clause gives a rate; "" where it doesn't tell.

    One company without a role is given as exporter. Several without roles are none: which of them
    the rate is for would be a guess.
    """
    roles = {
        role: {name for lead in pattern.finditer(text) if (name := _name_at(text, lead.end()))}
        for role, pattern in _ROLES.items()
    }
    if any(len(names) > 1 for names in roles.values()):
        return "", ""
    exporter, producer, both, company = (next(iter(roles[role]), "") for role in _ROLES)
    if both:
        return both, both
    if exporter or producer:
        return exporter, producer
    return company, ""


def _name_at(text: str, start: int) -> str:
    """The company's name that begins there, "" where none does."""
    ends = [end for end in _ends(text, start) if ends_a_name(text[start:end])]
    return read_party(text[start : ends[-1]]).name if ends else ""


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


def _rate(
    case: str,
    party: RateParty,
    amount: Amount,
    clause: _Clause,
    exporter: str = "",
    producer: str = "",
) -> StatedRate:
    is_deposit = re.search(r"(?i)\bdeposit", clause.text) and not re.search(
        r"(?i)\bmargin|\bsubsidy rate", clause.text
    )
    value: Decimal | None = amount.value
    group = read_party(exporter).extra if exporter else ""
    return StatedRate(
        case=case,
        party=party,
        exporter=exporter,
        producer=producer,
        margin=None if is_deposit else value,
        deposit=value if is_deposit else None,
        unit=amount.unit,
        remark=group,
        place=clause.place,
        either=bool(exporter) and not (producer or group or "export" in clause.text),
    )


def _listed(clause: _Clause, found: re.Match[str], among: Sequence[str]) -> StatedRate | None:
    """A line of a list: a party, then its rate."""
    party = read_party(found["name"])
    amount = read_amount(found["rate"])
    if amount is None:
        return None
    if party.kind is RateParty.NAMED and not ends_a_name(found["name"]):
        return None
    own = narrowed(among, clause.text)
    exporter = party.exporter or party.name
    case = own[0] if len(own) == 1 else ""
    return _rate(case, party.kind, amount, clause, exporter, party.producer)


def _is_same(rate: StatedRate, stated: StatedRate) -> bool:
    """Whether both are for one party; of a company that a table names, in any role."""
    if (rate.case, rate.party) != (stated.case, stated.party):
        return False
    return rate.party is not RateParty.NAMED or bool(_named(rate) & _named(stated))


def _named(rate: StatedRate) -> set[str]:
    names = (rate.exporter, rate.producer, *rate.names)
    return {re.sub(r"\W", "", name).casefold() for name in names if name}


def _values(rate: StatedRate) -> set[Decimal]:
    return {value for value in (rate.margin, rate.deposit) if value is not None}
