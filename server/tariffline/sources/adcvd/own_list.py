"""What a broker keeps by hand: a CSV of cases and rates, a row each.

The columns of the template stand in docs/adcvd-sources.md; some other usual names are understood.
A row says where its facts are from and how far they are trusted: both go with every fact. Rates
are per cent as printed (26.60), or dollars where `unit` names a unit.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO

from tariffline.law.code import CodeError, parse_code
from tariffline.law.countries import COUNTRIES, CountryError, parse_country
from tariffline.law.dates import DateError, parse_date
from tariffline.law.notice import LineMention, Notice, NoticeKind, RateParty, StatedRate
from tariffline.law.notice_amounts import Amount, AmountError, read_amount
from tariffline.law.notice_cases import cases, country_of
from tariffline.law.notice_parties import Party, read_party
from tariffline.sources import SourceError

TEMPLATE = (
    "case", "country", "product", "status", "exporter", "producer", "margin_percent",
    "deposit_percent", "unit", "effective", "published", "hts", "companion", "document", "source",
    "trust",
)  # fmt: skip
_NAMES = {
    "case": ("case", "case_number", "case no", "case number"),
    "country": ("country", "origin", "origin_iso2", "country of origin"),
    "product": ("product", "merchandise", "title", "case_title"),
    "status": ("status",),
    "exporter": ("exporter",),
    "producer": ("producer", "manufacturer"),
    "company": ("company", "exporter_or_producer", "party"),
    "margin": ("margin_percent", "rate_percent", "rate_shown", "margin", "rate"),
    "deposit": ("deposit_percent", "cash_deposit_percent", "deposit"),
    "unit": ("unit",),
    "rate_kind": ("rate_kind",),
    "all_others": ("is_all_others",),
    "effective": ("effective", "effective_from", "order_or_effective_date", "scope_source_date"),
    "published": ("published",),
    "hts": ("hts", "hts_listed", "hts_numbers_in_scope_text"),
    "companion": ("companion",),
    "document": ("document", "fr_document", "fr_doc_or_cite", "scope_source_fr_doc"),
    "source": ("source",),
    "trust": ("trust", "note", "remark"),
}
_SOURCE = "own list"
_SUPERSEDED = re.compile(r"(?i)\bsuperseded\b")
_PRELIMINARY = re.compile(r"(?i)\bpreliminary\b")
_STATUSES = (
    (re.compile(r"(?i)revok|terminat"), NoticeKind.REVOCATION),
    (re.compile(r"(?i)suspen"), NoticeKind.SUSPENSION),
    (re.compile(r"(?i)preliminary"), NoticeKind.PRELIMINARY),
    (re.compile(r"(?i)initiat|investigation"), NoticeKind.INITIATION),
    (re.compile(r"(?i)final determination"), NoticeKind.FINAL),
    (re.compile(r"(?i)order|active|in force"), NoticeKind.ORDER),
)
_SUFFIX = re.compile(r"[AC][-–]?\d{3}[-–]?\d{3}[-–]?(\d{3})\b")
_WIDE = re.compile(r"(?i)country|wide")


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return next((said for name in _NAMES[field] if (said := self.cells.get(name, ""))), "")


def is_own_list(text: str) -> bool:
    """Whether the first line names columns, a case among them."""
    names = {name.strip().lower() for name in re.split(r"[,;\t]", text.partition("\n")[0])}
    return len(names) > 1 and not names.isdisjoint(_NAMES["case"])


def read_own_list(text: str, name: str) -> list[Notice]:
    """A notice a row. What a row has and can't be read is left in its `unread`.

    Raises SourceError when the file is no table.
    """
    try:
        rows = list(_rows(text))
    except csv.Error as problem:
        raise SourceError(
            f"{name} can't be read as a CSV ({problem}); save it as “CSV UTF-8” from Excel"
        ) from problem
    return [_notice(row, name) for row in rows]


def _rows(text: str) -> Iterator[_Row]:
    first = text.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    for number, cells in enumerate(csv.DictReader(StringIO(text), delimiter=comma), 2):
        said = {
            (key or "").strip().lower(): " ".join(value.split())
            for key, value in cells.items()
            if isinstance(value, str) and value.strip()
        }
        if said:
            yield _Row(number, said)


def _notice(row: _Row, name: str) -> Notice:
    unread: list[str] = []
    own = cases(row["case"])
    if not own:
        unread.append(f"row {row.number}, case: {row['case'] or 'none'} (write A-570-910)")
    iso = _country(row, own, unread)
    day = _day(row, "effective", unread)
    rate = _rate(row, _of_company(row["case"], own), unread)
    where = f"{name}, row {row.number}"
    return Notice(
        document=_key(row, own),
        citation=_cited(row) or where,
        source=_SOURCE,
        url="",
        title=_title(row, iso),
        kinds=_kinds(row),
        cases=own,
        product=row["product"],
        country=iso,
        published=_day(row, "published", unread),
        applicable=day,
        period=None,
        scope=(),
        lines=tuple(_lines(row, own[0] if own else "", unread)),
        rates=(rate,) if rate else (),
        companions=tuple(case for case in cases(row["companion"]) if case not in own),
        corrects=(),
        relates=(),
        part=False,
        unread=tuple(unread),
    )


def _of_company(written: str, own: tuple[str, ...]) -> str:
    """The case of the row's rate, with a company's suffix where it is written (A-570-848-003)."""
    if not own:
        return ""
    suffix = _SUFFIX.search(written)
    return f"{own[0]}-{suffix[1]}" if suffix else own[0]


def _cited(row: _Row) -> str:
    """Where the row's facts are from, and how far they are trusted."""
    said = "; ".join(filter(None, (row["document"], row["source"])))
    return f"{said} ({row['trust']})" if said and row["trust"] else said or row["trust"]


