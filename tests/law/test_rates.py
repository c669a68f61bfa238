"""Rate texts: each form to its exact components, and nothing else to a number."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.rates import AdValorem, Component, Kind, Rate, RateError, Specific, read_rate
from tariffline.law.special import SpecialRate, read_special


def share(percent: str, on: str = "") -> AdValorem:
    return AdValorem(Fraction(percent) / 100, on)


def dollars(amount: str, unit: str, on: str = "") -> Specific:
    return Specific(Decimal(amount), unit, on)


@pytest.mark.parametrize(
    ("text", "kind", "components"),
    [
        ("5%", Kind.AD_VALOREM, [share("5")]),
        ("33 1/3%", Kind.AD_VALOREM, [AdValorem(Fraction(1, 3))]),
        (
            "3 percent of the fair retail value",
            Kind.AD_VALOREM,
            [share("3", "the fair retail value")],
        ),
        ("5% on the full value of the imported article", Kind.AD_VALOREM, [share("5")]),
        ("4.4¢/kg", Kind.SPECIFIC, [dollars("0.044", "kg")]),
        ("$1.035/kg", Kind.SPECIFIC, [dollars("1.035", "kg")]),
        ("41¢ each", Kind.SPECIFIC, [dollars("0.41", "each")]),
        ("2.8¢/doz.", Kind.SPECIFIC, [dollars("0.028", "doz.")]),
        ("89.6¢/1000", Kind.SPECIFIC, [dollars("0.896", "thousand")]),
        ("2.1¢/pf.liter", Kind.SPECIFIC, [dollars("0.021", "pf. liter")]),
        (
            "$3/t, including weight of container",
            Kind.SPECIFIC,
            [dollars("3", "t", "including weight of container")],
        ),
        (
            "$40/kg of anhydrous morphine content",
            Kind.SPECIFIC,
            [dollars("40", "kg", "anhydrous morphine content")],
        ),
        ("$1.035/kg +13.6%", Kind.COMPOUND, [dollars("1.035", "kg"), share("13.6")]),
        ("10¢/1,000 pins + 3.5%", Kind.COMPOUND, [dollars("0.1", "thousand pins"), share("3.5")]),
        ("12¢/line/ gross + 4%", Kind.COMPOUND, [dollars("0.12", "line/gross"), share("4")]),
        (
            "3.1¢/liter + 22.1¢/pf. liter on ethyl alcohol content",
            Kind.COMPOUND,
            [dollars("0.031", "liter"), dollars("0.221", "pf. liter", "ethyl alcohol content")],
        ),
        (
            "36¢ each + 5.3% on the case + 2.8% on the strap, band or bracelet",
            Kind.PARTS,
            [
                dollars("0.36", "each"),
                share("5.3", "the case"),
                share("2.8", "the strap, band or bracelet"),
            ],
        ),
        (
            "43¢ each + 2.8¢/jewel over 7 + 3.7% on the case",
            Kind.PARTS,
            [dollars("0.43", "each"), dollars("0.028", "jewel over 7"), share("3.7", "the case")],
        ),
        ("The duty provided in the applicable subheading", Kind.APPLICABLE, []),
        ("The duty provided in the applicable subheading + 25%.", Kind.APPLICABLE, [share("25")]),
        ("The duty rate provided in such subheading minus 0.5%", Kind.APPLICABLE, [share("-0.5")]),
        (
            "The duty provided in the applicable subheading + a duty of 50% upon the value of the "
            "non-U.S. content",
            Kind.APPLICABLE,
            [share("50", "the value of the non-U.S. content")],
        ),
        (
            "The duty provided in subheadings 8716.39.00, 8716.90.30 or 8716.90.50 + 100%",
            Kind.APPLICABLE,
            [share("100")],
        ),
        ("Free", Kind.FREE, []),
        ("", Kind.BLANK, []),
        (":", Kind.BLANK, []),
    ],
)
def test_form(text: str, kind: Kind, components: list[Component]) -> None:
    assert read_rate(text) == Rate(kind, text, tuple(components))


def test_a_bounded_rate_has_its_minimum_and_maximum() -> None:
    text = "20¢/kg + 5%, but not less than 8% nor more than $1.50/kg"

    assert read_rate(text) == Rate(
        Kind.BOUNDED,
        text,
        (dollars("0.2", "kg"), share("5")),
        at_least=(share("8"),),
        at_most=(dollars("1.5", "kg"),),
    )
    assert read_rate("5%, but not less than 2¢/kg").at_most == ()


@pytest.mark.parametrize(
    "text",
    [
        "No change",
        "See 9919.04.10, 9919.04.11, 9919.04.13",
        "Free, under bond, as prescribed in U.S. note 1 to this subchapter",
        "Free, subject to the conditions of this note",
        "The rate applicable to the natural juice in heading 2009",
        "The duty rate provided for originating goods of Korea in such subheading",
        "A duty upon the value of the repairs or alterations (see U.S. note 3 of this subchapter)",
    ],
)
def test_words_that_only_a_person_can_apply(text: str) -> None:
    assert read_rate(text) == Rate(Kind.PROSE, text)
    assert read_rate(text).number is None


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("37% /", "37%"),
        (
            "The duty provided inthe applicable subheading+ 25%",
            "The duty provided in the applicable subheading + 25%",
        ),
        (
            "$2.70 each + 45% on the case + 35% on thebattery",
            "$2.70 each + 45% on the case + 35% on the battery",
        ),
        ("22¢/kg on drained weght + 45%", "22¢/kg on drained weight + 45%"),
        ("86.1¢/m2of recording surface", "86.1¢/m2 of recording surface"),
        ("$2.50/thou- sand + 40%", "$2.50/thousand + 40%"),
    ],
)
def test_a_known_misprint_reads_as_meant_and_keeps_its_text(printed: str, meant: str) -> None:
    assert read_rate(printed).text == printed
    assert read_rate(printed).components == read_rate(meant).components != ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Free", "0"),
        ("5%", "0.05"),
        ("100%", "1"),
        ("33 1/3%", "0.3333333333333333"),
        ("4.4¢/kg", None),
        ("1.7¢/kg + 5%", None),
        ("70% on the entire set", None),
        ("The duty provided in the applicable subheading + 25%", None),
        ("5%, but not less than 2%", None),
        ("Free, under bond", None),
        ("", None),
    ],
)
def test_a_number_only_when_it_is_the_whole_duty(text: str, number: str | None) -> None:
    assert read_rate(text).number == (number and Decimal(number))


@pytest.mark.parametrize(
    "text",
    [
        "12 bananas",
        "5% maybe",
        "5% on the banana",
        "5¢/banana",
        "5",
        "$5",
        "-5%",
        "٥%",
        "free",
        "Free 5%",
        "See 5%",
        "See 9919.04.67 (PA",
        "The rate applicable to 5%",
        "The rate applicable to the natural juice in heading 2009 (A*)",
        "The duty provided in the applicable subheading + 5¢/banana",
        "The duty provided in the applicable subheading minus 2¢/kg",
        "5%, but not less than 2 bananas",
        "5%, but not less than 2% nor more than 3 bananas",
    ],
)
def test_any_other_text_raises_and_is_quoted(text: str) -> None:
    with pytest.raises(RateError, match=re.escape(repr(text))):
        read_rate(text)


def test_a_text_is_read_once() -> None:
    assert read_rate("7.7%") is read_rate("7.7%")


PERCENTS = st.decimals(min_value=0, max_value=1000, places=3).map(abs)
CENTS = st.decimals(min_value=0, max_value=100_000, places=6).map(abs)
UNITS = st.sampled_from(["kg", "head", "m2", "m3", "pf. liter", "doz.", "jewel over 7", "clean kg"])
PLUS = st.sampled_from([" + ", "+", " +", "+ "])


@given(PERCENTS)
def test_an_ad_valorem_rate_keeps_its_value(percent: Decimal) -> None:
    rate = read_rate(f"{percent}%")

    assert rate.components == (AdValorem(Fraction(percent) / 100),)
    assert rate.number == percent / 100


@given(CENTS, UNITS)
def test_a_specific_rate_keeps_its_value(cents: Decimal, unit: str) -> None:
    assert read_rate(f"{cents:f}¢/{unit}").components == (Specific(cents / 100, unit),)
    assert read_rate(f"${cents:f}/{unit}").components == (Specific(cents, unit),)


@given(CENTS, UNITS, PLUS, PERCENTS)
def test_a_compound_rate_keeps_its_values(
    cents: Decimal, unit: str, plus: str, percent: Decimal
) -> None:
    rate = read_rate(f"{cents:f}¢/{unit}{plus}{percent}%")

    assert rate.kind is Kind.COMPOUND
    assert rate.components == (Specific(cents / 100, unit), AdValorem(Fraction(percent) / 100))


@given(st.text(alphabet="0123456789 ./%¢$+-,kgeachFr") | st.text())
def test_no_text_becomes_a_number_by_accident(text: str) -> None:
    try:
        number = read_rate(text).number
    except RateError:
        return
    plainly_a_rate = re.fullmatch(r"Free|[0-9]+(\.[0-9]+)?%( /)?|[0-9]+ [1-9]/[1-9]%", text)
    assert number is None or plainly_a_rate


@given(
    st.sampled_from(
        ["Free", "5%", "33 1/3%", "4.4¢/kg", "1.7¢/kg + 5%", "36¢ each + 5% on the case"]
    ),
    st.text(alphabet="abcdefgh %¢$", min_size=1).filter(str.strip),
)
def test_a_readable_rate_with_words_behind_it_is_not_readable(text: str, words: str) -> None:
    with pytest.raises(RateError):
        read_rate(f"{text} {words}")


def test_special_parts_in_printed_order() -> None:
    assert read_special("Free (A*,AU) 2.5% (KR) See 9822.04.25 (P+)") == (
        SpecialRate(read_rate("Free"), ("A*", "AU")),
        SpecialRate(read_rate("2.5%"), ("KR",)),
        SpecialRate(read_rate("See 9822.04.25"), ("P+",)),
    )


@pytest.mark.parametrize(
    ("text", "programmes"),
    [
        ("Free(A, AU, BH,CL)2.9%(JP)", [("A", "AU", "BH", "CL"), ("JP",)]),
        ("Free (A,L,KR,L)", [("A", "L", "KR")]),
        ("No change (A,E) Free (CA,IL, MX)", [("A", "E"), ("CA", "IL", "MX")]),
        ("Free (AU) See 9919.04.50, 9919.04.67 (PA (PA)", [("AU",), ("PA",)]),
        ("Free (KR,MA,.OM,P)", [("KR", "MA", "OM", "P")]),
        ("Free (CO,D,E IL,JO)", [("CO", "D", "E", "IL", "JO")]),
        (
            "Free (AU) A duty upon the value of the repairs or alterations "
            "(see U.S. note 3 of this subchapter) (B,C,)",
            [("AU",), ("B", "C")],
        ),
        ("Free", [()]),
        ("Free (See U.S. note 4 of this subchapter)", [()]),
        ("The duty provided in the applicable subheading + 25%", [()]),
        ("", []),
    ],
)
def test_special_programmes(text: str, programmes: list[tuple[str, ...]]) -> None:
    assert [part.programmes for part in read_special(text)] == programmes


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Free (A,XX)", "'XX'"),
        ("Free (A,,AU)", "''"),
        ("Free ()", "'Free ()'"),
        ("Free (A,AU", "'Free (A,AU'"),
        ("Free A,AU)", "'Free A,AU)'"),
        ("Free (banana)", "'Free (banana)'"),
        ("12 bananas (KR)", "'12 bananas'"),
        ("Free (A) 2.5%", "'2.5%'"),
        ("Free (A) (KR)", "without a rate"),
        ("Free (A,KR) 2.5% (KR)", "'KR' has two rates"),
    ],
)
def test_a_special_cell_that_cannot_be_trusted_raises(text: str, named: str) -> None:
    with pytest.raises(RateError, match=re.escape(named)):
        read_special(text)
