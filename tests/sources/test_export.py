"""Reading the official export: whole, or an error that says where it is broken."""

import gzip
import json
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.usitc import as_csv, as_json, printed_row, whole_export, whole_rows

from tariffline.law.schedule import Footnote, Row
from tariffline.sources import SourceError
from tariffline.sources.usitc import export
from tariffline.sources.usitc.export import read_export

packed = partial(gzip.compress, mtime=0)  # the same bytes, and so test names, in every process

HEADING = printed_row("0101", description="Live horses:")
LINE = printed_row(
    "0101.21.00.10",
    3,
    description="Males of <i>Equus</i> &amp; others",
    units=["No.", " kg", " "],
    general="\n",
    special="Free (A,\n AU)",
    footnotes=[
        {"columns": ["general"], "value": "See 9903.88.15. ", "type": "endnote"},
        {"columns": ["stat", "units"], "marker": "1", "value": " A note.", "type": "footnote"},
    ],
    quotaQuantity="1,000 t",
    addiitionalDuties="An additional duty",
)


def read(*rows: Any) -> tuple[Row, ...]:
    return read_export(json.dumps(rows).encode(), whole=False)


def test_a_row_comes_normalised() -> None:
    assert read(HEADING, LINE)[1] == Row(
        code="0101210010",
        indent=3,
        description="Males of Equus & others",
        units=("No.", "kg"),
        special="Free (A, AU)",
        footnotes=(
            Footnote(("general",), "See 9903.88.15."),
            Footnote(("stat", "units"), "A note."),
        ),
        quota="1,000 t",
        additional="An additional duty",
    )


def test_a_superior_row_has_a_place_but_no_number() -> None:
    rows = read(HEADING, printed_row("", 1, description="Horses:"), LINE)
    assert [row.code for row in rows] == ["0101", "", "0101210010"]


def test_an_unreadable_rate_is_not_the_file_s_fault() -> None:
    assert read(LINE | {"general": "5 per cent or so"})[0].general == "5 per cent or so"


def test_indent_may_have_a_leading_zero() -> None:
    assert read(HEADING | {"indent": "03"})[0].indent == 3


@pytest.mark.parametrize("wrap", [bytes, packed, lambda data: b"\xef\xbb\xbf" + data])
def test_a_whole_export_may_be_gzip_or_begin_with_a_byte_order_mark(wrap: Any) -> None:
    assert read_export(wrap(whole_export())) == read_export(whole_export())


def test_csv_gives_the_same_rows_as_json() -> None:
    printed = [row | {"footnotes": None} for row in [*whole_rows(), printed_row("9999", units=[])]]
    printed[3]["description"] = '"Fancy", in\ntwo lines'
    assert read_export(as_csv(printed)) == read_export(as_json(printed))


def test_csv_may_have_empty_lines_and_plain_units() -> None:
    data = as_csv([HEADING, LINE]).replace(b"Duties\n", b"Duties\r\n\r\n")
    data = data.replace(b'"[""No."","" kg"","" ""]"', b'"No., kg"')
    assert read_export(data, whole=False)[1].units == ("No.", "kg")


def test_every_official_edition_is_read_whole_and_fast(official_data: Path) -> None:
    files = sorted((official_data / "hts").glob("hts_*.json.gz"))
    for file in files:
        begun = time.process_time()
        rows = read_export(file.read_bytes())
        assert time.process_time() - begun < 3, "about half a second is usual"
        document = gzip.decompress(file.read_bytes())
        assert len(rows) == document.count(b'"htsno"')
        assert sum(len(row.footnotes) for row in rows) == document.count(b'"columns"')
    assert len(files) == 12