def _key(row: _Row, own: tuple[str, ...]) -> str:
    """What tells the row from others wherever it stands in the list."""
    who = (row["exporter"] or row["company"], row["producer"], row["rate_kind"])
    return " / ".join(
        filter(
            None, (_SOURCE, *(own[:1] or (row["case"],)), row["document"], *who, row["effective"])
        )
    )


def _title(row: _Row, iso: str) -> str:
    if row["product"] and iso:
        return f"{row['product']} From {COUNTRIES[iso].name}"
    return row["product"] or row["case"]


def _kinds(row: _Row) -> tuple[NoticeKind, ...]:
    beside = f"{row['document']} {row['trust']}"
    if _SUPERSEDED.search(beside):
        return (NoticeKind.OTHER,)  # told, but no deposit any more
    if not row["status"] and _PRELIMINARY.search(beside):
        return (NoticeKind.PRELIMINARY,)
    told = next((kind for words, kind in _STATUSES if words.search(row["status"])), None)
    return (NoticeKind.RECORD, told) if told else (NoticeKind.RECORD,)


def _country(row: _Row, own: tuple[str, ...], unread: list[str]) -> str:
    try:
        return parse_country(row["country"]).iso if row["country"] else _by_number(own)
    except CountryError:
        unread.append(f"row {row.number}, country: {row['country']}")
        return _by_number(own)


def _by_number(own: tuple[str, ...]) -> str:
    return country_of(own[0]) if own else ""


def _day(row: _Row, field: str, unread: list[str]) -> date | None:
    if not row[field]:
        return None
    try:
        return parse_date(row[field])
    except DateError:
        unread.append(f"row {row.number}, {field}: {row[field]} (write 2026-05-01)")
        return None


def _lines(row: _Row, case: str, unread: list[str]) -> Iterator[LineMention]:
    for written in re.split(r"[;,\s]+", row["hts"]):
        if written:
            try:
                digits = parse_code(written).digits
            except CodeError:
                unread.append(f"row {row.number}, hts: {written}")
                continue
            yield LineMention(digits, f"listed in {_SOURCE}, row {row.number}", case)


def _rate(row: _Row, case: str, unread: list[str]) -> StatedRate | None:
    margin, deposit = _amount(row, "margin", unread), _amount(row, "deposit", unread)
    party = _party(row)
    if margin is None and deposit is None:
        if party and party.name:
            unread.append(f"row {row.number}: {party.name} (no rate beside it)")
        return None
    if party is None:
        unread.append(f"row {row.number}: a rate of nobody (name the exporter or producer)")
        return None
    said = [row["trust"], party.extra, *(a.remark for a in (margin, deposit) if a)]
    return StatedRate(
        case=case,
        party=party.kind,
        exporter=party.exporter,
        producer=party.producer,
        margin=margin.value if margin else None,
        deposit=deposit.value if deposit else None,
        unit=next((a.unit for a in (margin, deposit) if a and a.unit), ""),
        remark="; ".join(filter(None, said)),
        place=f"row {row.number}",
        either=bool(row["company"]) and party.kind is RateParty.NAMED,
    )


def _party(row: _Row) -> Party | None:
    """Whom the row's rate is for; None where it names nobody."""
    name = row["exporter"] or row["company"] or row["producer"]
    if _WIDE.search(row["rate_kind"]) and not name:
        return Party(RateParty.COUNTRY_WIDE, "", "", "", "")
    if re.fullmatch(r"(?i)all[- ]others", row["rate_kind"]) and not name:
        return Party(RateParty.ALL_OTHERS, "", "", "", "")
    if not name:
        return None
    read = read_party(name)
    if read.kind is RateParty.NAMED and row["all_others"].lower() in ("true", "yes", "1"):
        return Party(RateParty.ALL_OTHERS, "", "", "", read.name)
    if read.kind is not RateParty.NAMED:
        return read
    exporter = read_party(row["exporter"] or row["company"]).name
    return Party(read.kind, read.name, exporter, read_party(row["producer"]).name, read.extra)


def _amount(row: _Row, field: str, unread: list[str]) -> Amount | None:
    if not row[field]:
        return None
    try:
        amount = read_amount(row[field], row["unit"])
    except AmountError:
        unread.append(f"row {row.number}, {field}: {row[field]} (write 26.60)")
        return None
    if amount and amount.value is not None and amount.value < Decimal(0):
        unread.append(f"row {row.number}, {field}: {row[field]}")
        return None
    return amount
