"""Taking editions in: from a file, from the bundled sample, from USITC."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tariffline.law.tree import EditionInfo, reportable
from tariffline.sources.usitc.export import read_export
from tariffline.store.originals import keep_original
from tariffline.store.schedule import ScheduleStore, StoreError


@dataclass(frozen=True, slots=True)
class Arrival:
    """An edition's file and what is said of it."""

    name: str
    effective: date
    data: bytes
    source: str
    retrieved: datetime
    published: date | None = None
    basis: str = "stated"
    whole: bool = True


def take_in(store: ScheduleStore, home: Path, arrival: Arrival) -> bool:
    """Load an edition; False when it is loaded already with the same content.

    Raises SourceError when the file is not a whole official export, StoreError when the name or
    the date is taken by another; then nothing has changed.
    """
    name = " ".join(arrival.name.split())
    if not name:
        raise StoreError("the edition has no name; give one such as --edition “2026 Rev 5”")
    digest = hashlib.sha256(arrival.data).hexdigest()
    known = {edition.name: edition for edition in store.editions()}
    if name in known and (known[name].sha256, known[name].effective) == (digest, arrival.effective):
        return False
    rows = read_export(arrival.data, whole=arrival.whole)
    codes = [row.code for row in rows if row.code]
    edition = EditionInfo(
        name=name,
        effective=arrival.effective,
        published=arrival.published,
        retrieved=arrival.retrieved,
        basis=arrival.basis,
        whole=arrival.whole,
        rows=len(rows),
        lines=len(reportable(codes)),
        source=arrival.source,
        sha256=digest,
    )
    keep_original(home, digest, arrival.data)
    return store.add(edition, rows)
