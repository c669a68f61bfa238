"""Which AD/CVD cases may cover goods: by HTS number and country, never more than possibly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tariffline.desk.cases import RateRange, Touched
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Cite, ErrorCode, Scope, Unknown
from tariffline.law.code import Code
from tariffline.law.countries import COUNTRIES, Country
from tariffline.law.remedy_kinds import OVER
from tariffline.law.remedy_record import CaseRecord, cite
from tariffline.law.remedy_status import state_on

READ_THE_SCOPE = "possible exposure: read the scope"
_MOST_EXCERPT = 200
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Exposure:
    """A duty that may come on top: a component that stays provisional until the scope is read.

    `least` and `most` are shares of the value (None: no ad valorem rate is at hand), `specific` the
    deposits per unit, in words.
    """

    case: str
    product: str
    status: str
    least: Decimal | None
    most: Decimal | None
    specific: tuple[str, ...]
    cite: Cite
    words: str = READ_THE_SCOPE


def adcvd(desk: Desk, code: Code, country: Country, day: date | None) -> Answer | Unknown:
    """Rows of case, product, state, range of deposits, what to check; or no match, which is no
    clearance."""
    on = day or desk.today
    if refused := not_answered(desk, on):
        return refused
    found = desk.cases.covering(code.digits, country.iso, on)
    if not found:
        return _no_match(desk, code, country, on)
    rows = tuple(_row(desk, touched, country, on) for touched in found)
    cites = [cite(touched.line.notice, text=touched.line.words) for touched in found]
    cites += [
        cite(touched.state.event.notice)
        for touched in found
        if touched.state.event.notice is not touched.line.notice
    ]
    notes = [f"{READ_THE_SCOPE}; the HTS list of an order is for convenience, its words decide"]
    return Answer(
        rows,
        tuple(dict.fromkeys(cites)),
        Scope(hts=code.digits, origin=country.iso),
        edition(desk),
        min(filter(None, (touched.until for touched in found)), default=None),
        (*notes, *_unlisted(desk, country, on)),
    )


def not_answered(desk: Desk, day: date) -> Unknown | None:
    """Why no question about AD/CVD can be answered: nothing is loaded, or the day is to come."""
    if not len(desk.cases):
        message = (
            "no AD/CVD notice is loaded, so nothing can be said of any order: "
            "tariffline sync adcvd, or tariffline import adcvd FILE"
        )
        return Unknown(ErrorCode.UNAVAILABLE, message)
    if day > desk.today:
        message = f"{day} has not come yet; the notices at hand reach to {desk.cases.known_to}"
        return Unknown(ErrorCode.NOT_KNOWN, message)
    return None


def edition(desk: Desk) -> str:
    """The state of the notices at hand."""
    return f"AD/CVD to {_known_to(desk)}"


def _known_to(desk: Desk) -> str:
    return str(desk.cases.known_to or "an unknown date")


def _row(desk: Desk, touched: Touched, country: Country, on: date) -> tuple[str, ...]:
    record, state = touched.record, touched.state
    return (
        record.number,
        record.product,
        str(state),
        str(desk.cases.rates(record, on)),
        "; ".join(_to_check(touched, country)),
    )


def _to_check(touched: Touched, country: Country) -> list[str]:
    record, line = touched.record, touched.line
    said = [f"{READ_THE_SCOPE} of {record.number}"]
    if line.words:
        said.append(f"it says “{_excerpt(line.words)}”")
    if touched.third_country:
        said.append(f"of processing elsewhere: “{_excerpt(touched.third_country)}”")
    for reach in touched.reaches:
        what = "preliminary finding" if reach.preliminary else "finding"
        name = reach.notice.citation or reach.notice.document
        said.append(f"{what} on goods of {country.name}, against {_against(record)} ({name})")
    if record.companions:
        said.append(f"companion {', '.join(record.companions)}")
    return said


def _excerpt(words: str) -> str:
    return words if len(words) <= _MOST_EXCERPT else f"{words[: _MOST_EXCERPT - 1]}…"


def _against(record: CaseRecord) -> str:
    known = COUNTRIES.get(record.origin)
    return f"a case on goods of {known.name}" if known else "another case"


def _no_match(desk: Desk, code: Code, country: Country, on: date) -> Unknown:
    alike = desk.cases.named_with(code.digits)
    said = [
        f"no order found by HTS + country in the data as of {_known_to(desk)}: {code} from "
        f"{country.name}, entered {on}. This is not clearance: the words of a scope decide, not "
        "its HTS list, and data may be missing"
    ]
    own = [record for record in alike if record.origin == country.iso]
    over = [each for each in own if (state := state_on(each, on)) and state.status in OVER]
    later = [each for each in own if state_on(each, on) is None]
    others = [each for each in alike if each.origin != country.iso]
    for words, cases in (
        ("over by that day", over),
        ("begun after it, by the notices at hand", later),
        ("on the same number from other countries", others),
    ):
        if cases:
            said.append(f"{words}: {_named(cases)}")
    said += _unlisted(desk, country, on)
    choices = tuple(record.number for record in (*own, *others))[:_MOST_NAMED]
    return Unknown(ErrorCode.NO_MATCH_NOT_CLEARANCE, "; ".join(said), choices=choices)


def _unlisted(desk: Desk, country: Country, on: date) -> list[str]:
    """The cases that no HTS number can find, for their lists are not at hand."""
    cases = desk.cases.unlisted(country.iso, on)
    if not cases:
        return []
    return [f"cases on goods of {country.name} whose HTS list is not at hand: {_named(cases)}"]


def _named(cases: Sequence[CaseRecord]) -> str:
    names = (
        f"{each.number} ({each.product})" if each.product else each.number
        for each in cases[:_MOST_NAMED]
    )
    shown = ", ".join(names)
    return f"{shown} and {len(cases) - _MOST_NAMED} more" if len(cases) > _MOST_NAMED else shown


def exposures(desk: Desk, hts: Code, country: Country, day: date) -> tuple[Exposure, ...]:
    """The cases that may cover goods, with what their deposits range over: what a total of duties
    shows as provisional, each case on its own."""
    return tuple(
        _exposure(touched, desk.cases.rates(touched.record, day))
        for touched in desk.cases.covering(hts.digits, country.iso, day)
    )


def _exposure(touched: Touched, rates: RateRange) -> Exposure:
    return Exposure(
        touched.record.number,
        touched.record.product,
        touched.state.status.value,
        rates.least,
        rates.most,
        rates.specific,
        cite(touched.line.notice, text=touched.line.words),
    )
