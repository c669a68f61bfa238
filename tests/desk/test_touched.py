"""The rule behind every cache: an answer that differs from one day to the next was touched.

Asked of every number on the last day of an edition and the first of the next, on the samples and
on real whole editions: nothing may move that the feed does not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import TODAY

from tariffline.desk.intake import Arrival, take_in
from tariffline.desk.records import Desk, Records
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import Answer, Scope, Unknown
from tariffline.law.changes import Change, touches
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore

ARGUMENTS: dict[str, Callable[[str, date], tuple[object, ...]]] = {
    "DESCRIPTION": lambda code, day: (code, day),
    "UNIT": lambda code, day: (code, day),
    "CHECK": lambda code, day: (code, day),
    "BASE": lambda code, day: (code, "KR", day, "claim=KR"),
}


def said(found: Answer | Unknown) -> object:
    return found.value if isinstance(found, Answer) else (found.code, found.choices)


def scope_of(code: str, found: Answer | Unknown) -> Scope:
    """An answer's own scope; what has no answer rests on its whole heading."""
    return found.scope if isinstance(found, Answer) else Scope(hts=code[:4])


def moved_untold(
    desk: Desk, functions: Sequence[str], changes: Sequence[Change], day: date
) -> Iterator[tuple[str, str]]:
    """Numbers whose answer moves on the day though no change of that day touches it."""
    eve = day - timedelta(days=1)
    infos = [desk.schedule.info_on(each) for each in (eve, day)]
    trees = [desk.schedule.edition(info) for info in infos if info]
    headings = {hts[:4] for change in changes if (hts := change.scope.hts)}
    for code in sorted({code for tree in trees for code in tree.codes}):
        for name in functions:
            before, after = (
                one(desk, CATALOGUE[name], ARGUMENTS[name](code, d)) for d in (eve, day)
            )
            if said(before) == said(after):
                continue
            scope = scope_of(code, before)
            if code[:4] not in headings or not any(touches(c.scope, scope) for c in changes):
                yield name, code


def test_nothing_moves_untold_in_the_samples(desk: Desk) -> None:
    told = desk.feed.after(0, 10_000)
    for edition in desk.schedule.editions[1:]:
        today = [change for change in told if change.effective == edition.effective]
        assert today
        assert not list(moved_untold(desk, [*ARGUMENTS], today, edition.effective))


STEPS = (
    ("2025_rev_5", date(2025, 3, 5), "2025_rev_16", date(2025, 7, 1)),
    ("2026_rev_1", date(2026, 1, 16), "2026_rev_4", date(2026, 2, 24)),
)


@pytest.mark.parametrize(("first", "from_day", "second", "day"), STEPS)
def test_nothing_moves_untold_between_whole_editions(
    official_data: Path, tmp_path: Path, first: str, from_day: date, second: str, day: date
) -> None:
    engine = open_database(tmp_path)
    store = ScheduleStore(engine)
    for name, effective in ((first, from_day), (second, day)):
        data = (official_data / "hts" / f"hts_{name}.json.gz").read_bytes()
        take_in(store, tmp_path, Arrival(name, effective, data, name, datetime.now(UTC)))
    desk = Records(store, lambda: TODAY).desk()
    told = [change for change in desk.feed.after(0, 10_000) if change.effective == day]
    assert not list(moved_untold(desk, ["DESCRIPTION", "BASE"], told, day))
    engine.dispose()
