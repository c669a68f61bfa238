"""What an entry costs: duties and fees to the cent, as its entry summary adds them up.

Rules: ACE CATAIR, Entry Summary Create/Update (CBP, July 2026), usage notes m to q, w and x. Not
here: mail, temporary importation, foreign-trade zones, consolidated summaries, express hubs, and
entries that are not automated (they pay more).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tariffline.law.answer import Cite, ErrorCode, Unknown
from tariffline.law.entry import Entry, Line
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
from tariffline.law.low_value import Stated, not_informal, told_of_de_minimis, told_of_informal
from tariffline.law.money import dollars, shared_out, whole_dollars
from tariffline.law.mpf_exemptions import (
    DUTIABLE_PART_SOURCE,
    ON_DUTIABLE_PART,
    Exemption,
    exemption,
)

NOTHING = Decimal("0.00")


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
    exempt = {
        line.number: exemption(entry.day, line.origin, line.claims, line.provision)
        for line in entry.lines
    }
    paying = [line for line in entry.lines if exempt[line.number] is None]
    if missing := _without_dutiable_part(entry, paying):
        return missing
    mpf = _mpf(entry, paying)
    hmf = _hmf(entry, mpf.due != NOTHING)
    lines = tuple(
        LineTotal(
            line.number,
            whole_dollars(line.value),
            line.duty,
            exempt[line.number],
            mpf.reported.get(line.number, NOTHING),
            mpf.due if isinstance(mpf.due, Unknown) else mpf.shares.get(line.number, NOTHING),
            hmf.get(line.number, NOTHING),
        )
        for line in entry.lines
    )
    return _summed(entry, lines, mpf, (*_exempt_notes(lines), *_hmf_notes(entry, hmf)))


def _summed(
    entry: Entry, lines: tuple[LineTotal, ...], mpf: _Mpf, notes: tuple[str, ...]
) -> EntryTotal:
    value = sum((line.value for line in lines), NOTHING)
    told = [
        *(told_of_informal(_stated(entry)) if entry.informal else ()),
        *told_of_de_minimis(entry.day, value, frozenset(line.origin for line in entry.lines)),
    ]
    return EntryTotal(
        value,
        sum((line.duty for line in lines), NOTHING),
        mpf.due,
        sum((line.hmf for line in lines), NOTHING),
        lines,
        (*mpf.cites, *((HMF_CITE,) if entry.mode.is_by_water else ()), *(cite for _, cite in told)),
        (*notes, *(note for note, _ in told)),
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
    if entry.informal and (why := not_informal(entry.day, _stated(entry))):
        return Unknown(ErrorCode.BAD_INPUT, why)
    return None


def _stated(entry: Entry) -> list[Stated]:
    return [
        (line.value, line.provision, [charge.heading for charge in line.duties])
        for line in entry.lines
    ]


def _without_dutiable_part(entry: Entry, paying: Sequence[Line]) -> Unknown | None:
    for line in () if entry.informal else paying:
        if line.provision.startswith(ON_DUTIABLE_PART) and line.dutiable_part is None:
            message = (
                f"line {line.number}: under 9802.00.60 and 9802.00.80 the MPF is on the part of "
                f"the value that pays duty ({DUTIABLE_PART_SOURCE}); give that part"
            )
            return Unknown(ErrorCode.NEEDS, message, ("dutiable part",))
    return None


@dataclass(frozen=True, slots=True)
class _Mpf:
    """What the entry pays, what its lines report, their shares of what is paid, and the law."""

    due: Decimal | Unknown
    reported: dict[int, Decimal] = field(default_factory=dict)
    shares: dict[int, Decimal] = field(default_factory=dict)
    cites: tuple[Cite, ...] = ()


def _mpf(entry: Entry, paying: Sequence[Line]) -> _Mpf:
    """Between the limits each line bears its own fee; at a limit they share it by value."""
    if not paying:
        return _Mpf(NOTHING)
    bases = {line.number: _mpf_base(line) for line in paying}
    reported = {} if entry.informal else {n: line_mpf(base) for n, base in bases.items()}
    term = term_on(entry.day)
    if isinstance(term, Unknown):
        return _Mpf(term, reported)
    due = term.informal if entry.informal else formal_mpf(reported.values(), term)
    own = due == sum(reported.values())
    shares = reported if own else shared_out(due, list(bases.items()))
    return _Mpf(due, reported, shares, (MPF_CITE, term.notice))


def _mpf_base(line: Line) -> Decimal:
    """The value that the MPF of a line is laid on."""
    return whole_dollars(line.value if line.dutiable_part is None else line.dutiable_part)


def _hmf(entry: Entry, is_mpf_due: bool) -> dict[int, Decimal]:
    """The HMF of each line; none where it is not collected."""
    if entry.informal or not entry.mode.is_by_water:
        return {}
    fees = {line.number: line_hmf(line.value) for line in entry.lines}
    is_other_revenue = is_mpf_due or any(line.duty for line in entry.lines)
    return fees if is_other_revenue or sum(fees.values()) > HMF_NOT_COLLECTED else {}


def _hmf_notes(entry: Entry, hmf: dict[int, Decimal]) -> tuple[str, ...]:
    if hmf or not entry.mode.is_by_water:
        return ()
    if entry.informal:
        return ("no HMF on an informal entry",)
    return (f"no HMF: at most {dollars(HMF_NOT_COLLECTED)}, and nothing else is owed",)


def _exempt_notes(lines: Sequence[LineTotal]) -> tuple[str, ...]:
    return tuple(f"line {line.number} pays no MPF: {line.exempt}" for line in lines if line.exempt)
