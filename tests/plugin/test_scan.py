"""The two scanners find the same cells; and the ways of writing XML that programs differ in."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tariffline_office.workbook.odd import odd_blocks
from tariffline_office.workbook.scan import blocks
from tariffline_office.workbook.sheet import column_letter

START, END = b'<worksheet xmlns="x"><sheetData>', b"</sheetData><pageMargins/></worksheet>"
CONTENTS = (
    b"", b"<v>5</v>", b"<v/>", b"<v></v>", b"<f>A1&amp;1</f><v>5</v>", b'<f t="shared" si="0"/>',
    b"<is><t>a &lt;c r=</t></is>", b'<is><t xml:space="preserve"> ! </t></is>',
    b"<is><r><rPr><b/></rPr><t>ri</t></r><r><t>ch</t></r></is>",
)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    rows = []
    for number in sorted(draw(st.sets(st.integers(1, 50), max_size=8))):
        cells = [
            b'<c r="%s%d" s="1">%s</c>' % (column_letter(column).encode(), number, content)
            for column in sorted(draw(st.sets(st.integers(1, 30), max_size=6)))
            for content in [draw(st.sampled_from(CONTENTS))]
        ]
        gap = draw(st.sampled_from([b"", b"", b"\n  "]))
        inside = b"".join(gap + cell for cell in cells)
        looks = draw(st.sampled_from([b' spans="1:3"', b"", b' ht="15" x14ac:dyDescent="0.25"']))
        empty = b'<row r="%d"%s/>' % (number, looks)
        whole = b'<row r="%d"%s>%s</row>' % (number, looks, inside)
        has_end = cells or draw(st.sampled_from([[], [b""]]))
        rows.append(whole if has_end else empty)
    # Rows without an end are told of only before one that has an end: they have no cells.
    rows.append(b'<row r="60"></row>')
    return START.replace(b">", b' xmlns:x14ac="y">', 1) + b"".join(rows) + END


def found(
    xml: bytes, wanted: Sequence[int], size: int, *, odd: bool
) -> list[tuple[int, list[bytes], list[bytes]]]:
    """Each row: its number, the wanted tails, what stands at their places."""
    pieces = [xml[at : at + size] for at in range(0, len(xml), size)]
    read = list(odd_blocks(pieces, wanted) if odd else blocks(pieces, wanted))
    assert b"".join(block.text for block in read) == xml
    return [
        (number, [*map(in_one_form, cells)], [block.text[slice(*span)] for span in places.cells])
        for block in read
        for number, cells, places in zip(
            block.numbers, block.cells, block.places(range(len(block.numbers))), strict=True
        )
    ]


def in_one_form(tail: bytes) -> bytes:
    """The whole parser writes a cell anew: without looks inside, no element without an end."""
    tail = re.sub(rb"<rPr>.*?</rPr>", b"", tail)
    tail = re.sub(rb"<t [^>]*>", b"<t>", tail)
    return re.sub(rb"<(\w+)([^>]*)/>", rb"<\1\2></\1>", tail)


@settings(deadline=None)  # many small pieces take their time
@given(sheets(), st.sets(st.integers(1, 30), max_size=5), st.integers(1, 400))
def test_both_scanners_find_the_same(xml: bytes, columns: set[int], size: int) -> None:
    wanted = sorted(columns)
    assert found(xml, wanted, size, odd=False) == found(xml, wanted, size, odd=True)


@pytest.mark.parametrize(
    "rows",
    [
        b'<row><c><v>1</v></c><c s="2"><v>2</v></c></row>',
        b'<row r="1"><c s="0" r="A1"><v>1</v></c><c s="2" r="B1"><v>2</v></c></row>',
        b'<row r="1"><!--<c r="B1"/></row>--><c r="A1"/><c r="B1" s="2"><v>2</v></c></row>',
        b'<row r="1"><c r="A1"/><c r="B1" s="2"><v><![CDATA[2]]></v></c></row>',
        b"<row r='1'><c r='B1' s='2'><v>2</v></c></row>",
        b'<row r="1">\n <c r="A1"/>\n <c r="B1" s="2"><v>2</v></c>\n</row>',
    ],
)
def test_every_way_to_write_a_row(rows: bytes) -> None:
    [(number, cells, _)] = found(START + rows + END, [2], 10_000, odd=False)
    assert (number, cells) == (1, [b' s="2"><v>2</v></c>'])


def test_a_sheet_with_prefixes() -> None:
    xml = (
        b'<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="B1" s="2"><x:v>2</x:v></x:c>'
        b"</x:row></x:sheetData></x:worksheet>"
    )
    [(_, cells, places)] = found(xml, [2, 3], 10_000, odd=False)
    assert cells == [b' s="2"><v>2</v></c>', b""]
    assert places == [b'<x:c r="B1" s="2"><x:v>2</x:v></x:c>', b""]
