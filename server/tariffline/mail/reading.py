"""Reading a mail's text: the rules in their order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from tariffline.mail.cases import cases, messages
from tariffline.mail.claims import claims
from tariffline.mail.countries import countries
from tariffline.mail.html import plain
from tariffline.mail.hts import headings, hts
from tariffline.mail.incoterms import incoterms
from tariffline.mail.mention import Mention, Part, PartKind
from tariffline.mail.money import money
from tariffline.mail.numbers import containers, entries
from tariffline.mail.page import Page
from tariffline.mail.parties import parties
from tariffline.mail.parts import parts
from tariffline.mail.publications import csms, register
from tariffline.mail.shields import dates, shields
from tariffline.mail.sight import Found, Sight
from tariffline.mail.table import TableRow

# A place belongs to the first rule that takes it: what proves itself comes before what may be.
_RULES: tuple[Callable[[Sight], Iterable[Found]], ...] = (
    shields,
    cases,
    entries,
    containers,
    csms,
    register,
    messages,
    dates,
    parties,
    hts,
    headings,
    claims,
    money,
    incoterms,
    countries,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, its parts, and what it mentions in reading order, and the rows of its tables."""

    text: str
    parts: tuple[Part, ...]
    mentions: tuple[Mention, ...]
    rows: tuple[TableRow, ...] = ()


def read_text(text: str) -> Reading:
    """What a plain text mentions. Spans index the text as it is given."""
    page = Page.of(text)
    sight = Sight.of(page)
    for rule in _RULES:
        sight.take(list(rule(sight)))
    pieces = parts(text)
    starts = [piece.start for piece in pieces]
    mentions = tuple(
        replace(mention, part=_part(pieces, starts, mention)) for mention in sight.mentions()
    )
    return Reading(text, pieces, mentions, tuple(_placed(page, row) for row in sight.rows))


def read_html(source: str) -> Reading:
    """What a page mentions. Spans index the text that it is turned into, `Reading.text`."""
    return read_text(plain(source))


def _placed(page: Page, row: TableRow) -> TableRow:
    """The row by its places in the text."""
    at = page.at
    return TableRow(
        tuple(replace(cell, start=at[cell.start], end=at[cell.end]) for cell in row.cells)
    )


def _part(pieces: tuple[Part, ...], starts: list[int], mention: Mention) -> PartKind:
    return pieces[bisect_right(starts, mention.start) - 1].kind
