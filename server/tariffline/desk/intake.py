"""Taking editions in: from a file, from the bundled sample, from USITC."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tariffline.law.tree import EditionInfo, reportable
from tariffline.sources.usitc.change_record import read_change_record
from tariffline.sources.usitc.download import Progress, fetch, forget, remember
from tariffline.sources.usitc.export import read_export
from tariffline.store.originals import keep_original
from tariffline.store.schedule import ScheduleStore, StoreError

# No step of 2025 and 2026 took away more than 451 numbers.
_MOST_LINES_LOST = 1_000

_USITC = "usitc"  # where downloads from USITC and what is remembered of them are


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
    accept_loss: bool = False


def take_in(store: ScheduleStore, home: Path, arrival: Arrival) -> bool:
    """Load an edition; False when it is loaded already with the same content.

    Raises SourceError when the file is not a whole official export, StoreError when the name or
    the date is taken by another, or thousands of lines are missing against the edition before;
    then nothing has changed.
    """
    known = store.editions()
    name = _name(arrival.name, known)
    digest = hashlib.sha256(arrival.data).hexdigest()
    same = (name, digest, arrival.effective, arrival.whole)
    if same in ((e.name, e.sha256, e.effective, e.whole) for e in known):
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
    if arrival.whole and not arrival.accept_loss:
        _must_not_lose(edition, known)
    added = store.add(edition, rows)
    keep_original(home, digest, arrival.data)
    return added


def _name(given: str, known: Sequence[EditionInfo]) -> str:
    """The edition's name, spelt as it is loaded if it is."""
    name = " ".join(given.split())
    if not name:
        raise StoreError('the edition has no name; give one such as --edition "2026 Rev 5"')
    spelt = {edition.name.casefold(): edition.name for edition in known}
    return spelt.get(name.casefold(), name)


def _must_not_lose(edition: EditionInfo, known: Sequence[EditionInfo]) -> None:
    """A file cut at its end is valid JSON if it is cut well; the edition before shows it."""
    before = [e for e in known if e.whole and e.effective < edition.effective]
    if before and before[-1].lines - edition.lines > _MOST_LINES_LOST:
        lost = before[-1].lines - edition.lines
        raise StoreError(
            f"{edition.name} has {lost:,} lines fewer than {before[-1].name}: the file may be cut "
            "short; if the schedule was really revised so far, give --accept-loss"
        )


def take_in_record(store: ScheduleStore, home: Path, data: bytes) -> tuple[str, int]:
    """Load a change record; its edition and how many entries were new. Raises SourceError."""
    record = read_change_record(data)
    keep_original(home, hashlib.sha256(data).hexdigest(), data)
    return record.edition, store.keep_record(record)


def sync_usitc(
    store: ScheduleStore,
    home: Path,
    base_url: str,
    progress: Progress,
    now: Callable[[], datetime],
) -> str:
    """Load the edition that USITC publishes now; says in a sentence what was done.

    Its effective date is taken to be the publication date until a person states it: the release
    list gives no other. Raises SourceError and StoreError.
    """
    kept = home / _USITC
    kept.mkdir(parents=True, exist_ok=True)
    download = fetch(base_url, kept, progress, now=now)
    if download is None:
        return "USITC publishes the edition that is loaded already"
    known = {edition.name: edition for edition in store.editions()}.get(download.edition)
    published = download.published or download.retrieved.date()
    arrival = Arrival(
        name=download.edition,
        effective=known.effective if known and known.whole else published,
        data=download.data,
        source=download.url,
        retrieved=download.retrieved,
        published=download.published,
        basis="publication date" if download.published else "date retrieved",
    )
    loaded = take_in(store, home, arrival)
    remember(kept, download)
    if not loaded:
        return f"{arrival.name} was loaded already, with the same content"
    return f"{arrival.name} is loaded, effective {arrival.effective} ({arrival.basis})"


def remove_edition(store: ScheduleStore, home: Path, name: str) -> None:
    """Forget an edition, so that a sync may load it again. Raises StoreError if unknown."""
    store.remove(name)
    forget(home / _USITC)
