"""The lines to watch, from the files that brokers have."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tariffline.desk.watch_list import Listed, ListError, read_list
from tariffline.law.code import dotted
from tariffline.store.watches import Pair

PRINTED = ("8471300100", "0101210010", "7307915010", "200911", "85013140", "0901")


def printed(digits: str) -> bool:
    return any(code.startswith(digits) for code in PRINTED)


def read(name: str, data: bytes | str) -> Listed:
    return read_list(name, data.encode() if isinstance(data, str) else data, printed)


def codes(text: str) -> list[str]:
    return [pair.hts for pair in read("list.txt", text).pairs]


def workbook(*sheets: list[list[object]]) -> bytes:
    book, file = Workbook(), BytesIO()
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    book.save(file)
    book.close()
    return file.getvalue()


def broken(data: bytes) -> bytes:
    """A workbook with an attribute that the format doesn't have."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as whole, ZipFile(file, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, whole.read(name).replace(b"activeTab", b"activeTap"))
    return file.getvalue()


def test_a_workbook_gives_numbers_and_countries_by_their_headings() -> None:
    data = workbook(
        [["Parts of 2026"], ["No.", "HTS Number:", "Country-of-Origin"], [1, 8471300100, "China"],
         [2, "7307.91.5010", 5700], [3, None, "CN"], [4, 101210010, None],
         [5, "8471.30.01.00", "CN"]],
        [["a note"]],
        [["hts", "qty"], ["8501.31.40", 2]],
    )  # fmt: skip
    assert read("parts.XLSX", data) == Listed(
        (
            Pair("8471300100", "CN"),
            Pair("7307915010", "CN"),
            Pair("0101210010"),
            Pair("85013140"),
        )
    )


def test_what_a_row_says_wrong_is_named_with_its_place() -> None:
    data = workbook([["HTS", "Country"], ["84713O0100", "CN"], ["8471.30.01.00", "Narnia"]])
    found = read("parts.xlsx", data)
    assert found.pairs == (Pair("8471300100"),)
    wrong, unknown = found.problems
    assert wrong.startswith("Sheet 0 row 2 is not watched: “84713O0100” is not an HTS number")
    assert unknown.startswith("Sheet 0 row 3 is watched for any country: “Narnia” is not a country")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("parts.xlsx", b"no zip", "parts.xlsx can't be read as a workbook"),
        ("parts.xlsx", workbook([["Part", "Value"], ["x", 1]]), "give it the heading “HTS”"),
        ("parts.xlsx", broken(workbook([["HTS"]])), "parts.xlsx can't be read as a workbook"),
        ("parts.xls", b"", "parts.xls is none of .xlsx, .csv, .txt, .eml"),
        ("mail.msg", b"", "save it as one of them"),
        ("list.csv", b"HTS\n" + b"1" * 200_000, "list.csv can't be read as a table"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_remedy(
    name: str, data: bytes, words: str
) -> None:
    with pytest.raises(ListError, match=words.replace(".", r"\.")):
        read(name, data)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_as_excel_writes_it(delimiter: str, encoding: str) -> None:
    rows = ["HTS;Origin", "8471.30.01.00;CN", '"9999.99.99.99";Côte d\'Ivoire', ";"]
    data = "\r\n".join(rows).replace(";", delimiter).encode(encoding)
    assert read("list.csv", data).pairs == (Pair("8471300100", "CN"), Pair("9999999999", "CI"))


def test_a_table_without_headings_is_text() -> None:
    assert read("list.csv", "8471300100,CN\nqty,8471\n").pairs == (Pair("8471300100"),)


@pytest.mark.parametrize(
    "spelling",
    ["8471300100", "8471.30.01.00", "8471.30.0100", "8471 30 01 00", "8471-30-01-00",
     "8471.300100", "(8471.30.01.00)", "HTS:8471300100.", "“8471.30.01.00”,"],
)  # fmt: skip
def test_every_usual_spelling_is_found_in_text(spelling: str) -> None:
    assert codes(f"Please watch {spelling} for us") == ["8471300100"]


def test_a_lost_zero_is_put_back() -> None:
    assert codes("101210010 and 101.21.00.10") == ["0101210010"]


@pytest.mark.parametrize(
    "words",
    [
        "in 2009", "2009-11", "2009-11-12", "$2009.11", "€ 2009.11", "1,2009.11", "2009.11,50",
        "0901", "PO8471300100", "8471300100-7", "8471.30.01.00.9", "84713001009", "4202.99.99.99",
        "9999999999999999999999",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_not_taken(words: str) -> None:
    assert codes(f"see {words} there") == []


@given(st.text(), st.sampled_from(PRINTED[:4]), st.text())
def test_any_text_may_stand_around_a_number(before: str, code: str, after: str) -> None:
    assert code in codes(f"{before}\n|{dotted(code)}|\n{after}")


@given(st.binary(max_size=300), st.sampled_from(["a.xlsx", "a.csv", "a.eml", "a.txt", "a.tsv"]))
def test_no_file_breaks_the_reader(data: bytes, name: str) -> None:
    with suppress(ListError):
        assert all(pair.hts.isdigit() for pair in read(name, data).pairs)


def test_a_mail_is_read_with_its_subject_and_lists() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Rates for 7307.91.50.10?"
    mail.set_content("Dear all,\nwe also import 8471.30.01.00 – thanks\n")
    mail.add_attachment(
        workbook([["HTS", "Origin"], ["8501.31.40", "MX"]]),
        maintype="application",
        subtype="octet-stream",
        filename="more.xlsx",
    )
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="invoice.pdf")
    found = read("mail.eml", mail.as_bytes())
    assert found.pairs == (Pair("7307915010"), Pair("8471300100"), Pair("85013140", "MX"))
    [problem] = found.problems
    assert problem.startswith("an attachment is not read: invoice.pdf is none of")


def test_a_mail_in_html_is_read_as_its_words() -> None:
    mail = EmailMessage()
    mail.set_content("<table><tr><td>8471300100</td><td>CN</td></tr></table>", subtype="html")
    assert read("mail.eml", mail.as_bytes()).pairs == (Pair("8471300100"),)
