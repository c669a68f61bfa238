"""GET /v1/watches, POST /v1/watches/<name>/lines: what the panes do with watch lists.

Lists are made, shown in full and removed on the machine of the service (`tariffline watch`): where
their alerts go is nobody else's to say.
"""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, current_app, request

from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.countries import parse_country
from tariffline.store.schedule import StoreError
from tariffline.store.watches import Pair, Watches
from tariffline.web.asked import asked_code, bad_request, refusal
from tariffline.web.wire import json

watches = Blueprint("watches", __name__)


class WatchedIn(msgspec.Struct, forbid_unknown_fields=True):
    """A line to watch: `hts` of 2 to 10 digits, `country` of origin; "" for any."""

    hts: str
    country: str = ""


_decode = msgspec.json.Decoder(WatchedIn).decode


@watches.get("/v1/watches")
def every() -> Response:
    """The watch lists by name, with the number of their lines."""
    lists = _watches()
    told = [{"name": each.name, "lines": len(lists.pairs(each))} for each in lists.all()]
    return json({"watches": told})


@watches.post("/v1/watches/<name>/lines")
def add(name: str) -> Response:
    """Watch a line by a list that there is; again is no fault."""
    pair = _pair()
    try:
        added = _watches().extend(name, [pair]) > 0
    except StoreError as problem:
        raise refusal(Unknown(ErrorCode.NOT_FOUND, str(problem))) from None
    return json({"watch": name, "hts": pair.hts, "country": pair.origin, "added": added})


def _pair() -> Pair:
    # A page elsewhere can send a form to this machine, but JSON only where it is let.
    if request.mimetype != "application/json":
        raise bad_request("the Content-Type is not application/json; send the line as JSON", 415)
    try:
        given = _decode(request.get_data())
        country = parse_country(given.country).iso if given.country else ""
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as problem:
        raise bad_request(f"the request is not as /docs describes it: {problem}") from None
    return Pair(asked_code(given.hts).digits, country)


def _watches() -> Watches:
    found: Watches = current_app.extensions["watches"]
    return found
