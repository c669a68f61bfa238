import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tariffline_office.cache import Bounds, Cache
from tariffline_office.cache_file import CacheError, CacheFile, default_path
from tariffline_office.client import Answer, Arguments, Failure
from tariffline_office.feed import Change, Days, Page, Scope
from tariffline_office.kept import Circumstances, Kept, keep

URL = "http://127.0.0.1:1"
FEED = "a feed"
DAY = date(2026, 6, 1)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
FLANGE = ("7307915010", "KR")


def open_cache(path: Path | None, bounds: Bounds | None = None, url: str = URL) -> Cache:
    cache = Cache(url, CacheFile(path), bounds)
    if cache.position() is None:
        cache.advance(Page(FEED, [], 0, 0), 0)
    return cache


def kept(question: Arguments, feed: int = 0, asked_at: datetime = NOON) -> Kept:
    answer = Answer(Decimal("0.055"), "Rev 5", Scope(question[0], "KR"), DAY)
    return keep("BASE", question, answer, Circumstances("Rev 5", feed, asked_at, DAY))


def put(cache: Cache, *questions: Arguments, feed: int = 0, feed_id: str = FEED) -> None:
    cache.put(feed_id, {"BASE": {question: kept(question, feed) for question in questions}})


def held(cache: Cache, *questions: Arguments) -> set[Arguments]:
    return set(cache.look_up("BASE", questions, DAY))


def page(first: int, last: int, hts: str = "0101") -> Page:
    changes = [
        Change(seq, "rate", Scope(hts), "", "", Days(DAY, None), "HTS 2026 Rev 6")
        for seq in range(first, last + 1)
    ]
    return Page(FEED, changes, last, last)


def test_an_answer_comes_back_as_it_was(cache_path: Path) -> None:
    failure = keep(
        "CHECK", FLANGE, Failure("NOT_FOUND", "none"), Circumstances("Rev 5", 0, NOON, DAY)
    )
    with open_cache(cache_path) as cache:
        cache.put(FEED, {"BASE": {FLANGE: kept(FLANGE)}, "CHECK": {FLANGE: failure}})
    with open_cache(cache_path) as cache:
        assert cache.look_up("BASE", [FLANGE], DAY) == {FLANGE: kept(FLANGE)}
        assert cache.look_up("CHECK", [FLANGE], DAY) == {FLANGE: failure}


def test_arguments_left_out_at_the_end_do_not_count() -> None:
    with open_cache(None) as cache:
        put(cache, FLANGE)
        assert held(cache, (*FLANGE, None, None)) == {(*FLANGE, None, None)}
        assert held(cache, (*FLANGE, "2026-06-01")) == set()


def test_services_do_not_mix(cache_path: Path) -> None:
    with open_cache(cache_path) as one, open_cache(cache_path, url="http://127.0.0.1:2") as other:
        put(one, FLANGE)
        assert held(other, FLANGE) == set()
        other.advance(Page("made anew", [], 0, 0), 0)
        assert held(one, FLANGE) == {FLANGE}


@pytest.mark.parametrize("other", [Page("another feed", [], 9, 9), Page(FEED, [], 5, 4)])
def test_another_feed_or_a_shorter_one_empties_the_cache(other: Page) -> None:
    with open_cache(None) as cache:
        cache.advance(page(1, 5), 0)
        put(cache, FLANGE, feed=5)
        cache.advance(other, 5)
        assert held(cache, FLANGE) == set()
        at = cache.position()
        assert at is not None
        assert (at.feed_id, at.seq) == (other.feed_id, other.head)


def test_a_feed_shorter_than_a_reply_knew_empties_the_cache() -> None:
    with open_cache(None) as cache:
        put(cache, FLANGE, feed=9)
        cache.advance(page(1, 5), 0)
        assert held(cache, FLANGE) == set()


def test_a_late_reply_is_held_against_what_came_before_it() -> None:
    with open_cache(None) as cache:
        cache.advance(page(1, 3, hts="7307"), 0)
        put(cache, FLANGE, feed=2)
        assert held(cache, FLANGE) == set()
        put(cache, ("0101210010",), feed=2)
        assert held(cache, ("0101210010",)) == {("0101210010",)}


def test_a_reply_older_than_the_changes_held_is_not_kept() -> None:
    with open_cache(None, Bounds(changes=2)) as cache:
        cache.advance(page(1, 5), 0)
        put(cache, FLANGE, feed=2)
        assert held(cache, FLANGE) == set()
        put(cache, FLANGE, feed=3)
        assert held(cache, FLANGE) == {FLANGE}
        assert [change.seq for change in cache.changes_after(3) or ()] == [4, 5]
        assert cache.changes_after(2) is None


