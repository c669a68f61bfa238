"""What an address asks for, read once; and how a question without an answer is refused."""

from __future__ import annotations

from datetime import date

from flask import request
from werkzeug.exceptions import HTTPException

from tariffline.functions import CATALOGUE
from tariffline.functions.kinds import read_count
from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.code import Code, parse_code
from tariffline.law.dates import parse_date
from tariffline.law.quoted import quoted

_STATUS = {
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.NOT_IN_FORCE: 404,
    ErrorCode.AMBIGUOUS: 409,
    ErrorCode.BAD_INPUT: 400,
    ErrorCode.NEEDS: 422,
    ErrorCode.NO_MATCH_NOT_CLEARANCE: 404,
    ErrorCode.NOT_KNOWN: 404,
    ErrorCode.UNAVAILABLE: 503,
}


class Refused(HTTPException):
    """A request that gets no answer: an HTTP status and what is not known.

    `again` says in how many seconds to ask again, if that helps.
    """

    def __init__(self, status: int, unknown: Unknown, again: int | None = None) -> None:
        super().__init__(unknown.message)
        self.code = status
        self.unknown = unknown
        self.again = again


def bad_request(message: str, status: int = 400) -> Refused:
    """A request that can't be read."""
    return Refused(status, Unknown(ErrorCode.BAD_INPUT, message))


def no_function(name: str) -> Unknown:
    """A question of a name that the catalogue does not have."""
    message = f"{quoted(name)} is not a function; there are: {', '.join(CATALOGUE)}"
    return Unknown(ErrorCode.BAD_INPUT, message)


def refusal(unknown: Unknown) -> Refused:
    """A resource that can't be shown."""
    return Refused(_STATUS[unknown.code], unknown)


def surplus(*names: str) -> str:
    """What is wrong with the names in the address; "" when each is one of `names`.

    A misspelt `?dat=2019-01-01` that is passed over would give today's law for another day's.
    """
    strange = [name for name in request.args if name not in names]
    if not strange:
        return ""
    return f"{quoted(strange[0])} is not a parameter here; there are: {', '.join(names)}"


def only(*names: str) -> None:
    """Refuse an address with other parameters. Raises Refused."""
    if wrong := surplus(*names):
        raise bad_request(wrong)


def asked_code(number: str) -> Code:
    """The number in the address. Raises Refused."""
    try:
        return parse_code(number)
    except ValueError as problem:
        raise bad_request(f"hts: {problem}") from None


def asked_date(name: str) -> date | None:
    """A date of the address; None when it is left out or empty. Raises Refused."""
    raw = request.args.get(name, "").strip()
    try:
        return parse_date(raw) if raw else None
    except ValueError as problem:
        raise bad_request(f"{name}: {problem}") from None


def asked_count(name: str, default: int) -> int:
    """A whole number of the address. Raises Refused."""
    try:
        return read_count(request.args.get(name, default))
    except ValueError as problem:
        raise bad_request(f"{name}: {problem}") from None
