"""The tables of words: each row is understood by what it is for."""

from __future__ import annotations

import pytest

from tariffline.law.countries import parse_country
from tariffline.mail.headings import CHAPTERS, HEADINGS
from tariffline.mail.money import amount
from tariffline.mail.reading import read_text


def values(text: str, kind: str) -> list[str]:
    return [m.value for m in read_text(text).mentions if m.kind == kind]


def test_the_headings_are_those_of_the_harmonized_system() -> None:
    assert {"0101", "8471", "9903", "9801"} <= HEADINGS
    assert not {"0000", "2024", "7700", "8488", "9999"} & HEADINGS
    assert len(CHAPTERS) == 98  # 77 is kept free


@pytest.mark.parametrize(
    "name",
    ["People's Republic of China", "Republic of China", "Viet Nam", "Türkiye", "Hong Kong", "U.K."],
)
def test_a_country_by_another_name(name: str) -> None:
    assert values(f"goods of {name} only", "country") == [parse_country(name).iso]


@pytest.mark.parametrize(
    "text",
    [
        "New Mexico plant",
        "Gulf of Mexico",
        "Port Said",
        "meet Jordan",
        "Savannah, Georgia",
        "US HTS",
    ],
)
def test_a_name_that_is_no_country_of_origin(text: str) -> None:
    assert values(text, "country") == []


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("1,234.50", "1234.50"),
        ("7.310,00", "7310.00"),
        ("12,5", "12.5"),
        ("3,400", "3400"),
        ("1.234", "1.234"),
    ],
)
def test_amounts_as_both_worlds_write_them(written: str, exact: str) -> None:
    assert str(amount(written)) == exact


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6109.10.0012@16.5%", "6109.10.00.12"), ("heading 84.71 it is", "8471"),
        ("under 8471.30 it is", "8471.30"), ("chapter 9", "09"),
        ("9403200050 of order 4500123456", "9403.20.00.50"), ("HTS 101210010", "0101.21.00.10"),
    ],
)  # fmt: skip
def test_a_number_in_an_unusual_spelling(text: str, value: str) -> None:
    assert values(text, "hts") == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [("$1.2 million", "USD 1200000.0"), ("USD 12.5k", "USD 12500.0"), ("5 EUR", "EUR 5")],
)
def test_sums(text: str, value: str) -> None:
    assert values(text, "money") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "call 8475551234", "PO 8471300100", "2026-05-14", "IP 192.168.10.24", "+86 139 1234 5678",
        "invoice 9403.20", "1806.32 kg", "1Z8471300100020000", "ref 0304620020-XK", "CSMS 84713001",
        "9AB-1234567-4", "HTS 2024.10", "$8471.30", "19 CFR 8471.30a",
    ],
)  # fmt: skip
def test_a_number_that_is_no_hts_number(text: str) -> None:
    assert values(text, "hts") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("duty is 3.9 %", "0.039"), ("duty-free", "0"), ("4.4¢/kg", "4.4¢/kg"),
        ("8471.30.01.00 at 2.5%", "0.025"), ("6109.10.00.12 from Vietnam: 29%", "0.29"),
        ("cash deposit of 92.84 percent", "0.9284"),
        ("Customs charged us 5.6% on 7307.91.50.10", "0.056"), ("4.4 cents per kg", "4.4¢/kg"),
        ("5.5% applies to 7307.91.50.10 from China", "0.055"), ("1¢/kg + 2.5%", "1¢/kg+2.5%"),
        ("we paid 16.5 % for 6109.10.00.12 in May", "0.165"),
        ("the rate of 7307.91.50.10 went up to 6%", "0.06"),
    ],
)  # fmt: skip
def test_a_rate_that_is_claimed(text: str, value: str) -> None:
    assert values(text, "rate_claim") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "10% discount", "30% deposit", "95% cotton", "duty free shop",
        "we pay 30% now for the 7307.91.50.10 flanges as an advance",
        "the exchange rate moved 2% since we classified 7307.91.50.10",
        "the scrap rate of 7307.91.50.10 was 4%", "we paid 5% commission on 7307.91.50.10",
        "the VAT rate on 7307.91.50.10 is 19%", "customs closed, 5% of staff is ill",
    ],
)  # fmt: skip
def test_a_share_of_something_else(text: str) -> None:
    assert values(text, "rate_claim") == []


def test_three_numbers_that_look_alike_are_never_confused() -> None:
    text = "CSMS # 68855869, CSMS 19-000252, AD/CVD message 8081305, HTS 6802.93.00.25"
    found = [(m.kind.value, m.value) for m in read_text(text).mentions]
    assert found == [
        ("csms", "68855869"),
        ("csms", "19-000252"),
        ("adcvd_message", "8081305"),
        ("hts", "6802.93.00.25"),
    ]
