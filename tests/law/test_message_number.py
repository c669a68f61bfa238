"""New, old and AD/CVD message numbers are told apart, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.message_number import (
    FIRST_ID,
    MessageNumberError,
    bulletin_address,
    parse_message_number,
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("39291311", "39291311"),
        (39291311, "39291311"),
        (39291311.0, "39291311"),
        ("CSMS # 39291311", "39291311"),
        ("CSMS #39291311", "39291311"),
        ("csms message 39291311", "39291311"),
        ("CSMS No. 19-000252", "19-000252"),
        ("19–000252", "19-000252"),
        ("#39291311", "39291311"),
    ],
)
def test_a_number_in_the_usual_spellings(written: object, number: str) -> None:
    assert parse_message_number(written) == number


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("5189402", "seven digits, as the messages on antidumping"),
        ("19000252", "write it as 19-000252"),
        ("8471.30.01", "write such as 39291311"),
        ("A-570-910", "write such as 39291311"),
        ("", "write such as 39291311"),
        (True, "write such as 39291311"),
        ("1" * 500, "write such as 39291311"),
    ],
)
def test_another_number_is_refused_with_its_remedy(written: object, remedy: str) -> None:
    with pytest.raises(MessageNumberError, match=remedy):
        parse_message_number(written)


@pytest.mark.parametrize(
    ("number", "address"),
    [("39291311", "25789af"), ("43229317", "293a085"), ("67844987", "40b3b7b")],
)
def test_the_address_is_the_number_in_hexadecimal(number: str, address: str) -> None:
    expected = f"https://content.govdelivery.com/bulletins/gd/USDHSCBP-{address}"
    assert bulletin_address(number) == expected
    assert bulletin_address("19-000252") == ""


@given(st.integers(FIRST_ID, 199_999_999))
def test_every_new_number_survives_its_spellings(number: int) -> None:
    for written in (str(number), number, f"CSMS # {number}", f" CSMS No. {number} "):
        assert parse_message_number(written) == str(number)


@given(st.one_of(st.text(), st.integers(), st.floats(allow_nan=True)))
def test_nothing_but_a_number_or_a_refusal_comes_out(written: object) -> None:
    try:
        number = parse_message_number(written)
    except MessageNumberError:
        return
    assert parse_message_number(number) == number
