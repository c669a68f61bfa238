"""What messages name: each number is what its words say it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.message_mentions import (
    adcvd_messages,
    authorities,
    cases,
    countries,
    hts_numbers,
    messages,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Report 9903.80.01 or 9903.85.01.", ("99038001", "99038501")),
        ("Section 301 China Reinstatement HTS 8536.50.9065", ("8536509065",)),
        ("Issue with HTS 9903.0125", ("99030125",)),
        ("HTS 7310100015 and heading 8501", ("7310100015", "8501")),
        ("subheadings 720838, 720927 and 72099000", ("720838", "720927", "72099000")),
        ("headings 9903.01.26–9903.01.33", ("99030126", "99030133")),
        ("call 8005551212", ()),
        ("it costs $2575.10, or 1234.56%", ()),
        ("ABI version 10.25 of 2024", ()),
        ("CSMS # 68855869", ()),
        ("Reserved 7701.00.00", ()),
    ],
)
def test_hts_numbers(text: str, found: tuple[str, ...]) -> None:
    assert hts_numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Case C570068001 is missing AD companion case A570067", ("C-570-068", "A-570-067")),
        ("A–201–837 and a-201-837", ("A-201-837",)),
        ("part XA-570-910", ()),
    ],
)
def test_cases(text: str, found: tuple[str, ...]) -> None:
    assert cases(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("products of China, Hong Kong and Macau", ("CN", "HK", "MO")),
        ("from the People’s Republic of China", ("CN",)),
        ("the Republic of Korea", ("KR",)),
        ("Paterson, New Jersey; New Mexico", ()),
        ("the port of Savannah Georgia", ()),
        ("products of Georgia", ("GE",)),
        ("the United States", ()),
    ],
)
def test_countries(text: str, found: tuple[str, ...]) -> None:
    assert countries(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Related Message Number(s): CSMS # 66359035 & 67156485", ["66359035", "67156485"]),
        ("Related CSMS Msgs: 13-000560, 13-000540", ["13-000560", "13-000540"]),
        ("please refer to CSMS message #42203908", ["42203908"]),
        ("Follow Up to CSMS #5170089", []),
        ("HTS 72083800 and 39269099", []),
        ("CSMS; HTS 72083800", []),
    ],
)
def test_other_messages(text: str, found: list[str]) -> None:
    assert [number for _, number in messages(text)] == found


def test_an_adcvd_message_is_no_csms_message() -> None:
    text = "See message number 5189402 and CSMS # 68855869."
    assert adcvd_messages(text) == ("5189402",)
    assert [number for _, number in messages(text)] == ["68855869"]


def test_the_law_it_names() -> None:
    text = "Presidential Proclamation 10326; see 86 FR 73593 and 19 CFR 163.6."
    named = ("Presidential Proclamation 10326", "86 FR 73593", "19 CFR 163.6")
    assert authorities(text) == named


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(code.isdigit() and len(code) in (4, 6, 8, 10) for code in hts_numbers(text))
    assert set(map(len, cases(text))) <= {9}
    assert all(len(iso) == 2 for iso in countries(text))
    list(messages(text))
