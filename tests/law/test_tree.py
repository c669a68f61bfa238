"""An edition as a tree: parents by indent, rates inherited, the numbers an entry can report."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.schedule import Row
from tariffline.law.tree import Edition, EditionInfo, parents, reportable

NAMES = ("2025 Basic", "2025 Rev 16", "2026 Rev 5")
INFO = EditionInfo(
    "2026 Rev 5", date(2026, 4, 6), None, datetime(2026, 5, 1, tzinfo=UTC), "stated", True, 0, 0,
    "a test", "",
)  # fmt: skip


def tree(*rows: tuple[str, int, str, str]) -> Edition:
    return Edition(INFO, [Row(code, indent, words, (), rate) for code, indent, words, rate in rows])


HORSES = tree(
    ("0101", 0, "Live animals:", ""),
    ("", 1, "Horses:", ""),
    ("01012100", 2, "Purebred", "Free"),
    ("0101210010", 5, "Males", ""),
    ("0101210020", 3, "Females", "1%"),
    ("010129", 2, "Other:", ""),
    ("01012900", 3, "Other", "20%"),
    ("0102", 0, "Bovine animals", ""),
)


@given(st.lists(st.integers(0, 11)))
def test_a_parent_is_the_nearest_row_above_that_is_less_deep(indents: list[int]) -> None:
    found = parents([Row("", indent, "") for indent in indents])
    for index, parent in enumerate(found):
        shallower = [i for i in range(index) if indents[i] < indents[index]]
        assert parent == max(shallower, default=-1)


def test_depth_may_jump() -> None:
    assert HORSES.path(HORSES.at("0101210010")) == "Live animals > Horses > Purebred > Males"
    assert HORSES.path(HORSES.at("0101210020")) == "Live animals > Horses > Purebred > Females"


@pytest.mark.parametrize(
    ("code", "printed_at"),
    [
        ("0101210010", "01012100"),
        ("01012100", "01012100"),
        ("0101210020", "0101210020"),
        ("01012900", "01012900"),
        ("010129", None),
        ("0101", None),
    ],
)
def test_rates_come_from_the_row_or_the_nearest_level_that_prints_any(
    code: str, printed_at: str | None
) -> None:
    row = HORSES.rate_row(HORSES.at(code))
    assert (row.code if row else None) == printed_at


def test_a_stray_row_inherits_nothing_from_another_number() -> None:
    stray = tree(
        ("9401", 0, "Seats", ""), ("94019925", 1, "Of cane", "Free"), ("9401993030", 5, "Deck", "")
    )
    assert stray.chain(2)[1].code == "94019925"
    assert stray.rate_row(2) is None


def test_the_stray_row_of_2025_rev_16(sample_editions: dict[str, Edition]) -> None:
    edition = sample_editions["2025 Rev 16"]
    position = edition.at("9401993030")
    assert "9401992580" in [row.code for row in edition.chain(position)]
    assert edition.rate_row(position) is None


def test_an_indent_that_jumps_in_the_samples(sample_editions: dict[str, Edition]) -> None:
    edition = sample_editions["2026 Rev 5"]
    position = edition.at("2620997520")
    assert [row.indent for row in edition.chain(position)] == [0, 1, 2, 3, 5]
    rate = edition.rate_row(position)
    assert rate is not None
    assert rate.code == "26209975"


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_line_but_the_stray_one_has_a_rate(
    sample_editions: dict[str, Edition], name: str
) -> None:
    edition = sample_editions[name]
    without = [c for c in edition.lines_under("") if edition.rate_row(edition.at(c)) is None]
    assert without == (["9401993030"] if name == "2025 Rev 16" else [])


@pytest.mark.parametrize("name", NAMES)
def test_the_path_of_a_row_ends_with_its_words(
    sample_editions: dict[str, Edition], name: str
) -> None:
    edition = sample_editions[name]
    for position, row in enumerate(edition.rows):
        assert edition.path(position).endswith(row.description.rstrip(": "))
        assert edition.chain(position)[0].indent == 0
        assert edition.chain(position)[-1] is row


def test_a_number_that_is_not_printed_has_no_place() -> None:
    with pytest.raises(KeyError):
        HORSES.at("01")


def test_numbers_and_lines_under_digits() -> None:
    assert HORSES.codes_under("010121") == ["01012100", "0101210010", "0101210020"]
    assert HORSES.codes_under("0101210010") == ["0101210010"]
    assert HORSES.codes_under("0103") == []
    assert HORSES.lines_under("0101") == ["0101210010", "0101210020", "01012900"]
    assert HORSES.lines_under("") == HORSES.lines_under("01")
    assert HORSES.lines_under("0102") == []


@given(st.text(alphabet="0123456789", max_size=10))
def test_lines_under_are_the_reportable_numbers_that_begin_so(prefix: str) -> None:
    codes = [row.code for row in HORSES.rows if row.code]
    assert HORSES.codes_under(prefix) == [code for code in codes if code.startswith(prefix)]
    assert HORSES.lines_under(prefix) == [
        code for code in HORSES.codes_under(prefix) if HORSES.is_line(code)
    ]


def test_rows_and_lines_below_a_row() -> None:
    horses = 1
    assert [row.code for row in HORSES.rows_below(horses)] == [
        "01012100", "0101210010", "0101210020", "010129", "01012900",
    ]  # fmt: skip
    assert list(HORSES.lines_below(horses)) == ["0101210010", "0101210020", "01012900"]
    assert list(HORSES.lines_below(HORSES.at("0101210010"))) == ["0101210010"]
    assert list(HORSES.lines_below(HORSES.at("0102"))) == []


@pytest.mark.parametrize(
    ("code", "nearest"),
    [
        ("0101210099", "01012100"),
        ("0101990000", "0101"),
        ("0199000000", "01"),
        ("010121", "010121"),
        ("9900", ""),
    ],
)
def test_the_nearest_printed_level(code: str, nearest: str) -> None:
    assert HORSES.nearest_printed(code) == nearest


def test_eight_digits_are_reportable_where_no_suffix_is_printed() -> None:
    codes = ["0101", "010121", "01012100", "0101210010", "91011140", "91011180", "9903"]
    assert reportable(codes) == {"0101210010", "91011140", "91011180"}
    assert reportable([]) == frozenset()


def test_a_sample_says_that_it_is_one(sample_editions: dict[str, Edition]) -> None:
    assert INFO.label == "2026 Rev 5"
    assert sample_editions["2026 Rev 5"].info.label == "sample, 90 lines, 2026 Rev 5"
