"""What a trade-remedy publication says: the facts that its readers find and the record is made of.

A reader of a publication (Federal Register notice, ITA record, CBP message, a broker's own list)
gives a `Notice`; the record of cases is built from notices alone, whatever form they came in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice does; one may do several things ("final results and partial rescission")."""

    INITIATION = "initiation"
    PRELIMINARY = "preliminary determination"
    FINAL = "final determination"
    ORDER = "order"
    REVIEW_INITIATION = "initiation of review"
    REVIEW_PRELIMINARY = "preliminary results of review"
    REVIEW_FINAL = "final results of review"
    RESCISSION = "rescission"
    SUNSET = "sunset review"
    CONTINUATION = "continuation"
    REVOCATION = "revocation"
    SCOPE_RULING = "scope ruling"
    CIRCUMVENTION = "circumvention"
    CHANGED_CIRCUMSTANCES = "changed circumstances"
    NEW_SHIPPER = "new shipper review"
    SUSPENSION = "suspension agreement"
    COURT = "court decision"
    CORRECTION = "correction"
    POSTPONEMENT = "postponement"
    OPPORTUNITY = "opportunity to request review"
    ITC_PRELIMINARY = "ITC preliminary determination"
    ITC_FINAL = "ITC final determination"
    ITC_OTHER = "ITC, other step"
    RECORD = "record"
    OTHER = "other"


class RateParty(StrEnum):
    """Whom a rate is for."""

    NAMED = "named"
    ALL_OTHERS = "all others"
    COUNTRY_WIDE = "country-wide"


@dataclass(frozen=True, slots=True)
class StatedRate:
    """A rate that a publication states for a party of a case.

    `exporter` and `producer` are as printed ("" where the publication names none; both set: the
    combination). `margin` is the dumping margin or subsidy rate and `deposit` the cash-deposit
    rate where it is stated apart (net of the export-subsidy offset); both are shares (0.1234), or
    amounts per `unit` in dollars where `unit` is set ("kg"). None: not stated, never zero.
    `remark` holds what the publication says beside it ("de minimis", "adverse facts available").
    `place` tells where it stands ("table 1, row 3" or "paragraph 12").
    `either`: the publication calls the one named "producer/exporter" or just "company", so the rate
    is its own in both roles; it stands in `exporter`. `names` are the companies of a cell that
    names several, one each; () where it names one.
    """

    case: str
    party: RateParty
    exporter: str
    producer: str
    margin: Decimal | None
    deposit: Decimal | None
    unit: str
    remark: str
    place: str
    either: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineMention:
    """An HTS number named by a publication: its digits, and the words around it."""

    hts: str
    words: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One publication, read.

    `document` is its number ("2025-05887") and `citation` how it is cited ("90 FR 14786").
    `published`, `applicable` (from when it applies; None: not stated) and `period` (of review) are
    dates of three sorts, never mixed. `country` is an ISO code, "" where several or none is named.
    `scope` is the text under its scope heading, a paragraph each. `companions` are the cases named
    beside its own; `corrects` and `relates` the documents or citations that it names. `part`: it
    concerns only part of the goods or parties. `unread` is what a reader could not place: kept and
    counted, never dropped.
    """

    document: str
    citation: str
    source: str
    url: str
    title: str
    kinds: tuple[NoticeKind, ...]
    cases: tuple[str, ...]
    product: str
    country: str
    published: date | None
    applicable: date | None
    period: tuple[date, date] | None
    scope: tuple[str, ...]
    lines: tuple[LineMention, ...]
    rates: tuple[StatedRate, ...]
    companions: tuple[str, ...]
    corrects: tuple[str, ...]
    relates: tuple[str, ...]
    part: bool
    unread: tuple[str, ...]
