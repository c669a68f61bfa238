"""What a question gets back: an answer that knows why and until when, or what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Scalar = str | int | Decimal | None
Value = Scalar | tuple[tuple[Scalar, ...], ...]


class ErrorCode(StrEnum):
    """Why there is no answer. The codes are part of the service's face."""

    NOT_FOUND = "NOT_FOUND"
    NOT_IN_FORCE = "NOT_IN_FORCE"
    AMBIGUOUS = "AMBIGUOUS"
    BAD_INPUT = "BAD_INPUT"
    NEEDS = "NEEDS"
    NO_MATCH_NOT_CLEARANCE = "NO_MATCH_NOT_CLEARANCE"
    NOT_KNOWN = "NOT_KNOWN"
    UNAVAILABLE = "UNAVAILABLE"


# What each code says to the person who meets it.
MEANINGS = {
    ErrorCode.NOT_FOUND: "Nothing in the schedule of that day matches; near numbers are named.",
    ErrorCode.NOT_IN_FORCE: "The number was, or will be, in the schedule, but not on that day; "
    "what stands in its place is named.",
    ErrorCode.AMBIGUOUS: "Several lines fit and they differ; the message lists them.",
    ErrorCode.BAD_INPUT: "An argument can't be read; the message names it and how to write it.",
    ErrorCode.NEEDS: "The answer depends on a fact that was not given; the message names it.",
    ErrorCode.NO_MATCH_NOT_CLEARANCE: "No case was found, which does not mean that none applies.",
    ErrorCode.NOT_KNOWN: "The data at hand does not reach that far; nothing is guessed.",
    ErrorCode.UNAVAILABLE: "The service can't answer now, for example because nothing is loaded.",
}


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a fact stands: the document, the place in it, and the words when they matter."""

    source: str
    place: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a change must touch to make the answer stale (see `changes.touches`).

    `hts`: digits; "" is the whole schedule. `origin`: ISO code; "" is any. `case`, `message`: an
    AD/CVD case, a CBP message. None: no change of that sort bears on it.
    """

    hts: str | None = None
    origin: str = ""
    case: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A value with its law.

    `valid_until` is the last day it is known to hold (None: no end is known); `notes` are what
    a broker would want to be told beside it.
    """

    value: Value
    cites: tuple[Cite, ...]
    scope: Scope
    edition: str
    valid_until: date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """No answer, and why. `choices` are the numbers to use instead or to choose from."""

    code: ErrorCode
    message: str
    missing: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"
