"""What is entered under a provision of chapter 98: the base duty there, and the part that pays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tariffline.desk.find import Found, find
from tariffline.desk.records import Desk
from tariffline.desk.shipment import Shipment
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.chapter_98 import SUBCHAPTERS, Entered, entered
from tariffline.law.code import Code
from tariffline.law.facts import Facts
from tariffline.law.money import EXACT, dollars
from tariffline.law.programmes import COLUMN_2
from tariffline.law.rates import RateError
from tariffline.law.schedule import Row
from tariffline.law.special import read_special

_FREE = "Free"


def under_chapter_98(desk: Desk, shipment: Shipment, article: Answer | Unknown) -> Answer | Unknown:
    """The base duty of an article as the provision claimed has it; of a part that pays, its rate.

    `article` is what it would be without the claim.
    """
    claim = entered(dict(shipment.facts.said))
    if isinstance(article, Unknown) or not claim.digits:
        return article
    if not claim.is_named:
        return article if article.value == 0 else _unnamed()
    found = find(desk, Code(claim.digits), shipment.day)
    if isinstance(found, Unknown):
        return found
    return _rate(found, shipment, claim, article)


def _unnamed() -> Unknown:
    return Unknown(
        ErrorCode.NEEDS,
        "what is paid under chapter 98 is for its provision to say; state it, chapter98=9801.00.10",
        ("chapter98",),
    )


def _rate(found: Found, shipment: Shipment, claim: Entered, article: Answer) -> Answer | Unknown:
    row = found.edition.rate_row(found.position) or found.row
    printed = _column(row, shipment)
    if _is_free(row, shipment) or (not claim.on_part and printed.startswith(_FREE)):
        free = found.answer(Decimal(0), found.cite(row, "chapter 98", _FREE))
        return replace(free, scope=article.scope)
    if claim.on_part:
        return replace(article, cites=(*article.cites, found.cite(row, "chapter 98", printed)))
    what = printed or "no rate of its own"
    return Unknown(
        ErrorCode.NOT_KNOWN, f"{claim} prints {what}; what is paid under it is not worked out here"
    )


def _column(row: Row, shipment: Shipment) -> str:
    is_column_2 = shipment.origin is not None and shipment.origin.iso in COLUMN_2
    return (row.other if is_column_2 and row.other else row.general).strip()


def _is_free(row: Row, shipment: Shipment) -> bool:
    """Whether a programme that is claimed makes the provision free of duty.

    A provision that names none is of the one that its subchapter is for.
    """
    claims = set(shipment.facts.claims)
    try:
        parts = read_special(row.special) if claims else ()
    except RateError:
        return False
    own = (SUBCHAPTERS.get(row.code[:4], ""),)
    return any(
        part.rate.number == 0 and claims.intersection(part.programmes or own) for part in parts
    )


def lacking(facts: Facts) -> Unknown | None:
    """What must be stated first of a provision under which a part of the value pays."""
    claim = entered(dict(facts.said))
    if claim.share is not None:
        return None
    return Unknown(
        ErrorCode.NEEDS,
        f"under {claim} duty is paid on {claim.on_part}; state it as a share of the value "
        f"(dutiable=0.6) or, where the value is given, in dollars (dutiable=$6,000)",
        ("dutiable",),
    )


def shared(facts: Facts, value: Decimal | None) -> Facts | Unknown:
    """The facts with the part that pays as a share of the value, where it was given in dollars."""
    part = dict(facts.said).get("dutiable")
    if not isinstance(part, str) or not value:
        return facts
    paid = Decimal(part.removeprefix("$"))
    if paid > value:
        message = f"the part that pays duty, {dollars(paid)}, is more than the value"
        return Unknown(ErrorCode.BAD_INPUT, message)
    share = EXACT.divide(paid, value)
    said = {**dict(facts.said), "dutiable": share}
    stated = {**dict(facts.stated), "dutiable": str(share)}
    return Facts(tuple(stated.items()), facts.claims, tuple(said.items()))
