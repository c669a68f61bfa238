"""Results at the ends of all rows, or in a few of them, are the same bytes as cell by cell."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.fakes.made import make
from tests.fakes.packages import parts_of, write_parts

from tariffline_office.client import Failure
from tariffline_office.front_desk import Told
from tariffline_office.workbook import apart, members
from tariffline_office.workbook.answers import Decisions
from tariffline_office.workbook.asking import Answers
from tariffline_office.workbook.closed_file import ClosedFile
from tariffline_office.workbook.patch import Patch
from tariffline_office.workbook.reading import Wish, read_sheets
from tariffline_office.workbook.writing import Job

PART = "xl/worksheets/sheet1.xml"
ANSWERS = Answers(Told({}, None, 0, "Edition 1", datetime(2026, 6, 1, tzinfo=UTC)))
FAILURES = [Failure("NOT_FOUND", "no <such> line"), Failure("BAD_INPUT", "no number")]
HEAD = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<dimension ref="A1:C9"/><sheetData><row r="1" spans="1:3"><c r="A1" t="inlineStr"><is><t>HTS'
    b"</t></is></c></row>"
)
TAIL = b'</sheetData><pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>'


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return parts_of(make("xlsxwriter_in_place", tmp_path_factory.mktemp("base")))


@st.composite
def sheets(draw: st.DrawFn) -> tuple[bytes, dict[int, str]]:
    """The XML of a sheet, and the numbers in column A by row."""
    rows, numbers = [], {}
    for number in sorted(draw(st.sets(st.integers(2, 40), min_size=1, max_size=12))):
        cells = b""
        if draw(st.booleans()):
            numbers[number] = draw(st.sampled_from(["8471", "7307", "0101"]))
            cells += b'<c r="A%d"><v>%s</v></c>' % (number, numbers[number].encode())
        if draw(st.booleans()):
            cells += b'<c r="C%d" s="0" t="inlineStr"><is><t>x</t></is></c>' % number
        looks = draw(st.sampled_from([b' spans="1:3"', b"", b' spans="1:9" ht="15"', b' ht="9"']))
        gap = draw(st.sampled_from([b"", b"", b"\n"]))
        closed = b"/>" if not cells and draw(st.booleans()) else b">" + cells + b"</row>"
        rows.append(gap + b'<row r="%d"%s%s' % (number, looks, closed))
    return HEAD + b"".join(rows) + TAIL + b"</worksheet>", numbers


def refreshed(path: Path, out: Path, failures: Sequence[Failure] = FAILURES) -> dict[str, bytes]:
    """The parts afterwards; none if nothing was written. Each question fails in its own way."""
    out.unlink(missing_ok=True)
    with ClosedFile(path) as file:
        found = read_sheets(file.sheets, Wish("Parts", {}, ["CHECK"]))
        for sheet in found:
            count = len(sheet.rows.questions)
            sheet.rows.questions = [failures[place % len(failures)] for place in range(count)]
        file.write(Job(found, ANSWERS, lambda decisions: [], {}), out)
    return parts_of(out) if out.exists() else {}


@settings(deadline=None, max_examples=60)
@given(sheets())
def test_both_ways_write_the_same(
    base: dict[str, bytes], sheet: tuple[bytes, dict[int, str]]
) -> None:
    xml, numbers = sheet
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path, out = Path(folder) / "parts.xlsx", Path(folder) / "out.xlsx"
        write_parts(path, {**base, PART: xml})
        patch.setattr(members, "PIECE_BYTES", 32)  # some hold no heading
        fast = refreshed(path, out)
        [*_, check, _] = load_workbook(out)["Parts"].iter_cols(values_only=True)
        shown = {row for row, value in enumerate(check, 1) if value}
        patch.setattr(Patch, "_is_appending", lambda *_: False)
        slow = refreshed(path, out)
    assert fast == slow
    assert shown == {1, *numbers}


@settings(deadline=None, max_examples=60)
@given(
    sheets(),
    st.lists(st.sampled_from(FAILURES), min_size=3, max_size=3),
    st.lists(st.sampled_from([*FAILURES, Failure("BAD_INPUT", "another")]), min_size=3, max_size=3),
)
def test_a_second_refresh_writes_the_same_however_it_finds_the_rows(
    base: dict[str, bytes],
    sheet: tuple[bytes, dict[int, str]],
    first: list[Failure],
    second: list[Failure],
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        made, path, out = (Path(folder) / f"{name}.xlsx" for name in ("made", "parts", "out"))
        write_parts(made, {**base, PART: sheet[0]})
        patch.setattr(members, "PIECE_BYTES", 32)
        refreshed(made, path, first)
        found = []
        for rows_for_each in (0, 1, 10**6):  # all in stretches, some, or all rows at once
            patch.setattr(apart, "_MANY", rows_for_each)
            found.append(refreshed(path, out, second))
        patch.setattr(Decisions, "rows_to_change", None)
        found.append(refreshed(path, out, second))
    assert found[0] == found[1] == found[2] == found[3]
    asked = len(set(sheet[1].values()))
    assert bool(found[0]) == (first[:asked] != second[:asked])
