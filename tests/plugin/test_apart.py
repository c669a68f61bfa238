"""Rows cut apart without a look at their cells: nothing is lost, and each stands where it is."""

from hypothesis import example, given
from hypothesis import strategies as st

from tariffline_office.workbook.apart import RowsApart, last_row, stretches

ROWS = st.dictionaries(st.integers(1, 60), st.sampled_from([b"", b'<c r="A1"/>']), min_size=1)


def row(number: int, cells: bytes) -> bytes:
    return b'<row r="%d" ht="9">%s</row>' % (number, cells)


@given(ROWS, st.sets(st.integers(1, 60), max_size=12), st.integers(0, 4))
def test_stretches_hold_all_and_the_rows_that_change(
    rows: dict[int, bytes], some: set[int], times: int
) -> None:
    text = b"".join(row(number, cells) for number, cells in sorted(rows.items()))
    changing = sorted(some & rows.keys())
    pieces = [*stretches(text, len(rows) * 10**times, changing)]
    assert b"".join(piece for piece, _ in pieces) == text
    kept = b"".join(piece for piece, changes in pieces if not changes)
    assert not [number for number in changing if b'<row r="%d"' % number in kept]


def test_only_the_rows_that_change_are_in_a_stretch() -> None:
    text = b"".join(row(number, b"") for number in range(1, 41))
    touched = [piece for piece, changes in stretches(text, 40, [4, 17]) if changes]
    assert touched == [row(4, b""), row(17, b"")]


@example(7)
@given(st.integers(2, 99))
def test_numbers_written_in_another_way_are_found_too(number: int) -> None:
    text = row(1, b"") + b'<row r="%03d"></row>' % number + row(100, b"")
    pieces = [*stretches(text, 1_000, [number])]
    assert b"".join(piece for piece, _ in pieces) == text
    assert b"".join(piece for piece, changes in pieces if changes).count(b"%03d" % number) == 1


@given(ROWS)
def test_rows_apart_are_the_rows(rows: dict[int, bytes]) -> None:
    numbers = sorted(rows)
    text = b"".join(row(number, rows[number]) for number in numbers)
    apart = RowsApart.of(text)
    assert last_row(text) == numbers[-1]
    assert (apart is None) == (numbers[-1] - numbers[0] + 1 != len(numbers))
    if apart:
        assert [*map(int, apart.numbers)] == numbers
        assert [*apart.cells] == [rows[number] for number in numbers]
        assert {*apart.attributes} == {b'" ht="9">'}


def test_a_row_without_an_end_is_not_told_apart() -> None:
    assert RowsApart.of(row(1, b"") + b'<row r="2" ht="9"/>' + row(3, b"")) is None
    assert RowsApart.of(b'<row r="1"/>' + row(2, b"")) is None
