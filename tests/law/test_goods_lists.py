"""Lists of goods: which hold a number on a day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.goods_lists import GoodsLists, Listed
from tariffline.law.measure import NamedList

JANUARY = date(2026, 1, 1)
JUNE = date(2026, 6, 1)
numbers = st.from_regex(r"\d{10}", fullmatch=True)


def entry(
    name: str, digits: str, start: date = JANUARY, end: date | None = None, worded: bool = False
) -> Listed:
    return Listed(name, digits, worded, start, end, "note 9")


def test_a_list_holds_what_is_under_its_numbers() -> None:
    lists = GoodsLists([entry("teas", "0902"), entry("green", "09021010")], [])
    assert lists.standing("0902101015", JANUARY).listed == {"teas", "green"}
    assert lists.standing("0902", JANUARY).listed == {"teas"}
    assert lists.standing("0901", JANUARY).listed == frozenset()
    assert lists.sizes == {"teas": 1, "green": 1}
    assert lists.sources["teas"] == "note 9"


def test_it_holds_it_from_its_first_day_to_its_last() -> None:
    lists = GoodsLists([entry("teas", "0902", JANUARY, JUNE)], [])
    days = (JANUARY - timedelta(1), JANUARY, JUNE, JUNE + timedelta(1))
    assert [bool(lists.standing("0902", day).listed) for day in days] == [False, True, True, False]


def test_a_later_version_ends_the_one_before() -> None:
    lists = GoodsLists([entry("teas", "0902"), entry("teas", "0903", JUNE)], [])
    assert lists.standing("0902", JUNE - timedelta(1)).listed == {"teas"}
    assert lists.standing("0902", JUNE).listed == frozenset()
    assert lists.standing("0903", JUNE).listed == {"teas"}
    assert lists.sizes == {"teas": 1}


def test_a_number_listed_outright_is_not_worded_too() -> None:
    lists = GoodsLists([entry("teas", "09021010", worded=True)], [])
    assert lists.standing("09021010", JANUARY).worded == {"teas"}
    both = GoodsLists([entry("teas", "09021010", worded=True), entry("teas", "0902")], [])
    standing = both.standing("09021010", JANUARY)
    assert standing.listed == {"teas"}
    assert standing.worded == frozenset()


def test_an_unread_list_may_hold_what_is_within_its_bounds_only() -> None:
    unread = NamedList("herbal", "herbal teas", ("1211",), ("teas",))
    lists = GoodsLists([entry("teas", "0902")], [unread])
    assert lists.unread == (unread,)
    assert lists.standing("12119020", JANUARY).unread == {"herbal"}
    assert lists.standing("09021010", JANUARY).unread == {"herbal"}
    assert lists.standing("09011100", JANUARY).unread == frozenset()


def test_a_list_that_came_is_no_longer_unread() -> None:
    unread = NamedList("herbal", "herbal teas", ("1211",), ())
    lists = GoodsLists([entry("herbal", "12119020")], [unread])
    assert lists.unread == ()
    assert lists.standing("12119080", JANUARY).unread == frozenset()


@given(st.lists(st.sampled_from(["09", "0902", "090210", "09021010"])), numbers)
def test_the_index_finds_what_a_walk_finds(digits: list[str], code: str) -> None:
    lists = GoodsLists([entry(each, each) for each in digits], [])
    expected = {each for each in digits if code.startswith(each)}
    assert lists.standing(code, JANUARY).listed == expected


def test_what_a_number_was_split_into_is_on_its_lists_from_that_day() -> None:
    """8413.91.90.96 became .59 and .99 on 1 July 2026 (HTS 2026 Rev 11, change record)."""
    lists = GoodsLists([entry("pumps", "8413919096")], [])
    eve, day = date(2026, 6, 30), date(2026, 7, 1)
    for number in ("8413919059", "8413919099"):
        assert lists.standing(number, eve).listed == frozenset()
        assert lists.standing(number, day).listed == {"pumps"}
    assert lists.standing("8413919096", day).listed == {"pumps"}
    assert lists.standing("8413919039", day).listed == frozenset()
    assert lists.sizes == {"pumps": 1}


def test_a_list_that_ended_before_or_starts_later_has_no_split_numbers() -> None:
    july = date(2026, 7, 1)
    lists = GoodsLists(
        [entry("old", "8413919096", end=date(2026, 6, 30)), entry("new", "8413919096", july)], []
    )
    assert lists.standing("8413919059", july).listed == frozenset()
