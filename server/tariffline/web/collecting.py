"""What would be collected on the line of a page, as its address asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from flask import request

from tariffline.desk.collected import Collected, collected
from tariffline.desk.records import Desk
from tariffline.desk.stack import Question
from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.code import Code
from tariffline.law.countries import parse_country
from tariffline.law.facts import NO_FACTS, parse_facts
from tariffline.law.money import parse_money
from tariffline.law.quantities import NO_QUANTITIES, parse_quantities

_Read = TypeVar("_Read")


def asked_collected(desk: Desk, code: Code, day: date | None) -> Collected | Unknown | None:
    """By ?country=, ?facts=, ?value= and ?quantity=; None without a country."""
    try:
        origin = _asked("country", parse_country, None)
        facts = _asked("facts", parse_facts, NO_FACTS)
        value = _asked("value", parse_money, None)
        quantities = _asked("quantity", parse_quantities, NO_QUANTITIES)
    except ValueError as problem:
        return Unknown(ErrorCode.BAD_INPUT, str(problem))
    if origin is None:
        return None
    return collected(desk, Question(code, origin, day or desk.today, facts), value, quantities)


def _asked(name: str, parse: Callable[[object], _Read], unsaid: _Read) -> _Read:
    written = request.args.get(name, "").strip()
    try:
        return parse(written) if written else unsaid
    except ValueError as problem:
        raise ValueError(f"{name}: {problem}") from None
