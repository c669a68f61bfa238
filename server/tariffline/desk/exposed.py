"""AD/CVD beside a line's duty: possible exposure, case by case, never in a total."""

from __future__ import annotations

from tariffline.desk.records import Desk
from tariffline.desk.remedies import Exposure, exposures
from tariffline.desk.stack import Question
from tariffline.law.answer import Cite
from tariffline.law.shares import percent

NOT_LOADED = "no AD/CVD case is loaded, so exposure to deposits is not known: tariffline sync adcvd"
NO_MATCH = "no AD/CVD case at hand names the line and the country, which is no clearance"


def exposed(desk: Desk, question: Question) -> tuple[Exposure, ...]:
    """The cases that may cover the goods of a line."""
    return exposures(desk, question.line, question.origin, question.day)


def told(desk: Desk, found: tuple[Exposure, ...]) -> str:
    """What stands beside the duty, in one sentence."""
    if not len(desk.cases):
        return NOT_LOADED
    if not found:
        return NO_MATCH
    cases = ", ".join(each.case for each in found)
    return f"possible AD/CVD exposure, in no total: {cases}; read the scope"


def deposits(exposure: Exposure) -> str:
    """What the deposits of a case range over: "0% to 85.55%"."""
    if exposure.least is not None and exposure.most is not None:
        low, high = percent(exposure.least), percent(exposure.most)
        return low if low == high else f"{low} to {high}"
    return ", ".join(exposure.specific) or "no rate at hand"


def place(cite: Cite) -> str:
    """The document and the place in it."""
    return f"{cite.source}, {cite.place}" if cite.place else cite.source
