"""HTS numbers in every usual spelling, and each bad one refused with its own message."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.code import Code, CodeError, dotted, parse_code

# Numbers that are printed: 4, 6, 8 or 10 digits, chapters 01 to 99.
numbers = st.builds(
    lambda chapter, rest: f"{chapter:02d}{rest}",
    st.integers(1, 99),
    st.sampled_from([2, 4, 6, 8]).flatmap(
        lambda n: st.text(alphabet="0123456789", min_size=n, max_size=n)
    ),
)
dashes = st.sampled_from(list("-‐‑‒–—−"))
quotes = st.sampled_from(list("\"'`“”‘’«»"))
blanks = st.text(alphabet=" \t\n\u00a0\u200b\ufeff", max_size=3)


def groups(digits: str) -> list[str]:
    return dotted(digits).split(".")


@given(numbers)
def test_digits_and_dots_read_alike(digits: str) -> None:
    code = parse_code(digits)
    assert code == Code(digits) == parse_code(dotted(digits)) == parse_code(str(code))
    assert not code.zero_restored


@given(numbers, dashes)
def test_any_dash_divides(digits: str, dash: str) -> None:
    assert parse_code(dash.join(groups(digits))) == Code(digits)


@given(numbers, st.sampled_from([" ", "  ", "\u00a0", "\t"]))
def test_white_space_divides(digits: str, space: str) -> None:
    assert parse_code(space.join(groups(digits))) == Code(digits)


@given(numbers, st.integers(1, 3))
def test_the_last_groups_may_be_joined(digits: str, kept: int) -> None:
    parts = groups(digits)
    joined = ".".join([*parts[:kept], "".join(parts[kept:])]).rstrip(".")
    assert parse_code(joined) == Code(digits)


@given(numbers, blanks, quotes, blanks)
def test_quotes_and_blanks_around_are_dropped(
    digits: str, before: str, quote: str, after: str
) -> None:
    assert parse_code(f"{before}{quote}{dotted(digits)}{quote}{after}") == Code(digits)


@given(numbers, st.sampled_from([".", "..", " .", "-", ". "]))
def test_what_trails_is_dropped(digits: str, trail: str) -> None:
    assert parse_code(dotted(digits) + trail) == Code(digits)


@given(numbers, st.sampled_from(["HTS ", "hts: ", "HTSUS #", "HTS\u00a0"]))
def test_the_name_of_the_schedule_may_stand_before(digits: str, name: str) -> None:
    assert parse_code(name + dotted(digits)) == Code(digits)


@given(numbers)
def test_whole_numbers_of_a_cell_get_their_zero_back(digits: str) -> None:
    code = Code(digits, zero_restored=digits.startswith("0"))
    assert parse_code(int(digits)) == parse_code(float(digits)) == code


@given(numbers.filter(lambda digits: digits.startswith("0")))
def test_a_lost_zero_is_put_back_and_said(digits: str) -> None:
    for written in (digits[1:], dotted(digits)[1:]):
        assert parse_code(written) == Code(digits, zero_restored=True)


@pytest.mark.parametrize(
    ("written", "digits", "level"),
    [
        ("84", "84", "chapter"),
        ("8471", "8471", "heading"),
        ("847130", "847130", "subheading"),
        ("8471.30.01", "84713001", "rate line"),
        ("8471.30.0100", "8471300100", "statistical line"),
        ("101210010", "0101210010", "statistical line"),
    ],
)
def test_levels(written: str, digits: str, level: str) -> None:
    code = parse_code(written)
    assert (code.digits, code.level) == (digits, level)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "no HTS number given"),
        (None, "no HTS number given"),
        (" . ", "no HTS number given"),
        ('""', "no HTS number given"),
        ("steel pipe", "“steel pipe” is not an HTS number; write digits"),
        ("8471.30.O1.00", "“8471.30.O1.00” is not an HTS number; write digits"),
        ("٨٤٧١٣٠٠١٠٠", "is not an HTS number; write digits"),
        ("８４７１３００１００", "is not an HTS number; write digits"),
        ("8471³0", "is not an HTS number; write digits"),
        ("=1+1", "“=1+1” is a formula"),
        ("@A1", "“@A1” is a formula"),
        ("84.71.30", "“84.71.30” is not grouped"),
        ("8471.3.001", "“8471.3.001” is not grouped"),
        ("8471..30", "“8471..30” is not grouped"),
        ("8471.30.010", "“8471.30.010” is not grouped"),
        ("0101.21.001", "“0101.21.001” is not grouped"),
        ("1" * 40, "has 40 digits; an HTS number has 4, 6, 8 or 10"),
        ("12345678901", "“12345678901” has 11 digits"),
        ("0012.34", "there is no chapter 00"),
        (0, "there is no chapter 00"),
        (8471.3, "8471.3 is a decimal number; format the column as text"),
        (float("nan"), "nan is a decimal number"),
        (float("inf"), "inf is a decimal number"),
        (-8471300100, "“-8471300100” is not an HTS number"),
        (-8471300100.0, "“-8471300100” is not an HTS number"),
        pytest.param(10**5000, "is not an HTS number; write digits", id="5,001 digits"),
        (True, "“True” is not an HTS number; give text or a whole number"),
        (date(2026, 5, 1), "“2026-05-01” is not an HTS number; give text or a whole number"),
        (["8471"], "is not an HTS number; give text or a whole number"),
    ],
)
def test_what_is_no_number_is_refused_by_name(value: object, words: str) -> None:
    with pytest.raises(CodeError) as error:
        parse_code(value)
    assert words in str(error.value)
    assert len(str(error.value)) < 200


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(),
    st.text(alphabet="0123456789.- \u00a0\"'=HTS٣"),
    st.binary(),
    st.dates(),
    st.lists(st.integers()),
    st.dictionaries(st.text(), st.text()),
)


@given(anything)
def test_anything_reads_to_a_number_or_is_refused(value: object) -> None:
    with suppress(CodeError):
        digits = parse_code(value).digits
        assert len(digits) in (2, 4, 6, 8, 10)
        assert set(digits) <= set("0123456789")
        assert digits[:2] != "00"
