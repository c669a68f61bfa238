"""The history is the same in whatever order editions come: against a naive model, and officially.

The model keeps each edition's rows by its date; nothing more is needed to say what holds when.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tariffline.law.schedule import OPEN_END, Row, Version, places
from tariffline.law.tree import EditionInfo
from tariffline.sources.usitc.export import read_export
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore

CODES = ("0101", "010121", "01012100", "0101210010", "0101210020", "010129", "0102")
FIRST = date(2025, 1, 1)


@dataclass(frozen=True)
class Given:
    """An edition that a test gives."""

    info: EditionInfo
    rows: tuple[Row, ...]


History = tuple[list[EditionInfo], list[Version]]
rates = st.sampled_from(["", "Free", "5%"])
superior_rows = st.lists(
    st.builds(Row, st.just(""), st.just(1), st.sampled_from(["Horses:", "Other:"])), max_size=2
)


@st.composite
def printed(draw: st.DrawFn) -> tuple[Row, ...]:
    rows: list[Row] = []
    for code in CODES:
        rows += draw(superior_rows)
        if draw(st.booleans()):
            words = draw(st.sampled_from(["Males", "Females"]))
            rows.append(Row(code, draw(st.integers(0, 2)), words, (), draw(rates)))
    return tuple(rows)


def edition(day: int, rows: tuple[Row, ...]) -> Given:
    info = EditionInfo(
        name=f"Rev {day}",
        effective=FIRST + timedelta(days=day),
        published=None,
        retrieved=datetime(2026, 5, 1, tzinfo=UTC),
        basis="stated",
        whole=True,
        rows=len(rows),
        lines=0,
        source="a test",
        sha256="",
    )
    return Given(info, rows)


editions = st.dictionaries(st.integers(0, 40), printed(), min_size=1, max_size=5).map(
    lambda by_day: [edition(day, rows) for day, rows in by_day.items()]
)


@contextmanager
def store_of(given_editions: Sequence[Given]) -> Iterator[ScheduleStore]:
    with TemporaryDirectory() as folder:
        engine = open_database(Path(folder))
        store = ScheduleStore(engine)
        for each in given_editions:
            assert store.add(each.info, each.rows)
        yield store
        engine.dispose()


def history(given_editions: Sequence[Given]) -> History:
    with store_of(given_editions) as store:
        return store.everything()[:2]


def model(given_editions: Sequence[Given]) -> History:
    """The history, made the plain way: each place's rows, joined where neighbours agree."""
    ordered = sorted(given_editions, key=lambda each: each.info.effective)
    days = [each.info.effective for each in ordered]
    runs: dict[str, list[Version]] = defaultdict(list)
    for each, start, end in zip(ordered, days, [*days, OPEN_END][1:], strict=True):
        for place, row in zip(places(each.rows), each.rows, strict=True):
            run = runs[place]
            if run and run[-1].ends == start and run[-1].row == row:
                run[-1] = replace(run[-1], ends=end)
            else:
                run.append(Version(row, start, end))
    versions = [version for place in sorted(runs) for version in runs[place]]
    return [each.info for each in ordered], versions


def on_day(found: History, day: date) -> tuple[Row, ...]:
    return tuple(version.row for version in found[1] if version.starts <= day < version.ends)


@settings(deadline=None, max_examples=80)
@given(editions, st.data())
def test_any_order_gives_the_history_of_the_model(
    given_editions: list[Given], data: st.DataObject
) -> None:
    found = history(data.draw(st.permutations(given_editions)))
    assert found == model(given_editions)
    for each in given_editions:
        assert on_day(found, each.info.effective) == each.rows


@settings(deadline=None, max_examples=80)
@given(editions, st.data())
def test_taking_an_edition_out_restores_what_was(
    given_editions: list[Given], data: st.DataObject
) -> None:
    out = data.draw(st.sampled_from(given_editions))
    with store_of(given_editions) as store:
        store.remove(out.info.name)
        assert store.everything()[:2] == model([each for each in given_editions if each != out])
        store.add(out.info, out.rows)
        assert store.everything()[:2] == model(given_editions)


@settings(deadline=None, max_examples=80)
@given(editions, st.data())
def test_moving_a_date_is_taking_out_and_in_again(
    given_editions: list[Given], data: st.DataObject
) -> None:
    moved = data.draw(st.sampled_from(given_editions))
    others = [each for each in given_editions if each != moved]
    taken = {each.info.effective for each in others}
    new_day = data.draw(
        st.dates(FIRST, FIRST + timedelta(days=60)).filter(lambda d: d not in taken)
    )
    there = Given(replace(moved.info, effective=new_day), moved.rows)
    with store_of(given_editions) as store:
        store.move(moved.info.name, new_day)
        assert store.everything()[:2] == model([*others, there])


# File, effective date.
OFFICIAL = (
    ("2025_basic", date(2025, 1, 1)),
    ("2025_rev_3", date(2025, 2, 4)),
    ("2025_rev_4", date(2025, 3, 4)),
    ("2025_rev_5", date(2025, 3, 5)),
    ("2025_rev_16", date(2025, 7, 1)),
    ("2025_rev_18", date(2025, 8, 7)),
    ("2025_rev_27", date(2025, 10, 15)),
    ("2025_rev_32", date(2025, 11, 15)),
    ("2026_basic", date(2026, 1, 1)),
    ("2026_rev_1", date(2026, 1, 16)),
    ("2026_rev_4", date(2026, 2, 24)),
    ("2026_rev_5", date(2026, 4, 6)),
)


@pytest.fixture(scope="module")
def official_editions(official_data: Path) -> list[Given]:
    return [
        edition(
            (effective - FIRST).days,
            read_export((official_data / "hts" / f"hts_{file}.json.gz").read_bytes()),
        )
        for file, effective in OFFICIAL
    ]


def loaded(folder: Path, given_editions: Sequence[Given]) -> tuple[int, History]:
    """The bytes of a closed database of the editions, and the history in it."""
    engine = open_database(folder)
    store = ScheduleStore(engine)
    for each in given_editions:
        store.add(each.info, each.rows)
    found = store.everything()[:2]
    engine.dispose()
    return sum(file.stat().st_size for file in folder.iterdir()), found


def test_twelve_official_editions_in_two_orders(
    official_editions: list[Given], tmp_path: Path
) -> None:
    newest_first = official_editions[::-1]
    mixed = [*official_editions[1::2], *newest_first[1::2]]
    all_bytes, found = loaded(tmp_path / "newest first", newest_first)
    assert found == model(official_editions)
    for each in official_editions:
        assert on_day(found, each.info.effective) == each.rows
    assert loaded(tmp_path / "mixed", mixed)[1] == found
    single_bytes, _ = loaded(tmp_path / "single", official_editions[-1:])
    assert all_bytes < 2 * single_bytes
