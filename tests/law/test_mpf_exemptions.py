"""Which goods pay no MPF: by claim, by origin, by chapter 98."""

from __future__ import annotations

from datetime import date

import pytest

from tariffline.law.countries import COUNTRIES
from tariffline.law.mpf_exemptions import CLAIMED, exemption
from tariffline.law.programmes import PROGRAMMES

DAY = date(2026, 2, 1)

# CBP's MPF table and the partners that CBP's notice of 3 January 2014 names; USMCA for NAFTA.
EXEMPTING = "AU BH CL CO IL KR OM P P+ PA PE S S+ SG"
NOT_EXEMPTING = "A A* A+ B C D E E* J J* J+ JO JP K L MA N NP R"


@pytest.mark.parametrize("symbol", EXEMPTING.split())
def test_a_claim_of_a_free_trade_agreement_exempts(symbol: str) -> None:
    why = exemption(DAY, "XX", (symbol,))
    assert why is not None
    assert why.reason == f"{symbol} is claimed: {PROGRAMMES[symbol].name}"
    assert "24.23(c)" in why.source


@pytest.mark.parametrize("symbol", NOT_EXEMPTING.split())
def test_other_claims_exempt_nothing_by_themselves(symbol: str) -> None:
    assert exemption(DAY, "XX", (symbol,)) is None


def test_every_symbol_is_of_one_sort() -> None:
    sorts = {*EXEMPTING.split(), *NOT_EXEMPTING.split(), "CA", "MX"}
    assert sorts == PROGRAMMES.keys()
    assert CLAIMED.keys() <= PROGRAMMES.keys()


@pytest.mark.parametrize(
    ("symbol", "day", "is_exempt"),
    [
        ("CA", date(2020, 6, 30), True),
        ("MX", date(2020, 7, 1), False),
        ("S", date(2020, 6, 30), False),
        ("S", date(2020, 7, 1), True),
    ],
)
def test_usmca_took_naftas_place_on_1_july_2020(symbol: str, day: date, is_exempt: bool) -> None:
    assert (exemption(day, "MX", (symbol,)) is not None) is is_exempt


@pytest.mark.parametrize(
    ("origin", "reason"),
    [
        ("IL", "product of Israel"),
        ("GU", "product of a U.S. insular possession"),
        ("JM", "product of a Caribbean Basin beneficiary"),
        ("KH", "product of a least-developed beneficiary developing country"),
        ("NP", "product of a least-developed beneficiary developing country"),
    ],
)
def test_some_origins_need_no_claim(origin: str, reason: str) -> None:
    why = exemption(DAY, origin)
    assert why is not None
    assert why.reason == reason


@pytest.mark.parametrize("origin", ["CN", "MX", "CA", "KR", "VN", "BD", "JO", "PS", "JP", "DE"])
def test_other_origins_pay(origin: str) -> None:
    assert exemption(DAY, origin) is None


def test_a_list_that_was_not_verified_says_so() -> None:
    assert "the list of countries was not verified" in str(exemption(DAY, "KH"))
    assert "not verified" not in str(exemption(DAY, "IL"))


def test_every_origin_is_a_country() -> None:
    exempt = [iso for iso in COUNTRIES if exemption(DAY, iso)]
    assert len(exempt) == 1 + 5 + 17 + 44 - 1  # Haiti is both a Caribbean and a least-developed one


@pytest.mark.parametrize(
    ("provision", "is_exempt"),
    [
        ("9801001012", True),
        ("98020040", True),
        ("98020060", False),
        ("9802008015", False),
        ("", False),
    ],
)
def test_chapter_98_is_exempt_but_for_two_provisions(provision: str, is_exempt: bool) -> None:
    assert (exemption(DAY, "CN", (), provision) is not None) is is_exempt


def test_a_claim_exempts_what_9802_00_80_does_not() -> None:
    why = exemption(DAY, "MX", ("S",), "98020080")
    assert why is not None
    assert why.reason.startswith("S is claimed")
