"""The workbook that is refreshed: a list of parts as Excel writes it, packed as Excel packs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

SHEET = "xl/worksheets/sheet1.xml"
# Over 17 sheets that Excel saved, among the samples of Apache POI and XlsxWriter, level 3 comes
# within 0.1 % of Excel's own size; level 1 is 8 % larger, level 6 13 % smaller.
EXCELS_LEVEL = 3
_LINES, _SUPPLIERS = 1_000, 300


def make(path: Path, rows: int) -> None:
    """So many rows and a heading."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=EXCELS_LEVEL) as package:
        for name, content in _PARTS.items():
            package.writestr(name, content)
        with package.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for text in _strings(rows):
                part.write(text.encode())
        with package.open(SHEET, "w", force_zip64=True) as part:
            for text in _sheet(rows):
                part.write(text.encode())


_HEADINGS = (
    "Part", "Description", "HTS", "Country of origin", "Entry date", "Quantity", "Value",
    "Supplier", "Plant",
)  # fmt: skip
_LOOKS = ("CN", "DE", "Plant A", "Plant B")


def _strings(rows: int) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{_MAIN}">'
    texts = [*_HEADINGS, *_LOOKS]
    texts += [f"8471{line % 100:02}{line // 100:04}" for line in range(_LINES)]
    texts += [f"Supplier {number}" for number in range(_SUPPLIERS)]
    yield "".join(f"<si><t>{text}</t></si>" for text in texts)
    for row in range(rows):
        yield f"<si><t>P-{row:07}</t></si>"
    yield "</sst>"


def _sheet(rows: int) -> Iterator[str]:
    looks = len(_HEADINGS)
    lines, suppliers = looks + len(_LOOKS), looks + len(_LOOKS) + _LINES
    parts = suppliers + _SUPPLIERS
    yield (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
        f'<dimension ref="A1:I{rows + 1}"/><sheetData><row r="1" spans="1:9">'
    )
    yield "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABCDEFGHI"))
    yield "</row>"
    for number in range(2, rows + 2):
        mixed = number * 7_919  # neighbours differ, as in a list that nobody sorted
        yield (
            f'<row r="{number}" spans="1:9"><c r="A{number}" t="s"><v>{parts + number - 2}</v></c>'
            f'<c r="B{number}" t="s"><v>{suppliers + mixed % _SUPPLIERS}</v></c>'
            f'<c r="C{number}" t="s"><v>{lines + mixed % _LINES}</v></c>'
            f'<c r="D{number}" t="s"><v>{looks + mixed // 3 % 2}</v></c>'
            f'<c r="E{number}" s="1"><v>{46_000 + mixed // 11 % 2}</v></c>'
            f'<c r="F{number}"><v>{mixed % 997}</v></c>'
            f'<c r="G{number}" s="2"><v>{mixed % 1_000_003 / 100}</v></c>'
            f'<c r="H{number}" t="s"><v>{suppliers + mixed % 299}</v></c>'
            f'<c r="I{number}" t="s"><v>{looks + 2 + number % 2}</v></c></row>'
        )
    yield "</sheetData></worksheet>"


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{_SPREADSHEET}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" '
        f'ContentType="{_SPREADSHEET}.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Parts" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0"/>'
        '<xf numFmtId="4" xfId="0"/></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
