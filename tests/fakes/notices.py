"""Notices made for tests. Their companies and rates are invented, whatever case they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import requests

from tariffline.law.notice import LineMention, Notice, NoticeKind, RateParty, StatedRate
from tariffline.sources import SourceError

PIPE = "A-570-910"
PIPE_CVD = "C-570-911"


def rate(
    exporter: str = "",
    producer: str = "",
    share: str | None = "0.1",
    *,
    case: str = PIPE,
    party: RateParty = RateParty.NAMED,
    **other: Any,
) -> StatedRate:
    """A rate of a company, or of all others or the country-wide entity."""
    margin = None if share is None else Decimal(share)
    said: dict[str, Any] = {"deposit": None, "unit": "", "remark": "", "place": "table 1"}
    return StatedRate(case, party, exporter, producer, margin, **(said | other))


def wide(share: str, case: str = PIPE) -> StatedRate:
    return rate(share=share, case=case, party=RateParty.COUNTRY_WIDE)


def others(share: str, case: str = PIPE) -> StatedRate:
    return rate(share=share, case=case, party=RateParty.ALL_OTHERS)


def notice(
    document: str,
    published: date | None,
    *kinds: NoticeKind,
    cases: tuple[str, ...] = (PIPE,),
    lines: tuple[str, ...] = (),
    **other: Any,
) -> Notice:
    """A notice of these kinds on these cases; the rest is empty unless it is given."""
    said: dict[str, Any] = {
        "document": document,
        "citation": f"{document} FR",
        "source": "a test",
        "url": f"https://example.test/{document}",
        "title": document,
        "kinds": kinds,
        "cases": cases,
        "product": "Welded Pipe",
        "country": "CN",
        "published": published,
        "applicable": None,
        "period": None,
        "scope": (),
        "lines": tuple(LineMention(hts, f"subheading {hts}") for hts in lines),
        "rates": (),
        "companions": (),
        "corrects": (),
        "relates": (),
        "part": False,
        "unread": (),
    }
    return Notice(**(said | other))


# The worked case: an antidumping order with three exporters, one only with its own goods, and its
# countervailing companion. The antidumping deposits are net of export subsidies where given apart.
SCOPE = (
    "The merchandise covered is welded steel pipe, of circular cross-section, with an outside "
    "diameter of 0.372 inches or more, but not more than 16 inches. Pipe may be galvanized.",
    "The scope does not include boiler tubing or finished conduit.",
    "Subject merchandise includes pipe that is further processed in a third country.",
    "The pipe is classifiable under subheading 7306.30.10.00 of the HTSUS; the written "
    "description is dispositive.",
)
EAST = "Huabei East Steel Pipe Co., Ltd."
SUNNY = "Sunny Import & Export Corp."
MILL = "Linhai Mill Limited"
ORDER = notice(
    "E8-16767",
    date(2008, 7, 22),
    NoticeKind.ORDER,
    title="Notice of Antidumping Duty Order: Welded Pipe",
    lines=("7306301000", "73063050"),
    scope=SCOPE,
    companions=(PIPE_CVD,),
    rates=(
        rate(EAST, EAST, "0.692", deposit=Decimal("0.69")),
        rate(SUNNY, MILL, "0.5"),
        rate("Tianjin Golden Pipe Co.", "", "0.0001", remark="de minimis"),
        wide("0.8555"),
    ),
)
ORDER_CVD = notice(
    "E8-16770",
    date(2008, 7, 22),
    NoticeKind.ORDER,
    cases=(PIPE_CVD,),
    title="Notice of Countervailing Duty Order: Welded Pipe",
    lines=("7306301000", "73063050"),
    companions=(PIPE,),
    rates=(rate(EAST, "", "0.2957", case=PIPE_CVD, either=True), others("0.3742", PIPE_CVD)),
)
CONTINUED = notice(
    "2019-13617",
    date(2019, 6, 26),
    NoticeKind.CONTINUATION,
    cases=(PIPE, PIPE_CVD),
    title="Welded Pipe From China: Continuation of Antidumping and Countervailing Duty Orders",
)
WORKED = (ORDER, ORDER_CVD, CONTINUED)


class FakeDoor:
    """The readers of publications, with notices made beforehand instead of files and a network."""

    def __init__(self, *notices: Notice, fails_after: int | None = None) -> None:
        self._notices = notices
        self._fails_after = fails_after
        self.since: date | None = None

    def read(self, source: Path | bytes, name: str = "") -> list[Notice]:
        """All of them, of any file but one that holds “broken”."""
        if b"broken" in (source if isinstance(source, bytes) else source.read_bytes()):
            raise SourceError(f"{name} is in no form that is known here")
        return list(self._notices)

    def fetch(
        self,
        session: requests.Session,
        base_url: str,
        since: date,
        *,
        is_known: Callable[[str], bool],
    ) -> Iterator[Notice]:
        """Those that are not known, up to where it fails."""
        self.since = since
        for at, each in enumerate(self._notices):
            if at == self._fails_after:
                raise SourceError(f"{base_url} can't be reached")
            if not is_known(each.document):
                yield each
