"""Blame for any question of the catalogue that can be asked as of a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tariffline.desk import blame as blaming
from tariffline.desk.records import Desk
from tariffline.desk.turnings import blame_cases
from tariffline.functions.batch import one
from tariffline.functions.catalogue import Function
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.code import CodeError, parse_code
from tariffline.law.dates import DateError, parse_date
from tariffline.law.remedy_case import CaseError, parse_case

ADCVD = "ADCVD"  # it asks by HTS number, but notices answer it


def blame(desk: Desk, function: Function, arguments: Sequence[object]) -> blaming.Blame | Unknown:
    """Which document made this answer what it is, and what it was before."""
    names = [parameter.name for parameter in function.parameters]
    if "date" not in names:
        return Unknown(ErrorCode.BAD_INPUT, f"{function.name} takes no date: nothing to blame")
    if not any(parameter.kind.name in ("hts", "case") for parameter in function.parameters):
        message = f"{function.name} does not rest on the schedule: no edition to blame"
        return Unknown(ErrorCode.BAD_INPUT, message)
    at = names.index("date")
    padded = [*arguments, *[None] * (len(names) - len(arguments))]
    try:
        day = parse_date(padded[at]) if padded[at] else None
    except DateError as problem:
        return Unknown(ErrorCode.BAD_INPUT, f"date: {problem}")

    def ask(on: date) -> Answer | Unknown:
        return one(desk, function, [*padded[:at], on, *padded[at + 1 :]])

    number = _number(function, padded)
    if case := _case(function, padded):
        record = desk.cases.get(case)
        return blame_cases(desk, ask, [record] if record else [], day)
    if function.name == ADCVD:
        return blame_cases(desk, ask, desk.cases.named_with(number), day)
    return blaming.blame(desk, ask, number, day)


def _case(function: Function, arguments: Sequence[object]) -> str:
    """The AD/CVD case that is asked about; "" where there is none."""
    for parameter, raw in zip(function.parameters, arguments, strict=False):
        if parameter.kind.name == "case" and raw is not None:
            try:
                return parse_case(raw).number
            except CaseError:
                return ""
    return ""


def _number(function: Function, arguments: Sequence[object]) -> str:
    """The digits of the HTS number that is asked about; "" where there is none."""
    for parameter, raw in zip(function.parameters, arguments, strict=False):
        if parameter.kind.name == "hts" and raw is not None:
            try:
                return parse_code(raw).digits
            except CodeError:
                return ""
    return ""
