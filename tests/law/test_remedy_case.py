"""Case numbers in every spelling people use, and none that is something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.remedy_case import (
    COUNTRY_OF,
    CaseError,
    CaseNumber,
    is_countervailing,
    parse_case,
)


@pytest.mark.parametrize(
    "written",
    [
        "A-570-910", "a-570-910", "A570910", "A–570–910", "A‑570‑910", " A 570 910 ", "[A-570-910]",
        "Case A-570-910", "case no. A570910", "AD/CVD case: A-570-910", "“A-570-910”", "A.570.910",
    ],
)  # fmt: skip
def test_one_case_in_many_spellings(written: str) -> None:
    assert parse_case(written) == CaseNumber("A-570-910")


@pytest.mark.parametrize(
    ("written", "suffix"),
    [("A-570-910-001", "001"), ("A570848003", "003"), ("C–570–911–999", "999")],
)
def test_a_suffix_is_a_company(written: str, suffix: str) -> None:
    case = parse_case(written)
    assert case.suffix == suffix
    assert str(case).endswith(f"-{suffix}")


@pytest.mark.parametrize(
    "written",
    ["", "910", "B-570-910", "A-570-91", "A-57-910", "8081305", "A-570-910-1", "7306.30.10"],
)
def test_what_is_no_case_is_refused_with_the_remedy(written: str) -> None:
    with pytest.raises(CaseError, match="A-570-910"):
        parse_case(written)


@pytest.mark.parametrize("written", [None, 570910, 1.5, True])
def test_a_number_is_no_case(written: object) -> None:
    with pytest.raises(CaseError):
        parse_case(written)


def test_kind_and_country() -> None:
    assert is_countervailing("C-570-911")
    assert not is_countervailing("A-570-910")
    assert CaseNumber("A-570-910").origin == "CN"
    assert CaseNumber("A-999-910").origin == ""


@given(
    st.sampled_from("AC"),
    st.sampled_from(sorted(COUNTRY_OF)),
    st.integers(0, 999),
    st.sampled_from(["-", "–", "", " "]),
)
def test_what_is_written_is_read_back(kind: str, country: str, digits: int, dash: str) -> None:
    case = parse_case(f"{kind}{dash}{country}{dash}{digits:03}")
    assert case.number == f"{kind}-{country}-{digits:03}"
    assert parse_case(str(case)) == case