def test_an_answer_that_knows_more_stays() -> None:
    with open_cache(None) as cache:
        put(cache, FLANGE, feed=3)
        put(cache, FLANGE, feed=1)
        assert cache.look_up("BASE", [FLANGE], DAY)[FLANGE].feed == 3


def test_a_page_beyond_the_position_is_not_taken_in() -> None:
    with open_cache(None) as cache:
        cache.advance(page(4, 5), 3)
        at = cache.position()
        assert at is not None
        assert at.seq == 0


def test_an_answer_of_another_feed_is_not_kept() -> None:
    with open_cache(None) as cache:
        put(cache, FLANGE, feed_id="before it was made anew")
        assert held(cache, FLANGE) == set()


def test_the_edition_is_known_until_the_feed_moves() -> None:
    with open_cache(None) as cache:
        cache.note_edition(FEED, 0, "Rev 5")
        assert (at := cache.position())
        assert at.edition == "Rev 5"
        cache.advance(page(1, 1), 0)
        cache.note_edition(FEED, 0, "Rev 5")
        assert (at := cache.position())
        assert at.edition is None


def test_what_was_not_used_longest_goes_first() -> None:
    questions = [(f"84713001{number:02}",) for number in range(6)]
    with open_cache(None, Bounds(answers=4)) as cache:
        for age, question in enumerate(questions[:4]):
            cache.put(FEED, {"BASE": {question: kept(question, 0, NOON + timedelta(age))}})
        cache.look_up("BASE", questions[:1], DAY + timedelta(9))
        put(cache, questions[4], questions[5])
        left = cache.look_up("BASE", questions, DAY + timedelta(9))
        assert questions[0] in left
        assert len(left) == 4


def test_the_file_is_bounded(cache_path: Path) -> None:
    with open_cache(cache_path, Bounds(bytes=200_000)) as cache:
        for chunk in range(30):
            put(cache, *((f"84{chunk:02}{number:06}",) for number in range(100)))
    assert cache_path.stat().st_size < 400_000


@pytest.mark.parametrize("content", [b"not a database, but long enough to look at" * 40, b"SQLite"])
def test_a_file_that_is_none_is_set_aside(cache_path: Path, content: bytes) -> None:
    cache_path.parent.mkdir()
    cache_path.write_bytes(content)
    with open_cache(cache_path) as cache:
        put(cache, FLANGE)
        assert held(cache, FLANGE) == {FLANGE}
    [aside] = cache_path.parent.glob("answers.sqlite-set-aside-20*")
    assert aside.read_bytes() == content


def test_another_programs_database_is_set_aside_unchanged(cache_path: Path) -> None:
    cache_path.parent.mkdir()
    with closing(sqlite3.connect(cache_path)) as connection:
        connection.execute("CREATE TABLE precious (thing)")
    before = cache_path.read_bytes()
    open_cache(cache_path).close()
    [aside] = cache_path.parent.glob("answers.sqlite-set-aside-20*")
    assert aside.read_bytes() == before


def test_two_bad_files_on_a_day_are_both_kept(cache_path: Path) -> None:
    cache_path.parent.mkdir()
    for content in (b"one" * 100, b"two" * 100):
        cache_path.write_bytes(content)
        open_cache(cache_path).close()
        cache_path.unlink()
    kept_files = {path.read_bytes() for path in cache_path.parent.glob("*set-aside*")}
    assert kept_files == {b"one" * 100, b"two" * 100}


def test_damage_found_while_working_is_set_aside(cache_path: Path) -> None:
    with open_cache(cache_path) as cache:
        put(cache, *((f"84{number:08}",) for number in range(2000)))
    with cache_path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (cache_path.stat().st_size - 4096))
    with Cache(URL, CacheFile(cache_path)) as cache:
        assert cache.position() is None
        cache.advance(Page(FEED, [], 0, 0), 0)
        put(cache, FLANGE)
        assert held(cache, FLANGE) == {FLANGE}
    assert list(cache_path.parent.glob("*set-aside*"))


def test_a_place_that_can_not_be_written_names_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CacheError, match="TARIFFLINE_CACHE, or do without it: --no-cache"):
        CacheFile(tmp_path / "file" / "answers.sqlite").connect()


def test_the_place_is_the_one_that_the_environment_names(
    cache_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert default_path() == cache_path
    monkeypatch.delenv("TARIFFLINE_CACHE")
    assert default_path().parent.name == "tariffline"
