"""What a whole entry costs: the duty of each line, the fees of all, and what is not known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tariffline.desk import duty_amount
from tariffline.desk.duty import answer
from tariffline.desk.duty_amount import Charge, Owed
from tariffline.desk.exposed import exposed, told
from tariffline.desk.records import Desk
from tariffline.desk.stack import Question
from tariffline.law import entry as law
from tariffline.law.answer import Cite, ErrorCode, Unknown
from tariffline.law.chapter_98 import Entered, entered
from tariffline.law.code import Code
from tariffline.law.countries import Country
from tariffline.law.entry import Mode
from tariffline.law.entry_total import EntryTotal, LineTotal, totalled
from tariffline.law.facts import Facts
from tariffline.law.quantities import Quantities

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Item:
    """A line as it is stated: `number` is its own in the entry, `value` in dollars."""

    number: int
    hts: Code
    origin: Country
    value: Decimal
    quantities: Quantities
    facts: Facts


@dataclass(frozen=True, slots=True)
class Stated:
    """An entry as it is stated: its entry date, how the goods arrive, at least one line."""

    day: date
    mode: Mode
    items: tuple[Item, ...]
    informal: bool = False


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """What a line costs, in dollars and cents; None is not known, and never nothing.

    `charges` are in filing order. `why` says why the duty is not known; `least` and `most` bound it
    where it depends on facts alone.
    """

    number: int
    hts: str
    country: str
    value: Decimal
    charges: tuple[Charge, ...]
    duty: Decimal | None
    least: Decimal | None
    most: Decimal | None
    why: Unknown | None
    mpf: Decimal | None
    hmf: Decimal | None
    total: Decimal | None
    edition: str
    exposure: str
    cites: tuple[Cite, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What an entry costs. `known` is the sum of all that is known; `not_known` names the rest.

    Where anything is not known, `total` is None.
    """

    day: date
    mode: Mode
    informal: bool
    measures_known_to: date
    lines: tuple[SummaryLine, ...]
    value: Decimal
    duty: Decimal | None
    mpf: Decimal | None
    hmf: Decimal | None
    total: Decimal | None
    known: Decimal
    not_known: tuple[str, ...]
    cites: tuple[Cite, ...]
    notes: tuple[str, ...]


def summary(desk: Desk, stated: Stated) -> Summary | Unknown:
    """The entry added up; Unknown where it can't be made as it is stated."""
    found = {item.number: _owed(desk, stated.day, item) for item in stated.items}
    entry = law.Entry(
        stated.day,
        stated.mode,
        tuple(_law_line(item, found[item.number]) for item in stated.items),
        stated.informal,
    )
    fees = totalled(entry)
    if isinstance(fees, Unknown):
        return fees
    doubts = dict(_doubts(stated, found, fees))
    mpf = None if "MPF" in doubts or isinstance(fees.mpf, Unknown) else fees.mpf
    hmf = None if "HMF" in doubts else fees.hmf
    lines = tuple(
        _line(desk, stated.day, item, found[item.number], shares, mpf is None, hmf is None)
        for item, shares in zip(stated.items, fees.lines, strict=True)
    )
    known = fees.duty + (mpf or _NOTHING) + (hmf or _NOTHING)
    return Summary(
        day=stated.day,
        mode=stated.mode,
        informal=stated.informal,
        measures_known_to=desk.measures.known_to,
        lines=lines,
        value=fees.value,
        duty=None if any(line.duty is None for line in lines) else fees.duty,
        mpf=mpf,
        hmf=hmf,
        total=None if doubts else known,
        known=known,
        not_known=tuple(f"{name}: {why}" for name, why in doubts.items()),
        cites=fees.cites,
        notes=fees.notes,
    )


def _owed(desk: Desk, day: date, item: Item) -> Owed | Unknown:
    return duty_amount.owed(desk, _question(day, item), item.value, item.quantities)


def _question(day: date, item: Item) -> Question:
    return Question(item.hts, item.origin, day, item.facts)


def _why(found: Owed | Unknown) -> Unknown | None:
    """Why a line's duty is not one sum."""
    if isinstance(found, Unknown):
        return found
    return duty_amount.range_of(found) if len(set(found.totals)) > 1 else None


def _law_line(item: Item, found: Owed | Unknown) -> law.Line:
    """The line as the fees go by it; a duty that is not known stays out of it."""
    rows = () if isinstance(found, Unknown) or _why(found) else found.ways[0]
    duties = tuple(
        law.Charge(row.heading.split()[0].replace(".", ""), row.programme, row.duty or _NOTHING)
        for row in rows
        if row.heading
    )
    claim = entered(dict(found.stack.question.facts.said)) if isinstance(found, Owed) else Entered()
    return law.Line(
        item.number,
        item.value,
        item.origin.iso,
        duties,
        item.facts.claims,
        claim.digits,
        item.value * claim.share if claim.on_part and claim.share is not None else None,
    )


def _doubts(
    stated: Stated, found: dict[int, Owed | Unknown], fees: EntryTotal
) -> Iterator[tuple[str, str]]:
    """What of the entry is not known, and why."""
    reasons = {number: why for number, each in found.items() if (why := _why(each))}
    for number, why in reasons.items():
        yield f"line {number}", str(why)
    if isinstance(fees.mpf, Unknown):
        yield "MPF", str(fees.mpf)
    for number, why in reasons.items():
        # A claim that is refused may not exempt, nor may chapter 98 be taken to pay.
        if why.code is ErrorCode.BAD_INPUT or _is_chapter_98(stated, number):
            yield "MPF", f"whether line {number} pays it is not known"
            return
    if reasons and stated.mode.is_by_water and not stated.informal and not fees.hmf:
        yield "HMF", "so little is collected only where something else is owed"


def _is_chapter_98(stated: Stated, number: int) -> bool:
    (item,) = (each for each in stated.items if each.number == number)
    return bool(entered(dict(item.facts.said)).digits)


def _line(
    desk: Desk,
    day: date,
    item: Item,
    found: Owed | Unknown,
    shares: LineTotal,
    no_mpf: bool,
    no_hmf: bool,
) -> SummaryLine:
    why = _why(found)
    said = None
    if isinstance(found, Owed):
        said = answer(desk, found.stack, found.stack.outcomes[0], None)
    mpf = None if no_mpf or isinstance(shares.mpf, Unknown) else shares.mpf
    hmf = None if no_hmf else shares.hmf
    totals = found.totals if isinstance(found, Owed) else ()
    return SummaryLine(
        number=item.number,
        hts=str(item.hts),
        country=item.origin.iso,
        value=shares.value,
        charges=found.ways[0] if isinstance(found, Owed) and not why else (),
        duty=None if why else shares.duty,
        least=min(totals, default=None),
        most=max(totals, default=None),
        why=why,
        mpf=mpf,
        hmf=hmf,
        total=None if why or mpf is None or hmf is None else shares.duty + mpf + hmf,
        edition=said.edition if said else "",
        exposure=told(desk, exposed(desk, _question(day, item))),
        cites=said.cites if said and not why else (),
        notes=said.notes if said and not why else (),
    )
