"""Reads a list of goods as CSV: one column of HTS numbers, and dates where it has them.

For lists that no publication at hand prints. The column is the first whose heading begins with
"hts" or is "number"; lines that begin with # are remarks.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tariffline.law.code import CodeError, parse_code
from tariffline.law.dates import DateError, parse_date
from tariffline.law.goods_lists import Listed
from tariffline.sources import SourceError

_STARTS = ("from", "effective_date_start", "effective_date")
_ENDS = ("until", "effective_date_end")
_NONE = ("", "NA")


def read_list(data: bytes, name: str, source: str, start: date) -> tuple[Listed, ...]:
    """The numbers of the list, each from its own first day or from `start`.

    Raises SourceError if it is not UTF-8, or naming the line that is no number or no date.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"byte {error.start} is not UTF-8; save the file as CSV UTF-8") from None
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    column = _column(rows.fieldnames or ())
    entries = tuple(_entries(rows, column, name, source, start))
    if not entries:
        raise SourceError("the file holds no HTS number; give a CSV with a column “hts”")
    return entries


def _column(headings: Sequence[str]) -> str:
    for heading in headings:
        if heading and (heading.lower().startswith("hts") or heading.lower() == "number"):
            return heading
    found = ", ".join(headings) or "none"
    raise SourceError(f"no column of HTS numbers; name it “hts” (its columns are: {found})")


def _entries(
    rows: csv.DictReader[str], column: str, name: str, source: str, start: date
) -> Iterator[Listed]:
    for row in rows:
        try:
            code = parse_code(row[column]).digits
            since = _date(row, _STARTS) or start
            until = _date(row, _ENDS)
        except (CodeError, DateError) as error:
            raise SourceError(f"line {rows.line_num}: {error}") from None
        yield Listed(name, code, False, max(since, start), until, source)


def _date(row: Mapping[str, str], names: tuple[str, ...]) -> date | None:
    for name in names:
        if row.get(name, "") not in _NONE:
            return parse_date(row[name])
    return None
