"""An entry: its lines' duties and fees, to the cent, as its entry summary adds them up.

Rules: ACE CATAIR, Entry Summary Create/Update (CBP, July 2026), usage notes m to q, w and x. Not
here: mail, temporary importation, foreign-trade zones, consolidated summaries, express hubs, and
the surcharge for entries that are not automated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tariffline.law.answer import Cite, ErrorCode, Unknown
from tariffline.law.fees import (
    HMF_CITE,
    HMF_NOT_COLLECTED,
    HMF_SINCE,
    MPF_CITE,
    formal_mpf,
    line_hmf,
    line_mpf,
    term_on,
)
from tariffline.law.low_value import low_value_notes, not_informal
from tariffline.law.money import dollars, shared_out, whole_dollars
from tariffline.law.mpf_exemptions import (
    DUTIABLE_PART_SOURCE,
    ON_DUTIABLE_PART,
    Exemption,
    exemption,
)

NOTHING = Decimal("0.00")


class Mode(StrEnum):
    """How the goods arrive; the HMF is for the first two."""

    VESSEL = "vessel"
    BORDER_WATER = "border water"
    AIR = "air"
    RAIL = "rail"
    ROAD = "road"


_BY_WATER = (Mode.VESSEL, Mode.BORDER_WATER)


@dataclass(frozen=True, slots=True)
class Charge:
    """One component of a line's duty: its HTS number (digits), its programme, dollars and cents."""

    heading: str
    programme: str
    duty: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an entry.

    `number` is its own in the entry; `value` the entered value in dollars; `origin` an ISO code;
    `claims` symbols of programmes; `provision` the digits of the chapter 98 number claimed;
    `dutiable_part` the dollars of value that pay duty under 9802.00.60 or 9802.00.80.
    """

    number: int
    value: Decimal
    origin: str
    duties: tuple[Charge, ...] = ()
    claims: tuple[str, ...] = ()
    provision: str = ""
    dutiable_part: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An automated entry: its entry date, how the goods arrive, its lines."""

    day: date
    mode: Mode
    lines: tuple[Line, ...]
    informal: bool = False


@dataclass(frozen=True, slots=True)
class LineTotal:
    """What a line costs, in dollars and cents.

    `mpf_reported` is the line's own fee, as its 62-record bears it; `mpf` its share of what the
    entry pays. Unknown where the entry's fee is.
    """

    number: int
    value: Decimal
    duty: Decimal
    exempt: Exemption | None
    mpf_reported: Decimal
    mpf: Decimal | Unknown
    hmf: Decimal

    @property
    def total(self) -> Decimal | Unknown:
        return self.mpf if isinstance(self.mpf, Unknown) else self.duty + self.mpf + self.hmf


@dataclass(frozen=True, slots=True)
class EntryTotal:
    """What an entry costs: the sums of its lines, the law, and what a broker should be told."""

    value: Decimal
    duty: Decimal
    mpf: Decimal | Unknown
    hmf: Decimal
    lines: tuple[LineTotal, ...]
    cites: tuple[Cite, ...]
    notes: tuple[str, ...]

    @property
    def total(self) -> Decimal | Unknown:
        return self.mpf if isinstance(self.mpf, Unknown) else self.duty + self.mpf + self.hmf


def totalled(entry: Entry) -> EntryTotal | Unknown:
    """The totals of an entry and of each line; the lines sum exactly to the entry.

    BAD_INPUT for an entry that can't be made as it is stated; NEEDS for the dutiable part of a
    9802.00.60 or .80 line. A year without known fees leaves `mpf` and `total` Unknown, no more.
    """
    if wrong := _wrong(entry):
        return wrong
    value = sum((whole_dollars(line.value) for line in entry.lines), Decimal(0))
    exempt = {line.number: _exemption(entry, line) for line in entry.lines}
    paying = [line for line in entry.lines if exempt[line.number] is None]
    if missing := _without_dutiable_part(entry, paying):
        return missing
    reported = {} if entry.informal else {line.number: line_mpf(_base(line)) for line in paying}
    mpf, shares, cites = _mpf(entry, paying, reported)
    duties = {line.number: _duty(line) for line in entry.lines}
    hmf, hmf_notes = _hmf(entry, mpf != NOTHING or any(duties.values()))
    lines = tuple(
        LineTotal(
            line.number,
            whole_dollars(line.value),
            duties[line.number],
            exempt[line.number],
            reported.get(line.number, NOTHING),
            mpf if isinstance(mpf, Unknown) else shares.get(line.number, NOTHING),
            hmf[line.number],
        )
        for line in entry.lines
    )
    notes = (*_exempt_notes(lines), *hmf_notes, *low_value_notes(entry.day, value))
    return EntryTotal(
        value,
        sum(duties.values(), NOTHING),
        mpf,
        sum(hmf.values(), NOTHING),
        lines,
        (*cites, *((HMF_CITE,) if entry.mode in _BY_WATER else ())),
        notes,
    )


