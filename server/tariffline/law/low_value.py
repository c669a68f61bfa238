"""Shipments of low value: what may be entered informally, and de minimis treatment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tariffline.law.answer import Cite
from tariffline.law.code import dotted
from tariffline.law.message_number import bulletin_address
from tariffline.law.money import dollars

# 19 CFR 143.21(a), as amended by 77 FR 72715 for goods entered from 7 January 2013 (CSMS
# 13-000006).
INFORMAL_SINCE = date(2013, 1, 7)
INFORMAL_LIMIT = Decimal(2500)
INFORMAL_CITE = Cite(
    "19 CFR 143.21(a)", "merchandise eligible for informal entry", "not exceeding $2,500 in value",
    "https://www.ecfr.gov/current/title-19/section-143.21",
)  # fmt: skip

# "except for articles valued in excess of $250 classified in Chapter 99, Subchapters III and IV":
# suspended for all origins, in ACE from 30 April 2025. The message calls it temporary; no end of
# it is known here.
CHAPTER_99_LIMIT = Decimal(250)
CHAPTER_99_LIMIT_SUSPENDED = date(2025, 4, 30)
CHAPTER_99_CITE = Cite(
    "CSMS 64861116", "CBP, 28 April 2025", "suspension of the parenthetical exception clause",
    bulletin_address("64861116"),
)  # fmt: skip

# AE Table 9 of the CATAIR: articles of chapter 98 with a limit of their own, None: without any.
OWN_LIMITS = {"98010010": Decimal(10_000), "98010050": None, "98010060": None}

DE_MINIMIS = Decimal(800)
DE_MINIMIS_LAW = Cite(
    "19 U.S.C. 1321(a)(2)(C)", "administrative exemptions", "$800",
    "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title19-section1321",
)  # fmt: skip
DE_MINIMIS_SUSPENDED = date(2025, 8, 29)
DE_MINIMIS_CITE = Cite(
    "CSMS 66065494", "Executive Order 14324; continued by the order of 20 February 2026",
    "no de minimis treatment from 12:01 a.m. on 29 August 2025",
    bulletin_address("66065494"),
)  # fmt: skip

# China and Hong Kong came first.
DE_MINIMIS_FIRST = frozenset({"CN", "HK"})
DE_MINIMIS_FIRST_SUSPENDED = date(2025, 5, 2)
DE_MINIMIS_FIRST_CITE = Cite(
    "E.O. 14256", "90 FR 14899, section 2", "12:01 a.m. eastern daylight time on May 2, 2025",
    "https://www.federalregister.gov/d/2025-06027",
)  # fmt: skip

# U.S. note 2(y) to subchapter III: mail of at most $800 paid the rate of the surcharge on the value
# of the package, "and shall cease to be effective … on the date the rates in the Proclamation
# expire"; before, what Executive Orders 14256 and 14324 said.
MAIL_PAYS_AS_ALL = date(2026, 7, 24)
MAIL_LAW = "U.S. note 2(y) to subchapter III of chapter 99; Executive Orders 14256, 14324"

# A line's value, its chapter 98 provision ("" for none), and the HTS numbers of its duties.
Stated = tuple[Decimal, str, Sequence[str]]
# Something that a broker should be told, and where it stands.
Told = tuple[str, Cite]


def not_informal(day: date, lines: Sequence[Stated]) -> str:
    """Why goods can't be entered informally; "" when nothing known here forbids it."""
    if day < INFORMAL_SINCE:
        return f"the limit of informal entries before {INFORMAL_SINCE} is not known here"
    limited = [value for value, provision, _ in lines if _own_limit(provision) == INFORMAL_LIMIT]
    if sum(limited) > INFORMAL_LIMIT:
        return (
            f"{dollars(Decimal(sum(limited)))} is more than an informal entry may hold: "
            f"{dollars(INFORMAL_LIMIT)} ({INFORMAL_CITE.source}); enter it formally"
        )
    for value, provision, _ in lines:
        limit = _own_limit(provision)
        if limit is not None and value > limit:
            return f"under {dotted(provision)} an informal entry holds at most {dollars(limit)}"
    if day < CHAPTER_99_LIMIT_SUSPENDED and (heading := _above_250(lines)):
        return (
            f"articles of {dotted(heading)} of more than {dollars(CHAPTER_99_LIMIT)} needed a "
            f"formal entry before {CHAPTER_99_LIMIT_SUSPENDED} "
            f"({INFORMAL_CITE.source}; {CHAPTER_99_CITE.source})"
        )
    return ""


def told_of_informal(lines: Sequence[Stated]) -> tuple[Told, ...]:
    """What to tell of an informal entry that is allowed."""
    limit = (f"an informal entry holds at most {dollars(INFORMAL_LIMIT)}", INFORMAL_CITE)
    heading = _above_250(lines)
    if not heading:
        return (limit,)
    note = (
        f"{dotted(heading)} on an informal entry of more than {dollars(CHAPTER_99_LIMIT)} rests on "
        f"a suspension since {CHAPTER_99_LIMIT_SUSPENDED} ({CHAPTER_99_CITE.source}); whether it "
        "has ended is not known here"
    )
    return limit, (note, CHAPTER_99_CITE)


def _above_250(lines: Sequence[Stated]) -> str:
    """The first heading of chapter 99, subchapters III and IV, on goods of more than $250."""
    headings = (each for value, _, all_ in lines if value > CHAPTER_99_LIMIT for each in all_)
    return next((each for each in headings if each.startswith(("9903", "9904"))), "")


def _own_limit(provision: str) -> Decimal | None:
    return OWN_LIMITS.get(provision[:8], INFORMAL_LIMIT)


def told_of_de_minimis(
    day: date, value: Decimal, origins: frozenset[str] = frozenset()
) -> tuple[Told, ...]:
    """What to tell of de minimis treatment to who enters goods of so low a value."""
    if value > DE_MINIMIS:
        return ()
    if DE_MINIMIS_FIRST_SUSPENDED <= day < DE_MINIMIS_SUSPENDED and origins & DE_MINIMIS_FIRST:
        note = f"no de minimis treatment for China and Hong Kong since {DE_MINIMIS_FIRST_SUSPENDED}"
        return ((note, DE_MINIMIS_FIRST_CITE),)
    if day < DE_MINIMIS_SUSPENDED:
        note = f"goods of at most {dollars(DE_MINIMIS)} may have qualified for de minimis treatment"
        return ((note, DE_MINIMIS_LAW),)
    note = f"de minimis treatment is suspended since {DE_MINIMIS_SUSPENDED}"
    return ((note, DE_MINIMIS_CITE),)
