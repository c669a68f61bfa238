"""A CSMS message as CBP published it, and how several readings of one make it whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum


class Form(StrEnum):
    """The official forms a message is read from, the fullest first."""

    PAGE = "bulletin page"
    MAIL = "subscriber mail"
    FEED = "news feed"
    WIDGET = "widget"
    ARCHIVE = "archive"


_FULLNESS = {form: rank for rank, form in enumerate(Form)}


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A message as one form gives it.

    `number`: 39291311 or 19-000252. `sent_on`: CBP's date; `sent_at`: its moment, with its zone,
    where the form prints one. `body`: CBP's words in lines, without the publisher's frame; ""
    where the form has none. `url`: its official address, "" when not known.
    """

    number: str
    title: str
    sent_on: date | None
    sent_at: datetime | None
    body: str
    url: str
    form: Form


def merged(readings: Sequence[Bulletin]) -> Bulletin:
    """One message of all that was read of it, oldest reading first.

    Each part is taken from the fullest form that has it, of equals the latest: the archive cuts
    titles ("Resolved", "QB 25") that the page prints whole. Readings must not be empty.
    """
    newest_first = readings[::-1]
    ranked = sorted(newest_first, key=lambda reading: _FULLNESS[reading.form])
    best = ranked[0]
    return replace(
        best,
        title=next((each.title for each in ranked if each.title), ""),
        sent_on=next((each.sent_on for each in ranked if each.sent_on), None),
        sent_at=next((each.sent_at for each in ranked if each.sent_at), None),
        body=next((each.body for each in ranked if each.body), ""),
        url=next((each.url for each in ranked if each.url), ""),
        form=next((each.form for each in ranked if each.body), best.form),
    )