def _wrong(entry: Entry) -> Unknown | None:
    """Why the entry can't be totalled as it is stated."""
    if not entry.lines:
        return Unknown(ErrorCode.BAD_INPUT, "the entry has no lines; give at least one")
    number, times = Counter(line.number for line in entry.lines).most_common(1)[0]
    if times > 1:
        return Unknown(ErrorCode.BAD_INPUT, f"line {number} stands {times} times; number each once")
    if entry.day < HMF_SINCE:
        return Unknown(ErrorCode.NOT_KNOWN, f"fees before {HMF_SINCE} are not known here")
    if entry.informal:
        stated = [(line.value, line.provision, _headings(line)) for line in entry.lines]
        if why := not_informal(entry.day, stated):
            return Unknown(ErrorCode.BAD_INPUT, why)
    return None


def _headings(line: Line) -> tuple[str, ...]:
    return tuple(charge.heading for charge in line.duties)


def _without_dutiable_part(entry: Entry, paying: Sequence[Line]) -> Unknown | None:
    for line in () if entry.informal else paying:
        if line.provision.startswith(ON_DUTIABLE_PART) and line.dutiable_part is None:
            message = (
                f"line {line.number}: under 9802.00.60 and 9802.00.80 the MPF is on the part of "
                f"the value that pays duty ({DUTIABLE_PART_SOURCE}); give that part"
            )
            return Unknown(ErrorCode.NEEDS, message, ("dutiable part",))
    return None


def _exemption(entry: Entry, line: Line) -> Exemption | None:
    return exemption(entry.day, line.origin, line.claims, line.provision)


def _base(line: Line) -> Decimal:
    """The value that the MPF of a line is laid on."""
    return line.value if line.dutiable_part is None else line.dutiable_part


def _duty(line: Line) -> Decimal:
    return sum((charge.duty for charge in line.duties), NOTHING)


def _mpf(
    entry: Entry, paying: Sequence[Line], reported: dict[int, Decimal]
) -> tuple[Decimal | Unknown, dict[int, Decimal], tuple[Cite, ...]]:
    """What the entry pays, each paying line's share of it, and the law."""
    if not paying:
        return NOTHING, {}, ()
    term = term_on(entry.day)
    if isinstance(term, Unknown):
        return term, {}, ()
    due = term.informal if entry.informal else formal_mpf(reported.values(), term)
    cites = (MPF_CITE, term.notice)
    if due == sum(reported.values()):
        return due, reported, cites
    weights = [(line.number, whole_dollars(_base(line))) for line in paying]
    return due, shared_out(due, weights), cites


def _hmf(entry: Entry, is_other_revenue: bool) -> tuple[dict[int, Decimal], tuple[str, ...]]:
    """The HMF of each line, and what to say of it."""
    none = {line.number: NOTHING for line in entry.lines}
    if entry.mode not in _BY_WATER:
        return none, ()
    if entry.informal:
        return none, ("no HMF on an informal entry",)
    fees = {line.number: line_hmf(line.value) for line in entry.lines}
    whole = sum(fees.values(), NOTHING)
    if whole <= HMF_NOT_COLLECTED and not is_other_revenue:
        return none, (f"no HMF: it would be {dollars(whole)}, and nothing else is owed",)
    return fees, ()


def _exempt_notes(lines: Sequence[LineTotal]) -> tuple[str, ...]:
    return tuple(f"line {line.number} pays no MPF: {line.exempt}" for line in lines if line.exempt)
