"""Results put at the ends of rows all at once are the same bytes as cell by cell."""

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


def refreshed(path: Path, out: Path) -> dict[str, bytes]:
    with ClosedFile(path) as file:
        found = read_sheets(file.sheets, Wish("Parts", {}, ["CHECK"]))
        for sheet in found:
            count = len(sheet.rows.questions)
            sheet.rows.questions = [FAILURES[place % 2] for place in range(count)]
        file.write(Job(found, ANSWERS, lambda decisions: [], {}), out)
    return parts_of(out)


@settings(deadline=None, max_examples=60)
@given(sheets())
def test_both_ways_write_the_same(
    base: dict[str, bytes], sheet: tuple[bytes, dict[int, str]]
) -> None:
    xml, numbers = sheet
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path, out = Path(folder) / "parts.xlsx", Path(folder) / "out.xlsx"
        write_parts(path, {**base, PART: xml})
        fast = refreshed(path, out)
        [*_, check, _] = load_workbook(out)["Parts"].iter_cols(values_only=True)
        shown = {row for row, value in enumerate(check, 1) if value}
        patch.setattr(Patch, "_is_appending", lambda _: False)
        slow = refreshed(path, out)
    assert fast == slow
    assert shown == {1, *numbers}
