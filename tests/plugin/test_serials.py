"""Dates and number formats as openpyxl reads them."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from tariffline_office.workbook.book import area
from tariffline_office.workbook.serials import (
    DATE_FORMATS,
    SINCE_1900,
    SINCE_1904,
    from_serial,
    is_date_code,
)


def test_the_epochs() -> None:
    assert (SINCE_1900, SINCE_1904) == (CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904)


@pytest.mark.parametrize("epoch", [SINCE_1900, SINCE_1904])
@given(days=st.one_of(st.integers(0, 2_900_000), st.floats(0, 2_900_000)))
def test_serial_numbers(epoch: datetime, days: float) -> None:
    assert from_serial(days, epoch) == from_excel(days, epoch)


@pytest.mark.parametrize(
    "code",
    [
        *BUILTIN_FORMATS.values(),
        "yyyy-mm-dd", "[$-409]d mmm yyyy;@", "[h]:mm", "0.0###%", '"days" 0', "[Red]0", "mm:ss.0",
        '0 "hours"', "General", "#,##0.00 [$USD]", "dd.mm.yy;0", "0;dd.mm.yy",
    ],
)  # fmt: skip
def test_codes_that_show_dates(code: str) -> None:
    assert is_date_code(code) == is_date_format(code)


def test_the_formats_of_excel_that_show_dates() -> None:
    dates = {number for number, code in BUILTIN_FORMATS.items() if is_date_format(code)}
    assert dates == {number for number in DATE_FORMATS if number in BUILTIN_FORMATS}


@given(st.from_regex(r"\A\$?[A-Z]{1,2}\$?[1-9][0-9]{0,4}(:\$?[A-Z]{1,2}\$?[1-9][0-9]{0,4})?\Z"))
def test_ranges(text: str) -> None:
    first_column, first_row, last_column, last_row = range_boundaries(text.replace("$", ""))
    assert area(text) == (first_row, first_column, last_row, last_column)


@pytest.mark.parametrize("text", ["", "A1:B2:C3", "B-2", "Sheet1!A1"])
def test_what_is_no_range(text: str) -> None:
    with pytest.raises(ValueError, match="is no range of cells"):
        area(text)
