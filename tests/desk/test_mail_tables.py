"""Line items out of tables as people make them, and what is said of what was left out."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from tariffline.desk.mail_answers import AnsweredEnclosure
from tariffline.desk.mailing import answer_mail
from tariffline.desk.records import Desk
from tariffline.sources.letters import Enclosure, Letter

Rows = list[list[object]]
Item = tuple[str, str, str, str, str]


def answered(desk: Desk, name: str, data: bytes) -> AnsweredEnclosure:
    letter = Letter("", "", None, "See attached.", "", (Enclosure(name, "", data),))
    [enclosure] = answer_mail(desk, letter, lambda _function, _arguments: None).enclosures
    return enclosure


def items(enclosure: AnsweredEnclosure) -> list[Item]:
    assert enclosure.answered, enclosure.problem
    lines = [priced.line for priced in enclosure.answered.lines]
    return [(line.hts, line.country, line.description, line.quantity, line.value) for line in lines]


def book(*sheets: Rows, merged: str = "") -> bytes:
    made, data = Workbook(), BytesIO()
    for index, rows in enumerate(sheets):
        sheet = made.create_sheet(f"S{index}")
        for row in rows:
            sheet.append(row)
        if merged:
            sheet.merge_cells(merged)
    made.remove(made.worksheets[0])
    made.save(data)
    return data.getvalue()


def test_a_heading_of_two_rows_and_a_total_below(desk: Desk) -> None:
    rows: Rows = [
        ["ACME Ltd, commercial invoice 4711"],
        ["Item", None, "Value", None, "Customs"],
        ["Description", "Part", "Unit price", "Total", "HTS code", "Origin"],
        ["Steel fitting", "P1", 5.5, 1100.0, "7307.91.5010", "CN"],
        ["Laptop", "P2", 500, 1000, 8471300100, "Taiwan"],
        ["TOTAL", None, None, 2100.0],
    ]
    assert items(answered(desk, "a.xlsx", book(rows, merged="C2:D2"))) == [
        ("7307.91.50.10", "CN", "Steel fitting", "", "1100"),
        ("8471.30.01.00", "TW", "Laptop", "", "1000"),
    ]


@pytest.mark.parametrize(
    ("headings", "cells", "value"),
    [
        (["Total value", "Unit price"], [1100, 5.5], "1100"),
        (["Unit price USD", "Amount USD"], ["5.50", "1,100.00"], "USD 1100.00"),
        (["Price", "Extended value (EUR)"], ["5,50", "1.100,00"], "EUR 1100.00"),
        (["Price each", "Value"], ["$5.50", None], "USD 5.50"),
    ],
)
def test_the_value_is_not_the_price_of_one(
    desk: Desk, headings: list[object], cells: list[object], value: str
) -> None:
    data = book([["HTS", "Origin", *headings], ["8471.30.01.00", "CN", *cells]])
    assert [item[4] for item in items(answered(desk, "a.xlsx", data))] == [value]


def test_several_tables_in_a_sheet_and_several_sheets(desk: Desk) -> None:
    first: Rows = [
        ["HTS", "Origin", "Value"],
        ["8471.30.0100", "CN", "USD 1,000.00"],
        [],
        ["Description", "HTS number", "Country of origin", "Qty", "Amount"],
        ["Fittings", "7307.91.50.10", "Korea", 12, "€ 1.234,50"],
    ]
    second: Rows = [["HTSUS", "COO", "Quantity"], [7307915030, "DE", "3,5"]]
    assert items(answered(desk, "a.xlsx", book(first, second))) == [
        ("8471.30.01.00", "CN", "", "", "USD 1000.00"),
        ("7307.91.50.10", "KR", "Fittings", "12", "EUR 1234.50"),
        ("7307.91.50.30", "DE", "", "3,5", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Description,HTS,Origin,Qty,Value\n"Pipe, 3""",7307.91.50.10,CN,10,"$1,234.50"\nTotal,,,9',
        'Description;HTS;Origin;Qty;Value\r\n"Pipe, 3""";7307.91.50.10;CN;10;"$1,234.50"\r\n',
        'Description\tHTS\tOrigin\tQty\tValue\n"Pipe, 3"""\t7307.91.50.10\tCN\t10\t"$1,234.50"',
    ],
)
def test_a_quoted_cell_may_hold_the_divider(desk: Desk, text: str) -> None:
    assert items(answered(desk, "a.csv", text.encode())) == [
        ("7307.91.50.10", "CN", 'Pipe, 3"', "10", "USD 1234.50")
    ]


def test_a_csv_with_a_quote_that_never_ends_is_read_as_text(desk: Desk) -> None:
    data = b'HTS,Origin\n8471.30.01.00,"CN\n' + b"x" * 200_000
    assert items(answered(desk, "a.csv", data))[0][0] == "8471.30.01.00"


def test_a_workbook_of_too_many_cells_is_refused_before_it_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tariffline.sources.attachments.MOST_TAGS", 4_000)
    wide: Rows = [["x"] * 100 for _ in range(15)]
    refused = answered(desk, "wide.xlsx", book(wide))
    assert refused.problem == (
        "wide.xlsx has more cells than are read; attach the sheet that matters"
    )
    assert items(answered(desk, "narrow.xlsx", book(wide[:5]))) == []


def test_what_is_left_out_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tariffline.sources.attachments.MOST_CHARACTERS", 1_000)
    monkeypatch.setattr("tariffline.sources.attachments.MOST_ROWS", 20)
    monkeypatch.setattr("tariffline.desk.mailing.MOST_LINES", 5)
    long = answered(desk, "a.txt", b"x" * 1_001).answered
    assert long
    assert long.left_out == ("only the first 1,000 characters are read",)
    rows = answered(desk, "a.xlsx", book([["x"]] * 21)).answered
    assert rows
    assert rows.left_out == ("only the first 20 rows of a sheet are read",)
    numbers = "\n".join(f"8471.30.01.00\tCN\tUSD {n}.00" for n in range(7))
    many = answered(desk, "a.tsv", f"HTS\tOrigin\tValue\n{numbers}".encode()).answered
    assert many
    assert len(many.lines) == 5
    assert many.left_out == ("only the first 5 of 7 line items are priced",)
    body = Letter("", "", None, "", "<p>x</p>" * 200, ())
    told = answer_mail(desk, body, lambda _function, _arguments: None)
    assert told.body.left_out == ("only the first 1,000 characters are read",)


@pytest.mark.parametrize(
    ("headings", "value"),
    [
        ("HS-Code;Ursprung;Artikel;Menge;Einzelpreis;Betrag", "1 234,50 €"),
        ("Zolltarifnummer;Ursprungsland;Bezeichnung;Anzahl;Preis;Gesamtwert", "EUR 1.234,50"),
        ("Code SH;Pays d'origine;Désignation;Quantité;Prix unitaire;Montant total", "1 234,50 €"),
        ("Fracción arancelaria;Origen;Descripción;Cantidad;Precio unitario;Importe", "€1.234,50"),
        ("Codice doganale;Paese di origine;Descrizione;Quantità;Prezzo;Valore", "1.234,50 EUR"),
    ],
)
def test_headings_and_sums_as_suppliers_abroad_write_them(
    desk: Desk, headings: str, value: str
) -> None:
    data = f"{headings}\n7307.91.50.10;CN;Flansch;10;99,99 €;{value}\n".encode()
    found = items(answered(desk, "liste.csv", data))
    assert found == [("7307.91.50.10", "CN", "Flansch", "10", "EUR 1234.50")]