def test_an_official_edition_reads_the_same_from_csv(official_data: Path) -> None:
    data = gzip.decompress((official_data / "hts" / "hts_2026_rev_5.json.gz").read_bytes())
    printed = [row | {"footnotes": None} for row in json.loads(data)]
    assert read_export(as_csv(printed)) == read_export(as_json(printed))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (LINE | {"htsno": "0101.2"}, r"row 2, field htsno: '0101\.2' is not a number of 4, 6, 8"),
        (LINE | {"htsno": "O101.21"}, r"row 2, field htsno: 'O101\.21'"),
        (LINE | {"htsno": "٠١٠١"}, "row 2, field htsno"),
        (LINE | {"htsno": ""}, "row 2, field htsno: '' is not a number"),
        (LINE | {"indent": "-1"}, "row 2, field indent: '-1' is not a depth"),
        (LINE | {"general": 0.05}, r"row 2, field general: Expected `str \| null`, got `float`"),
        (LINE | {"units": "kg"}, "row 2, field units"),
        (LINE | {"footnotes": [{"columns": ["general"]}]}, r"row 2, field footnotes\[0\].*`value`"),
        ({k: v for k, v in LINE.items() if k != "special"}, "row 2: .*missing.*`special`"),
        ("0102", "row 2: Expected `object`, got `str`"),
        (printed_row("0101"), "0101 stands after 0101.*must ascend"),
        (printed_row("0100"), "0100 stands after 0101.*must ascend"),
    ],
)
def test_a_damaged_row_is_named(row: object, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(HEADING, row)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n", "the file is empty"),
        (packed(b""), "the file is empty"),
        (b"\n<!DOCTYPE html><html></html>", "an HTML page came instead of the schedule"),
        (b"[]", "the export has no rows"),
        (as_csv([]), "the export has no rows"),
        (b'{"message": "too busy"}', "not a list of rows: Expected `array`, got `object`"),
        (as_json([HEADING])[:-9], "cut short"),
        (as_json([HEADING]) + b"]", "cut short"),
        (b'[{"more": ' + b"[" * 100_000, "cut short"),
        (packed(as_json([HEADING]))[:-9], "gzip file is broken or cut short"),
        (packed(as_json([HEADING]))[:5], "gzip file is broken or cut short"),
        (b"\x1f\x8b\x08" + b"\xff" * 50, "gzip file is broken or cut short"),
        (packed(as_json([HEADING])) + b"more", "gzip file is broken or cut short"),
        (as_json([HEADING]).decode().encode("utf-16"), "not UTF-8"),
        ("33¢/kg".encode("cp1252"), "not UTF-8 text .byte 2"),
        (as_csv([HEADING])[:-2], "line 2 of the CSV is broken or cut short"),
        (as_csv([HEADING])[:-4] + b"\n", "line 2 of the CSV has 8 cells where its header has 9"),
        (as_csv([HEADING]).replace(b"Indent", b"Depth"), "the CSV has no column “Indent”"),
        (
            as_csv([LINE]).replace(b'""No.""', b"No."),
            r"line \d of the CSV, Unit of Quantity: .* cannot be read",
        ),
    ],
)
def test_a_broken_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_export(data, whole=False)


def test_a_part_is_not_taken_for_the_whole() -> None:
    few = as_json(whole_rows(5_000))
    assert read_export(few, whole=False)
    with pytest.raises(SourceError, match=r"it has 5,\d{3} rows .* in all chapters"):
        read_export(few)


def test_a_whole_edition_has_every_chapter() -> None:
    rows = [row for row in whole_rows(32_000) if not row["htsno"].startswith("98")]
    with pytest.raises(SourceError, match=r"3\d,\d{3} rows .* nothing of chapters 98;"):
        read_export(as_json(rows))


def test_a_gzip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "LARGEST", 1_000)
    with pytest.raises(SourceError, match="unpacks to more than 1,000 bytes"):
        read_export(packed(b" " * 1_001))


@settings(deadline=None)
@given(st.data())
def test_damage_anywhere_is_read_or_refused_never_worse(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from([as_json, as_csv, lambda rows: packed(as_json(rows))]))
    whole = form([HEADING, LINE])
    at = data.draw(st.integers(0, len(whole)))
    until = data.draw(st.integers(at, len(whole)))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[until:]
    try:
        rows = read_export(damaged, whole=False)
    except SourceError:
        return
    assert {len(row.code) for row in rows} <= {0, 4, 6, 8, 10}
