"""Taking chapter 99 in: only lists that say something else than those at hand are news."""

import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from tests.fakes.usitc import FakeUsitc

from tariffline.desk.chapter_intake import sync_chapter, take_in_chapter
from tariffline.desk.measures import measures_with
from tariffline.law.changes import ChangeKind
from tariffline.sources import SourceError
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore

REV_6 = date(2026, 4, 23)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def chapter(official_data: Path) -> bytes:
    file = official_data / "chapter99" / "chapter99_2026_rev_6.txt.gz"
    return gzip.decompress(file.read_bytes())


def test_the_chapter_that_the_product_was_made_from_says_nothing_new(
    engine: Engine, tmp_path: Path, chapter: bytes
) -> None:
    taken = take_in_chapter(ScheduleStore(engine), tmp_path, chapter, REV_6)
    assert (taken.edition, taken.changed) == ("2026 Rev 6", ())
    assert taken.lists > 400


def test_a_later_list_holds_from_its_edition_on(
    engine: Engine, tmp_path: Path, chapter: bytes
) -> None:
    store = ScheduleStore(engine)
    later = chapter.replace(b"0711.90.30", b"0711.90.65")
    taken = take_in_chapter(store, tmp_path, later, date(2026, 9, 1))
    assert "9903.03.03" in taken.changed
    lists = measures_with(store.measures.lists()).lists
    assert "9903.03.03" in lists.standing("0711903000", date(2026, 8, 31)).listed
    assert "9903.03.03" not in lists.standing("0711903000", date(2026, 9, 1)).listed
    told = store.feed.newest(1)
    assert [change.kind for change in told] == [ChangeKind.PROGRAMME]
    again = take_in_chapter(store, tmp_path, later, date(2026, 9, 1))
    assert again.changed == ()


@pytest.mark.parametrize("chapter", [None, b"<html>Down for maintenance</html>", b"%PDF-1.7 cut"])
def test_what_is_no_chapter_changes_nothing(
    engine: Engine, tmp_path: Path, chapter: bytes | None
) -> None:
    store = ScheduleStore(engine)
    with FakeUsitc(b"") as usitc:
        usitc.chapter = chapter
        with pytest.raises(SourceError):
            sync_chapter(store, tmp_path, usitc.url, REV_6)
    assert store.measures.lists() == ()
