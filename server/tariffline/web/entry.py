"""POST /v1/entry: what a whole entry costs, line by line."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, request

from tariffline.desk.entry import Stated, summary
from tariffline.functions.entry import EntryError, read_day, read_items
from tariffline.law.answer import Unknown
from tariffline.law.entry import Mode
from tariffline.web.asked import bad_request, refusal
from tariffline.web.wire import desk, json

entry = Blueprint("entry", __name__)


class EntryLineIn(msgspec.Struct, forbid_unknown_fields=True):
    """A line: `value` in dollars, `quantity` as in DUTY ("12 kg; 5 doz."), `facts` as in RATE."""

    hts: str | int | float
    country: str | int
    value: str | int | float
    quantity: str | int | float | None = None
    facts: str | None = None


class EntryIn(msgspec.Struct, forbid_unknown_fields=True):
    """A request of POST /v1/entry. `date` is the entry date, today when left out."""

    mode: Mode
    lines: list[EntryLineIn]
    date: str | None = None
    informal: bool = False


_decode = msgspec.json.Decoder(EntryIn).decode


@entry.post("/v1/entry")
def summed_up() -> Response:
    """Charges of each line, fees of the entry, totals; what is not known is null and told."""
    here = desk()
    try:
        asked = _decode(request.get_data())
        day = read_day(asked.date) if asked.date else here.today
        items = read_items([msgspec.structs.asdict(line) for line in asked.lines])
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise bad_request(f"the request is not as /docs describes it: {problem}") from None
    except EntryError as problem:
        raise bad_request(str(problem)) from None
    found = summary(here, Stated(day, asked.mode, items, asked.informal))
    if isinstance(found, Unknown):
        raise refusal(found)
    return json(found)
